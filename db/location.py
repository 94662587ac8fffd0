"""Where a store is: a file, or a database on a Postgres server."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.values import Invalid
from resources.text import N_

if TYPE_CHECKING:
    from sqlalchemy import URL


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """An encrypted file; its keys lie beside it."""

    path: Path


@dataclass(frozen=True, slots=True)
class PostgresDatabase:
    """A database on a server. A user in the URL is its owner, used to make or upgrade it, never to work."""

    url: "URL"

    @property
    def name(self) -> str:
        """The name of the database."""
        return self.url.database or ""


Location = SqliteFile | PostgresDatabase


def parse_location(text: str) -> Location:
    """Read what a user gave as `--db`: a path or a `postgresql://` URL.

    Raises:
        Invalid: it is neither.
    """
    if not text.strip():
        raise Invalid(N_("Give a file name, or postgresql://HOST/DATABASE."), field="db")
    if "://" not in text:
        return SqliteFile(Path(text).absolute())
    return _parse_url(text)


def _parse_url(text: str) -> PostgresDatabase:
    from sqlalchemy import make_url  # noqa: PLC0415 - a file needs none of it to be asked for its password
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415

    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.get_backend_name() != "postgresql" or not url.database:
        raise Invalid(N_("Give a file name, or postgresql://HOST/DATABASE."), field="db")
    return PostgresDatabase(url.set(drivername="postgresql+psycopg"))
