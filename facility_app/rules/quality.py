"""Whether a round looks measured: signs of copying, of haste and of mistyped figures (domain guide §3.3).

They accuse nobody. Whoever signs the round looks at each and says why it is right.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from statistics import median
from typing import TypeVar
from uuid import UUID

from db.values import FacilityKind
from facility_app.core.phrases import phrase
from facility_app.core.subjects import Subject
from facility_app.rules.entries import RuleEntry, in_force
from facility_app.rules.findings import Finding, Severity, finding
from facility_app.rules.qualitypack import (
    Alike,
    Copied,
    Implausible,
    Pace,
    QualityPack,
    Repeated,
    Transposed,
    UncheckedJump,
)
from facility_app.rules.temperatures import FeverRules, Reading, plausibility
from facility_app.rules.thresholds import Plausibility
from resources.text import N_

R = TypeVar("R", bound=RuleEntry)


@dataclass(frozen=True, slots=True)
class RoundReading:
    """One first reading of a round with what came before it.

    Attributes:
        cell: the cell as a subject; None: of no cell, or staff.
        earlier: readings of the same person before the round, oldest first.
        last_round: the first reading of the round before; None: there was none.
        is_rechecked: whether a later reading decided.
        is_backfilled: whether it was entered later than it was taken, from paper: then haste says nothing.
    """

    reading: Reading
    cell: Subject | None = None
    earlier: tuple[Reading, ...] = ()
    last_round: Reading | None = None
    is_rechecked: bool = False
    is_backfilled: bool = False

    @property
    def celsius(self) -> Decimal:
        """The value."""
        return self.reading.celsius


@dataclass(frozen=True, slots=True)
class QualityRules:
    """What is in force on one day; a sign that is not is not looked for."""

    alike: Alike | None
    pace: Pace | None
    jump: UncheckedJump | None
    transposed: Transposed | None
    implausible: Implausible | None
    copied: Copied | None
    repeated: Repeated | None
    fever: FeverRules


def quality_in_force(pack: QualityPack, fever: FeverRules, day: date, kind: FacilityKind) -> QualityRules:
    """What is in force on a day in a kind of facility."""

    def of(entries: tuple[R, ...]) -> R | None:
        return next(iter(in_force(entries, day, kind)), None)

    return QualityRules(
        of(pack.alike),
        of(pack.pace),
        of(pack.jump),
        of(pack.transposed),
        of(pack.implausible),
        of(pack.copied),
        of(pack.repeated),
        fever,
    )


def quality_findings(rules: QualityRules, facility: Subject, readings: Sequence[RoundReading]) -> tuple[Finding, ...]:
    """What looks wrong with a round, the single readings last.

    Args:
        facility: the subject of what is said of the whole round.
        readings: the first readings of one round, in walking order.
    """
    cells: dict[UUID, list[RoundReading]] = {}
    for one in readings:
        if one.cell is not None:
            cells.setdefault(one.cell.id, []).append(one)
    found: list[Finding] = []
    found += _copied_round(rules.copied, facility, readings) if rules.copied else ()
    for of_cell in cells.values():
        found += _of_cell(rules, of_cell)
    found += _repeated(rules.repeated, list(cells.values())) if rules.repeated else ()
    found += _pace(rules.pace, facility, readings) if rules.pace else ()
    for one in readings:
        found += _of_reading(rules, one)
    return tuple(found)


def _of_cell(rules: QualityRules, of_cell: Sequence[RoundReading]) -> Iterator[Finding]:
    cell = of_cell[0].cell
    assert cell is not None
    people = tuple(one.reading.subject for one in of_cell)
    if rules.alike and len(of_cell) >= rules.alike.least_people and len({one.celsius for one in of_cell}) == 1:
        text = phrase(
            N_("{cell}: all {n} people have {celsius} °C."), cell=cell.text, n=len(people), celsius=of_cell[0].celsius
        )
        yield finding(rules.alike, cell, Severity.WARN, text, people=people)
    same, compared = _as_before(of_cell)
    if rules.copied and len(compared) >= rules.copied.least_in_cell and len(same) == len(compared):
        text = phrase(N_("{cell}: all {n} values are those of the round before."), cell=cell.text, n=len(same))
        yield finding(rules.copied, cell, Severity.WARN, text, people=people)


def _as_before(readings: Sequence[RoundReading]) -> tuple[list[RoundReading], list[RoundReading]]:
    """Those with the value of the round before, and all that can be compared with it."""
    compared = [one for one in readings if one.last_round is not None]
    same = [one for one in compared if one.last_round is not None and one.celsius == one.last_round.celsius]
    return same, compared


def _copied_round(rule: Copied, facility: Subject, readings: Sequence[RoundReading]) -> Iterator[Finding]:
    same, compared = _as_before(readings)
    if len(compared) < rule.least_in_round or 100 * len(same) < rule.share_percent * len(compared):
        return
    text = phrase(N_("{same} of {n} values are those of the round before."), same=len(same), n=len(compared))
    yield finding(rule, facility, Severity.WARN, text)


def _repeated(rule: Repeated, cells: Sequence[Sequence[RoundReading]]) -> Iterator[Finding]:
    seen: dict[tuple[Decimal, ...], Subject] = {}
    for of_cell in cells:
        cell, values = of_cell[0].cell, tuple(one.celsius for one in of_cell)
        assert cell is not None
        if len(values) < rule.least_in_cell or len(set(values)) == 1:
            continue
        other = seen.setdefault(values, cell)
        if other is not cell:
            text = phrase(
                N_("{cell}: the same {n} values in the same order as in {other}."),
                cell=cell.text,
                n=len(values),
                other=other.text,
            )
            yield finding(rule, cell, Severity.WARN, text, people=tuple(one.reading.subject for one in of_cell))


def _pace(rule: Pace, facility: Subject, readings: Sequence[RoundReading]) -> Iterator[Finding]:
    """Counted by minutes of the clock; one finding for each who measured, of the fullest minute."""
    counted: Counter[tuple[UUID, datetime]] = Counter(
        (one.reading.by, one.reading.at.replace(second=0, microsecond=0)) for one in readings if not one.is_backfilled
    )
    fullest: dict[UUID, int] = {}
    for (by, _minute), n in counted.items():
        fullest[by] = max(n, fullest.get(by, 0))
    for by, n in fullest.items():
        if n > rule.most_a_minute:
            text = phrase(N_("{n} readings in one minute by one person, at most {most}."), n=n, most=rule.most_a_minute)
            yield finding(rule, facility, Severity.WARN, text, occasion=str(by))


def _of_reading(rules: QualityRules, one: RoundReading) -> Iterator[Finding]:
    reading = one.reading
    if rules.implausible and not one.is_rechecked and _is_doubtful(rules.fever, reading):
        text = phrase(
            N_("{person}: {celsius} °C is hardly possible."), person=reading.subject.text, celsius=one.celsius
        )
        yield finding(rules.implausible, reading.subject, Severity.WARN, text)
        return
    alike = [earlier for earlier in one.earlier if earlier.site == reading.site]
    if rules.transposed and not one.is_rechecked and _is_transposed(rules.transposed, one.celsius, alike):
        text = phrase(
            N_("{person}: {celsius} °C, usually {usual} °C; {exchanged} °C with two figures exchanged?"),
            person=reading.subject.text,
            celsius=one.celsius,
            usual=usual(alike),
            exchanged=exchanged(one.celsius),
        )
        yield finding(rules.transposed, reading.subject, Severity.WARN, text)
        return
    if rules.jump and alike and not one.is_rechecked and abs(one.celsius - alike[-1].celsius) >= rules.jump.degrees:
        text = phrase(
            N_("{person}: {celsius} °C after {before} °C, and not measured again."),
            person=reading.subject.text,
            celsius=one.celsius,
            before=alike[-1].celsius,
        )
        yield finding(rules.jump, reading.subject, Severity.WARN, text)


def _is_doubtful(rules: FeverRules, reading: Reading) -> bool:
    return plausibility(rules, reading.celsius) is not Plausibility.ACCEPTED


def exchanged(celsius: Decimal) -> Decimal:
    """A value with its last two figures exchanged: 36.5 becomes 35.6."""
    tens, tenths_of = divmod(int(celsius * 10), 100)
    ones, tenths = divmod(tenths_of, 10)
    return Decimal(f"{tens}{tenths}.{ones}")


def usual(earlier: Iterable[Reading]) -> Decimal:
    """What is usual for somebody: the middle of earlier values."""
    return Decimal(median([one.celsius for one in earlier])).quantize(Decimal("0.1"))


def _is_transposed(rule: Transposed, celsius: Decimal, earlier: Sequence[Reading]) -> bool:
    if len(earlier) < rule.least_readings:
        return False
    base = median([one.celsius for one in earlier])
    return abs(celsius - base) >= rule.far and abs(exchanged(celsius) - base) < abs(celsius - base)
