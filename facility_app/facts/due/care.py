"""What is due of those in a doctor's care: the doctor informed, seen, concluded, and the readings after a fever."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from facility_app.core.phrases import phrase
from facility_app.core.subjects import SubjectKind
from facility_app.facts.care import open_cases
from facility_app.facts.due.item import DueItem, state_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import Roll
from facility_app.rules.care import CareCase
from resources.text import N_


def care_due(session: Session, facility: FacilityFacts, at: datetime, roll: Roll) -> Iterator[DueItem]:
    """The stage that each open case waits for, and the next reading after a fever.

    Of whoever has left the facility nothing is measured any more; the conclusion is still owed.
    """
    here = {one.custody_id for one in roll.held_at(at)}
    for case in open_cases(session, facility, at):
        yield from _of_case(case, at, is_here=case.subject.kind is SubjectKind.STAFF or case.subject.id in here)


def _of_case(case: CareCase, at: datetime, *, is_here: bool) -> Iterator[DueItem]:
    waiting = case.next
    if waiting is not None and waiting.due is not None:
        words = phrase(N_("{stage}: {celsius} °C"), stage=waiting.stage.words, celsius=case.first.celsius)
        state = state_of(waiting.due, at, is_done=False)
        yield DueItem("doctor", f"care.{waiting.stage.id}", case.subject, waiting.due, state, words)
    follow = case.follow_up
    if is_here and follow is not None and follow.next_due is not None:
        state = state_of(follow.next_due, at, is_done=False)
        words = phrase(N_("Measure after a fever: {celsius} °C at first"), celsius=case.first.celsius)
        yield DueItem("follow_up", "care.follow_up", case.subject, follow.next_due, state, words)
