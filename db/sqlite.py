"""SQLite through SQLCipher: one encrypted file, two engines on it.

The write engine begins every transaction IMMEDIATE, so that writers queue; the read engine begins
deferred and may only query, so that a reader never waits for a writer. WAL, `synchronous=FULL`.
"""

import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import psutil
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from db.engines import closing_on_error
from db.guard import watch
from db.keyfile import KeyFile
from db.values import Refused, Unavailable
from resources.text import N_

_LOCK_WAIT_MS = 10_000
_NETWORK = {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "ncpfs", "davfs", "ceph", "glusterfs",
            "lustre", "webdav", "vboxsf", "vmhgfs", "prl_fs", "autofs", "gfs2", "ocfs2", "beegfs"}  # fmt: skip
_LOCAL_FUSE = {"fuseblk", "fuse.ntfs-3g", "fuse.ntfs", "fuse.exfat", "fuse.ext4", "fuse.encfs", "fuse.gocryptfs",
               "fuse.cryfs", "fuse.mergerfs", "fuse.fuse-overlayfs"}  # fmt: skip
"""What is mounted through FUSE and lies on this machine all the same; of any other it is not known."""


class Mount(Protocol):
    """One mounted file system, as psutil tells it."""

    @property
    def mountpoint(self) -> str:
        """Where it is mounted."""

    @property
    def fstype(self) -> str:
        """Its kind."""

    @property
    def opts(self) -> str:
        """Its options, separated by commas."""


def is_on_network(path: Path, mounts: Iterable[Mount]) -> bool:
    """Whether a file lies on a share, where SQLite's locks and WAL do not hold."""
    place = os.path.realpath(path)
    if place.startswith("\\\\"):
        return True
    holding = [mount for mount in mounts if _lies_under(place, mount.mountpoint)]
    if not holding:
        return False
    longest = max(len(mount.mountpoint) for mount in holding)
    nearest = [mount for mount in holding if len(mount.mountpoint) == longest][-1]  # of several the last one covers
    kind = nearest.fstype.lower()
    is_foreign_fuse = kind.startswith("fuse") and kind not in _LOCAL_FUSE
    return kind in _NETWORK or is_foreign_fuse or "remote" in nearest.opts.split(",")


def _lies_under(place: str, folder: str) -> bool:
    folder = folder.rstrip("/\\")
    return place == folder or place.startswith((folder + "/", folder + "\\"))


def refuse_network_share(path: Path) -> None:
    """Raise `Refused` where the file would lie on a network share."""
    if is_on_network(path, psutil.disk_partitions(all=True)):
        raise Refused(
            N_(
                "{name} lies on a network share, where a crash can destroy it. "
                "Keep it on a disk of this PC, or use Postgres for several PCs."
            ),
            field="db",
            name=path.name,
        )


def connect(path: Path, key: bytes) -> Any:
    """A driver connection that is keyed, and that leaves transactions to its user."""
    connection = sqlcipher.connect(
        str(path), check_same_thread=False, isolation_level=None, timeout=_LOCK_WAIT_MS / 1000
    )
    with closing_on_error(connection):
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


_CACHE_KIB = 65_536
"""How much of the file a connection that reads keeps deciphered: a year of rounds of some hundred people."""


def make_write_engine(path: Path, key: bytes) -> Engine:
    """The engine whose transactions queue for the one write lock."""
    engine = _engine(
        path, key, 1, "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def make_read_engine(path: Path, key: bytes) -> Engine:
    """The engine whose transactions see one moment of the file, and cannot write."""
    engine = _engine(path, key, 4, "query_only = ON", f"cache_size = -{_CACHE_KIB}")
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _engine(path: Path, key: bytes, pool_size: int, *pragmas: str) -> Engine:
    def open_connection() -> Any:
        connection = connect(path, key)
        with closing_on_error(connection):
            for pragma in ("temp_store = MEMORY", *pragmas):
                connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=open_connection,
        poolclass=QueuePool,
        pool_size=pool_size,
        pool_use_lifo=True,  # the connection used last has the most pages at hand
        hide_parameters=True,
    )
    watch(engine)
    return engine


def same_file_check(path: Path) -> Callable[[Connection], None]:
    """A check, for the begin of each write, that the file is still the one that was opened.

    SQLite would go on writing into a file that was removed or replaced, and everything would be lost at the end.
    `BEGIN IMMEDIATE` is the lock, so there is nothing else to take.
    """
    opened = path.stat()

    def check(_connection: Connection) -> None:
        try:
            now = path.stat()
        except OSError:
            now = None
        if now is None or (now.st_dev, now.st_ino) != (opened.st_dev, opened.st_ino):
            raise Unavailable(
                N_("{name} was removed or replaced while it was open; nothing of this was saved. Put it back."),
                name=path.name,
            )

    return check


def create_private(path: Path) -> None:
    """Make an empty file that only its owner can read.

    Raises:
        FileExistsError: there is one already.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


class KeySlots:
    """The door of an encrypted file: each account has a slot in its key file.

    Slots change after the records are committed: a crash in between leaves the old password, never a
    password that the records do not know of.
    """

    def __init__(self, keyfile: KeyFile, key: bytes) -> None:
        self.keyfile = keyfile
        self.key = key

    def open_for(self, session: Session, login: str, secret: str, valid_until: datetime | None) -> None:
        """Let an account in by a password, or by a one-time code until an instant."""
        _after_commit(session, lambda: self.keyfile.add(login, self.key, secret, valid_until))

    def shut(self, session: Session, login: str) -> None:
        """Keep an account out from now on."""
        _after_commit(session, lambda: self.keyfile.remove(login))

    def seal_to(self, session: Session, public: bytes) -> None:
        """Make the store open to a new recovery code, and to no other."""
        _after_commit(session, lambda: self.keyfile.seal_to(public, self.key))


def _after_commit(session: Session, act: Callable[[], None]) -> None:
    def run(_: Session) -> None:
        try:
            act()
        except Unavailable as error:
            raise Unavailable(
                N_("The record is saved, but the key file is not ({why}). Reset the password of this account again."),
                why=str(error),
            ) from error

    event.listen(session, "after_commit", run, once=True)
