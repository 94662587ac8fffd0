"""The registers of a fictional month: every one is kept, and each figure of the ledger is that of its entries."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from db.location import SqliteFile
from facility_app.access import Desk
from facility_app.app.demo.accounts import ADMIN, PASSWORD
from facility_app.app.demo.making import make_demo
from facility_app.app.demo.wish import DemoWish
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from facility_app.facts.ledger_registers import RegisterDay
from facility_app.facts.registers import Filter
from facility_app.rules.registers import Entry
from facility_app.services import days, journal, ledgers, registers

UNTIL = date(2024, 3, 31)
FIRST = date(2024, 3, 1)
NOW = datetime(2024, 4, 1, 4, tzinfo=UTC)
_LOOKED_AT = (date(2024, 3, 9), date(2024, 3, 16), UNTIL)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("registers")
    place, machine = SqliteFile(folder / "demo.db"), Machine(lambda: NOW, "desk-1", folder)
    make_demo(place, DemoWish(people=14, staff=6, days=31, seed=1, until=UNTIL), machine)
    found = log_in(place, ADMIN, PASSWORD, machine)
    yield found
    found.store.close()


def entries(desk: Desk, register: str, first: date = FIRST, last: date = UNTIL) -> tuple[Entry, ...]:
    """The entries of some days, oldest first."""
    return tuple(reversed(registers.list_entries(desk, register, Filter(first, last), limit=None).entries))


def of_day(desk: Desk, register: str, day: date) -> RegisterDay:
    """A register as the ledger of a day has it."""
    return next(one for one in ledgers.ledger_facts(desk, day).content.registers if one.register.name == register)


def test_every_register_and_list_is_kept_and_every_day_is_closed(desk: Desk) -> None:
    for one in registers.see_registers(desk):
        found = registers.list_entries(desk, one.name, Filter(), limit=None)
        assert found.count > 0, one.name
    last = days.last_closed_day(desk)
    assert last is not None
    assert last.day == UNTIL
    assert journal.verify_journal(desk).ok


def test_areas_are_disinfected_twice_a_day_but_for_those_that_the_ledger_names(desk: Desk) -> None:
    areas = registers.list_entries(desk, "area", Filter()).rows
    owed = {one.id: one.name for one in areas if one.values["disinfected_daily"]}
    named = 0
    for back in range(31):
        day = UNTIL - timedelta(days=back)
        done = Counter(
            (one.values["area_id"], one.at.astimezone(UTC).hour >= 4)  # noon in Shanghai
            for one in entries(desk, "disinfection", day, day)
        )
        missed = {(owed[area], half) for area in owed for half in (False, True) if not done[area, half]}
        slots = registers.register_coverage(desk, "disinfection", day)
        told = {(one.subject.name, one.session.id == "pm") for one in slots if not one.is_filled}
        assert told == missed
        named += len(missed)
    assert 0 < named < 31


def test_stock_is_never_negative_and_is_what_came_less_what_went(desk: Desk) -> None:
    materials = {one.id: one.name for one in registers.list_entries(desk, "material", Filter()).rows}
    stock: dict[str, Decimal] = {}
    moves = set()
    for one in entries(desk, "stock_movement"):
        name, kind, amount = materials[one.values["material_id"]], one.values["movement"], one.values["quantity"]
        moves.add(kind)
        sign = {"in": 1, "out": -1, "loss": -1}.get(kind)
        stock[name] = amount if sign is None else stock[name] + sign * amount
        assert stock[name] >= 0, (name, one.at)
    assert moves == {"in", "out", "loss", "count"}
    assert {one.name: one.after for one in of_day(desk, "stock_movement", UNTIL).stock} == stock


def test_every_cell_in_use_is_counted_twice_and_the_one_miscount_is_explained(desk: Desk) -> None:
    wrong = []
    for one in entries(desk, "roll_call"):
        said: dict[str, Any] = dict(one.values)
        if said["counted"] + said["away"] != said["expected"]:
            wrong.append(said)
        assert not said["away"] or said["away_reason"]
    assert len(wrong) == 1
    assert wrong[0]["missing"]
    assert wrong[0]["explanation"]
    for day in _LOOKED_AT:
        found = of_day(desk, "roll_call", day)
        assert found.slots
        assert found.gaps == ()


def test_waste_is_handed_over_within_two_days(desk: Desk) -> None:
    for one in entries(desk, "disposal", last=UNTIL - timedelta(days=2)):
        assert one.values["handed_over_at"] - one.at <= timedelta(days=2)


def test_whoever_stayed_overnight_is_let_out_next_morning(desk: Desk) -> None:
    stayed = 0
    for register in ("visitor", "vehicle"):
        for one in entries(desk, register, last=UNTIL - timedelta(days=1)):
            end = datetime(one.day.year, one.day.month, one.day.day, 16, tzinfo=UTC)
            assert one.values["left_at"] is not None
            assert one.values["left_at"] < end + timedelta(hours=8)
            stayed += one.values["left_at"] >= end
    assert stayed


def test_devices_are_checked_when_due_and_defects_pass_a_retest_the_next_day(desk: Desk) -> None:
    last: dict[Any, date] = {}
    every = {one.id: one.values["interval_days"] for one in registers.list_entries(desk, "device", Filter()).rows}
    defects = 0
    for one in entries(desk, "equipment_check"):
        device = one.values["device_id"]
        if device in last:
            assert (one.day - last[device]).days == every[device]
        last[device] = one.day
        if one.values["result"] != "works" and one.day < UNTIL:
            defects += 1
            assert one.values["retested_at"] - one.at < timedelta(hours=36)
    assert set(last) == set(every)
    assert defects


def test_most_people_have_their_eight_hours_of_lessons_at_the_end_of_the_month(desk: Desk) -> None:
    lines = registers.month_minutes(desk, "lesson", UNTIL)
    assert lines
    assert max(one.owed for one in lines) == 8 * 60
    assert sum(not one.is_short for one in lines) > 0.7 * len(lines)


def test_ledger_counts_what_the_registers_list(desk: Desk) -> None:
    for day in _LOOKED_AT:
        for one in ledgers.ledger_facts(desk, day).content.registers:
            found = entries(desk, one.register.name, day, day)
            told = one.figures()
            assert told["entries"] == len(found)
            kinds = Counter(entry.values.get(one.register.count_by) for entry in found)
            assert told["counts"] == {key: kinds[key] for key in told["counts"]}
            assert sum(told["counts"].values()) == (len(found) if told["counts"] else 0)


def test_incidents_are_followed_until_they_are_closed(desk: Desk) -> None:
    found = entries(desk, "incident", last=UNTIL - timedelta(days=5))
    assert found
    for one in found:
        assert one.values["superior_told_at"] - one.at <= timedelta(minutes=10)
        assert one.values["written_at"] - one.at <= timedelta(hours=2)
        assert one.values["detailed_at"] - one.at <= timedelta(hours=24)
        assert one.values["closed_at"] is not None
        assert one.values["cause"]
