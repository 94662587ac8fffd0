"""The measures of an outbreak that a leader switched on, and the newcomers whom they concern."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.tables import Custody, Isolation, OutbreakMeasures, Person, Staff
from facility_app.core.phrases import Words
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import FacilityFacts


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures that were switched on, as they are kept.

    Attributes:
        pathogen: id of a pathogen in `isolation.toml`.
        ends_on: the last day; None: until further notice.
        areas: those asked about at intake.
    """

    id: UUID
    pathogen: str
    basis: str
    started_on: date
    ends_on: date | None
    ordered_by: str
    observation_days: int
    ppe_level: int | None
    tests: str | None
    areas: tuple[str, ...]
    end_reason: str | None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody admitted while measures are on, for whom observation is proposed; `until`: when its days are over."""

    person: Subject
    admitted_at: datetime
    until: date
    pathogen: Words


def measures_on(session: Session, day: date) -> tuple[Measures, ...]:
    """The measures that are on on a day; those switched off on it are not."""
    query = select(OutbreakMeasures, Staff.name).join(Staff, Staff.id == OutbreakMeasures.ordered_by_id)
    row = OutbreakMeasures
    on = query.where(
        row.voided_at.is_(None),
        row.started_on <= day,
        or_(row.ends_on.is_(None), row.ends_on > day, row.end_reason.is_(None) & (row.ends_on == day)),
    )
    found = session.execute(on.order_by(row.started_on, row.id))
    return tuple(
        Measures(
            one.id,
            one.pathogen,
            one.basis,
            one.started_on,
            one.ends_on,
            by,
            one.observation_days or 0,
            one.ppe_level,
            one.tests,
            tuple((one.areas or "").splitlines()),
            one.end_reason,
        )
        for one, by in found
    )


class ObservationDays:
    """How many days whoever was set apart is observed, by what the measures of that day say."""

    def __init__(self, session: Session) -> None:
        row = OutbreakMeasures
        query = select(row.pathogen, row.started_on, row.ends_on, row.end_reason, row.observation_days)
        self._rows = session.execute(query.where(row.voided_at.is_(None), row.observation_days > 0)).all()

    def on(self, day: date, pathogen: str | None) -> int | None:
        """The most that the measures on on a day say, of one pathogen where it is known; None: they say nothing."""
        found = [
            row.observation_days or 0
            for row in self._rows
            if row.started_on <= day
            and (row.ends_on is None or row.ends_on > day or (row.ends_on == day and row.end_reason is None))
            and pathogen in (None, row.pathogen)
        ]
        return max(found, default=None)


def pathogen_words(facility: FacilityFacts, pathogen: str) -> Words:
    """The name of a pathogen; of one that the rules know no more, its id."""
    known = {one.id: one.words for one in facility.packs.isolation.pathogen}
    return known.get(pathogen, Words(pathogen, pathogen))


def proposed_for_observation(
    session: Session, facility: FacilityFacts, measures: tuple[Measures, ...], at: datetime
) -> tuple[Newcomer, ...]:
    """Who came while measures are on, is still within the days of observation, and has never been apart since."""
    longest = max((one.observation_days for one in measures), default=0)
    if not longest:
        return ()
    day = facility.calendar.day_of(at)
    apart = select(Isolation.custody_id).where(Isolation.voided_at.is_(None))
    query = (
        select(Custody.id, Person.name, Custody.number, Custody.admitted_at)
        .join(Person, Person.id == Custody.person_id)
        .where(
            Custody.voided_at.is_(None),
            Custody.is_opening.is_(False),
            Custody.ended_at.is_(None),
            Custody.admitted_at <= at,
            Custody.admitted_at > facility.calendar.starts(day - timedelta(days=longest)),
            Custody.id.not_in(apart),
        )
        .order_by(Custody.admitted_at, Custody.number)
    )
    found = []
    for custody_id, name, number, admitted_at in session.execute(query):
        came_on = facility.calendar.day_of(admitted_at)
        fitting = [one for one in measures if one.started_on <= came_on]
        until = {one.id: came_on + timedelta(days=one.observation_days) for one in fitting}
        still = [one for one in fitting if until[one.id] >= day]
        if still:
            one = max(still, key=lambda measures: measures.observation_days)
            subject = Subject(SubjectKind.PERSON, custody_id, name, number)
            found.append(Newcomer(subject, admitted_at, until[one.id], pathogen_words(facility, one.pathogen)))
    return tuple(found)
