"""How fast somebody is found among 100,000 people, most of whom left long ago."""

import gc
import random
from collections.abc import Callable, Iterator
from functools import partial
from statistics import quantiles

from bench.crowd import load_crowd
from bench.figures import Figure, at_most, seconds
from bench.places import Place
from db.tables import Person
from facility_app.services import search

PEOPLE, PRESENT = 100_000, 3_000
_QUERIES = 50
_AIM = 0.020

_TYPED: dict[str, tuple[Callable[[Person], str], ...]] = {
    "name": (lambda one: one.name, lambda one: one.name[:2], lambda one: one.name[1:]),
    "pinyin": (lambda one: one.pinyin, lambda one: one.pinyin[:5]),
    "initials": (lambda one: one.initials, lambda one: one.initials[:2]),
}
"""What is typed to find a person, in turn: the whole, its beginning, and of a name its end."""


def searching(place: Place) -> Iterator[Figure]:
    """The time within which 95 of 100 searches answer, through the service, with its check of rights."""
    crowd = load_crowd(place, "S", PEOPLE, PRESENT)
    chance = random.Random(3)
    gc.freeze()  # what the loading left behind is no garbage of the search
    with place.desk() as desk:
        search.find_people(desk, "某")
        for kind, ways in _TYPED.items():
            texts = [ways[number % len(ways)](one) for number, one in enumerate(chance.sample(crowd.people, _QUERIES))]
            search.find_people(desk, texts[0])
            found = [seconds(partial(search.find_people, desk, text)) for text in texts]
            cuts = quantiles(found, n=20)
            shown = f"{cuts[18] * 1000:.1f} ms (median {cuts[9] * 1000:.1f} ms)"
            name = f"{place.engine}: by {kind} among {PEOPLE:,} loaded raw, p95"
            yield at_most(name, cuts[18], shown, _AIM, f"{_AIM * 1000:g} ms")
