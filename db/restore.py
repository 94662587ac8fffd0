"""A backup back into a new place; never over a store that is there."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from db import sqlite
from db.backup import Receipt, copy_rows, count_rows, file_damage, read_receipt, sha256_of
from db.engines import disposing
from db.failures import told
from db.journal import read_head
from db.keyfile import KeyFile, keys_path
from db.location import Location, PostgresDatabase, SqliteFile
from db.lockedfile import writing
from db.migrate import create_schema
from db.postgres import LoginRoles, make_engine
from db.publishing import publish, refuse_taken, remove_file
from db.schema import HEAD_REVISION, refuse_newer_revision, refuse_other_revision, revision_of
from db.values import Refused, Unavailable
from db.verify import verify, verify_chain
from resources.text import N_

Unlock = Callable[[KeyFile], bytes]
"""Opens the keys of a backup, by a password that an account had when it was made or by the recovery code."""

_UNSOUND = N_("{name} is not sound: {what}. Take another backup.")


def restore(backup: Path, to: Location, unlock: Unlock, login: str, password: str | None) -> Receipt:
    """Put a backup into a new file or an empty database, once it proved whole.

    Its checksum must be that of its receipt, SQLite and SQLCipher must find it sound, its rows and its
    head must be those of the receipt, and its journal must verify and replay (of an older schema: verify; its upgrade
    replays it).

    Args:
        login: on Postgres, the account that gets a login role; the others are reset by an administrator.
        password: that account's password.

    Raises:
        Refused: the place is taken, or the password or code is wrong.
        Unavailable: the backup is not sound, or the place cannot be written.
    """
    receipt = read_receipt(backup)
    if sha256_of(backup) != receipt.sha256:
        raise _unsound(backup, N_("its bytes are not those of its receipt"))
    if isinstance(to, SqliteFile):
        _restore_file(backup, to.path, receipt, unlock)
        return receipt
    with (
        tempfile.TemporaryDirectory() as folder,
        _proven_copy(backup, Path(folder) / backup.name, receipt, unlock) as (copy, key),
        told(),
    ):
        _copy_to_database(copy, key, to, login, password)
    return receipt


def _copy_to_database(copy: Path, key: bytes, to: PostgresDatabase, login: str, password: str | None) -> None:
    with (
        disposing(sqlite.make_read_engine(copy, key)) as reads,
        disposing(make_engine(to.url)) as owner,
        reads.connect() as source,
        Session(owner) as session,
    ):
        refuse_other_revision(source)
        target = session.connection()
        if revision_of(target) is not None:
            raise _taken(to.name)
        create_schema(target)
        copy_rows(source, target)
        if password:
            LoginRoles().open_for(session, login, password, None)
        session.commit()


def _restore_file(backup: Path, path: Path, receipt: Receipt, unlock: Unlock) -> None:
    sqlite.refuse_network_share(path)
    refuse_taken(path, field="to")
    with _proven_copy(backup, path.with_name(f"{path.name}.{os.getpid()}.restoring"), receipt, unlock) as (copy, _):
        publish(copy, path, field="to")


@contextmanager
def _proven_copy(backup: Path, copy: Path, receipt: Receipt, unlock: Unlock) -> Iterator[tuple[Path, bytes]]:
    try:
        with writing(copy.name):
            remove_file(copy)
            for source, target in ((backup, copy), (keys_path(backup), keys_path(copy))):
                sqlite.create_private(target)
                shutil.copyfile(source, target)
        key = unlock(KeyFile(keys_path(copy)))
        damage = file_damage(copy, key)
        if damage:
            raise _unsound(backup, damage)
        with told(), disposing(sqlite.make_read_engine(copy, key)) as engine, engine.connect() as connection:
            _prove(connection, backup, receipt)
        with writing(copy.name):
            yield copy, key
    finally:
        remove_file(copy)


def _prove(connection: Connection, backup: Path, receipt: Receipt) -> None:
    revision = refuse_newer_revision(connection)
    if count_rows(connection) != receipt.rows or str(read_head(connection)) != receipt.head:
        raise _unsound(backup, N_("it does not hold the rows of its receipt"))
    prove = verify if revision == HEAD_REVISION else verify_chain  # `migrate` replays an older one against its tables
    verdict = prove(connection, receipt.head)
    if not verdict.ok:
        raise _unsound(backup, f"{verdict.problems[0].where}: {verdict.problems[0].message}")


def _unsound(backup: Path, what: str) -> Unavailable:
    return Unavailable(_UNSOUND, field="backup", name=backup.name, what=what)


def _taken(name: str) -> Refused:
    return Refused(N_("{name} is there already and is never overwritten. Choose another name."), field="to", name=name)
