"""Who was measured in a round and who was not: a figure with a denominator, and the names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from uuid import UUID

from facility_app.core.subjects import Subject
from facility_app.rules.rounds import AbsenceReason, Timing, WindowSpan


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the list of a round, and from when to when he or she belonged to the facility (UTC)."""

    subject: Subject
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """That somebody was measured, and when (UTC)."""

    subject_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Absence:
    """Why somebody could not be measured; `reason` is the id of an `AbsenceReason`, `until` the return (UTC)."""

    subject_id: UUID
    reason: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """Somebody without a reading; `reason` None: nobody has said why."""

    subject: Subject
    reason: AbsenceReason | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The figures of one round (应测, 实测, 未测).

    `expected == measured + len(missing)`; whoever is `excused` is not expected.
    """

    span: WindowSpan
    measured: int
    early: int
    late: int
    missing: tuple[Unmeasured, ...]
    excused: tuple[Unmeasured, ...]

    @property
    def expected(self) -> int:
        """The denominator."""
        return self.measured + len(self.missing)

    @property
    def unexplained(self) -> tuple[Unmeasured, ...]:
        """The missing for whom nobody has given a reason."""
        return tuple(one for one in self.missing if one.reason is None)

    @property
    def percent(self) -> Decimal | None:
        """Share of the expected who were measured, one decimal, never rounded up; None: nobody was expected."""
        if not self.expected:
            return None
        return (Decimal(100 * self.measured) / self.expected).quantize(Decimal("0.1"), ROUND_DOWN)


def coverage(
    span: WindowSpan,
    listed: Iterable[Listed],
    readings: Iterable[Measured],
    absences: Iterable[Absence],
    reasons: Mapping[str, AbsenceReason],
) -> Coverage:
    """How far a round got.

    Expected is whom the window awaits, unless a reason excuses; whoever was measured counts in any case. Of several
    readings the first on time counts, else the first.

    Args:
        listed: each once; whose order `missing` keeps.
        readings: of any time; those that do not count for the window are left out.
        absences: of any time; of several that touch the window the latest holds.
        reasons: those in force, by id.
    """
    timings = _timings(span, readings)
    why = _last_absences(span, (one for one in absences if one.reason in reasons))
    counted: list[Timing] = []
    missing: list[Unmeasured] = []
    excused: list[Unmeasured] = []
    for one in listed:
        timing = timings.get(one.subject.id)
        if timing is not None:
            counted.append(timing)
        elif span.awaits(one.since, one.until):
            unmeasured = _unmeasured(one.subject, why.get(one.subject.id), reasons)
            is_excused = unmeasured.reason is not None and not unmeasured.reason.is_expected
            (excused if is_excused else missing).append(unmeasured)
    early, late = counted.count(Timing.EARLY), counted.count(Timing.LATE)
    return Coverage(span, len(counted), early, late, tuple(missing), tuple(excused))


def _timings(span: WindowSpan, readings: Iterable[Measured]) -> dict[UUID, Timing]:
    best: dict[UUID, Timing] = {}
    for reading in sorted(readings, key=lambda one: one.at):
        timing = span.timing(reading.at)
        if timing is not None and (reading.subject_id not in best or timing is Timing.ON_TIME):
            best[reading.subject_id] = timing
    return best


def _last_absences(span: WindowSpan, absences: Iterable[Absence]) -> dict[UUID, Absence]:
    touching = (one for one in absences if one.since <= span.closes and (one.until is None or one.until >= span.opens))
    return {one.subject_id: one for one in sorted(touching, key=lambda one: one.since)}


def _unmeasured(subject: Subject, absence: Absence | None, reasons: Mapping[str, AbsenceReason]) -> Unmeasured:
    if absence is None:
        return Unmeasured(subject, None)
    return Unmeasured(subject, reasons[absence.reason])
