"""Talks: `talk` and `quota`."""

import argparse
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from facility_app.acts.talks import TalkHeld
from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk
from facility_app.cli.output import Answer
from facility_app.cli.parser import command
from facility_app.cli.rounds import day, moment, who
from facility_app.core.subjects import Subject
from facility_app.facts.talks import FirstTalk, FirstTalkState, QuotaFacts, TalkQuotas
from facility_app.rules.talks import Fulfilment, TalkFigures
from facility_app.services import talks
from resources.text import N_, _

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands

_STATES = {
    FirstTalkState.IN_TIME: N_("held in time"),
    FirstTalkState.LATE: N_("held late"),
    FirstTalkState.DUE: N_("due"),
    FirstTalkState.OVERDUE: N_("overdue"),
}


def talk(asked: argparse.Namespace, machine: Machine) -> Answer:
    """One talk recorded."""
    held = TalkHeld(asked.number, asked.kind, asked.minutes, asked.content, asked.at, asked.officer, asked.why_short)
    with at_desk(asked, machine) as desk:
        made = talks.record_talk(desk, held)
    return Answer({"id": made}, (_("Saved: {id}").format(id=made),))


def quota(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Whom nobody has talked with yet in a week; a shortfall is no failure of the command."""
    with at_desk(asked, machine) as desk:
        found = talks.talk_quotas(desk, asked.date)
    document = {
        "date": found.day,
        "week": {"first": found.week.first, "last": found.week.last},
        "quotas": [_quota(one) for one in found.quotas],
        "first_talks": [
            {
                **who(one.person),
                "admitted_at": one.admitted_at,
                "due": one.due,
                "held_at": one.held_at,
                "state": one.state.value,
            }
            for one in found.first_talks
        ],
    }
    return Answer(document, tuple(_lines(found)))


def _quota(one: QuotaFacts) -> dict[str, Any]:
    return {
        "rule": one.quota.id,
        "by": one.quota.by.value,
        "with_whom": one.quota.with_whom.value,
        **_figures(one.all),
        "officers": [{"officer": _officer(part.responsible), **_figures(part)} for part in one.by_responsible],
    }


def _figures(figures: TalkFigures) -> dict[str, Any]:
    return {
        "people": figures.people,
        "fulfilled": figures.fulfilled,
        "short": [
            {**who(one.duty.person), "required": one.required, "held": one.held, "short": one.short}
            for one in figures.shortfall
        ],
    }


def _officer(responsible: Subject | None) -> dict[str, str] | None:
    return {"name": responsible.name, "number": responsible.number} if responsible else None


def _lines(found: TalkQuotas) -> list[str]:
    lines = [_("Week from {first} to {last}").format(first=found.week.first, last=found.week.last)]
    for one in found.quotas:
        lines.append(_summary(one.quota.words.text, one.all))
        for part in one.by_responsible:
            name = part.responsible.text if part.responsible else _("no officer named")
            lines.append("  " + _summary(name, part))
            lines.extend(_short(each) for each in part.shortfall)
    open_ones = [one for one in found.first_talks if one.held_at is None or one.state is FirstTalkState.LATE]
    if open_ones:
        lines.append(_("First talks:"))
    lines.extend(_first(one, found) for one in open_ones)
    return lines


def _summary(name: str, figures: TalkFigures) -> str:
    return _("{name}: fulfilled with {fulfilled} of {people}.").format(
        name=name, fulfilled=figures.fulfilled, people=figures.people
    )


def _short(one: Fulfilment) -> str:
    short = _("{held} of {required}, {short} short").format(held=one.held, required=one.required, short=one.short)
    return f"    {one.duty.person.cell or '–'}  {one.duty.person.text}  {short}"


def _first(one: FirstTalk, found: TalkQuotas) -> str:
    return f"  {one.person.cell or '–'}  {one.person.text}  {_wall(one.due, found)}  {_(_STATES[one.state])}"


def _wall(at: datetime, found: TalkQuotas) -> str:
    return f"{found.calendar.local(at):%Y-%m-%d %H:%M}"


def arguments(commands: "Commands") -> None:
    """Add the arguments of these commands."""
    record = command(commands, "talk", _("record a talk with a person held"))
    record.add_argument("--number", required=True, help=_("facility number of a person held"))
    record.add_argument("--kind", required=True, metavar="ID", help=_("kind of talk, an id of talks.toml"))
    record.add_argument("--minutes", required=True, type=int, help=_("how long it took"))
    record.add_argument("--content", required=True, help=_("what it was about; nothing of the case"))
    record.add_argument("--at", type=moment, metavar="TIME", help=_("date and time, facility time; else now"))
    record.add_argument("--officer", metavar="NUMBER", help=_("staff number of whoever talked; else you"))
    record.add_argument("--why-short", metavar="REASON", help=_("why it was short, where it was"))
    week = command(commands, "quota", _("whom nobody has talked with yet in a week"))
    week.add_argument("--date", required=True, type=day, metavar="DATE", help=_("facility day, YYYY-MM-DD"))


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("talk", None): talk,
    ("quota", None): quota,
}
