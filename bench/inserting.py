"""How fast rows are kept with their journal, beside the bare driver without one."""

import statistics
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from bench.figures import Figure, at_least, median_ratio, seconds
from bench.places import TABLE, Place
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
        for _ in range(repeats):
            bare.append(_by_driver(driver, _stored(desk, list(islice(source, rows)))))
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


def _stored(desk: Desk, records: Sequence[BenchReading]) -> list[tuple[Any, ...]]:
    """The rows as the driver takes them."""
    with desk.store.reading() as session:
        dialect = session.get_bind().dialect
    forms = [(column.name, column.type.dialect_impl(dialect).bind_processor(dialect)) for column in TABLE.columns]
    return [
        tuple(form(values.get(name)) if form else values.get(name) for name, form in forms)
        for values in map(vars, records)
    ]


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
