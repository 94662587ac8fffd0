"""The temperatures of a day as lines of its ledger."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from facility_app.core.sorting import NumberKey, by_number
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.abnormal import AbnormalLine
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.ledger_isolation import SignedRound, signed_of
from facility_app.facts.ledger_lines import Abnormal, Detail, LateValue, Measuring, Missing, Round, Value, Who
from facility_app.facts.people import Roll
from facility_app.facts.rounds import KeptReading, RoundFacts, round_facts, windows_on
from facility_app.rules.coverage import Coverage, Unmeasured
from facility_app.rules.temperatures import Reading


def rounds_of_day(
    session: Session, facility: FacilityFacts, day: date, known: Mapping[UUID, Who], now: datetime, roll: Roll
) -> tuple[tuple[Round, ...], tuple[Detail, ...], tuple[SignedRound, ...]]:
    """The rounds of a day, earliest first, every value of everybody held on it, by cell, and who signed which round."""
    windows = sorted(windows_on(facility, day), key=lambda one: facility.calendar.instant(day, one.opens))
    found = [round_facts(session, facility, day, one.id, now, roll) for one in windows]
    rounds = tuple(
        Round(
            one.window.id,
            _measuring(one.people, one.abnormal_of(SubjectKind.PERSON), known),
            _measuring(one.staff, one.abnormal_of(SubjectKind.STAFF), known),
        )
        for one in found
    )
    signed = tuple(one for one in map(signed_of, found) if one is not None)
    return rounds, _details(known, found), signed


def _measuring(of: Coverage, abnormal: Iterable[AbnormalLine], known: Mapping[UUID, Who]) -> Measuring:
    return Measuring(
        of.expected,
        of.measured,
        of.early,
        of.late,
        _missing(of.missing, known),
        _missing(of.excused, known),
        tuple(_abnormal(one, known) for one in abnormal),
    )


def _missing(of: Iterable[Unmeasured], known: Mapping[UUID, Who]) -> tuple[Missing, ...]:
    return tuple(Missing(_who(one.subject, known), one.reason.id if one.reason else None) for one in of)


def _abnormal(line: AbnormalLine, known: Mapping[UUID, Who]) -> Abnormal:
    first, *later = line.readings
    return Abnormal(
        _who(first.subject, known),
        _value(first),
        tuple(map(_value, later)),
        line.symptoms,
        line.state.value,
        line.told_later,
    )


def _who(subject: Subject, known: Mapping[UUID, Who]) -> Who:
    return known.get(subject.id) or Who(subject.number, subject.name)


def _value(reading: Reading) -> Value:
    return Value(reading.celsius, reading.site, reading.at)


def _kept(one: KeptReading) -> Value:
    if one.recorded_at is None:
        return _value(one.measured)
    return LateValue(one.measured.celsius, one.measured.site, one.at, one.recorded_at)


def _details(known: Mapping[UUID, Who], found: Sequence[RoundFacts]) -> tuple[Detail, ...]:
    values: list[dict[UUID, list[Value]]] = []
    for one in found:
        of_round: dict[UUID, list[Value]] = {}
        for line in one.lines:
            measured = line.reading.measured
            of_round.setdefault(measured.subject.id, []).append(_kept(line.reading))
        values.append(of_round)
    return tuple(
        Detail(who, tuple(tuple(of_round.get(custody_id, ())) for of_round in values))
        for custody_id, who in sorted(known.items(), key=lambda one: _by_cell(one[1]))
    )


def _by_cell(who: Who) -> tuple[bool, NumberKey, NumberKey, int, str]:
    spot = who.spot
    if spot is None:
        return (True, (), (), 0, who.number)
    return (False, by_number(spot.block), by_number(spot.cell), spot.bed, who.number)
