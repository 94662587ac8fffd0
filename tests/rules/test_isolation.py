"""End rules of isolation, days, limits and what is owed (domain guide §3.8, §4.3 and §12 check 11)."""

from datetime import date, datetime, timedelta

import pytest

from facility_app.rules.entries import by_id, in_force
from facility_app.rules.isolation import (
    Course,
    EndState,
    continues,
    counted_from,
    counts_with,
    day_number,
    is_beyond_review,
    isolation_rules_of,
    judge_end,
    limit_of,
    reached,
)
from facility_app.rules.isolationdue import Owed, OwedKind, Stay, owed_to
from facility_app.rules.isolationpack import Fact, isolation_rules
from facility_app.rules.rounds import round_rules, window_spans
from tests.rules.people import CALENDAR, KSS, MONDAY, at

RULES = isolation_rules_of(isolation_rules(), MONDAY, KSS)
SPANS = window_spans(in_force(round_rules().window, MONDAY, KSS), CALENDAR, MONDAY)
START = at("2026-03-02 10:00")
LATER = at("2026-03-20 08:00")
MEDICAL, SEPARATE = RULES.kinds["medical_isolation"], RULES.kinds["separate_holding"]

BY_THE_CLOCK = [
    ("influenza", "fever_free_24", Fact.LAST_FEVER, "2026-03-03 08:00", "2026-03-04 08:00"),
    ("influenza", "fever_free_48", Fact.LAST_FEVER, "2026-03-03 08:00", "2026-03-05 08:00"),
    ("norovirus", "symptom_free_72", Fact.LAST_SYMPTOM, "2026-03-03 18:00", "2026-03-06 18:00"),
    ("mumps", "mumps_5_days", Fact.ONSET, "2026-03-01 09:00", "2026-03-06 09:00"),
    ("measles", "measles_4_days", Fact.RASH, "2026-03-01 09:00", "2026-03-05 09:00"),
    ("scabies", "treated_24", Fact.TREATED, "2026-03-02 15:00", "2026-03-03 15:00"),
]
"""Pathogen, end rule, the fact from which the time runs, when it was, and when isolation may end (§3.8)."""

BY_A_FINDING = [
    ("varicella", "all_crusted", (Fact.ALL_CRUSTED,)),
    ("tuberculosis", "non_infectious", (Fact.TREATED, Fact.NON_INFECTIOUS)),
]


def course(*facts: tuple[Fact, str], looked: datetime | None = None) -> Course:
    return Course({Fact.START: START} | {fact: at(text) for fact, text in facts}, looked, looked)


@pytest.mark.parametrize(("pathogen", "rule", "fact", "since", "earliest"), BY_THE_CLOCK)
def test_isolation_ends_so_long_after_what_the_guide_says(
    pathogen: str, rule: str, fact: Fact, since: str, earliest: str
) -> None:
    assert rule in RULES.pathogens[pathogen].end_rules
    moment = at(earliest)
    known = course((fact, since), looked=moment)
    before = judge_end(RULES.end_rules[rule], known, moment - timedelta(seconds=1), CALENDAR)
    met = judge_end(RULES.end_rules[rule], known, moment, CALENDAR)
    assert (before.state, before.earliest, before.may_end) == (EndState.WAITING, moment, False)
    assert (met.state, met.earliest, met.may_end) == (EndState.MET, moment, True)


def test_influenza_ends_after_24_hours_without_fever_unless_48_are_chosen() -> None:
    assert RULES.pathogens["influenza"].end_rules == ("fever_free_24", "fever_free_48")


@pytest.mark.parametrize(("pathogen", "rule", "needs"), BY_A_FINDING)
def test_isolation_ends_once_the_doctor_has_found_all_that_is_needed(
    pathogen: str, rule: str, needs: tuple[Fact, ...]
) -> None:
    assert RULES.pathogens[pathogen].end_rules == (rule,)
    found = [(fact, "2026-03-10 09:00") for fact in needs]
    for count in range(len(needs)):
        lacking = judge_end(RULES.end_rules[rule], course(*found[:count]), LATER, CALENDAR)
        assert (lacking.state, lacking.may_end) == (EndState.WAITING, False)
    assert judge_end(RULES.end_rules[rule], course(*found), LATER, CALENDAR).may_end


def test_observation_lasts_14_days_where_nothing_else_is_said() -> None:
    assert RULES.kinds["medical_observation"].end_rules[0] == "observed_14_days"
    rule = RULES.end_rules["observed_14_days"]
    end = at("2026-03-16 10:00")
    assert not judge_end(rule, course(), end - timedelta(seconds=1), CALENDAR).may_end
    assert judge_end(rule, course(), end, CALENDAR).may_end
    assert {one.observation_days for one in RULES.pathogens.values()} == {14}


