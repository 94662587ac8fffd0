"""Which schema this program knows. Revisions are numbered, so that a newer one can be told from an older."""

from sqlalchemy import Connection, inspect

from db.values import Refused, Unavailable
from resources.text import N_

HEAD_REVISION = "0005"


def revision_of(connection: Connection) -> str | None:
    """The revision of the database; None where it holds no store."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return _revision(connection)


def _revision(connection: Connection) -> str | None:
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def refuse_newer_revision(connection: Connection) -> str:
    """Let only a store be used that this program can at least upgrade; returns its revision.

    Raises:
        Refused: a newer program made it.
        Unavailable: it holds no store.
    """
    revision = revision_of(connection)
    if revision is None:
        raise Unavailable(N_("This database holds no store yet. Make one with: facility-cli init."), field="db")
    _refuse_newer(revision)
    return revision


def _refuse_newer(revision: str) -> None:
    if revision > HEAD_REVISION:
        raise Refused(
            N_(
                "The store was made by a newer version (schema {theirs}; this program knows {ours}). "
                "Update the program."
            ),
            field="db",
            theirs=revision,
            ours=HEAD_REVISION,
        )


def refuse_other_revision(connection: Connection) -> None:
    """Let only a store of this program's own revision be used.

    Raises:
        Refused: a newer program made it, or it must be upgraded first.
        Unavailable: it holds no store.
    """
    _refuse_older(refuse_newer_revision(connection))


def refuse_changed_revision(connection: Connection) -> None:
    """Of a store that is open: refuse it where another program has given it another revision since.

    Raises:
        Refused: it was upgraded, or put back.
    """
    revision = _revision(connection) or ""
    _refuse_newer(revision)
    _refuse_older(revision)


def _refuse_older(revision: str) -> None:
    if revision < HEAD_REVISION:
        raise Refused(
            N_("The store has schema {theirs}, this program needs {ours}. Upgrade it with: facility-cli migrate."),
            field="db",
            theirs=revision,
            ours=HEAD_REVISION,
        )
