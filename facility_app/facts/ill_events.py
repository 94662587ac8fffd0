"""What happened to people who are ill, as the records tell: a night in hospital, a death, a meal that made many ill.

Of what somebody was ill none of it says: that is taken from the readings of the days before.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Custody, Release, RoundAbsence, TemperatureRound
from facility_app.core.subjects import Subject
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.nameless import nameless
from facility_app.facts.register_names import people_named
from facility_app.facts.registers import entry_record
from facility_app.facts.round_alarms import Unwell
from facility_app.rules.clusters import ClusterScope, Ill, IllEvent, Spot

_COURSE = timedelta(days=14)
"""How long after a reading what happens to somebody is held to be of the same illness (local default)."""
_AT_THE_DOCTOR, _DEATH, _INCIDENT, _POISONED = "medical_visit", "death", "incident", "poisoning"
_DAY = timedelta(days=1)
Happened = tuple[Subject, datetime, IllEvent]


def ill_events(
    session: Session, facility: FacilityFacts, days: tuple[date, date], until: datetime, unwell: Sequence[Unwell]
) -> Iterator[Ill]:
    """Nights in hospital, deaths, and whoever an entry about food poisoning names, from the first day to the last.

    Args:
        unwell: the readings of these days that tell of an illness.
    """
    since = facility.calendar.starts(days[0])
    spots = ((ClusterScope.FACILITY, Spot(str(facility.id), facility.subject)),)
    for subject, at, event in (*_in_hospital(session, facility, days), *_deaths(session, since, until)):
        for one in unwell:
            if at <= until and one.subject.id == subject.id and at - _COURSE <= one.at <= at:
                yield Ill(subject, at, spots, one.symptoms, one.celsius, one.is_fever, event=event)
    for subject, at, event in _poisoned(session, since, until):
        yield Ill(subject, at, spots, event=event)


def _in_hospital(session: Session, facility: FacilityFacts, days: tuple[date, date]) -> Iterator[Happened]:
    """Who was at a hospital in the last round of a day and in the first one of the next: the night was spent there."""
    windows = {one.id: one.opens for one in facility.packs.rounds.window}
    query = (
        select(RoundAbsence.custody_id, TemperatureRound.day, TemperatureRound.window)
        .join(TemperatureRound, TemperatureRound.id == RoundAbsence.round_id)
        .where(
            RoundAbsence.reason == _AT_THE_DOCTOR,
            RoundAbsence.custody_id.is_not(None),
            RoundAbsence.voided_at.is_(None),
            TemperatureRound.day.between(days[0] - _DAY, days[1]),
        )
    )
    away = {(row.custody_id, row.day, row.window) for row in session.execute(query) if row.window in windows}
    if not away:
        return
    first, last = min(windows, key=lambda one: windows[one]), max(windows, key=lambda one: windows[one])
    for custody_id, day, window in sorted(away, key=lambda one: (one[1], one[0])):
        if window == first and (custody_id, day - _DAY, last) in away:
            yield nameless(custody_id, None), facility.calendar.instant(day, windows[first]), IllEvent.HOSPITAL


def _deaths(session: Session, since: datetime, until: datetime) -> Iterator[Happened]:
    query = (
        select(Custody.id, Custody.ended_at)
        .join(Release, Release.custody_id == Custody.id)
        .where(Release.exit == _DEATH, Release.voided_at.is_(None), Custody.ended_at.between(since, until))
    )
    for custody_id, at in session.execute(query):
        assert at is not None
        yield nameless(custody_id, None), at, IllEvent.DEATH


def _poisoned(session: Session, since: datetime, until: datetime) -> Iterator[Happened]:
    row = entry_record(_INCIDENT)
    query = select(row).where(row.at.between(since, until), row.voided_at.is_(None))
    entries = [one for one in session.scalars(query) if getattr(one, "kind").value == _POISONED]  # noqa: B009
    numbers = {each for one in entries for each in _numbers(one)}
    people = people_named(session, numbers) if numbers else {}
    for one in entries:
        for number in _numbers(one):
            if number in people:
                yield nameless(people[number].id, None), one.at, IllEvent.MEAL


def _numbers(entry: object) -> list[str]:
    return (getattr(entry, "people") or "").split()  # noqa: B009
