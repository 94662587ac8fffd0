"""What is due is read once for all who ask while it is read, and never from before a write."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from sqlalchemy import Connection, event

from db.values import Refused, Role
from facility_app.access import Desk
from ui.board import SharedBoard

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


class Gate:
    """Holds every reading up until it is opened, and counts them."""

    def __init__(self) -> None:
        self.begun, self.go = Event(), Event()
        self.count = 0

    def wait(self, _connection: Connection) -> None:
        self.count += 1
        self.begun.set()
        assert self.go.wait(20)


@contextmanager
def _held(desk: Desk) -> Iterator[Gate]:
    gate, engine = Gate(), desk.store._read_engine
    event.listen(engine, "begin", gate.wait, insert=True)
    yield gate
    event.remove(engine, "begin", gate.wait)


def test_who_asks_while_it_is_read_gets_the_same_board(desk: Desk) -> None:
    board = SharedBoard()
    with _held(desk) as gate, ThreadPoolExecutor(2) as pool:
        first = pool.submit(board.read, desk)
        assert gate.begun.wait(20)
        second = pool.submit(board.read, desk)
        gate.go.set()
        assert first.result(20) is second.result(20)


def test_who_asks_after_a_write_reads_anew(desk: Desk) -> None:
    board = SharedBoard()
    with _held(desk) as gate, ThreadPoolExecutor(2) as pool:
        first = pool.submit(board.read, desk)
        assert gate.begun.wait(20)
        board.forget()
        second = pool.submit(board.read, desk)
        gate.go.set()
        assert first.result(20) is not second.result(20)


def test_refusal_is_told_and_not_kept(desk: Desk, seat: Callable[..., Desk]) -> None:
    board = SharedBoard()
    with pytest.raises(Refused):
        board.read(seat("li", Role.ADMINISTRATOR))
    assert board.read(desk).at is not None
