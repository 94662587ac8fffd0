"""What was measured in the temperature rounds (体温监测): coverage with names, the abnormal, and every reading."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select, union_all
from sqlalchemy.orm import Session

from db.tables import RoundAbsence, Staff, TemperatureRound
from db.values import Invalid
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.abnormal import AbnormalLine
from facility_app.facts.care_spans import care_spans
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import HeldPerson, Roll
from facility_app.facts.reading_rows import far_or_again, reading_rows
from facility_app.facts.signatures import Signature, signatures_of
from facility_app.facts.staff import StaffMember, roster
from facility_app.rules.care import CareSpan
from facility_app.rules.coverage import Absence, Coverage, Listed, Measured, coverage
from facility_app.rules.entries import by_id, in_force
from facility_app.rules.findings import Finding
from facility_app.rules.rechecks import FeverState, FeverVerdict, judge_fever
from facility_app.rules.rounds import AbsenceReason, Timing, Window, WindowSpan, window_of, window_spans
from facility_app.rules.temperatures import FeverRules, Reading, ReadingVerdict, fever_rules, judge_reading
from resources.text import N_

_DAY = timedelta(days=1)
_FEW = 40
_NONE: frozenset[str] = frozenset()


class RoundKey(NamedTuple):
    """One round: a facility day, and the id of a window."""

    day: date
    window: str


@dataclass(frozen=True, slots=True)
class KeptReading:
    """One reading as it is kept; `recheck_of` None: a first one; `recorded_at`: where it was entered later."""

    id: UUID
    round: RoundKey
    recheck_of: UUID | None
    measured: Reading
    remark: str | None
    recorded_at: datetime | None = None

    @property
    def at(self) -> datetime:
        """When it was taken (UTC)."""
        return self.measured.at


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One reading of a round as a list shows it; `timing` None: a recheck made after the round had ended."""

    reading: KeptReading
    by: str
    timing: Timing | None


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """One round of one facility day.

    Attributes:
        abnormal: by the time of the first reading.
        findings: what is to be known or done of single readings, the abnormal included.
        lines: every valid reading, by time.
        signature: None: nobody has signed it off.
    """

    day: date
    window: Window
    people: Coverage
    staff: Coverage
    abnormal: tuple[AbnormalLine, ...]
    findings: tuple[Finding, ...]
    lines: tuple[ReadingLine, ...]
    signature: Signature | None = None

    def abnormal_of(self, kind: SubjectKind) -> tuple[AbnormalLine, ...]:
        """The abnormal among the people held, or among the staff."""
        return tuple(one for one in self.abnormal if one.subject.kind is kind)


def windows_on(facility: FacilityFacts, day: date) -> tuple[Window, ...]:
    """The windows in force on a day."""
    return in_force(facility.packs.rounds.window, day, facility.kind)


def span_on(facility: FacilityFacts, day: date, window: str) -> WindowSpan:
    """One window of a day.

    Raises:
        Invalid: there is no such window on that day.
    """
    windows = windows_on(facility, day)
    spans = window_spans(windows, facility.calendar, day) if windows else ()
    found = next((span for span in spans if span.window.id == window), None)
    if found is None:
        raise Invalid(N_("There is no round {window} on this day."), field="window", window=window)
    return found


def key_at(facility: FacilityFacts, at: datetime) -> RoundKey | None:
    """The round for which a reading at an instant counts; None: for none."""
    windows = windows_on(facility, facility.calendar.day_of(at))
    found = window_of(windows, facility.calendar, at) if windows else None
    return RoundKey(found[0].day, found[0].window.id) if found else None


def fever_rules_on(facility: FacilityFacts, day: date) -> FeverRules:
    """The rules of temperatures in force on a day."""
    return fever_rules(facility.packs.thresholds, facility.packs.symptoms, day, facility.kind)


def reasons_on(facility: FacilityFacts, day: date, kind: SubjectKind) -> dict[str, AbsenceReason]:
    """Why people, or staff, may go unmeasured on a day, by id."""
    return by_id(one for one in in_force(facility.packs.rounds.reason, day, facility.kind) if one.of is kind)


_ROUNDS = select(TemperatureRound.day, TemperatureRound.window, TemperatureRound.id).where(
    TemperatureRound.day.in_(bindparam("days", expanding=True))
)


def rounds_of(session: Session, days: Collection[date]) -> dict[RoundKey, UUID]:
    """The rounds of some days that have begun to be kept.

    A void one too: undoing the reading with which it began voids its row, and there is no second for the same window.
    """
    rows = session.execute(_ROUNDS, {"days": list(days)})
    return {RoundKey(day, window): round_id for day, window, round_id in rows}


