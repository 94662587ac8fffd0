"""A temperature round as it is walked: cell by cell, bed by bed, then the staff; each with what was measured before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from sqlalchemy.orm import Session

from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.abnormal import AbnormalLine
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.owed_rechecks import OwedRecheck, owed_rechecks
from facility_app.facts.people import BedStay, HeldPerson, Roll
from facility_app.facts.rounds import (
    KeptReading,
    ReadingLine,
    RoundFacts,
    RoundKey,
    fever_rules_on,
    readings_of,
    reasons_on,
    round_facts,
    rounds_of,
    span_on,
    windows_on,
)
from facility_app.facts.signatures import Signature
from facility_app.facts.staff import StaffMember, roster
from facility_app.rules.coverage import Coverage
from facility_app.rules.findings import Finding, Severity
from facility_app.rules.rechecks import FeverState, FeverVerdict
from facility_app.rules.rounds import AbsenceReason, Window, WindowSpan, window_spans
from facility_app.rules.temperatures import FeverRules, Reading

_DAYS_BEFORE = 2
_SHOWN_BEFORE = 2


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One person on the sheet of a round.

    Attributes:
        bed: 0 where there is none.
        is_expected: whether he or she is in the denominator.
        first: the reading of the round; `rechecks` are those after it, by time.
        abnormal: the readings of the round that are out of the ordinary, by time.
        findings: what is to be known or done of the readings of the round.
        reason: why there is no reading, where somebody has said so.
        before: the last readings before this round, newest first, of this day and the two before.
        owed: a reading of an earlier round of which a second one is still owed; the earliest such.
        left_at: when he or she left the facility (UTC), where that was by now.
    """

    subject: Subject
    bed: int
    is_expected: bool
    first: ReadingLine | None
    rechecks: tuple[ReadingLine, ...]
    abnormal: tuple[AbnormalLine, ...]
    findings: tuple[Finding, ...]
    reason: AbsenceReason | None
    before: tuple[Reading, ...]
    owed: OwedRecheck | None = None
    left_at: datetime | None = None

    @property
    def is_missing(self) -> bool:
        """Whether he or she is still to be measured, and nobody has said why not."""
        return self.is_expected and self.first is None and self.reason is None

    @property
    def awaits_recheck(self) -> bool:
        """Whether a second reading is owed of this round."""
        return self.verdict is not None and self.verdict.state is FeverState.AWAITING

    @property
    def to_repeat(self) -> FeverVerdict | None:
        """What is to be measured again: of this round, else of an earlier one; None: nothing."""
        if self.awaits_recheck:
            return self.verdict
        return self.owed.verdict if self.owed is not None else None

    @property
    def is_alarming(self) -> bool:
        """Whether a fever is confirmed, or something of a reading is to be acted on now."""
        return any(one.severity is Severity.ALARM for one in self.findings)

    @property
    def is_feverish(self) -> bool:
        """Whether the reading that is told of reached the threshold of its site."""
        return self.verdict is not None and self.verdict.first.is_fever

    @property
    def is_in_care(self) -> bool:
        """Whether it is known to the doctor in whose care he or she is, and nothing is to be done at once."""
        return self.verdict is not None and self.verdict.state is FeverState.IN_CARE and not self.is_alarming

    @property
    def verdict(self) -> FeverVerdict | None:
        """Where the last reading stands that is out of the ordinary; None: none is."""
        return self.abnormal[-1].verdict if self.abnormal else None


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """The people of one cell by bed; of no cell: `cell` is empty; the staff: `is_staff`."""

    block: str
    cell: str
    is_staff: bool
    rows: tuple[SheetRow, ...]

    @property
    def key(self) -> tuple[str, str, bool]:
        """What tells it from the other groups of a sheet."""
        return self.block, self.cell, self.is_staff

    @property
    def measured(self) -> int:
        """How many were measured."""
        return sum(one.first is not None for one in self.rows)

    @property
    def expected(self) -> int:
        """How many are to be measured."""
        return sum(one.is_expected for one in self.rows)


@dataclass(frozen=True, slots=True)
class RoundSheet:
    """One round of one day, in walking order.

    Attributes:
        windows: all of the day, earliest first.
        groups: cells by block and code, then who has no cell, then the staff; by where people live as the round closes.
        bed_stays: who lay in which bed from when until when, while readings counted.
        read_at: the moment whose records it shows.
        signature: None: nobody has signed the round off.
    """

    day: date
    windows: tuple[Window, ...]
    span: WindowSpan
    calendar: FacilityCalendar
    people: Coverage
    staff: Coverage
    groups: tuple[SheetGroup, ...]
    bed_stays: tuple[BedStay, ...]
    rules: FeverRules
    people_reasons: tuple[AbsenceReason, ...]
    staff_reasons: tuple[AbsenceReason, ...]
    read_at: datetime
    signature: Signature | None

    def is_night_before(self, at: datetime) -> bool:
        """Whether this is the first round of a day, and no round counts yet on that day."""
        is_first = self.span.window.id == self.windows[0].id
        return is_first and self.calendar.day_of(at) == self.day and at < self.span.counts_from

    def recheck_from(self, row: SheetRow) -> datetime | None:
        """From when a second reading counts; None: none is owed."""
        return self._after(row, self.rules.recheck.after_minutes)

    def recheck_until(self, row: SheetRow) -> datetime | None:
        """Until when a second reading is to be made; None: none is owed."""
        return self._after(row, self.rules.recheck.until_minutes)

    @staticmethod
    def _after(row: SheetRow, minutes: int) -> datetime | None:
        return row.to_repeat.first.reading.at + timedelta(minutes=minutes) if row.to_repeat else None


