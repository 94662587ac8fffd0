"""What the stranger left behind, asked of the command line."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo


def ask(folder: Path, *words: str) -> Any:
    """The answer of a command as it is told to scripts."""
    done = subprocess.run(
        [sys.executable, "-m", "facility_app.cli", *words, "--db", str(folder / "demo.daybook"), "--json"],
        capture_output=True,
        check=False,
    )
    return json.loads(done.stdout)


def main() -> int:
    folder = Path(sys.argv[1])
    today = f"{datetime.now(ZoneInfo('Asia/Shanghai')):%Y-%m-%d}"
    rounds = [ask(folder, "round", "--date", today, "--window", window) for window in ("am", "pm")]
    talks = folder / "talks.csv"
    ask(folder, "export", "talks", str(talks), "--from", today)
    checks = {
        "three readings": sum(one["measured"] for one in rounds) == 3,
        "one talk": "nothing of the case" in talks.read_text("utf-8-sig"),
        "the printed ledger is genuine": ask(folder, "verify", "ledger", str(folder / "ledger.pdf"))["ok"] is True,
        "the journal is whole": ask(folder, "verify", "journal")["ok"] is True,
    }
    for what, is_so in checks.items():
        print("✓" if is_so else "✗", what)
    return 0 if all(checks.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
