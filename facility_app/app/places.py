"""Where stores are: what a user typed, and what lies beside a fictional one."""

import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from db.location import Location, PostgresDatabase, SqliteFile, parse_location
from db.values import Role

_DEMO = ".demo.json"

__all__ = [
    "DemoLogin",
    "DemoLogins",
    "Location",
    "PostgresDatabase",
    "demo_logins",
    "keep_demo_logins",
    "parse_location",
    "shown",
]


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """One account of a fictional facility, and whose it is."""

    login: str
    name: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class DemoLogins:
    """The accounts of a fictional facility, to be shown where one logs in; one password opens them all."""

    password: str
    accounts: tuple[DemoLogin, ...]


def keep_demo_logins(location: Location, logins: DemoLogins) -> None:
    """Put the accounts of a fictional facility beside its file; a real facility never has such a file."""
    if isinstance(location, SqliteFile):
        with os.fdopen(os.open(_beside(location.path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(msgspec.json.encode(logins))


def demo_logins(location: Location) -> DemoLogins | None:
    """The accounts of a fictional facility; None: it is none, or it is not known to be one."""
    if not isinstance(location, SqliteFile) or not _beside(location.path).is_file():
        return None
    try:
        return msgspec.json.decode(_beside(location.path).read_bytes(), type=DemoLogins)
    except (OSError, msgspec.DecodeError):
        return None


def shown(location: Location) -> str:
    """A place as a user reads it: the file, or server and database without a password."""
    if isinstance(location, SqliteFile):
        return str(location.path)
    return location.url.set(drivername="postgresql").render_as_string(hide_password=True)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + _DEMO)
