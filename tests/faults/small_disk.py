"""A disk that can be filled and freed again while a store on it is open."""

import errno
import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

_BLOCK = 4_096


class SmallDisk(Protocol):
    """A folder whose room is under the test's control."""

    folder: Path

    def fill(self, leaving: int = 0) -> None:
        """Leave room for so many bytes more, in whole blocks of 4 KiB."""

    def free(self) -> None:
        """Make room again."""


class MountedDisk:
    """A tmpfs: the real thing, down to the error number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self, leaving: int = 0) -> None:
        with self._ballast.open("ab", buffering=0) as file:
            try:
                while file.write(bytes(_BLOCK)) == _BLOCK:
                    pass
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
            os.truncate(file.fileno(), max(0, os.fstat(file.fileno()).st_size // _BLOCK * _BLOCK - leaving))

    def free(self) -> None:
        self._ballast.unlink()


class LimitedDisk:
    """Where nothing may be mounted: a limit on the files of this process, so much past the largest one, or none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(self, leaving: int = 0) -> None:
        largest = max((path.stat().st_size for path in self.folder.rglob("*")), default=0)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + leaving if leaving else 0, self._before[1]))

    def free(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[SmallDisk]:
    """A small disk at a new folder: mounted where this process may, else by a limit on its files."""
    folder.mkdir()
    mounting = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounting.returncode == 0:
        try:
            yield MountedDisk(folder)
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
    else:
        limited = LimitedDisk(folder)
        try:
            yield limited
        finally:
            limited.free()
