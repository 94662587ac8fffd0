"""Why somebody was not measured in a round; one absence and many go the same way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.tables import Reading, RoundAbsence
from db.types import new_id
from db.values import Conflict, Invalid
from db.work import UnitOfWork
from facility_app.acts.closed_days import refuse_closed
from facility_app.acts.rounds import rounds_for
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.directory import Directory, Period, directory_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.rounds import RoundKey, reasons_on, span_on
from facility_app.rules.rounds import WindowSpan
from resources.text import N_


@dataclass(frozen=True, slots=True)
class AbsenceTold:
    """Why one person held, by `number`, or one of the staff, by `staff_number`, was not measured.

    Attributes:
        reason: id of a reason in `rounds.toml`, for people held or for staff.
    """

    reason: str
    number: str | None = None
    staff_number: str | None = None
    note: str | None = None


def keep_absences(
    work: UnitOfWork, facility: FacilityFacts, account_id: UUID, day: date, window: str, told: Sequence[AbsenceTold]
) -> list[UUID]:
    """Keep why some were not measured, in the order given; what was said of one of them before is replaced.

    Raises:
        Invalid: there is no such round, person or reason, or the person was not here then; `field` names it.
        Conflict: one of them was measured in this round.
        Refused: the day is closed.
    """
    span = span_on(facility, day, window)
    refuse_closed(work.session, day)
    directory = directory_of(work.session, account_id, [one.number for one in told])
    subjects = [_subject(facility, directory, span, day, one) for one in told]
    key = RoundKey(day, window)
    round_id = rounds_for(work, [key])[key]
    _refuse_measured(work.session, span, round_id, subjects)
    known = {_whose(one): one for one in work.all(_of(RoundAbsence, round_id, subjects))}
    new: dict[UUID, RoundAbsence] = {}
    for subject, one in zip(subjects, told, strict=True):
        note = (one.note or "").strip() or None
        before = known.get(subject.id) or new.get(subject.id)
        if before is not None:
            before.reason, before.note = one.reason, note
            continue
        values: dict[str, Any] = {"custody_id": None, "staff_id": None, _column(subject): subject.id}
        new[subject.id] = RoundAbsence(id=new_id(), round_id=round_id, reason=one.reason, note=note, **values)
    work.session.flush()
    work.add_many(list(new.values()))
    return [(known.get(subject.id) or new[subject.id]).id for subject in subjects]


def _subject(facility: FacilityFacts, directory: Directory, span: WindowSpan, day: date, told: AbsenceTold) -> Subject:
    if bool(told.number) == bool(told.staff_number):
        raise Invalid(N_("Give the number of a person held or of a member of staff, one of the two."), field="number")
    if told.number:
        period = directory.person(told.number)
        _refuse_elsewhere(facility, period, span)
        subject = period.subject
    else:
        subject = directory.member(told.staff_number or "", "staff_number").subject
    if told.reason not in reasons_on(facility, day, subject.kind):
        raise Invalid(N_("There is no reason {reason} here."), field="reason", reason=told.reason)
    return subject


def _refuse_elsewhere(facility: FacilityFacts, period: Period, span: WindowSpan) -> None:
    """Raise `Invalid` where a person was not in custody at any moment of a window."""
    if period.admitted_at > span.closes:
        period.check(span.closes, facility, "number")
    elif period.ended_at is not None and period.ended_at < span.opens:
        period.check(span.opens, facility, "number")


def _refuse_measured(session: Session, span: WindowSpan, round_id: UUID, subjects: Sequence[Subject]) -> None:
    query = _of(Reading, round_id, subjects).where(Reading.recheck_of_id.is_(None))
    measured = {_whose(one) for one in session.scalars(query) if span.timing(one.taken_at) is not None}
    for subject in subjects:
        if subject.id in measured:
            field = "number" if subject.kind is SubjectKind.PERSON else "staff_number"
            raise Conflict(N_("{person} was measured in this round."), field=field, person=subject.text)


def _of(record: type[Any], round_id: UUID, subjects: Sequence[Subject]) -> Any:
    """The valid readings, or absences, of some subjects in a round."""
    people = [one.id for one in subjects if one.kind is SubjectKind.PERSON]
    staff = [one.id for one in subjects if one.kind is SubjectKind.STAFF]
    return select(record).where(
        record.round_id == round_id,
        or_(record.custody_id.in_(people), record.staff_id.in_(staff)),
        record.voided_at.is_(None),
    )


def _column(subject: Subject) -> str:
    return "custody_id" if subject.kind is SubjectKind.PERSON else "staff_id"


def _whose(row: Reading | RoundAbsence) -> UUID:
    found = row.custody_id or row.staff_id
    assert found is not None
    return found
