"""The figures of many rounds at once: counted by the database; judged is only what is out of the ordinary."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from db.tables import Custody, RoundAbsence, TemperatureRound
from db.tables import Reading as ReadingRow
from facility_app.core.subjects import SubjectKind
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.round_alarms import RoundAlarms
from facility_app.facts.rounds import RoundKey, reasons_on
from facility_app.rules.rounds import AbsenceReason, WindowSpan

_PAIRS = 500
"""How many pairs go into one query."""


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """The people held in one round: how many were expected and measured, as its coverage counts them, and the rest."""

    expected: int
    measured: int
    alarms: RoundAlarms


def figures_of(
    session: Session, facility: FacilityFacts, spans: Sequence[WindowSpan], alarms: Mapping[RoundKey, RoundAlarms]
) -> dict[RoundKey, RoundFigures]:
    """The figures of some rounds of days that follow one another; `alarms` are theirs, or of more rounds."""
    if not spans:
        return {}
    days = (min(one.day for one in spans), max(one.day for one in spans))
    query = select(TemperatureRound.id, TemperatureRound.day, TemperatureRound.window)
    rows = session.execute(query.where(TemperatureRound.day.between(*days))).all()
    ids = {RoundKey(day, window): round_id for round_id, day, window in rows}
    stays = _stays(session, spans)
    measured = _measured(session, days)
    extra = _measured_outside(session, spans, ids, stays)
    excused = _excused(session, facility, days, spans, stays)
    found = {}
    for span in spans:
        key = RoundKey(span.day, span.window.id)
        expected = stays.count(span) + extra.get(key, 0) - excused.get(key, 0)
        count = measured.get(ids[key], 0) if key in ids else 0
        found[key] = RoundFigures(expected, count, alarms.get(key) or RoundAlarms())
    return found


class _Stays:
    """From when to when each period of custody lasted."""

    def __init__(self, periods: Iterable[tuple[UUID, datetime, datetime | None]]) -> None:
        self.periods = {custody_id: (since, until) for custody_id, since, until in periods}
        self._came = sorted(since for since, _ in self.periods.values())
        self._left = sorted(until for _, until in self.periods.values() if until is not None)

    def count(self, span: WindowSpan) -> int:
        """How many a window awaits."""
        return bisect_right(self._came, span.closes) - bisect_left(self._left, span.closes)

    def belongs(self, custody_id: UUID, span: WindowSpan) -> bool:
        """Whether it awaits one of them."""
        return span.awaits(*self.periods[custody_id])


def _stays(session: Session, spans: Sequence[WindowSpan]) -> _Stays:
    since, until = min(one.counts_from for one in spans), max(one.counts_until for one in spans)
    query = select(Custody.id, Custody.admitted_at, Custody.ended_at).where(
        Custody.voided_at.is_(None),
        Custody.admitted_at < until,
        or_(Custody.ended_at.is_(None), Custody.ended_at > since),
    )
    return _Stays((row.id, row.admitted_at, row.ended_at) for row in session.execute(query))


def _measured(session: Session, days: tuple[date, date]) -> dict[UUID, int]:
    """How many people were measured, by round: counted for each on its own, an index holds all that is asked for."""
    count = (
        select(func.count())
        .where(
            ReadingRow.round_id == TemperatureRound.id,
            ReadingRow.custody_id.is_not(None),
            ReadingRow.recheck_of_id.is_(None),
            ReadingRow.voided_at.is_(None),
        )
        .scalar_subquery()
    )
    query = select(TemperatureRound.id, count.label("measured")).where(TemperatureRound.day.between(*days))
    return {row.id: row.measured for row in session.execute(query)}


def _measured_outside(
    session: Session, spans: Sequence[WindowSpan], ids: Mapping[RoundKey, UUID], stays: _Stays
) -> dict[RoundKey, int]:
    """How many were measured in a round who came after its window or left before its end: they count in any case."""
    begins = [one.counts_from for one in spans]
    keys = {round_id: key for key, round_id in ids.items()}
    pairs: list[tuple[UUID, UUID]] = []
    for custody_id, moments in stays.periods.items():
        for at in filter(None, moments):
            place = bisect_right(begins, at) - 1
            for span in spans[max(place, 0) : place + 1]:
                key = RoundKey(span.day, span.window.id)
                if at < span.counts_until and key in ids and not stays.belongs(custody_id, span):
                    pairs.append((ids[key], custody_id))
    pairs = list(dict.fromkeys(pairs))  # who came and left in the same round is one
    found: dict[RoundKey, int] = {}
    for start in range(0, len(pairs), _PAIRS):
        query = select(ReadingRow.round_id).where(
            tuple_(ReadingRow.round_id, ReadingRow.custody_id).in_(pairs[start : start + _PAIRS]),
            ReadingRow.recheck_of_id.is_(None),
            ReadingRow.voided_at.is_(None),
        )
        for round_id in session.scalars(query):
            found[keys[round_id]] = found.get(keys[round_id], 0) + 1
    return found


def _excused(
    session: Session,
    facility: FacilityFacts,
    days: tuple[date, date],
    spans: Sequence[WindowSpan],
    stays: _Stays,
) -> dict[RoundKey, int]:
    """How many a round awaits who were not measured, and are not expected by the reason noted."""
    if all(one.is_expected for one in facility.packs.rounds.reason if one.of is SubjectKind.PERSON):
        return {}
    query = (
        select(TemperatureRound.day, TemperatureRound.window, RoundAbsence.custody_id, RoundAbsence.reason)
        .join(TemperatureRound, TemperatureRound.id == RoundAbsence.round_id)
        .outerjoin(
            ReadingRow,
            and_(
                ReadingRow.round_id == RoundAbsence.round_id,
                ReadingRow.custody_id == RoundAbsence.custody_id,
                ReadingRow.recheck_of_id.is_(None),
                ReadingRow.voided_at.is_(None),
            ),
        )
        .where(
            TemperatureRound.day.between(*days),
            RoundAbsence.custody_id.is_not(None),
            RoundAbsence.voided_at.is_(None),
            ReadingRow.id.is_(None),
        )
    )
    by_key = {RoundKey(one.day, one.window.id): one for one in spans}
    reasons: dict[date, dict[str, AbsenceReason]] = {}
    found: dict[RoundKey, int] = {}
    for day, window, custody_id, reason in session.execute(query):
        span = by_key.get(RoundKey(day, window))
        known = reasons.get(day) or reasons.setdefault(day, reasons_on(facility, day, SubjectKind.PERSON))
        why = known.get(reason)
        if span and why and not why.is_expected and custody_id in stays.periods and stays.belongs(custody_id, span):
            found[RoundKey(day, window)] = found.get(RoundKey(day, window), 0) + 1
    return found
