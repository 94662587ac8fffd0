"""Thresholds, plausibility and recheck (domain guide §3.2-3.5, §12 check 7)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values import Invalid
from facility_app.rules.findings import Severity
from facility_app.rules.rechecks import FeverState, FeverVerdict, judge_fever
from facility_app.rules.temperatures import Reading, fever_rules, judge_reading, plausibility
from facility_app.rules.thresholds import Plausibility, symptom_rules, threshold_rules
from resources.text import speaking
from tests.rules.people import KSS, MONDAY, at, person, staff

RULES = fever_rules(threshold_rules(), symptom_rules(), MONDAY, KSS)
FIRST_AT = at("2026-03-02 07:30")


def reading(
    celsius: str, minutes: int = 0, site: str = "axillary", device: str = "T1", by: int = 1, **more: object
) -> Reading:
    when = FIRST_AT + timedelta(minutes=minutes)
    return Reading(person(1), Decimal(celsius), site, when, staff(by).id, device, **more)  # type: ignore[arg-type]


def judged(first: str, *later: Reading, after: int = 20) -> FeverVerdict:
    now = FIRST_AT + timedelta(minutes=after)
    return judge_fever(RULES, judge_reading(RULES, reading(first)), later, now, (person(2), person(3)))


@pytest.mark.parametrize(
    ("site", "below", "fever"),
    [
        ("axillary", "37.2", "37.3"),
        ("oral", "37.4", "37.5"),
        ("ear", "37.8", "37.9"),
        ("rectal", "37.9", "38.0"),
        ("forehead", "37.2", "37.3"),
    ],
)
def test_a_fever_begins_at_the_threshold_of_its_site(site: str, below: str, fever: str) -> None:
    assert not judge_reading(RULES, reading(below, site=site)).is_fever
    assert judge_reading(RULES, reading(fever, site=site)).is_fever
    assert judge_reading(RULES, reading(fever, site=site)).needs_recheck


def test_the_mean_of_repeats_in_the_ear_has_a_lower_threshold() -> None:
    assert not judge_reading(RULES, reading("37.6", site="ear")).is_fever
    assert judge_reading(RULES, reading("37.6", site="ear", is_mean=True)).is_fever
    assert not judge_reading(RULES, reading("37.5", site="ear", is_mean=True)).is_fever


@pytest.mark.parametrize(
    ("celsius", "grade"),
    [
        ("34.9", "hypothermia"),
        ("35.0", None),
        ("37.2", None),
        ("37.3", "low_fever"),
        ("38.0", "low_fever"),
        ("38.1", "moderate_fever"),
        ("39.0", "moderate_fever"),
        ("39.1", "high_fever"),
        ("41.0", "high_fever"),
        ("41.1", "extreme_fever"),
    ],
)
def test_an_axillary_temperature_has_a_grade(celsius: str, grade: str | None) -> None:
    found = judge_reading(RULES, reading(celsius)).grade
    assert (found.id if found else None) == grade


@pytest.mark.parametrize(
    ("celsius", "believed"),
    [
        ("29.9", Plausibility.REJECTED),
        ("30.0", Plausibility.TO_CONFIRM),
        ("33.9", Plausibility.TO_CONFIRM),
        ("34.0", Plausibility.ACCEPTED),
        ("42.5", Plausibility.ACCEPTED),
        ("42.6", Plausibility.TO_CONFIRM),
        ("45.0", Plausibility.TO_CONFIRM),
        ("45.1", Plausibility.REJECTED),
        ("367", Plausibility.REJECTED),
    ],
)
def test_a_value_is_believed_within_its_band(celsius: str, believed: Plausibility) -> None:
    assert plausibility(RULES, Decimal(celsius)) is believed


def test_an_error_of_entry_is_no_fever_and_asks_for_no_recheck() -> None:
    verdict = judge_reading(RULES, reading("367"))
    assert (verdict.is_fever, verdict.needs_recheck) == (False, False)
    assert [one.severity for one in verdict.findings] == [Severity.HARD]
    assert judged("367").state is FeverState.REJECTED


def test_a_value_to_be_confirmed_asks_for_a_second_reading() -> None:
    assert judge_reading(RULES, reading("33.5")).needs_recheck


def test_hypothermia_goes_to_the_doctor() -> None:
    (found,) = judge_reading(RULES, reading("34.5")).findings
    assert (found.rule, found.severity) == ("temperatures.low", Severity.ALARM)


def test_a_change_of_two_degrees_asks_for_a_second_reading() -> None:
    before = reading("35.1", minutes=-720)
    assert not judge_reading(RULES, reading("37.0"), before).needs_recheck
    assert judge_reading(RULES, reading("37.1"), before).needs_recheck
    assert not judge_reading(RULES, reading("37.1"), reading("35.1", minutes=-720, site="oral")).needs_recheck


def test_a_cough_asks_for_a_second_reading_at_a_normal_temperature() -> None:
    assert judge_reading(RULES, reading("36.6", symptoms=frozenset({"dry_cough"}))).needs_recheck
    assert not judge_reading(RULES, reading("36.6", symptoms=frozenset({"poor_sleep"}))).needs_recheck


def test_chest_pain_calls_for_help_whatever_the_temperature() -> None:
    (found,) = judge_reading(RULES, reading("36.6", symptoms=frozenset({"chest_pain"}))).findings
    assert (found.rule, found.severity) == ("temperatures.alarm", Severity.ALARM)


def test_an_unknown_site_cannot_be_judged() -> None:
    with pytest.raises(Invalid):
        judge_reading(RULES, reading("36.6", site="wrist"))


def test_37_4_makes_a_recheck_due_half_an_hour_later() -> None:
    verdict = judged("37.4", after=0)
    (due,) = verdict.findings
    assert verdict.state is FeverState.AWAITING
    assert (due.rule, due.severity) == ("temperatures.recheck", Severity.WARN)
    assert due.due == FIRST_AT + timedelta(minutes=30)
    assert "37.4" in due.explanation.text
    (overdue,) = judged("37.4", after=31).findings
    assert (overdue.key, overdue.severity) == (due.key, Severity.ALARM)


def test_37_4_then_37_1_is_not_confirmed_and_both_values_stay() -> None:
    verdict = judged("37.4", reading("37.1", 20, device="T2"))
    assert verdict.state is FeverState.NOT_CONFIRMED
    assert verdict.first.reading.celsius == Decimal("37.4")
    assert verdict.decided_by is not None
    assert verdict.decided_by.reading.celsius == Decimal("37.1")
    assert verdict.findings == ()


def test_37_4_then_37_5_is_a_confirmed_fever_with_the_cell_as_contacts() -> None:
    verdict = judged("37.4", reading("37.5", 20, by=2))
    assert verdict.state is FeverState.CONFIRMED
    (found,) = verdict.findings
    assert (found.rule, found.severity) == ("temperatures.confirmed", Severity.ALARM)
    assert found.people == (person(2), person(3))
    assert found.due == FIRST_AT + timedelta(minutes=20)
    assert "inform the doctor" in found.explanation.text


@pytest.mark.parametrize(
    "second",
    [
        reading("36.8", 14, device="T2"),
        reading("36.8", 20),
        reading("36.8", 20, device=""),
        reading("36.8", 20, site="forehead", device="T2", by=2),
        reading("48.0", 20, device="T2"),
    ],
    ids=["too soon", "same hand and device", "device unknown", "another site", "error of entry"],
)
def test_a_recheck_that_was_not_made_as_it_must_be_decides_nothing(second: Reading) -> None:
    verdict = judged("37.4", second)
    assert verdict.state is FeverState.AWAITING
    assert [one.reading for one in verdict.unfit] == [second]
    assert [one.severity for one in verdict.findings] == [Severity.WARN]


def test_a_second_fever_that_decides_nothing_still_goes_to_the_doctor() -> None:
    verdict = judged("37.4", reading("39.5", 5, device="T2"))
    assert verdict.state is FeverState.AWAITING
    assert [one.severity for one in verdict.findings] == [Severity.ALARM]


def test_after_a_recheck_that_decided_nothing_the_next_one_does() -> None:
    verdict = judged("37.4", reading("37.6", 25, device="T2"), reading("36.9", 5, device="T2"))
    assert verdict.state is FeverState.CONFIRMED
    assert len(verdict.unfit) == 1


def test_a_second_value_hardly_to_be_believed_decides_only_where_one_before_was_as_far_out() -> None:
    low, still_low = reading("31.0", 20, device="T2"), reading("31.2", 40, by=2)
    once = judged("37.5", low)
    assert (once.state, [one.reading for one in once.unfit]) == (FeverState.AWAITING, [low])
    assert [one.rule for one in once.findings] == ["temperatures.low", "temperatures.recheck"]
    assert judged("37.5", low, still_low).state is FeverState.NOT_CONFIRMED
    assert judged("37.5", low, reading("37.6", 40, by=2)).state is FeverState.CONFIRMED
    assert judged("37.5", reading("43.5", 20, device="T2")).state is FeverState.AWAITING
    assert judged("43.0", reading("43.5", 20, device="T2")).state is FeverState.CONFIRMED
    assert judged("31.0", reading("43.5", 20, device="T2")).state is FeverState.AWAITING


def test_a_late_recheck_still_decides() -> None:
    assert judged("37.4", reading("36.9", 90, by=2), after=90).state is FeverState.NOT_CONFIRMED


def test_a_normal_reading_needs_nothing() -> None:
    verdict = judged("36.5", reading("39.0", 60))
    assert (verdict.state, verdict.findings) == (FeverState.NORMAL, ())


def test_a_fever_of_the_forehead_is_never_confirmed_by_the_forehead() -> None:
    first = judge_reading(RULES, reading("37.9", site="forehead"))
    again = reading("38.2", 20, site="forehead", device="T2", by=2)
    assert judge_fever(RULES, first, [again], FIRST_AT).state is FeverState.AWAITING


def test_an_explanation_names_sites_in_chinese() -> None:
    with speaking("zh_CN"):
        assert "腋温" in judge_reading(RULES, reading("37.4")).asks_recheck[0].text


TENTHS = st.integers(300, 450).map(lambda n: Decimal(n) / 10)


@given(first=TENTHS, second=TENTHS, minutes=st.integers(0, 120))
def test_a_fever_is_confirmed_by_two_fevers_only(first: Decimal, second: Decimal, minutes: int) -> None:
    state = judged(str(first), reading(str(second), minutes, device="T2")).state
    if state is FeverState.CONFIRMED:
        assert second >= Decimal("37.3")
        assert minutes >= 15
    if first >= Decimal("37.3"):
        assert state is not FeverState.NORMAL
