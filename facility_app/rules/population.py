"""Yesterday + in - out = today, and who is held by ground, sex and age."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from facility_app.core.phrases import phrase
from facility_app.core.sexes import Sex, is_minor
from facility_app.core.subjects import Subject
from facility_app.rules.documentpack import Category, Column
from facility_app.rules.entries import RuleEntry
from facility_app.rules.findings import Finding, Severity, finding
from resources.text import N_


@dataclass(frozen=True, slots=True)
class Balance:
    """The population of a day in four figures; `stated` is what was counted or entered as today's."""

    opening: int
    intake: int
    exits: int
    stated: int

    @property
    def closing(self) -> int:
        """What today's figure must be."""
        return self.opening + self.intake - self.exits

    @property
    def difference(self) -> int:
        """By how many today's figure is too high (above zero) or too low."""
        return self.stated - self.closing


@dataclass(frozen=True, slots=True)
class Differences:
    """By name where the figures do not meet.

    Attributes:
        absent: who should be here and is not counted.
        unaccounted: who is counted and should not be here.
        came: who was admitted; `left`: who went. Where every name is right, a figure was entered wrong.
    """

    absent: tuple[Subject, ...] = ()
    unaccounted: tuple[Subject, ...] = ()
    came: tuple[Subject, ...] = ()
    left: tuple[Subject, ...] = ()


NO_NAMES = Differences()


@dataclass(frozen=True, slots=True)
class Held:
    """A person held, as the population table counts him or her."""

    subject: Subject
    sex: Sex
    birth_date: date | None
    column: Column


@dataclass(frozen=True, slots=True)
class Heads:
    """A count; minors are counted among the men and women too."""

    male: int = 0
    female: int = 0
    minor: int = 0

    @property
    def total(self) -> int:
        """Everybody."""
        return self.male + self.female

    def __add__(self, other: "Heads") -> "Heads":
        return Heads(self.male + other.male, self.female + other.female, self.minor + other.minor)

    def __sub__(self, other: "Heads") -> "Heads":
        return Heads(self.male - other.male, self.female - other.female, self.minor - other.minor)


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """One line of the table: `opening + intake - exits + changed == closing` in every count.

    Attributes:
        column: the ground; None: everybody.
        changed: who came from or went to another ground, or came of age; below zero where more went.
    """

    column: Column | None
    opening: Heads
    intake: Heads
    exits: Heads
    changed: Heads
    closing: Heads


def check_balance(
    rule: RuleEntry, facility: Subject, day: date, balance: Balance, names: Differences
) -> Finding | None:
    """Whether the identity fails; None: it holds. It stands against closing the day, never against printing it."""
    if balance.difference == 0 and not names.absent and not names.unaccounted:
        return None
    text = phrase(
        N_("{opening} + {intake} - {exits} = {closing}, but {stated} stated: a difference of {difference}."),
        opening=balance.opening,
        intake=balance.intake,
        exits=balance.exits,
        closing=balance.closing,
        stated=balance.stated,
        difference=f"{balance.difference:+d}",
    )
    people = (*names.absent, *names.unaccounted) or (*names.came, *names.left)
    return finding(rule, facility, Severity.HARD, text, people=people, occasion=day.isoformat())


def differences(
    opening: Iterable[Subject], intake: Iterable[Subject], exits: Iterable[Subject], present: Iterable[Subject]
) -> Differences:
    """The names behind a difference: who was here or came and did not leave, against who is counted."""
    came, left = tuple(intake), tuple(exits)
    should_be = {one.id: one for one in (*opening, *came)}
    for one in left:
        should_be.pop(one.id, None)
    counted = {one.id: one for one in present}
    return Differences(
        tuple(one for key, one in should_be.items() if key not in counted),
        tuple(one for key, one in counted.items() if key not in should_be),
        came,
        left,
    )


def columns_of(categories: Iterable[Category]) -> tuple[Column, ...]:
    """The heads of the table for the categories in force, in the order of stages."""
    return tuple(dict.fromkeys(category.column for category in sorted(categories, key=lambda one: one.order)))


def population_table(
    columns: Iterable[Column],
    opening: Iterable[Held],
    intake: Iterable[Held],
    exits: Iterable[Held],
    closing: Iterable[Held],
    day: date,
) -> tuple[PopulationRow, ...]:
    """One row for each ground and a last one for everybody.

    Args:
        columns: which grounds are shown even where nobody is held on them; one that occurs is shown in any case.
        opening: who was held at the end of the day before, as then held; ages are reckoned on that day.
        intake: who came, as held on coming. `exits`: who left, as held on leaving. `closing`: who is held at the end.
    """
    groups = tuple(tuple(group) for group in (opening, intake, exits, closing))
    occurring = {one.column for group in groups for one in group}
    shown = (*(known := tuple(columns)), *(column for column in Column if column in occurring - set(known)))
    return tuple(_row(column, groups, day) for column in (*shown, None))


def _row(column: Column | None, groups: tuple[tuple[Held, ...], ...], day: date) -> PopulationRow:
    days = (day - timedelta(days=1), day, day, day)
    of_column = (
        _heads((one for one in group if column is None or one.column is column), on)
        for group, on in zip(groups, days, strict=True)
    )
    opening, intake, exits, closing = of_column
    return PopulationRow(column, opening, intake, exits, closing - (opening + intake - exits), closing)


def _heads(people: Iterable[Held], day: date) -> Heads:
    total = Heads()
    for one in people:
        minor = one.birth_date is not None and is_minor(one.birth_date, day)
        total += Heads(int(one.sex is Sex.MALE), int(one.sex is Sex.FEMALE), int(minor))
    return total
