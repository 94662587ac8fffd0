"""What one reading with its journal entry takes on the disk."""

from collections.abc import Iterator
from itertools import islice

import psycopg

from bench.figures import Figure, at_most
from bench.places import TABLE, Place
from bench.reading import PEOPLE, readings
from db.location import PostgresDatabase, SqliteFile

_AIM = 800
_ROUNDS = 60
"""A month, morning and evening."""
_TABLES = (TABLE.name, "journal", "journal_body")


def size(place: Place) -> Iterator[Figure]:
    """Bytes of a row, its indexes, its entry and the entry's body, after a month of rounds."""
    source = readings()
    before = _bytes(place)
    with place.desk() as desk:
        for _ in range(_ROUNDS):
            with desk.act("Record a temperature round") as work:
                work.add_many(list(islice(source, PEOPLE)))
    each = (_bytes(place) - before) / (_ROUNDS * PEOPLE)
    yield at_most(f"{place.engine}: bytes of a reading with its entry", each, f"{each:,.0f} bytes", _AIM, f"{_AIM}")


def _bytes(place: Place) -> int:
    if isinstance(place.location, SqliteFile):
        return place.location.path.stat().st_size
    return _server_bytes(place.location)


def _server_bytes(location: PostgresDatabase) -> int:
    url = location.url
    with psycopg.connect(
        host=str(url.query["host"]), user=url.username, password=url.password, dbname=url.database
    ) as connection:
        row = connection.execute(
            "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s::text[]) AS name", [list(_TABLES)]
        ).fetchone()
    assert row
    return int(row[0])
