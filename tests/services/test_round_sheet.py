"""The sheet of a temperature round: cell by cell, bed by bed, then the staff, each with what was measured before."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from db.values import Invalid
from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.facts.round_sheet import RoundSheet, SheetRow
from facility_app.services import population, rounds
from tests.conftest import Clock
from tests.services import daywork
from tests.services.daywork import number, wall


@pytest.fixture
def monday(desk: Desk, clock: Clock) -> date:
    """Twelve people, eleven men in two cells and a woman, two officers; it is seven in the morning."""
    day = daywork.next_monday(clock)
    daywork.officers(desk)
    daywork.opening_people(desk, day, 12)
    daywork.open_on(desk, day)
    clock.now = wall(day, "07:00")
    return day


def row_of(sheet: RoundSheet, whose: str) -> SheetRow:
    return next(row for group in sheet.groups for row in group.rows if row.subject.number == whose)


def test_sheet_is_walked_by_cell_and_bed_and_ends_with_the_staff(desk: Desk, monday: date) -> None:
    sheet = rounds.round_sheet(desk)
    assert (sheet.day, sheet.span.window.id) == (monday, "am")
    assert [(one.block, one.cell, one.expected, one.is_staff) for one in sheet.groups] == [
        ("一监区", "101", 10, False),
        ("一监区", "102", 1, False),
        ("二监区", "101", 1, False),
        ("", "", 2, True),
    ]
    assert [one.bed for one in sheet.groups[0].rows] == list(range(1, 11))
    assert all(one.is_missing for group in sheet.groups for one in group.rows)


def test_sheet_turns_to_the_round_for_which_a_reading_counts_now(desk: Desk, clock: Clock, monday: date) -> None:
    windows = {}
    for clock_text in ("05:00", "05:30", "15:29", "15:30", "23:00"):
        clock.now = wall(monday, clock_text)
        windows[clock_text] = rounds.round_sheet(desk).span.window.id
    assert windows == {"05:00": "am", "05:30": "am", "15:29": "am", "15:30": "pm", "23:00": "pm"}


def test_reading_reason_and_second_reading_stand_in_their_rows(desk: Desk, clock: Clock, monday: date) -> None:
    fever, well, away = number(0), number(1), number(2)
    rounds.take_reading(desk, ReadingTaken(Decimal("38.2"), fever, taken_at=wall(monday, "07:00"), device="T1"))
    rounds.take_reading(desk, ReadingTaken(Decimal("36.5"), well))
    rounds.note_absence(desk, monday, "am", "court", number=away)
    sheet = rounds.round_sheet(desk)
    first = row_of(sheet, fever)
    assert first.awaits_recheck
    assert (sheet.recheck_from(first), sheet.recheck_until(first)) == (wall(monday, "07:15"), wall(monday, "07:30"))
    assert sheet.recheck_from(row_of(sheet, well)) is None
    gone = row_of(sheet, away)
    assert gone.reason is not None
    assert (gone.reason.id, gone.is_missing, gone.is_expected) == ("court", False, True)
    clock.now = wall(monday, "07:20")
    rounds.take_reading(desk, ReadingTaken(Decimal("38.4"), fever, device="T2"))
    confirmed = row_of(rounds.round_sheet(desk), fever)
    assert confirmed.is_alarming
    assert not confirmed.awaits_recheck
    assert [one.reading.measured.celsius for one in confirmed.rechecks] == [Decimal("38.4")]


def test_row_tells_the_two_readings_before_newest_first(desk: Desk, clock: Clock, monday: date) -> None:
    tuesday, values = monday + timedelta(days=1), ("36.3", "36.6", "36.9")
    moments = (wall(monday, "07:00"), wall(monday, "17:00"), wall(tuesday, "07:00"))
    for at, value in zip(moments, values, strict=True):
        clock.now = at
        rounds.take_reading(desk, ReadingTaken(Decimal(value), number(0)))
    row = row_of(rounds.round_sheet(desk), number(0))
    assert row.first is not None
    assert row.first.reading.measured.celsius == Decimal("36.9")
    assert [one.celsius for one in row.before] == [Decimal("36.6"), Decimal("36.3")]


def test_sheet_of_a_round_that_does_not_exist_is_refused(desk: Desk, monday: date) -> None:
    with pytest.raises(Invalid) as caught:
        rounds.round_sheet(desk, monday, "night")
    assert caught.value.field == "window"


def test_population_of_today_is_yesterday_and_in_less_out(desk: Desk, clock: Clock, monday: date) -> None:
    clock.now = wall(monday, "09:00")
    daywork.admit(desk, clock, "N1", "虚构新人")
    clock.now = wall(monday, "10:00")
    daywork.let_go(desk, number(3), daywork.release_notice("1", monday))
    found = population.population_today(desk)
    assert (found.opening, found.intake, found.exits, found.closing, found.stated) == (12, 1, 1, 12, 12)
