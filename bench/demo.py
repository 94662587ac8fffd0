"""A fictional facility of 380 people with a month behind it, every day of it worked through the services."""

from collections.abc import Iterator

from bench.figures import Figure, seconds
from bench.places import Place
from facility_app.app.demo.making import make_demo
from facility_app.app.demo.wish import DemoWish


def demo(place: Place) -> Iterator[Figure]:
    """How long somebody waits for it."""
    wish = DemoWish()
    taken = seconds(lambda: make_demo(place.beside("demo"), wish, place.machine))
    name = f"{place.engine}: demo of {wish.people} people, {wish.days} days"
    yield Figure(name, f"{taken:.1f} s, {taken / wish.days:.2f} s a day")
