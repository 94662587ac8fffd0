"""The stages of a case and the readings after a fever (domain guide §3.4)."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from facility_app.rules.care import (
    CareCase,
    CareSpan,
    CaseKind,
    FollowUp,
    StepDone,
    care_case,
    care_in_force,
    case_kind,
    follow_up,
    may_conclude,
)
from facility_app.rules.carepack import care_rules
from facility_app.rules.rechecks import FeverState, judge_fever
from facility_app.rules.shelf import Packs
from facility_app.rules.siterules import RuleChange
from facility_app.rules.temperatures import Reading, fever_rules, judge_reading
from facility_app.rules.thresholds import symptom_rules, threshold_rules
from tests.rules.people import KSS, MONDAY, at, person, staff

FEVER = fever_rules(threshold_rules(), symptom_rules(), MONDAY, KSS)
RULES = care_in_force(care_rules(), FEVER, MONDAY, KSS)
FOUND = at("2026-03-02 07:30")


def reading(celsius: str, hours: float = 0, by: int = 1, *symptoms: str) -> Reading:
    when = FOUND + timedelta(hours=hours)
    return Reading(person(1), Decimal(celsius), "axillary", when, staff(by).id, "T1", symptoms=frozenset(symptoms))


def step(name: str, when: datetime) -> StepDone:
    return StepDone(UUID(int=1), name, when, "乙1")


def case(first: Reading, *later: Reading, steps: tuple[StepDone, ...] = ()) -> CareCase | None:
    verdict = judge_fever(FEVER, judge_reading(FEVER, first), later, FOUND + timedelta(days=9))
    return care_case(RULES, UUID(int=7), verdict, (first, *later), steps)


def fever(*later: Reading, steps: tuple[StepDone, ...] = ()) -> CareCase:
    """38.2, and 38.4 twenty minutes later by somebody else."""
    found = case(reading("38.2"), reading("38.4", 1 / 3, by=2), *later, steps=steps)
    assert found is not None
    return found


def test_confirmed_fever_is_told_at_once_seen_within_half_an_hour_and_then_concluded() -> None:
    found = fever()
    assert (found.kind, found.needed_from) == (CaseKind.FEVER, at("2026-03-02 07:50"))
    assert [one.stage.id for one in found.stages] == ["informed", "seen", "concluded"]
    assert [one.due for one in found.stages] == [at("2026-03-02 07:50"), at("2026-03-02 08:20"), None]
    assert found.next is found.stages[0]


def test_minutes_of_a_stage_that_the_site_has_set_hold_before_those_of_the_step() -> None:
    quarter = RuleChange("care.toml", "stage", "seen", '{"within_minutes":15}', MONDAY, "本所规定")
    assert care_in_force(Packs(KSS).care, FEVER, MONDAY, KSS).minutes["seen"] == 30
    assert care_in_force(Packs(KSS, (quarter,)).care, FEVER, MONDAY, KSS).minutes["seen"] == 15


def test_half_an_hour_runs_from_when_the_doctor_was_told() -> None:
    found = fever(steps=(step("informed", at("2026-03-02 08:00")),))
    assert found.stage("seen").due == at("2026-03-02 08:30")
    assert found.next is found.stages[1]


def test_only_the_conclusion_closes_a_fever() -> None:
    normal = [reading("36.5", hours, by=2) for hours in (9, 17, 25, 33, 41, 49, 57)]
    assert fever(*normal).is_open
    steps = tuple(step(name, FOUND + timedelta(hours=n + 1)) for n, name in enumerate(("informed", "seen")))
    assert fever(*normal, steps=steps).is_open
    concluded = (*steps, step("concluded", FOUND + timedelta(hours=60)))
    assert not fever(*normal, steps=concluded).is_open


@pytest.mark.parametrize(
    ("first", "symptoms", "kind"),
    [
        ("36.6", ("chest_pain",), CaseKind.ALARM),
        ("36.6", ("breathlessness",), CaseKind.ALARM),
        ("36.6", ("altered_consciousness",), CaseKind.ALARM),
        ("36.6", ("seizure",), CaseKind.ALARM),
        ("36.6", ("vomiting_blood",), CaseKind.ALARM),
        ("36.6", ("stiff_neck",), CaseKind.ALARM),
        ("36.6", ("pregnancy_bleeding",), CaseKind.ALARM),
        ("36.6", ("suspected_overdose",), CaseKind.ALARM),
        ("34.9", (), CaseKind.LOW),
        ("35.0", (), None),
        ("36.6", ("dry_cough",), None),
        ("37.4", (), None),
        ("36.6", (), None),
    ],
)
def test_emergency_sign_or_low_temperature_is_a_case_by_itself(
    first: str, symptoms: tuple[str, ...], kind: CaseKind | None
) -> None:
    found = case(reading(first, 0, 1, *symptoms))
    assert (found.kind if found else None) is kind
    assert found is None or found.needed_from == FOUND


def test_fever_that_is_not_confirmed_is_no_case_but_one_told_to_the_doctor_is() -> None:
    second = reading("37.1", 1 / 3, by=2)
    assert case(reading("37.4"), second) is None
    found = case(reading("37.4"), second, steps=(step("informed", at("2026-03-02 07:35")),))
    assert found is not None
    assert (found.kind, found.is_open) == (CaseKind.TOLD, True)


def test_feverish_again_but_not_measured_as_it_must_be_goes_to_the_doctor() -> None:
    found = case(reading("38.2"), reading("38.5", 1 / 12))
    assert found is not None
    assert (found.kind, found.needed_from) == (CaseKind.TOLD, at("2026-03-02 07:35"))
    assert found.follow_up is not None, "it is measured on as after a fever"
    assert found.follow_up.next_due == at("2026-03-02 11:35")


def followed(*values: tuple[str, float]) -> FollowUp:
    return follow_up(RULES, [reading(celsius, hours) for celsius, hours in values])


@pytest.mark.parametrize(
    ("last", "hours"), [("38.0", 4), ("39.5", 4), ("37.9", 8), ("37.3", 8), ("37.2", 8), ("36.5", 8)]
)
def test_every_four_hours_while_38_or_more_else_three_times_a_day(last: str, hours: int) -> None:
    assert followed(("38.4", 0), (last, 4)).next_due == FOUND + timedelta(hours=4 + hours)


def test_it_is_over_when_it_was_normal_for_48_hours() -> None:
    before = (("38.4", 0), ("37.2", 8), ("36.8", 16), ("36.6", 24), ("36.6", 48))
    nearly = followed(*before, ("36.5", 55))
    assert (nearly.is_over, nearly.over_at) == (False, FOUND + timedelta(hours=56))
    over = followed(*before, ("36.5", 56))
    assert (over.is_over, over.next_due) == (True, None)


def test_a_new_fever_begins_the_48_hours_anew() -> None:
    found = followed(("38.4", 0), ("36.5", 8), ("37.3", 30), ("36.5", 38), ("36.5", 60))
    assert (found.normal_since, found.is_over) == (FOUND + timedelta(hours=38), False)


def test_it_may_be_concluded_once_seen_and_normal_so_long() -> None:
    steps = (step("informed", FOUND), step("seen", FOUND))
    normal = [reading("36.5", hours, by=2) for hours in (8, 16, 24, 32, 40, 48, 55)]
    assert not may_conclude(fever(*normal, steps=steps))
    assert may_conclude(fever(*normal, reading("36.5", 56, by=2), steps=steps))
    assert not may_conclude(fever(*normal, reading("36.5", 56, by=2)))


def test_one_normal_reading_proves_no_48_hours() -> None:
    steps = (step("informed", FOUND), step("seen", FOUND))
    assert not may_conclude(fever(reading("36.5", 8, by=2), steps=steps))


@pytest.mark.parametrize(
    ("celsius", "symptoms", "kind"),
    [("37.1", ("seizure",), CaseKind.ALARM), ("34.8", (), CaseKind.LOW), ("37.1", ("dry_cough",), None)],
)
def test_emergency_sign_or_low_temperature_counts_at_the_second_reading_too(
    celsius: str, symptoms: tuple[str, ...], kind: CaseKind | None
) -> None:
    found = case(reading("37.4"), reading(celsius, 1 / 3, 2, *symptoms))
    assert (found.kind if found else None) is kind
    if found is not None:
        assert (found.sign.celsius, found.needed_from) == (Decimal(celsius), at("2026-03-02 07:50"))


def test_normal_second_reading_made_too_early_is_no_case_however_late_the_right_one_is() -> None:
    first, early = judge_reading(FEVER, reading("37.4")), reading("36.9", 1 / 6, by=2)
    late = judge_fever(FEVER, first, [early], FOUND + timedelta(hours=3))
    assert late.state is FeverState.AWAITING
    assert case_kind(late) is None


def span(*symptoms: str, again: str | None = None) -> CareSpan:
    """Of a case that was told to the doctor when it was found."""
    seconds = (("axillary", Decimal(again), False),) if again else ()
    return CareSpan(UUID(int=7), FOUND, None, frozenset(symptoms), seconds)


@pytest.mark.parametrize(
    ("known", "celsius", "symptoms", "is_known"),
    [
        (span(again="38.4"), "38.9", (), True),
        (span(again="38.4"), "38.9", ("dry_cough",), True),
        (span(again="38.4"), "38.9", ("seizure",), False),
        (span(again="38.4"), "34.8", (), False),
        (span("chest_pain"), "36.6", ("chest_pain",), True),
        (span("chest_pain"), "38.9", ("chest_pain",), False),
        (span("chest_pain"), "38.9", (), False),
        (span("chest_pain"), "36.6", ("chest_pain", "seizure"), False),
        (span("chest_pain"), "36.6", ("dry_cough",), False),
        (span("dry_cough", again="36.6"), "36.6", ("dry_cough",), True),
        (span(), "38.9", (), False),
    ],
)
def test_doctor_knows_by_a_case_only_of_what_was_told_in_it(
    known: CareSpan, celsius: str, symptoms: tuple[str, ...], is_known: bool
) -> None:
    assert known.knows(FEVER, judge_reading(FEVER, reading(celsius, 12, 1, *symptoms))) is is_known


def test_reading_of_somebody_in_care_begins_nothing_anew() -> None:
    first = judge_reading(FEVER, reading("38.5"))
    verdict = judge_fever(FEVER, first, [], FOUND, in_care=True)
    assert (verdict.state, verdict.findings) == (FeverState.IN_CARE, ())
    doubtful = judge_reading(FEVER, reading("33.0"))
    assert judge_fever(FEVER, doubtful, [], FOUND, in_care=True).state is FeverState.AWAITING


def test_ten_signs_are_of_the_respiratory_list() -> None:
    ten = "fever dry_cough fatigue blocked_nose runny_nose sore_throat smell_or_taste conjunctivitis muscle_pain"
    assert {one.id for one in FEVER.symptoms.values() if one.is_respiratory} == {*ten.split(), "diarrhoea"}
