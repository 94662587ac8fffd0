"""What a chart of one person's temperatures shows: every reading, the limits, and what else happened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import CareStep, Isolation, Reading, Staff
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.phrases import Phrase, phrase
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.fever_rules import RulesByDay
from facility_app.facts.people import HeldPerson
from facility_app.facts.person_story import StoryItem, StoryKind, Temperature, story_of, temperatures_of
from facility_app.rules.thresholds import Grade, Site
from resources.text import N_


class EventKind(Enum):
    """What sort of thing happened beside the readings."""

    CUSTODY = "custody"
    MOVE = "move"
    ISOLATION = "isolation"
    DOCTOR = "doctor"


@dataclass(frozen=True, slots=True)
class ChartReading:
    """One reading, and how it is told."""

    temperature: Temperature
    told: StoryItem

    @property
    def at(self) -> datetime:
        """When it was taken (UTC)."""
        return self.temperature.at


@dataclass(frozen=True, slots=True)
class ChartEvent:
    """One thing that happened."""

    at: datetime
    kind: EventKind
    words: Phrase


@dataclass(frozen=True, slots=True)
class PersonChart:
    """The temperatures of one period of custody.

    Attributes:
        until: the facility day of now, or of the end of the custody.
        readings: every valid one, oldest first.
        events: oldest first.
        sites: where the readings were taken, as the rules of the last day have them, in the order of the rules.
        grades: how high a fever is, likewise.
    """

    person: HeldPerson
    facility: str
    calendar: FacilityCalendar
    until: date
    readings: tuple[ChartReading, ...]
    events: tuple[ChartEvent, ...]
    sites: tuple[Site, ...]
    grades: tuple[Grade, ...]


def person_chart(session: Session, facility: FacilityFacts, person: HeldPerson, now: datetime) -> PersonChart:
    """The chart of one period of custody."""
    readings = tuple(ChartReading(*one) for one in temperatures_of(session, facility, person))
    until = facility.calendar.day_of(person.ended_at or now)
    rules = RulesByDay(facility).on(until)
    used = {one.temperature.site for one in readings}
    return PersonChart(
        person,
        facility.name,
        facility.calendar,
        until,
        readings,
        tuple(sorted(_events(session, facility, person), key=lambda one: one.at)),
        tuple(one for one in rules.sites.values() if one.id in used),
        tuple(one for one in rules.grades if one.is_fever and one.site in used),
    )


_STORY = {StoryKind.CUSTODY: EventKind.CUSTODY, StoryKind.PLACEMENT: EventKind.MOVE}


def _events(session: Session, facility: FacilityFacts, person: HeldPerson) -> Iterator[ChartEvent]:
    for one in story_of(session, facility, person):
        if one.kind in _STORY:
            yield ChartEvent(one.at, _STORY[one.kind], one.words)
    yield from _isolations(session, facility, person.custody_id)
    yield from _doctor(session, facility, person.custody_id)


def _isolations(session: Session, facility: FacilityFacts, custody_id: UUID) -> Iterator[ChartEvent]:
    kinds = {one.id: one.words for one in facility.packs.isolation.kind}
    query = select(Isolation.kind, Isolation.started_at, Isolation.ended_at).where(
        Isolation.custody_id == custody_id, Isolation.voided_at.is_(None)
    )
    for kind, started_at, ended_at in session.execute(query):
        name = kinds.get(kind, kind)
        yield ChartEvent(started_at, EventKind.ISOLATION, phrase(N_("{kind} begins"), kind=name))
        if ended_at is not None:
            yield ChartEvent(ended_at, EventKind.ISOLATION, phrase(N_("{kind} ends"), kind=name))


def _doctor(session: Session, facility: FacilityFacts, custody_id: UUID) -> Iterator[ChartEvent]:
    stages = {one.id: one.words for one in facility.packs.care.stage}
    query = (
        select(CareStep.step, CareStep.at, Staff.name)
        .join(Reading, Reading.id == CareStep.reading_id)
        .join(Staff, Staff.id == CareStep.by_id)
        .where(
            Reading.custody_id == custody_id,
            CareStep.step.in_(list(stages)),
            CareStep.voided_at.is_(None),
        )
    )
    for step, at, by in session.execute(query):
        yield ChartEvent(at, EventKind.DOCTOR, phrase(N_("{stage}: {name}"), stage=stages[step], name=by))
