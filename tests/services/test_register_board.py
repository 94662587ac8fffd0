"""The screens of registers: what may be named, and what every register waits for."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from db.values import Role
from facility_app.access import Desk
from facility_app.facts.due.item import DueState
from facility_app.services import days, due, register_board, registers
from tests.conftest import Clock
from tests.services import daywork


@pytest.fixture
def day(desk: Desk, clock: Clock) -> date:
    monday = daywork.next_monday(clock)
    daywork.officers(desk)
    daywork.opening_people(desk, monday, 20)
    daywork.open_on(desk, monday)
    return monday


def _line(desk: Desk, name: str) -> register_board.RegisterLine:
    return next(one for one in register_board.see_board(desk) if one.register.name == name)


def test_the_names_to_choose_are_those_that_an_entry_takes(desk: Desk, day: date) -> None:
    found = register_board.choices_of(desk, "roll_call").rows
    assert [one.word for one in found["cell_id"]] == ["一监区 101", "一监区 102", "二监区 101"]
    assert {"001", "002"} <= {one.word for one in found["counted_by_id"]}
    own = register_board.choices_of(desk, "roll_call").own
    assert own is not None
    assert (own.word, own.text) == ("A001", "甲一")


def test_a_session_that_is_over_without_an_entry_is_a_blind_spot(desk: Desk, clock: Clock, day: date) -> None:
    for name in ("走廊", "会见室"):
        registers.add_entry(desk, "area", {"name": name, "kind": "other", "disinfected_daily": True})
    clock.now = daywork.wall(day, "09:00")
    waiting = _line(desk, "disinfection")
    assert (waiting.blind, waiting.waiting) == (0, 2)
    values = {"area_id": "走廊", "occasion": "daily", "method": "wiping", "done_by_id": "001"}
    registers.add_entry(desk, "disinfection", values)
    clock.now = daywork.wall(day, "12:30")
    left = _line(desk, "disinfection")
    assert (left.blind, left.waiting) == (1, 2)
    assert (left.open, left.overdue) == (1, 0)  # the check within seven days
    clock.now = daywork.wall(day + timedelta(days=7), "12:30")
    assert _line(desk, "disinfection").overdue == 1


def test_what_today_shows_as_due_is_never_done_in_the_list_of_registers(desk: Desk, clock: Clock, day: date) -> None:
    registers.add_entry(desk, "area", {"name": "走廊", "kind": "other", "disinfected_daily": False})
    for name in ("报警按钮一", "报警按钮二"):
        device = {"name": name, "kind": "alarm_button", "area_id": "走廊", "interval_days": 1, "since": day}
        registers.add_entry(desk, "device", device)
    registers.add_entry(desk, "material", {"name": "口罩", "unit": "只", "minimum": 100, "since": day})
    registers.add_entry(desk, "stock_movement", {"material_id": "口罩", "movement": "in", "quantity": 40})
    clock.now = daywork.wall(day, "09:00")
    counted = {
        "cell_id": "一监区 101",
        "kind": "morning",
        "way": "face",
        "counted": 8,
        "away": 0,
        "counted_by_id": "001",
    }
    registers.add_entry(desk, "roll_call", counted)
    waits = {name: _line(desk, name) for name in ("equipment_check", "stock_movement", "roll_call")}
    assert (waits["equipment_check"].open, waits["equipment_check"].overdue) == (2, 0)  # both until the day ends
    assert waits["stock_movement"].open == 1  # forty in stock, of a hundred
    assert waits["roll_call"].overdue == 1  # two of ten are not accounted for
    for item in due.what_is_due(desk).items:
        if item.kind in waits and item.state is not DueState.DONE:
            one = waits[item.kind]
            assert one.blind + one.waiting + one.overdue + one.open > 0


def test_an_account_sees_only_the_registers_that_it_may_read(seat: Callable[..., Desk]) -> None:
    lead = seat("lead", Role.SHIFT_LEAD)
    assert {one.register.group.value for one in register_board.see_board(lead)} == {
        "health", "gate", "security", "equipment", "education",
    }  # fmt: skip
    administrator = seat("keeper", Role.ADMINISTRATOR)
    assert {one.register.group.value for one in register_board.see_board(administrator)} == {"equipment"}


def test_days_are_listed_from_the_first_one_kept_to_today(desk: Desk, clock: Clock, day: date) -> None:
    clock.now = daywork.wall(day + timedelta(days=1), "08:00")
    days.close_day(desk, day)
    lines = days.list_days(desk, day - timedelta(days=30), day + timedelta(days=30))
    assert [one.day for one in lines] == [day + timedelta(days=1), day]
    today, before = lines
    assert (today.closing, today.is_over) == (None, False)
    assert before.closing is not None
    assert (before.closing.opening, before.closing.closing, before.closing.by) == (20, 20, "甲一")
