"""Making a new store, and opening one by password or recovery code."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import OperationalError

from db import postgres, sqlite
from db.attempts import Attempts, begin_attempt
from db.engines import disposing, without_foreign_keys
from db.failures import told
from db.guard import allowed
from db.journal import LOCAL_SITE, site
from db.keyfile import KEY_BYTES, KeyFile, keys_path
from db.location import Location, PostgresDatabase, SqliteFile
from db.lockedfile import LockedFile, writing
from db.migrate import create_schema
from db.publishing import publish, refuse_taken, remove_file
from db.schema import refuse_other_revision, revision_of
from db.store import Store
from db.tables import Facility
from db.types import new_id
from db.values import Clock, Refused, Unavailable, login_key
from resources.text import N_

Check = Callable[[Connection], None]
"""Refuses a store by its schema."""

_WRONG = N_("The login name or the password is wrong.")


@dataclass(frozen=True, slots=True)
class Opened:
    """A store that a password has opened."""

    store: Store
    by_code: bool
    """Opened by a one-time code: the account must choose a password before anything else."""
    failures_before: int


@contextmanager
def founding(location: Location, clock: Clock) -> Iterator[Store]:
    """A new store, its tables made, for the block to put the first records in. Half-made stores do not stay.

    Raises:
        Refused: there is a store already, or the place is a network share.
        Unavailable: the place cannot be written or reached.
    """
    if isinstance(location, SqliteFile):
        with _founding_file(location.path, clock) as store:
            yield store
    else:
        with told(), disposing(postgres.make_engine(location.url)) as engine:
            yield _found_database(engine, clock)


@contextmanager
def _founding_file(path: Path, clock: Clock) -> Iterator[Store]:
    sqlite.refuse_network_share(path)
    refuse_taken(path, field="db")
    fresh = path.with_name(f"{path.name}.{os.getpid()}.founding")
    try:
        with writing(path.name):
            remove_file(fresh)
            sqlite.create_private(fresh)
            KeyFile.create(keys_path(fresh))
            with told():
                store = _open_file(fresh, os.urandom(KEY_BYTES), clock, refuse_other_revision, new=True)
                try:
                    yield store
                finally:
                    store.close()
            publish(fresh, path, field="db")
    finally:
        remove_file(fresh)


def _open_file(path: Path, key: bytes, clock: Clock, check: Check, *, new: bool = False) -> Store:
    write_engine, read_engine = sqlite.make_write_engine(path, key), sqlite.make_read_engine(path, key)
    try:
        if new:
            with without_foreign_keys(write_engine) as connection, connection.begin():
                _make_site(connection)
            write_engine.dispose()
        with read_engine.connect() as connection:
            check(connection)
        door = sqlite.KeySlots(KeyFile(keys_path(path)), key)
        return Store(write_engine, read_engine, door, clock, sqlite.same_file_check(path))
    except BaseException:
        write_engine.dispose()
        read_engine.dispose()
        raise


def _make_site(connection: Connection) -> None:
    create_schema(connection)
    with allowed(connection):
        connection.execute(insert(site), {"no": LOCAL_SITE, "id": new_id()})


def _found_database(engine: Engine, clock: Clock) -> Store:
    with engine.begin() as connection:
        if revision_of(connection) is None:
            _make_site(connection)
        refuse_other_revision(connection)
        if connection.execute(select(Facility.id)).first():
            raise Refused(
                N_("{name} is there already and is never overwritten. Choose another name."),
                field="db",
                name=engine.url.database,
            )
    return _database_store(engine, clock)


def _database_store(engine: Engine, clock: Clock) -> Store:
    reads = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Store(engine, reads, postgres.LoginRoles(), clock, postgres.take_write_lock)


def open_store(
    location: Location,
    login: str,
    password: str,
    clock: Clock,
    attempts_file: Path,
    check: Check = refuse_other_revision,
) -> Opened:
    """Open a store by the password, or the one-time code, of an account.

    Args:
        check: refuses a store whose schema the caller cannot use.
        attempts_file: where failed logins to Postgres are counted on this machine.

    Raises:
        Refused: wrong name or password, too many wrong ones, or a schema of another version.
        Unavailable: the store or its server cannot be reached.
    """
    with told():
        if isinstance(location, SqliteFile):
            keyfile = _keyfile_of(location.path)
            unlocked = keyfile.unlock(login, password, clock())
            store = _open_file(location.path, unlocked.key, clock, check)
            return Opened(store, unlocked.by_code, unlocked.failures_before)
        return _open_database(location, login, password, clock, attempts_file, check)


def open_by_recovery(location: Location, code: str, clock: Clock) -> Store:
    """Open an encrypted file by the recovery code of its sealed envelope.

    Raises:
        Refused: the code is wrong, or the store is not a file.
    """
    if not isinstance(location, SqliteFile):
        raise Refused(
            N_("A recovery code opens files. On Postgres the owner of the database resets passwords."), field="db"
        )
    key = _keyfile_of(location.path).recover(code)
    with told():
        return _open_file(location.path, key, clock, refuse_other_revision)


def open_as_owner(location: PostgresDatabase, clock: Clock, check: Check = refuse_other_revision) -> Store:
    """Open a database as its owner, who upgrades it and may reset what an administrator cannot."""
    engine = postgres.make_engine(location.url)
    try:
        with told(), engine.connect() as connection:
            check(connection)
    except BaseException:
        engine.dispose()
        raise
    return _database_store(engine, clock)


def _keyfile_of(path: Path) -> KeyFile:
    sqlite.refuse_network_share(path)
    if not path.is_file():
        raise Unavailable(N_("There is no store at {name}. Check the path."), field="db", name=path.name)
    return KeyFile(keys_path(path))


def _open_database(
    location: PostgresDatabase, login: str, password: str, clock: Clock, attempts_file: Path, check: Check
) -> Opened:
    with writing(attempts_file.parent.name):
        attempts_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    log = LockedFile(attempts_file, dict[str, Attempts], dict)
    name = sha256(f"{location.url.host}/{location.name}/{login_key(login)}".encode()).hexdigest()
    if not _server_answers(location):
        raise Unavailable(N_("The database server does not answer. Check the network and the server."), field="db")
    role = postgres.role_name(login_key(login), location.name)
    engine = postgres.make_engine(location.url.set(username=role, password=password))
    is_right = False
    try:
        with log.changing() as attempts:  # one attempt after the other: many at once get no more than five
            failures = begin_attempt(attempts, name, clock())
            try:
                engine.connect().close()
            except OperationalError:
                pass
            else:
                attempts.pop(name)
                is_right = True
        if not is_right:
            raise Refused(_WRONG, field="password")
        with engine.connect() as connection:
            check(connection)
    except BaseException:
        engine.dispose()
        raise
    return Opened(_database_store(engine, clock), by_code=False, failures_before=failures)


def _server_answers(location: PostgresDatabase) -> bool:
    """Whether a server is there and takes connections; asks for no password."""
    import psycopg  # noqa: PLC0415 - a tenth of a second that a file does not need

    hosts = location.url.query.get("host") or location.url.host or ""
    conninfo = psycopg.conninfo.make_conninfo(
        host=hosts if isinstance(hosts, str) else ",".join(hosts), port=location.url.port, connect_timeout=5
    )
    return psycopg.pq.PGconn.ping(conninfo.encode()) == psycopg.pq.Ping.OK
