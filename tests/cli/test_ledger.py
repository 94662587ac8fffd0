"""The ledger's commands as scripts use them."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.location import Location
from db.values import DaybookError
from facility_app.access import Desk
from facility_app.app.machine import Machine
from facility_app.cli import ledger
from facility_app.cli.output import as_json
from facility_app.cli.parser import Parser, UsageError
from facility_app.reports.facts import read_facts
from resources.text import speaking
from tests.address import address
from tests.conftest import ADMIN, PASSWORD, Clock
from tests.reports.reading import whole_text
from tests.services.daywork import admit, next_monday, number, officers, opening_people, wall

Call = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(autouse=True)
def day(clock: Clock) -> date:
    """Before the facility is founded."""
    return next_monday(clock)


@pytest.fixture
def db(place: Location) -> str:
    return address(place)


@pytest.fixture
def house(desk: Desk, clock: Clock, day: date) -> Desk:
    officers(desk)
    opening_people(desk, day, 30, term_ends={3: day})
    clock.now = wall(day, "10:00")
    admit(desk, clock, "N0", "新收䶮㛃𬍛")
    clock.now = wall(day, "16:00")
    return desk


@pytest.fixture
def call(machine: Machine, db: str, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs one command by its own table, in English; an error answers as `main` has it."""
    monkeypatch.setenv("FACILITY_USER", ADMIN)
    monkeypatch.setenv("FACILITY_PASSWORD", PASSWORD)
    parser = Parser(prog="facility-cli")
    commands = parser.add_subparsers(dest="command", required=True)
    ledger.arguments(commands)
    verify = commands.add_parser("verify").add_subparsers(dest="subcommand", required=True)
    ledger.verify_arguments(verify)

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        asked = parser.parse_args([*words, "--db", db])
        with speaking("en"):
            try:
                answer = ledger.COMMANDS[asked.command, getattr(asked, "subcommand", None)](asked, machine)
            except DaybookError as error:
                return 1, {"error": {"kind": error.kind, "field": error.field}}
        document = json.loads(as_json(answer.document))
        assert isinstance(document, dict)
        assert answer.lines
        return answer.status, document

    return run


def test_day_is_released_printed_closed_amended_and_verified(
    call: Call, house: Desk, clock: Clock, day: date, tmp_path: Path
) -> None:
    status, left = call(
        "release", "--number", number(3), "--exit", "sentence_served", "--checked-by", "001", "--also-checked-by", "002"
    )
    assert (status, left["number"], left["late"]) == (0, number(3), None)
    assert "release.body_check" in {one["rule"] for one in left["open_items"]}

    status, against = call("close-day", "--date", str(day))
    assert (status, against["closed"]) == (1, False)
    assert [one["rule"] for one in against["against"]] == ["closing.day_over"]

    clock.now = wall(day + timedelta(days=1), "00:30")
    status, wrong = call("close-day", "--date", str(day), "--stated", "31")
    assert (status, [one["rule"] for one in wrong["against"]]) == (1, ["closing.population"])
    status, closed = call("close-day", "--date", str(day), "--stated", "30", "--backup", str(tmp_path / "backups"))
    assert (status, closed["closed"], closed["against"], closed["backup_problem"]) == (0, True, [], None)
    assert (closed["opening"], closed["intake"], closed["exits"], closed["closing"]) == (30, 1, 1, 30)
    assert Path(closed["backup"]).is_file()

    out = tmp_path / "F.pdf"
    status, printed = call("ledger", "--date", str(day), "--out", str(out), "--print-lang", "zh_CN")
    assert (status, printed["path"], printed["version"], printed["is_closed"]) == (0, str(out), 1, True)
    assert printed["serial"] == f"L{day:%Y%m%d}-01"
    assert printed["pages"] >= 2
    facts = read_facts(out)
    assert facts is not None
    assert (facts.serial, facts.language, facts.content_hash) == (printed["serial"], "zh_CN", printed["hash"])
    text = whole_text(out)
    assert "新收䶮㛃𬍛" in text
    assert printed["hash"] in text
    assert printed["figures"]["closing"] == 30

    assert call("verify", "ledger", str(out)) == (
        0,
        {"ok": True, "verdict": "genuine", "problems": [], "changes": []},
    )
    status, _ = call("addendum", "--date", str(day), "--text", "补充说明")
    assert status == 0
    status, verified = call("verify", "ledger", str(out))
    assert (status, verified["ok"], verified["verdict"]) == (1, False, "superseded")
    assert [one["where"] for one in verified["problems"]] == ["day"]

    out.write_bytes(out.read_bytes() + b" ")
    status, verified = call("verify", "ledger", str(out))
    assert (status, verified["verdict"]) == (1, "altered")


def test_release_on_a_new_paper_and_on_none(call: Call, house: Desk, day: date) -> None:
    officers_ = ("--checked-by", "001", "--also-checked-by", "002")
    status, refused = call("release", "--number", number(1), "--exit", "released", *officers_)
    assert (status, refused["error"]) == (1, {"kind": "refused", "field": "document"})
    status, left = call(
        "release", "--number", number(1), "--exit", "released", *officers_, "--at", f"{day} 15:00",
        "--paper", "release_notice", "虚构释字1", "虚构公安局", str(day),
    )  # fmt: skip
    assert (status, left["number"]) == (0, number(1))


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("ledger", "--date", "2020-01-01", "--out", "x.pdf"), "date"),
        (("close-day", "--date", "not a day"), "date"),
        (("addendum", "--date", "2020-01-01", "--text", "x"), "date"),
        (("verify", "ledger", "absent.pdf"), "file"),
    ],
)
def test_error_names_the_field(call: Call, house: Desk, words: tuple[str, ...], field: str) -> None:
    status, answered = call(*words)
    assert (status, answered["error"]["field"]) == (1, field)


def test_wrong_usage_is_told(call: Call, house: Desk) -> None:
    with pytest.raises(UsageError):
        call("ledger", "--date", "2026-01-01")
