"""What looks wrong with a round, from its readings and those before it."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import HeldPerson, Roll
from facility_app.facts.rounds import (
    KeptReading,
    RoundFacts,
    RoundKey,
    fever_rules_on,
    readings_of,
    rounds_of,
    span_on,
    windows_on,
)
from facility_app.rules.findings import Finding
from facility_app.rules.quality import RoundReading, quality_findings, quality_in_force
from facility_app.rules.rechecks import FeverState
from facility_app.rules.rounds import window_spans

_DECIDED = (FeverState.CONFIRMED, FeverState.NOT_CONFIRMED, FeverState.IN_CARE)
"""No second reading is owed any more, or none at all."""
_DAYS_BEFORE = 5
"""From how many days before what is usual for somebody is read."""


def round_hints(session: Session, facility: FacilityFacts, facts: RoundFacts) -> tuple[Finding, ...]:
    """What looks wrong with a round; the people held in walking order, then the staff."""
    day, key = facts.day, RoundKey(facts.day, facts.window.id)
    span = span_on(facility, day, facts.window.id)
    roll = Roll(session, facility, span.counts_from, span.counts_until)
    held = roll.held_between(span.counts_from, span.counts_until, placed_at=span.closes)
    firsts = {one.reading.measured.subject.id: one.reading for one in facts.lines if one.reading.recheck_of is None}
    rounds = rounds_of(session, [day - timedelta(days=n) for n in range(_DAYS_BEFORE + 1)])
    subjects = {one.measured.subject.id: one.measured.subject for one in firsts.values()}
    before: dict[UUID, list[KeptReading]] = {}
    for one in readings_of(session, {of: id_ for of, id_ in rounds.items() if of != key}, subjects):
        if one.recheck_of is None and one.at < span.counts_from:
            before.setdefault(one.measured.subject.id, []).append(one)
    decided = {one.subject.id for one in facts.abnormal if one.state in _DECIDED}
    last = _round_before(facility, key)
    readings = [
        RoundReading(
            first.measured,
            cell,
            tuple(one.measured for one in before.get(subject_id, ())),
            next((one.measured for one in before.get(subject_id, ()) if one.round == last), None),
            subject_id in decided,
            first.recorded_at is not None,
        )
        for subject_id, cell in _walked(held, firsts)
        if (first := firsts.get(subject_id)) is not None
    ]
    rules = quality_in_force(facility.packs.quality, fever_rules_on(facility, day), day, facility.kind)
    return quality_findings(rules, facility.subject, readings)


def _walked(held: Iterable[HeldPerson], firsts: Iterable[UUID]) -> list[tuple[UUID, Subject | None]]:
    people = [(one.custody_id, _cell(one)) for one in held]
    known = {subject_id for subject_id, _cell in people}
    return [*people, *((subject_id, None) for subject_id in firsts if subject_id not in known)]


def _cell(one: HeldPerson) -> Subject | None:
    place = one.place
    if place is None:
        return None
    return Subject(SubjectKind.CELL, place.cell_id, f"{place.block} {place.cell}", cell=place.cell)


def _round_before(facility: FacilityFacts, key: RoundKey) -> RoundKey | None:
    """The round that came before one; None: there was none."""
    days = (key.day - timedelta(days=1), key.day)
    spans = [
        RoundKey(day, span.window.id)
        for day in days
        for span in window_spans(windows_on(facility, day), facility.calendar, day)
    ]
    place = spans.index(key)
    return spans[place - 1] if place else None
