"""From the start of the process to a window that takes keys, on a facility of 380 people."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from argon2.low_level import Type, hash_secret_raw

from bench.figures import Figure, at_most, seconds
from db.keyfile import KEY_BYTES, Slot
from db.location import SqliteFile
from facility_app.app.demo.accounts import ADMIN, PASSWORD
from facility_app.app.demo.making import make_demo
from facility_app.app.demo.wish import DemoWish
from facility_app.app.machine import Machine

_DAYS = 10
_AIM_SECONDS = 1.0
_TYPING_MS = 2_000
"""How long a hand takes for a password of a few words; a quick one."""


@dataclass(frozen=True, slots=True)
class Start:
    """One start, in seconds; `used` is processor time of the whole process."""

    typable: float
    typable_used: float
    usable: float
    usable_used: float


def starting(repeats: int) -> Iterator[Figure]:
    """The page on which one logs in, then Today; the cost of the password, which is meant to be dear, apart."""
    with TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        made = DemoWish(days=_DAYS)
        make_demo(SqliteFile(folder / "demo.daybook"), made, Machine(state=folder / "state"))
        _start(folder, 0)  # the first start fills the caches of the disk
        at_once = [_start(folder, 0) for _ in range(repeats)]
        by_hand = [_start(folder, _TYPING_MS) for _ in range(repeats)]
    cost = Slot(salt=os.urandom(16), nonce=b"", wrapped=b"")
    password = statistics.median(
        seconds(lambda: hash_secret_raw(b"b", cost.salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID))
        for _ in range(repeats)
    )
    starts = [*at_once, *by_hand]
    page = statistics.median(one.typable for one in starts)
    shown = f"{page:.2f} s, processor {statistics.median(one.typable_used for one in starts):.2f} s"
    yield at_most("Start of the process to a login page that takes keys", page, shown, _AIM_SECONDS, "1.0 s")
    for name, which in (("by a hand that types for 2 s", by_hand), ("by a robot that types at once", at_once)):
        entered = statistics.median(one.usable for one in which)
        used = statistics.median(one.usable_used for one in which)
        shown = f"{entered:.2f} s, processor {used:.2f} s (of it the password {password:.2f} s)"
        line = f"Enter to Today that takes keys, {made.people} people, {name}"
        yield at_most(line, page + entered, shown, _AIM_SECONDS, "1.0 s with the start")


def _start(folder: Path, typing_ms: int) -> Start:
    told = [sys.executable, "-m", "bench.started", str(folder / "demo.daybook"), ADMIN, PASSWORD, str(typing_ms)]
    begun = time.monotonic()
    done = subprocess.run(
        told, check=True, capture_output=True, text=True, env={**os.environ, "XDG_STATE_HOME": str(folder)}
    )
    at = json.loads(done.stdout)
    return Start(
        at["typable"] - begun,
        at["typable_cpu"],
        at["usable"] - at["entered"],
        at["usable_cpu"] - at["entered_cpu"],
    )