def round_sheet(
    session: Session, facility: FacilityFacts, day: date | None, window: str | None, now: datetime
) -> RoundSheet:
    """The sheet of a round.

    Args:
        day: None: the facility day of now.
        window: None: the one for which a reading made now counts, else the last of the day that has begun to
            count, else its first.

    Raises:
        Invalid: there is no such window on that day.
    """
    day = day or facility.calendar.day_of(now)
    windows = windows_on(facility, day)
    span = span_on(facility, day, window or _window_at(facility, windows, day, now))
    roll = Roll(session, facility, span.counts_from, span.counts_until)
    facts = round_facts(session, facility, day, span.window.id, now, roll)
    held = roll.held_between(span.counts_from, span.counts_until, placed_at=span.closes)
    members = roster(session, day)
    rows = _Rows(facts, _before(session, span, held, members, now), _owed(session, facility, span, now))
    return RoundSheet(
        day,
        tuple(one.window for one in window_spans(windows, facility.calendar, day)),
        span,
        facility.calendar,
        facts.people,
        facts.staff,
        tuple(_groups(rows, held, members)),
        roll.bed_stays(),
        fever_rules_on(facility, day),
        tuple(reasons_on(facility, day, SubjectKind.PERSON).values()),
        tuple(reasons_on(facility, day, SubjectKind.STAFF).values()),
        now,
        facts.signature,
    )


def _window_at(facility: FacilityFacts, windows: tuple[Window, ...], day: date, now: datetime) -> str:
    spans = window_spans(windows, facility.calendar, day) if windows else ()
    if not spans or day != facility.calendar.day_of(now):
        return spans[0].window.id if spans else ""
    begun = [one for one in spans if one.counts_from <= now]
    return (begun[-1] if begun else spans[0]).window.id


def _before(
    session: Session, span: WindowSpan, held: Iterable[HeldPerson], members: Iterable[StaffMember], now: datetime
) -> dict[UUID, list[KeptReading]]:
    """The readings of everybody before a round, by time."""
    days = [span.day - timedelta(days=n) for n in range(_DAYS_BEFORE + 1)]
    key = RoundKey(span.day, span.window.id)
    rounds = {one: id_ for one, id_ in rounds_of(session, days).items() if one != key}
    subjects = {one.custody_id: one.subject for one in held} | {one.id: one.subject for one in members}
    found: dict[UUID, list[KeptReading]] = {}
    for one in readings_of(session, rounds, subjects) if rounds else ():
        if one.at < span.counts_until and one.at <= now:
            found.setdefault(one.measured.subject.id, []).append(one)
    return found


def _owed(session: Session, facility: FacilityFacts, span: WindowSpan, now: datetime) -> dict[UUID, OwedRecheck]:
    """What is still to be measured again of the rounds before one that is made today; of another day it is history."""
    if span.day != facility.calendar.day_of(now):
        return {}
    key = RoundKey(span.day, span.window.id)
    found = {}
    for whose, of in owed_rechecks(session, facility, now).items():
        first = next((one for one in of if one.round != key and one.at < span.counts_until), None)
        if first is not None:
            found[whose] = first
    return found


class _Rows:
    """Makes the rows of a sheet from what was read of the round."""

    def __init__(self, facts: RoundFacts, before: dict[UUID, list[KeptReading]], owed: dict[UUID, OwedRecheck]) -> None:
        self._before, self._owed = before, owed
        self._lines: dict[UUID, list[ReadingLine]] = {}
        for kept in facts.lines:
            self._lines.setdefault(kept.reading.measured.subject.id, []).append(kept)
        self._abnormal: dict[UUID, list[AbnormalLine]] = {}
        for line in facts.abnormal:
            self._abnormal.setdefault(line.subject.id, []).append(line)
        self._findings: dict[UUID, list[Finding]] = {}
        for one in facts.findings:
            self._findings.setdefault(one.subject.id, []).append(one)
        both = (facts.people, facts.staff)
        self._unmeasured = {one.subject.id: one.reason for of in both for one in (*of.missing, *of.excused)}
        self._missing = {one.subject.id for of in both for one in of.missing}

    def of(self, subject: Subject, bed: int = 0, left_at: datetime | None = None) -> SheetRow:
        """The row of somebody."""
        lines = self._lines.get(subject.id, [])
        first = next((one for one in lines if one.reading.recheck_of is None), None)
        earlier = [
            one.measured for one in self._before.get(subject.id, ()) if first is None or one.at < first.reading.at
        ]
        return SheetRow(
            subject,
            bed,
            first is not None or subject.id in self._missing,
            first,
            tuple(one for one in lines if one.reading.recheck_of is not None),
            tuple(self._abnormal.get(subject.id, ())),
            tuple(self._findings.get(subject.id, ())),
            self._unmeasured.get(subject.id),
            tuple(reversed(earlier[-_SHOWN_BEFORE:])),
            self._owed.get(subject.id),
            left_at,
        )


def _groups(rows: _Rows, held: Iterable[HeldPerson], members: Iterable[StaffMember]) -> Iterator[SheetGroup]:
    """The groups; `held` comes by block, cell and bed, those without a place last."""
    for (block, cell), people in groupby(
        held, lambda one: (one.place.block, one.place.cell) if one.place else ("", "")
    ):
        yield SheetGroup(
            block,
            cell,
            False,
            tuple(rows.of(one.subject, one.place.bed if one.place else 0, one.ended_at) for one in people),
        )
    staff = tuple(rows.of(one.subject) for one in members)
    if staff:
        yield SheetGroup("", "", True, staff)
