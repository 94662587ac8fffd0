"""One store: reads and units of work behind one API, on SQLite and on Postgres."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.orm import Session, SessionTransaction

from db.engines import without_foreign_keys
from db.failures import told
from db.journal import LOCAL_SITE, Head, read_head, site
from db.schema import HEAD_REVISION, refuse_changed_revision
from db.values import Actor, Clock
from db.work import UnitOfWork


class Door(Protocol):
    """Who is let in: key slots of an encrypted file, or login roles of Postgres."""

    def open_for(self, session: Session, login: str, secret: str, valid_until: datetime | None) -> None:
        """Let an account in by a password, or by a one-time code until an instant."""

    def shut(self, session: Session, login: str) -> None:
        """Keep an account out from now on."""

    def seal_to(self, session: Session, public: bytes) -> None:
        """Make the store open to a new recovery code, and to no other."""


class Store:
    """An open store. Nothing of a session leaves the blocks that it gives."""

    def __init__(
        self, write_engine: Engine, read_engine: Engine, door: Door, clock: Clock, lock: Callable[[Connection], None]
    ) -> None:
        self._write_engine = write_engine
        self._read_engine = read_engine
        self._lock = lock
        self.door = door
        self.clock = clock
        with self.reading() as session:
            self.site_id: UUID = session.execute(select(site.c.id).where(site.c.no == LOCAL_SITE)).scalar_one()

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is one encrypted file."""
        return self._read_engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that reads one moment of the store and cannot write."""
        with told(), Session(self._read_engine, autoflush=False) as session:
            yield session

    @contextmanager
    def unit_of_work(self, actor: Actor, title: str, *, undoes: int | None = None) -> Iterator[UnitOfWork]:
        """A titled act: all of it is saved and journaled, or nothing.

        Args:
            title: what the act is, an English text marked with `N_`.
            undoes: the transaction that this one puts back.

        Raises:
            Refused: the clock lies behind the journal.
            Unavailable: the store is locked, full or out of reach.
            Conflict: somebody else was first.
        """
        with told(), Session(self._write_engine) as session:
            event.listen(session, "after_transaction_create", _refuse_savepoint)
            connection = session.connection()
            self._lock(connection)
            refuse_changed_revision(connection)
            work = UnitOfWork(
                session, self.site_id, actor, title, now=self.clock(), revision=HEAD_REVISION, undoes=undoes
            )
            yield work
            session.commit()

    @contextmanager
    def changing_schema(self) -> Iterator[Connection]:
        """A connection in a transaction that holds the write lock, on which tables may be rebuilt."""
        try:
            with told(), without_foreign_keys(self._write_engine) as connection, connection.begin():
                self._lock(connection)
                yield connection
        finally:
            self._write_engine.dispose()

    def head(self) -> Head:
        """The last entry of the journal."""
        with self.reading() as session:
            return read_head(session.connection())

    def close(self) -> None:
        """Let go of the file or the server."""
        self._write_engine.dispose()
        self._read_engine.dispose()


def _refuse_savepoint(_session: Session, transaction: SessionTransaction) -> None:
    """A savepoint that is rolled back would take entries out of the middle of the chain."""
    if transaction.nested:
        raise AssertionError("a unit of work has no savepoints")
