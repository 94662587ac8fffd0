"""The steps of care after a first reading: the doctor informed, seen, concluded, and whatever else is done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, exists, select

from db.tables import Account, AccountRole, CareStep, Reading, Staff, TemperatureRound
from db.values import Conflict, Invalid, Refused, Role
from db.work import UnitOfWork
from facility_app.acts.closed_days import refuse_closed
from facility_app.acts.moments import instant_of
from facility_app.core.phrases import listed
from facility_app.facts.care import care_rules_on, case_of
from facility_app.facts.directory import Directory, directory_of, wall_time
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.rounds import fever_rules_on
from facility_app.rules.care import may_conclude
from facility_app.rules.carepack import CONCLUDED, INFORMED, SEEN
from resources.text import N_


@dataclass(frozen=True, slots=True)
class StepTold:
    """One step as it is told.

    Attributes:
        step: id of a stage in `care.toml`, or of a step in `thresholds.toml`.
        by: staff number or name of who did it, of `informed` the doctor who was told; None: whoever is logged in, or
            the one doctor there is.
        at: without a zone it is facility time; None: now.
        is_early: a conclusion before the readings bear it.
    """

    step: str
    by: str | None = None
    at: datetime | None = None
    result: str = ""
    is_early: bool = False


def keep_step(
    work: UnitOfWork, facility: FacilityFacts, account_id: UUID, reading_id: UUID, told: StepTold
) -> CareStep:
    """Keep one step of the case of a reading.

    Raises:
        Invalid: there is no such reading or step, the time cannot be, or nothing says what came of it.
        Conflict: the step was taken already.
        Refused: the day is closed, or a step before it is owed.
    """
    first = _first_of(work, reading_id)
    at = instant_of(facility, told.at, work.now, "at")
    if at < first.taken_at:
        raise Invalid(N_("This is before the reading was taken."), field="at")
    refuse_closed(work.session, facility.calendar.day_of(at))
    _check_step(work, facility, first, told.step)
    directory = directory_of(work.session, account_id, ())
    is_informed = told.step == INFORMED
    by_id = doctor_told(work, directory, told.by) if is_informed else directory.doer(told.by, "by").id
    done = {one.step: one for one in work.all(steps_of(first.id))}
    if told.step in done:
        before = done[told.step]
        raise Conflict(
            N_("{name} has this recorded already, at {time}. Correct it, or void it."),
            field="step",
            name=directory.name_of(before.by_id),
            time=wall_time(facility, before.at),
        )
    if told.step == SEEN and INFORMED not in done:
        work.add(CareStep(reading_id=first.id, step=INFORMED, at=at, by_id=by_id, result=None))
    _check_order(done, told.step, at)
    if told.step == CONCLUDED:
        _check_conclusion(work, facility, first, told, at)
    made = CareStep(reading_id=first.id, step=told.step, at=at, by_id=by_id, result=told.result.strip() or None)
    work.add(made)
    return made


def _first_of(work: UnitOfWork, reading_id: UUID) -> Reading:
    """The valid first reading to which one belongs."""
    reading = work.get(Reading, reading_id)
    if reading.recheck_of_id is not None:
        reading = work.get(Reading, reading.recheck_of_id)
    if reading.is_void:
        raise Refused(N_("This record is void already."))
    return reading


def _check_step(work: UnitOfWork, facility: FacilityFacts, first: Reading, step: str) -> None:
    day = work.get(TemperatureRound, first.round_id).day
    if step not in care_rules_on(facility, fever_rules_on(facility, day), day).steps:
        raise Invalid(N_("There is no step {step} here."), field="step", step=step)


def _check_order(done: dict[str, CareStep], step: str, at: datetime) -> None:
    """Refuse a stage before the one that it follows."""
    if step == CONCLUDED and SEEN not in done:
        raise Refused(N_("The doctor has not seen the person yet. Record that first."), field="step")
    before = {SEEN: INFORMED, CONCLUDED: SEEN}.get(step)
    if before in done and at < done[before].at:
        raise Invalid(N_("This is before the step that it follows."), field="at")


def _check_conclusion(work: UnitOfWork, facility: FacilityFacts, first: Reading, told: StepTold, at: datetime) -> None:
    if not told.result.strip():
        raise Invalid(N_("Say what the doctor concluded."), field="result")
    work.session.flush()
    case = case_of(work.session, facility, first.id, at + timedelta(microseconds=1))
    if case is None or told.is_early or may_conclude(case):
        return
    follow = case.follow_up
    if follow is None or follow.normal_since is None or follow.over_at is None:
        raise Refused(
            N_("The fever is not over. Conclude it early only where the doctor says why, such as a transfer."),
            field="is_early",
        )
    raise Refused(
        N_("Normal for {hours} hours only by a reading at {time} or later. Earlier only where the doctor says why."),
        field="is_early",
        hours=(follow.over_at - follow.normal_since) // timedelta(hours=1),
        time=wall_time(facility, follow.over_at),
    )


def doctor_told(work: UnitOfWork, directory: Directory, who: str | None) -> UUID:
    """Which doctor was told, by number or name; None: the one there is, by account or by post, or whoever asks.

    Raises:
        Invalid: there is no such member of staff, or several doctors could be meant; the message names them.
    """
    if who is not None:
        return directory.doer(who, "by").id
    found = list(work.session.scalars(doctors()))
    if directory.own is not None and directory.own.id in found:
        return directory.own.id
    if not found:
        raise Invalid(N_("Nobody of the staff is a doctor. Give the staff number of whoever was told."), field="by")
    if len(found) > 1:
        names = listed(f"{one.name} ({one.number})" for one in directory.staff.values() if one.id in found)
        raise Invalid(N_("Say which doctor was told: {doctors}."), field="by", doctors=names)
    return found[0]


def doctors() -> Select[UUID]:
    """The members of staff who are doctors: by the role of their account, or by their post."""
    has_role = exists(
        select(AccountRole.id)
        .join(Account, Account.id == AccountRole.account_id)
        .where(
            Account.staff_id == Staff.id,
            Account.disabled_at.is_(None),
            AccountRole.role == Role.DOCTOR,
            AccountRole.voided_at.is_(None),
        )
    )
    return (
        select(Staff.id)
        .where(Staff.voided_at.is_(None), Staff.until.is_(None), Staff.post.contains("医") | has_role)
        .order_by(Staff.number)
    )


def steps_of(reading_id: UUID) -> Select[CareStep]:
    """The valid steps of care that stand on a first reading."""
    return select(CareStep).where(CareStep.reading_id == reading_id, CareStep.voided_at.is_(None))


def refuse_others(step: CareStep, roles: Collection[Role]) -> None:
    """Raise `Refused` where a doctor's own stage is to be changed by somebody who is no doctor."""
    if step.step in (SEEN, CONCLUDED) and Role.DOCTOR not in roles:
        raise Refused(N_("Only a doctor corrects or voids what a doctor saw or concluded."), field="step")


def refuse_followed(work: UnitOfWork, step: CareStep) -> None:
    """Raise `Refused` where another stage was built on one that is to be withdrawn."""
    after = {INFORMED: SEEN, SEEN: CONCLUDED}.get(step.step)
    if after in {one.step for one in work.all(steps_of(step.reading_id))}:
        raise Refused(N_("A later stage is recorded already. Void that one first."), field="step")
