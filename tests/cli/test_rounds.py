"""`reading`, `absence`, `round`, `talk` and `quota` as scripts use them."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from db.location import Location
from db.values import CellKind, Conflict, Invalid
from facility_app.access import Desk
from facility_app.acts.cells import NewCell
from facility_app.app.machine import Machine
from facility_app.cli import rounds, talks
from facility_app.cli.output import Answer, as_json
from facility_app.cli.parser import Parser, UsageError
from facility_app.reports.content import content_lines
from facility_app.reports.ledger import ledger_document
from facility_app.services import cells, intake, placing, staff
from facility_app.services.ledgers import ledger_facts
from facility_app.services.rounds import sign_round
from resources.text import speaking
from tests.address import address
from tests.conftest import ADMIN, PASSWORD, Clock
from tests.services.test_rounds import newcomer, next_monday, wall

Call = Callable[..., Answer]


@pytest.fixture(autouse=True)
def day(clock: Clock) -> date:
    """A Monday, before the facility is founded."""
    return next_monday(clock)


@pytest.fixture
def call(place: Location, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Reads the words of a call and does it."""
    monkeypatch.setenv("FACILITY_USER", ADMIN)
    monkeypatch.setenv("FACILITY_PASSWORD", PASSWORD)
    db = address(place)
    parser = Parser(prog="facility-cli")
    commands = parser.add_subparsers(dest="command", required=True)
    rounds.arguments(commands)
    talks.arguments(commands)

    def run(*words: str) -> Answer:
        asked = parser.parse_args([*words, "--db", db])
        return (rounds.COMMANDS | talks.COMMANDS)[asked.command, None](asked, machine)

    return run


@pytest.fixture
def ward(desk: Desk, clock: Clock, day: date) -> Desk:
    """Three people in a cell, and an officer, at half past eight."""
    staff.add_staff(desk, "001", "虚构民警", "管教")
    cells.add_cell(desk, NewCell("一监区", "101", CellKind.ORDINARY, 8))
    for number in ("P1", "P2", "P3"):
        intake.admit_person(desk, newcomer(number, clock.now, is_key_person=number == "P1"))
        placing.place_person(desk, number, "101", reason="新收押")
    clock.now = wall(day, "08:30")
    return desk


def document(answer: Answer) -> Any:
    return json.loads(as_json(answer.document))


def test_further_reading_of_a_round_is_taken_where_it_is_said_so(call: Call, ward: Desk, day: date) -> None:
    """Somebody well in the morning falls ill before noon; a mean of 37.6 in the ear is a fever, a single one is not."""
    call("reading", "--number", "P1", "--celsius", "36.4", "--at", f"{day} 07:10")
    worse = ("reading", "--number", "P1", "--celsius", "37.6", "--site", "ear", "--at", f"{day} 08:10")
    with pytest.raises(Conflict):
        call(*worse)
    call(*worse, "--again", "--mean")
    (abnormal,) = document(call("round", "--date", str(day), "--window", "am"))["abnormal"]
    assert (abnormal["number"], abnormal["celsius"]) == ("P1", 37.6)


def test_reading_entered_after_its_round_bears_both_times(call: Call, ward: Desk, clock: Clock, day: date) -> None:
    call("reading", "--number", "P1", "--celsius", "36.4", "--at", f"{day} 07:10")  # an hour ago, in its round
    clock.now = wall(day, "09:29")  # the round ends at 09:00, half an hour is left to type it
    call("reading", "--number", "P2", "--celsius", "36.5", "--at", f"{day} 07:30")
    clock.now = wall(day, "09:31")
    call("reading", "--number", "P3", "--celsius", "36.6", "--at", f"{day} 07:40")
    call("reading", "--staff", "001", "--celsius", "36.3", "--at", f"{day} 09:20")  # late, and entered at once
    found = document(call("round", "--date", str(day), "--window", "am"))
    (late,) = found["entered_later"]
    assert (late["number"], late["taken_at"]) == ("P3", wall(day, "07:40").isoformat().replace("+00:00", "Z"))
    assert late["recorded_at"].startswith(f"{wall(day, '09:31'):%Y-%m-%dT%H:%M}")
    assert found["staff"]["entered_later"] == []
    ledger = ledger_document(ledger_facts(ward, day))
    annex = "".join("".join(line) for line in content_lines(ledger))
    assert annex.count("36.6 07:40 (entered 09:31)") == 1
    assert annex.count("(entered ") == 1
    with speaking("zh_CN"):
        said = content_lines(ledger_document(ledger_facts(ward, day)))
        assert "补录" in "".join("".join(line) for line in said)


