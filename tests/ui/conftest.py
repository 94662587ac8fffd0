"""A real window on a real store, offscreen, with a fake clock."""

import gc
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.services.desks import see_desk
from resources.text import speak
from tests.conftest import Clock, Founded
from tests.services import daywork
from tests.ui.waiting import until_idle
from ui import theme
from ui.context import Context
from ui.pages.page import Page
from ui.shell.window import MainWindow
from ui.sweeping import Sweeper

PEOPLE = 30


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, theme.Theme.LIGHT, _family())
    sweeper = Sweeper()
    yield
    sweeper.stop()
    speak("en")


@pytest.fixture(scope="session", autouse=True)
def _single_presses(qapp: QApplication) -> None:
    """A test presses faster than a hand, and means every press; where a double one is meant, the test says so."""
    qapp.setDoubleClickInterval(0)


_families: list[str] = []


def _family() -> str:
    if not _families:
        _families.append(theme.load_fonts())
        gc.freeze()  # what is loaded by now stays: every test sweeps, and need not look at it again
    return _families[0]


@pytest.fixture
def day(desk: Desk, clock: Clock) -> date:
    """The first day of a facility of thirty people, at six in the morning."""
    monday = daywork.next_monday(clock)
    daywork.officers(desk)
    daywork.opening_people(desk, monday, PEOPLE)
    daywork.open_on(desk, monday)
    return monday


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window(facility: Founded, desk: Desk, day: date, settings: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of the administrator, who is head and records too, on the day."""
    context = Context(desk, facility.machine, settings)
    made = MainWindow(context, see_desk(desk))
    qtbot.addWidget(made, before_close_func=lambda _window: context.finish())
    made.show()
    settle(qtbot, context)
    yield made
    made.close()
    context.commands.finish()
    context.queries.finish()
    context.deleteLater()


def settle(qtbot: QtBot, context: Context) -> None:
    """Until the window has answered, and shows it."""
    until_idle(qtbot, context.commands, context.queries)


@pytest.fixture
def show(window: MainWindow, qtbot: QtBot) -> Callable[..., Any]:
    """Shows a page and waits until it has what it shows."""

    def to(name: str, what: object = None) -> Page:
        window.show_page(name, what)
        settle(qtbot, window.context)
        return window.current

    return to
