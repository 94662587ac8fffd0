"""Which registers and lists there are, and their entries as rules see them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import Session

from db.declaration import FieldKind, Register, When
from db.register import Choice, Declared, ListRecord, RegisterRecord, described, registers
from db.tables import Staff
from db.types import EnumText
from db.values import Invalid
from facility_app.rules.registers import Entry
from resources.text import N_

_TEXTS = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.PEOPLE)


@cache
def all_registers() -> tuple[Register, ...]:
    """Every register and list, lists first."""
    return tuple(described(one) for one in registers().values())


def register_of(name: str) -> Register:
    """One register or list.

    Raises:
        Invalid: there is none with this name.
    """
    return described(record_of(name))


def record_of(name: str) -> type[Declared]:
    """The mapped class of a register or list.

    Raises:
        Invalid: there is none with this name.
    """
    found = registers().get(name)
    if found is None:
        raise Invalid(N_("There is no register {name}."), field="register", name=name)
    return found


def entry_record(name: str) -> type[RegisterRecord]:
    """The mapped class of a register that is no list.

    Raises:
        Invalid: there is no such register, or it is a list.
    """
    found = record_of(name)
    if not issubclass(found, RegisterRecord):
        raise Invalid(N_("{name} is a list, and has no days."), field="register", name=name)
    return found


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are asked for.

    Attributes:
        first, last: facility days; None: without end.
        text: what some text of the entry holds, in any case.
        values: what fields are, by their keys.
        only_open: only those in which something is still to be filled in by some time.
        with_void: those that were withdrawn as well.
    """

    first: date | None = None
    last: date | None = None
    text: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    only_open: bool = False
    with_void: bool = False


def entries(
    session: Session, register: Register, asked: Filter, *, limit: int | None = None, offset: int = 0
) -> tuple[Entry, ...]:
    """The entries that a filter lets through, newest first."""
    record = entry_record(register.name)
    query = _entries(record).where(*conditions(register, asked)).order_by(record.at.desc(), record.number.desc())
    return _read(session, register, query.limit(limit).offset(offset))


def entries_of_day(session: Session, register: Register, day: date) -> tuple[Entry, ...]:
    """The entries of a facility day, oldest first."""
    return tuple(reversed(entries(session, register, Filter(day, day))))


def entries_with(session: Session, register: Register, ids: Iterable[UUID]) -> tuple[Entry, ...]:
    """The entries with some identifiers, void or not, oldest first."""
    record, wanted = entry_record(register.name), set(ids)
    query = _entries(record).where(record.id.in_(wanted)).order_by(record.at)
    return _read(session, register, query) if wanted else ()


def count(session: Session, register: Register, asked: Filter) -> tuple[int, Mapping[str, Any]]:
    """How many entries a filter lets through, and the sums of the fields that are summed up."""
    record = record_of(register.name)
    totalled = [one for one in register.fields if one.is_totalled]
    sums = (func.sum(getattr(record, one.key)).label(one.key) for one in totalled)
    row = session.execute(
        select(func.count().label("entries"), *sums).select_from(record).where(*conditions(register, asked))
    ).one()
    return row.entries, {one.key: getattr(row, one.key) for one in totalled}


def open_entries(session: Session, register: Register, until: datetime) -> tuple[Entry, ...]:
    """The entries that had happened by an instant and may be open then, oldest first."""
    record = entry_record(register.name)
    unfilled = [
        and_(condition, *_concerned(record, one.when))
        for one in register.deadlines
        for condition in _unfilled(record, register, one.field, until)
    ]
    # Each condition by itself: joined by OR, SQLite reads every entry by time instead of the few by what is open.
    ids = union_all(*(select(record.id).where(condition) for condition in unfilled))
    query = _entries(record).where(record.id.in_(ids), record.voided_at.is_(None), record.at <= until)
    return _read(session, register, query.order_by(record.at))


def numbers_in(register: Register, found: Iterable[Entry]) -> set[str]:
    """The numbers of the people held of whom entries speak."""
    keys = [one.key for one in register.fields if one.kind is FieldKind.PEOPLE]
    return {number for entry in found for key in keys for number in (entry.values[key] or "").split()}


