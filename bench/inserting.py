"""How fast rows are kept with their journal, beside the bare driver without one."""

import statistics
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from bench.figures import Figure, at_least, median_ratio, seconds
from bench.places import TABLE, Place
from bench.raw import dialect_of, stored
from bench.reading import BenchReading, readings
from facility_app.access import Desk

_MANY_AIM, _ORM_AIM = 1 / 4, 1 / 8


def inserting(place: Place, rows: int, repeats: int) -> Iterator[Figure]:
    """Rows of one act through `add_many` and through the ORM, and rows of one transaction through the driver."""
    source = readings()
    bare: list[float] = []
    many: list[float] = []
    orm: list[float] = []
    with place.desk() as desk, place.driver() as driver:
        dialect = dialect_of(desk)
        for _ in range(repeats):
            bare.append(_by_driver(driver, stored(dialect, TABLE, map(vars, islice(source, rows)))))
            many.append(_by_add_many(desk, list(islice(source, rows))))
            orm.append(_by_orm(desk, list(islice(source, rows))))
    theirs = rows / statistics.median(bare)
    for name, ours, aim, words in (
        ("add_many", many, _MANY_AIM, "a quarter"),
        ("add (ORM)", orm, _ORM_AIM, "an eighth"),
    ):
        share = median_ratio(bare, ours)
        shown = f"{rows / statistics.median(ours):,.0f} rows/s, {share:.2f} of the driver's {theirs:,.0f}"
        yield at_least(f"{place.engine}: {rows:,} rows with journal by {name}", share, shown, aim, words)


def _by_driver(driver: Any, rows: list[tuple[Any, ...]]) -> float:
    is_sqlite = not hasattr(driver, "pgconn")
    places = ", ".join("?" if is_sqlite else "%s" for _ in TABLE.columns)

    def insert() -> None:
        if is_sqlite:
            driver.execute("BEGIN IMMEDIATE")
        driver.cursor().executemany(f"INSERT INTO {TABLE.name} VALUES ({places})", rows)
        driver.commit()

    return seconds(insert)


def _by_add_many(desk: Desk, records: Sequence[BenchReading]) -> float:
    def insert() -> None:
        with desk.act("Record a temperature round") as work:
            work.add_many(records)

    return seconds(insert)


def _by_orm(desk: Desk, records: Sequence[BenchReading]) -> float:
    def insert() -> None:
        with desk.act("Record a temperature round") as work:
            work.add(*records)

    return seconds(insert)
