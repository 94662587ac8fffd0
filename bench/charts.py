"""What charts cost: a year of rounds of 380 people, and three years of one of them."""

import random
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from bench.crowd import load_crowd
from bench.figures import Figure, at_most, seconds
from bench.frames import frames
from bench.places import Place
from bench.raw import dialect_of, driver_of, load_records
from db.tables import CareStep, Custody, Facility, Reading, Staff, TemperatureRound
from db.types import new_id
from facility_app.access import Desk
from facility_app.facts.facility import facility_facts
from facility_app.services.health import health_trend, person_chart
from facility_app.services.rounds import round_sheet

_PEOPLE, _CUSTODIES = 380, 1_200
_DAYS, YEAR = 1_095, 365
_QUERY_AIM = 0.200
_REPEATS = 9
_CARE = (("informed", timedelta(minutes=10)), ("seen", timedelta(minutes=50)), ("concluded", timedelta(days=4)))


@dataclass(frozen=True, slots=True)
class Ward:
    """What was loaded."""

    number: str
    """Of the person with three years of readings."""
    readings: int
    others: tuple[str, ...]
    """Numbers of those with one year."""
    last: date
    """The last day with rounds."""


def charts(place: Place) -> Iterator[Figure]:
    """Medians of the questions that the charts ask."""
    ward = load_ward(place)
    store = f"among {ward.readings:,} loaded raw"
    with place.desk() as desk:
        day = _today(desk) - timedelta(days=1)
        chart = person_chart(desk, ward.number)
        trend = health_trend(desk, YEAR)
        assert len(chart.readings) > 2 * (_DAYS - 1)
        assert len(trend.days) == YEAR
        assert sum(one.fevers for one in trend.days) > YEAR
        for what, ask in (
            ("three years of a person", lambda: person_chart(desk, ward.number)),
            ("a round as a map of 380", lambda: round_sheet(desk, day, "pm")),
            ("trend of a year of 380", lambda: health_trend(desk, YEAR)),
        ):
            taken = [seconds(ask) for _ in range(_REPEATS)]
            median = statistics.median(taken)
            shown = f"{median * 1000:.0f} ms (slowest {max(taken) * 1000:.0f} ms)"
            yield at_most(f"{place.engine}: {what} {store}", median, shown, _QUERY_AIM, f"{_QUERY_AIM * 1000:g} ms")
    yield from frames(place.engine, chart)


def load_ward(place: Place) -> Ward:
    """Load a year of rounds of 380 people, one of whom was measured for two years before too."""
    people = [one for one in load_crowd(place, "C", _CUSTODIES, _PEOPLE).custodies if one.ended_at is None]
    with place.desk() as desk:
        dialect, last = dialect_of(desk), _today(desk) - timedelta(days=1)
        with desk.act("Open the books") as work:
            facility = work.first(select(Facility))
            assert facility is not None
            facility.opened_on = last - timedelta(days=_DAYS)
            starts = facility_facts(work.session).calendar.starts
        with desk.store.reading() as session:
            taker = session.scalars(select(Staff.id).limit(1)).one()
        rounds = [
            TemperatureRound(day=last - timedelta(days=_DAYS - 1 - n // 2), window=("am", "pm")[n % 2])
            for n in range(2 * _DAYS)
        ]
        begins = [starts(one.day) + timedelta(hours=7 if one.window == "am" else 17) for one in rounds]
    firsts: list[Reading] = []
    chance = random.Random(6)
    for number, (one, begun) in enumerate(zip(rounds, begins, strict=True)):
        for place_no, custody in enumerate(people[:1] if number < 2 * (_DAYS - YEAR) else people):
            firsts.append(_reading(chance, one.id, custody, begun + timedelta(seconds=12 * place_no), taker))
    again = [_again(one) for one in firsts if one.celsius >= Decimal("37.3")]
    with driver_of(place) as driver:
        for batch in (rounds, firsts, again, _care(again, last)):
            load_records(driver, dialect, batch)
    return Ward(people[0].number, len(firsts) + len(again), tuple(one.number for one in people[1:]), last)


def _today(desk: Desk) -> date:
    with desk.store.reading() as session:
        return facility_facts(session).calendar.day_of(desk.store.clock())


def _reading(chance: random.Random, round_id: UUID, custody: Custody, at: datetime, taker: UUID) -> Reading:
    """One in two hundred is a fever, one in a hundred has a cough."""
    tenths = chance.randint(375, 391) if chance.random() < 0.005 else chance.randint(359, 371)
    return Reading(
        id=new_id(), round_id=round_id, custody_id=custody.id, taken_at=at, celsius=Decimal(tenths).scaleb(-1),
        body_site="axillary", device="IR-03", taken_by_id=taker,
        symptoms="dry_cough" if chance.random() < 0.01 else None,
    )  # fmt: skip


def _again(first: Reading) -> Reading:
    return Reading(
        id=new_id(), round_id=first.round_id, custody_id=first.custody_id, recheck_of_id=first.id,
        taken_at=first.taken_at + timedelta(minutes=20), celsius=first.celsius, body_site="axillary", device="IR-07",
        taken_by_id=first.taken_by_id,
    )  # fmt: skip


def _care(again: list[Reading], last: date) -> list[CareStep]:
    """What a doctor did about each fever: told at once, seen within the hour, concluded after four days."""
    return [
        CareStep(
            id=new_id(), reading_id=one.recheck_of_id, step=step, at=one.taken_at + after, by_id=one.taken_by_id,
            result="上呼吸道感染" if step == "concluded" else None,
        )
        for one in again
        for step, after in _CARE
        if (one.taken_at + after).date() < last
    ]  # fmt: skip
