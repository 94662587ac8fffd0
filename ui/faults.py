"""What no slot has caught is told to whoever can act, in place of Python's own last word."""

import sys
from collections.abc import Callable
from types import TracebackType


class ExceptionHook:
    """Python calls it with an exception that came out of a slot; the program goes on."""

    def __init__(self, tell: Callable[[Exception], object]) -> None:
        self._tell = tell
        self._before = sys.excepthook
        self._is_telling = False
        sys.excepthook = self._caught

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if self._is_telling or not isinstance(error, Exception):
            self._before(kind, error, trace)
            return
        self._is_telling = True  # a fault in telling a fault would go round for ever
        try:
            self._tell(error.with_traceback(trace))
        finally:
            self._is_telling = False

    def stop(self) -> None:
        """Give the last word back."""
        sys.excepthook = self._before
