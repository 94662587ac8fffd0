"""A robot types a round into the grid and is killed at any moment; what the grid called saved is in the store."""

import random
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from multiprocessing.connection import Connection, wait
from os import kill
from pathlib import Path
from signal import SIGKILL

from sqlalchemy import select

from db import sqlite
from db.tables import Custody, Reading, Staff, TemperatureRound
from db.verify import verify
from tests.conftest import Clock
from tests.faults.amount import amount
from tests.faults.processes import processes
from tests.faults.trial import Trial, found_trial
from tests.faults.typist import Said, Wall, Word, serve
from tests.services import daywork

_PEOPLE = 60
_MOST_READINGS = 6
_COMMIT_SECONDS = 0.05
"""A kill that is to fall between Enter and the tick comes within this time, later than most commits take."""
_PATIENCE_SECONDS = 60

Kept = dict[tuple[date, str, str], Decimal]
"""The first readings of a store by day, window and number."""


@dataclass
class Toll:
    """What all kills together came to."""

    kills: int = 0
    acknowledged: int = 0
    in_hand: int = 0
    """Kills that came while a reading was entered and not yet called saved."""
    in_hand_kept: int = 0
    kept: Kept = field(default_factory=dict)


@dataclass(frozen=True)
class Robots:
    """The process that forks a robot at each order."""

    orders: Connection
    words: Connection

    def run_until_killed(self, at: datetime, chance: random.Random) -> list[Word]:
        """Start one on a round, kill it at a moment that nobody foresees; all that it has said."""
        self.orders.send(at)
        process: int = self.orders.recv()
        said: list[Word] = []
        readings, is_between = chance.randint(1, _MOST_READINGS), chance.random() < 0.5
        wanted = Said.ENTERED if is_between else Said.SAVED
        while sum(one.said is wanted for one in said) < readings:
            assert self.words in wait([self.words, self.orders], _PATIENCE_SECONDS), "the robot says nothing"
            said.append(self.words.recv())
        time.sleep(chance.uniform(0, _COMMIT_SECONDS))
        kill(process, SIGKILL)
        assert self.orders.recv() == SIGKILL, "the robot ended by itself"
        while self.words.poll(0):
            said.append(self.words.recv())
        return said


def test_reading_that_the_grid_calls_saved_survives_any_kill(tmp_path: Path) -> None:
    chance = random.Random(20_261_122)
    trial, monday = _ward(tmp_path)
    key = trial.key()
    toll = Toll()
    moments = _moments(monday)
    at, begun, measured = next(moments), time.monotonic(), 0
    with _robots(trial, trial.machine.clock()) as robots:
        for _kill in range(amount(6, 500)):
            if measured > _PEOPLE - 2 * _MOST_READINGS:
                at, begun, measured = next(moments), time.monotonic(), 0
            said = robots.run_until_killed(at + timedelta(seconds=time.monotonic() - begun), chance)
            measured += _reckon(trial, key, said, toll)
    print(
        f"\nkills {toll.kills}, readings called saved {toll.acknowledged}, lost 0; {toll.in_hand} kills found one in "
        f"hand, of which {toll.in_hand_kept} were kept; {len(toll.kept)} readings in the store"
    )
    assert toll.in_hand > 0


def _reckon(trial: Trial, key: bytes, said: list[Word], toll: Toll) -> int:
    """Look into the store that a kill has left; how many readings it holds more than before."""
    found = _look(trial.path, key)
    added = {number: celsius for (day, window, number), celsius in found.items() - toll.kept.items()}
    assert toll.kept.items() <= found.items(), "what was there before is gone"
    entered = {one.number: Decimal(one.typed).scaleb(-1) for one in said if one.said is Said.ENTERED}
    saved = {one.number: Decimal(one.typed).scaleb(-1) for one in said if one.said is Said.SAVED}
    assert saved.items() <= added.items(), f"lost: {saved.items() - added.items()}"
    assert added.items() <= entered.items(), "nobody typed that"
    in_hand = entered.keys() - saved.keys()
    assert len(in_hand) <= 1
    toll.kills += 1
    toll.acknowledged += len(saved)
    toll.in_hand += len(in_hand)
    toll.in_hand_kept += len(in_hand & added.keys())
    toll.kept = found
    return len(added)


def _look(path: Path, key: bytes) -> Kept:
    """Open the file anew, verify its journal, and read its rounds."""
    engine = sqlite.make_read_engine(path, key)
    query = (
        select(TemperatureRound.day, TemperatureRound.window, Custody.number, Staff.number, Reading.celsius)
        .join(Reading, Reading.round_id == TemperatureRound.id)
        .outerjoin(Custody, Custody.id == Reading.custody_id)
        .outerjoin(Staff, Staff.id == Reading.staff_id)
    )
    with closing(engine.raw_connection()) as raw:
        assert raw.cursor().execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with engine.connect() as connection:
        assert verify(connection).ok
        found = {
            (day, window, held or staff): celsius for day, window, held, staff, celsius in connection.execute(query)
        }
    engine.dispose()
    return found


def _ward(folder: Path) -> tuple[Trial, date]:
    """A facility of sixty people from Monday on."""
    clock = Clock()
    monday = daywork.next_monday(clock)
    wall = Wall()
    wall.set(clock.now)
    trial = found_trial(folder, wall)
    desk = trial.sit_down()
    with closing(desk.store):
        daywork.opening_people(desk, monday, _PEOPLE)
        daywork.open_on(desk, monday)
    return trial, monday


def _moments(monday: date) -> Iterator[datetime]:
    """When rounds are made, one after the other."""
    day = monday
    while True:
        yield daywork.wall(day, "07:30")
        yield daywork.wall(day, "17:30")
        day += timedelta(days=1)


@contextmanager
def _robots(trial: Trial, begins: datetime) -> Iterator[Robots]:
    ours, orders = processes.Pipe()
    words, theirs = processes.Pipe(duplex=False)
    server = processes.Process(target=serve, args=(trial.path, trial.machine.state, begins, orders, theirs))
    server.start()
    orders.close()
    theirs.close()
    with ours, words:
        yield Robots(ours, words)
        ours.send(None)
        server.join(_PATIENCE_SECONDS)
    assert server.exitcode == 0
