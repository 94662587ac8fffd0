"""When several who are ill are a signal (domain guide §3.7)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facility_app.core.subjects import Subject, SubjectKind
from facility_app.rules.clusters import ClusterScope, Ill, IllEvent, Spot, cluster_rules, clusters, onsets_of, standing
from facility_app.rules.entries import in_force
from tests.rules.people import KSS, MONDAY, at, person, staff

RULES = in_force(cluster_rules().cluster, MONDAY, KSS)
NOW = at("2026-03-30 12:00")
FACILITY = Spot("facility", Subject(SubjectKind.FACILITY, UUID(int=1), "示例看守所"))
RESPIRATORY: dict[str, Any] = {"symptoms": {"dry_cough"}}
GASTRIC: dict[str, Any] = {"symptoms": {"vomiting"}}
SKIN = {"symptoms": {"itching"}}
FLU = {"symptoms": {"sore_throat"}, "celsius": "38.0"}
TOOTH = {"symptoms": {"poor_sleep"}}


def spot(scope: ClusterScope, name: str) -> tuple[ClusterScope, Spot]:
    kind = SubjectKind.CELL if scope is ClusterScope.CELL else SubjectKind.THING
    return scope, Spot(name, Subject(kind, UUID(int=hash(name) & 0xFFFF), name))


def ill(n: int, hours: float, cell: str = "101", block: str = "一监区", **what: Any) -> Ill:
    places = (spot(ClusterScope.CELL, cell), spot(ClusterScope.BLOCK, block), (ClusterScope.FACILITY, FACILITY))
    return _ill(person(n), hours, places, what)


def on_post(n: int, hours: float, post: str = "管教", **what: Any) -> Ill:
    return _ill(staff(n), hours, (spot(ClusterScope.POST, post), (ClusterScope.FACILITY, FACILITY)), what)


def _ill(who: Subject, hours: float, places: tuple[Any, ...], what: dict[str, Any]) -> Ill:
    celsius = what.get("celsius")
    return Ill(
        who,
        NOW - timedelta(hours=hours),
        places,
        frozenset(what.get("symptoms", ())),
        Decimal(celsius) if celsius else None,
        what.get("is_fever", False),
        what.get("pathogen", ""),
        what.get("event", IllEvent.ILL),
    )


def found(*ills: Ill) -> set[str]:
    return {one.rule.id.removeprefix("clusters.") for one in clusters(RULES, ills, NOW)}


DAY, WEEK, FORTNIGHT = 24, 168, 336
TABLE: list[tuple[str, int, float, dict[str, Any], bool]] = [
    ("cell_respiratory", 2, 72, RESPIRATORY, True),
    ("cell_respiratory", 2, 72, {"is_fever": True}, True),
    ("cell_respiratory", 1, 72, RESPIRATORY, False),
    ("cell_respiratory", 2, 72.1, RESPIRATORY, False),
    ("cell_respiratory", 2, 1, TOOTH, False),
    ("cell_gastric", 2, 72, GASTRIC, True),
    ("cell_gastric", 2, 72, {"symptoms": {"diarrhoea"}}, True),
    ("cell_gastric", 1, 1, GASTRIC, False),
    ("cell_gastric", 2, 72.1, GASTRIC, False),
    ("influenza_call", 10, WEEK, FLU, True),
    ("influenza_call", 9, 1, FLU, False),
    ("influenza_call", 10, WEEK + 0.1, FLU, False),
    ("influenza_call", 10, 1, {"symptoms": {"dry_cough"}, "celsius": "37.9"}, False),
    ("influenza_call", 10, 1, {"symptoms": {"muscle_pain"}, "celsius": "39.0"}, False),
    ("influenza_event", 30, WEEK, FLU, True),
    ("influenza_event", 29, 1, FLU, False),
    ("influenza_hospital", 5, WEEK, {**FLU, "event": IllEvent.HOSPITAL}, True),
    ("influenza_hospital", 4, 1, {**FLU, "event": IllEvent.HOSPITAL}, False),
    ("influenza_death", 2, WEEK, {**FLU, "event": IllEvent.DEATH}, True),
    ("influenza_death", 1, 1, {**FLU, "event": IllEvent.DEATH}, False),
    ("same_meal", 3, 72, {"event": IllEvent.MEAL}, True),
    ("same_meal", 2, 1, {"event": IllEvent.MEAL}, False),
    ("same_meal", 3, 72.1, {"event": IllEvent.MEAL}, False),
    ("same_meal", 3, 1, GASTRIC, False),
    ("covid", 2, WEEK, {"pathogen": "covid19"}, True),
    ("covid", 2, WEEK + 0.1, {"pathogen": "covid19"}, False),
    ("covid", 2, 1, {"pathogen": "influenza"}, False),
    ("tuberculosis_suspect", 1, 1, {"symptoms": {"dry_cough"}}, True),
    ("tuberculosis_suspect", 1, 1, {"is_fever": True}, True),
    ("tuberculosis_suspect", 1, 1, {"symptoms": {"night_sweats"}}, True),
    ("tuberculosis_suspect", 1, 1, {"symptoms": {"weight_loss"}}, True),
    ("tuberculosis_suspect", 1, 1, {"symptoms": {"runny_nose"}}, False),
    ("tuberculosis", 1, 1, {"pathogen": "tuberculosis"}, True),
    ("skin", 2, FORTNIGHT, SKIN, True),
    ("skin", 2, FORTNIGHT, {"symptoms": {"rash"}}, True),
    ("skin", 1, 1, SKIN, False),
    ("skin", 2, FORTNIGHT + 0.1, SKIN, False),
]


@pytest.mark.parametrize(("rule", "people", "hours", "what", "is_signal"), TABLE)
def test_so_many_within_so_long_are_a_signal(
    rule: str, people: int, hours: float, what: dict[str, Any], is_signal: bool
) -> None:
    assert (rule in found(*(ill(n, hours, **what) for n in range(people)))) is is_signal


@pytest.mark.parametrize(("what", "rule"), [(RESPIRATORY, "block_respiratory"), (GASTRIC, "block_gastric")])
def test_three_in_a_block_are_a_signal_though_each_lives_alone(what: dict[str, Any], rule: str) -> None:
    three = [ill(n, 72, cell=str(n), **what) for n in range(3)]
    assert rule in found(*three)
    assert rule not in found(*three[:2])
    assert rule not in found(*three[:2], ill(9, 72, cell="9", block="二监区", **what))
    assert not {one for one in found(*three) if one.startswith("cell_")}


def test_two_of_the_staff_of_one_post_are_a_signal_within_seven_days() -> None:
    assert "staff_post" in found(on_post(1, WEEK, **RESPIRATORY), on_post(2, 0, **RESPIRATORY))
    assert "staff_post" not in found(on_post(1, WEEK + 0.1, **RESPIRATORY), on_post(2, 0, **RESPIRATORY))
    assert "staff_post" not in found(on_post(1, 1, **RESPIRATORY), on_post(2, 1, post="监控", **RESPIRATORY))


def test_one_person_counts_once_however_often_measured() -> None:
    assert "cell_respiratory" not in found(*(ill(1, hours, **RESPIRATORY) for hours in (1, 13, 25)))


def test_somebody_ill_for_long_did_not_fall_ill_anew() -> None:
    long_ill = [ill(1, hours, **RESPIRATORY) for hours in range(0, 240, 12)]
    assert "cell_respiratory" not in found(*long_ill, ill(2, 1, **RESPIRATORY))
    again = ill(1, 1, **RESPIRATORY), ill(1, 100, **RESPIRATORY)
    assert "cell_respiratory" in found(*again, ill(2, 1, **RESPIRATORY))


def test_signal_stands_for_its_time_after_the_case_that_made_it_complete() -> None:
    """Two of COVID-19 within a week are reported within two hours, were the first one a week old by then."""
    covid = {"pathogen": "covid19"}
    assert "covid" in found(ill(1, WEEK + 1, **covid), ill(2, 1, **covid))
    assert "covid" in found(ill(1, 2 * WEEK, **covid), ill(2, WEEK, **covid))
    assert "covid" not in found(ill(1, WEEK + 1, **covid), ill(2, 0.9, **covid)), "they lie more than a week apart"
    assert "covid" not in found(ill(1, WEEK + 1, **covid), ill(2, WEEK + 0.1, **covid)), "both are long past"


def test_a_signal_is_due_from_the_case_that_made_it_complete_and_names_everybody() -> None:
    ills = [ill(1, 20, pathogen="covid19"), ill(2, 5, pathogen="covid19"), ill(3, 1, pathogen="covid19")]
    (signal,) = [one for one in clusters(RULES, ills, NOW) if one.rule.id == "clusters.covid"]
    assert signal.complete_at == NOW - timedelta(hours=5)
    assert signal.finding.due == NOW - timedelta(hours=3)
    assert signal.people == (person(1), person(2), person(3))
    assert "示例看守所" in signal.finding.explanation.text


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 500)), max_size=30), st.integers(0, 500))
def test_onsets_told_once_make_the_signals_of_every_moment(cases: list[tuple[int, int]], ago: int) -> None:
    """A trend works out once who fell ill anew, and asks of each day; what is asked on the day itself says the same."""
    (rule,) = (one for one in RULES if one.id == "clusters.cell_respiratory")
    ills = [ill(n, hours, **RESPIRATORY) for n, hours in cases]
    moment, within = NOW - timedelta(hours=ago), timedelta(hours=rule.within_hours)
    on_the_day = clusters((rule,), [one for one in ills if moment - 3 * within <= one.at], moment)
    near = [one for one in onsets_of(rule, ills) if moment - 2 * within <= one.at <= moment]
    assert [one.subject for one in standing(rule, near, moment)] == [one for of in on_the_day for one in of.people]
