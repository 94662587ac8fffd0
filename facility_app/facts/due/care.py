"""What is due of those in a doctor's care: the doctor informed, seen, concluded, and the readings after a fever."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from facility_app.core.phrases import Phrase, phrase
from facility_app.core.subjects import SubjectKind
from facility_app.facts.care import open_cases
from facility_app.facts.due.item import DueItem, state_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import Roll
from facility_app.rules.care import CareCase, CaseKind
from facility_app.rules.carepack import INFORMED, Stage
from resources.text import N_


def care_due(session: Session, facility: FacilityFacts, at: datetime, roll: Roll) -> Iterator[DueItem]:
    """The stage that each open case waits for, and of each person one next reading after a fever.

    Of whoever has left the facility nothing is measured any more; the conclusion is still owed.
    """
    here = {one.custody_id for one in roll.held_at(at)}
    followed: dict[UUID, CareCase] = {}
    for case in open_cases(session, facility, at):
        yield from _stage_of(facility, case, at)
        is_here = case.subject.kind is SubjectKind.STAFF or case.subject.id in here
        if is_here and case.follow_up is not None and case.follow_up.next_due is not None:
            longest = followed.setdefault(case.subject.id, case)
            followed[case.subject.id] = max(longest, case, key=_ends)
    for case in followed.values():
        yield from _follow_up_of(case, at)


def _ends(case: CareCase) -> tuple[bool, datetime]:
    """By when somebody is measured no more: of whoever still has a fever that is not known, and is the last."""
    over_at = case.follow_up.over_at if case.follow_up is not None else None
    return over_at is None, over_at or case.found_at


def _stage_of(facility: FacilityFacts, case: CareCase, at: datetime) -> Iterator[DueItem]:
    waiting = case.next
    if waiting is not None and waiting.due is not None:
        words = _words(facility, case, waiting.stage)
        state = state_of(waiting.due, at, is_done=False)
        yield DueItem("doctor", f"care.{waiting.stage.id}", case.subject, waiting.due, state, words)


def _words(facility: FacilityFacts, case: CareCase, stage: Stage) -> Phrase:
    """What is to be done, and why: of an emergency the signs, and until a doctor knows of it what comes first."""
    if case.kind is not CaseKind.ALARM:
        return phrase(N_("{stage}: {celsius} °C"), stage=stage.to_do, celsius=case.sign.celsius)
    signs = tuple(one.words for one in facility.packs.symptoms.symptom if one.is_alarm and one.id in case.sign.symptoms)
    text = N_("{stage}: {symptoms}, {celsius} °C")
    if stage.id == INFORMED:
        text = N_("{stage}: {symptoms}, {celsius} °C. 120 or the green channel comes first.")
    return phrase(text, stage=stage.to_do, symptoms=signs, celsius=case.sign.celsius)


def _follow_up_of(case: CareCase, at: datetime) -> Iterator[DueItem]:
    follow = case.follow_up
    if follow is not None and follow.next_due is not None:
        state = state_of(follow.next_due, at, is_done=False)
        words = phrase(N_("Measure after a fever: {celsius} °C at first"), celsius=case.first.celsius)
        yield DueItem("follow_up", "care.follow_up", case.subject, follow.next_due, state, words)
