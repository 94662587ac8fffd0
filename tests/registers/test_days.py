"""A day with its registers: what was left out is named, what is open stays open, and the day closes only in order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from db.values import Conflict, Invalid, Refused, Role
from facility_app.access import Desk
from facility_app.facts.due.item import DueItem, DueState
from facility_app.facts.register_quota import month_of
from facility_app.facts.registers import Filter
from facility_app.reports.ledger import ledger_document
from facility_app.services import days, due, journal, ledgers, registers
from facility_app.services.journal import MASK
from resources.text import speaking
from tests.conftest import Clock
from tests.services import daywork

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Facility:
    desk: Desk
    clock: Clock
    day: date

    def go_to(self, time: str, days_later: int = 0) -> None:
        self.clock.now = daywork.wall(self.day + days_later * _DAY, time)

    def add(self, register: str, **values: Any) -> Any:
        return registers.add_entry(self.desk, register, values)

    def due(self, kind: str, at: datetime | None = None) -> list[DueItem]:
        return [one for one in due.what_is_due(self.desk, at).items if one.kind == kind]

    def ledger(self) -> str:
        with speaking("zh_CN"):
            return repr(ledger_document(ledgers.ledger_facts(self.desk, self.day)))


@pytest.fixture
def at(desk: Desk, clock: Clock, request: pytest.FixtureRequest) -> Facility:
    day = daywork.first_day(request, clock)
    daywork.officers(desk)
    daywork.opening_people(desk, day, 20)
    daywork.open_on(desk, day)
    facility = Facility(desk, clock, day)
    if "seat" not in request.fixturenames:
        facility.go_to("06:00")
    return facility


def _areas(at: Facility) -> None:
    for name, daily in (("一监区走廊", True), ("会见室", True), ("围墙外", False)):
        at.add("area", name=name, kind="other", disinfected_daily=daily)


def _disinfect(at: Facility, area: str) -> Any:
    return at.add(
        "disinfection",
        area_id=area,
        occasion="daily",
        method="spraying",
        agent="含氯消毒液",
        concentration=Decimal(500),
        done_by_id="001",
    )


def test_an_area_that_was_not_disinfected_in_the_afternoon_is_named(at: Facility) -> None:
    _areas(at)
    at.go_to("08:00")
    _disinfect(at, "一监区走廊")
    _disinfect(at, "会见室")
    at.go_to("15:00")
    _disinfect(at, "会见室")
    found = registers.register_coverage(at.desk, "disinfection", at.day)
    assert [(one.session.id, one.subject.name) for one in found if not one.is_filled] == [("pm", "一监区走廊")]
    at.go_to("18:00")
    (open_one,) = (one for one in at.due("disinfection") if one.rule == "disinfection.pm" and one.state is DueState.DUE)
    assert (open_one.subject.name, open_one.due) == ("一监区走廊", daywork.wall(at.day, "19:00"))
    at.go_to("20:00")
    assert "下午遗漏：一监区走廊" in at.ledger()
    states = {one.subject.name: one.state for one in at.due("disinfection") if one.rule == "disinfection.pm"}
    assert states == {"一监区走廊": DueState.OVERDUE, "会见室": DueState.DONE}


def test_a_visitor_who_is_still_inside_at_night_is_named(at: Facility) -> None:
    at.go_to("09:00")
    _visitor(at, "虚构访客甲")
    stays = _visitor(at, "虚构访客乙", until=daywork.wall(at.day, "17:00"))
    _visitor(at, "虚构访客丙", check="refused")
    with pytest.raises(Invalid) as early:
        _visitor(at, "虚构访客丁", until=daywork.wall(at.day, "08:59"))
    assert early.value.field == "until"
    with pytest.raises(Invalid):
        registers.correct_entry(at.desk, "visitor", stays.id, {"until": daywork.wall(at.day, "08:00")}, "看错")
    at.go_to("11:00")
    inside = registers.list_entries(at.desk, "visitor", Filter(only_open=True))
    assert [one.values["name"] for one in inside.entries] == ["虚构访客乙", "虚构访客甲"]
    registers.fill_in(at.desk, "visitor", inside.entries[1].id, {"left_at": daywork.wall(at.day, "10:30")})
    at.go_to("16:59")
    assert [one.state for one in at.due("visitor")] == [DueState.DUE]
    at.go_to("22:00")
    (late,) = at.due("visitor")
    assert (late.subject.name, late.state) == ("虚构访客乙", DueState.OVERDUE)
    assert "虚构访客乙：离开" in at.ledger()
    at.go_to("07:00", 1)
    registers.fill_in(at.desk, "visitor", stays.id, {"left_at": at.clock.now})
    assert at.due("visitor") == []
    assert "虚构访客乙：离开" in at.ledger(), "at the end of that day the visitor was inside"


def _visitor(at: Facility, name: str, **more: Any) -> Any:
    told = {"name": name, "kind": "lawyer", "purpose": "会见", "check": "passed", "identity": "虚构证件1"} | more
    return at.add("visitor", **told)


def test_a_visitors_document_number_is_masked_and_reading_it_is_journaled(at: Facility) -> None:
    at.go_to("09:00")
    _visitor(at, "虚构访客甲")
    (shown,) = registers.list_entries(at.desk, "visitor", Filter()).entries
    assert shown.values["identity"] == MASK
    with pytest.raises(Invalid):
        registers.read_in_full(at.desk, "visitor", Filter(), " ")
    (full,) = registers.read_in_full(at.desk, "visitor", Filter(), "核对证件").entries
    assert full.values["identity"] == "虚构证件1"
    assert "虚构证件1" not in at.ledger()


def _material(at: Facility, name: str = "口罩") -> None:
    at.add("material", name=name, unit="只", daily_use=Decimal(20), minimum=Decimal(280))


def _move(at: Facility, movement: str, quantity: int, time: str, **more: Any) -> Any:
    told = {
        "material_id": "口罩",
        "movement": movement,
        "quantity": Decimal(quantity),
        "at": daywork.wall(at.day, time),
    }
    if movement == "out":
        told |= {"taken_by_id": "001", "purpose": "测温"}
    if movement == "loss":
        told |= {"purpose": "破损"}
    return at.add("stock_movement", **told | more)


def test_a_stock_never_falls_below_zero_silently(at: Facility) -> None:
    _material(at)
    at.go_to("18:00")
    received = _move(at, "in", 500, "09:00")
    _move(at, "out", 300, "10:00")
    with pytest.raises(Refused, match="口罩 would be -1"):
        _move(at, "out", 201, "11:00")
    with pytest.raises(Refused, match="口罩 would be"):
        _move(at, "out", 1, "08:00")
    with pytest.raises(Refused, match="口罩 would be"):
        registers.correct_entry(at.desk, "stock_movement", received.id, {"quantity": Decimal(299)}, "抄错")
    with pytest.raises(Refused, match="口罩 would be"):
        registers.void_entry(at.desk, "stock_movement", received.id, "误录")
    _move(at, "loss", 10, "12:00")
    _move(at, "count", 185, "13:00")
    (stock,) = registers.stocks(at.desk, "stock_movement", at.day)
    assert [stock.before, stock.added, stock.taken, stock.corrected, stock.after] == [0, 500, 310, -5, 185]
    assert stock.days == 9
    assert stock.is_short
    assert [one.subject.name for one in at.due("stock_movement")] == ["口罩"]
    (tomorrow,) = registers.stocks(at.desk, "stock_movement", at.day + _DAY)
    assert [tomorrow.before, tomorrow.after] == [185, 185]


def _call(at: Facility, counted: int, **more: Any) -> Any:
    told = {"cell_id": "一监区 101", "kind": "morning", "way": "face", "counted": counted, "away": 0}
    return at.add("roll_call", **told | more)


def test_a_roll_call_that_does_not_match_names_who_and_keeps_the_day_open(at: Facility) -> None:
    at.go_to("07:00")
    made = _call(at, 9)
    assert "Look for: 虚构" in made.remarks[0].text
    assert _call(at, 10, cell_id="一监区 101", kind="extra").remarks == ()
    at.go_to("00:30", 1)
    (obstacle,) = days.what_stands_against(at.desk, at.day)
    assert obstacle.rule == "closing.roll_call"
    assert len(obstacle.people) == 10, "nobody was named: everybody expected there is to be looked for"
    registers.fill_in(at.desk, "roll_call", made.id, {"missing": "K00003"})
    (obstacle,) = days.what_stands_against(at.desk, at.day)
    assert [one.number for one in obstacle.people] == ["K00003"]
    assert "K00003" in obstacle.explanation.text
    with pytest.raises(Refused, match="does not match"):
        days.close_day(at.desk, at.day)
    registers.fill_in(at.desk, "roll_call", made.id, {"explanation": "在医务室，已找到"})
    days.close_day(at.desk, at.day)


def test_who_is_away_counts_and_needs_a_reason(at: Facility) -> None:
    at.go_to("07:00")
    with pytest.raises(Invalid) as refusal:
        _call(at, 9, away=1)
    assert refusal.value.field == "away_reason"
    _call(at, 9, away=1, away_reason="提讯")
    assert days.what_stands_against(at.desk, at.day)[0].rule == "closing.day_over"
    with pytest.raises(Invalid):
        _call(at, 9, expected=9)


def _button(at: Facility) -> None:
    at.add("area", name="一监区走廊", kind="cells", disinfected_daily=False)
    at.add("device", name="101 室报警按钮", kind="alarm_button", area_id="一监区走廊", interval_days=1)


def test_an_alarm_button_found_dead_stays_open_until_its_retest(at: Facility) -> None:
    _button(at)
    (owed,) = at.due("equipment_check")
    assert (owed.state, owed.due) == (DueState.DUE, daywork.wall(at.day + _DAY, "00:00"))
    at.go_to("08:00")
    told = {"device_id": "101 室报警按钮", "test": "按下报警", "result": "faulty"}
    with pytest.raises(Invalid) as refusal:
        at.add("equipment_check", **told)
    assert refusal.value.field == "fault"
    made = at.add("equipment_check", **told, fault="不响", measure="加派巡视", fix_by=at.day)
    checked, fault = sorted(at.due("equipment_check"), key=lambda one: one.rule == "equipment_check.retested_at")
    assert (checked.state, fault.state) == (DueState.DONE, DueState.DUE)
    at.go_to("09:00", 1)
    works = {"device_id": "101 室报警按钮", "test": "按下报警", "result": "works"}
    at.add("equipment_check", **works)
    registers.fill_in(at.desk, "equipment_check", made.id, {"fixed_at": daywork.wall(at.day, "20:00")})
    assert [one.state for one in at.due("equipment_check") if one.rule.endswith("retested_at")] == [DueState.OVERDUE]
    registers.fill_in(at.desk, "equipment_check", made.id, {"retested_at": at.clock.now})
    assert [one for one in at.due("equipment_check") if one.rule.endswith("retested_at")] == []


def test_the_reports_of_an_incident_have_their_hours(at: Facility) -> None:
    at.add("area", name="放风场", kind="yard", disinfected_daily=False)
    at.go_to("10:01")
    made = at.add(
        "incident",
        at=daywork.wall(at.day, "10:00"),
        kind="illness",
        level="ordinary",
        place_id="放风场",
        people="K00001",
        facts="晕倒",
        action="送医务室",
    )
    due = {one.rule: one.due for one in at.due("incident")}
    assert due == {
        "incident.superior_told_at": daywork.wall(at.day, "10:10"),
        "incident.written_at": daywork.wall(at.day, "12:00"),
        "incident.detailed_at": daywork.wall(at.day + _DAY, "10:00"),
        "incident.closed_at": daywork.wall(at.day + 30 * _DAY, "10:00"),
    }
    at.go_to("10:05")
    registers.fill_in(at.desk, "incident", made.id, {"superior_told_at": at.clock.now})
    with pytest.raises(Conflict):
        registers.fill_in(at.desk, "incident", made.id, {"superior_told_at": at.clock.now})
    with pytest.raises(Invalid):
        registers.fill_in(at.desk, "incident", made.id, {"written_at": at.clock.now + timedelta(hours=1)})
    assert "incident.superior_told_at" not in {one.rule for one in at.due("incident")}
    assert "突发疾病" in at.ledger()


def test_waste_is_handed_over_within_two_days(at: Facility) -> None:
    at.go_to("10:01")
    ten = daywork.wall(at.day, "10:00")
    at.add("disposal", at=ten, kind="infectious", origin="医务室", pieces=2, packing="双层黄袋", store="暂存间")
    (owed,) = at.due("disposal")
    assert owed.due == daywork.wall(at.day + 2 * _DAY, "10:00")


def test_everybody_is_owed_eight_hours_a_month_less_the_days_that_were_not_theirs(at: Facility) -> None:
    at.go_to("09:00")
    lesson = {"topic": "law", "title": "法制", "way": "lecture", "teacher": "虚构讲师", "minutes": 60, "attended": 9}
    at.add("lesson", **lesson, block_id="一监区", absent="K00003")
    at.go_to("10:00")
    at.add("lesson", **lesson)
    found = {one.person.number: one.had for one in registers.month_minutes(at.desk, "lesson", at.day)}
    men = [daywork.number(place) for place in range(20) if place % 10 != 9]
    assert found == {number: 120 for number in men if number != "K00003"} | {
        "K00003": 60, "K00009": 60, "K00019": 60,
    }  # fmt: skip
    first, last = month_of(at.day)
    days, here = (last - first).days + 1, (last - at.day).days + 1
    assert {one.owed for one in registers.month_minutes(at.desk, "lesson", at.day)} == {480 * here // days}


def test_what_is_filled_in_later_changes_nothing_of_a_closed_day(at: Facility) -> None:
    _areas(at)
    at.go_to("08:00")
    made = _disinfect(at, "会见室")
    at.go_to("00:30", 1)
    days.close_day(at.desk, at.day)
    before = at.ledger()
    registers.fill_in(at.desk, "disinfection", made.id, {"checked_by_id": "A001"})
    with pytest.raises(Refused, match="closed"):
        registers.correct_entry(at.desk, "disinfection", made.id, {"method": "wiping"}, "看错")
    with pytest.raises(Refused, match="closed"):
        registers.void_entry(at.desk, "disinfection", made.id, "误录")
    with pytest.raises(Refused, match="closed"):
        at.add("disinfection", area_id="会见室", occasion="daily", method="wiping", at=daywork.wall(at.day, "09:00"))
    assert at.ledger() == before


def test_everybody_signs_for_themselves(at: Facility, seat: Callable[..., Desk]) -> None:
    doctor = seat("doctor1", Role.DOCTOR)
    _areas(at)
    made = at.add("disinfection", area_id="会见室", occasion="daily", method="wiping", done_by_id="001")
    with pytest.raises(Refused, match="for themselves"):
        registers.fill_in(at.desk, "disinfection", made.id, {"checked_by_id": "002"})
    registers.fill_in(doctor, "disinfection", made.id, {"checked_by_id": "N-doctor1"})
    own = registers.add_entry(doctor, "disinfection", {"area_id": "会见室", "occasion": "case", "method": "wiping"})
    with pytest.raises(Invalid, match="two people"):
        registers.fill_in(doctor, "disinfection", own.id, {"checked_by_id": "N-doctor1"})
    with pytest.raises(Refused, match="do not allow"):
        registers.void_entry(doctor, "disinfection", made.id, "不是我的")
    transaction = registers.void_entry(doctor, "disinfection", own.id, "误录")
    journal.undo(at.desk, transaction)
    assert registers.list_entries(at.desk, "disinfection", Filter()).count == 2


def test_a_day_that_is_past_is_judged_as_it_stood_then(at: Facility) -> None:
    _areas(at)
    at.go_to("09:00")
    _visitor(at, "虚构访客甲")
    at.go_to("15:00")
    _disinfect(at, "会见室")
    inside = registers.list_entries(at.desk, "visitor", Filter(only_open=True)).entries[0]
    registers.fill_in(at.desk, "visitor", inside.id, {"left_at": daywork.wall(at.day, "12:00")})
    at.go_to("23:00")
    then = daywork.wall(at.day, "14:00")
    assert {one.state for one in at.due("disinfection", then) if one.rule.endswith(".pm")} == {DueState.DUE}
    assert at.due("visitor", daywork.wall(at.day, "11:00"))[0].subject.name == "虚构访客甲"
    assert at.due("visitor", then) == []
    assert at.due("disinfection", daywork.wall(at.day, "05:00")) == []
    with pytest.raises(Invalid):
        due.what_is_due(at.desk, at.clock.now + timedelta(minutes=5))


def test_rounds_talks_and_terms_stand_on_the_same_board(at: Facility) -> None:
    at.go_to("08:00")
    kinds = {one.kind for one in due.what_is_due(at.desk).items}
    assert {"round", "talk"} <= kinds
    (people,) = (one for one in at.due("round") if "people" in one.words.text and one.state is not DueState.DONE)
    assert len(people.people) == 20
