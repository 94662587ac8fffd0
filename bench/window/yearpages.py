"""What the pages cost that read rounds, on a facility of 380 people with a year of rounds behind it."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from time import perf_counter, process_time

from bench.charts import YEAR, Ward, load_ward
from bench.figures import Figure, at_most
from bench.places import Place, found_at
from bench.window.robot import percentile
from bench.window.screen import Paints, is_idle, opened, settle, touch, wait_until
from facility_app.facts.person_story import StoryKind
from ui.pages.health import HealthPage
from ui.pages.person import PersonPage
from ui.pages.person.page import KINDS
from ui.pages.rounds import RoundsPage
from ui.shell.window import MainWindow

_AIM_MS = 200
_TIMES = 12
_READINGS_TAB = 1 + list(KINDS).index(StoryKind.READING)


@dataclass(frozen=True, slots=True)
class Asking:
    """One page to be asked for: `ask` is given how often it was asked before, `is_there` says when it is shown."""

    name: str
    ask: Callable[[int], object]
    is_there: Callable[[], bool]


def year_pages(place: Place) -> Iterator[Figure]:
    """From the question to the painted page, each asked a dozen times; the Rounds on days spread over the year."""
    there = replace(place, location=place.beside("pages"))
    with found_at(there.location, there.machine):
        pass  # nobody else may have it open while it is loaded
    ward = load_ward(there)
    desk = there.log_in()
    with closing(desk.store), opened(desk, there.machine) as window:
        for one in _askings(window, ward):
            one.ask(0)
            settle(window)  # the modules and the memory of a page are there from the second time on
            found = [_shown(window, one, number) for number in range(_TIMES)]
            taken, used = (list(of) for of in zip(*found, strict=True))
            median, most = statistics.median(taken), max(taken)
            shown = f"{median:.0f} ms, p99 {percentile(taken, 99):.0f} ms, most {most:.0f} ms"
            shown += f", processor {statistics.median(used):.0f} ms"
            name = f"{place.engine}: year of rounds, {one.name}"
            yield at_most(name, median, shown, _AIM_MS, f"{_AIM_MS} ms")


def _shown(window: MainWindow, one: Asking, number: int) -> tuple[float, float]:
    """Milliseconds until a page is read and painted in whole, and processor time of all threads for it."""
    touch(window)
    begun, used = perf_counter(), process_time()
    one.ask(number)
    wait_until(one.is_there)
    seen: list[float] = []
    Paints(window).tell(seen.append)
    window.update()
    wait_until(lambda: bool(seen))
    found = (seen[0] - begun) * 1000, (process_time() - used) * 1000
    settle(window)
    return found


def _askings(window: MainWindow, ward: Ward) -> Iterator[Asking]:
    def is_read() -> bool:
        return is_idle(window) and window.current.state in ("content", "empty")

    for name, said in (("today", "Today"), ("people", "Persons"), ("isolation", "Isolation")):
        yield Asking(said, lambda _n, name=name: window.show_page(name, None), is_read)  # type: ignore[misc]
    yield from _rounds(window, ward, is_read)
    yield from _person(window, ward, is_read)
    yield from _trend(window, is_read)


def _rounds(window: MainWindow, ward: Ward, is_read: Callable[[], bool]) -> Iterator[Asking]:
    window.show_page("rounds", None)
    settle(window)
    page = window.current
    assert isinstance(page, RoundsPage)

    def choose(number: int) -> None:
        page.keying.choose(ward.last - timedelta(days=number * (YEAR - 2) // _TIMES), ("am", "pm")[number % 2])

    yield Asking("Rounds of a day", choose, is_read)


def _person(window: MainWindow, ward: Ward, is_read: Callable[[], bool]) -> Iterator[Asking]:
    yield Asking("Person", lambda n: window.show_page("person", ward.others[n]), is_read)
    page = window.current
    assert isinstance(page, PersonPage)

    def read_anew(number: int) -> None:
        page.open(ward.others[number])
        page.kinds.setCurrentIndex(_READINGS_TAB)
        page.refresh()

    yield Asking("Person with Temperatures", read_anew, lambda: is_read() and page.curve.plot is not None)


def _trend(window: MainWindow, is_read: Callable[[], bool]) -> Iterator[Asking]:
    window.show_page("health", None)
    settle(window)
    page = window.current
    assert isinstance(page, HealthPage)
    for place in range(page.period.count()):
        days = page.period.itemData(place)
        last: list[object] = [None]

        def ask(_number: int, place: int = place, last: list[object] = last) -> None:
            last[0] = page.plot.trend if page.plot else None
            page.period.setCurrentIndex(place)
            page.refresh()

        def is_drawn(last: list[object] = last) -> bool:
            return is_read() and page.plot is not None and page.plot.trend is not last[0]

        yield Asking(f"Health trend {days} days, clusters", ask, is_drawn)
