"""What cells turn into, and the kinds that do it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any

from facility_app.core.identity import IdentityNumber
from facility_app.core.phrases import Phrase, Words
from facility_app.core.sexes import Sex
from facility_app.exchange.cells import Cell

Value = str | int | Decimal | bool | date | datetime | time | Sex | IdentityNumber | tuple[str, ...] | None
"""A value as the program uses it: instants in UTC, choices by their key, `None` for a blank cell."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a list.

    Attributes:
        key: what the program calls it.
        others: further words for it that rosters use.
    """

    key: str
    label: Words
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a file is read or written.

    Attributes:
        today: the facility's date.
        zone: the facility's time zone, in which files give times.
        symptoms: those of the facility's list; they are read in files of temperatures only.
    """

    today: date
    zone: tzinfo
    symptoms: tuple[Option, ...] = ()


def _nothing(_: Any) -> tuple[Phrase, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of value stands in a file.

    Attributes:
        read: turns a cell that is not blank into a value, `None` or "" where it says nothing; raises `Invalid`.
        write: the cell for a value that is there; `read` gives the value back.
        doubts: what to warn of in a value that can be used.
        as_text: whether Excel has to keep the column as text.
    """

    read: Callable[[Cell, Setting], Value]
    write: Callable[[Any, Setting], Cell]
    doubts: Callable[[Any], tuple[Phrase, ...]] = _nothing
    as_text: bool = True
