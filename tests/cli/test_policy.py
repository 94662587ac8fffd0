"""`rules` as scripts use it."""

import json
from datetime import timedelta
from typing import Any

import pytest

from db.location import Location
from facility_app.access import Desk
from facility_app.app.machine import Machine
from facility_app.cli import main
from tests.address import address
from tests.conftest import ADMIN, PASSWORD
from tests.services.arrivals import today


def test_rule_is_set_shown_and_withdrawn(
    desk: Desk,
    place: Location,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FACILITY_USER", ADMIN)
    monkeypatch.setenv("FACILITY_PASSWORD", PASSWORD)
    db = address(place)
    tomorrow = str(today(desk) + timedelta(days=1))

    def told(status: int, *words: str) -> dict[str, Any]:
        assert main(["rules", *words, "--db", db, "--json"], machine) == status
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    since = ("--from", tomorrow, "--reason", "夏季作息")
    assert told(0, "set", "rounds/window/am", "opens=06:30", "closes=08:30", *since)["act"]
    assert told(0, "show", "--changed")["rules"]
    (rule,) = told(0, "show", "rounds/window/am", "--day", tomorrow)["rules"]
    assert (rule["delivered"]["opens"], rule["site"]["opens"]) == ("07:00:00", "06:30:00")
    assert (rule["changed"]["reason"], rule["changed"]["by"], rule["standing"]) == ("夏季作息", "甲一", "open")
    refused = told(1, "set", "rounds/window/am", "opens=early", *since)["error"]
    assert refused["field"] == "opens"
    assert told(0, "withdraw", "rounds/window/am", *since)["act"]
    assert told(0, "show", "--changed")["rules"] == []
    assert told(0, "show", "rounds/window/am", "--changed")["rules"] == [], "there is such a rule"
    assert told(1, "show", "rounds/window/noon", "--changed")["error"]["field"] == "rule"
    refused = told(1, "set", "separation/separation/separation.sex", "active=no", *since)["error"]
    assert refused["kind"] == "refused"
