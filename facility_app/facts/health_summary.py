"""Fifteen days of somebody's health (十五日健康小结): every round, fevers, care and isolation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.tables import CareStep, Custody, Isolation, RoundAbsence, Staff
from db.tables import Reading as ReadingRow
from facility_app.core.phrases import Words
from facility_app.core.subjects import SubjectKind
from facility_app.facts.abnormal import AbnormalLine
from facility_app.facts.care import MASKED
from facility_app.facts.care_spans import care_spans
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.fever_rules import RulesByDay
from facility_app.facts.people import HeldPerson
from facility_app.facts.rounds import (
    KeptReading,
    RoundKey,
    chain_of_round,
    readings_of,
    reasons_on,
    rounds_of,
    verdicts_of,
    windows_on,
)
from facility_app.rules.rechecks import FeverState
from facility_app.rules.rounds import AbsenceReason, Timing, WindowSpan, window_spans
from facility_app.rules.temperatures import FeverRules, Reading

DAYS = 15
_DAY = timedelta(days=1)
_CHUNK = 5_000


class SlotState(Enum):
    """What became of somebody in one round."""

    MEASURED = "measured"
    EXPLAINED = "explained"
    """Not measured, and it was said why."""
    MISSING = "missing"
    NOT_HERE = "not_here"
    """Not in custody."""
    NOT_KEPT = "not_kept"
    """In custody, before the first day that the program keeps."""
    NOT_YET = "not_yet"
    """The round is still to come, or goes on."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One round of one day for one person.

    Attributes:
        abnormal: the readings out of the ordinary, by time.
        note: what was added to the reason.
    """

    span: WindowSpan
    state: SlotState
    first: KeptReading | None = None
    rechecks: tuple[KeptReading, ...] = ()
    abnormal: tuple[AbnormalLine, ...] = ()
    reason: AbsenceReason | None = None
    note: str = ""

    @property
    def timing(self) -> Timing | None:
        """How the first reading lies to the window."""
        return self.span.timing(self.first.at) if self.first else None

    @property
    def readings(self) -> tuple[KeptReading, ...]:
        """The first reading and those after it."""
        return (self.first, *self.rechecks) if self.first else ()

    def line_of(self, one: KeptReading) -> AbnormalLine | None:
        """To which of the abnormal a reading belongs, as the first of it or one after; None: to none."""
        return next((line for line in self.abnormal if any(one.measured is each for each in line.readings)), None)


@dataclass(frozen=True, slots=True)
class SummaryDay:
    """The rounds of one day, and the rules in force on it."""

    day: date
    slots: tuple[Slot, ...]
    rules: FeverRules

    def is_fever(self, reading: Reading) -> bool:
        """Whether a reading reaches the threshold of its site, whatever came of it."""
        return self.rules.is_fever(reading.site, reading.celsius, is_mean=reading.is_mean)


@dataclass(frozen=True, slots=True)
class CareLine:
    """One step of care: what, when, by whom, with what result."""

    at: datetime
    step: str | Words
    by: str
    result: str


@dataclass(frozen=True, slots=True)
class IsolationLine:
    """One isolation that touches the days; `until` None: it goes on."""

    kind: str | Words
    since: datetime
    until: datetime | None
    ordered_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class HealthSummary:
    """Fifteen facility days of one person.

    Attributes:
        days: oldest first.
        first: the first temperature of the custody; None: there is none.
        remark: what was remarked at intake.
        care, isolations: oldest first.
        by, at: who asked and when (UTC).
    """

    person: HeldPerson
    facility: FacilityFacts
    days: tuple[SummaryDay, ...]
    first: KeptReading | None
    remark: str
    care: tuple[CareLine, ...]
    isolations: tuple[IsolationLine, ...]
    by: str
    at: datetime

    @property
    def is_masked(self) -> bool:
        """Whether something that doctors found, or why somebody was apart, is left out."""
        return any(one.result == MASKED for one in self.care) or any(one.reason == MASKED for one in self.isolations)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All rounds, oldest first."""
        return tuple(slot for day in self.days for slot in day.slots)

    def count(self, *states: SlotState) -> int:
        """How many rounds are in one of some states."""
        return sum(slot.state in states for slot in self.slots)

    @property
    def expected(self) -> int:
        """The rounds in which the person was here and to be measured."""
        return self.count(SlotState.MEASURED, SlotState.EXPLAINED, SlotState.MISSING)

    @property
    def measured(self) -> int:
        """Those in which the person was measured."""
        return self.count(SlotState.MEASURED)

    @property
    def abnormal(self) -> tuple[AbnormalLine, ...]:
        """What was out of the ordinary in any round, oldest first."""
        return tuple(line for slot in self.slots for line in slot.abnormal)

    @property
    def fevers(self) -> int:
        """How many fevers there were that no second reading disproved; one that was measured twice is one."""
        return sum(line.is_fever for line in self.abnormal)

    @property
    def confirmed(self) -> int:
        """How many of these a second reading confirmed."""
        return sum(line.state is FeverState.CONFIRMED for line in self.abnormal)

    @property
    def disproved(self) -> int:
        """How many a second reading did not confirm; they are none of these."""
        return sum(line.is_disproved for line in self.abnormal)


