"""Temperatures: `reading`, `absence` and `round`."""

import argparse
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from facility_app.acts.rounds import ReadingTaken
from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk
from facility_app.cli.output import Answer
from facility_app.cli.parser import Parser, command
from facility_app.core.phrases import listed
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.abnormal import AbnormalLine, Sign
from facility_app.facts.rounds import KeptReading, RoundFacts
from facility_app.rules.coverage import Coverage, Unmeasured
from facility_app.rules.rechecks import FeverState
from facility_app.services import rounds
from resources.text import N_, _

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands

_ARGPARSE_WORDS = (N_("one of the arguments %s is required"),)
_STATES: dict[FeverState | Sign, str] = {
    FeverState.AWAITING: N_("awaiting the recheck"),
    FeverState.NOT_CONFIRMED: N_("not confirmed"),
    FeverState.CONFIRMED: N_("confirmed fever"),
    FeverState.IN_CARE: N_("in the doctor's care"),
    Sign.ALARM: N_("emergency sign"),
    Sign.LOW: N_("too low"),
}


def reading(asked: argparse.Namespace, machine: Machine) -> Answer:
    """One temperature kept."""
    taken = ReadingTaken(
        asked.celsius,
        asked.number,
        asked.staff,
        asked.at,
        asked.site,
        asked.device,
        asked.by,
        tuple(asked.symptom),
        asked.remark,
        asked.mean,
        asked.again,
    )
    with at_desk(asked, machine) as desk:
        made = rounds.take_reading(desk, taken)
    return Answer({"id": made}, (_("Saved: {id}").format(id=made),))


