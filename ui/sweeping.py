"""Python's garbage is swept on the screen's thread only: a widget that dies on another one ends the program."""

import gc
import sys

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 500
_TURN_SECONDS = 0.0005
"""After so long a reading thread lets the screen's go on; Python's own 5 ms add up, call by call, to a stall."""


class Sweeper(QObject):
    """Takes over from Python's own collector, which works on whatever thread happens to allocate."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        sys.setswitchinterval(_TURN_SECONDS)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    @staticmethod
    def sweep() -> None:
        """Collect the generations that are full, the oldest of them with all younger ones."""
        full = [
            age
            for age, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > most
        ]
        if full:
            gc.collect(full[-1])

    def stop(self) -> None:
        """Sweep once more and give the work back to Python."""
        self._timer.stop()
        gc.collect()
        gc.enable()