def masked(one: HealthSummary) -> HealthSummary:
    """A summary without what doctors found and why somebody was apart."""
    return replace(
        one,
        care=tuple(replace(line, result=MASKED if line.result else "") for line in one.care),
        isolations=tuple(replace(line, reason=MASKED) for line in one.isolations),
    )


def summaries_of(
    session: Session, facility: FacilityFacts, people: Sequence[HeldPerson], last: date, now: datetime, by: str
) -> tuple[HealthSummary, ...]:
    """The summaries of some people of the days until one, in their order; a few queries for one or for all."""
    days = [last - n * _DAY for n in range(DAYS - 1, -1, -1)]
    spans = {day: _spans(facility, day) for day in days}
    subjects = {one.custody_id: one.subject for one in people}
    rounds = rounds_of(session, days)
    readings: dict[tuple[UUID, RoundKey], list[KeptReading]] = {}
    for one in readings_of(session, rounds, subjects) if rounds else ():
        if one.at <= now:
            readings.setdefault((one.measured.subject.id, one.round), []).append(one)
    absences = _absences(session, rounds)
    reasons = {day: reasons_on(facility, day, SubjectKind.PERSON) for day in days}
    rules = RulesByDay(facility)
    by_day: dict[tuple[UUID, date], list[KeptReading]] = {}
    for (id_, key), taken in readings.items():
        by_day.setdefault((id_, key.day), []).extend(taken)
    cared = care_spans(session, facility.calendar.starts(days[0]))
    since, until = facility.calendar.starts(days[0]), min(facility.calendar.ends(last), now)
    firsts, remarks = _firsts(session, people), _remarks(session, subjects)
    care = _care(session, facility, subjects, since, until)
    isolations = _isolations(session, facility, subjects, since, until)

    def abnormal(id_: UUID, key: RoundKey, taken: Sequence[KeptReading]) -> tuple[AbnormalLine, ...]:
        of_day, of_round = rules.on(key.day), chain_of_round(taken, key)
        near = [*by_day.get((id_, key.day - _DAY), ()), *by_day[id_, key.day]]
        chain = sorted(near, key=lambda one: one.at)
        said = verdicts_of(of_day, chain, of_round, now, spans=cared.get(id_, ()))
        lines = (AbnormalLine.of(of_day, one, now) for one in said)
        return tuple(line for line in lines if line is not None)

    def slot(person: HeldPerson, span: WindowSpan) -> Slot:
        key = RoundKey(span.day, span.window.id)
        taken = readings.get((person.custody_id, key), [])
        first = next((one for one in taken if one.recheck_of is None), None)
        if first is not None:
            rechecks = tuple(one for one in taken if one.recheck_of is not None)
            return Slot(span, SlotState.MEASURED, first, rechecks, abnormal(person.custody_id, key, taken))
        if not _is_awaited(person, span):
            return Slot(span, SlotState.NOT_HERE)
        if facility.opened_on is not None and span.day < facility.opened_on:
            return Slot(span, SlotState.NOT_KEPT)
        reason, note = absences.get((person.custody_id, key), ("", ""))
        if reason in reasons[span.day]:
            return Slot(span, SlotState.EXPLAINED, reason=reasons[span.day][reason], note=note)
        return Slot(span, SlotState.MISSING if span.closes < now else SlotState.NOT_YET)

    return tuple(
        HealthSummary(
            one,
            facility,
            tuple(SummaryDay(day, tuple(slot(one, span) for span in spans[day]), rules.on(day)) for day in days),
            firsts.get(one.custody_id),
            remarks.get(one.custody_id, ""),
            care.get(one.custody_id, ()),
            isolations.get(one.custody_id, ()),
            by,
            now,
        )
        for one in people
    )


def _spans(facility: FacilityFacts, day: date) -> tuple[WindowSpan, ...]:
    windows = windows_on(facility, day)
    return window_spans(windows, facility.calendar, day) if windows else ()


def _is_awaited(person: HeldPerson, span: WindowSpan) -> bool:
    """As the coverage of a round has it."""
    return span.awaits(person.admitted_at, person.ended_at)


