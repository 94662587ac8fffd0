"""Refuses, in Python, any write to the store that goes past its unit of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.sql.dml import UpdateBase

from db.record import Base

_OPEN = "daybook_writes_allowed"


class UnjournaledWriteError(AssertionError):
    """A bug: code writes to the store past its unit of work."""


def watch(engine: Engine) -> None:
    """Refuse every insert, update or delete that is not the unit of work's own."""
    event.listen(engine, "checkin", lambda _driver, record: record.info.pop(_OPEN, None))

    @event.listens_for(engine, "before_execute")
    def _refuse(connection: Connection, clause: Any, *_: Any) -> None:
        if isinstance(clause, UpdateBase) and not connection.info.get(_OPEN):
            table = getattr(clause.table, "name", None)
            if table in Base.metadata.tables:
                raise UnjournaledWriteError(f"write to {table} outside the journal")


@contextmanager
def allowed(connection: Connection) -> Iterator[None]:
    """Let the unit of work write within this block."""
    open_gate(connection)
    try:
        yield
    finally:
        close_gate(connection)


def open_gate(connection: Connection) -> None:
    """Let writes pass until `close_gate`."""
    connection.info[_OPEN] = True


def close_gate(connection: Connection) -> None:
    """Refuse writes again."""
    connection.info.pop(_OPEN, None)
