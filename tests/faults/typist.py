"""A robot that types a round into the real grid until it is killed, and says over a pipe what the grid says."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from itertools import cycle
from multiprocessing.connection import Connection
from pathlib import Path
from traceback import print_exc
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.location import SqliteFile
from facility_app.access import Desk
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from tests.faults.trial import LOGIN, PASSWORD
from ui import theme
from ui.context import Context
from ui.pages.rounds import RoundsPage
from ui.pages.rounds.keying import Mark
from ui.sweeping import Sweeper


class Said(Enum):
    """How far a reading is."""

    ENTERED = "entered"
    """Enter is pressed the next moment."""
    SAVED = "saved"
    """The grid says so."""


class Word(NamedTuple):
    """What is said of one reading."""

    said: Said
    number: str
    typed: str


@dataclass
class Wall:
    """A clock that goes, ahead of the real one."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def set(self, moment: datetime) -> None:
        """Show this moment now, and go on from it."""
        self.ahead = moment - datetime.now(UTC)


def serve(path: Path, state: Path, begins: datetime, orders: Connection, words: Connection) -> None:
    """Log in once, then fork one robot after the other; each order is the moment that its clock shows.

    The desk that a robot inherits has no connection yet: whatever it writes goes through one of its own.
    """
    wall = Wall()
    wall.set(begins)
    desk = log_in(SqliteFile(path), LOGIN, PASSWORD, Machine(wall, "TRIAL-PC", state))
    desk.store.close()
    while (at := orders.recv()) is not None:
        process = os.fork()
        if not process:
            try:
                wall.set(at)
                _type(desk, Machine(wall, "TRIAL-PC", state), words)
            except BaseException:
                print_exc()
                raise
            finally:
                os._exit(1)
        orders.send(process)
        orders.send(os.waitpid(process, 0)[1])


def _type(desk: Desk, machine: Machine, words: Connection) -> None:
    """Type as a hand does: Enter is pressed when the reading before is safe."""
    app = QApplication([])
    theme.apply(app, theme.Theme.LIGHT, app.font().family())
    sweeper = Sweeper()
    context = Context(desk, machine, QSettings(str(machine.state / "window.ini"), QSettings.Format.IniFormat))
    page = RoundsPage(context)
    page.resize(1000, 600)
    page.show()
    page.refresh()
    _until(lambda: page.keying.sheet is not None)
    unsaved: list[Word] = []

    def tell(subject_id: object) -> None:
        row = next(one for _group, one in page.keying.rows() if one.subject.id == subject_id)
        typed = page.keying.typed(row)
        entered = Word(Said.ENTERED, row.subject.number, typed.text if typed else "")
        if typed is not None and typed.mark is Mark.SAVED and entered in unsaved:
            words.send(entered._replace(said=Said.SAVED))
            unsaved.remove(entered)

    page.keying.row_changed.connect(tell)
    page.next_missing()
    for figure in cycle("123456789"):
        row = page.grid.current_row
        if row is None or page.keying.tally is None or not page.keying.tally.missing:
            break
        entered = Word(Said.ENTERED, row.subject.number, f"36{figure}")
        for key in entered.typed:
            QTest.keyClicks(QApplication.focusWidget() or page.grid, key)
            app.processEvents()
        _until(lambda: not unsaved)
        words.send(entered)
        unsaved.append(entered)
        QTest.keyClick(QApplication.focusWidget() or page.grid, Qt.Key.Key_Return)
        app.processEvents()
    sweeper.stop()


def _until(is_so: Callable[[], bool]) -> None:
    awake = QTimer()
    awake.start(1)
    while not is_so():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    awake.stop()
