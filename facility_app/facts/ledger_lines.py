"""The lines of the daily ledger as plain values: identifiers of rules and figures, no wording and no layout."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal

from db.values import Sex
from facility_app.facts.people import HeldPerson, Place


@dataclass(frozen=True, slots=True)
class Spot:
    """A bed by what is written on the doors."""

    block: str
    cell: str
    bed: int


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a line is about; `spot` None: no cell then."""

    number: str
    name: str
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """One person admitted today; `spot` of `who` is the first cell."""

    who: Who
    sex: Sex
    birth_date: date | None
    case_cause: str | None
    case_unit: str | None
    document_type: str | None
    document_number: str | None
    admitted_at: datetime
    first_talk_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item of the release checklist that is not done, and why."""

    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class Exit:
    """One person who left today."""

    who: Who
    exit: str | None
    document_type: str | None
    document_number: str | None
    ends_at: datetime | None
    left_at: datetime
    certificate_number: str | None
    picked_up_by: str | None
    checked_by: tuple[str, ...]
    open_items: tuple[OpenItem, ...]

    @property
    def late_minutes(self) -> int:
        """How many minutes after the legal end; 0: in time, or no term is recorded."""
        if self.ends_at is None or self.left_at <= self.ends_at:
            return 0
        return max(1, int((self.left_at - self.ends_at).total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who was not measured; `reason` None: nobody has said why."""

    who: Who
    reason: str | None


@dataclass(frozen=True, slots=True)
class Value:
    """One temperature as it was measured."""

    celsius: Decimal
    body_site: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LateValue(Value):
    """One that was entered later (补录); a class of its own: days closed before there were any stay the same."""

    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Abnormal:
    """A reading out of the ordinary, and what came of it.

    Attributes:
        symptoms: told at the first reading; `told_later` only at those after it.
        state: one of `FeverState`, or of `Sign` where no second reading was asked for.
    """

    who: Who
    first: Value
    later: tuple[Value, ...]
    symptoms: tuple[str, ...]
    state: str
    told_later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measuring:
    """One round of the people held, or of the staff."""

    expected: int
    measured: int
    early: int
    late: int
    missing: tuple[Missing, ...]
    excused: tuple[Missing, ...]
    abnormal: tuple[Abnormal, ...]

    @property
    def is_reported(self) -> bool:
        """Whether anything is on record: a reading, or a reason."""
        return self.measured > 0 or any(one.reason for one in self.missing)

    @property
    def percent(self) -> Decimal | None:
        """Share of the expected who were measured, one decimal, never rounded up; None: nobody was expected."""
        if not self.expected:
            return None
        return (Decimal(100 * self.measured) / self.expected).quantize(Decimal("0.1"), ROUND_DOWN)


@dataclass(frozen=True, slots=True)
class Round:
    """One window of the day."""

    window: str
    people: Measuring
    staff: Measuring

    @property
    def groups(self) -> tuple[tuple[str, Measuring], ...]:
        """Both, each with the key by which scripts know it."""
        return (("people", self.people), ("staff", self.staff))


@dataclass(frozen=True, slots=True)
class Detail:
    """The temperatures of one person held: for each window of the day every value, none where not measured."""

    who: Who
    values: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One change of cell; `rules` are the ids that stood against it or warned."""

    number: str
    name: str
    before: Spot
    after: Spot
    at: datetime
    reason: str
    by: str
    rules: tuple[str, ...]
    override_reason: str | None


def spot_of(place: Place | None) -> Spot | None:
    """A place by what is written on the doors."""
    return Spot(place.block, place.cell, place.bed) if place else None


def who_of(one: HeldPerson) -> Who:
    """A person held, as a line names him or her."""
    return Who(one.number, one.name, spot_of(one.place))


@dataclass(frozen=True, slots=True)
class Short:
    """Somebody with whom too few talks of a quota were held so far in the week."""

    who: Who
    required: int
    held: int


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One quota of the week, as it stood at the end of the day."""

    quota: str
    people: int
    fulfilled: int
    shortfall: tuple[Short, ...]


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many talks of one kind were held today."""

    kind: str
    held: int


@dataclass(frozen=True, slots=True)
class Talks:
    """The talks of a day, and what was owed at its end.

    Attributes:
        held: how many talks today; `people`: with how many.
        first_due: how many first talks fell due today, and how many of those were held in time.
        first_overdue: who is past the time of the first talk and has had none.
        week: first and last day of the week of the quotas.
    """

    held: int
    people: int
    by_kind: tuple[KindCount, ...]
    first_due: int
    first_in_time: int
    first_overdue: tuple[Who, ...]
    week: tuple[date, date]
    quotas: tuple[QuotaLine, ...]
