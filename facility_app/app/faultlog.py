"""Where a fault of the program leaves its line: what kind it was and where, never what somebody had typed."""

import os
from pathlib import Path
from traceback import FrameSummary, extract_tb

from facility_app.app.machine import Machine

_FRAMES = 8
_MOST_BYTES = 256 * 1024
"""Then the file becomes the one before, and a new one is begun."""


class FaultLog:
    """A file of the PC, readable by its user alone."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    @property
    def path(self) -> Path:
        """The file."""
        return self._machine.state / "faults.log"

    def write(self, error: BaseException) -> None:
        """Add a line: the instant in UTC, the kind, the innermost places; not the message, which may name somebody.

        Raises:
            OSError: the file cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists() and self.path.stat().st_size > _MOST_BYTES:
            self.path.replace(self.path.with_suffix(".before.log"))
        frames = extract_tb(error.__traceback__)[-_FRAMES:]
        places = " > ".join(map(_place, frames)) or "?"
        line = f"{self._machine.clock():%Y-%m-%dT%H:%M:%SZ} {type(error).__name__} {places}\n"
        number = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(number, "a", encoding="utf-8") as file:
            file.write(line)


def _place(frame: FrameSummary) -> str:
    return f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}"
