"""A round is signed off in the window once nobody is left without a reading or a reason."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.services import rounds
from tests.conftest import Clock
from tests.services.daywork import number, wall
from tests.ui.conftest import PEOPLE, settle
from ui.pages.rounds import RoundsPage


def test_round_is_signed_off_corrected_and_withdrawn(
    show: Callable[..., Any], qtbot: QtBot, desk: Desk, day: date, clock: Clock
) -> None:
    clock.now = wall(day, "08:00")
    rounds.take_readings(desk, [ReadingTaken(Decimal("36.5"), number(place)) for place in range(PEOPLE)])
    page: RoundsPage = show("rounds")
    panel, line = page.signing.panel, page.signing

    def press(key: Qt.Key) -> None:
        qtbot.keyClick(page.focusWidget() or page.grid, key)
        settle(qtbot, page.context)

    press(Qt.Key.Key_F9)
    blank = rounds.round_coverage(desk, day, "am").staff.unexplained
    assert blank
    assert all(one.subject.text in panel.blank.text() for one in blank)
    assert not panel.act.isEnabled()
    press(Qt.Key.Key_Escape)
    assert panel.isHidden()
    sheet = page.keying.sheet
    assert sheet is not None
    for one in sheet.staff.missing:
        rounds.take_reading(desk, ReadingTaken(Decimal("36.2"), staff_number=one.subject.number))
    page.keying.read()
    settle(qtbot, page.context)
    press(Qt.Key.Key_F9)
    assert panel.blank.isHidden()
    assert "all 10 people have 36.5" in panel.hints.text()  # so says the rule of a cell all alike
    press(Qt.Key.Key_Return)
    assert "Say why this is right" in panel.error.text()
    qtbot.keyClicks(panel.text, "newly set up thermometer")
    press(Qt.Key.Key_Return)
    signature = rounds.round_coverage(desk, day, "am").signature
    assert signature is not None and signature.note == "newly set up thermometer"
    assert "signed off" in line.signed.text() and signature.by in line.signed.text()
    assert line.corrected.isHidden()
    clock.now += timedelta(minutes=10)
    first = rounds.round_coverage(desk, day, "am").lines[0].reading.id
    rounds.correct_reading(desk, first, reason="typed wrong", celsius=Decimal("36.6"))
    page.keying.read()
    settle(qtbot, page.context)
    assert "corrected after signing" in line.corrected.text()
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_Return)
    assert "reason" in panel.error.text()
    qtbot.keyClicks(panel.text, "signed too early")
    press(Qt.Key.Key_Return)
    assert rounds.round_coverage(desk, day, "am").signature is None
    assert line.knob.text() == "Sign off (F9)"