def readings_of(
    session: Session, rounds: Mapping[RoundKey, UUID], subjects: Mapping[UUID, Subject]
) -> tuple[KeptReading, ...]:
    """The valid readings of some people in some rounds, by time.

    Args:
        subjects: whose, by custody or staff id; where they are few, only their rows are read.
    """
    keys = {round_id: key for key, round_id in rounds.items()}
    kept = []
    for row in reading_rows(session, list(keys), list(subjects) if len(subjects) <= _FEW else None):
        id_, round_id, custody_id, staff_id, recheck_of, at, celsius, site, *more = row
        device, is_mean, recorded_at, by, symptoms, remark = more
        subject, key = subjects.get(custody_id or staff_id), keys.get(round_id)
        if subject is not None and key is not None:
            observed = frozenset(symptoms.split()) if symptoms else _NONE
            measured = Reading(subject, celsius, site, at, by, device or "", bool(is_mean), observed)
            kept.append(KeptReading(id_, key, recheck_of, measured, remark, recorded_at))
    return tuple(sorted(kept, key=lambda one: one.measured.at))


@dataclass(frozen=True, slots=True)
class RoundBooks:
    """What every round of one facility day is told from: read once, to be asked of each window of the day.

    Attributes:
        members: who works here on the day; `staff` whoever has worked here, by id.
        kept: the readings of the day by time, and those of the day before on which a verdict depends.
    """

    members: tuple[StaffMember, ...]
    staff: Mapping[UUID, Subject]
    rounds: Mapping[RoundKey, UUID]
    kept: tuple[KeptReading, ...]

    def of(self, listed: Mapping[UUID, Subject], now: datetime) -> Iterator[KeptReading]:
        """The readings of some people that were made by an instant, with what they are called in this mapping."""
        for one in self.kept:
            subject = listed.get(one.measured.subject.id)
            if subject is not None and one.at <= now:
                is_same = subject is one.measured.subject
                yield one if is_same else replace(one, measured=replace(one.measured, subject=subject))


def round_books(session: Session, facility: FacilityFacts, day: date, held: Iterable[HeldPerson]) -> RoundBooks:
    """Those of a day, of the staff and of some people held.

    Of the day before nothing counts but a great change since; so what is near to everything measured on the day is
    left out, unless it was measured again on the day itself.
    """
    staff = _staff(session)
    subjects = {**staff, **{one.custody_id: one.subject for one in held}}
    rounds = rounds_of(session, (day - _DAY, day))
    today = {key: round_id for key, round_id in rounds.items() if key.day == day}
    kept = readings_of(session, today, subjects)
    before = [round_id for key, round_id in rounds.items() if key.day != day]
    if before and today:
        values = [one.measured.celsius for one in kept]
        change = fever_rules_on(facility, day).jump.degrees
        far = (max(values) - change, min(values) + change) if values else None
        whose = {one: subjects[one] for one in far_or_again(session, before, today.values(), far) if one in subjects}
        others = [one for one in kept if one.measured.subject.id not in whose]
        kept = (*others, *readings_of(session, rounds, whose)) if whose else kept
    return RoundBooks(roster(session, day), staff, rounds, tuple(sorted(kept, key=lambda one: one.at)))


def first_verdict(rules: FeverRules, first: KeptReading, of_person: Sequence[KeptReading]) -> ReadingVerdict:
    """What a first reading says, beside the reading of this day or the day before that came before it.

    Args:
        of_person: readings of the same person, by time.
    """
    earliest = first.round.day - _DAY
    before = [one.measured for one in of_person if one.at < first.at and one.round.day >= earliest]
    return judge_reading(rules, first.measured, before[-1] if before else None)


def round_facts(
    session: Session,
    facility: FacilityFacts,
    day: date,
    window: str,
    now: datetime,
    roll: Roll | None = None,
    books: RoundBooks | None = None,
) -> RoundFacts:
    """One round as the records tell it.

    Args:
        roll: the people, where they are read already.
        books: of the day and of these people at least, where they are read already.

    Raises:
        Invalid: there is no such window on that day.
    """
    span, key = span_on(facility, day, window), RoundKey(day, window)
    roll = roll or Roll(session, facility, span.counts_from, span.counts_until)
    held = roll.held_between(span.counts_from, span.counts_until, placed_at=span.closes)
    books = books or round_books(session, facility, day, held)
    members, staff, rounds = books.members, books.staff, books.rounds
    kept = tuple(books.of({**staff, **{one.custody_id: one.subject for one in held}}, now))
    counted = [one for one in kept if one.round == key]
    measured = [Measured(one.measured.subject.id, one.at) for one in counted if one.recheck_of is None]
    away = _absences(session, rounds.get(key), span)
    on_leave = [Absence(one.id, one.leave, facility.calendar.starts(day)) for one in members if one.leave]
    abnormal, findings = _judged(fever_rules_on(facility, day), key, kept, held, now, care_spans(session, span.opens))
    round_id = rounds.get(key)
    people_reasons = reasons_on(facility, day, SubjectKind.PERSON)
    staff_reasons = reasons_on(facility, day, SubjectKind.STAFF)
    people_listed = (Listed(one.subject, one.admitted_at, one.ended_at) for one in held)
    return RoundFacts(
        day,
        span.window,
        coverage(span, people_listed, measured, away, people_reasons),
        coverage(span, (Listed(one.subject) for one in members), measured, (*on_leave, *away), staff_reasons),
        abnormal,
        findings,
        tuple(ReadingLine(one, staff[one.measured.by].name, span.timing(one.at)) for one in counted),
        signatures_of(session, (round_id,)).get(round_id) if round_id else None,
    )


