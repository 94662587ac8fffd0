"""Emergency signs in lines of the observation sheet that no doctor has looked at since (domain guide §3.4)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select, union_all
from sqlalchemy.orm import Session

from db.tables import Account, AccountRole, CareStep, Custody, Isolation, IsolationReview, Observation, Person, Reading
from db.values import Role
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.rounds import fever_rules_on
from facility_app.rules.thresholds import Symptom

_LOOKS_BACK = timedelta(days=60)
"""As far as cases of care are looked for."""


@dataclass(frozen=True, slots=True)
class LineAlarm:
    """Emergency signs of somebody, and when the first of them was seen."""

    person: Subject
    at: datetime
    signs: tuple[Symptom, ...]


def open_alarms(session: Session, facility: FacilityFacts, at: datetime) -> tuple[LineAlarm, ...]:
    """Those of each person held at an instant that no doctor has looked at since, by time.

    They stand whether or not the person is still apart, until a doctor visits, finds, writes a line, orders or ends an
    isolation, or a step of care is recorded.
    """
    alarms = list(_alarms(session, facility, at))
    seen = _seen_by_doctor(session, facility, {one.person.id for one in alarms}, at) if alarms else {}
    found: dict[UUID, LineAlarm] = {}
    for one in alarms:
        if one.person.id not in seen or seen[one.person.id] <= one.at:
            first = found.get(one.person.id, one)
            found[one.person.id] = replace(first, signs=tuple(dict.fromkeys((*first.signs, *one.signs))))
    return tuple(found.values())


def _alarms(session: Session, facility: FacilityFacts, at: datetime) -> Iterator[LineAlarm]:
    known = [one.id for one in facility.packs.symptoms.symptom if one.is_alarm]
    row = Observation
    query = (
        select(Custody.id, Person.name, Custody.number, row.day, row.at, row.symptoms)
        .join_from(row, Isolation, Isolation.id == row.isolation_id)
        .join(Custody, Custody.id == Isolation.custody_id)
        .join(Person, Person.id == Custody.person_id)
        .where(
            row.day >= facility.calendar.day_of(at - _LOOKS_BACK),
            row.at <= at,
            row.voided_at.is_(None),
            or_(*(row.symptoms.contains(one, autoescape=True) for one in known)),
            or_(Custody.ended_at.is_(None), Custody.ended_at > at),
        )
        .order_by(row.at, row.id)
    )
    for custody_id, name, number, day, seen_at, symptoms in session.execute(query):
        of_day = fever_rules_on(facility, day).symptoms
        signs = tuple(of_day[one] for one in (symptoms or "").split() if one in of_day and of_day[one].is_alarm)
        if signs:
            yield LineAlarm(Subject(SubjectKind.PERSON, custody_id, name, number), seen_at, signs)


def _seen_by_doctor(
    session: Session, facility: FacilityFacts, custody_ids: Collection[UUID], at: datetime
) -> dict[UUID, datetime]:
    """When a doctor last looked at people until an instant, by custody id."""
    doctors = select(Account.staff_id).join(AccountRole, AccountRole.account_id == Account.id)
    doctors = doctors.where(AccountRole.role == Role.DOCTOR, AccountRole.voided_at.is_(None))
    visits = [one.id for one in facility.packs.isolation.review if Role.DOCTOR in one.by]
    of, review, line, step = Isolation, IsolationReview, Observation, CareStep
    looks = union_all(
        select(of.custody_id, review.at)
        .join_from(review, of, of.id == review.isolation_id)
        .where(review.kind.in_(visits), review.voided_at.is_(None)),
        select(of.custody_id, line.at)
        .join_from(line, of, of.id == line.isolation_id)
        .where(line.by_id.in_(doctors), line.voided_at.is_(None)),
        select(of.custody_id, of.started_at).where(of.ordered_by_id.in_(doctors), of.voided_at.is_(None)),
        select(of.custody_id, of.ended_at).where(of.ended_by_id.in_(doctors), of.voided_at.is_(None)),
        select(Reading.custody_id, step.at)
        .join_from(step, Reading, Reading.id == step.reading_id)
        .where(step.voided_at.is_(None), Reading.voided_at.is_(None)),
    ).subquery()
    last = select(looks.c.custody_id, func.max(looks.c.at)).where(looks.c.custody_id.in_(custody_ids), looks.c.at <= at)
    return {of_whom: seen_at for of_whom, seen_at in session.execute(last.group_by(looks.c.custody_id)) if of_whom}
