"""`isolate` as it explains itself, and as scripts put right what was written."""

import json
from typing import Any

import pytest

from db.location import Location
from facility_app.access import Desk
from facility_app.acts.isolation import IsolationOrder
from facility_app.acts.observations import LineTold
from facility_app.app.machine import Machine
from facility_app.cli import main
from facility_app.rules.isolationpack import isolation_rules
from facility_app.services import isolation
from tests.address import address
from tests.conftest import ADMIN, PASSWORD, Clock
from tests.services.daywork import next_monday, number, officers, open_on, opening_people, wall


def test_help_names_everything_that_can_be_ordered_and_answered(capsys: pytest.CaptureFixture[str]) -> None:
    told = ""
    for words in (("order",), ("observe",)):
        with pytest.raises(SystemExit):
            main(["isolate", *words, "--help"])
        told += capsys.readouterr().out
    pack = isolation_rules()
    known = [one.id for of in (pack.kind, pack.pathogen, pack.precaution) for one in of]
    known += [one.id.partition(".")[2] for one in pack.answer]
    assert [one for one in known if one not in told] == []


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_record_of_an_isolation_is_listed_corrected_and_withdrawn_with_a_reason(
    desk: Desk,
    place: Location,
    machine: Machine,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monday = next_monday(clock)
    officers(desk)
    opening_people(desk, monday, 1)
    open_on(desk, monday)
    clock.now = wall(monday, "07:30")
    isolation.order_isolation(desk, IsolationOrder(number(0), "separate_holding", "虚构"))
    isolation.observe(desk, LineTold(number(0), "mood.calm", "food.all", "sleep.good"))
    monkeypatch.setenv("FACILITY_USER", ADMIN)
    monkeypatch.setenv("FACILITY_PASSWORD", PASSWORD)

    def call(*words: str) -> dict[str, Any]:
        main(["isolate", *words, "--db", address(place), "--json"], machine)
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    order, line = call("written", number(0))["records"]
    assert (order["sort"], line["sort"], line["values"]["mood"]) == ("order", "line", "mood.calm")
    assert call("void", number(0), line["id"], "--reason", " ")["error"]["kind"] == "invalid"
    call("correct", number(0), line["id"], "--mood", "low", "--why", "misread")
    (one,) = isolation.who_is_apart(desk).people
    assert [each.row.mood for each in one.lines if each.row] == ["mood.low"]
    call("void", number(0), order["id"], "--reason", "of another person")
    assert isolation.who_is_apart(desk).people == ()
