"""The tables as the journal tells them, held against the tables as they are.

Both are read in the order of their identifiers and merged, so that memory does not grow with the store.
"""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Row, select

from db.journal import Body, journal, journal_body, read_body, site
from db.record import JournaledColumn, Record, journaled_columns, record_classes
from db.types import Plain, stored_to_plain
from db.values import Operation

_STREAM = {"yield_per": 2_000}
_ID_BYTES = 16


@dataclass(slots=True)
class Told:
    """One record as its entries tell it."""

    entity: str
    values: dict[str, Plain] = field(default_factory=dict)
    last_seq: dict[str, int] = field(default_factory=dict)
    """The entry that last wrote each column."""
    first: int = 0
    last: int = 0
    is_partial: bool = False
    """A body was erased, so a column that no later entry wrote is unknown."""
    breaks: list[int] = field(default_factory=list)
    """Entries whose old values are not what the entries before them left."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One record on which journal and table do not agree."""

    entity: str
    entity_id: UUID | str
    """As text where the table holds one that is no identifier."""
    told: Told | None
    """None: the journal does not know the record."""
    row: Mapping[str, Plain] | None
    """None: the table does not have it."""
    columns: tuple[str, ...] = ()


def differences(connection: Connection, entities: frozenset[str] | None = None) -> Iterator[Difference]:
    """Every record on which journal and tables do not agree, by identifier; of some tables, or of all."""
    rows = _rows(connection, entities)
    row = next(rows, None)
    for entity_id, told in _told(connection, entities):
        while row and row[0] < entity_id.bytes:
            yield Difference(row[1].__tablename__, _identifier(row[0]), None, _plain(row[1], row[2]))
            row = next(rows, None)
        if row is None or row[0] != entity_id.bytes or row[1].__tablename__ != told.entity:
            yield Difference(told.entity, entity_id, told, None)
            continue
        actual = _plain(row[1], row[2])
        wrong = tuple(
            column.name for column in journaled_columns(row[1]) if not _agrees(told, column, actual[column.name])
        )
        if wrong or told.breaks:
            yield Difference(told.entity, entity_id, told, actual, wrong)
        row = next(rows, None)
    while row:
        yield Difference(row[1].__tablename__, _identifier(row[0]), None, _plain(row[1], row[2]))
        row = next(rows, None)


def _identifier(raw: bytes) -> UUID | str:
    return UUID(bytes=raw) if len(raw) == _ID_BYTES else raw.hex()


def _agrees(told: Told, column: JournaledColumn, actual: Plain) -> bool:
    if column.name in told.values:
        return told.values[column.name] == actual
    return told.is_partial or actual is None


def _plain(record: type[Record], row: Row[*tuple[Any, ...]]) -> dict[str, Plain]:
    return {
        column.name: stored_to_plain(column.type, value)
        for column, value in zip(journaled_columns(record), row[1:], strict=True)
    }


def _rows(
    connection: Connection, entities: frozenset[str] | None
) -> Iterator[tuple[bytes, type[Record], Row[*tuple[Any, ...]]]]:
    streams = (
        _rows_of(connection, record)
        for name, record in record_classes().items()
        if entities is None or name in entities
    )
    return heapq.merge(*streams, key=lambda entry: entry[0])


def _rows_of(
    connection: Connection, record: type[Record]
) -> Iterator[tuple[bytes, type[Record], Row[*tuple[Any, ...]]]]:
    columns = ", ".join(f'"{name}"' for name in ("id", *(column.name for column in journaled_columns(record))))
    query = f'SELECT {columns} FROM "{record.__tablename__}" ORDER BY id'
    for row in connection.exec_driver_sql(query, execution_options=_STREAM):
        yield _bytes_of(row[0]), record, row


def _bytes_of(identifier: Any) -> bytes:
    """An identifier as the driver returns it; one of a wrong form stays what it is, and is known to no entry."""
    if isinstance(identifier, UUID):
        return identifier.bytes
    return identifier if isinstance(identifier, bytes) else str(identifier).encode()


def _told(connection: Connection, entities: frozenset[str] | None) -> Iterator[tuple[UUID, Told]]:
    query = (
        select(journal.c.entity_id, journal.c.entity, journal.c.seq, journal.c.op, journal_body.c.body)
        .join_from(
            journal,
            journal_body,
            (journal.c.site_no == journal_body.c.site_no) & (journal.c.seq == journal_body.c.seq),
            isouter=True,
        )
        .where(journal.c.site_no.in_(select(site.c.no)))
        .order_by(journal.c.entity_id, journal.c.site_no, journal.c.seq)
    )
    if entities is not None:
        query = query.where(journal.c.entity.in_(entities))
    entries = connection.execute(query, execution_options=_STREAM)
    for entity_id, group in groupby(entries, key=lambda entry: entry[0]):
        yield entity_id, _replay(group)


def _replay(entries: Iterator[Row[*tuple[Any, ...]]]) -> Told:
    told: Told | None = None
    for _, entity, seq, operation, raw in entries:
        if told is None:
            told = Told(entity, first=seq)
        told.last = seq
        body = _body(raw)
        if body is None:  # whatever it wrote, no earlier value need still hold
            told.is_partial = True
            told.values.clear()
            told.last_seq.clear()
            continue
        if operation == Operation.UPDATE.value and not _follows(told, body):
            told.breaks.append(seq)
        told.values.update(body.new)
        for name in body.new:
            told.last_seq[name] = seq
    assert told is not None
    return told


def _body(raw: bytes | None) -> Body | None:
    """The body, or None where it was erased; one that cannot be read is the chain's to report."""
    if raw is None:
        return None
    try:
        return read_body(raw)
    except msgspec.DecodeError:
        return None


def _follows(told: Told, body: Body) -> bool:
    return all(
        told.values.get(name) == value or (told.is_partial and name not in told.values)
        for name, value in (body.old or {}).items()
    )