def _unfilled(
    record: type[RegisterRecord], register: Register, key: str, until: datetime
) -> Iterator[ColumnElement[bool]]:
    column = getattr(record, key)
    yield column.is_(None)
    if register.field(key).kind is FieldKind.INSTANT:
        yield column > until


def list_rows(
    session: Session, register: Register, ids: Iterable[UUID] | None = None, *, with_void: bool = False
) -> tuple["ListRow", ...]:
    """The rows of a list, by name."""
    record = record_of(register.name)
    assert issubclass(record, ListRecord)
    query = select(record).order_by(record.name)
    if not with_void:
        query = query.where(record.voided_at.is_(None))
    if ids is not None:
        query = query.where(record.id.in_(set(ids)))
    return tuple(
        ListRow(one.id, one.name, {spec.key: _plain(getattr(one, spec.key)) for spec in register.fields}, one.voided_at)
        for one in session.scalars(query)
    )


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list."""

    id: UUID
    name: str
    values: Mapping[str, Any]
    voided_at: datetime | None

    def is_in_use(self, first: date, at: datetime) -> bool:
        """Whether it was in use on a facility day, at an instant of it."""
        since: date | None = self.values["since"]
        return (since is None or since <= first) and (self.voided_at is None or self.voided_at > at)


def conditions(register: Register, asked: Filter) -> list[ColumnElement[bool]]:
    """A filter as conditions of a query."""
    record = record_of(register.name)
    found: list[ColumnElement[bool]] = []
    if not asked.with_void:
        found.append(record.voided_at.is_(None))
    if issubclass(record, RegisterRecord):
        if asked.first is not None:
            found.append(record.day >= asked.first)
        if asked.last is not None:
            found.append(record.day <= asked.last)
    if asked.text.strip():
        found.append(_says(record, register, asked.text.strip()))
    for key, value in asked.values.items():
        found.append(getattr(record, register.field(key).key) == _stored(record, key, value))
    if asked.only_open:
        found.append(or_(*(_is_open(record, one.field, one.when) for one in register.deadlines)))
    return found


def _is_open(record: type[Declared], key: str, condition: When | None) -> ColumnElement[bool]:
    return and_(getattr(record, key).is_(None), *_concerned(record, condition))


def _concerned(record: type[Declared], condition: When | None) -> list[ColumnElement[bool]]:
    """That an entry is among those that a deadline concerns."""
    if condition is None:
        return []
    return [getattr(record, condition.field).in_([_stored(record, condition.field, one) for one in condition.values])]


def _says(record: type[Declared], register: Register, text: str) -> ColumnElement[bool]:
    has_case = text.lower() != text.upper()  # where it has none, folding five texts of every entry is for nothing
    columns = (getattr(record, one.key) for one in register.fields if one.kind in _TEXTS and not one.is_class_s)
    return or_(
        *(one.icontains(text, autoescape=True) if has_case else one.contains(text, autoescape=True) for one in columns)
    )


def _stored(record: type[Declared], key: str, value: Any) -> Any:
    """A value as the column takes it: keys of choices as their members."""
    kind: Any = record.__table__.columns[key].type
    return kind.members(value) if isinstance(kind, EnumText) and isinstance(value, str) else value


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Choice) else value


def _entries(record: type[RegisterRecord]) -> Select[Any]:
    by = select(Staff.id, Staff.name).subquery()
    return select(record.__table__, by.c.name.label("entered_by")).outerjoin(by, by.c.id == record.entered_by_id)


def _read(session: Session, register: Register, query: Select[Any]) -> tuple[Entry, ...]:
    keys = [one.key for one in register.fields]
    return tuple(_entry(row, keys) for row in session.execute(query))


def _entry(row: Row[Any], keys: Sequence[str]) -> Entry:
    values = row._mapping
    return Entry(
        row.id,
        row.number,
        row.day,
        row.at,
        {key: _plain(values[key]) for key in keys},
        row.entered_at,
        row.entered_by or "–",
        row.voided_at is not None,
    )
