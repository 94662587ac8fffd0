"""The modules of the pages, loaded after the window has opened: whoever opens a page first does not wait for them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from ui.runners import Runner
from ui.shell.plan import HIDDEN, PAGES
from ui.shell.presence import Presence

MODULES = (*(one.module for one in (*PAGES, *HIDDEN)), "ui.charts.person", "ui.charts.trend")
"""With the libraries that draw, print and read files, on which they take the most time."""
_LOOK_EVERY_MS = 200
_REST = timedelta(seconds=1)


class PageLoader(QObject):
    """Loads one after the other, off the screen's thread and only while no hand is on the keys."""

    def __init__(self, runner: Runner, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._left = list(MODULES)
        self._presence = Presence(clock, self)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def is_done(self) -> bool:
        """Whether everything is loaded, or being loaded."""
        return not self._left

    def look(self) -> None:
        """Load the next one, where nobody is disturbed."""
        if self._left and self._runner.is_idle and self._presence.is_gone(_REST):
            self._runner.run(partial(import_module, self._left.pop(0)), lambda _module: None)
        if not self._left:
            self._timer.stop()
