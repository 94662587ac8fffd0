"""What of registers goes on paper: `register show` and `register form`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.declaration import FieldSpec
from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk
from facility_app.cli.output import Answer
from facility_app.facts.register_words import label
from facility_app.reports.printing import print_form, print_reference
from facility_app.reports.register_forms import kept, owed
from facility_app.services import registers
from resources.text import _


def show(asked: argparse.Namespace, machine: Machine) -> Answer:
    """What a register is for, its fields and what falls due in it; with `--out` as a page."""
    with at_desk(asked, machine) as desk:
        found = registers.see_form(desk, asked.register)
        if asked.out:
            print_reference(found, Path(asked.out))
    register = found.register
    document = {
        "name": register.name,
        "label": _(register.label),
        "fields": [_field(one) for one in register.fields],
        "owed": owed(register),
        "keep_years": register.keep_years,
    }
    lines = [f"{_(register.label)} ({register.name})", _(register.help)]
    lines += [f"  {one.key:<18} {label(one)}{_hint(one)}" for one in register.fields]
    return Answer(document, (*lines, *owed(register), kept(register)))


def _field(field: FieldSpec) -> dict[str, Any]:
    return {
        "key": field.key,
        "label": label(field),
        "kind": field.kind.value,
        "required": field.is_required,
        "later": field.is_later,
        "choices": [{"key": one.key, "label": _(one.label)} for one in field.choices],
    }


def _hint(field: FieldSpec) -> str:
    choices = "/".join(one.key for one in field.choices)
    marks = " *" if field.is_required else ""
    return marks + (f"  [{choices}]" if choices else "")


def form(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A form on paper: blank, or with one entry."""
    with at_desk(asked, machine) as desk:
        path = Path(asked.out)
        print_form(registers.see_form(desk, asked.register, asked.id), path)
    return Answer({"path": path}, (_("Written: {path}").format(path=path),))


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("register", "show"): show,
    ("register", "form"): form,
}
