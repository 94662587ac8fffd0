"""Many rows of one table at once, without the work that SQLAlchemy does on each of them.

The guard does not see these inserts; only the unit of work and the journal make them.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.types import TypeEngine

_TOGETHER = {"sqlite": 1, "postgresql": 20}
"""Rows of one statement. Postgres takes twice the rows in a second that way; SQLite gains nothing."""


def stored_form(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any]:
    """What turns a column's value into the form in which the driver takes it."""
    return kind.dialect_impl(dialect).bind_processor(dialect) or _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def insert_columns(connection: Connection, table: Table, values: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows that are given as one list of values for each column, all of the same length."""
    stored = (
        [form(value) for value in values[column.name]]
        for column in table.columns
        for form in (stored_form(column.type, connection.dialect),)
    )
    insert_rows(connection, table, list(zip(*stored, strict=True)))


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows of values in their stored form, each in the order of the table's columns."""
    engine = connection.dialect.name
    together = _TOGETHER[engine]
    whole = len(rows) // together * together if together > 1 else 0
    packs = [tuple(chain.from_iterable(rows[start : start + together])) for start in range(0, whole, together)]
    if packs:
        connection.exec_driver_sql(_insert(table, engine, together), packs)
    if whole < len(rows):
        connection.exec_driver_sql(_insert(table, engine, 1), list(rows[whole:]))


@cache
def _insert(table: Table, engine: str, rows: int) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    row = ", ".join("?" if engine == "sqlite" else "%s" for _ in table.columns)
    return f'INSERT INTO "{table.name}" ({names}) VALUES {", ".join([f"({row})"] * rows)}'
