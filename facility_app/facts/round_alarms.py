"""Which readings of many rounds are out of the ordinary: feverish, symptomatic, or measured again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, aliased

from db.tables import Reading as ReadingRow
from db.tables import TemperatureRound
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.care_spans import care_spans
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.fever_rules import RulesByDay, warm
from facility_app.facts.nameless import nameless, reading_of, select_readings
from facility_app.facts.rounds import KeptReading, RoundKey, chain_of_round, verdicts_of
from facility_app.rules.rechecks import FeverState, FeverVerdict
from facility_app.rules.temperatures import ReadingVerdict, judge_reading

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Unwell:
    """That somebody had a fever that no second reading disproved, or told of symptoms; of the subject, only the id."""

    subject: Subject
    at: datetime
    celsius: Decimal
    is_fever: bool
    symptoms: frozenset[str]


@dataclass(slots=True)
class RoundAlarms:
    """The people held of one round, by custody id.

    Attributes:
        fevers: who had a reading that asked for a second one and reached the threshold of its site.
        confirmed: whose fever a second reading confirmed.
        symptoms: who told of a symptom at any reading.
        unwell: of the staff too.
    """

    fevers: set[UUID] = field(default_factory=set)
    confirmed: set[UUID] = field(default_factory=set)
    symptoms: set[UUID] = field(default_factory=set)
    unwell: list[Unwell] = field(default_factory=list)


def alarms_of(
    session: Session, facility: FacilityFacts, days: tuple[date, date], now: datetime
) -> dict[RoundKey, RoundAlarms]:
    """What was out of the ordinary in the rounds of some days, of which the first and the last are given."""
    rules = RulesByDay(facility)
    chains: dict[tuple[RoundKey, UUID], dict[UUID, KeptReading]] = {}
    since = facility.calendar.starts(days[0]) - _DAY
    for query in (_feverish(rules.lowest_fever, days), *_measured_again(rules.lowest_fever, days, since)):
        for one in map(reading_of, session.execute(query)):
            if one.at <= now:
                chains.setdefault((one.round, one.measured.subject.id), {})[one.id] = one
    in_order = {whose: sorted(chain.values(), key=lambda one: one.at) for whose, chain in chains.items()}
    before = _before(session, [whose for whose, chain in in_order.items() if _may_have_jumped(rules, chain)])
    spans = care_spans(session, facility.calendar.starts(days[0]))
    found: dict[RoundKey, RoundAlarms] = {}
    measured_again: dict[tuple[UUID, datetime], Decimal] = {}
    for (key, subject_id), chain in in_order.items():
        of_round = chain_of_round(chain, key)
        if of_round:
            earlier = (one for one in before.get(subject_id, ()) if one.at < of_round[0].at)
            cared = spans.get(subject_id, ())
            alarms = found.get(key) or found.setdefault(key, RoundAlarms())
            said = list(verdicts_of(rules.on(key.day), [*earlier, *of_round], of_round, now, spans=cared))
            _judge(alarms, said)
            measured_again.update(_disproved(said))
    for day, window, custody_id, staff_id, at, celsius, symptoms in session.execute(_symptomatic(days)):
        if at <= now:
            key = RoundKey(day, window)
            alarms = found.get(key) or found.setdefault(key, RoundAlarms())
            if custody_id is not None:
                alarms.symptoms.add(custody_id)
            whose = nameless(custody_id, staff_id)
            true = measured_again.get((whose.id, at), celsius)
            alarms.unwell.append(Unwell(whose, at, true, False, frozenset(symptoms.split())))
    return found


def _judge(alarms: RoundAlarms, verdicts: Iterable[ReadingVerdict | FeverVerdict]) -> None:
    for one in verdicts:
        if isinstance(one, FeverVerdict):
            first = one.first.reading
            is_held = first.subject.kind is SubjectKind.PERSON
            if one.first.is_fever and is_held:
                alarms.fevers.add(first.subject.id)
            if one.state is FeverState.CONFIRMED or (one.first.is_fever and one.state is not FeverState.NOT_CONFIRMED):
                alarms.unwell.append(_unwell(one))
            if one.state is FeverState.CONFIRMED and is_held:
                alarms.confirmed.add(first.subject.id)


def _disproved(verdicts: Iterable[ReadingVerdict | FeverVerdict]) -> Iterator[tuple[tuple[UUID, datetime], Decimal]]:
    """Of each fever that a second reading disproved, whose it was and when, and what that reading says instead."""
    for one in verdicts:
        if isinstance(one, FeverVerdict) and one.state is FeverState.NOT_CONFIRMED and one.decided_by is not None:
            first = one.first.reading
            yield (first.subject.id, first.at), one.decided_by.reading.celsius


def _unwell(of: FeverVerdict) -> Unwell:
    """A fever at its highest: what screening finds at 37.6 may be 38.5 where it is measured as it must be."""
    first = of.first.reading
    both = [first] if of.decided_by is None else [first, of.decided_by.reading]
    told = frozenset[str]().union(*(one.symptoms for one in both))
    return Unwell(first.subject, first.at, max(one.celsius for one in both), True, told)


def _may_have_jumped(rules: RulesByDay, chain: Sequence[KeptReading]) -> bool:
    """Whether a reading was made again for no reason of its own: then the one of the round before tells why."""
    first = next((one for one in chain if one.recheck_of is None), None)
    if len(chain) == 1 or first is None:
        return False
    of_day, one = rules.on(first.round.day), first.measured
    is_fever = of_day.is_fever(one.site, one.celsius, is_mean=one.is_mean)
    return not is_fever and not judge_reading(of_day, one).needs_recheck


_FIRST, _SECOND = aliased(ReadingRow), aliased(ReadingRow)


def _feverish(lowest_fever: Decimal, days: tuple[date, date]) -> Select[*tuple[Any, ...]]:
    """First readings that are a fever at some site; what stands in the index of the warm ones is looked for there."""
    return (
        select_readings(_FIRST)
        .join(TemperatureRound, TemperatureRound.id == _FIRST.round_id)
        .where(
            TemperatureRound.day.between(*days),
            _FIRST.recheck_of_id.is_(None),
            *warm(
                _FIRST, lowest_fever
            ),  # to ask for people held alone would lead SQLite to their index, away from that of the warm
        )
    )


def _symptomatic(days: tuple[date, date]) -> Select[*tuple[Any, ...]]:
    """Who told of a symptom in which round, staff too."""
    return (
        select(
            *(TemperatureRound.day, TemperatureRound.window, ReadingRow.custody_id, ReadingRow.staff_id),
            *(ReadingRow.taken_at, ReadingRow.celsius, ReadingRow.symptoms),
        )
        .join(TemperatureRound, TemperatureRound.id == ReadingRow.round_id)
        .where(TemperatureRound.day.between(*days), ReadingRow.symptoms.is_not(None), ReadingRow.voided_at.is_(None))
    )


def _measured_again(
    lowest_fever: Decimal, days: tuple[date, date], since: datetime
) -> Iterator[Select[*tuple[Any, ...]]]:
    """Readings that were made again, and those before them that were no fever.

    Args:
        since: none of them was made again before it; those since have an index.
    """
    for of in (_SECOND, _FIRST):
        conditions: list[ColumnElement[bool]] = [
            TemperatureRound.day.between(*days),
            _FIRST.voided_at.is_(None),
            _SECOND.voided_at.is_(None),
            _SECOND.recheck_of_id.is_not(None),
            _SECOND.taken_at >= since,
        ]
        if of is _FIRST:
            conditions.append(_FIRST.celsius < lowest_fever)
        yield (
            select_readings(of)
            .join(_FIRST if of is _SECOND else _SECOND, _SECOND.recheck_of_id == _FIRST.id)
            .join(TemperatureRound, TemperatureRound.id == of.round_id)
            .where(*conditions)
        )


def _before(session: Session, whose: Sequence[tuple[RoundKey, UUID]]) -> dict[UUID, list[KeptReading]]:
    """The readings of some people on the days of some rounds and on the day before each, by time."""
    if not whose:
        return {}
    days = [key.day for key, _ in whose]
    found: dict[UUID, list[KeptReading]] = {}
    for subject in (ReadingRow.custody_id, ReadingRow.staff_id):
        query = (
            select_readings(ReadingRow)
            .join(TemperatureRound, TemperatureRound.id == ReadingRow.round_id)
            .where(
                subject.in_({subject_id for _, subject_id in whose}),
                TemperatureRound.day.between(min(days) - _DAY, max(days)),
            )
            .order_by(ReadingRow.taken_at)
        )
        for one in map(reading_of, session.execute(query)):
            found.setdefault(one.measured.subject.id, []).append(one)
    return found
