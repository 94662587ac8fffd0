"""Two windows on one round: each sees what the other measured, and neither writes over it; early and late is marked."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.services import rounds
from facility_app.services.desks import see_desk
from tests.conftest import Clock, Founded
from tests.services.daywork import number, wall
from tests.ui.conftest import settle
from ui.context import Context
from ui.pages.rounds import RoundsPage
from ui.pages.rounds.model import NAME, READING, STATE
from ui.shell.window import MainWindow


@pytest.fixture
def second(
    window: MainWindow, facility: Founded, desk: Desk, clock: Clock, day: date, settings: QSettings, qtbot: QtBot
) -> Iterator[RoundsPage]:
    """The round in another window, at eight o'clock."""
    clock.now = wall(day, "08:00")
    context = Context(desk, facility.machine, settings)
    other = MainWindow(context, see_desk(desk))
    qtbot.addWidget(other, before_close_func=lambda _window: context.finish())
    other.show()
    other.show_page("rounds", None)
    settle(qtbot, context)
    assert isinstance(other.current, RoundsPage)
    yield other.current
    other.close()
    context.finish()


def key_in(qtbot: QtBot, page: RoundsPage, value: str) -> None:
    page.grid.setFocus()
    for key in (*value, Qt.Key.Key_Return):  # the cursor of this window, whichever is in front
        qtbot.keyClick(page.window().focusWidget() or page.grid, key)
    settle(qtbot, page.context)


def text(page: RoundsPage, row: int, column: int) -> str:
    return str(page.grid.rows_model.index(row, column).data())


def test_two_windows_see_each_others_readings_and_write_over_none(
    show: Callable[..., Any], second: RoundsPage, qtbot: QtBot, desk: Desk, day: date
) -> None:
    first: RoundsPage = show("rounds")
    key_in(qtbot, first, "365")
    key_in(qtbot, second, "371")  # of the same person: the second window has not read the sheet since
    row = second.grid.rows_model.rows[0]
    typed = second.keying.typed(row)
    assert typed is not None and typed.text == "371"
    assert "=" in second.problem.text() or "already" in second.problem.text()
    second.keying.read()
    first.keying.read()
    for page in (first, second):
        settle(qtbot, page.context)
    assert "371" in text(second, 0, READING)  # what was typed stays, until = keeps it as a further reading
    (line,) = rounds.round_coverage(desk, day, "am").lines
    assert line.reading.measured.celsius == Decimal("36.5")
    second.keying.forget(row)
    assert "36.5" in text(second, 0, READING)
    assert "⇄" in text(second, 0, STATE)
    tip = second.grid.rows_model.index(0, NAME).data(Qt.ItemDataRole.ToolTipRole)
    assert line.by in tip and "from another desk" in tip
    assert "⇄" not in text(first, 0, STATE)


def test_early_and_late_readings_are_marked(
    show: Callable[..., Any], qtbot: QtBot, desk: Desk, day: date, clock: Clock
) -> None:
    clock.now = wall(day, "09:20")  # the morning round is from 07:00 to 09:00
    page: RoundsPage = show("rounds")
    for place, at in enumerate(("06:50", "07:30", "09:15")):
        rounds.take_reading(desk, ReadingTaken(Decimal("36.5"), number(place), taken_at=wall(day, at)))
    page.keying.read()
    settle(qtbot, page.context)
    shown = {row.subject.number: text(page, n, STATE) for n, row in enumerate(page.grid.rows_model.rows)}
    assert "06:50 ← early" in shown[number(0)]
    assert shown[number(1)].endswith("07:30 ⇄")
    assert "09:15 → late" in shown[number(2)]
