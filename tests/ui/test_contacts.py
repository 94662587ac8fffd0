"""Contacts and the health summary of a person, in place on the person's page."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.services import rounds
from tests.conftest import Clock
from tests.reports.reading import whole_text
from tests.services.daywork import wall
from tests.ui.conftest import settle
from tests.ui.waiting import WAIT_MS
from ui.shell.window import MainWindow


def test_contacts_and_health_summary_are_shown_saved_and_left_again(
    window: MainWindow, desk: Desk, show: Callable[..., Any], qtbot: QtBot, clock: Clock, day: date, tmp_path: Path
) -> None:
    clock.now = wall(day, "09:00")
    rounds.take_reading(desk, ReadingTaken(Decimal("37.6"), "K00003", taken_at=wall(day, "07:30"), taken_by="001"))
    page = show("person", "K00000")
    qtbot.keyClick(page, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window.context)
    panel = page.contacts
    assert panel.isVisible() and not page.table.isVisible()
    assert {one.subject.number for one in panel.table.rows} == {f"K{n:05d}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 10)}
    row = next(n for n, one in enumerate(panel.table.rows) if one.subject.number == "K00003")
    assert panel.table.model().index(row, 6).data() == "■ 37.6 (" + f"{day:%m-%d} 07:30)"
    assert "1 with a fever since" in panel.totals.text()
    together = panel.table.model().index(row, 3).data()
    panel.days.setValue(2)
    settle(qtbot, window.context)
    assert panel.found is not None and (panel.found.until - panel.found.since).days == 2
    assert Decimal(panel.table.model().index(row, 3).data()) < Decimal(together)
    panel.save_to(tmp_path / "contacts.csv")
    panel.paper.save_to(tmp_path / "contacts.pdf")
    settle(qtbot, window.context)
    rows = list(csv.reader((tmp_path / "contacts.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == 1 + 9
    assert "K00003" in whole_text(tmp_path / "contacts.pdf")
    panel.paper.ask_print()
    settle(qtbot, window.context)
    assert "no printer" in panel.outcome.text.text()
    (close,) = [one for one in panel.findChildren(QPushButton) if one.text() == "Close" and one.toolTip() == "Esc"]
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert page.table.isVisible() and not panel.isVisible()
    page.show_contacts()
    settle(qtbot, window.context)
    panel.table.selectRow(row)
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    settle(qtbot, window.context)
    assert page.band._name.text().startswith("虚构")
    assert page._number == "K00003" and page.table.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window.context)
    summary = page.summary
    assert summary.isVisible() and not page.band.isVisible()
    assert len(summary.preview.sheets) == 1
    qtbot.waitUntil(lambda: summary.preview.sheets[0].is_drawn, timeout=WAIT_MS)
    summary.paper.save_to(tmp_path / "summary.pdf")
    settle(qtbot, window.context)
    assert "K00003" in whole_text(tmp_path / "summary.pdf")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.band.isVisible() and page.table.isVisible()
