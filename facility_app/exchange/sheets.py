"""What was read from a file: rows, and everything that is wrong or doubtful in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from facility_app.exchange.values import Value
from resources.text import _

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at, as scripts get it.

    Attributes:
        line: of the file, from 1; 0 where the whole file is meant.
        column: the heading as the file has it.
        value: what stands there.
        reason: what is wrong and what to do, in the language in force.
    """

    line: int
    column: str
    value: str
    reason: str

    @property
    def text(self) -> str:
        """It in one line, in the language in force."""
        if not self.line:
            return " ".join(filter(None, (self.column, self.value, self.reason)))
        return _("line {line}, {column} “{value}”: {reason}").format(
            line=self.line, column=self.column or "–", value=self.value, reason=self.reason
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be used.

    Attributes:
        line: of the file, from 1.
        values: by the keys of the format's columns; blank cells are missing.
        given: the same cells as they stand in the file.
        headings: by key; the file's own, or the label of a column that it has not.
    """

    line: int
    values: Mapping[str, Value]
    given: Mapping[str, str]
    headings: Mapping[str, str]

    def __getitem__(self, key: str) -> Value:
        """A value; `None` where the cell is blank or the file has no such column."""
        return self.values.get(key)

    def __iter__(self) -> Iterator[str]:
        """The keys of the cells that are filled in."""
        return iter(self.values)

    def text(self, key: str) -> str:
        """A text, a choice's key or a code; empty where there is none."""
        return self.of(key, str) or ""

    def of(self, key: str, kind: type[V]) -> V | None:
        """A value of a known type; a date for `date` also where the file gives the time (see `Row.day`)."""
        value = self.values.get(key)
        return value if isinstance(value, kind) else None

    def day(self, key: str) -> date | None:
        """A date that stands there without a time."""
        value = self.values.get(key)
        return value if isinstance(value, date) and not isinstance(value, datetime) else None

    def problem(self, key: str, reason: str) -> Problem:
        """Something to look at in one of the cells, found later than by reading."""
        return Problem(self.line, self.headings.get(key, key), self.given.get(key, ""), reason)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file gave.

    Attributes:
        rows: those without an error, in the file's order.
        errors: every one of every row, by line.
        warnings: what does not keep a row out, by line.
        count: how many rows the file has, with and without errors.
    """

    rows: tuple[Row, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    count: int
