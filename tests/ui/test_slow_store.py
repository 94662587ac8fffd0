"""Every query and every write takes two seconds, and the window paints and takes keys as if none did."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection, event

from facility_app.access import Desk
from facility_app.services import rounds
from tests.conftest import Clock
from tests.services.daywork import wall
from tests.ui.conftest import settle
from tests.ui.waiting import WAIT_MS
from ui.pages.rounds import RoundsPage
from ui.shell.palette import Palette
from ui.shell.window import MainWindow

_SLOW_SECONDS = 2
_STALL_SECONDS = 0.05
"""What the screen's thread may work at one piece; a key waits no longer."""
_BLOCKED_SECONDS = 1
"""A machine that is shared takes the processor away for a while; whoever waits for the store waits twice as long."""
_READINGS = ("365", "366", "367")


class Heart:
    """Beats on the screen's thread; what comes between two beats stands in the way of a key."""

    def __init__(self) -> None:
        self._beats: list[tuple[float, float]] = []
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(5)

    def _beat(self) -> None:
        self._beats.append((time.perf_counter(), time.thread_time()))

    def longest(self) -> tuple[float, float]:
        """The longest time between two beats by the wall, and the most that the thread worked between two."""
        self._timer.stop()
        pairs = list(pairwise(self._beats))
        return max(after[0] - before[0] for before, after in pairs), max(
            after[1] - before[1] for before, after in pairs
        )


@contextmanager
def _slowed(desk: Desk, which: str) -> Iterator[None]:
    """Every transaction of a store begins after two seconds: of those that read, or of those that write."""
    store = desk.store
    engine = store._read_engine if which == "reads" else store._write_engine

    def wait(_connection: Connection) -> None:
        time.sleep(_SLOW_SECONDS)

    event.listen(engine, "begin", wait, insert=True)
    yield
    event.remove(engine, "begin", wait)


@pytest.mark.parametrize(("place", "which"), [("sqlite", "writes"), ("postgres", "reads")], indirect=["place"])
def test_window_paints_and_types_while_the_store_takes_two_seconds(
    window: MainWindow, show: Callable[..., Any], qtbot: QtBot, desk: Desk, day: date, clock: Clock, which: str
) -> None:
    clock.now = wall(day, "08:00")
    show("people")
    page = show("rounds")
    assert isinstance(page, RoundsPage)
    typed = dict(zip((one.subject.number for one in page.grid.rows_model.rows), _READINGS, strict=False))
    with _slowed(desk, which):
        heart, begun = Heart(), time.perf_counter()
        for text in _READINGS:
            for key in text:
                qtbot.keyClick(QApplication.focusWidget() or page.grid, key)
                qtbot.wait(1)
            qtbot.keyClick(QApplication.focusWidget() or page.grid, Qt.Key.Key_Return)
            qtbot.wait(1)
        shown = [page.grid.rows_model.index(place, 4).data() for place in range(len(_READINGS))]
        for name in ("people", "rounds", "people", "rounds"):
            window.show_page(name, None)
            qtbot.wait(1)
            assert window.current.state == "content"
        window.open_palette()
        (palette,) = window.findChildren(Palette)
        qtbot.keyClicks(palette.line, "ledger")
        qtbot.waitUntil(lambda: palette.found.count() > 0, timeout=WAIT_MS)
        qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
        while_typing = time.perf_counter() - begun
        qtbot.waitUntil(lambda: window.context.commands.is_idle, timeout=WAIT_MS)
        by_wall, at_work = heart.longest()
    settle(qtbot, window.context)
    assert shown == [f"… {text}" for text in _READINGS], "what was typed shows before it is written"
    assert while_typing < len(_READINGS) * _SLOW_SECONDS, "something waited for the store"
    assert at_work < _STALL_SECONDS, f"the screen's thread worked {at_work * 1000:.0f} ms at one piece"
    assert by_wall < _BLOCKED_SECONDS, f"the screen's thread stood still for {by_wall * 1000:.0f} ms"
    lines = rounds.round_coverage(desk, day, "am").lines
    kept = {one.reading.measured.subject.number: one.reading.measured.celsius for one in lines}
    assert kept == {number: Decimal(text).scaleb(-1) for number, text in typed.items()}
    print(f"{which}: longest {by_wall * 1000:.0f} ms by the wall, {at_work * 1000:.0f} ms at work")