def test_round_of_three_readings_keeps_its_contract(call: Call, ward: Desk, day: date) -> None:
    call("reading", "--number", "P1", "--celsius", "37.4", "--at", f"{day} 07:30", "--by", "001", "--device", "甲")
    call("reading", "--number", "P1", "--celsius", "37.1", "--at", f"{day} 08:00", "--device", "乙")
    made = document(call("reading", "--number", "P2", "--celsius", "36.5", "--symptom", "dry_cough"))
    assert set(made) == {"id"}
    call("absence", "--number", "P3", "--date", str(day), "--window", "am", "--reason", "court", "--note", "开庭")
    answer = call("round", "--date", str(day), "--window", "am")
    assert answer.status == 0
    found = document(answer)
    people = {"cell": "101"}
    assert found == {
        "date": str(day),
        "window": "am",
        "expected": 3,
        "measured": 2,
        "missing": [{"name": "虚构P3", "number": "P3", **people, "reason": "court"}],
        "abnormal": [
            {
                "name": "虚构P1",
                "number": "P1",
                **people,
                "celsius": 37.4,
                "body_site": "axillary",
                "state": "not_confirmed",
                "alarm": False,
                "symptoms": [],
            },
            {
                "name": "虚构P2",
                "number": "P2",
                **people,
                "celsius": 36.5,
                "body_site": "axillary",
                "state": "awaiting",
                "alarm": False,
                "symptoms": ["dry_cough"],
            },
        ],
        "entered_later": [],
        "staff": {
            "expected": 1,
            "measured": 0,
            "missing": [{"name": "虚构民警", "number": "001", "cell": "", "reason": None}],
            "abnormal": [],
            "entered_later": [],
        },
        "signature": None,
    }
    lines = "\n".join(answer.lines)
    assert "2 of 3 measured, 66.6 %" in lines
    assert "虚构P3 (P3)  Court hearing" in lines
    assert "Not signed off." in lines
    call("absence", "--staff", "001", "--date", str(day), "--window", "am", "--reason", "staff_rest")
    sign_round(ward, day, "am", "核对无误")
    answer = call("round", "--date", str(day), "--window", "am")
    signature = document(answer)["signature"]
    assert (signature["note"], signature["corrected_at"]) == ("核对无误", None)
    assert f"Signed off by {signature['by']}." in answer.lines


def test_talk_and_quota_name_who_is_short(call: Call, ward: Desk, clock: Clock, day: date) -> None:
    words = ("--number", "P1", "--kind", "first", "--content", "告知权利义务", "--at", f"{day} 08:00")
    assert set(document(call("talk", *words, "--minutes", "20", "--officer", "001"))) == {"id"}
    found = document(call("quota", "--date", str(day)))
    assert set(found) == {"date", "week", "quotas", "first_talks"}
    by_rule = {one["rule"]: one for one in found["quotas"]}
    weekly = by_rule["talks.officer_weekly"]
    assert (weekly["people"], weekly["fulfilled"]) == (3, 1)
    assert [one["number"] for one in weekly["short"]] == ["P2", "P3"]
    assert by_rule["talks.leader_weekly"]["short"] == [
        {"name": "虚构P1", "number": "P1", "cell": "101", "required": 2, "held": 0, "short": 2}
    ]
    assert {one["number"]: one["state"] for one in found["first_talks"]} == {
        "P1": "in_time",
        "P2": "due",
        "P3": "due",
    }
    with pytest.raises(Invalid) as refused:
        call("talk", *words, "--minutes", "2")
    assert refused.value.field == "reason_if_short"
    call("talk", *words[:-1], f"{day} 08:20", "--minutes", "2", "--why-short", "开饭")
    assert "虚构P2 (P2)" in "\n".join(call("quota", "--date", str(day)).lines)


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "words",
    [
        ("reading", "--celsius", "36.5"),
        ("reading", "--celsius", "36.5", "--number", "P1", "--staff", "001"),
        ("reading", "--celsius", "warm", "--number", "P1"),
        ("reading", "--celsius", "36.5", "--number", "P1", "--at", "noon"),
        ("round", "--date", "21.11.2026", "--window", "am"),
        ("talk", "--number", "P1", "--kind", "first", "--minutes", "long", "--content", "x"),
        ("quota",),
    ],
)
def test_wrong_words_are_a_wrong_call(call: Call, words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        call(*words)
