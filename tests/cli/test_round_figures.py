"""Sheet, grid, map, command line, ledger and trend tell the same of a round with everything that can happen in one."""

import argparse
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from db.location import Location
from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.app.machine import Machine
from facility_app.cli import rounds as commands
from facility_app.cli.parser import Parser
from facility_app.facts.ledger_lines import LateValue, Measuring
from facility_app.facts.round_sheet import RoundSheet
from facility_app.services import care, health, ledgers, rounds, staff
from tests.address import address
from tests.conftest import ADMIN, PASSWORD, Clock
from tests.services import daywork
from tests.services.daywork import number, wall
from ui.charts.roundmap import counts_text
from ui.charts.tiles import TileKind, kind_of, tile_of
from ui.pages.rounds import words
from ui.theme import State

STATES = {
    number(1): "awaiting",
    number(2): "confirmed",
    number(3): "not_confirmed",
    number(4): "in_care",
    number(11): "awaiting",
    number(12): "alarm",
    number(13): "alarm",
    number(14): "low",
    number(15): "awaiting",
    number(16): "not_confirmed",
    number(17): "in_care",
}
ALARMING = {number(n) for n in (2, 12, 13, 14, 15, 16)}
"""Acted on at once: confirmed, seizure, vomiting blood, 34.2 °C, stiff neck, seizure at the second reading."""
FEVERISH = {number(n) for n in (1, 2, 3, 4, 16)}
SHOWN = {
    TileKind.FEVER: {number(1), *ALARMING},
    TileKind.IN_CARE: {number(4), number(17)},
    TileKind.AWAITING: {number(11)},
    TileKind.MISSING: {number(7), number(10)},
    TileKind.AWAY: {number(5), number(6)},
    TileKind.MEASURED: {number(0), number(3), number(8), number(9)},
}
"""On the map at 09:25, before what number 10 had was entered; a fever that waits for its second reading is one too."""
MISSING = {number(5): "refused", number(6): "court", number(7): None}
MEASURED, EXPECTED = 15, 18
STAFF_STATES, STAFF_MISSING = {"002": "awaiting"}, {"003": None}


@pytest.fixture
def tuesday(desk: Desk, clock: Clock) -> date:
    """Eighteen people and three officers; of two a fever was confirmed on Monday, and the doctor informed."""
    monday = daywork.next_monday(clock)
    daywork.officers(desk)
    staff.add_staff(desk, "003", "虚构民警三", "管教")
    daywork.opening_people(desk, monday, EXPECTED)
    daywork.open_on(desk, monday)
    clock.now = wall(monday, "08:00")
    for whom in (4, 17):
        first = measure(desk, "38.1", whom, monday, "07:30")
        measure(desk, "38.2", whom, monday, "07:50", device="T2")
        care.tell_doctor(desk, first, doctor="002")
    tuesday = monday + timedelta(days=1)
    clock.now = wall(tuesday, "09:25")
    work_the_round(desk, tuesday)
    return tuesday


def measure(
    desk: Desk, celsius: str, whom: int | str, day: date, clock: str, *symptoms: str, device: str = "T1"
) -> UUID:
    of, staff_of = (None, whom) if isinstance(whom, str) else (number(whom), None)
    by = "002" if staff_of == "001" else "001"
    at = wall(day, clock)
    taken = ReadingTaken(Decimal(celsius), of, staff_of, at, device=device, taken_by=by, symptoms=symptoms)
    return rounds.take_reading(desk, taken)


def work_the_round(desk: Desk, day: date) -> None:
    """Normal, awaiting, confirmed, not confirmed, in care, refused, at court, missing, late, early, a cough; and
    emergency signs without and with a fever, too cold, in care and with a cough.
    """
    measure(desk, "36.2", 9, day, "06:30")
    measure(desk, "36.5", 0, day, "07:05")
    measure(desk, "38.2", 2, day, "07:10")
    measure(desk, "37.5", 3, day, "07:11")
    measure(desk, "38.4", 4, day, "07:12")
    measure(desk, "36.6", 11, day, "08:58", "dry_cough")
    measure(desk, "38.3", 2, day, "07:30", device="T2")
    measure(desk, "36.6", 3, day, "07:31", device="T2")
    measure(desk, "36.5", "001", day, "07:35")
    measure(desk, "37.9", "002", day, "07:36")
    measure(desk, "38.0", 1, day, "08:57")
    measure(desk, "36.3", 8, day, "09:20")
    measure(desk, "36.6", 12, day, "07:14", "seizure")
    measure(desk, "36.6", 13, day, "07:15", "vomiting_blood")
    measure(desk, "34.2", 14, day, "07:16")
    measure(desk, "36.6", 15, day, "08:56", "stiff_neck")
    measure(desk, "37.4", 16, day, "07:17")
    measure(desk, "37.1", 16, day, "07:37", "seizure", device="T2")
    measure(desk, "36.7", 17, day, "07:18", "dry_cough")
    rounds.note_absence(desk, day, "am", "refused", number=number(5))
    rounds.note_absence(desk, day, "am", "court", number=number(6))


