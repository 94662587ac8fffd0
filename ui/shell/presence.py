"""Whether somebody is there: keys, clicks and the wheel, in whatever window of the program."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

_SIGNS = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class Presence(QObject):
    """Listens where the window system gives its events, before widgets share them out: a few a key, not a hundred."""

    def __init__(self, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = clock()
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._listen)
        for one in app.topLevelWindows():
            self._listen(one)

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once more: it is still called once

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._last = self._clock()
        return super().eventFilter(watched, event)

    def is_gone(self, after: timedelta) -> bool:
        """Whether nobody has touched anything for a while."""
        return self._clock() - self._last >= after
