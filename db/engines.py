"""What both engines have in common when they are used for a short while."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine


@contextmanager
def disposing(engine: Engine) -> Iterator[Engine]:
    """An engine whose connections are closed at the end of the block, however it ends."""
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def closing_on_error(connection: Any) -> Iterator[None]:
    """Close a connection where its preparation fails: until then its file is held, and cannot be removed on Windows."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def without_foreign_keys(engine: Engine) -> Connection:
    """A connection, its transaction not begun, on which a batch change may rebuild tables.

    SQLite keeps that setting for as long as the connection lives: dispose of the engine afterwards.
    """
    connection = engine.connect()
    if engine.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        with closing_on_error(connection):
            driver.execute("PRAGMA foreign_keys = OFF")
    return connection