@pytest.mark.parametrize("rule", ["fever_free_24", "symptom_free_72"])
def test_what_nobody_has_looked_at_since_is_not_proven_over(rule: str) -> None:
    unseen = judge_end(RULES.end_rules[rule], course(looked=START), LATER, CALENDAR)
    assert (unseen.state, unseen.may_end) == (EndState.UNPROVEN, False)


@pytest.mark.parametrize(("rule", "fact"), [("measles_4_days", Fact.RASH), ("mumps_5_days", Fact.ONSET)])
def test_time_does_not_run_from_a_rash_that_nobody_has_recorded(rule: str, fact: Fact) -> None:
    verdict = judge_end(RULES.end_rules[rule], course(), LATER, CALENDAR)
    assert (verdict.state, verdict.earliest) == (EndState.WAITING, None)
    assert judge_end(RULES.end_rules[rule], course((fact, "2026-03-01 09:00")), LATER, CALENDAR).may_end


def test_first_day_is_the_facility_day_on_which_it_began() -> None:
    assert day_number(CALENDAR, at("2026-03-02 23:59"), date(2026, 3, 2)) == 1
    assert day_number(CALENDAR, at("2026-03-02 23:59"), date(2026, 3, 3)) == 2
    assert day_number(CALENDAR, at("2026-03-02 00:00"), date(2026, 3, 16)) == 15


def test_separate_holding_is_over_with_its_fifteenth_day_whenever_it_began() -> None:
    for clock in ("00:00", "10:00", "23:59"):
        assert limit_of(SEPARATE, CALENDAR, at(f"2026-03-02 {clock}")) == at("2026-03-17 00:00")
    assert limit_of(MEDICAL, CALENDAR, START) is None


def test_separate_holding_that_begins_anew_too_soon_goes_on_counting() -> None:
    ended = at("2026-03-10 20:00")
    assert continues(SEPARATE, CALENDAR, ended, at("2026-03-10 21:00"))
    assert continues(SEPARATE, CALENDAR, ended, at("2026-03-11 23:00"))
    assert not continues(SEPARATE, CALENDAR, ended, at("2026-03-12 00:00"))
    chain = [
        (at("2026-03-08 09:00"), ended),
        (at("2026-03-01 09:00"), at("2026-03-05 09:00")),  # two whole days lie between: counted apart
        (at("2026-03-10 21:00"), at("2026-03-12 09:00")),
    ]
    assert counted_from(SEPARATE, CALENDAR, at("2026-03-13 09:00"), chain) == at("2026-03-08 09:00")
    assert counted_from(SEPARATE, CALENDAR, at("2026-03-14 09:00"), chain) == at("2026-03-14 09:00")


def test_days_of_observation_and_isolation_count_together_and_separate_holding_apart() -> None:
    observed = RULES.kinds["medical_observation"]
    ended = at("2026-03-10 20:00")
    assert counts_with(MEDICAL, observed) and counts_with(observed, MEDICAL) and counts_with(SEPARATE, SEPARATE)
    assert not counts_with(MEDICAL, SEPARATE) and not counts_with(SEPARATE, observed)
    assert continues(MEDICAL, CALENDAR, ended, at("2026-03-11 23:00"))
    assert not continues(MEDICAL, CALENDAR, ended, at("2026-03-12 00:00"))


def days_on_which(milestone: str) -> list[int]:
    (one,) = [each for each in RULES.milestones if each.id == milestone]
    return [n for n in range(1, 31) if n in reached(one, n)]


def test_who_has_to_look_on_which_day() -> None:
    assert days_on_which("isolation.separate_review") == [1, 3, 7, 14]
    assert days_on_which("isolation.separate_notice") == [1, 7, 14]
    assert days_on_which("isolation.medical_review") == [14, 28]
    assert days_on_which("isolation.medical_notice") == [14, 28]


def test_medical_isolation_is_beyond_its_review_from_day_16_on() -> None:
    def beyond(n: int, made: dict[str, list[int]]) -> bool:
        return is_beyond_review(MEDICAL, RULES.milestones, n, made)

    assert [n for n in range(1, 40) if beyond(n, {})] == list(range(16, 40)), "the next milestone excuses nothing"
    assert [n for n in range(14, 40) if beyond(n, {"head_review": [20], "procurator_told": [20]})] == [
        *range(16, 20),
        *range(30, 40),
    ]
    assert not beyond(16, {"head_review": [14], "procurator_told": [15]})
    assert beyond(16, {"head_review": [13], "procurator_told": [14]})


