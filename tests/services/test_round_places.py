"""Where readings belong that are made late, at night or beside the rounds, and how long a second one stays owed
(domain guide §3.1, §3.4)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from db.values import Conflict, Invalid, Role
from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken, Source
from facility_app.facts.due.item import DueState
from facility_app.facts.round_sheet import SheetRow
from facility_app.services import accounts, care, due, rounds
from tests.conftest import ADMIN, Clock
from tests.services import daywork
from tests.services.daywork import number, wall
from tests.services.test_rounds import close_day

DAY = timedelta(days=1)


@pytest.fixture
def day(desk: Desk, clock: Clock) -> date:
    """A Monday with eight people and two who measure; it is ten in the evening."""
    monday = daywork.next_monday(clock)
    daywork.officers(desk)
    daywork.opening_people(desk, monday, 8)
    daywork.open_on(desk, monday)
    accounts.grant_role(desk, ADMIN, Role.DOCTOR)
    clock.now = wall(monday, "22:00")
    return monday


class Ward:
    """Takes temperatures by two hands, and says what came of them."""

    def __init__(self, desk: Desk, day: date) -> None:
        self.desk, self.day = desk, day

    def take(self, place: int, celsius: str, at: str, by: int = 1, **more: object) -> UUID:
        """A reading at `07:30`, or on the next day at `+07:30`, by the first hand or the second."""
        when = wall(self.day + DAY * at.startswith("+"), at.removeprefix("+"))
        means: dict[str, Any] = {"taken_by": f"00{by}", "device": f"T{by}", **more}
        told = ReadingTaken(Decimal(celsius), number(place), taken_at=when, **means)
        return rounds.take_reading(self.desk, told)

    def states(self, place: int, window: str, later: int = 0) -> list[str]:
        """Where the abnormal readings of somebody stand in a round."""
        found = rounds.round_coverage(self.desk, self.day + DAY * later, window).abnormal
        return [one.state.value for one in found if one.subject.number == number(place)]

    def is_measured(self, place: int, window: str, later: int = 0) -> bool:
        """Whether a round no longer misses somebody."""
        found = rounds.round_coverage(self.desk, self.day + DAY * later, window).people
        return number(place) not in {one.subject.number for one in found.missing}

    def owed(self) -> dict[str, str]:
        """Who is to be measured again, and what is said of it."""
        items = due.what_is_due(self.desk).items
        return {
            one.subject.number: one.words.text
            for one in items
            if one.kind == "recheck" and one.state is not DueState.DONE
        }

    def cases(self) -> set[str]:
        """Whom a doctor is asked for."""
        return {one.subject.number for one in care.open_cases(self.desk).cases}

    def row(self, place: int) -> SheetRow:
        """Somebody on the sheet of the round that is being made."""
        rows = (row for group in rounds.round_sheet(self.desk).groups for row in group.rows)
        return next(row for row in rows if row.subject.number == number(place))


@pytest.fixture
def ward(desk: Desk, day: date) -> Ward:
    return Ward(desk, day)


def test_late_second_reading_decides_though_the_next_round_counts_already(ward: Ward) -> None:
    ward.take(0, "38.0", "15:10")
    ward.take(0, "38.1", "15:45", by=2)  # the evening round counts from 15:30 and is made from 17:00
    ward.take(1, "37.6", "15:10")
    ward.take(1, "36.6", "15:45", by=2)
    ward.take(1, "36.5", "17:10")
    ward.take(2, "37.6", "15:10")
    ward.take(2, "36.4", "17:10", by=2)
    ward.take(3, "36.5", "07:30")
    ward.take(3, "38.0", "15:10", again=True)
    ward.take(3, "38.2", "15:50", by=2)
    ward.take(4, "38.0", "15:10")
    ward.take(4, "38.2", "17:10", by=2)
    ward.take(4, "38.3", "17:40", device="T3")  # one second reading for both
    assert (ward.states(0, "am"), ward.is_measured(0, "pm")) == (["confirmed"], False)
    assert (ward.states(1, "am"), ward.is_measured(1, "pm")) == (["not_confirmed"], True)
    assert (ward.states(2, "am"), ward.is_measured(2, "pm")) == (["awaiting"], True)  # the evening's own reading
    assert (ward.states(3, "am"), ward.is_measured(3, "pm")) == (["confirmed"], False)
    assert (ward.states(4, "am"), ward.states(4, "pm")) == (["awaiting"], ["confirmed"])
    assert ward.cases() == {number(0), number(3), number(4)}
    assert set(ward.owed()) == {number(2)}
    ward.take(2, "36.5", "17:40", by=2, again=True)
    assert (ward.states(2, "am"), ward.owed()) == (["not_confirmed"], {})


def test_second_reading_stays_owed_until_it_is_made_or_a_doctor_was_told(ward: Ward, clock: Clock, day: date) -> None:
    firsts = {place: ward.take(place, "38.6", "17:10") for place in range(4)}
    ward.take(4, "36.5", "17:10", symptoms=("dry_cough",))
    everybody = {number(place) for place in range(5)}
    assert set(ward.owed()) == everybody
    clock.now = wall(day + DAY, "07:50")
    assert set(ward.owed()) == everybody  # midnight forgets nobody
    ward.take(0, "36.7", "+07:20", by=2)
    assert (ward.is_measured(0, "am", 1), set(ward.owed())) == (True, everybody)  # nor does a normal morning
    assert ward.row(0).owed is not None and not ward.row(0).is_missing
    ward.take(0, "36.8", "+07:40", by=2, again=True)
    assert (ward.states(0, "pm"), set(ward.owed())) == (["not_confirmed"], everybody - {number(0)})
    assert ward.row(0).owed is None and ward.row(1).owed is not None
    ward.take(1, "38.4", "+07:40", by=2, again=True)
    assert ward.states(1, "pm") == ["confirmed"]
    assert (ward.cases(), ward.is_measured(1, "am", 1)) == ({number(1)}, False)
    close_day(ward.desk, day)
    ward.take(2, "36.6", "+07:45", by=2, again=True)
    assert (ward.is_measured(2, "am", 1), set(ward.owed())) == (False, {number(3), number(4)})
    care.tell_doctor(ward.desk, firsts[3], doctor="002")
    assert set(ward.owed()) == {number(4)}
    clock.now = wall(day + 20 * DAY, "08:30")
    assert set(ward.owed()) == {number(4)}
    at = {"taken_by": "002", "device": "T2"}
    rounds.take_reading(ward.desk, ReadingTaken(Decimal("36.5"), number(4), **at))  # type: ignore[arg-type]
    clock.go(minutes=20)
    rounds.take_reading(ward.desk, ReadingTaken(Decimal("36.4"), number(4), again=True, **at))  # type: ignore[arg-type]
    assert ward.owed() == {}


def test_whoever_falls_ill_at_night_is_recorded_and_still_measured_in_the_morning(
    ward: Ward, clock: Clock, day: date
) -> None:
    for place in (0, 1, 2):
        ward.take(place, "36.5", "17:10")
    clock.now = wall(day + DAY, "08:00")
    ward.take(0, "39.2", "+02:00", symptoms=("chest_pain",))
    assert (ward.cases(), set(ward.owed())) == ({number(0)}, {number(0)})
    ward.take(1, "38.4", "+02:00")
    ward.take(1, "38.5", "+02:20", by=2)
    ward.take(2, "38.2", "+05:20")
    ward.take(2, "36.6", "+05:50", by=2)  # in the time of a recheck, though the morning counts already
    ward.take(3, "38.3", "+02:00")  # was not measured in the evening
    ward.take(3, "38.6", "+02:30", by=2)
    assert (ward.states(1, "pm"), ward.states(2, "pm"), ward.states(3, "pm")) == (
        ["confirmed"],
        ["not_confirmed"],
        ["confirmed"],
    )
    assert ward.cases() == {number(0), number(1), number(3)}
    assert not ward.is_measured(3, "pm")
    with pytest.raises(Invalid, match="further reading"):  # more likely the wrong time
        ward.take(4, "36.6", "+02:00")
    ward.take(4, "36.6", "+02:00", again=True)
    assert not any(ward.is_measured(place, "am", 1) for place in range(5))
    for place in range(5):
        ward.take(place, "36.7", "+07:30", by=2)
    assert all(ward.is_measured(place, "am", 1) for place in range(5))
    clock.now = wall(day + 2 * DAY, "03:00")
    close_day(ward.desk, day)
    close_day(ward.desk, day + DAY)
    at = wall(day + 2 * DAY, "02:30")
    rounds.take_reading(ward.desk, ReadingTaken(Decimal("38.9"), number(5), taken_at=at, taken_by="001"))
    rounds.take_reading(ward.desk, ReadingTaken(Decimal("38.9"), number(4), taken_at=at, taken_by="001"))
    assert {number(4), number(5)} <= set(ward.owed())
    rounds.note_absence(
        ward.desk, day + 2 * DAY, "am", "court", number=number(5)
    )  # a night's reading is not the round's


def test_memory_of_a_thermometer_may_hold_a_fever_after_a_normal_reading(ward: Ward, day: date) -> None:
    def memory(*lines: tuple[str, str]) -> list[ReadingTaken]:
        return [ReadingTaken(Decimal(value), number(0), taken_at=wall(day, at), device="T1") for at, value in lines]

    held = memory(("10:10", "38.9"), ("07:10", "36.5"))
    assert isinstance(rounds.take_readings(ward.desk, held).problems[0].error, Conflict)  # typed: one of them is wrong
    nearer = memory(("07:10", "36.5"), ("07:12", "36.9"))
    assert rounds.take_readings(ward.desk, nearer, check_only=True, source=Source.THERMOMETER).problems
    assert rounds.take_readings(ward.desk, held, source=Source.THERMOMETER).added == 2
    assert rounds.take_readings(ward.desk, held, source=Source.THERMOMETER).unchanged == 2
    assert (ward.states(0, "am"), set(ward.owed())) == (["awaiting"], {number(0)})