def absence(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Why somebody was not measured."""
    with at_desk(asked, machine) as desk:
        made = rounds.note_absence(
            desk,
            asked.date,
            asked.window,
            asked.reason,
            number=asked.number,
            staff_number=asked.staff,
            note=asked.note,
        )
    return Answer({"id": made}, (_("Saved: {id}").format(id=made),))


def round_(asked: argparse.Namespace, machine: Machine) -> Answer:
    """How far a round got; missing readings are no failure of the command."""
    with at_desk(asked, machine) as desk:
        found = rounds.round_coverage(desk, asked.date, asked.window)
    document = {
        "date": found.day,
        "window": found.window.id,
        **_figures(found, SubjectKind.PERSON),
        "staff": _figures(found, SubjectKind.STAFF),
        "signature": _signature(found),
    }
    lines = [
        f"{found.day}  {found.window.words.text}",
        *_lines(_("People held"), found.people, found.abnormal_of(SubjectKind.PERSON)),
        *_lines(_("Staff"), found.staff, found.abnormal_of(SubjectKind.STAFF)),
    ]
    later = sum(line.reading.recorded_at is not None for line in found.lines)
    if later:
        lines.append(_("Entered later: {count}").format(count=later))
    lines += _signed(found)
    return Answer(document, tuple(lines))


def _signature(found: RoundFacts) -> dict[str, Any] | None:
    """Who signed the round off, and whether something was corrected since; None: nobody."""
    one = found.signature
    if one is None:
        return None
    return {"by": one.by, "at": one.at, "note": one.note, "corrected_at": one.corrected_at}


def _signed(found: RoundFacts) -> list[str]:
    one = found.signature
    if one is None:
        return [_("Not signed off.")]
    lines = [_("Signed off by {name}.").format(name=one.by)]
    return [*lines, *([_("Corrected after signing.")] if one.corrected_at else [])]


def _figures(found: RoundFacts, kind: SubjectKind) -> dict[str, Any]:
    figures = found.people if kind is SubjectKind.PERSON else found.staff
    return {
        "expected": figures.expected,
        "measured": figures.measured,
        "missing": [{**who(one.subject), "reason": one.reason.id if one.reason else None} for one in figures.missing],
        "abnormal": [
            {
                **who(one.subject),
                "celsius": float(one.celsius),
                "body_site": one.body_site,
                "state": one.state.value,
                "alarm": one.is_alarming,
                "symptoms": [*one.symptoms, *one.told_later],
            }
            for one in found.abnormal_of(kind)
        ],
        "entered_later": [
            {**who(one.measured.subject), "taken_at": one.at, "recorded_at": one.recorded_at}
            for one in _entered_later(found, kind)
        ],
    }


def _entered_later(found: RoundFacts, kind: SubjectKind) -> list[KeptReading]:
    kept = (line.reading for line in found.lines)
    return [one for one in kept if one.recorded_at is not None and one.measured.subject.kind is kind]


def who(subject: Subject) -> dict[str, str]:
    """Somebody as every document of the command line names him or her."""
    return {"name": subject.name, "number": subject.number, "cell": subject.cell}


def _lines(title: str, figures: Coverage, abnormal: tuple[AbnormalLine, ...]) -> list[str]:
    measured = _("{title}: {measured} of {expected} measured, {percent} %; early {early}, late {late}.")
    return [
        measured.format(
            title=title,
            measured=figures.measured,
            expected=figures.expected,
            percent="–" if figures.percent is None else figures.percent,
            early=figures.early,
            late=figures.late,
        ),
        *(["  " + _("Not measured:")] if figures.missing else []),
        *(_unmeasured(one) for one in figures.missing),
        *(["  " + _("Not expected:")] if figures.excused else []),
        *(_unmeasured(one) for one in figures.excused),
        *(["  " + _("Abnormal:")] if abnormal else []),
        *(_abnormal(one) for one in abnormal),
    ]


def _unmeasured(one: Unmeasured) -> str:
    reason = one.reason.words.text if one.reason else _("no reason given")
    return f"    {one.subject.cell or '–'}  {one.subject.text}  {reason}"


def _abnormal(one: AbnormalLine) -> str:
    asked = listed(phrase.text for phrase in one.verdict.first.asks_recheck)
    why = "  ".join(filter(None, (asked, *(each.explanation.text for each in one.signs))))
    return f"    {one.subject.cell or '–'}  {one.subject.text}  {why}  {_(_STATES[one.state])}"


def celsius(text: str) -> Decimal:
    """A temperature as it is typed."""
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None


def day(text: str) -> date:
    """A date as it is typed."""
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    """A date and time as they are typed; without a zone it is facility time."""
    return datetime.fromisoformat(text)


def arguments(commands: "Commands") -> None:
    """Add the arguments of these commands."""
    take = command(commands, "reading", _("keep one temperature"))
    _subject(take)
    take.add_argument("--celsius", required=True, type=celsius, metavar="37.4", help=_("degrees Celsius"))
    take.add_argument("--site", default="axillary", metavar="ID", help=_("where on the body it was measured"))
    take.add_argument("--at", type=moment, metavar="TIME", help=_("date and time, facility time; else now"))
    take.add_argument("--device", help=_("the thermometer"))
    take.add_argument("--by", metavar="NUMBER", help=_("staff number of whoever measured; else you"))
    take.add_argument("--symptom", action="append", default=[], metavar="ID", help=_("a symptom; may be repeated"))
    take.add_argument("--remark", help=_("remark"))
    take.add_argument("--mean", action="store_true", help=_("the value is the mean of repeats"))
    again = _("a further one: the second one that is still owed, else one beside that of the round, or at night")
    take.add_argument("--again", action="store_true", help=again)
    away = command(commands, "absence", _("say why somebody was not measured in a round"))
    _subject(away)
    _round(away)
    away.add_argument("--reason", required=True, metavar="ID", help=_("why, an id of rounds.toml"))
    away.add_argument("--note", help=_("remark"))
    _round(command(commands, "round", _("how far a temperature round got, with the names")))


def _subject(command: Parser) -> None:
    one = command.add_mutually_exclusive_group(required=True)
    one.add_argument("--number", help=_("facility number of a person held"))
    one.add_argument("--staff", metavar="NUMBER", help=_("staff number"))


def _round(command: Parser) -> None:
    command.add_argument("--date", required=True, type=day, metavar="DATE", help=_("facility day, YYYY-MM-DD"))
    command.add_argument("--window", required=True, metavar="am|pm", help=_("window of the round"))


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("reading", None): reading,
    ("absence", None): absence,
    ("round", None): round_,
}
