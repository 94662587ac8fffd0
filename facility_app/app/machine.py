"""The PC on which the program runs."""

import platform
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from db.values import Clock, utc_now


@dataclass(frozen=True, slots=True)
class Machine:
    """Its clock, its name, and where the program keeps what belongs to the PC."""

    clock: Clock = utc_now
    workstation: str = field(default_factory=lambda: platform.node() or "?")
    state: Path = field(default_factory=lambda: platformdirs.user_state_path("facility-daybook", appauthor=False))

    @property
    def attempts_file(self) -> Path:
        """Where failed logins to Postgres are counted."""
        return self.state / "logins.json"
