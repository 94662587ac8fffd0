"""How a case stands with the doctor, in words and shapes."""

from datetime import datetime
from typing import NamedTuple

from facility_app.core.phrases import listed
from facility_app.facts.round_sheet import RoundSheet, SheetRow
from facility_app.rules.care import CareCase, StageState, StepDone
from resources.text import _
from ui.pages.rounds import words
from ui.theme import State

_TOLD_OF_STAGES = frozenset({"inform_doctor", "seen_by_doctor"})
"""Steps of the rules of fever that are stages of a case."""


class Stand(NamedTuple):
    """How it stands with one stage: its name, its state, and when."""

    name: str
    state: State
    when: str


def stands_of(about: SheetRow, sheet: RoundSheet, case: CareCase | None, now: datetime) -> list[Stand]:
    """The stages, earliest first. Whether or not one is owed, a doctor can be told at any time."""
    first = about.first
    assert first is not None
    found = f"{wall(sheet, first.reading.at, now)}  {first.reading.measured.celsius} ℃"
    stands = [Stand(_("found"), State.DONE, found), _again(about, sheet, now)]
    if case is None:
        return [*stands, Stand(_("doctor informed"), State.NOT_APPLICABLE, _("possible at any time"))]
    return stands + [_stage(one, sheet, now, is_next=one is case.next) for one in case.stages]


def _again(about: SheetRow, sheet: RoundSheet, now: datetime) -> Stand:
    name = _("measured again")
    if about.awaits_recheck:
        since, until = sheet.recheck_from(about), sheet.recheck_until(about)
        state = State.OVERDUE if until is not None and until < now else State.DUE
        text = _("{since}–{until}").format(since=words.wall(sheet, since), until=words.wall(sheet, until))
        return Stand(name, state, text)
    if not about.rechecks:
        return Stand(name, State.NOT_APPLICABLE, "–")
    last = about.rechecks[-1].reading
    return Stand(name, State.DONE, f"{wall(sheet, last.at, now)}  {last.measured.celsius} ℃")


def _stage(one: StageState, sheet: RoundSheet, now: datetime, *, is_next: bool) -> Stand:
    name = (one.stage.words if one.done is not None else one.stage.to_do).text
    if one.done is not None:
        return Stand(name, State.DONE, f"{wall(sheet, one.done.at, now)}  {one.done.by}")
    if one.due is None:
        return Stand(name, State.NOT_APPLICABLE, _("not due yet"))
    state = State.OVERDUE if one.due < now else State.DUE
    text = _("until {time}").format(time=wall(sheet, one.due, now))
    return Stand(name, state if is_next else State.NOT_APPLICABLE, text)


def follow_up_text(sheet: RoundSheet, case: CareCase | None, now: datetime) -> str:
    """When the next reading is due after a fever; empty: none is owed of such a case."""
    follow = case.follow_up if case else None
    if follow is None:
        return ""
    if follow.is_over:
        return _("✓ No fever any more: no further readings are owed.")
    if follow.next_due is None:
        return ""
    shape = (State.OVERDUE if follow.next_due < now else State.DUE).shape
    text = _("Next reading until {time}").format(time=wall(sheet, follow.next_due, now))
    over = ""
    if follow.over_at:
        over = _("over at {time} if it stays normal").format(time=wall(sheet, follow.over_at, now))
    return " · ".join(one for one in (f"{shape} {text}", over) if one)


def other_steps(sheet: RoundSheet) -> list[tuple[str, str]]:
    """The steps beside the stages, by id and name, in the order of the rules."""
    return [(one.id, one.words.text) for one in sheet.rules.steps if one.id not in _TOLD_OF_STAGES]


def steps_text(sheet: RoundSheet, case: CareCase | None, now: datetime) -> str:
    """What was done beside the stages; empty: nothing."""
    stages = {one.stage.id for one in case.stages} if case else set()
    done = [one for one in (case.steps if case else ()) if one.step not in stages]
    return listed(f"✓ {_name(sheet, case, one)} {wall(sheet, one.at, now)} {one.by}" for one in done)


def step_text(sheet: RoundSheet, case: CareCase | None, one: StepDone) -> str:
    """A step with its time and its doer."""
    return f"{_name(sheet, case, one)}  {sheet.calendar.local(one.at):%m-%d %H:%M}  {one.by}"


def _name(sheet: RoundSheet, case: CareCase | None, one: StepDone) -> str:
    names = {each.stage.id: each.stage.words.text for each in case.stages} if case else {}
    return names.get(one.step) or dict(other_steps(sheet)).get(one.step, one.step)


def wall(sheet: RoundSheet, at: datetime, now: datetime) -> str:
    """A time of today, or a day and a time."""
    local = sheet.calendar.local(at)
    is_today = local.date() == sheet.calendar.local(now).date()
    return f"{local:%H:%M}" if is_today else f"{local:%m-%d %H:%M}"
