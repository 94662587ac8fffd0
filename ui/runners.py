"""Work that the screen never waits for: reads on a pool, the latest request wins; writes in order on one thread."""

from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from facility_app.core.values import DaybookError, Unavailable
from resources.text import N_

T = TypeVar("T")
_FAULT = N_("A fault of the program stands against this. Try again; if it stays, have somebody look into its log.")


class _Answer(QObject):
    """Carries an answer from the thread that worked to the thread of the screen."""

    ready = Signal(object)
    failed = Signal(object)


class _Job:
    def __init__(self, work: Callable[[], Any], answer: _Answer, is_late: Callable[[], bool]) -> None:
        self._work = work
        self._answer = answer
        self._is_late = is_late  # somebody has asked for the same again: this answer is not waited for
        self._context = copy_context()  # the language in force is a context variable

    def run(self) -> None:
        try:
            result = None if self._is_late() else self._context.run(self._work)
        except Exception as error:  # noqa: BLE001 - told on the screen's own thread, where somebody can act
            self._tell(self._answer.failed, error)
        else:
            self._tell(self._answer.ready, result)

    @staticmethod
    def _tell(signal: Any, value: object) -> None:
        with suppress(RuntimeError):  # the page that asked is gone
            signal.emit(value)


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
        self._latest: dict[object, int] = {}
        self._waiting: dict[int, _Answer] = {}
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
        answer = self._waiting[number] = _Answer(self)

        @Slot(object)
        def finish(value: object) -> None:
            if number not in self._waiting:
                return
            self._forget(number)
            if key is None or self._latest.get(key) == number:
                done(value)  # type: ignore[arg-type]

        @Slot(object)
        def fail(error: Exception) -> None:
            if number not in self._waiting:
                return
            self._forget(number)
            if key is not None and self._latest.get(key) != number:
                return
            if failed is not None:
                failed(error if isinstance(error, DaybookError) else Unavailable(_FAULT))
            if failed is None or not isinstance(error, DaybookError):
                self.faulted.emit(error)

        answer.ready.connect(finish)
        answer.failed.connect(fail)
        self.busy_changed.emit(len(self._waiting))
        job = _Job(work, answer, lambda: key is not None and self._latest.get(key) != number)
        self._pool.start(job.run)  # of a QRunnable the pool would keep, now and then, one that is done

    def _forget(self, number: int) -> None:
        answer = self._waiting.pop(number, None)
        if answer is not None:
            answer.deleteLater()
        self.busy_changed.emit(len(self._waiting))

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