def _judged(
    rules: FeverRules,
    key: RoundKey,
    kept: Iterable[KeptReading],
    held: Iterable[HeldPerson],
    now: datetime,
    spans: Mapping[UUID, Sequence[CareSpan]],
) -> tuple[tuple[AbnormalLine, ...], tuple[Finding, ...]]:
    """The abnormal by time, and what was found of any reading."""
    cells = _cells(held)

    def mates(first: KeptReading) -> tuple[Subject, ...]:
        of = first.measured.subject.id
        return tuple(one for one in cells.get(of, ()) if one.id != of)

    abnormal: list[AbnormalLine] = []
    findings: list[Finding] = []
    for subject_id, chain in _chains(kept).items():
        cared = spans.get(subject_id, ())
        for verdict in verdicts_of(rules, chain, chain_of_round(chain, key), now, mates, cared):
            findings.extend(verdict.findings)
            line = AbnormalLine.of(rules, verdict, now)
            if line is not None:
                abnormal.append(line)
    return tuple(sorted(abnormal, key=lambda line: line.at)), tuple(findings)


def chain_of_round(chain: Sequence[KeptReading], key: RoundKey) -> list[KeptReading]:
    """One person's first reading of a round and those that followed it; empty: not measured.

    A reading made at night counts for the round to come, but follows a first reading of the round before.
    """
    first = next((one for one in chain if one.round == key and one.recheck_of is None), None)
    return [one for one in chain if one.round == key and first and first.id in (one.id, one.recheck_of)]


def _nobody(_first: KeptReading) -> tuple[Subject, ...]:
    return ()


def verdicts_of(
    rules: FeverRules,
    chain: Sequence[KeptReading],
    of_round: Sequence[KeptReading],
    now: datetime,
    mates: Callable[[KeptReading], tuple[Subject, ...]] = _nobody,
    spans: Sequence[CareSpan] = (),
) -> Iterator[ReadingVerdict | FeverVerdict]:
    """What one person's readings of a round say in turn; one made after a fever was not confirmed begins anew.

    Those made after a fever was confirmed, or in a doctor's care, say each for itself what it says.

    Args:
        chain: readings of that person, by time; `of_round` are those of the round.
        mates: who is listed as a contact once a fever is confirmed.
        spans: when the person was under a doctor's care.
    """
    verdict = first_verdict(rules, of_round[0], chain) if of_round else None
    rest = [one.measured for one in of_round[1:]]
    while verdict is not None:
        if verdict.needs_recheck:
            in_care = any(one.first_id != of_round[0].id and is_known(rules, one, verdict) for one in spans)
            fever = judge_fever(rules, verdict, rest, now, mates(of_round[0]), in_care=in_care)
            yield fever
            rest = rest[len(fever.unfit) + (fever.decided_by is not None) :]
            if fever.state is not FeverState.NOT_CONFIRMED:
                yield from (judge_reading(rules, one) for one in rest)
                return
        else:
            yield verdict
        verdict = judge_reading(rules, rest.pop(0)) if rest else None


def is_known(rules: FeverRules, span: CareSpan, said: ReadingVerdict) -> bool:
    """Whether somebody was in a doctor's care when a reading was made, and the doctor knows what it says."""
    return span.holds(said.reading.at) and span.knows(rules, said)


def _chains(kept: Iterable[KeptReading]) -> dict[UUID, list[KeptReading]]:
    chains: dict[UUID, list[KeptReading]] = {}
    for one in kept:
        chains.setdefault(one.measured.subject.id, []).append(one)
    return chains


def _cells(held: Iterable[HeldPerson]) -> dict[UUID, list[Subject]]:
    """For everybody who has a cell, all who live in it."""
    cells: dict[UUID, list[Subject]] = {}
    for one in held:
        if one.place:
            cells.setdefault(one.place.cell_id, []).append(one.subject)
    return {one.custody_id: cells[one.place.cell_id] for one in held if one.place}


def _staff(session: Session) -> dict[UUID, Subject]:
    """Whoever has worked here, void records too: a reading keeps who took it."""
    rows = session.execute(select(Staff.id, Staff.name, Staff.number))
    return {staff_id: Subject(SubjectKind.STAFF, staff_id, name, number) for staff_id, name, number in rows}


def _absences(session: Session, round_id: UUID | None, span: WindowSpan) -> list[Absence]:
    """The reasons noted for a round; each branch has an index of its own."""
    branches = (
        select(subject.label("subject_id"), RoundAbsence.reason).where(
            RoundAbsence.round_id == round_id, subject.is_not(None), RoundAbsence.voided_at.is_(None)
        )
        for subject in (RoundAbsence.custody_id, RoundAbsence.staff_id)
    )
    rows = session.execute(union_all(*branches)) if round_id else ()
    return [Absence(row.subject_id, row.reason, span.opens) for row in rows]
