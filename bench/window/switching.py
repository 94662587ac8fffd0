"""From every page to every other: until it is painted from what it had, and until it is read anew.

The modules of the pages are loaded, as the program loads them once a hand has rested for a moment after the login.
"""

import statistics
from collections.abc import Iterator
from contextlib import closing
from itertools import permutations
from time import perf_counter, thread_time

from bench.figures import Figure, at_most
from bench.places import Place
from bench.window.robot import percentile
from bench.window.screen import Paints, opened, settle, touch, wait_for, wait_until
from facility_app.app.demo.accounts import ADMIN, PASSWORD
from facility_app.app.demo.making import make_demo
from facility_app.app.demo.wish import DemoWish
from facility_app.app.login import log_in
from ui.shell.plan import PAGES
from ui.shell.window import MainWindow

_DAYS = 10
_AIM_MS = 100


def switching(place: Place) -> Iterator[Figure]:
    """Every pair of the pages of the rail once, on a facility of 380 people."""
    location = place.beside("switching")
    made = DemoWish(days=_DAYS)
    make_demo(location, made, place.machine)
    desk = log_in(location, ADMIN, PASSWORD, place.machine)
    names = [one.name for one in PAGES]
    with closing(desk.store), opened(desk, place.machine) as window:
        for name in names:
            window.page(name)  # as the program does by itself once the hand rests
        wait_for(perf_counter() + 1)
        first = [_switch(window, name) for name in names if name != window.current.name]
        again = []
        for before, after in permutations(names, 2):
            window.show_page(before, None)
            settle(window)
            again.append(_switch(window, after))
    for said, which in (("to a page seen before", again), ("to a page for the first time", first)):
        painted, read, used = (list(one) for one in zip(*which, strict=True))
        name = f"{place.engine}: switch {said}, painted"
        yield at_most(name, percentile(painted, 99), _shown(painted), _AIM_MS, f"{_AIM_MS} ms of 99 in 100")
        yield Figure(f"{place.engine}: switch {said}, read anew", _shown(read))
        yield Figure(f"{place.engine}: switch {said}, processor of the screen's thread", _shown(used))


def _switch(window: MainWindow, name: str) -> tuple[float, float, float]:
    """Milliseconds until the page is painted, until it is read anew, and what the screen's thread worked for both."""
    touch(window)
    begun, used = perf_counter(), thread_time()
    seen: list[float] = []
    Paints(window).tell(seen.append)
    window.show_page(name, None)
    wait_until(lambda: bool(seen))
    settle(window)
    return (seen[0] - begun) * 1000, (perf_counter() - begun) * 1000, (thread_time() - used) * 1000


def _shown(values: list[float]) -> str:
    return f"{statistics.median(values):.1f} ms, p99 {percentile(values, 99):.1f} ms, most {max(values):.1f} ms"