def _absences(session: Session, rounds: Mapping[RoundKey, UUID]) -> dict[tuple[UUID, RoundKey], tuple[str, str]]:
    keys = {round_id: key for key, round_id in rounds.items()}
    query = select(RoundAbsence.custody_id, RoundAbsence.round_id, RoundAbsence.reason, RoundAbsence.note).where(
        RoundAbsence.round_id.in_(list(keys)), RoundAbsence.custody_id.is_not(None), RoundAbsence.voided_at.is_(None)
    )
    rows = session.execute(query) if keys else ()
    return {(id_, keys[round_id]): (reason, note or "") for id_, round_id, reason, note in rows if id_ is not None}


def _firsts(session: Session, people: Sequence[HeldPerson]) -> dict[UUID, KeptReading]:
    """The first temperature of each custody, found by its index for each of them in one query."""
    earliest = (
        select(ReadingRow.id)
        .where(ReadingRow.custody_id == Custody.id, ReadingRow.voided_at.is_(None))
        .order_by(ReadingRow.taken_at)
        .limit(1)
        .correlate(Custody)
        .scalar_subquery()
    )
    subjects = {one.custody_id: one.subject for one in people}
    found: dict[UUID, KeptReading] = {}
    for chunk in _chunks(subjects):
        firsts = select(earliest).where(Custody.id.in_(chunk))
        query = select(
            *(ReadingRow.id, ReadingRow.custody_id, ReadingRow.celsius, ReadingRow.body_site),
            *(ReadingRow.taken_at, ReadingRow.taken_by_id),
        ).where(ReadingRow.id.in_(firsts))
        for id_, custody_id, celsius, site, at, by in session.execute(query):
            if custody_id is not None:
                measured = Reading(subjects[custody_id], celsius, site, at, by)
                found[custody_id] = KeptReading(id_, RoundKey(date.min, ""), None, measured, None)
    return found


def _chunks(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    wanted = list(ids)
    return (wanted[start : start + _CHUNK] for start in range(0, len(wanted), _CHUNK))


def _remarks(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    return {
        id_: remark or ""
        for chunk in _chunks(ids)
        for id_, remark in session.execute(select(Custody.id, Custody.remark).where(Custody.id.in_(chunk)))
    }


def _care(
    session: Session, facility: FacilityFacts, ids: Iterable[UUID], since: datetime, until: datetime
) -> dict[UUID, tuple[CareLine, ...]]:
    names: dict[str, Words] = {one.id: one.words for one in facility.packs.thresholds.step}
    names |= {one.id: one.words for one in facility.packs.care.stage}
    found: dict[UUID, list[CareLine]] = {}
    for chunk in _chunks(ids):
        query = (
            select(ReadingRow.custody_id, CareStep.at, CareStep.step, CareStep.result, Staff.name)
            .join(ReadingRow, ReadingRow.id == CareStep.reading_id)
            .join(Staff, Staff.id == CareStep.by_id)
            .where(
                ReadingRow.custody_id.in_(chunk),
                ReadingRow.voided_at.is_(None),
                CareStep.voided_at.is_(None),
                CareStep.at >= since,
                CareStep.at <= until,
            )
            .order_by(CareStep.at)
        )
        for id_, at, step, result, by in session.execute(query):
            if id_ is not None:
                found.setdefault(id_, []).append(CareLine(at, names.get(step, step), by, result or ""))
    return {id_: tuple(lines) for id_, lines in found.items()}


def _isolations(
    session: Session, facility: FacilityFacts, ids: Iterable[UUID], since: datetime, until: datetime
) -> dict[UUID, tuple[IsolationLine, ...]]:
    names = {one.id: one.words for one in facility.packs.isolation.kind}
    found: dict[UUID, list[IsolationLine]] = {}
    for chunk in _chunks(ids):
        query = (
            select(
                *(Isolation.custody_id, Isolation.kind, Isolation.started_at, Isolation.ended_at),
                *(Isolation.reason, Staff.name),
            )
            .join(Staff, Staff.id == Isolation.ordered_by_id)
            .where(
                Isolation.custody_id.in_(chunk),
                Isolation.voided_at.is_(None),
                Isolation.started_at <= until,
                or_(Isolation.ended_at.is_(None), Isolation.ended_at >= since),
            )
            .order_by(Isolation.started_at)
        )
        for id_, kind, started_at, ended_at, reason, by in session.execute(query):
            line = IsolationLine(names.get(kind, kind), started_at, ended_at, by, reason)
            found.setdefault(id_, []).append(line)
    return {id_: tuple(lines) for id_, lines in found.items()}
