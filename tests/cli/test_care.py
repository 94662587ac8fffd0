"""`care` as scripts use it, from a fever to the conclusion."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from db.location import Location
from db.values import Invalid, Role
from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.app.machine import Machine
from facility_app.cli import care
from facility_app.cli.output import Answer, as_json
from facility_app.cli.parser import Parser
from facility_app.services import accounts, rounds
from tests.address import address
from tests.conftest import ADMIN, PASSWORD, Clock
from tests.services import daywork
from tests.services.daywork import number, wall

Call = Callable[..., Answer]


@pytest.fixture
def call(place: Location, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Reads the words of a call and does it."""
    monkeypatch.setenv("FACILITY_USER", ADMIN)
    monkeypatch.setenv("FACILITY_PASSWORD", PASSWORD)
    parser = Parser(prog="facility-cli")
    care.arguments(parser.add_subparsers(dest="command", required=True))

    def run(*words: str) -> Answer:
        asked = parser.parse_args(["care", *words, "--db", address(place)])
        return care.COMMANDS["care", asked.subcommand](asked, machine)

    return run


@pytest.fixture
def day(clock: Clock) -> date:
    return daywork.next_monday(clock)


def test_case_is_followed_from_the_command_line_and_a_result_is_read_for_a_reason(
    day: date, desk: Desk, call: Call, clock: Clock
) -> None:
    daywork.officers(desk)
    daywork.opening_people(desk, day, 1)
    daywork.open_on(desk, day)
    clock.now = wall(day, "07:20")
    rounds.note_absence(desk, day, "am", "refused", number=number(0))
    call("refusal-told", "--number", number(0), "--date", str(day), "--window", "am", "--doctor", "002")
    (missing,) = rounds.round_coverage(desk, day, "am").people.missing
    assert missing.reason is not None and missing.reason.id == "refused_doctor_told"
    clock.now = wall(day, "07:30")
    rounds.take_reading(desk, ReadingTaken(Decimal("38.2"), number(0), taken_by="001", device="甲"))
    clock.now = wall(day, "07:50")
    rounds.take_reading(desk, ReadingTaken(Decimal("38.4"), number(0), taken_by="002", device="甲"))
    (case,) = call("list").document["cases"]
    reading = str(case["reading"])
    assert (case["number"], case["kind"], case["next"]) == (number(0), "fever", "informed")
    call("told", reading, "--doctor", "002")
    call("step", reading, "mask", "--by", "001")
    accounts.grant_role(desk, ADMIN, Role.DOCTOR)
    seen = str(call("saw", reading, "--result", "虚构所见").document["id"])
    shown = call("see", reading)
    assert [one["step"] for one in shown.document["steps"]] == ["informed", "mask", "seen"]
    assert "虚构所见" not in as_json(shown.document) + "".join(shown.lines)
    assert call("result", seen).document == {"result": "虚构所见"}
    call("conclude", reading, "--result", "转院", "--early")
    assert call("list").lines == ("No case is open.",)
    accounts.revoke_role(desk, ADMIN, Role.DOCTOR, "x")
    with pytest.raises(Invalid) as unexplained:
        call("result", seen)
    assert unexplained.value.field == "reason"
    assert call("result", seen, "--reason", "处理投诉").lines == ("虚构所见",)