def stay(n: int, started: str = "10:00", **changes: object) -> tuple[Stay, date]:
    """Separate holding on its day n, which is the Monday of the windows."""
    first = MONDAY - timedelta(days=n - 1)
    began = at(f"{first} {started}")
    verdict = judge_end(RULES.end_rules["reason_gone"], Course({Fact.START: began}), began, CALENDAR)
    values = {
        "kind": SEPARATE, "started_at": began, "counted_from": began, "ended_at": None,
        "limit": limit_of(SEPARATE, CALENDAR, began), "written": frozenset(), "noted": frozenset(), "reviews": {},
        "verdict": verdict,
    }  # fmt: skip
    return Stay(**(values | changes)), MONDAY  # type: ignore[arg-type]


def owed(n: int, started: str = "10:00", **changes: object) -> tuple[Owed, ...]:
    one, day = stay(n, started, **changes)
    return owed_to(RULES, one, day, SPANS, CALENDAR)


def test_day_owes_two_lines_a_visit_and_the_rights() -> None:
    found = {(one.kind, one.window): one.due for one in owed(2)}
    assert found[OwedKind.LINE, "am"] == at("2026-03-02 09:00")
    assert found[OwedKind.LINE, "pm"] == at("2026-03-02 19:00")
    assert found[OwedKind.VISIT, ""] == at("2026-03-02 18:00")
    daily = [one for one in owed(2) if one.kind is OwedKind.RIGHTS and one.due == at("2026-03-02 20:00")]
    assert len(daily) == 1
    done = owed(2, written=frozenset({"am"}), reviews={"doctor_visit": [2]})
    assert {one.kind for one in done if one.is_done} == {OwedKind.LINE, OwedKind.VISIT}


def test_who_came_apart_at_noon_owes_no_line_of_the_morning() -> None:
    assert [one.window for one in owed(1, "12:00") if one.kind is OwedKind.LINE] == ["pm"]


def test_order_of_the_doctor_is_the_visit_of_the_first_day() -> None:
    (visit,) = [one for one in owed(1, kind=MEDICAL, limit=None) if one.kind is OwedKind.VISIT]
    assert visit.is_done
    (of_separate,) = [one for one in owed(1) if one.kind is OwedKind.VISIT]
    assert not of_separate.is_done


def test_missed_review_stands_beside_the_next_one_until_one_is_made() -> None:
    def open_days(n: int, reviews: dict[str, list[int]]) -> list[tuple[str, int]]:
        first = MONDAY - timedelta(days=n - 1)
        found = [one for one in owed(n, reviews=reviews) if one.kind is OwedKind.MILESTONE and not one.is_done]
        days = {CALENDAR.ends(first + timedelta(days=of - 1)): of for of in range(1, n + 1)}
        return [(one.review, days[one.due]) for one in found]

    head, told = "head_review", "procurator_told"
    assert set(open_days(7, {})) == {(head, 1), (head, 3), (head, 7), (told, 1), (told, 7)}
    assert set(open_days(7, {head: [2], told: [1]})) == {(head, 3), (head, 7), (told, 7)}
    assert open_days(7, {head: [7], told: [7]}) == []


@pytest.mark.parametrize(("n", "head", "procurator"), [(1, 1, 1), (3, 3, 1), (7, 7, 7), (14, 14, 14), (15, 14, 14)])
def test_head_and_procurator_are_alerted_of_separate_holding(n: int, head: int, procurator: int) -> None:
    first = MONDAY - timedelta(days=n - 1)
    latest = {one.review: one.due for one in owed(n) if one.kind is OwedKind.MILESTONE}
    assert latest == {
        "head_review": CALENDAR.ends(first + timedelta(days=head - 1)),
        "procurator_told": CALENDAR.ends(first + timedelta(days=procurator - 1)),
    }


def test_limit_is_announced_on_its_last_two_days_and_stays() -> None:
    assert [n for n in range(1, 18) if any(one.kind is OwedKind.LIMIT for one in owed(n))] == [14, 15, 16, 17]
    (last,) = [one for one in owed(15) if one.kind is OwedKind.LIMIT]
    assert last.due == CALENDAR.ends(MONDAY)


def test_all_that_a_rule_names_is_in_the_pack() -> None:
    symptoms = by_id(in_force(isolation_rules().answer, MONDAY, KSS))
    assert {one.of.value for one in symptoms.values()} == {"mood", "food", "sleep"}
    for kind in RULES.kinds.values():
        assert set(kind.end_rules) <= set(RULES.end_rules)
        assert set(kind.precautions) <= set(RULES.precautions)
    for pathogen in RULES.pathogens.values():
        assert set(pathogen.end_rules) <= set(MEDICAL.end_rules)
        assert pathogen.precaution in MEDICAL.precautions
    stated = {one.states for one in RULES.reviews.values()}
    derived = {Fact.START, Fact.LAST_FEVER, Fact.LAST_SYMPTOM}
    for rule in RULES.end_rules.values():
        assert {*rule.needs, rule.since or Fact.START} <= stated | derived
    for milestone in RULES.milestones:
        assert milestone.review in RULES.reviews
        assert milestone.of <= set(RULES.kinds)
