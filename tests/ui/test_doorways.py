"""The other ways into a round: a scanner, the file of a thermometer, sheets for the pen, and entering them later."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.facts.rounds import KeptReading
from facility_app.services import days, placing, rounds, staff
from tests.conftest import Clock
from tests.reports.reading import whole_text
from tests.services.daywork import number, wall
from tests.ui.conftest import settle
from ui.pages.rounds import RoundsPage
from ui.pages.rounds.keying import Mark
from ui.shell.window import MainWindow

Show = Callable[..., Any]
SECONDS_A_KEY = 0.25


@pytest.fixture
def page(window: MainWindow, show: Show, day: date, clock: Clock) -> RoundsPage:
    """The morning round at eight o'clock."""
    clock.now = wall(day, "08:00")
    shown = show("rounds")
    assert isinstance(shown, RoundsPage)
    return shown


def kept(desk: Desk, day: date, window: str = "am") -> dict[str, KeptReading]:
    lines = rounds.round_coverage(desk, day, window).lines
    return {one.reading.measured.subject.number: one.reading for one in lines}


def scan(qtbot: QtBot, page: RoundsPage, *codes: str) -> None:
    """What a scanner and a hand type, each with Enter, to whatever has the cursor."""
    for one in codes:
        for key in (*one, Qt.Key.Key_Return):
            at = QApplication.focusWidget() or page.grid
            if isinstance(key, str) and not key.isascii():
                QApplication.sendEvent(at, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, key))
            else:
                qtbot.keyClick(at, key)


def test_scanner_and_file_of_a_thermometer_are_ways_into_a_round(
    page: RoundsPage, qtbot: QtBot, desk: Desk, day: date, clock: Clock, tmp_path: Path
) -> None:
    qtbot.keyClick(page.grid, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    line = page.doorways.scan
    assert QApplication.focusWidget() is line.code
    scan(qtbot, page, number(12), "365", "nobody")
    assert "nobody" in line.outcome.text()
    scan(qtbot, page, number(3).lower(), "368", "二监区101-2", "364")  # the second woman has bed 2 of the other 101
    settle(qtbot, page.context)
    values = {of: one.measured.celsius for of, one in kept(desk, day).items()}
    assert values == {number(12): Decimal("36.5"), number(3): Decimal("36.8"), number(19): Decimal("36.4")}
    assert QApplication.focusWidget() is line.code
    qtbot.keyClick(line.code, Qt.Key.Key_Escape)
    assert not line.is_on
    assert QApplication.focusWidget() is page.grid
    scan(qtbot, page, number(5), "367")  # a code typed where a reading is expected goes there as well
    settle(qtbot, page.context)
    assert kept(desk, day)[number(5)].measured.celsius == Decimal("36.7")
    staff.add_staff(desk, "368", "虚构民警", "管教")
    page.keying.read()
    settle(qtbot, page.context)
    scan(qtbot, page, number(6), "368")  # a temperature, though somebody's number too
    settle(qtbot, page.context)
    assert kept(desk, day)[number(6)].measured.celsius == Decimal("36.8")
    placing.place_person(desk, number(7), "101", "一监区", bed=11, reason="调整")
    placing.place_person(desk, number(8), "101", "一监区", bed=8, reason="调整")
    clock.now = wall(day, "08:20")
    page.keying.read()
    settle(qtbot, page.context)
    page.doorways.start_scan()
    scan(qtbot, page, "101-8", "361")
    page.keying.time = "07:50"  # what was measured before they changed beds
    scan(qtbot, page, "101-8", "362")
    page.keying.time = ""
    line.stop()
    settle(qtbot, page.context)
    values = {of: one.measured.celsius for of, one in kept(desk, day).items()}
    assert (values[number(8)], values[number(7)]) == (Decimal("36.1"), Decimal("36.2"))
    path = tmp_path / "T-1.csv"
    path.write_text(
        f"编号,时间,体温,电量\n{number(0)},{day} 07:30,36.5\nK9,{day} 07:31,36.6\n{number(1)},{day} 07:32,37.9\n",
        "utf-8",
    )
    panel = page.doorways.file
    panel.look(path)
    settle(qtbot, page.context)
    assert panel.isVisible() and not page.grid.isVisible()
    assert "to be taken 2" in panel.counts.text() and "not taken 1" in panel.counts.text()
    assert "电量" in panel.remarks.text() and panel.remarks.isVisible()
    assert panel.table.rows[0].who == "K9"  # what needs a look comes first
    assert number(0) not in kept(desk, day)
    qtbot.mouseClick(panel.take_button, Qt.MouseButton.LeftButton)
    settle(qtbot, page.context)
    assert {number(0), number(1)} < set(kept(desk, day))
    assert "✓ taken 2" in panel.counts.text() and not panel.take_button.isEnabled()
    panel.stop()
    assert page.grid.isVisible()
    qtbot.keyClick(page.grid, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert page.doorways.sheets.isVisible()
    page.doorways.sheets.paper.save_to(tmp_path / "round.pdf")
    settle(qtbot, page.context)
    assert number(29) in whole_text(tmp_path / "round.pdf")
    assert "round.pdf" in page.doorways.outcome.text.text()
    qtbot.keyClick(page.doorways.sheets, Qt.Key.Key_Escape)
    assert not page.doorways.sheets.isVisible() and page.grid.isVisible()


def test_paper_of_yesterday_is_entered_within_three_seconds_a_person(
    page: RoundsPage, qtbot: QtBot, desk: Desk, day: date, clock: Clock
) -> None:
    clock.now = wall(day + timedelta(days=1), "08:00")
    page._choose(day, "pm")
    settle(qtbot, page.context)
    keys = 0

    def press(text: str) -> None:
        nonlocal keys
        keys += len(text) + 1
        scan(qtbot, page, text)

    qtbot.keyClicks(page.head.time, "1730")  # once for the cell, carried on to the next ones
    keys += 4
    page.grid.setFocus()
    for place in range(10):
        press(f"36{place}")
        settle(qtbot, page.context)
    found = kept(desk, day, "pm")
    assert len(found) == 10
    assert {one.at for one in found.values()} == {wall(day, "17:30")}
    assert all(
        one.recorded_at is not None and one.recorded_at >= clock.now - timedelta(minutes=1) for one in found.values()
    )
    assert keys / 10 * SECONDS_A_KEY <= 3
    page.keying.read()
    settle(qtbot, page.context)
    page.turn_cell(-1)
    tip = page.grid.rows_model.index(0, 4).data(Qt.ItemDataRole.ToolTipRole)
    assert "entered later" in tip
    days.close_day(desk, day)
    page.turn_cell(1)
    press("365")
    settle(qtbot, page.context)
    (refused,) = [one for one in map(page.keying.typed, page.grid.rows_model.rows) if one]
    assert refused.mark is Mark.REFUSED and "addendum" in refused.problem
