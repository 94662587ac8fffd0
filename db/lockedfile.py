"""A small JSON file that several processes change, each time as a whole."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
from filelock import FileLock, Timeout

from db.values import Unavailable
from resources.text import N_

_LOCK_WAIT_S = 10

T = TypeVar("T")


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Turn an operating system's error while a file is written into one that the user can be told."""
    try:
        yield
    except OSError as error:
        raise Unavailable(
            N_("{name} could not be written: {reason}. Free some space or check the disk, then try again."),
            name=name,
            reason=error.strerror,
        ) from error


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file by rename, so that a crash leaves the old one or the new one. Mode 0600.

    Raises:
        Unavailable: the disk is full or cannot be written.
    """
    fresh = path.with_name(path.name + ".new")
    with writing(path.name):
        try:
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
            sync_folder(path.parent)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder durable, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class LockedFile(Generic[T]):
    """A file that holds one value of a msgspec type."""

    def __init__(self, path: Path, kind: type[T], empty: Callable[[], T] | None = None) -> None:
        self.path = path
        self._kind = kind
        self._empty = empty

    def read(self) -> T:
        """The value; where there is no file yet the empty one, if the file may be missing.

        Raises:
            Unavailable: the file is damaged, or missing though it must be there.
        """
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=self._kind)
        except FileNotFoundError:
            if self._empty is not None:
                return self._empty()
            raise Unavailable(
                N_("{name} is missing. Put it back, or take it from a backup."), name=self.path.name
            ) from None
        except msgspec.DecodeError as error:
            raise Unavailable(
                N_("{name} is damaged. Put back a sound copy, for example from a backup."), name=self.path.name
            ) from error

    @contextmanager
    def changing(self) -> Iterator[T]:
        """The value, to be changed in place; written when the block ends well.

        Raises:
            Unavailable: another process holds the file, or it cannot be written.
        """
        try:
            with (
                writing(self.path.name),
                FileLock(self.path.with_name(self.path.name + ".lock"), timeout=_LOCK_WAIT_S, mode=0o600),
            ):
                value = self.read()
                yield value
                write_whole(self.path, msgspec.json.format(msgspec.json.encode(value)))
        except Timeout as error:
            raise Unavailable(N_("{name} is in use by another program. Try again."), name=self.path.name) from error
