"""Files of registers and lists: their form follows from the declaration."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from db.declaration import FieldKind, FieldSpec, Register
from facility_app.access import Desk
from facility_app.acts.rosters import TakenOver
from facility_app.core.phrases import Words
from facility_app.exchange.choices import YES_NO, choice
from facility_app.exchange.columns import Column, Format
from facility_app.exchange.figures import decimal, whole
from facility_app.exchange.kinds import CODES, TEXT
from facility_app.exchange.moments import DATE, INSTANT
from facility_app.exchange.sheets import Row
from facility_app.exchange.values import Kind, Option, Value
from facility_app.facts.register_names import Names
from facility_app.facts.register_words import label
from facility_app.facts.registers import Filter, all_registers, register_of
from facility_app.services import registers
from resources.text import _, speaking

_MOST = Decimal(1_000_000_000)


def register_names() -> tuple[str, ...]:
    """The registers and lists of which there are files."""
    return tuple(one.name for one in all_registers())


@cache
def register_format(name: str) -> Format:
    """The form of a register's files: a column for each field that is asked for.

    Raises:
        Invalid: there is no such register.
    """
    register = register_of(name)
    asked = [one for one in register.fields if not one.computed]
    return Format(name, _both(register.label), tuple(map(_column, asked)))


def kind_of(field: FieldSpec) -> Kind:
    """How a field stands in a file, or is typed."""
    low = field.low if field.low is not None else Decimal(0)
    high = field.high if field.high is not None else _MOST
    units = (field.unit, *((_both(field.unit).zh,) if field.unit else ()))
    match field.kind:
        case FieldKind.WHOLE:
            return whole(int(low), int(high), units if field.unit else ())
        case FieldKind.DECIMAL:
            return decimal(str(low), str(high), field.places, units if field.unit else ())
        case FieldKind.CHOICE:
            return choice(tuple(Option(one.key, _both(one.label), one.others) for one in field.choices))
        case FieldKind.YES_NO:
            return YES_NO
        case FieldKind.DATE:
            return DATE
        case FieldKind.INSTANT:
            return INSTANT
        case FieldKind.PEOPLE:
            return CODES
        case _:
            return TEXT


def _column(field: FieldSpec) -> Column:
    with speaking("en"):
        en = label(field)
    with speaking("zh_CN"):
        zh = label(field)
    bare = _both(field.label)
    return Column(field.key, Words(en, zh), kind_of(field), (bare.en, bare.zh, *field.synonyms), field.is_required)


def _both(text: str) -> Words:
    with speaking("zh_CN"):
        return Words(text, _(text))


def take_register(desk: Desk, name: str, rows: Sequence[Row], *, partial: bool, dry_run: bool) -> TakenOver:
    """Take the rows of a file into a register."""
    given = [dict(row.values) for row in rows]
    return registers.take_over_entries(desk, name, given, partial=partial, dry_run=dry_run)


def given_rows(desk: Desk, name: str, in_full: str | None, first: date, last: date) -> list[Mapping[str, Value]]:
    """The entries of some days, oldest first, or the rows of a list, as a file has them; class S masked."""
    asked = Filter(first, last)
    if in_full is None:
        found = registers.list_entries(desk, name, asked, limit=None)
    else:
        found = registers.read_in_full(desk, name, asked, in_full)
    values = [one.values for one in found.rows] + [one.values for one in reversed(found.entries)]
    fields = [one for one in found.register.fields if not one.computed]
    return [{one.key: _file_value(one, row[one.key], found.names) for one in fields} for row in values]


def masks_anything(register: Register) -> bool:
    """Whether a file of a register holds values of class S."""
    return any(one.is_class_s for one in register.fields)


def _file_value(field: FieldSpec, value: object, names: Names) -> Value:
    if value is None:
        return None
    if field.kind is FieldKind.REFERENCE:
        return names[value].word if value in names else None  # type: ignore[index]
    if field.kind is FieldKind.PEOPLE:
        return tuple(str(value).split())
    return value  # type: ignore[return-value]
