"""`search` as scripts use it."""

import json

import pytest

from db.location import Location
from db.values import Sex
from facility_app.access import Desk
from facility_app.app.machine import Machine
from facility_app.cli import main
from facility_app.services import placing
from resources.text import speaking
from tests.address import address
from tests.conftest import ADMIN, PASSWORD
from tests.services.arrivals import add_cell, admit, today, years_ago


def test_search_tells_who_was_found_where_and_why(
    desk: Desk,
    place: Location,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FACILITY_USER", ADMIN)
    monkeypatch.setenv("FACILITY_PASSWORD", PASSWORD)
    db = address(place)
    add_cell(desk, "203")
    admit(desk, "K00101", name="张三丰", birth_date=years_ago(today(desk), 40), sex=Sex.MALE)
    placing.place_person(desk, "K00101", "203", reason="新收押")
    assert main(["search", "zsf", "--db", db, "--json"], machine) == 0
    (found,) = json.loads(capsys.readouterr().out)["people"]
    assert found.pop("admitted_at")
    assert found == {
        "name": "张三丰",
        "number": "K00101",
        "sex": "male",
        "age": 40,
        "block": "一监区",
        "cell": "203",
        "held": True,
        "ended_at": None,
        "why": "initials",
    }
    with speaking("en"):
        assert main(["search", "nobody", "--db", db, "--lang", "en"], machine) == 0
    assert capsys.readouterr().out.strip() == "Nobody found."
    assert main(["search", "zsf", "--limit", "0", "--db", db, "--json"], machine) == 1
