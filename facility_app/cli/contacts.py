"""Who was together with somebody: `contacts`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.values import Invalid
from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk
from facility_app.cli.output import Answer
from facility_app.cli.parser import command
from facility_app.cli.typed import day_typed
from facility_app.exchange.contact_files import give_contacts
from facility_app.facts.contact_words import fever_text, measure_text, shared_text, state_text
from facility_app.facts.contacts import Contact, Contacts, Measure
from facility_app.reports.contact_list import contact_list
from facility_app.reports.printing import print_paper
from facility_app.services.contacts import DAYS, list_contacts
from resources.text import N_, _

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands


def contacts(asked: argparse.Namespace, machine: Machine) -> Answer:
    """The contacts of a person, and with `--out` as a file."""
    with at_desk(asked, machine) as desk:
        found = list_contacts(desk, asked.number, asked.days, day_typed(desk, asked.last, "last"))
    lines = [_line(found, one) for one in found.found] or [_("Nobody found.")]
    document: dict[str, Any] = {
        "name": found.person.name,
        "number": found.person.number,
        "cell": found.person.subject.cell,
        "from": found.since,
        "to": found.until,
        "contacts": [_contact(one) for one in found.found],
    }
    if asked.out:
        path = Path(asked.out)
        _give(found, path)
        document["path"] = path
        lines.append(_("Written: {path}").format(path=path))
    return Answer(document, tuple(lines))


def _give(found: Contacts, path: Path) -> None:
    if path.suffix.lower() in (".csv", ".xlsx"):
        give_contacts(found, path)
    elif path.suffix.lower() == ".pdf":
        print_paper(contact_list(found), found, path)
    else:
        raise Invalid(N_("Give the file a name that ends in .pdf, .csv or .xlsx."), field="out")


def _contact(one: Contact) -> dict[str, Any]:
    return {
        "name": one.subject.name,
        "number": one.subject.number,
        "staff": one.is_staff,
        "place": one.place,
        "left_at": one.left_at,
        "hours": float(one.hours),
        "last": _measure(one.last),
        "fever": _measure(one.fever),
        "shared": [
            {
                "kind": each.kind.value,
                "where": each.where.text,
                "from": each.since,
                "to": each.until,
                "hours": float(each.hours),
                "times": each.count,
            }
            for each in one.shared
        ],
    }


def _measure(one: Measure | None) -> dict[str, Any] | None:
    return {"celsius": float(one.celsius), "at": one.at} if one else None


def _line(found: Contacts, one: Contact) -> str:
    parts = (
        one.subject.text,
        shared_text(found, one, "; "),
        state_text(found, one),
        measure_text(found, one),
        _("fever since: {text}").format(text=fever_text(found, one)),
    )
    return "  ".join(parts)


def arguments(commands: "Commands") -> None:
    """The arguments of this command."""
    found = command(commands, "contacts", _("list who shared a cell or a room with a person; that is journaled"))
    found.add_argument("number", metavar="NUMBER", help=_("facility number of a person held"))
    found.add_argument(
        "--days", type=int, default=DAYS, metavar="COUNT", help=_("how many days before the last one; else 14")
    )
    found.add_argument("--last", metavar="DATE", help=_("the last day; else today"))
    found.add_argument("--out", metavar="FILE", help=_("a file too: .pdf, .csv or .xlsx"))


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {("contacts", None): contacts}
