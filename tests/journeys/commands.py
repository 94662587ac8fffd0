"""The command line as an operator has it: one process for each command, nothing shared but the store."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ADMIN, PASSWORD

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Commands:
    """Runs commands on one store, as one account."""

    db: Path
    user: str = ADMIN
    password: str = PASSWORD

    def __call__(self, *words: str | Path, status: int = 0, **environment: str) -> dict[str, Any]:
        """Run one command and return its document; `environment` without its prefix, in capitals."""
        done = subprocess.run(
            [sys.executable, "-m", "facility_app.cli", *map(str, words), "--db", str(self.db), "--json", "--lang=en"],
            cwd=_ROOT,
            env={
                **os.environ,
                "PYTHONDONTWRITEBYTECODE": "",  # an installed program is compiled once, not for every command
                "FACILITY_USER": self.user,
                "FACILITY_PASSWORD": self.password,
                **{f"FACILITY_{name}": value for name, value in environment.items()},
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == status, (words, done.stdout, done.stderr)
        document = json.loads(done.stdout)
        assert isinstance(document, dict)
        return document

    def at_once(self, *calls: tuple[str | Path, ...]) -> list[dict[str, Any]]:
        """Run commands that do not wait for each other, two at a time; what each of them answers."""
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda words: self(*words), calls))
