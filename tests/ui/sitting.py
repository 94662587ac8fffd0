"""One store and one window for many tests of a module: who sits down, what is seen, and what an act changes in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.location import SqliteFile
from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.acts.talks import TalkHeld
from facility_app.app.founding import found
from facility_app.app.machine import Machine
from facility_app.core.values import Role
from facility_app.services import accounts, rounds, staff, talks
from facility_app.services.desks import see_desk
from resources.text import speak
from tests.conftest import ADMIN, FACILITY, OFFICER_PASSWORD, PASSWORD, Clock, Founded
from tests.services import daywork
from tests.services.daywork import number, wall
from tests.ui.conftest import PEOPLE, settle
from ui import theme
from ui.context import Context
from ui.pages.page import Page
from ui.shell.window import MainWindow
from ui.sweeping import Sweeper

NEWCOMER = "虚构钱进"
"""Admitted on the Monday, and without a bed yet."""
ROLES = {ADMIN: (), "shift": (Role.SHIFT_LEAD,), "officer": (Role.OFFICER,), "doctor": (Role.DOCTOR,)}
"""Who sits down; the administrator is head and records too."""


@contextmanager
def founded(folder: Path) -> Iterator[Founded]:
    """A facility that was founded a moment ago, in a file."""
    clock = Clock()
    machine = Machine(clock, "desk-1", folder / "state")
    place = SqliteFile(folder / "store.daybook")
    made = Founded(place, machine, clock, found(place, FACILITY, PASSWORD, machine))
    yield made
    made.close()


def worked_day(desk: Desk, clock: Clock) -> date:
    """A Monday that is over and not closed, and the morning after it; some of it is done, some owed."""
    monday = daywork.next_monday(clock)
    daywork.officers(desk)
    daywork.opening_people(desk, monday, PEOPLE, term_ends={2: monday + timedelta(days=2)})
    daywork.open_on(desk, monday)
    clock.now = wall(monday, "08:00")
    for place in range(4):
        rounds.take_reading(desk, ReadingTaken(Decimal("37.6" if place == 3 else "36.5"), number(place)))
    talks.record_talk(desk, TalkHeld(number(0), "ordinary", 20, "虚构谈话内容", officer="001"))
    daywork.admit(desk, clock, "N77", NEWCOMER)
    clock.now = wall(monday + timedelta(days=1), "07:30")
    return monday


def seat_for(facility: Founded, desk: Desk, login: str) -> Desk:
    """A desk of one of `ROLES`."""
    return seat_of(facility, desk, login, *ROLES[login]) if ROLES[login] else desk


def seat_of(facility: Founded, desk: Desk, login: str, *roles: Role) -> Desk:
    """A desk of a new account with some roles."""
    staff.add_staff(desk, f"N-{login}", f"虚构{login}", "值班民警")
    issued = accounts.add_account(desk, login, f"N-{login}", roles)
    accounts.change_password(facility.log_in(login, issued.code), OFFICER_PASSWORD)
    return facility.log_in(login, OFFICER_PASSWORD)


@dataclass
class Sitting:
    """Somebody at a window."""

    window: MainWindow
    bot: QtBot
    faults: list[Exception] = field(default_factory=list)
    errors: list[object] = field(default_factory=list)

    def settle(self) -> None:
        settle(self.bot, self.window.context)

    def show(self, name: str, what: object = None) -> Page:
        """A page, with all that it shows."""
        self.window.show_page(name, what)
        self.settle()
        return self.window.current


@contextmanager
def sitting(facility: Founded, desk: Desk, folder: Path, bot: QtBot) -> Iterator[Sitting]:
    """A window at a desk; faults and errors that it shows are collected."""
    settings = QSettings(str(folder / f"{desk.login}.ini"), QSettings.Format.IniFormat)
    context = Context(desk, facility.machine, settings)
    window = MainWindow(context, see_desk(desk))
    made = Sitting(window, bot)
    for runner in (context.queries, context.commands):
        runner.faulted.connect(made.faults.append)
    context.failed.connect(made.errors.append)
    window.setUpdatesEnabled(False)  # nobody looks: painting would take half of the time
    window.show()
    window.activateWindow()
    made.settle()
    yield made
    made.settle()
    window.close()
    context.finish()
    context.deleteLater()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # else the next module dresses it too


@contextmanager
def dressed_once(app: QApplication, language: str = "en") -> Iterator[None]:
    """Dress the program for a whole module: to dress a window with all its pages anew takes seconds."""
    speak(language)
    theme.apply(app, theme.Theme.LIGHT, theme.load_fonts())
    sweeper = Sweeper()
    yield
    sweeper.stop()
    speak("en")


def words_of(widget: QWidget) -> str:
    """What a widget says."""
    if isinstance(widget, QLabel | QLineEdit):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QAbstractButton):
        return f"{widget.text()} {widget.isChecked()}"
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QTabWidget):
        return str(widget.currentIndex())
    if isinstance(widget, QTableView):
        model, at = widget.model(), widget.currentIndex()
        return f"{model.rowCount()} {at.row()} {at.column()}"
    if isinstance(widget, QTreeWidget):
        item = widget.currentItem()
        return item.text(0) if item else ""
    return ""


def in_sight() -> list[QWidget]:
    """Every widget that is shown, of windows, dialogs and panels."""
    return [one for one in QApplication.allWidgets() if one.isVisible()]


def seen(window: MainWindow) -> list[str]:
    """All that a person at the window could tell apart: what is shown, where the cursor is, what is preferred."""
    page, focus = window.current, QApplication.focusWidget()
    settings = window.context.settings
    return [
        page.name,
        page.state,
        *sorted(f"{type(one).__name__} {one.isEnabled()} {one.width()} {words_of(one)}" for one in in_sight()),
        f"{type(focus).__name__} {focus.accessibleName() if focus else ''}",
        *(f"{key}={settings.value(key)}" for key in sorted(settings.allKeys())),
    ]


Arrange = Callable[[Sitting], object]
