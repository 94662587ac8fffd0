"""The 15-day health summary on paper: `health-summary`."""

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
from facility_app.facts.health_summary import HealthSummary, SlotState
from facility_app.reports.health_summary import print_summaries
from facility_app.services.health_summaries import health_summaries, health_summary
from resources.text import N_, _

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands


def summary(asked: argparse.Namespace, machine: Machine) -> Answer:
    """One page for a person, or one for each of all."""
    many = asked.all or asked.leaving or bool(asked.block or asked.cell)
    if bool(asked.number) == many:
        raise Invalid(N_("Give a number, or --all, one of the two."), field="number")
    with at_desk(asked, machine) as desk:
        last = day_typed(desk, asked.last, "last")
        found: tuple[HealthSummary, ...]
        if asked.number:
            found = (health_summary(desk, asked.number, last, reason=asked.reason or ""),)
        else:
            found = health_summaries(
                desk,
                last,
                block=asked.block or "",
                cell=asked.cell or "",
                is_leaving=asked.leaving,
                reason=asked.reason or "",
            )
    lines = [_line(one) for one in found] or [_("Nobody is held.")]
    document: dict[str, Any] = {"people": [_person(one) for one in found]}
    if asked.out and found:
        path = Path(asked.out)
        document |= {"path": path, "pages": print_summaries(found, path).pages}
        lines.append(_("Written: {path}").format(path=path))
    return Answer(document, tuple(lines))


def _person(one: HealthSummary) -> dict[str, Any]:
    return {
        "name": one.person.name,
        "number": one.person.number,
        "cell": one.person.subject.cell,
        "from": one.days[0].day,
        "to": one.days[-1].day,
        "expected": one.expected,
        "measured": one.measured,
        "explained": one.count(SlotState.EXPLAINED),
        "missing": one.count(SlotState.MISSING),
        "fevers": one.fevers,
        "confirmed": one.confirmed,
        "not_confirmed": one.disproved,
        "care": len(one.care),
        "isolations": len(one.isolations),
    }


def _line(one: HealthSummary) -> str:
    text = _("{person}: measured {measured} of {expected}, fevers {fevers}, of them confirmed {confirmed}")
    return text.format(
        person=one.person.subject.text,
        measured=one.measured,
        expected=one.expected,
        fevers=one.fevers,
        confirmed=one.confirmed,
    )


def arguments(commands: "Commands") -> None:
    """The arguments of this command."""
    found = command(commands, "health-summary", _("fifteen days of health on one page a person; that is journaled"))
    found.add_argument("number", nargs="?", metavar="NUMBER", help=_("facility number of a person held"))
    found.add_argument("--all", action="store_true", help=_("everybody held"))
    found.add_argument("--leaving", action="store_true", help=_("those whose term is over or ends in the next days"))
    found.add_argument("--block", metavar="BLOCK", help=_("those who live in a block"))
    found.add_argument("--cell", metavar="CELL", help=_("those who live in a cell"))
    found.add_argument("--last", metavar="DATE", help=_("the last day; else today"))
    found.add_argument(
        "--reason", help=_("why it is read; without one only a doctor is shown what doctors found; it is journaled")
    )
    found.add_argument("--out", metavar="FILE", help=_("the PDF"))


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("health-summary", None): summary
}
