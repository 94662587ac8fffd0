"""What one comes upon when stepping through a chart by the arrow keys."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Stop:
    """One place of a chart and what is read out there; `row`: in which of its plots, from above."""

    x: float
    y: float
    say: Callable[[], str]
    """Worded when somebody comes upon it: a chart has hundreds of them, and few are ever read."""
    row: int = 0

    @property
    def text(self) -> str:
        """What is read out."""
        return self.say()


class Walk:
    """A walk over the stops of a chart, from left to right."""

    def __init__(self) -> None:
        self.stops: tuple[Stop, ...] = ()
        self._places: list[float] = []
        self.place = -1

    def over(self, stops: Sequence[Stop]) -> None:
        """Begin anew, over others; nothing is stood on yet."""
        self.stops = tuple(sorted(stops, key=lambda one: one.x))
        self._places = [one.x for one in self.stops]
        self.place = -1

    @property
    def current(self) -> Stop | None:
        """Where one stands; None: nowhere yet."""
        return self.stops[self.place] if 0 <= self.place < len(self.stops) else None

    def step(self, by: int, first: float, last: float) -> Stop | None:
        """Go on by so many stops; the first step leads to the nearest end of what is in view."""
        if not self.stops:
            return None
        if self.place < 0:
            at = bisect_left(self._places, first) if by > 0 else bisect_left(self._places, last) - 1
        else:
            at = self.place + by
        self.place = max(0, min(at, len(self.stops) - 1))
        return self.stops[self.place]

    def end(self, *, last: bool) -> Stop | None:
        """Go to the first stop, or to the last."""
        self.place = len(self.stops) - 1 if last else 0
        return self.current

    def around(self, x: float, reach: float) -> Sequence[Stop]:
        """The stops not farther from a place than `reach`."""
        low, high = bisect_left(self._places, x - reach), bisect_left(self._places, x + reach)
        return self.stops[low:high]

    def stand_on(self, stop: Stop) -> None:
        """Stand on one of them."""
        self.place = self.stops.index(stop)