def asked_of_the_command_line(place: Location, machine: Machine, day: date) -> Mapping[str, Any]:
    db = address(place)
    parser = Parser(prog="facility-cli")
    commands.arguments(parser.add_subparsers(dest="command", required=True))
    asked: argparse.Namespace = parser.parse_args(["round", "--date", f"{day}", "--window", "am", "--db", db])
    return commands.COMMANDS["round", None](asked, machine).document


def states_on(sheet: RoundSheet, *, is_staff: bool) -> dict[str, str]:
    rows = (row for group in sheet.groups if group.is_staff is is_staff for row in group.rows)
    return {row.subject.number: row.abnormal[-1].state.value for row in rows if row.abnormal}


def missing_on(sheet: RoundSheet, *, is_staff: bool) -> dict[str, str | None]:
    rows = (row for group in sheet.groups if group.is_staff is is_staff for row in group.rows)
    unmeasured = (row for row in rows if row.is_expected and row.first is None)
    return {row.subject.number: row.reason.id if row.reason else None for row in unmeasured}


def told(document: Mapping[str, Any]) -> tuple[int, int, dict[str, Any], dict[str, Any]]:
    missing = {one["number"]: one["reason"] for one in document["missing"]}
    states = {one["number"]: one["state"] for one in document["abnormal"]}
    return document["expected"], document["measured"], missing, states


def written(of: Measuring) -> tuple[int, int, dict[str, Any], dict[str, Any]]:
    missing = {one.who.number: one.reason for one in of.missing}
    return of.expected, of.measured, missing, {one.who.number: one.state for one in of.abnormal}


def look_at_map_and_grid(sheet: RoundSheet, document: Mapping[str, Any]) -> None:
    """Everybody stands once on the map; grid and map mark as abnormal whom the command line lists, each as it says."""
    rows = {row.subject.number: row for group in sheet.groups if not group.is_staff for row in group.rows}
    kinds: dict[TileKind, set[str]] = {}
    for one, row in rows.items():
        kinds.setdefault(kind_of(row), set()).add(one)
    assert kinds == SHOWN
    assert {one for one, row in rows.items() if words.reading_state(row)} == STATES.keys()
    assert {one for one, row in rows.items() if words.row_state(row) is State.FEVER} == ALARMING
    assert {one for one, row in rows.items() if words.row_state(row) is State.IN_CARE} == SHOWN[TileKind.IN_CARE]
    assert {one["number"] for one in document["abnormal"] if one["alarm"]} == ALARMING
    symptoms = {one["number"]: one["symptoms"] for one in document["abnormal"] if one["symptoms"]}
    assert (symptoms[number(12)], symptoms[number(16)]) == (["seizure"], ["seizure"])
    told = counts_text([tile_of(row) for row in rows.values()])
    assert "fever or alarm 7 (2 of them to measure again)" in told
    assert "in the doctor's care 2 (1 of them with a fever)" in told
    assert "to measure again 1 · " in told


def test_sheet_map_command_ledger_and_trend_tell_the_same_of_a_round(
    desk: Desk, place: Location, machine: Machine, clock: Clock, tuesday: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACILITY_USER", ADMIN)
    monkeypatch.setenv("FACILITY_PASSWORD", PASSWORD)
    look_at_map_and_grid(rounds.round_sheet(desk, tuesday, "am"), asked_of_the_command_line(place, machine, tuesday))
    clock.now = wall(tuesday, "13:00")
    measure(desk, "36.4", 10, tuesday, "07:40")
    people = (EXPECTED, MEASURED, MISSING, STATES)
    officers = (3, 2, STAFF_MISSING, STAFF_STATES)
    sheet = rounds.round_sheet(desk, tuesday, "am")
    groups = [one for one in sheet.groups if not one.is_staff]
    assert people == (
        sum(one.expected for one in groups),
        sum(one.measured for one in groups),
        missing_on(sheet, is_staff=False),
        states_on(sheet, is_staff=False),
    )
    assert officers == (
        sheet.groups[-1].expected,
        sheet.groups[-1].measured,
        missing_on(sheet, is_staff=True),
        states_on(sheet, is_staff=True),
    )
    assert (sheet.people.early, sheet.people.late) == (1, 1)
    document = asked_of_the_command_line(place, machine, tuesday)
    assert (told(document), told(document["staff"])) == (people, officers)
    assert [one["number"] for one in document["entered_later"]] == [number(10)]
    content = ledgers.ledger_facts(desk, tuesday).content
    morning = content.rounds[0]
    assert (written(morning.people), written(morning.staff)) == (people, officers)
    assert (morning.people.early, morning.people.late) == (1, 1)
    later = [one.who.number for one in content.details if any(isinstance(v, LateValue) for v in one.values[0])]
    assert later == [number(10)]
    (trend,) = [one for one in health.health_trend(desk, 2).days[-1].rounds if one.window == "am"]
    assert (trend.expected, trend.measured) == (EXPECTED, MEASURED)
    assert (trend.fevers, trend.confirmed, trend.symptoms) == (len(FEVERISH), 1, 6)
