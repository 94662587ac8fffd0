"""Who may not live with whom (domain guide §4.1, §12 check 5)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values import FacilityKind, Role
from facility_app.core.casenumbers import case_key
from facility_app.core.sexes import Sex
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.rules.entries import in_force
from facility_app.rules.findings import Severity
from facility_app.rules.separation import Cell, Resident, Verdict, judge_placement
from facility_app.rules.separationpack import separation_rules
from tests.rules.people import JLS, KSS, MONDAY, person

ADULT, MINOR = date(1990, 1, 1), date(2010, 1, 1)
CELL = Cell(Subject(SubjectKind.CELL, UUID(int=500), "101", "101"), 10)
MAN = Resident(person(1), Sex.MALE, ADULT)
OTHER_MAN = Resident(person(2), Sex.MALE, ADULT)
WOMAN = Resident(person(3), Sex.FEMALE, ADULT)
BOY = Resident(person(4), Sex.MALE, MINOR)
UNKNOWN_AGE = Resident(person(5), Sex.MALE, None)


def place(newcomer: Resident, *occupants: Resident, cell: Cell = CELL, kind: FacilityKind = KSS) -> Verdict:
    rules = in_force(separation_rules().separation, MONDAY, kind)
    return judge_placement(rules, newcomer, cell, occupants, MONDAY)


def rules_against(verdict: Verdict) -> list[str]:
    return [one.rule for one in verdict.findings if one.severity is Severity.HARD]


def test_two_adults_of_one_sex_and_of_different_cases_may_share_a_cell() -> None:
    verdict = place(MAN, OTHER_MAN)
    assert (verdict.is_allowed, verdict.findings) == (True, ())


def test_a_man_and_a_woman_may_not_and_nobody_can_override_it() -> None:
    verdict = place(MAN, WOMAN)
    (found,) = verdict.findings
    assert rules_against(verdict) == ["separation.sex"]
    assert found.people == (WOMAN.subject,)
    assert "art. 14" in found.article
    assert not verdict.permits(frozenset(Role), "because")


def test_a_minor_and_an_adult_may_not_unless_the_head_gives_a_reason() -> None:
    verdict = place(BOY, MAN)
    assert rules_against(verdict) == ["separation.age"]
    assert not verdict.is_allowed
    assert not verdict.permits([Role.SHIFT_LEAD], "flood")
    assert not verdict.permits([Role.HEAD], " ")
    assert verdict.permits([Role.HEAD], "flood in block 2")
    assert verdict.tells_procurator


@pytest.mark.parametrize(("born", "allowed"), [(date(2008, 3, 2), True), (date(2008, 3, 3), False)])
def test_a_minor_comes_of_age_on_the_eighteenth_birthday(born: date, allowed: bool) -> None:
    assert place(replace(BOY, birth_date=born), MAN).is_allowed is allowed


def test_accomplices_may_not_share_a_cell() -> None:
    case = frozenset({"鄂公（刑）诉字〔2026〕12号"})
    same = replace(OTHER_MAN, case_numbers=frozenset({" 鄂公(刑)诉字 [2026] 12号"}))
    verdict = place(replace(MAN, case_numbers=case), same, replace(BOY, birth_date=ADULT))
    assert rules_against(verdict) == ["separation.case"]
    assert verdict.findings[0].people == (same.subject,)
    assert verdict.permits([Role.HEAD], "one night, escort failed")
    assert verdict.tells_procurator


def test_accomplices_whose_cases_are_numbered_apart_are_known_by_name() -> None:
    linked = replace(OTHER_MAN, co_defendants=frozenset({MAN.subject.id}))
    assert rules_against(place(MAN, linked)) == ["separation.case"]
    assert rules_against(place(linked, MAN)) == ["separation.case"]


def test_people_without_a_case_number_are_no_accomplices() -> None:
    nothing = frozenset({"", " "})
    assert place(replace(MAN, case_numbers=nothing), replace(OTHER_MAN, case_numbers=nothing)).is_allowed


def test_people_to_be_kept_apart_are_kept_apart() -> None:
    assert rules_against(place(MAN, replace(OTHER_MAN, keep_apart=frozenset({MAN.subject.id})))) == [
        "separation.keep_apart"
    ]


def test_a_full_cell_takes_nobody_unless_shift_lead_or_head_gives_a_reason() -> None:
    full = replace(CELL, capacity=1)
    verdict = place(MAN, OTHER_MAN, cell=full)
    assert rules_against(verdict) == ["separation.capacity"]
    assert verdict.permits([Role.SHIFT_LEAD], "no other cell tonight")
    assert place(MAN, cell=full).is_allowed
    assert place(MAN, OTHER_MAN, cell=replace(CELL, capacity=None)).is_allowed


def test_several_rules_are_overridden_by_whom_all_of_them_allow() -> None:
    assert place(BOY, MAN, cell=replace(CELL, capacity=1)).overridable_by == {Role.HEAD}


def test_who_already_lives_there_is_not_counted_twice() -> None:
    assert place(MAN, MAN, cell=replace(CELL, capacity=1)).is_allowed


def test_an_empty_cell_of_women_takes_no_man_and_one_of_minors_no_adult() -> None:
    assert rules_against(place(MAN, cell=replace(CELL, sex=Sex.FEMALE))) == ["separation.sex"]
    assert rules_against(place(MAN, cell=replace(CELL, is_for_minors=True))) == ["separation.age"]
    assert rules_against(place(BOY, cell=replace(CELL, is_for_minors=False))) == ["separation.age"]


def test_an_unknown_age_does_not_go_to_minors_nor_a_minor_to_it() -> None:
    assert rules_against(place(UNKNOWN_AGE, BOY)) == ["separation.age"]
    assert rules_against(place(BOY, UNKNOWN_AGE)) == ["separation.age"]
    assert place(UNKNOWN_AGE, MAN).is_allowed


def test_a_convict_lives_apart_from_who_is_not_convicted() -> None:
    convict, suspect = replace(MAN, category="convicted"), replace(OTHER_MAN, category="arrest")
    assert rules_against(place(convict, suspect)) == ["separation.convicted"]
    assert place(suspect, replace(BOY, birth_date=ADULT, category="criminal_detention")).is_allowed


def test_coercive_detention_is_apart_from_punitive_and_other_grounds_only_warn() -> None:
    penal = replace(MAN, category="administrative")
    coercive = replace(OTHER_MAN, category="coercive")
    judicial = replace(OTHER_MAN, category="judicial")
    assert rules_against(place(penal, coercive, kind=JLS)) == ["separation.coercive"]
    mixed = place(penal, judicial, kind=JLS)
    assert mixed.is_allowed
    assert [one.rule for one in mixed.findings] == ["separation.legal_type"]


def test_a_case_number_is_the_same_however_it_is_typed() -> None:
    assert case_key("鄂公（刑）诉字〔2026〕１２号") == case_key("鄂公(刑)诉字[2026] 12 号")
    assert case_key("鄂公(刑)诉字[2026]12号") != case_key("鄂公(刑)诉字[2026]13号")


RESIDENTS = st.builds(
    Resident,
    st.integers(10, 99).map(person),
    st.sampled_from(Sex),
    st.sampled_from([ADULT, MINOR, None]),
    st.sampled_from(["", "arrest", "convicted"]),
    st.frozensets(st.sampled_from(["一号", "二号"]), max_size=2),
)


@given(one=RESIDENTS, other=RESIDENTS)
def test_whether_two_may_live_together_does_not_depend_on_who_came_first(one: Resident, other: Resident) -> None:
    assert set(rules_against(place(one, other))) == set(rules_against(place(other, one)))
