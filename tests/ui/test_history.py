"""History: who did what and when, what it changed, and putting an act back."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.services import registers, staff
from tests.conftest import Clock
from tests.services import daywork
from tests.ui.conftest import settle
from ui.pages.history import HistoryPage
from ui.shell.window import MainWindow


def test_an_act_is_shown_with_old_and_new_and_put_back(
    window: MainWindow, desk: Desk, qtbot: QtBot, show: Callable[..., HistoryPage]
) -> None:
    one = next(line for line in staff.list_staff(desk) if line.number == "001")
    staff.correct_staff(desk, one.id, post="巡控")
    page = show("history")
    assert page.table.rows[0].act.title == "Correct a member of staff"
    assert page.table.rows[0].by == "甲一"
    changed = {(row.before, row.after) for row in page.details.table.rows}
    assert ("管教", "巡控") in changed
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert page.details.panel.isVisible()
    assert "管教" in page.details.panel.text.text()
    qtbot.mouseClick(page.details.panel.yes, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert next(line.post for line in staff.list_staff(desk) if line.number == "001") == "管教"
    assert page.table.rows[0].act.undoes == page.table.rows[1].act.transaction
    assert page.table.rows[1].act.undone_by is not None


def test_fields_of_registers_bear_their_declared_labels_and_choices_their_words(
    desk: Desk, show: Callable[..., HistoryPage], day: date
) -> None:
    registers.add_entry(desk, "area", {"name": "走廊", "kind": "yard", "disinfected_daily": True})
    page = show("history")
    said = {(row.record, row.field, row.after) for row in page.details.table.rows}
    assert ("Areas", "Designation", "走廊") in said
    assert ("Areas", "Kind", "yard") in said
    assert ("Areas", "Disinfected twice a day", "yes") in said


def test_a_day_that_is_none_is_said_beside_its_filter(
    window: MainWindow, qtbot: QtBot, clock: Clock, day: date, show: Callable[..., HistoryPage]
) -> None:
    page = show("history")
    everything = len(page.table.rows)
    qtbot.keyClicks(page.first, "yesterday")
    qtbot.keyClick(page.first, Qt.Key.Key_Return)
    settle(qtbot, window.context)
    assert page.first.property("wrong") is True
    assert window.notice.text
    assert page.state == "content"
    page.first.setText(str(day))
    page.last.setText(str(day))
    qtbot.keyClick(page.first, Qt.Key.Key_Return)
    settle(qtbot, window.context)
    assert page.first.property("wrong") is False
    assert window.notice.text
    window.context.do(lambda desk: staff.add_staff(desk, "0009", "虚构九", "管教"), changes=frozenset({"history"}))
    settle(qtbot, window.context)
    assert window.notice.text == ""
    assert everything
    assert all(
        daywork.SHANGHAI is not None and one.act.at.astimezone(daywork.SHANGHAI).date() == day
        for one in page.table.rows
    )


def test_logins_and_refusals_are_shown_only_when_asked_for(
    window: MainWindow, qtbot: QtBot, show: Callable[..., HistoryPage]
) -> None:
    page = show("history")
    without = {one.act.entities[0] for one in page.table.rows}
    assert "access_event" not in without
    page.access.click()
    settle(qtbot, window.context)
    assert "access_event" in {entity for one in page.table.rows for entity in one.act.entities}
