"""A facility without cells takes its list over in the window: tried first, then written."""

import csv
import io

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.services import placing
from resources import path
from tests.conftest import Founded
from tests.ui.conftest import settle
from ui.context import Context
from ui.pages.cells import CellsPage

_LIST = path("samples", "cells.csv")


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_list_of_cells_is_tried_and_then_taken_over(
    facility: Founded, desk: Desk, settings: QSettings, qtbot: QtBot
) -> None:
    page = CellsPage(Context(desk, facility.machine, settings))
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    settle(qtbot, page.context)
    assert page.state == "empty"
    (first,) = [one for one in page.findChildren(QPushButton) if one.isVisible() and "list" in one.text()]
    first.click()
    (asked,) = page.findChildren(QFileDialog)
    asked.fileSelected.emit(str(_LIST))
    asked.close()
    settle(qtbot, page.context)
    assert page.list.outcome.go.isVisible()
    assert placing.see_board(desk).cells == ()  # nothing is written yet

    page.list.outcome.go.click()
    settle(qtbot, page.context)
    rows = list(csv.DictReader(io.StringIO(_LIST.read_text("gb18030"))))
    assert len(placing.see_board(desk).cells) == len(rows)
    assert page.state == "content"
    page.context.finish()
