"""The real program in a process of its own: it logs in by keys and says when it was ready for what.

Run as `python -m bench.started STORE LOGIN PASSWORD PAUSE_MS`; it prints one line of JSON with moments of the
system's monotonic clock.
"""

import json
import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import ui.main
from ui.shell.program import Program

_LOOK_MS = 2


class Robot(QObject):
    """Watches the windows of a program; types as soon as there is somewhere to type."""

    def __init__(self, program: Program, login: str, password: str, pause_ms: int) -> None:
        super().__init__(program)
        self._program = program
        self._login, self._password, self._pause_ms = login, password, pause_ms
        self._moments: dict[str, float] = {}
        self._painted: set[QWidget] = set()
        program.app.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_MS)
        self._step = self._wait_for_page

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - as Qt has it
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self._painted.add(watched)
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        self._step()

    def _note(self, name: str) -> None:
        self._moments[name] = time.monotonic()
        self._moments[f"{name}_cpu"] = time.process_time()

    def _wait_for_page(self) -> None:
        start = self._program.start
        if start is None or start not in self._painted:
            return
        field = start.login.form.fields["login"].editor
        QTest.keyClicks(field, self._login)
        if start.login.form.values()["login"] == self._login:
            self._note("typable")
            self._step = self._nothing
            QTimer.singleShot(self._pause_ms, self._enter)

    def _enter(self) -> None:
        start = self._program.start
        assert start is not None
        field = start.login.form.fields["password"].editor
        QTest.keyClicks(field, self._password)
        self._note("entered")
        QTest.keyClick(field, Qt.Key.Key_Return)
        self._step = self._wait_for_today

    def _wait_for_today(self) -> None:
        window = self._program.window
        if window is None or window.current.name != "today" or window.current.state != "content":
            return
        table = window.current.table  # type: ignore[attr-defined]
        if not table.rows or table.viewport() not in self._painted:
            return
        before = table.currentIndex().row()
        QTest.keyClick(table, Qt.Key.Key_Down)
        if table.currentIndex().row() != before:
            self._note("usable")
            sys.stdout.write(json.dumps(self._moments) + "\n")
            sys.stdout.flush()
            self._step = self._nothing
            QTimer.singleShot(0, QApplication.closeAllWindows)

    def _nothing(self) -> None:
        pass


def main() -> int:
    """The command."""
    place, login, password, pause_ms = sys.argv[1:]

    class Watched(Program):
        def begin(self, place: str = "", login: str = "") -> None:
            self.robot = Robot(self, user, password, int(pause_ms))
            super().begin(place, login)

    user = login
    setattr(ui.main, "Program", Watched)  # noqa: B010 - the program itself has no seam for a robot, and needs none
    return ui.main.main(["--db", place])


if __name__ == "__main__":
    sys.exit(main())
