"""Finding people: `search`."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk
from facility_app.cli.output import Answer
from facility_app.cli.parser import command
from facility_app.facts.facility import FacilityFacts, facility_facts
from facility_app.facts.search import FoundPerson, Why
from facility_app.services import search
from resources.text import N_, _

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands

_WHYS = {
    Why.CELL: N_("cell"),
    Why.NAME_BEGINS: N_("name"),
    Why.NAME: N_("name"),
    Why.PINYIN: N_("pinyin"),
    Why.INITIALS: N_("initials"),
    Why.ALIAS: N_("alias"),
    Why.NUMBER_BEGINS: N_("facility number"),
    Why.NUMBER_ENDS: N_("facility number"),
    Why.IDENTITY_NUMBER: N_("identity number"),
}


def find(asked: argparse.Namespace, machine: Machine) -> Answer:
    """People who fit a text; nobody found is no failure of the command."""
    with at_desk(asked, machine) as desk:
        found = search.find_people(desk, asked.text, asked.limit)
        with desk.store.reading() as session:
            facility = facility_facts(session)
    lines = tuple(_line(one, facility) for one in found) or (_("Nobody found."),)
    return Answer({"people": [_person(one) for one in found]}, lines)


def _person(one: FoundPerson) -> dict[str, Any]:
    return {
        "name": one.name,
        "number": one.number,
        "sex": one.sex.value,
        "age": one.age,
        "block": one.block,
        "cell": one.cell,
        "held": one.ended_at is None,
        "admitted_at": one.admitted_at,
        "ended_at": one.ended_at,
        "why": one.why.value,
    }


def _line(one: FoundPerson, facility: FacilityFacts) -> str:
    if one.ended_at is None:
        state = _("held")
    else:
        state = _("until {day}").format(day=facility.calendar.local(one.ended_at).date())
    place = " ".join(filter(None, (one.block, one.cell))) or "–"
    return f"{place}  {one.name} ({one.number})  {state}  [{_(_WHYS[one.why])}]"


def arguments(commands: "Commands") -> None:
    """The arguments of this command."""
    finding = command(
        commands,
        "search",
        _("find people by name, alias, pinyin, initials, number, cell or whole identity number; those held first"),
    )
    finding.add_argument("text", metavar="TEXT", help=_("what is known of them"))
    finding.add_argument(
        "--limit", type=int, default=20, metavar="COUNT", help=_("how many at most; else 20, and everybody of a cell")
    )


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {("search", None): find}
