"""The latest temperature of one person."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from db.tables import Reading
from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.rules.rounds import Timing
from facility_app.services import intake, rounds, staff
from tests.conftest import Clock
from tests.services.daywork import next_monday, wall
from tests.services.test_rounds import newcomer


@pytest.fixture(autouse=True)
def day(clock: Clock) -> date:
    """Before the facility is founded."""
    return next_monday(clock)


@pytest.fixture
def ward(desk: Desk, clock: Clock, day: date) -> Desk:
    """Two people and who measures them, at half past nine."""
    staff.add_staff(desk, "001", "虚构民警一", "管教")
    for number in ("P1", "P2"):
        intake.admit_person(desk, newcomer(number, clock.now))
    clock.now = wall(day, "09:30")
    return desk


def take(desk: Desk, number: str, celsius: str, day: date, clock: str) -> None:
    rounds.take_reading(desk, ReadingTaken(Decimal(celsius), number, taken_at=wall(day, clock), taken_by="001"))


def test_nobody_measured_has_no_latest_reading(ward: Desk) -> None:
    assert rounds.latest_reading(ward, "P1") is None
    assert rounds.latest_reading(ward, "unknown") is None


def test_latest_reading_is_the_recheck_of_the_own_first_one(ward: Desk, day: date) -> None:
    take(ward, "P1", "37.6", day, "07:30")
    take(ward, "P1", "36.8", day, "07:50")
    take(ward, "P2", "36.1", day, "07:55")
    found = rounds.latest_reading(ward, " P1 ")
    assert found is not None
    measured = found.reading.measured
    assert (measured.celsius, measured.at, measured.subject.number) == (Decimal("36.8"), wall(day, "07:50"), "P1")
    assert (found.reading.round, found.reading.recheck_of is None) == ((day, "am"), False)
    assert (found.by, found.timing) == ("虚构民警一", Timing.ON_TIME)


def test_void_reading_is_not_the_latest(ward: Desk, day: date) -> None:
    take(ward, "P1", "36.5", day, "07:30")
    with ward.store.reading() as session:
        (only,) = session.scalars(select(Reading.id))
    rounds.void_reading(ward, only, "测错人")
    assert rounds.latest_reading(ward, "P1") is None
