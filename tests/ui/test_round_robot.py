"""A robot keys a whole round through the window, counting its keys and what it has to wait for."""

from collections.abc import Callable
from datetime import date
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.services import rounds
from tests.conftest import Clock
from tests.faults.amount import amount
from tests.services import daywork
from tests.services.daywork import wall
from tests.ui.conftest import settle
from ui.pages.rounds import RoundsPage

HELD = amount(30, 380)
MINUTES, PEOPLE_OF_A_FACILITY, SECONDS_A_KEY = 15, 380, 0.25
Typed = str | Qt.Key


@pytest.fixture
def day(desk: Desk, clock: Clock) -> date:
    """As many people as the run of the tests allows."""
    monday = daywork.next_monday(clock)
    daywork.officers(desk)
    daywork.opening_people(desk, monday, HELD)
    daywork.open_on(desk, monday)
    return monday


class Robot:
    """Presses keys at whatever has the cursor."""

    def __init__(self, page: RoundsPage, qtbot: QtBot) -> None:
        self._page, self._qtbot = page, qtbot
        self.keys = 0

    def press(self, *typed: Typed) -> int:
        """Press keys; returns how many."""
        before = self.keys
        for one in typed:
            for key in one if isinstance(one, str) else (one,):
                self._qtbot.keyClick(QApplication.focusWidget() or self._page.grid, key)
                self.keys += 1
        return self.keys - before


def test_whole_round_is_keyed_in_four_keys_a_reading_and_nine_with_a_second_one(
    show: Callable[..., Any], qtbot: QtBot, desk: Desk, day: date, clock: Clock, record_property: Callable[..., None]
) -> None:
    clock.now = wall(day, "07:40")
    page: RoundsPage = show("rounds")
    page.head.device.setText("T1")
    page.keying.second_device = "T2"
    robot = Robot(page, qtbot)
    assert page.keying.tally is not None
    everybody = page.keying.tally.missing
    feverish = {5, 17}
    begun = perf_counter()
    most = max(
        robot.press("382" if place in feverish else f"36{place % 5 + 3}", Qt.Key.Key_Return)
        for place in range(everybody)
    )
    settle(qtbot, page.context)
    seconds = perf_counter() - begun
    assert most <= 4
    page.keying.read()
    settle(qtbot, page.context)
    assert page.keying.tally.missing == 0
    clock.now = wall(day, "08:00")
    at = page.grid.current_row
    for _one in feverish:
        assert 4 + robot.press("=", "371", Qt.Key.Key_Return) <= 9
        settle(qtbot, page.context)
        page.keying.read()
        settle(qtbot, page.context)
    back = page.grid.current_row
    assert at is not None and back is not None and back.subject == at.subject
    facts = rounds.round_coverage(desk, day, "am")
    assert (facts.people.measured, facts.people.missing) == (HELD, ())
    assert [one.state.value for one in facts.abnormal] == ["not_confirmed", "not_confirmed"]
    lag = seconds / everybody
    whole = PEOPLE_OF_A_FACILITY * (robot.keys / everybody * SECONDS_A_KEY + lag)
    record_property("lag of a reading, ms", round(lag * 1000, 1))
    record_property("minutes for 380 people", round(whole / 60, 1))
    assert whole < MINUTES * 60


def test_second_reading_is_not_asked_for_before_it_is_due(
    show: Callable[..., Any], qtbot: QtBot, day: date, clock: Clock
) -> None:
    clock.now = wall(day, "07:40")
    page: RoundsPage = show("rounds")
    Robot(page, qtbot).press("382", Qt.Key.Key_Return)
    settle(qtbot, page.context)
    page.keying.read()
    settle(qtbot, page.context)
    said: list[object] = []
    page.context.failed.connect(said.append)
    Robot(page, qtbot).press("=")
    assert page.answers.panel is None
    assert "07:55" in str(said[0])
