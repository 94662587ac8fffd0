"""Isolation, observation, separate holding (domain guide §3.8, §4.3 and §12 check 11)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from db.tables import Isolation, Observation
from db.values import CellKind, Conflict, Invalid, Refused, Role
from facility_app.access import Desk
from facility_app.acts.cells import NewCell
from facility_app.acts.isolation import IsolationEnd, IsolationOrder, ReviewMade
from facility_app.acts.isolation_records import OrderCorrected
from facility_app.acts.observations import LineTold, RightTold
from facility_app.acts.outbreaks import MeasuresOrdered
from facility_app.acts.rounds import ReadingTaken
from facility_app.facts.due.item import DueState
from facility_app.facts.isolation import ApartPerson
from facility_app.facts.isolation_written import Sort
from facility_app.reports.content import canonical_content
from facility_app.reports.observation_sheet import observation_document
from facility_app.rules.isolation import EndState
from facility_app.services import accounts, cells, due, intake, isolation, isolation_records, journal, placing, rounds
from tests.conftest import Clock
from tests.services.daywork import first_day, let_go, officers, release_notice
from tests.services.test_rounds import close_day, newcomer, rows, wall

CALM = ("mood.calm", "food.all", "sleep.good")


@pytest.fixture(autouse=True)
def day(request: pytest.FixtureRequest, clock: Clock) -> date:
    """Day 1, before the facility is founded."""
    return first_day(request, clock)


@pytest.fixture
def ward(desk: Desk, clock: Clock, day: date) -> Desk:
    """Three people in a cell, an isolation cell beside it; whoever is at the desk is head and doctor. It is ten."""
    clock.now = max(clock.now, wall(day, "06:00"))
    accounts.grant_role(desk, "admin", Role.DOCTOR)
    officers(desk)
    cells.add_cell(desk, NewCell("一监区", "101", CellKind.ORDINARY, 8))
    cells.add_cell(desk, NewCell("一监区", "109", CellKind.ISOLATION, 2))
    for number in ("A", "B", "C"):
        intake.admit_person(desk, newcomer(number, clock.now))
        placing.place_person(desk, number, "101", reason="收押")
    clock.now = max(clock.now, wall(day, "10:00"))
    return desk


def flu(desk: Desk, number: str = "A", pathogen: str = "influenza") -> None:
    isolation.order_isolation(desk, IsolationOrder(number, "medical_isolation", "发热伴咳嗽", pathogen=pathogen))


def held_separately(desk: Desk, number: str = "A") -> None:
    isolation.order_isolation(desk, IsolationOrder(number, "separate_holding", "多次殴打他人"))


def one(desk: Desk, number: str = "A", on: date | None = None) -> ApartPerson:
    return next(each for each in isolation.who_is_apart(desk, on).people if each.person.number == number)


def measured(
    desk: Desk, celsius: str, number: str = "A", site: str = "axillary", device: str = "T1", **more: Any
) -> None:
    rounds.take_reading(
        desk, ReadingTaken(number=number, celsius=Decimal(celsius), body_site=site, device=device, **more)
    )


def items(desk: Desk, rule: str, at: object = None) -> list[tuple[str, DueState]]:
    return [(item.words.text, item.state) for item in due.what_is_due(desk, at).items if item.rule == rule]  # type: ignore[arg-type]


def test_order_names_reason_precautions_and_the_rule_by_which_it_ends(ward: Desk, clock: Clock) -> None:
    flu(ward)
    found = one(ward)
    assert (found.spell.precaution, found.spell.end_rule, found.day_n) == ("droplet", "fever_free_24", 1)
    assert found.place is not None
    assert found.place.cell_kind is CellKind.ORDINARY
    wrong = [
        (IsolationOrder("B", "medical_isolation", " ", pathogen="influenza"), "reason"),
        (IsolationOrder("B", "medical_isolation", "x"), "end_rule"),
        (IsolationOrder("B", "medical_isolation", "x", end_rule="all_crusted"), "precaution"),
        (IsolationOrder("B", "medical_isolation", "x", pathogen="plague"), "pathogen"),
        (IsolationOrder("B", "medical_isolation", "x", "droplet", end_rule="reason_gone"), "end_rule"),
        (IsolationOrder("B", "punishment", "x"), "kind"),
        (IsolationOrder("Z", "medical_isolation", "x", pathogen="influenza"), "number"),
        (IsolationOrder("B", "separate_holding", "x", started_at=clock.now + timedelta(hours=1)), "started_at"),
    ]
    for told, field in wrong:
        with pytest.raises(Invalid) as refused:
            isolation.order_isolation(ward, told)
        assert refused.value.field == field
    with pytest.raises(Conflict):
        flu(ward)
    assert rows(ward, Isolation) == 1


def test_clinician_orders_isolation_and_the_head_separate_holding(
    ward: Desk, seat: Callable[..., Desk], clock: Clock
) -> None:
    officer = seat("officer", Role.OFFICER)
    flu(ward, "B")
    with pytest.raises(Refused):
        flu(officer)
    with pytest.raises(Refused):
        held_separately(officer)
    with pytest.raises(Refused):
        isolation.review_isolation(officer, ReviewMade("B", "doctor_visit"))
    with pytest.raises(Refused):
        isolation.switch_on_measures(officer, MeasuresOrdered("influenza", "x"))
    seen = one(officer, "B")
    assert (seen.spell.reason, seen.spell.pathogen, seen.is_masked) == ("", None, True)
    assert seen.spell.precaution == "droplet"
    assert one(ward, "B").spell.reason == "发热伴咳嗽"
    (order,) = isolation_records.written_about(officer, seen.spell.id)
    assert "reason" not in order.values and "pathogen" not in order.values and order.is_masked
    (full,) = isolation_records.written_about(ward, seen.spell.id)
    assert full.values["pathogen"] == "influenza"


def test_line_is_written_once_in_a_window_and_takes_its_temperature_from_the_round_and_is_corrected_with_a_reason(
    ward: Desk, clock: Clock, day: date
) -> None:
    flu(ward)
    clock.now = wall(day, "17:30")
    measured(ward, "37.9")
    isolation.observe(ward, LineTold("A", *CALM, ("dry_cough",), "饮水多"))
    with pytest.raises(Conflict):
        isolation.observe(ward, LineTold("A", *CALM))
    morning, evening = one(ward).lines
    assert (morning.row, morning.is_owed) == (None, False)
    assert [each.celsius for each in evening.temperatures] == [Decimal("37.9")]
    assert (evening.symptoms, evening.is_late) == (("dry_cough",), False)
    with pytest.raises(Invalid) as refused:
        isolation.observe(ward, LineTold("B", *CALM))
    assert refused.value.field == "number"
    with pytest.raises(Invalid) as refused:
        isolation.observe(ward, LineTold("A", "mood.calm", "food.much", "sleep.good", day=day, window="pm"))
    assert refused.value.field == "food"
    flu(ward, "C")
    clock.now = wall(day, "21:00")
    line = isolation.observe(ward, LineTold("C", *CALM, day=day, window="pm")).id
    assert one(ward, "C").lines[1].is_late
    told = LineTold("C", "mood.low", "food.some", "sleep.good", ("headache",))
    with pytest.raises(Invalid):
        isolation_records.correct_line(ward, line, told, " ")
    isolation_records.correct_line(ward, line, told, "看错行")
    row = one(ward, "C").lines[1].row
    assert row is not None
    assert (row.mood, row.symptoms, row.remark) == ("mood.low", "headache", "看错行")
    changed = journal.record_history(ward, line)[0].fields or ()
    assert ("mood", "mood.calm", "mood.low") in [(each.name, each.before, each.after) for each in changed]
    isolation_records.void_written(ward, Sort.LINE, line, "录错人")
    assert (one(ward, "C").lines[1].row, rows(ward, Observation)) == (None, 1)


def test_line_entered_later_tells_of_its_own_window_and_not_of_now(ward: Desk, clock: Clock, day: date) -> None:
    """Norovirus, ordered at ten of day 1: 72 hours after the last symptom (domain guide §3.8)."""
    tomorrow = day + timedelta(days=1)
    flu(ward, pathogen="norovirus")
    flu(ward, "B", pathogen="norovirus")
    clock.now = wall(day + timedelta(days=3), "17:31")
    for number, told in (
        ("A", LineTold("A", *CALM, ("vomiting",), day=tomorrow, window="am", at=wall(tomorrow, "07:40"))),
        ("B", LineTold("B", *CALM, day=tomorrow, window="pm")),
    ):
        isolation.observe(ward, told)
        (late,) = [line for line in one(ward, number, tomorrow).lines if line.row is not None]
        assert late.is_late and late.row is not None and late.row.entered_at > wall(day, "23:59")
    assert one(ward).verdict.earliest == wall(tomorrow + timedelta(days=3), "07:40")
    seen = next(line.row for line in one(ward, "B", tomorrow).lines if line.window == "pm")
    assert seen is not None and seen.at == wall(tomorrow, "19:00"), "when its window closed (§3.1)"
    assert one(ward, "B").verdict.state is EndState.UNPROVEN, "nobody has looked since the 72 hours are over"
    sheet = canonical_content(observation_document(isolation.observation_sheet(ward, "B")))
    assert f"19:00 (entered {day + timedelta(days=3):%m-%d} 17:31)" in sheet
    for at in (wall(day, "18:00"), wall(tomorrow, "17:30")):
        with pytest.raises(Invalid):
            isolation.observe(ward, LineTold("B", *CALM, day=tomorrow, window="am", at=at))


def test_line_of_a_window_belongs_to_the_isolation_that_owes_it(ward: Desk, clock: Clock, day: date) -> None:
    tomorrow = day + timedelta(days=1)
    clock.now = wall(tomorrow, "06:30")
    isolation.order_isolation(ward, IsolationOrder("A", "medical_observation", "密接"))
    clock.now = wall(tomorrow, "12:00")
    isolation.end_isolation(ward, IsolationEnd("A", "发热", "转隔离"))
    clock.go(minutes=5)
    flu(ward)
    clock.go(minutes=25)
    assert ("Observation lines, Morning round: 0 of 1", DueState.OVERDUE) in items(ward, "isolation.line")
    isolation.observe(ward, LineTold("A", *CALM, window="am"))
    assert ("Observation lines, Morning round: 1 of 1", DueState.DONE) in items(ward, "isolation.line")
    clock.now = wall(tomorrow, "17:30")
    isolation.observe(ward, LineTold("A", *CALM))
    written = [[line.window for line in each.lines if line.row] for each in isolation.who_is_apart(ward).people]
    assert written == [["am"], ["pm"]]


def test_influenza_ends_24_hours_after_the_last_fever_and_sooner_only_with_a_reason(
    ward: Desk, clock: Clock, day: date
) -> None:
    flu(ward)
    clock.now = wall(day, "18:00")
    measured(ward, "38.2")
    tomorrow = day + timedelta(days=1)
    clock.now = wall(tomorrow, "17:45")
    with pytest.raises(Refused) as early:
        isolation.end_isolation(ward, IsolationEnd("A", "退热"))
    assert early.value.field == "early_reason"
    measured(ward, "36.6")
    clock.now = wall(tomorrow, "18:30")
    assert not one(ward).verdict.may_end  # the last look lies before the 24 hours were over
    clock.now = wall(tomorrow + timedelta(days=1), "07:30")
    measured(ward, "36.5")
    found = one(ward)
    assert found.verdict.may_end
    assert found.verdict.earliest is not None
    assert abs(found.verdict.earliest - wall(tomorrow, "18:00")) < timedelta(seconds=1)
    isolation.end_isolation(ward, IsolationEnd("A", "退热满24小时"))
    over = one(ward)
    assert over.spell.ended_at is not None
    assert over.verdict.may_end


def test_unconfirmed_fever_does_not_count_a_rash_is_dated_back_and_an_early_end_is_shown_as_such(
    ward: Desk, clock: Clock, day: date
) -> None:
    flu(ward)
    flu(ward, "B", pathogen="measles")
    flu(ward, "C")
    assert one(ward, "B").verdict.earliest is None
    isolation.review_isolation(ward, ReviewMade("B", "rash", at=wall(day - timedelta(days=2), "08:00")))
    clock.now = wall(day, "17:30")
    measured(ward, "37.4")
    isolation.end_isolation(ward, IsolationEnd("C", "转院", "转传染病医院"))
    over = one(ward, "C")
    assert (over.verdict.may_end, over.spell.end_reason) == (False, "转院\n转传染病医院")
    clock.go(minutes=20)
    measured(ward, "37.1", device="T2")
    clock.now = wall(day + timedelta(days=1), "17:10")
    measured(ward, "36.6")
    assert one(ward).verdict.may_end  # 24 hours after it began at ten, without a fever
    clock.now = wall(day + timedelta(days=2), "07:59")
    assert not one(ward, "B").verdict.may_end
    clock.now = wall(day + timedelta(days=2), "08:00")
    assert one(ward, "B").verdict.may_end


def test_day_owes_lines_a_visit_and_rights_until_they_are_noted(ward: Desk, clock: Clock, day: date) -> None:
    flu(ward)
    tomorrow = day + timedelta(days=1)
    clock.now = wall(tomorrow, "20:30")
    assert items(ward, "isolation.line") == [
        ("Observation lines, Morning round: 0 of 1", DueState.OVERDUE),
        ("Observation lines, Evening round: 0 of 1", DueState.OVERDUE),
    ]
    assert items(ward, "isolation.visit") == [("Doctor's visits of those apart: 0 of 1", DueState.OVERDUE)]
    assert items(ward, "isolation.rights") == [("Rights of those apart noted: 0 of 1", DueState.OVERDUE)]
    for window in ("am", "pm"):
        isolation.observe(ward, LineTold("A", *CALM, day=tomorrow, window=window))
    isolation.review_isolation(ward, ReviewMade("A", "doctor_visit", text="一般情况可"))
    with pytest.raises(Invalid) as unsaid:
        isolation.note_rights(ward, "A", (RightTold("exercise", is_kept=False),))
    assert unsaid.value.field == "note"
    kept = [RightTold(right, is_kept=True) for right in ("contact", "reading", "family_told", "legal_clocks")]
    isolation.note_rights(ward, "A", (RightTold("exercise", False, "暴雨"), *kept))
    isolation.note_rights(ward, "A", (RightTold("reading", False, "无书"),), why="漏记")
    with pytest.raises(Invalid) as unexplained:
        isolation.note_rights(ward, "A", (RightTold("reading", True),))
    assert unexplained.value.field == "why"
    isolation.note_rights(ward, "A", (RightTold("reading", True),), why="书已送到")
    assert [(each.right, each.note) for each in one(ward).not_kept] == [("exercise", "暴雨")]
    assert [each.note for each in one(ward).rights if each.right == "reading"] == ["书已送到"]
    for rule in ("isolation.line", "isolation.visit", "isolation.rights"):
        assert {state for _, state in items(ward, rule)} == {DueState.DONE}
    assert items(ward, "isolation.visit", wall(tomorrow, "12:00"))[0][1] is DueState.DUE


def test_medical_isolation_of_14_days_is_reviewed_by_the_head_and_told_the_procurator(
    ward: Desk, clock: Clock, day: date
) -> None:
    flu(ward, pathogen="tuberculosis")
    clock.now = wall(day + timedelta(days=12), "12:00")
    assert items(ward, "isolation.medical_review") == []
    clock.now = wall(day + timedelta(days=13), "12:00")
    assert [state for _, state in items(ward, "isolation.medical_review")] == [DueState.DUE]
    assert [state for _, state in items(ward, "isolation.medical_notice")] == [DueState.DUE]
    clock.now = wall(day + timedelta(days=15), "12:00")
    assert [state for _, state in items(ward, "isolation.medical_review")] == [DueState.OVERDUE]
    assert (one(ward).day_n, one(ward).is_beyond_review) == (16, True)
    clock.now = wall(day + timedelta(days=27), "12:00")
    assert [state for _, state in items(ward, "isolation.medical_review")] == [DueState.OVERDUE, DueState.DUE]
    assert (one(ward).day_n, one(ward).is_beyond_review) == (28, True)
    with pytest.raises(Invalid) as undecided:
        isolation.review_isolation(ward, ReviewMade("A", "head_review"))
    assert undecided.value.field == "goes_on"
    isolation.review_isolation(ward, ReviewMade("A", "head_review", goes_on=True, text="痰检仍阳性"))
    isolation.review_isolation(ward, ReviewMade("A", "procurator_told"))
    assert not one(ward).is_beyond_review
    assert [state for _, state in items(ward, "isolation.medical_review")] == [DueState.DONE]


def test_new_medical_order_goes_on_counting_the_days_apart(ward: Desk, clock: Clock, day: date) -> None:
    """Apart for 14 days or more: head and procurator look, whatever the order is called (domain guide §3.8)."""
    isolation.order_isolation(ward, IsolationOrder("A", "medical_observation", "密接"))
    clock.now = wall(day + timedelta(days=12), "09:00")
    isolation.end_isolation(ward, IsolationEnd("A", "转隔离", "痰涂片阳性"))
    clock.go(minutes=5)
    flu(ward, pathogen="tuberculosis")
    begun = next(each for each in isolation.who_is_apart(ward).people if each.spell.ended_at is None)
    assert begun.day_n == 13
    assert next(each for each in begun.owed if each.rule == "isolation.visit").is_done
    isolation.review_isolation(ward, ReviewMade("A", "procurator_told"))
    clock.now = wall(day + timedelta(days=13), "12:00")
    assert [state for _, state in items(ward, "isolation.medical_review")] == [DueState.DUE]
    clock.now = wall(day + timedelta(days=15), "12:00")
    assert [state for _, state in items(ward, "isolation.medical_review")] == [DueState.OVERDUE]
    assert (one(ward).day_n, one(ward).is_beyond_review) == (16, True)
    for review in (ReviewMade("A", "head_review", True, "x"), ReviewMade("A", "procurator_told")):
        isolation.review_isolation(ward, review)
    isolation.end_isolation(ward, IsolationEnd("A", "x", "y"))
    clock.now = wall(day + timedelta(days=16), "12:00")
    flu(ward)
    assert (one(ward).day_n, one(ward).is_beyond_review) == (17, False), "it was reviewed under the order before"


def test_separate_holding_cannot_be_extended_on_day_15_and_is_told_of_on_days_1_7_and_14(
    ward: Desk, clock: Clock, day: date
) -> None:
    held_separately(ward)
    told_on = []
    for n in (1, 2, 3, 6, 7, 13, 14):
        clock.now = wall(day + timedelta(days=n - 1), "22:00")
        open_ones = [state for _, state in items(ward, "isolation.separate_notice") if state is not DueState.DONE]
        if open_ones:
            told_on.append(n)
            isolation.review_isolation(ward, ReviewMade("A", "procurator_told"))
        if [state for _, state in items(ward, "isolation.separate_review") if state is not DueState.DONE]:
            isolation.review_isolation(ward, ReviewMade("A", "head_review", goes_on=True))
    assert told_on == [1, 7, 14]
    assert [(each.review, one(ward).day_n) for each in one(ward).reviews if each.review == "head_review"] == [
        ("head_review", 14)
    ] * 4
    clock.now = wall(day + timedelta(days=14), "12:00")
    with pytest.raises(Refused) as refused:
        isolation.review_isolation(ward, ReviewMade("A", "head_review", goes_on=True))
    assert refused.value.field == "goes_on"
    assert [state for _, state in items(ward, "isolation.limit")] == [DueState.DUE]
    assert not one(ward).is_beyond_limit
    clock.now = wall(day + timedelta(days=15), "00:01")
    assert [state for _, state in items(ward, "isolation.limit")] == [DueState.OVERDUE]
    assert one(ward).is_beyond_limit
    isolation.end_isolation(ward, IsolationEnd("A", "期限届满", ended_at=wall(day + timedelta(days=14), "20:00")))
    with pytest.raises(Refused) as anew:
        held_separately(ward)
    assert anew.value.field == "kind"
    clock.now = wall(day + timedelta(days=16), "09:00")
    held_separately(ward)
    assert one(ward).day_n == 1
    intake.admit_person(ward, replace(newcomer("D", clock.now), birth_date=date(day.year - 17, day.month, 1)))
    with pytest.raises(Refused) as minor:
        held_separately(ward, "D")
    assert minor.value.field == "kind"


def test_mistaken_order_is_withdrawn_an_act_undone_and_a_release_ends_what_is_open(
    ward: Desk, clock: Clock, day: date
) -> None:
    flu(ward)
    clock.now = wall(day, "17:30")
    isolation.observe(ward, LineTold("A", *CALM))
    journal.undo_last(ward)
    assert rows(ward, Observation) == 0
    isolation.observe(ward, LineTold("A", *CALM))
    isolation_records.correct_order(ward, one(ward).spell.id, OrderCorrected(end_rule="fever_free_48"), "核对医嘱")
    assert one(ward).spell.end_rule == "fever_free_48"
    isolation_records.void_written(ward, Sort.ORDER, one(ward).spell.id, "录错人")
    assert (rows(ward, Isolation), rows(ward, Observation)) == (0, 0)
    assert isolation.who_is_apart(ward).people == ()
    flu(ward)
    isolation.observe(ward, LineTold("A", *CALM))
    clock.go(hours=3)
    let_go(ward, "A", release_notice("A", day))
    found = one(ward)
    assert found.spell.ended_at is not None
    assert found.spell.end_reason == "released"
    owed = [(item.rule, item.state) for item in due.what_is_due(ward).items if item.kind == "isolation"]
    assert owed == [("isolation.line", DueState.DONE)]


def test_past_moment_is_told_as_it_stood_and_a_closed_day_takes_no_more_lines(
    ward: Desk, clock: Clock, day: date
) -> None:
    flu(ward)
    clock.now = wall(day, "17:30")
    isolation.observe(ward, LineTold("A", *CALM))
    clock.now = wall(day + timedelta(days=2), "09:30")
    isolation.end_isolation(ward, IsolationEnd("A", "x", "y"))
    assert [each.person.number for each in isolation.who_is_apart(ward, day).people] == ["A"]
    assert one(ward, on=day).spell.ended_at is None
    assert items(ward, "isolation.line", wall(day, "17:45"))[0][1] is DueState.DONE
    assert items(ward, "isolation.line", wall(day, "17:15"))[0][1] is DueState.DUE
    sheet = isolation.observation_sheet(ward, "A")
    assert [each.day_n for each in sheet.entries] == [1, 2, 3]
    isolation.note_rights(ward, "A", (RightTold("contact", True),), day)
    of_day = isolation.observation_sheet(ward, day=day)
    assert [each.person.number for each in of_day.entries] == ["A"]
    printed = canonical_content(observation_document(sheet))
    # lines of the first evening, of the second day and of the last morning; the rights of three days
    assert printed.count('["row","') == 1 + 2 + 1 + 3
    assert "发热伴咳嗽" not in canonical_content(observation_document(of_day))
    assert "calm" in printed and "not reported" in printed
    assert "Meaningful contact" in canonical_content(observation_document(of_day))
    close_day(ward, day)
    for attempt in (
        lambda: isolation.observe(ward, LineTold("A", *CALM, day=day, window="am")),
        lambda: isolation.note_rights(ward, "A", (RightTold("reading", True),), day),
        lambda: isolation.order_isolation(
            ward, IsolationOrder("B", "separate_holding", "x", started_at=wall(day, "20:00"))
        ),
    ):
        with pytest.raises(Refused, match="addendum"):
            attempt()


def test_measures_of_an_outbreak_propose_observation_for_whoever_comes(ward: Desk, clock: Clock, day: date) -> None:
    told = MeasuresOrdered(
        "influenza", "虚构防控通知1号", tests="全员抗原每日1次", areas="虚构市\n\n虚构县", ppe_level=2
    )
    for changes, field in (({"basis": " "}, "basis"), ({"pathogen": "x"}, "pathogen"), ({"ppe_level": 5}, "ppe_level")):
        with pytest.raises(Invalid) as refused:
            isolation.switch_on_measures(ward, replace(told, **changes))
        assert refused.value.field == field
    measures_id = isolation.switch_on_measures(ward, told)
    with pytest.raises(Conflict):
        isolation.switch_on_measures(ward, told)
    (on,) = isolation.measures_in_force(ward)
    assert (on.observation_days, on.areas, on.ppe_level) == (14, ("虚构市", "虚构县"), 2)
    clock.now = wall(day + timedelta(days=1), "09:00")
    intake.admit_person(ward, newcomer("D", clock.now))
    assert [each.person.number for each in isolation.who_is_apart(ward).proposed][-1:] == ["D"]
    isolation.order_isolation(ward, IsolationOrder("D", "medical_observation", "新入所"))
    assert "D" not in [each.person.number for each in isolation.who_is_apart(ward).proposed]
    with pytest.raises(Invalid):
        isolation.switch_off_measures(ward, measures_id, " ")
    isolation.switch_off_measures(ward, measures_id, "疫情结束")
    assert isolation.measures_in_force(ward) == ()
    with pytest.raises(Refused):
        isolation.switch_off_measures(ward, measures_id, "x")
