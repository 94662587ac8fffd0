"""The time in which a story happens: it goes on when the story says so, and never back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from facility_app.core.facilityday import FacilityCalendar


class StoryClock:
    """A clock that stands until it is told to go on."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        """What time it is, in UTC."""
        return self._now

    def reach(self, instant: datetime) -> None:
        """Go on to an instant; one that has passed changes nothing."""
        self._now = max(self._now, instant)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens at an instant."""

    at: datetime
    do: Callable[[], None]


def play(clock: StoryClock, steps: Iterable[Step]) -> None:
    """Let everything happen, the earliest first; what comes at the same time, in the order given."""
    for step in sorted(steps, key=lambda one: one.at):
        clock.reach(step.at)
        step.do()


@dataclass(frozen=True, slots=True)
class StoryDay:
    """One facility day of a story."""

    calendar: FacilityCalendar
    day: date

    @property
    def ordinal(self) -> int:
        """Counts the days."""
        return self.day.toordinal()

    @property
    def weekday(self) -> int:
        """0 is Monday."""
        return self.day.weekday()

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return self.calendar.ends(self.day)

    def at(self, clock: str, seconds: float = 0) -> datetime:
        """The moment at which the clock on the wall shows `clock`, and some seconds later."""
        return self.calendar.instant(self.day, time.fromisoformat(clock)) + timedelta(seconds=seconds)
