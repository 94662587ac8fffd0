"""Work that the screen never waits for: reads on a pool, the latest request wins; writes in order on one thread."""

from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from facility_app.core.values import DaybookError, Unavailable
from resources.text import N_

T = TypeVar("T")
_FAULT = N_("A fault of the program stands against this. Try again; if it stays, have somebody look into its log.")


class _Answers(QObject):
    """Carries answers from the threads that work to the thread of the screen.

    It lives as long as those threads: one that was deleted while a thread still hands an answer in brings all down.
    """

    ready = Signal(int, object)
    failed = Signal(int, object)


class _Job:
    def __init__(self, number: int, work: Callable[[], Any], answers: _Answers, is_late: Callable[[], bool]) -> None:
        self._number = number
        self._work = work
        self._answers = answers
        self._is_late = is_late  # somebody has asked for the same again: this answer is not waited for
        self._context = copy_context()  # the language in force is a context variable

    def run(self) -> None:
        try:
            result = None if self._is_late() else self._context.run(self._work)
        except Exception as error:  # noqa: BLE001 - told on the screen's own thread, where somebody can act
            self._tell(self._answers.failed, error)
        else:
            self._tell(self._answers.ready, result)

    def _tell(self, signal: Any, value: object) -> None:
        with suppress(RuntimeError):  # whoever asked is gone
            signal.emit(self._number, value)


class _Asked(NamedTuple):
    """Who waits for an answer."""

    done: Callable[[Any], None]
    failed: Callable[[DaybookError], None] | None
    key: object


class Runner(QObject):
    """Runs work off the screen's thread, and calls back on it."""

    faulted = Signal(object)
    """An error that is none of the four: a bug of the program."""
    busy_changed = Signal(int)

    def __init__(self, threads: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._pool.setExpiryTimeout(-1)
        self._answers = _Answers(self)  # after the pool, which goes first, and waits for its threads
        self._answers.ready.connect(self._finish)
        self._answers.failed.connect(self._fail)
        self._latest: dict[object, int] = {}
        self._waiting: dict[int, _Asked] = {}
        self._count = 0
        self._is_over = False

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[DaybookError], None] | None = None,
        *,
        key: object = None,
    ) -> None:
        """Do some work; `done` gets what it returns, `failed` what a service raised. Nothing is begun after `finish`.

        Args:
            key: of several requests with the same key only the latest is answered.
        """
        if self._is_over:
            return  # the store may be closed, and would be opened again
        self._count += 1
        number = self._count
        if key is not None:
            self._latest[key] = number
        self._waiting[number] = _Asked(done, failed, key)
        self.busy_changed.emit(len(self._waiting))
        job = _Job(number, work, self._answers, lambda: key is not None and self._latest.get(key) != number)
        self._pool.start(job.run)  # of a QRunnable the pool would keep, now and then, one that is done

    @Slot(int, object)
    def _finish(self, number: int, value: object) -> None:
        asked = self._answered(number)
        if asked is not None:
            asked.done(value)

    @Slot(int, object)
    def _fail(self, number: int, error: Exception) -> None:
        asked = self._answered(number)
        if asked is None:
            return
        if asked.failed is not None:
            asked.failed(error if isinstance(error, DaybookError) else Unavailable(_FAULT))
        if asked.failed is None or not isinstance(error, DaybookError):
            self.faulted.emit(error)

    def _answered(self, number: int) -> _Asked | None:
        """Who waits for an answer, and no longer; None: nobody, or the same was asked for again."""
        asked = self._waiting.pop(number, None)
        if asked is None:
            return None
        self.busy_changed.emit(len(self._waiting))
        return asked if asked.key is None or self._latest.get(asked.key) == number else None

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being worked at."""
        return not self._waiting

    def finish(self, timeout_ms: int = 30_000) -> bool:
        """Wait for what is being worked at; whether it came to an end. Nobody is called back any more."""
        self._is_over = True
        ended = self._pool.waitForDone(timeout_ms)
        self._waiting.clear()
        return ended
