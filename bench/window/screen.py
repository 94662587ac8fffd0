"""A real window offscreen, and when it has painted."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from facility_app.access import Desk
from facility_app.app.machine import Machine
from facility_app.services.desks import see_desk
from ui import theme
from ui.context import Context
from ui.shell.window import MainWindow
from ui.sweeping import Sweeper

_SIZE = (1366, 768)
_PATIENCE_SECONDS = 30
_LOOK_MS = 2


class Paints(QObject):
    """Tells when a window has painted all that had changed."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._waiting: list[Callable[[float], None]] = []
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - as Qt has it
        if event.type() is QEvent.Type.UpdateRequest and self._waiting:
            waiting, self._waiting = self._waiting, []
            QTimer.singleShot(0, lambda: [one(perf_counter()) for one in waiting])  # comes when this one is painted
        return super().eventFilter(watched, event)

    def tell(self, done: Callable[[float], None]) -> None:
        """Call once after the next painting, with the moment."""
        self._waiting.append(done)


def application() -> QApplication:
    """The one application of the process, dressed as the program is."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([])
        theme.apply(app, theme.Theme.LIGHT, theme.load_fonts())
    return app


def wait_until(is_so: Callable[[], bool]) -> None:
    """Let the window work until something holds.

    Raises:
        TimeoutError: it did not come to hold.
    """
    app, until = application(), perf_counter() + _PATIENCE_SECONDS
    awake = _timer(_LOOK_MS)
    while not is_so():
        if perf_counter() > until:
            raise TimeoutError
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    awake.stop()


def wait_for(moment: float) -> None:
    """Let the window work until a moment; longer only where it does not give the thread back."""
    awake = _timer(1)  # a timer of the whole time may ring a little early, and then a second time much too late
    while perf_counter() < moment:
        application().processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    awake.stop()


def _timer(every_ms: int) -> QTimer:
    made = QTimer()
    made.setTimerType(Qt.TimerType.PreciseTimer)
    made.start(every_ms)
    return made


@contextmanager
def opened(desk: Desk, machine: Machine) -> Iterator[MainWindow]:
    """The main window at a desk, with its first page read; the caller closes the desk."""
    application()
    sweeper = Sweeper()
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        context = Context(desk, machine, QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat))
        window = MainWindow(context, see_desk(desk))
        window.resize(*_SIZE)
        window.show()
        settle(window)
        yield window
        window.close()
        context.finish()
        window.deleteLater()
    sweeper.stop()


def touch(window: MainWindow) -> None:
    """Lay a hand on the keys, as whoever asks for something does: what waits for a hand that rests goes on waiting."""
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)


def is_idle(window: MainWindow) -> bool:
    """Whether nothing is being read or written."""
    return window.context.queries.is_idle and window.context.commands.is_idle


def settle(window: MainWindow) -> None:
    """Until nothing is being read or written."""
    wait_until(lambda: is_idle(window))
