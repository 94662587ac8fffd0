"""What reads cost in a store of ten years: one round of 3,000, and somebody's latest temperature."""

import gc
import statistics
from collections.abc import Iterator, Sequence

from bench.decade import Decade, load_decade
from bench.figures import Figure, at_most, seconds
from bench.places import Place
from db.tables import Custody, TemperatureRound
from facility_app.access import Desk
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import facility_facts
from facility_app.facts.latest_reading import last_reading_of
from facility_app.facts.rounds import KeptReading, ReadingLine, readings_of, rounds_of

_ROUND_AIM, _LATEST_AIM = 0.030, 0.002
_QUERIES = 50


def years(place: Place, rows: int) -> Iterator[Figure]:
    """Medians of 50 queries, through the functions that the program itself reads by."""
    made: list[Decade] = []
    taken = seconds(lambda: made.append(load_decade(place, rows)))
    (decade,) = made
    gc.freeze()  # what the loading left behind is no garbage of the reads
    store = f"among {decade.count:,} loaded raw"
    yield Figure(f"{place.engine}: readings {store}", f"{decade.count / taken:,.0f} rows/s")
    tries = [number * len(decade.rounds) // _QUERIES for number in range(_QUERIES)]
    with place.desk() as desk:
        whole = [_one_round(desk, decade.rounds[number], decade.living[number]) for number in tries]
        latest = [_latest(desk, decade.living[number][number % len(decade.living[number])]) for number in tries]
    for what, found, aim in (("one round of 3,000", whole, _ROUND_AIM), ("somebody's latest", latest, _LATEST_AIM)):
        median = statistics.median(found)
        shown = f"{median * 1000:.1f} ms (slowest {max(found) * 1000:.1f} ms)"
        yield at_most(f"{place.engine}: {what} {store}", median, shown, aim, f"{aim * 1000:g} ms")


def _one_round(desk: Desk, one: TemperatureRound, living: Sequence[Custody]) -> float:
    subjects = {custody.id: Subject(SubjectKind.PERSON, custody.id, "虚构", custody.number) for custody in living}
    with desk.store.reading() as session:
        rounds = {key: round_id for key, round_id in rounds_of(session, [one.day]).items() if round_id == one.id}
        found: list[KeptReading] = []
        taken = seconds(lambda: found.extend(readings_of(session, rounds, subjects)))
    assert len(found) == len(living)
    return taken


def _latest(desk: Desk, custody: Custody) -> float:
    with desk.store.reading() as session:
        facility = facility_facts(session)
        found: list[ReadingLine | None] = []
        taken = seconds(lambda: found.append(last_reading_of(session, facility, custody.number)))
    assert found[0] is not None
    return taken
