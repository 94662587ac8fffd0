"""`contacts`, `health-summary` and `round-sheets` as scripts use them."""

import csv
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from db.location import Location
from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.app.machine import Machine
from facility_app.cli import main
from facility_app.services import rounds
from tests.address import address
from tests.conftest import ADMIN, PASSWORD, Clock
from tests.reports.reading import whole_text
from tests.services.daywork import next_monday, number, officers, open_on, opening_people, wall

Call = Callable[..., dict[str, Any]]


@pytest.fixture(autouse=True)
def day(clock: Clock) -> date:
    """Before the facility is founded."""
    return next_monday(clock)


@pytest.fixture
def call(
    place: Location, machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    monkeypatch.setenv("FACILITY_USER", ADMIN)
    monkeypatch.setenv("FACILITY_PASSWORD", PASSWORD)
    db = address(place)

    def run(*words: str, status: int = 0) -> dict[str, Any]:
        assert main([*words, "--db", db, "--json", "--lang", "en"], machine) == status
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return run


def test_contacts_summaries_and_sheets_keep_their_contract(
    call: Call, desk: Desk, clock: Clock, day: date, tmp_path: Path
) -> None:
    officers(desk)
    opening_people(desk, day, 12)
    open_on(desk, day)
    clock.now = wall(day, "09:30")
    rounds.take_reading(desk, ReadingTaken(Decimal("37.9"), number(1), taken_at=wall(day, "07:30"), taken_by="001"))
    found = call("contacts", number(0), "--days", "2", "--out", str(tmp_path / "c.csv"))
    assert set(found) == {"name", "number", "cell", "from", "to", "contacts", "path"}
    (mate,) = [one for one in found["contacts"] if one["number"] == number(1)]
    assert mate["place"] == "一监区 101"
    assert (mate["hours"], mate["fever"]["celsius"], mate["left_at"], mate["staff"]) == (57.5, 37.9, None, False)
    assert mate["shared"][0]["kind"] == "cell"
    rows = list(csv.DictReader((tmp_path / "c.csv").read_text("utf-8-sig").splitlines()))
    assert {one["Number"] for one in rows} == {one["number"] for one in found["contacts"]}
    people = call("health-summary", "--all", "--out", str(tmp_path / "all.pdf"))
    assert (people["pages"], len(people["people"])) == (12, 12)
    assert {(one["expected"], one["measured"], one["fevers"]) for one in people["people"]} == {(1, 0, 0), (1, 1, 1)}
    assert call("health-summary", status=1)["error"]["field"] == "number"
    sheets = call("round-sheets", "--date", str(day), "--window", "pm", "--out", str(tmp_path / "r.pdf"))
    assert (sheets["window"], sheets["date"]) == ("pm", str(day))
    assert number(11) in whole_text(tmp_path / "r.pdf")
