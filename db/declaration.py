"""What people need to know of a register, as plain values: its fields, and what falls due in it.

Standard library only, so that rules can reason about it and any screen can show it. Labels are English texts marked
with `N_`; times of day are facility time.
"""

from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from enum import Enum


class Group(Enum):
    """What registers belong together: in the menu, and in the rights to write them (`access.toml`)."""

    HEALTH = "health"
    GATE = "gate"
    SECURITY = "security"
    EQUIPMENT = "equipment"
    EDUCATION = "education"


class FieldKind(Enum):
    """How the value of a field is asked for and shown."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"
    INSTANT = "instant"
    REFERENCE = "reference"
    PEOPLE = "people"
    """Several people held, by their numbers."""


@dataclass(frozen=True, slots=True)
class ChoiceSpec:
    """One value of a closed list; `others` are further words that files use for it."""

    key: str
    label: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """A condition: that a choice or a yes-or-no field has one of some values."""

    field: str
    values: frozenset[str | bool]


def when(field: str, *values: Enum | bool) -> When:
    """A condition, written shortly."""
    return When(field, frozenset(one.value if isinstance(one, Enum) else one for one in values))


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a register.

    Attributes:
        key: its name in the table, in JSON, and as a heading of files.
        low, high: the range that is accepted, both ends included.
        places: decimal places of a decimal.
        refers_to: the table to which a reference leads.
        is_required: an entry is not taken without it.
        required_when: an entry is not taken without it where this holds.
        is_later: filled in after the entry was made, without a reason; what is filled in already is corrected.
        is_signature: the member of staff who answers for it; two of one entry are two people.
        computed: what the program works out and keeps, unseen by whoever writes the entry; empty: it is asked for.
        is_class_s: masked unless the reader has a right to it.
        synonyms: other headings that files use.
    """

    key: str
    label: str
    kind: FieldKind
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    places: int = 0
    choices: tuple[ChoiceSpec, ...] = ()
    refers_to: str = ""
    is_required: bool = False
    required_when: When | None = None
    is_later: bool = False
    is_signature: bool = False
    computed: str = ""
    is_totalled: bool = False
    is_class_s: bool = False
    help: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """A part of the day in which something is done once: from `opens` until `closes`.

    Where `when` is given, only entries for which it holds count, at whatever time.
    """

    id: str
    label: str
    opens: time
    closes: time
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is to be done in each session of the day with each subject; who or what was left out is named.

    Attributes:
        of: the field that names the subject.
        only: a yes-or-no column of the subject's table; subjects without it are owed nothing.
    """

    of: str
    sessions: tuple[Session, ...]
    source: str
    only: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """What is to be done with each subject every so many days, as the subject's own row says.

    Attributes:
        of: the field that names the subject.
        days: the column of the subject's table that holds the days; without them nothing is owed.
    """

    of: str
    days: str
    source: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A later field that has to be filled in by some time; until then the entry is open.

    Due is the last day, or the instant, in the field `by`; where that is empty or not named, `within` or `at`
    says when; else it is due at once.

    Attributes:
        field: what is to be filled in.
        label: what is due, for the list of what is due.
        within: so long after the time of the entry.
        at: that time of the entry's own day.
        by: the field with the last day, or the instant, for it.
        when: the entries that it concerns; None: all.
    """

    field: str
    label: str
    source: str
    within: timedelta | None = None
    at: time | None = None
    by: str = ""
    when: When | None = None

    @property
    def id(self) -> str:
        """What tells it from the other deadlines of its register."""
        return self.field


@dataclass(frozen=True, slots=True)
class Balance:
    """What is in stock of each subject: entries add, take or state what was counted. It never falls below zero.

    Attributes:
        of: the field that names the subject; `amount`: that with the quantity; `direction`: that with what was done.
        adds, takes, states: values of `direction`.
        minimum, daily: columns of the subject's table with the least stock, and with what a day needs.
    """

    of: str
    amount: str
    direction: str
    adds: frozenset[str]
    takes: frozenset[str]
    states: frozenset[str]
    minimum: str
    daily: str
    source: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A count set against what the records expect; a difference nobody has explained keeps the day open.

    Attributes:
        counted, away, expected: the fields of the three figures; `counted + away` should be `expected`.
        of: the field that names whom the count is about.
        reason: the field that says why somebody is away; needed where anybody is.
        missing: the field with those who were not found; `explanation`: that with what came of it.
    """

    counted: str
    away: str
    reason: str
    expected: str
    of: str
    missing: str
    explanation: str
    source: str


@dataclass(frozen=True, slots=True)
class Quota:
    """What everybody held is owed in a calendar month, from entries about the block where they live.

    Attributes:
        amount: the field with the minutes; `of`: that with the block, where empty everybody took part.
        absent: the field with those who did not take part.
        at_least: minutes a month.
    """

    amount: str
    of: str
    absent: str
    at_least: int
    source: str


@dataclass(frozen=True, slots=True)
class Register:
    """One register (登记簿), or a list of what registers are about.

    Attributes:
        name: that of its table, and on the command line.
        columns: the fields that lists and the ledger show, in order; the time comes first by itself.
        is_list: its rows have a name and no time.
        ledger: id of the section of the ledger in which it stands; empty: in none.
        count_by: the choice by which the ledger counts the entries of a day, zero included.
        ordinary: the value of `count_by` whose entries the ledger names in a few lines, and gives no rows.
        is_annexed: the ledger sums the entries up by `count_by`, and lists them in an annex.
        subject: the field whose values the ledger and the list are asked for most.
        late_after: entered so long after it happened, an entry is marked as late.
        keep_years: how long it is kept; None: for ever.
        together: the field whose people were together in one place at the time of the entry; it makes them contacts.
    """

    name: str
    label: str
    help: str
    group: Group
    source: str
    columns: tuple[str, ...]
    ledger: str = ""
    is_list: bool = False
    subject: str = ""
    count_by: str = ""
    ordinary: str = ""
    is_annexed: bool = False
    late_after: timedelta = timedelta(hours=24)
    keep_years: int | None = 3
    together: str = ""
    synonyms: tuple[str, ...] = ()
    coverage: Coverage | None = None
    interval: Interval | None = None
    deadlines: tuple[Deadline, ...] = ()
    balance: Balance | None = None
    tally: Tally | None = None
    quota: Quota | None = None
    fields: tuple[FieldSpec, ...] = ()

    def field(self, key: str) -> FieldSpec:
        """A field by its key."""
        return next(one for one in self.fields if one.key == key)

    def has(self, key: str) -> bool:
        """Whether there is such a field."""
        return any(one.key == key for one in self.fields)

    @property
    def signatures(self) -> tuple[FieldSpec, ...]:
        """The fields of those who answer for an entry, in order."""
        return tuple(one for one in self.fields if one.is_signature)

    @property
    def writers_signature(self) -> FieldSpec | None:
        """That of whoever writes the entry, where nobody else is named; None: the register has none."""
        return next((one for one in self.signatures if one.is_required), None)
