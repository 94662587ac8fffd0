"""The pages, loaded and made after the window has opened: whoever opens one first does not wait for it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.runners import Runner
from ui.shell.plan import HIDDEN, PAGES
from ui.shell.presence import Presence

MODULES = (*(one.module for one in (*PAGES, *HIDDEN)), "ui.charts.person", "ui.charts.trend")
"""With the libraries that draw, print and read files, on which they take the most time."""
_LOOK_EVERY_MS = 200
_REST = timedelta(seconds=1)


class PageLoader(QObject):
    """Loads modules off the screen's thread, then makes the pages; one by one, and only while no hand is on the keys.

    Args:
        make_page: makes the page of a name, where it is not made yet.
        window: whose pages they are; for one that is closed none are made.
    """

    def __init__(
        self, runner: Runner, clock: Callable[[], datetime], make_page: Callable[[str], object], window: QWidget
    ) -> None:
        super().__init__(window)
        self._runner = runner
        self._window = window
        self._left: list[Callable[[], object]] = [partial(self._load, one) for one in MODULES]
        self._left += [partial(make_page, one.name) for one in PAGES]
        self._presence = Presence(clock, self)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def is_done(self) -> bool:
        """Whether everything is loaded and made, or about to be."""
        return not self._left

    def _load(self, module: str) -> None:
        self._runner.run(partial(import_module, module), lambda _module: None)

    def look(self) -> None:
        """Go on with the next, where nobody is disturbed."""
        is_free = self._runner.is_idle and self._window.isVisible()
        if self._left and is_free and self._presence.is_gone(_REST):
            self._left.pop(0)()
        if not self._left:
            self._timer.stop()
