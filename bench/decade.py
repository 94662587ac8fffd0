"""Ten years of temperature rounds of 3,000 people, made inside the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Dialect, Integer, MetaData, Table, select
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable, DDLElement, DropConstraint, DropIndex

from bench.crowd import Crowd, load_crowd
from bench.places import Place
from bench.raw import dialect_of, driver_of, load, load_records
from db.record import Record
from db.tables import Custody, Reading, Staff, TemperatureRound
from db.types import Identifier, Instant

PEOPLE = 3_000
_CUSTODIES = 100_000
_GENERATIONS = _CUSTODIES // PEOPLE
_FIRST_DAY = date(2016, 1, 1)
_FIRST_ROUND = datetime(2015, 12, 31, 22, 30, tzinfo=UTC)
_HALF_A_DAY = timedelta(hours=12)

_READING = Record.metadata.tables[Reading.__tablename__]
_TEMPORARY = MetaData()
_LIVING = Table(
    "living", _TEMPORARY, Column("generation", Integer, primary_key=True),
    Column("person_no", Integer, primary_key=True), Column("custody_id", Identifier()), prefixes=["TEMPORARY"],
)  # fmt: skip
_TIMES = Table(
    "times", _TEMPORARY, Column("round_no", Integer, primary_key=True), Column("round_id", Identifier()),
    Column("generation", Integer), Column("began", Instant()), prefixes=["TEMPORARY"],
)  # fmt: skip

_SQLITE = {
    "id": "unhex(printf('%012x7%03x8%015x', round_no, person_no, person_no))",
    "taken_at": "began + 1000000 * person_no",
    "celsius": "358 + (round_no + person_no) % 16",
}
_POSTGRES = {
    "id": "(lpad(to_hex(round_no), 12, '0') || '7' || lpad(to_hex(person_no), 3, '0') || '8'"
    " || lpad(to_hex(person_no), 15, '0'))::uuid",
    "taken_at": "began + person_no * interval '1 second'",
    "celsius": "(358 + mod(round_no + person_no, 16)) / 10.0",
}
"""Identifiers that sort by time, as those of the program do; a second between people; 35.8 to 37.3 degrees."""


@dataclass(frozen=True, slots=True)
class Decade:
    """What was loaded: the rounds by time, and who lived here in each."""

    rounds: Sequence[TemperatureRound]
    living: Sequence[Sequence[Custody]]

    @property
    def count(self) -> int:
        """How many readings there are."""
        return len(self.rounds) * PEOPLE


def load_decade(place: Place, rows: int) -> Decade:
    """Load readings, morning and evening; 33 times all the people are others, so that 100,000 have been here."""
    crowd = load_crowd(place, "D", _CUSTODIES, PEOPLE)
    rounds = [
        TemperatureRound(day=_FIRST_DAY + timedelta(number // 2), window=("am", "pm")[number % 2])
        for number in range(rows // PEOPLE)
    ]
    generations = [number * _GENERATIONS // len(rounds) for number in range(len(rounds))]
    with place.desk() as desk, desk.store.reading() as session:
        dialect = dialect_of(desk)
        staff_id = session.scalars(select(Staff.id).limit(1)).one()
    with driver_of(place) as driver:
        load_records(driver, dialect, rounds)
        for statement in (*_loose(dialect), CreateTable(_LIVING), CreateTable(_TIMES)):
            driver.execute(str(statement.compile(dialect=dialect)))
        load(driver, dialect, _LIVING, list(_living(crowd)))
        times = zip(rounds, generations, strict=True)
        load(driver, dialect, _TIMES, [
            {"round_no": number, "round_id": one.id, "generation": of, "began": _FIRST_ROUND + number * _HALF_A_DAY}
            for number, (one, of) in enumerate(times)
        ])  # fmt: skip
        driver.execute(_filling(dialect), [staff_id.bytes if dialect.name == "sqlite" else staff_id])
        for statement in _tight(dialect):
            driver.execute(str(statement.compile(dialect=dialect)))
    lived = [crowd.custodies[of * PEOPLE : (of + 1) * PEOPLE] for of in range(_GENERATIONS)]
    return Decade(rounds, [lived[of] for of in generations])


def _living(crowd: Crowd) -> Iterator[dict[str, Any]]:
    for number, custody in enumerate(crowd.custodies[: _GENERATIONS * PEOPLE]):
        yield {"generation": number // PEOPLE, "person_no": number % PEOPLE, "custody_id": custody.id}


def _filling(dialect: Dialect) -> str:
    own = _SQLITE if dialect.name == "sqlite" else _POSTGRES
    values = {
        "id": own["id"], "round_id": "round_id", "custody_id": "custody_id", "taken_at": own["taken_at"],
        "celsius": own["celsius"], "body_site": "'forehead'", "device": "'IR-03'", "taken_by_id": "taker",
    }  # fmt: skip
    taker = "?" if dialect.name == "sqlite" else "%s"
    return (
        f"INSERT INTO {_READING.name} ({', '.join(values)}) SELECT {', '.join(values.values())}"
        f" FROM (SELECT {taker} AS taker) AS one CROSS JOIN times CROSS JOIN living"
        " WHERE living.generation = times.generation ORDER BY round_no, person_no"
    )


def _loose(dialect: Dialect) -> list[DDLElement]:
    """Without its indexes, and without looking up every foreign key, a table fills in a third of the time."""
    keys = [] if dialect.name == "sqlite" else [DropConstraint(key) for key in _READING.foreign_key_constraints]
    return [*map(DropIndex, _READING.indexes), *keys]


def _tight(dialect: Dialect) -> list[DDLElement]:
    keys = [] if dialect.name == "sqlite" else [AddConstraint(key) for key in _READING.foreign_key_constraints]
    return [*map(CreateIndex, _READING.indexes), *keys]
