"""A process that writes acts until it is killed, and says over a pipe how far it is."""

import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool

from tests.faults.trial import Trial, member

ROWS = 3
"""Rows of one act: all of them are saved, or none."""

_FORM = struct.Struct("<cqq")


class Stage(Enum):
    """How far an act is."""

    COMMIT_BEGINS = b"c"
    ACKNOWLEDGED = b"a"


@dataclass(frozen=True, slots=True)
class Mark:
    """One line that the writer reports; `at` in nanoseconds of the system-wide monotonic clock."""

    stage: Stage
    act: int
    at: int


def read_mark(pipe: Connection) -> Mark:
    """The next mark.

    Raises:
        EOFError: the writer is dead and has said nothing more.
    """
    stage, number, at = _FORM.unpack(pipe.recv_bytes())
    return Mark(Stage(stage), number, at)


def rest_of(pipe: Connection) -> Iterator[Mark]:
    """What a dead writer had still said."""
    while True:
        try:
            yield read_mark(pipe)
        except EOFError:
            return


def numbers(run: int, act: int) -> list[str]:
    """The staff numbers that one act adds."""
    return [f"{run}-{act}-{row}" for row in range(ROWS)]


def write_until_killed(trial: Trial, run: int, checkpoint_pages: int, pipe: Connection) -> None:
    """Write one act after the other.

    Args:
        checkpoint_pages: length of the write-ahead log at which a commit also moves it into the file;
            small, so that kills fall into that as well.
    """
    number = 0

    def report(stage: Stage) -> None:
        pipe.send_bytes(_FORM.pack(stage.value, number, time.monotonic_ns()))

    @event.listens_for(Pool, "connect")
    def _checkpoint_early(driver: Any, _record: Any) -> None:
        driver.execute(f"PRAGMA wal_autocheckpoint = {checkpoint_pages}")

    desk = trial.sit_down()
    event.listen(Engine, "commit", lambda _connection: report(Stage.COMMIT_BEGINS))
    while True:
        number += 1
        with desk.act("Trial of a kill") as work:
            work.add(*map(member, numbers(run, number)))
        report(Stage.ACKNOWLEDGED)
