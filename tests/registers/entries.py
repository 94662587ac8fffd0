"""Entries of any register, made up from its declaration alone."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from db.declaration import FieldKind, FieldSpec, Register
from facility_app.access import Desk
from facility_app.facts.registers import all_registers
from facility_app.services import registers

ROWS = ("一", "二")
"""What the two rows of every list are called after the name of the list."""


def listed(table: str, place: int) -> str:
    """The name of a row that `fill_lists` made."""
    return f"虚构{table}{ROWS[place]}"


def fill_lists(desk: Desk) -> None:
    """Two rows in every list; needs the cells and staff of `daywork`."""
    for one in all_registers():
        if one.is_list:
            for place in range(len(ROWS)):
                registers.add_entry(desk, one.name, values_of(one, place) | {"name": listed(one.name, place)})


def values_of(register: Register, place: int, at: datetime | None = None, *, whole: bool = False) -> dict[str, Any]:
    """What an entry needs, or with `whole` everything that can be said of it when it is written.

    Entries of different places differ. A stock is only added to, a count is what the records expect.
    """
    values = {
        one.key: _value(register, one, place, at)
        for one in register.fields
        if not one.computed and (one.is_required or one.required_when is not None or (whole and not one.is_later))
    }
    if at is not None:
        values["at"] = at + timedelta(seconds=place)
    signatures = [one.key for one in register.signatures if one.key in values]
    values |= {key: ("001", "002")[n % 2] for n, key in enumerate(signatures)}
    if register.balance is not None:
        values[register.balance.direction] = min(register.balance.adds)
    if register.tally is not None:
        values |= {register.tally.counted: 10, register.tally.away: 0}
    return values


def _value(register: Register, field: FieldSpec, place: int, at: datetime | None) -> Any:
    low = field.low if field.low is not None else Decimal(1)
    match field.kind:
        case FieldKind.CHOICE:
            return field.choices[place % len(field.choices)].key
        case FieldKind.WHOLE:
            return int(low) + place % (int((field.high or low + 50) - low) + 1)
        case FieldKind.DECIMAL:
            return low + place % (int((field.high or low + 50) - low) + 1)
        case FieldKind.YES_NO:
            return True
        case FieldKind.DATE:
            return (at + timedelta(days=1)).date() if at else date(2026, 1, 1)  # nothing is due before its entry
        case FieldKind.INSTANT:
            return at and at + timedelta(hours=1)
        case FieldKind.PEOPLE:
            return "K00000"
        case FieldKind.REFERENCE:
            return {"cell": "一监区 101", "block": "一监区", "staff": "001"}.get(field.refers_to) or listed(
                field.refers_to, place % len(ROWS)
            )
        case _:
            return f"虚构{place}"


def asked_again(register: Register, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The kept values of the fields that somebody filled in."""
    return {one.key: entry[one.key] for one in register.fields if not one.computed}


def every_register() -> list[str]:
    """The names of the registers that are no lists."""
    return [one.name for one in all_registers() if not one.is_list]


def every_list() -> list[str]:
    """The names of the lists."""
    return [one.name for one in all_registers() if one.is_list]


def labels_of(register: Register) -> set[str]:
    """Every text of a declaration that people read."""
    found = {register.label, register.help}
    for one in register.fields:
        found |= {one.label, one.help} | {choice.label for choice in one.choices}
    found |= {one.label for one in register.deadlines}
    if register.coverage:
        found |= {one.label for one in register.coverage.sessions}
    return found - {""}
