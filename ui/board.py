"""What is due, read once for all who ask while it is being read: Today, the top bar and the person in focus."""

from concurrent.futures import Future
from threading import Lock

from facility_app.access import Desk
from facility_app.services.due import DueBoard, what_is_due


class SharedBoard:
    """Any thread may ask. It is the dearest question of the window, and three places ask it at the same moments."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: Future[DueBoard] | None = None

    def read(self, desk: Desk) -> DueBoard:
        """What is due now, by records that are no older than the question.

        Raises:
            Refused: the account may not see it.
        """
        with self._lock:
            running = self._running
            if running is None:
                mine = self._running = Future()
        if running is not None:
            return running.result()
        try:
            board = what_is_due(desk)
        except BaseException as error:
            self._forget(mine)
            mine.set_exception(error)
            raise
        self._forget(mine)
        mine.set_result(board)
        return board

    def forget(self) -> None:
        """Something was written: what is being read may not hold it, and whoever asks from now on reads anew."""
        with self._lock:
            self._running = None

    def _forget(self, mine: "Future[DueBoard]") -> None:
        with self._lock:
            if self._running is mine:
                self._running = None
