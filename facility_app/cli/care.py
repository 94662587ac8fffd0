"""What follows from a fever or an emergency sign: `care`."""

import argparse
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from db.values import Invalid
from facility_app.access import Desk
from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk
from facility_app.cli.output import Answer
from facility_app.cli.parser import Parser, command, group
from facility_app.cli.rounds import day
from facility_app.cli.typed import instant_typed
from facility_app.core.facilityday import FacilityCalendar
from facility_app.rules.care import CareCase
from facility_app.rules.carepack import care_rules
from facility_app.rules.entries import RuleEntry
from facility_app.rules.thresholds import threshold_rules
from facility_app.services import care
from resources.text import N_, _

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands


def list_cases(asked: argparse.Namespace, machine: Machine) -> Answer:
    """The cases that no doctor has concluded."""
    with at_desk(asked, machine) as desk:
        board = care.open_cases(desk)
    document = {"cases": [_case(one) for one in board.cases]}
    return Answer(document, tuple(_shown(one) for one in board.cases) or (_("No case is open."),))


def see(asked: argparse.Namespace, machine: Machine) -> Answer:
    """One case with its steps; what came of them is masked."""
    with at_desk(asked, machine) as desk:
        found, calendar = care.see_case(desk, asked.reading), care.open_cases(desk).calendar
    if found is None:
        raise Invalid(N_("No case with the doctor begins with this reading."), field="reading")
    return Answer(_case(found), (_shown(found), *_steps(found, calendar)))


def told(asked: argparse.Namespace, machine: Machine) -> Answer:
    """That a doctor was told."""
    return _write(asked, machine, lambda desk, at: care.tell_doctor(desk, asked.reading, doctor=asked.doctor, at=at))


def refusal_told(asked: argparse.Namespace, machine: Machine) -> Answer:
    """That a doctor was told of somebody who refused to be measured."""
    return _write(
        asked,
        machine,
        lambda desk, at: care.tell_doctor_of_refusal(
            desk, asked.date, asked.window, asked.number, doctor=asked.doctor, at=at
        ),
    )


def saw(asked: argparse.Namespace, machine: Machine) -> Answer:
    """That the doctor who asks has seen the person."""
    return _write(asked, machine, lambda desk, at: care.doctor_saw(desk, asked.reading, at=at, result=asked.result))


def conclude(asked: argparse.Namespace, machine: Machine) -> Answer:
    """The doctor's conclusion."""
    return _write(
        asked,
        machine,
        lambda desk, at: care.conclude_case(desk, asked.reading, asked.result, at=at, is_early=asked.early),
    )


def step(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Another step, such as a mask or a test."""
    return _write(
        asked,
        machine,
        lambda desk, at: care.take_step(desk, asked.reading, asked.step, by=asked.by, at=at, remark=asked.remark),
    )


def result(asked: argparse.Namespace, machine: Machine) -> Answer:
    """What came of a step; that it was read is journaled."""
    with at_desk(asked, machine) as desk:
        found = care.read_result(desk, asked.id, asked.reason)
    return Answer({"result": found}, (found or _("Nothing is written."),))


def _write(asked: argparse.Namespace, machine: Machine, work: Callable[[Desk, datetime | None], UUID]) -> Answer:
    with at_desk(asked, machine) as desk:
        made = work(desk, instant_typed(desk, asked.at, "at"))
    return Answer({"id": made}, (_("Saved: {id}").format(id=made),))


def _case(one: CareCase) -> dict[str, Any]:
    follow = one.follow_up
    return {
        "reading": one.first_id,
        "name": one.subject.name,
        "number": one.subject.number,
        "kind": one.kind.value,
        "celsius": float(one.first.celsius),
        "found_at": one.found_at,
        "next": one.next.stage.id if one.next else None,
        "next_due": one.next.due if one.next else None,
        "measure_by": follow.next_due if follow else None,
        "steps": [{"id": each.id, "step": each.step, "at": each.at, "by": each.by} for each in one.steps],
    }


def _shown(one: CareCase) -> str:
    waits = one.next.stage.to_do.text if one.next else _("concluded")
    return "  ".join((str(one.first_id), one.subject.text, f"{one.first.celsius} °C", waits))


def _steps(one: CareCase, calendar: FacilityCalendar) -> list[str]:
    names = {each.id: each.text for each in _entries()}
    return [
        f"  {each.id}  {names.get(each.step, each.step)}  {calendar.local(each.at):%m-%d %H:%M}  {each.by}"
        for each in one.steps
    ]


def _entries() -> tuple[RuleEntry, ...]:
    return (*care_rules().stage, *threshold_rules().step)


def arguments(commands: "Commands") -> None:
    """The arguments of these commands."""
    subs = group(commands, "care", _("cases with the doctor, from a fever or an emergency sign to the conclusion"))
    command(subs, "list", _("list the cases that no doctor has concluded"))
    _of_case(command(subs, "see", _("see one case with its steps")))
    found = _timed(command(subs, "told", _("record that a doctor was told")))
    found.add_argument("--doctor", metavar="NUMBER", help=_("staff number of the doctor; else the only one"))
    found = command(subs, "refusal-told", _("record that a doctor was told of somebody who refused to be measured"))
    found.add_argument("--number", required=True, metavar="NUMBER", help=_("facility number"))
    found.add_argument("--date", required=True, type=day, metavar="DATE", help=_("facility day, YYYY-MM-DD"))
    found.add_argument("--window", required=True, metavar="am|pm", help=_("window of the round"))
    found.add_argument("--doctor", metavar="NUMBER", help=_("staff number of the doctor; else the only one"))
    found.add_argument("--at", metavar="TIME", help=_("date and time, facility time; else now"))
    found = _timed(command(subs, "saw", _("record that you, a doctor, have seen the person")))
    found.add_argument("--result", default="", help=_("what you found"))
    found = _timed(command(subs, "conclude", _("record your conclusion as a doctor, which closes the case")))
    found.add_argument("--result", required=True, help=_("the conclusion"))
    found.add_argument("--early", action="store_true", help=_("before the readings bear it; the conclusion says why"))
    found = _timed(command(subs, "step", _("record another step, such as a mask or a test")))
    stages = {each.of_step for each in care_rules().stage}
    others = ", ".join(each.id for each in threshold_rules().step if each.id not in stages)
    found.add_argument("step", metavar="STEP", help=others)
    found.add_argument("--by", metavar="NUMBER", help=_("staff number of whoever did it; else you"))
    found.add_argument("--remark", default="", help=_("remark"))
    found = command(subs, "result", _("read what came of a step; that is journaled"))
    found.add_argument("id", type=UUID, metavar="ID", help=_("the step, as `care see` tells it"))
    found.add_argument("--reason", default="", help=_("why it is read; asked for of whoever is no doctor"))


def _of_case(found: Parser) -> Parser:
    found.add_argument("reading", type=UUID, metavar="READING", help=_("the first reading, as `care list` tells it"))
    return found


def _timed(found: Parser) -> Parser:
    _of_case(found).add_argument("--at", metavar="TIME", help=_("date and time, facility time; else now"))
    return found


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("care", "list"): list_cases,
    ("care", "see"): see,
    ("care", "told"): told,
    ("care", "refusal-told"): refusal_told,
    ("care", "saw"): saw,
    ("care", "conclude"): conclude,
    ("care", "step"): step,
    ("care", "result"): result,
}
