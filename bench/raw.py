"""Rows put straight into a store by its driver: no journal and no rules, only something large to read from.

A store so filled does not verify. Figures that come from it say "loaded raw".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from sqlalchemy import Dialect, Table

from bench.places import Place
from db import sqlite
from db.location import SqliteFile
from db.record import Record
from db.sqlite import KeySlots
from facility_app.access import Desk

_BATCH = 10_000


@contextmanager
def driver_of(place: Place) -> Iterator[Any]:
    """A driver connection to the store itself, in one transaction that is kept at the end of the block."""
    if isinstance(place.location, SqliteFile):
        with place.desk() as desk:
            door = desk.store.door
        assert isinstance(door, KeySlots)
        with closing(sqlite.connect(place.location.path, door.key)) as connection:
            for pragma in (
                *("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000"),
                "temp_store = FILE",  # sorting an index of millions stays out of memory
            ):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.commit()
            connection.execute("PRAGMA journal_mode = WAL")
    else:
        url = place.location.url
        with closing(
            psycopg.connect(host=str(url.query["host"]), user=url.username, password=url.password, dbname=url.database)
        ) as connection:
            yield connection
            connection.commit()
            connection.autocommit = True
            connection.execute("VACUUM ANALYZE")


def dialect_of(desk: Desk) -> Dialect:
    """How the engine of a store writes values."""
    with desk.store.reading() as session:
        return session.get_bind().dialect


def stored(dialect: Dialect, table: Table, rows: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Rows as the driver takes them, in the order of the columns; what is not given is NULL."""
    forms = [(column.name, column.type.dialect_impl(dialect).bind_processor(dialect)) for column in table.columns]
    return [tuple(form(row.get(name)) if form else row.get(name) for name, form in forms) for row in rows]


def load(driver: Any, dialect: Dialect, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows into a table."""
    place = "?" if dialect.name == "sqlite" else "%s"
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    statement = f"INSERT INTO {table.name} ({names}) VALUES ({', '.join(place for _ in table.columns)})"
    for start in range(0, len(rows), _BATCH):
        driver.cursor().executemany(statement, stored(dialect, table, rows[start : start + _BATCH]))


def load_records(driver: Any, dialect: Dialect, records: Sequence[Record]) -> None:
    """Put records of one kind into their table."""
    if records:
        load(driver, dialect, Record.metadata.tables[records[0].__tablename__], [vars(one) for one in records])
