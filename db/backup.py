"""Backups: made while others work, encrypted, opened and counted before they are called done.

A backup is always an encrypted file, of a Postgres store too: the same tables in the other engine, from
one moment of the database. Beside `NAME.daybook` lie `NAME.daybook.keys`, without which nobody opens
it, and `NAME.daybook.receipt.json`, written last: without a receipt a backup does not count as one.
"""

import hashlib
import os
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, insert, inspect, select

from db import sqlite
from db.engines import disposing, without_foreign_keys
from db.failures import told
from db.guard import allowed
from db.journal import read_head
from db.keyfile import KEY_BYTES, fresh_keys, keys_path
from db.lockedfile import sync_folder, write_whole, writing
from db.migrate import move_schema
from db.record import Base
from db.schema import revision_of
from db.store import Store
from db.types import to_microseconds
from db.values import Unavailable
from resources.text import N_

SUFFIX = ".daybook"
_RECEIPT = ".receipt.json"
_STREAM = {"yield_per": 5_000}


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of a backup. Its head proves later that no entry before it was cut or replaced."""

    file: str
    made_at: datetime
    site: str
    revision: str
    head: str
    rows: dict[str, int]
    """How many rows each table holds."""
    size: int
    """Bytes."""
    sha256: str

    @property
    def entries(self) -> int:
        """How many entries the journal held."""
        return self.rows["journal"]


def receipt_path(backup: Path) -> Path:
    """Where the receipt of a backup lies."""
    return backup.with_name(backup.name + _RECEIPT)


def read_receipt(backup: Path) -> Receipt:
    """The receipt of a backup.

    Raises:
        Unavailable: there is none, or it is damaged.
    """
    try:
        return msgspec.json.decode(receipt_path(backup).read_bytes(), type=Receipt)
    except (OSError, msgspec.DecodeError) as error:
        raise Unavailable(
            N_("{name} has no sound receipt beside it, so it does not count as a backup."),
            field="backup",
            name=backup.name,
        ) from error


def make_backup(store: Store, folder: Path, *, public: bytes, account: tuple[str, str] | None) -> Receipt:
    """Write, open and count one backup.

    Args:
        public: the public half of the recovery code.
        account: login and password that shall open a backup of a Postgres store, beside the recovery
            code. A file's backup opens by the passwords that open the file.

    Raises:
        Unavailable: the folder cannot be written, or the copy is not sound; nothing is left behind.
    """
    now = store.clock()
    with writing(folder.name):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        backup, part = _new_name(folder, now)
    try:
        with writing(backup.name), told():
            if isinstance(store.door, sqlite.KeySlots):
                key, keys = store.door.key, store.door.keyfile.read_keys()
                revision, rows, head = _copy_file(store, part, key)
            else:
                key = os.urandom(KEY_BYTES)
                keys = fresh_keys(key, public, account)
                revision, rows, head = _copy_database(store, part, key)
            _check(part, key, rows, head)
            _sync(part)
            if keys.recovery is None or keys.recovery.public != public:
                raise Unavailable(
                    N_(
                        "The key file is not that of this store, so nobody could open the backup. "
                        "Put back the right one."
                    )
                )
            write_whole(keys_path(backup), msgspec.json.encode(keys))
            size, digest = part.stat().st_size, sha256_of(part)
            part.replace(backup)
            sync_folder(folder)
        receipt = Receipt(backup.name, now, str(store.site_id), revision, head, rows, size, digest)
        write_whole(receipt_path(backup), msgspec.json.format(msgspec.json.encode(receipt)))
    except BaseException:
        _remove(backup)
        raise
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)
    return receipt


def _new_name(folder: Path, now: datetime) -> tuple[Path, Path]:
    """A name that no other backup has, and the file in which it is made, which is there from now on."""
    for number in count(1):
        backup = folder / f"{now:%Y%m%dT%H%M%SZ}{f'-{number}' if number > 1 else ''}{SUFFIX}"
        part = backup.with_name(backup.name + ".part")
        if not backup.exists():
            try:
                sqlite.create_private(part)
            except FileExistsError:
                continue
            return backup, part
    raise AssertionError


def _remove(backup: Path) -> None:
    for path in (receipt_path(backup), backup, keys_path(backup)):
        path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


Copied = tuple[str, dict[str, int], str]
"""Revision, rows of each table and journal head of what was copied."""


def _copied(connection: Connection) -> Copied:
    return str(revision_of(connection)), count_rows(connection), str(read_head(connection))


def _copy_file(store: Store, part: Path, key: bytes) -> Copied:
    with store.reading() as session:
        copied = _copied(session.connection())
        driver: Any = session.connection().connection.driver_connection
        with closing(sqlite.connect(part, key)) as target:
            driver.backup(target)
    _settle(part, key)
    return copied


def _copy_database(store: Store, part: Path, key: bytes) -> Copied:
    with (
        store.reading() as session,
        disposing(sqlite.make_write_engine(part, key)) as engine,
        without_foreign_keys(engine) as target,
        target.begin(),
    ):
        copied = _copied(session.connection())
        move_schema(target, copied[0])
        _copy_into_file(session.connection(), target)
    _settle(part, key)
    return copied


def _settle(part: Path, key: bytes) -> None:
    """Make it one file, without a write-ahead log beside it."""
    with closing(sqlite.connect(part, key)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def _copy_into_file(source: Connection, target: Connection) -> None:
    """Copy a Postgres store of any revision into a file of the same revision, value by stored value."""
    for name, columns in _tables(source).items():
        listed = ", ".join(f'"{column}"' for column in columns)
        places = ", ".join("?" for _ in columns)
        rows = source.exec_driver_sql(f'SELECT {listed} FROM "{name}"', execution_options=_STREAM)
        for batch in rows.partitions():
            target.exec_driver_sql(
                f'INSERT INTO "{name}" ({listed}) VALUES ({places})', [tuple(map(_as_stored, row)) for row in batch]
            )


def _as_stored(value: Any) -> Any:
    """A value of Postgres in the form in which our types store it on SQLite."""
    if isinstance(value, UUID):
        return value.bytes
    if isinstance(value, datetime):
        return to_microseconds(value)
    if isinstance(value, Decimal):
        return int(value.scaleb(-int(value.as_tuple().exponent)))
    return value.isoformat() if isinstance(value, date) else value


def _tables(connection: Connection) -> dict[str, list[str]]:
    inspector = inspect(connection)
    names = sorted(set(inspector.get_table_names()) - {"alembic_version"})
    return {name: [column["name"] for column in inspector.get_columns(name)] for name in names}


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy every row of every table into the same, empty tables of another store of this revision."""
    with allowed(target):
        for table in Base.metadata.sorted_tables:
            result = source.execute(select(table), execution_options=_STREAM)
            for rows in result.mappings().partitions():
                target.execute(insert(table), [dict(row) for row in rows])


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table holds, whatever the revision."""
    return {
        name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in _tables(connection)
    }


def _check(part: Path, key: bytes, rows: dict[str, int], head: str) -> None:
    with disposing(sqlite.make_read_engine(part, key)) as engine, engine.connect() as connection:
        same = count_rows(connection) == rows and str(read_head(connection)) == head
    if file_damage(part, key) or not same:
        raise Unavailable(N_("The backup that was made is not sound. Check the disk and make another one."))


def damage_of(driver: Any) -> str | None:
    """What SQLite and SQLCipher find wrong with the file of a driver connection; None where it is sound."""
    for check in ("integrity_check", "cipher_integrity_check"):
        found = [row[0] for row in driver.execute(f"PRAGMA {check}").fetchall() if row[0] != "ok"]
        if found:
            return str(found[0])
    return None


def file_damage(path: Path, key: bytes) -> str | None:
    """What SQLite and SQLCipher find wrong with a file; None where it is sound."""
    with closing(sqlite.connect(path, key)) as connection:
        return damage_of(connection)


def list_backups(folder: Path) -> list[Receipt]:
    """The backups in a folder that have a sound receipt of their own, oldest first."""
    found = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            receipt = read_receipt(path)
        except Unavailable:
            continue
        if receipt.file == path.name:
            found.append(receipt)
    return found


def remove_backup(folder: Path, receipt: Receipt) -> None:
    """Take one backup away: the receipt first, so that half of one never counts."""
    _remove(folder / Path(receipt.file).name)
