"""A robot keys a round of 1,000 in one list: from the key to the paint, from Enter to the commit."""

import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from time import perf_counter, thread_time
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import event
from sqlalchemy.orm import Session

from bench.figures import Figure, at_most
from bench.places import Place, found_at
from bench.window.screen import Paints, opened, settle, wait_for, wait_until
from db.values import Sex
from facility_app.access import Desk
from facility_app.acts.rosters import RosterPerson
from facility_app.app.machine import Machine
from facility_app.services import rosters, rounds
from ui.pages.rounds import RoundsPage
from ui.shell.window import MainWindow

PEOPLE = 1_000
_READINGS = 300
_KEYS = (Qt.Key.Key_3, Qt.Key.Key_6, Qt.Key.Key_5, Qt.Key.Key_Return)
_EVERY_MS = 50
"""Twenty keys a second: five readings, twice what a fast hand does at a number pad."""
_PAINT_MS, _DURABLE_MS = 16, 20
_ROUND_BEGINS = time(7, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def keying(place: Place) -> Iterator[Figure]:
    """Key to paint and Enter to durable, while the page reads the sheet anew after the writes as it always does."""
    machine = _in_the_morning(place.machine)
    location = place.beside("keyed")
    with found_at(location, machine) as desk:
        _hold(desk, machine)
        with opened(desk, machine) as window:
            page = _page(window)
            robot = Robot(window, page)
            robot.key(_READINGS)
            stored = _stored(desk, page)
        assert stored == _READINGS, f"{stored} of {_READINGS} readings are kept"
    painted, durable, used = robot.painted, robot.durable, robot.used
    name = f"{place.engine}: key to paint, a round of {PEOPLE:,}"
    yield at_most(name, percentile(painted, 99), _shown(painted), _PAINT_MS, f"{_PAINT_MS} ms of 99 in 100")
    yield Figure(f"{place.engine}: processor of the screen's thread for a key", _shown(used))
    name = f"{place.engine}: Enter to durable"
    yield at_most(name, percentile(durable, 99), _shown(durable), _DURABLE_MS, f"{_DURABLE_MS} ms of 99 in 100")
    yield Figure(f"{place.engine}: processor of the thread that writes, Enter to durable", _shown(robot.written))
    yield Figure(f"{place.engine}: Enter to the tick at the reading", _shown(robot.ticked))


def percentile(values: Sequence[float], of_hundred: int) -> float:
    """The value that so many of a hundred do not exceed."""
    return sorted(values)[min(len(values) - 1, len(values) * of_hundred // 100)]


def _shown(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.1f} ms, p99 {percentile(values, 99):.1f} ms, most {max(values):.1f} ms"


@dataclass
class Robot:
    """Presses a key at its moment, whether or not the window is ready for it: what it makes a hand wait counts."""

    window: MainWindow
    page: RoundsPage
    painted: list[float] = field(default_factory=list)
    durable: list[float] = field(default_factory=list)
    ticked: list[float] = field(default_factory=list)
    written: list[float] = field(default_factory=list)
    used: list[float] = field(default_factory=list)
    """Processor time of the screen's thread from one key to the next, whatever was done in it."""

    def key(self, readings: int) -> None:
        """Key so many readings."""
        keys = [one for _ in range(readings) for one in _KEYS]
        paints = Paints(self.window)
        entered: list[float] = []
        committed: list[tuple[float, float]] = []
        ticks: list[float] = []
        self.window.context.saved.connect(lambda _what: ticks.append(perf_counter()))
        due, before = perf_counter(), thread_time()
        with _commits(committed):
            for key in keys:
                due = max(due + _EVERY_MS / 1000, perf_counter())
                wait_for(due)
                if key is Qt.Key.Key_Return:
                    entered.append(due)
                seen: list[float] = []
                paints.tell(seen.append)
                QTest.keyClick(self.window.windowHandle(), key)
                wait_until(lambda seen=seen: bool(seen))  # type: ignore[misc]
                self.painted.append((seen[0] - due) * 1000)
                now = thread_time()
                self.used.append((now - before) * 1000)
                before = now
            settle(self.window)
        self.durable = [(done - start) * 1000 for start, (done, _) in zip(entered, committed, strict=True)]
        worked = [used for _, used in committed]
        self.written = [(after - before) * 1000 for before, after in pairwise(worked)]
        self.ticked = [(done - start) * 1000 for start, done in zip(entered, ticks, strict=True)]


@contextmanager
def _commits(moments: list[tuple[float, float]]) -> Iterator[None]:
    """Notes each commit: only units of work commit, all on one thread, whose processor time comes second."""

    def note(_session: Session) -> None:
        moments.append((perf_counter(), thread_time()))

    event.listen(Session, "after_commit", note)
    yield
    event.remove(Session, "after_commit", note)


def _in_the_morning(machine: Machine) -> Machine:
    """The same PC, whose clock goes on from the beginning of tomorrow's first round."""
    now = machine.clock()
    tomorrow = now.astimezone(_ROUND_BEGINS.tzinfo).date() + timedelta(days=1)
    ahead = datetime.combine(tomorrow, _ROUND_BEGINS) - now
    return replace(machine, clock=lambda: datetime.now(UTC) + ahead)


def _hold(desk: Desk, machine: Machine) -> None:
    """Take 1,000 people over who have no bed yet: the page shows them as one list."""
    today = machine.clock().astimezone(_ROUND_BEGINS.tzinfo).date()
    taken = rosters.take_over_people(desk, [_person(n, today) for n in range(PEOPLE)], opening_day=today)
    assert not taken.errors, taken.errors[:3]


def _person(place: int, today: date) -> RosterPerson:
    return RosterPerson(
        number=f"W{place:06}",
        name=f"虚构{place}",
        sex=Sex.MALE,
        category="criminal_detention",
        document_type="detention_certificate",
        document_number=f"虚构拘字{place}",
        document_date=today - timedelta(days=20),
        admitted_at=today - timedelta(days=20),
        birth_date=date(1985, 5, 4),
        identity_unverified=True,
        deciding_body="虚构公安局",
    )


def _page(window: MainWindow) -> RoundsPage:
    window.show_page("rounds", None)
    settle(window)
    page = window.current
    assert isinstance(page, RoundsPage)
    assert len(page.grid.rows_model.rows) == PEOPLE
    page.grid.setFocus()
    return page


def _stored(desk: Desk, page: RoundsPage) -> int:
    sheet = page.keying.sheet
    assert sheet is not None
    return len(rounds.round_coverage(desk, sheet.day, sheet.span.window.id).lines)
