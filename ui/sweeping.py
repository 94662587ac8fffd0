"""Python's garbage is swept on the screen's thread only: a widget that dies on another one ends the program."""

import gc
import sys
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QTimer

from ui.shell.presence import Presence

_LOOK_EVERY_MS = 500
_OLDEST = 2
_REST = timedelta(seconds=10)
"""The oldest generation takes a quarter of a second: whoever reads for a moment must not meet it with the next key."""
_PUT_OFF_MOST = 1_200
"""Looks, which are ten minutes."""
_TURN_SECONDS = 0.0002
"""After so long a reading thread lets the screen's go on; Python's own 5 ms add up, call by call, to a stall."""


class Sweeper(QObject):
    """Takes over from Python's own collector, which works on whatever thread happens to allocate."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        sys.setswitchinterval(_TURN_SECONDS)
        self._presence = Presence(lambda: datetime.now(UTC), self)
        self._put_off = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    def sweep(self) -> None:
        """Collect the generations that are full, the oldest of them with all younger ones.

        The oldest is large: it waits for a hand that rests, but not for ever.
        """
        full = [
            age
            for age, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > most
        ]
        if not full:
            return
        puts_off = full[-1] == _OLDEST and self._put_off < _PUT_OFF_MOST and not self._presence.is_gone(_REST)
        self._put_off = self._put_off + 1 if puts_off else 0
        gc.collect(_OLDEST - 1 if puts_off else full[-1])

    def stop(self) -> None:
        """Sweep once more and give the work back to Python."""
        self._timer.stop()
        gc.collect()
        gc.enable()
