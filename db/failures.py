"""What a database error means to the user."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import exc

from db.values import Conflict, DaybookError, Refused, Unavailable
from resources.text import N_

_SQLITE = (
    ("database is locked", Unavailable, N_("Another program is writing to the store. Try again in a moment.")),
    (
        "database or disk is full",
        Unavailable,
        N_("The disk is full; nothing of this was saved. Free some space, then try again."),
    ),
    (
        "disk I/O error",
        Unavailable,
        N_("The disk could not be written; nothing of this was saved. Check the disk, then try again."),
    ),
    ("unable to open database file", Unavailable, N_("The store cannot be opened. Check that its folder is there.")),
    ("readonly database", Unavailable, N_("The store cannot be written. Check the rights on its file and folder.")),
    ("file is not a database", Unavailable, N_("The store cannot be read with this key, or it is damaged.")),
    ("database disk image is malformed", Unavailable, N_("The store is damaged. Restore the latest backup.")),
    ("UNIQUE constraint failed", Conflict, N_("Another record with the same values is there already.")),
    (
        "constraint failed",
        Conflict,
        N_("This contradicts another record, or leaves out what must be there; nothing was saved."),
    ),
    ("append-only", Refused, N_("This can be corrected or voided, but not changed or deleted here.")),
)


@cache
def _postgres() -> tuple[tuple[type[Exception], type[DaybookError], str], ...]:
    import psycopg.errors as pg  # noqa: PLC0415 - a tenth of a second that a file does not need

    return (
        (pg.LockNotAvailable, Unavailable, _SQLITE[0][2]),
        (pg.DiskFull, Unavailable, _SQLITE[1][2]),
        (pg.UniqueViolation, Conflict, _SQLITE[7][2]),
        (pg.ExclusionViolation, Conflict, _SQLITE[7][2]),
        (pg.IntegrityError, Conflict, _SQLITE[8][2]),
        (pg.InsufficientPrivilege, Refused, N_("The database does not allow this account to do that.")),
        (
            pg.OperationalError,
            Unavailable,
            N_("The connection to the database failed. Look whether the last act was saved before you repeat it."),
        ),
    )


def meaning(cause: BaseException | None) -> DaybookError | None:
    """The error to tell the user for a driver's error, or None for one that is a bug of the program."""
    if type(cause).__module__.startswith("psycopg"):
        for kind, becomes, message in _postgres():
            if isinstance(cause, kind):
                return becomes(message)
    for part, becomes, message in _SQLITE:
        if part in str(cause):
            return becomes(message)
    return None


@contextmanager
def told() -> Iterator[None]:
    """Turn database errors within the block into errors that the user can be told."""
    try:
        yield
    except (exc.DBAPIError, sqlcipher.Error) as error:
        known = meaning(error.orig if isinstance(error, exc.DBAPIError) else error)
        if known is None:
            raise
        raise known from error
