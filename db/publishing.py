"""Putting a finished file and its keys in their place: at once, and never over what is there."""

from pathlib import Path

from filelock import FileLock

from db.keyfile import keys_path
from db.lockedfile import sync_folder
from db.values import Refused
from resources.text import N_

_COMPANIONS = ("", "-wal", "-shm", ".keys", ".keys.lock")


def refuse_taken(path: Path, *, field: str) -> None:
    """Raise `Refused` where a store or its keys lie already."""
    for existing in (path, keys_path(path)):
        if existing.exists():
            raise Refused(
                N_("{name} is there already and is never overwritten. Choose another name."),
                field=field,
                name=existing.name,
            )


def publish(fresh: Path, path: Path, *, field: str) -> None:
    """Move a store and its keys to their place; of two at once the second is refused."""
    with FileLock(path.with_name(path.name + ".keys.lock"), mode=0o600):
        refuse_taken(path, field=field)
        keys_path(fresh).replace(keys_path(path))
        fresh.replace(path)
        sync_folder(path.parent)


def remove_file(path: Path) -> None:
    """Take a store that was not finished away, with all that lies beside it."""
    for suffix in _COMPANIONS:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
