"""The frame: pages by key, the palette, the sheet of keys, states that read without colour."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resources.text import _
from tests.ui.conftest import settle
from tests.ui.waiting import WAIT_MS
from ui import theme
from ui.pages.page import Page
from ui.shell.palette import Palette
from ui.shell.plan import PAGES, key_of
from ui.shell.window import MainWindow

_AA = 4.5
_OPERABLE = 3.0


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.1."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("chosen", list(theme.Theme))
def test_every_text_is_readable(chosen: theme.Theme) -> None:
    c = chosen.colours
    for text in (c.text, c.quiet, c.accent, c.green, c.amber, c.red, c.violet):
        assert contrast(text, c.surface) >= _AA
        assert contrast(text, c.ground) >= _AA
    assert contrast(c.on_accent, c.accent) >= _AA
    assert contrast(c.edge, c.surface) >= _OPERABLE


def test_states_differ_by_shape_and_word() -> None:
    assert len({one.shape for one in theme.State}) == len(theme.State)
    assert len({one.word for one in theme.State}) == len(theme.State)


def test_every_page_is_one_key_away(window: MainWindow, qtbot: QtBot, show: Callable[..., Page]) -> None:
    assert len({key_of(place) for place in range(len(PAGES))}) == len(PAGES)
    for place, plan in enumerate(PAGES):
        show("today")
        QTest.keySequence(window.current, QKeySequence(key_of(place)))
        settle(qtbot, window.context)
        assert window.current.name == plan.name


def test_an_act_is_found_by_its_name_and_done_from_the_palette(window: MainWindow, qtbot: QtBot) -> None:
    window.open_palette()
    (opened,) = window.findChildren(Palette)
    opened.line.setText(_("History"))
    qtbot.waitUntil(lambda: opened.found.count() > 0, timeout=WAIT_MS)
    qtbot.keyClick(opened.line, Qt.Key.Key_Return)
    settle(qtbot, window.context)
    assert window.current.name == "history"


def test_somebody_is_found_by_number_and_opened(window: MainWindow, qtbot: QtBot, day: date) -> None:
    window.open_palette()
    (opened,) = window.findChildren(Palette)
    opened.line.setText("K00003")
    qtbot.waitUntil(lambda: opened.found.count() > 0 and "K00003" in opened.found.item(0).text(), timeout=5000)
    qtbot.keyClick(opened.line, Qt.Key.Key_Return)
    settle(qtbot, window.context)
    assert window.current.name == "person"
