"""Import, export, admission, documents and places as scripts use them: JSON that is a contract, and exit statuses."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db.location import Location
from db.values import Conflict, Invalid, Refused
from facility_app.app.machine import Machine
from facility_app.cli import custody, exchange
from facility_app.cli.output import Answer, as_json
from facility_app.cli.parser import Parser, UsageError
from resources import path
from resources.text import speaking
from tests.address import address
from tests.conftest import ADMIN, PASSWORD, Clock, Founded

CELLS = str(path("samples", "cells.csv"))
STAFF = str(path("samples", "staff.csv"))
PEOPLE = str(path("samples", "people.xlsx"))
READINGS = str(path("samples", "readings-am.csv"))
GATE = ("--sex", "男", "--identity-unverified", "--at", "2026-11-21 09:00")
PAPER = (
    "--document",
    "拘留证",
    "--document-number",
    "测拘1",
    "--issued-by",
    "测试市公安局",
    "--document-date",
    "20261120",
)

Call = Callable[..., tuple[int, dict[str, Any], tuple[str, ...]]]


@pytest.fixture
def clock() -> Clock:
    """The evening of the day of the samples, 20:00 in Shanghai."""
    return Clock(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
def call(facility: Founded, place: Location, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("FACILITY_USER", ADMIN)
    monkeypatch.setenv("FACILITY_PASSWORD", PASSWORD)
    db = address(place)

    def run(*words: str) -> tuple[int, dict[str, Any], tuple[str, ...]]:
        parser = Parser()
        commands = parser.add_subparsers(dest="command")
        exchange.arguments(commands)
        custody.arguments(commands)
        asked = parser.parse_args([*words, "--db", db])
        known = exchange.COMMANDS | custody.COMMANDS
        with speaking("en"):
            answer: Answer = known[asked.command, getattr(asked, "subcommand", None)](asked, machine)
        return answer.status, json.loads(as_json(answer.document)), answer.lines

    return run


@pytest.fixture
def settled(call: Call) -> Call:
    for name, file in (("cells", CELLS), ("staff", STAFF), ("people", PEOPLE)):
        assert call("import", name, file)[0] == 0
    return call


def test_samples_come_in_and_the_answer_keeps_the_contract(call: Call) -> None:
    status, answer, lines = call("import", "cells", CELLS)
    assert (status, answer) == (0, {"rows": 6, "imported": 6, "unchanged": 0, "warnings": [], "errors": []})
    assert lines == ("Rows: 6; imported: 6; unchanged: 0; errors: 0; warnings: 0",)
    assert call("import", "cells", CELLS)[1]["unchanged"] == 6
    call("import", "staff", STAFF)
    status, answer, lines = call("import", "people", PEOPLE, "--opening-day", "2026年11月21日", "--dry-run")
    assert (status, answer["imported"], lines[-1]) == (0, 24, "This was a trial; nothing was written.")
    assert call("import", "people", PEOPLE)[1]["imported"] == 24
    assert call("import", "readings", READINGS)[1]["imported"] == 32


def test_bad_rows_are_named_by_line_column_value_and_reason_and_the_status_is_one(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "cells.csv"
    file.write_text("监区,监室,监室类型,容量\n一监区,101,普通监室,10\n一监区,102,宿舍,十\n", "utf-8")
    status, answer, lines = call("import", "cells", str(file))
    assert (status, answer["rows"], answer["imported"]) == (1, 2, 0)
    assert [set(error) for error in answer["errors"]] == [{"line", "column", "value", "reason"}] * 2
    assert [(error["line"], error["column"], error["value"]) for error in answer["errors"]] == [
        (3, "监室类型", "宿舍"),
        (3, "容量", "十"),
    ]
    assert lines[0].startswith("Error: line 3, 监室类型 “宿舍”: Choose one of: ")
    assert lines[-1].startswith("Nothing was written.")
    status, answer, _ = call("import", "cells", str(file), "--partial")
    assert (status, answer["imported"]) == (1, 1)


def test_form_that_is_none_is_wrong_usage_and_a_wrong_day_is_named(call: Call) -> None:
    with pytest.raises(UsageError):
        call("import", "guests", CELLS)
    with pytest.raises(Invalid) as invalid:
        call("import", "people", PEOPLE, "--opening-day", "soon")
    assert invalid.value.field == "opening_day"


def test_export_is_masked_unless_a_reason_is_given(settled: Call, tmp_path: Path) -> None:
    masked, whole = tmp_path / "masked.csv", tmp_path / "whole.csv"
    status, answer, lines = settled("export", "people", str(masked))
    assert (status, answer["rows"], answer["masked"]) == (0, 24, True)
    assert "masked" in lines[-1]
    _, answer, _ = settled("export", "people", str(whole), "--in-full", "迁移")
    assert answer["masked"] is False
    assert "99999919850305003X" in whole.read_text("utf-8-sig")
    assert "99999919850305003X" not in masked.read_text("utf-8-sig")
    settled("import", "readings", READINGS)
    _, answer, lines = settled("export", "readings", str(tmp_path / "r.xlsx"), "--from", "2026-11-21")
    assert (answer["rows"], answer["from"], answer["to"]) == (32, "2026-11-21", "2026-11-21")


def test_admission_needs_a_document_that_admits_here(call: Call) -> None:
    who = ("admit", "--number", "1", "--name", "虚构甲", *GATE)
    with pytest.raises(Refused) as refused:
        call(*who)
    assert refused.value.field == "document"
    with pytest.raises(Refused):
        call(*who, "--document", "行政处罚决定书", *PAPER[2:])
    with pytest.raises(Invalid) as invalid:
        call(*who, "--document", "拘留证", "--document-number", "1")
    assert invalid.value.field == "document"
    status, answer, lines = call(*who, *PAPER)
    assert (status, answer["number"], answer["name"]) == (0, "1", "虚构甲")
    assert lines == ("Admitted: 虚构甲 (1)",)
    with pytest.raises(Conflict):
        call(*who, *PAPER)


def test_ground_that_needs_two_documents_takes_two(call: Call) -> None:
    who = ("admit", "--number", "1", "--name", "虚构甲", *GATE)
    order = (
        "--document",
        "通缉令",
        "--document-number",
        "测通1",
        "--issued-by",
        "测试市公安局",
        "--document-date",
        "20261119",
    )
    with pytest.raises(Refused) as refused:
        call(*who, *order)
    assert "Approval of the local police head" in str(refused.value)
    assert call(*who, *order, "--document", "local_approval", *PAPER[2:])[0] == 0


def test_values_of_an_admission_that_cannot_be_read_are_named(call: Call) -> None:
    wrong = {"sex": ("--sex", "x"), "admitted_at": ("--at", "noon"), "birth_date": ("--birth-date", "1.1.")}
    for field, words in wrong.items():
        with pytest.raises(Invalid) as invalid:
            call("admit", "--number", "1", "--name", "虚构甲", *GATE, *PAPER, *words)
        assert invalid.value.field == field


def test_further_document_is_added(settled: Call) -> None:
    number = "999999111202611180001"
    paper = ("--document-number", "测捕1", "--issued-by", "测试市人民检察院", "--date", "2026-11-21")
    added = ("document", "add", "--number", number, *paper, "--term-end", "2027-01-21")
    status, answer, _ = settled(*added, "--type", "逮捕证")
    assert (status, answer["document"]) == (0, "arrest_certificate")
    with pytest.raises(Invalid) as invalid:
        settled(*added, "--type", "行政处罚决定书")
    assert invalid.value.field == "document"


def test_place_check_suggest_and_move_keep_their_contract(settled: Call) -> None:
    first, second = "999999111202611030007", "999999111202611030013"
    status, answer, lines = settled("place", "check", "--number", second, "--cell", "102")
    assert (status, answer["allowed"]) == (1, False)
    (finding,) = answer["findings"]
    assert set(finding) == {"rule", "severity", "people", "article", "text"}
    assert (finding["rule"], finding["severity"]) == ("separation.case", "hard")
    assert finding["people"] == [{"name": "同案试甲", "number": first}]
    assert lines[0] == "Not allowed."

    status, answer, _ = settled("place", "suggest", "--number", second)
    assert status == 0
    places = [(one["cell"], one["rank"]) for one in answer["cells"]]
    assert places == [("103", 1), ("101", 2)]  # 203 is kept for whoever is to be isolated
    assert answer["cells"][0]["reasons"] == ["Free beds: 5"]

    with pytest.raises(Refused):
        settled("place", "move", "--number", second, "--cell", "102", "--reason", "调整")
    status, answer, lines = settled("place", "move", "--number", second, "--cell", "101", "--reason", "调整")
    assert (status, answer["cell"], answer["bed"], answer["findings"]) == (0, "101", 7, [])
    assert lines == ("Placed: block 一监区, cell 101, bed 7",)
    why = "监区漏水抢修，临时同室，当班民警全程值守"
    status, answer, _ = settled(
        "place", "move", "--number", second, "--cell", "102", "--reason", "抢修", "--override", why
    )
    assert (status, [one["rule"] for one in answer["findings"]]) == (0, ["separation.case"])
