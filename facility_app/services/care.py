"""What follows from a fever or an emergency sign: the doctor informed, seen, concluded."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import CareStep, Staff
from db.values import AccessKind, Invalid, Refused
from facility_app.access import Desk, act, entered_by, may_read_findings, note, roles_of
from facility_app.acts.care import StepTold, doctors, keep_step, refuse_followed, refuse_others
from facility_app.acts.closed_days import refuse_closed
from facility_app.acts.refusals import tell_of_refusal
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.care import case_of, masked
from facility_app.facts.care import open_cases as cases_open
from facility_app.facts.facility import FacilityFacts, facility_facts
from facility_app.facts.rounds import RoundKey
from facility_app.facts.staff import roster
from facility_app.rules.care import CareCase
from facility_app.rules.carepack import CONCLUDED, INFORMED, SEEN
from resources.text import N_


@dataclass(frozen=True, slots=True)
class CareBoard:
    """The cases at an instant, results masked; `doctors`: whom one can tell."""

    at: datetime
    calendar: FacilityCalendar
    cases: tuple[CareCase, ...]
    doctors: tuple[Subject, ...]


@act()
def open_cases(desk: Desk) -> CareBoard:
    """Every case that no doctor has concluded, by the time at which it was found."""
    with desk.store.reading() as session:
        facility, now = facility_facts(session), desk.store.clock()
        cases = tuple(map(masked, cases_open(session, facility, now)))
        return CareBoard(now, facility.calendar, cases, _doctors(session, facility, now))


@act()
def whom_to_tell(desk: Desk) -> tuple[Subject, ...]:
    """The doctors, by number; whoever is on leave today comes last."""
    with desk.store.reading() as session:
        return _doctors(session, facility_facts(session), desk.store.clock())


def _doctors(session: Session, facility: FacilityFacts, now: datetime) -> tuple[Subject, ...]:
    away = {one.id for one in roster(session, facility.calendar.day_of(now)) if one.leave}
    rows = session.scalars(select(Staff).where(Staff.id.in_(doctors())).order_by(Staff.number))
    found = (Subject(SubjectKind.STAFF, one.id, one.name, one.number) for one in rows)
    return tuple(sorted(found, key=lambda one: one.id in away))


@act()
def see_case(desk: Desk, reading_id: UUID) -> CareCase | None:
    """The case that a first reading begins, results masked; None: none."""
    with desk.store.reading() as session:
        found = case_of(session, facility_facts(session), reading_id, desk.store.clock())
        return masked(found) if found else None


@act()
def read_result(desk: Desk, step_id: UUID, reason: str = "") -> str:
    """What came of a step; that it was read is journaled with the reason.

    Args:
        reason: asked for of whoever is no doctor.

    Raises:
        Invalid: there is no such step, or no reason was given.
    """
    if not may_read_findings(desk, reason):
        raise Invalid(N_("Give the reason."), field="reason")
    note(
        desk, N_("Read class S"), AccessKind.SENSITIVE_READ, act="care.read_result",
        subject_id=step_id, detail=reason.strip() or None,
    )  # fmt: skip
    with desk.store.reading() as session:
        found = session.get(CareStep, step_id)
        if found is None:
            raise Invalid(N_("There is no such record. It may be of another store."), field="id")
        return found.result or ""


@act()
def tell_doctor(desk: Desk, reading_id: UUID, *, doctor: str | None = None, at: datetime | None = None) -> UUID:
    """Record that a doctor was told of a reading.

    Args:
        doctor: staff number or name; None: the one doctor there is.

    Raises:
        Invalid: there is no such reading or doctor, several could be meant, or the time cannot be; `field` names it.
        Conflict: it is recorded already.
        Refused: the day is closed.
    """
    return _keep(desk, N_("Inform the doctor"), reading_id, StepTold(INFORMED, doctor, at))


@act()
def tell_doctor_of_refusal(
    desk: Desk, day: date, window: str, number: str, *, doctor: str | None = None, at: datetime | None = None
) -> UUID:
    """Record that a doctor was told of somebody who refused to be measured in a round.

    Args:
        doctor: staff number or name; None: the one doctor there is.

    Raises:
        Invalid: the person has not refused, there is no such doctor, several could be meant, or the time cannot be;
            `field` names it.
        Conflict: it is recorded already, or the person was measured since.
        Refused: the day is closed.
    """
    with desk.act(N_("Inform the doctor")) as work:
        facility = facility_facts(work.session)
        return tell_of_refusal(work, facility, desk.account_id, RoundKey(day, window), number, doctor, at)


@act()
def doctor_saw(desk: Desk, reading_id: UUID, *, at: datetime | None = None, result: str = "") -> UUID:
    """Record that the doctor who is logged in has seen the person; where nobody told him, he was told by that.

    Raises:
        Invalid: there is no such reading, or the time cannot be; `field` names it.
        Conflict: it is recorded already.
        Refused: the day is closed.
    """
    return _keep(desk, N_("Seen by the doctor"), reading_id, StepTold(SEEN, None, at, result))


@act()
def conclude_case(
    desk: Desk, reading_id: UUID, result: str, *, at: datetime | None = None, is_early: bool = False
) -> UUID:
    """Record the doctor's conclusion, which alone closes a case.

    Args:
        is_early: though the readings do not bear it yet; the result says why.

    Raises:
        Invalid: there is no such reading, no result, or the time cannot be; `field` names it.
        Conflict: it is recorded already.
        Refused: nobody has seen the person, the fever is not over, or the day is closed.
    """
    return _keep(desk, N_("Conclude a case"), reading_id, StepTold(CONCLUDED, None, at, result, is_early))


@act()
def take_step(
    desk: Desk, reading_id: UUID, step: str, *, by: str | None = None, at: datetime | None = None, remark: str = ""
) -> UUID:
    """Record another step, such as a mask, a move to isolation, or a test.

    Raises:
        Invalid: there is no such reading or step, or the time cannot be; `field` names it.
        Conflict: it is recorded already.
        Refused: the day is closed, or the step is a stage with an act of its own.
    """
    if step in (INFORMED, SEEN, CONCLUDED):
        raise Refused(N_("This stage is recorded by an act of its own."), field="step")
    return _keep(desk, N_("Take a step of care"), reading_id, StepTold(step, by, at, remark))


@act(owner=entered_by)
def void_step(desk: Desk, step_id: UUID, reason: str) -> int:
    """Withdraw a step recorded by mistake; returns the act's number, by which it can be undone.

    Raises:
        Invalid: there is no such step, or no reason was given.
        Refused: it is void already, a later stage is recorded, it is a doctor's alone, or the day is closed.
    """
    with desk.act(N_("Void a step of care")) as work:
        step = work.get(CareStep, step_id)
        refuse_others(step, roles_of(work.session, desk.account_id))
        refuse_closed(work.session, facility_facts(work.session).calendar.day_of(step.at))
        refuse_followed(work, step)
        work.void(step, reason)
        return work.transaction


@act(owner=entered_by)
def correct_step(desk: Desk, step_id: UUID, *, reason: str, at: datetime | None = None, by: str | None = None) -> UUID:
    """Correct when a step was taken, or by whom: the first entry is voided with the reason, another takes its place.

    Raises:
        Invalid: there is no such step, no reason was given, or the time cannot be; `field` names it.
        Refused: it is void already, a later stage is recorded, it is a doctor's alone, or the day is closed.
    """
    with desk.act(N_("Correct a step of care")) as work:
        facility, step = facility_facts(work.session), work.get(CareStep, step_id)
        refuse_others(step, roles_of(work.session, desk.account_id))
        refuse_closed(work.session, facility.calendar.day_of(step.at))
        refuse_followed(work, step)
        work.void(step, reason)
        number = by or work.get(Staff, step.by_id).number
        told = StepTold(step.step, number, at or step.at, step.result or "", is_early=True)
        return keep_step(work, facility, desk.account_id, step.reading_id, told).id


def _keep(desk: Desk, title: str, reading_id: UUID, told: StepTold) -> UUID:
    with desk.act(title) as work:
        return keep_step(work, facility_facts(work.session), desk.account_id, reading_id, told).id
