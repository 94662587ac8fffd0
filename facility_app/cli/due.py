"""What is due: `due`, now or at any moment that is past."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk
from facility_app.cli.output import Answer
from facility_app.cli.parser import command
from facility_app.cli.typed import instant_typed
from facility_app.core.phrases import listed
from facility_app.core.subjects import Subject
from facility_app.facts.due.item import DueItem, DueState
from facility_app.services.due import what_is_due
from resources.text import N_, _

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands

_STATES = {DueState.OVERDUE: N_("OVERDUE"), DueState.DUE: N_("due"), DueState.DONE: N_("done")}
_NAMES = 8
"""So many names a line holds; the document has all."""


def due(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Everything due, overdue and done."""
    with at_desk(asked, machine) as desk:
        found = what_is_due(desk, instant_typed(desk, asked.at, "at"), asked.responsible)
    lines = tuple(_line(one, found.wall(one.due)) for one in found.items if asked.all or one.state is not DueState.DONE)
    return Answer({"at": found.at, "items": [_item(one) for one in found.items]}, lines or (_("Nothing is due."),))


def _item(one: DueItem) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "subject": _subject(one.subject),
        "due": one.due,
        "state": one.state.value,
        "is_alarm": one.is_alarm,
        "rule": one.rule,
        "responsible": _subject(one.responsible) if one.responsible else None,
        "text": one.words.text,
        "people": [_subject(person) for person in one.people],
    }


def _subject(of: Subject) -> dict[str, str]:
    return {"kind": of.kind.value, "name": of.name, "number": of.number, "cell": of.cell}


def _line(one: DueItem, wall: str) -> str:
    names = listed(person.text for person in one.people[:_NAMES])
    more = len(one.people) - _NAMES
    if more > 0:
        names = _("{names} and {count} more").format(names=names, count=more)
    state, words = _("ALARM") if one.is_alarm else _(_STATES[one.state]), one.words.text
    subject = "" if words.startswith(one.subject.text) else one.subject.text
    return "  ".join(filter(None, (state, wall, subject, words, names)))


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {("due", None): due}


def arguments(commands: "Commands") -> None:
    """Add the arguments of this command."""
    asking = command(commands, "due", _("what is due and overdue"))
    asking.add_argument("--at", metavar="TIME", help=_("a moment that is past, facility time; else now"))
    asking.add_argument("--for", dest="responsible", metavar="ACCOUNT", help=_("what one account is to see to"))
    asking.add_argument("--all", action="store_true", help=_("what is done too"))
