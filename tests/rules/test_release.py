"""Never without a lawful basis, never held up by a form (domain guide §7.2, §7.3, §12 check 3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values import FacilityKind, Invalid
from facility_app.rules.documentpack import document_rules
from facility_app.rules.documents import Document, documents_in_force
from facility_app.rules.findings import Severity
from facility_app.rules.release import CheckMark, Departure, ReleaseRules, judge_release, releases_in_force
from facility_app.rules.releasepack import release_rules
from tests.rules.people import JDS, JLS, KSS, at, person, staff

DAY = date(2026, 3, 7)
NOON = at("2026-03-07 12:00")
DECISION = Document("penalty_decision", "示例行罚字〔2026〕1号", "示例公安局", date(2026, 3, 2), True)
TWO = frozenset({staff(1).id, staff(2).id})
ENDED = Departure(person(1), "detention_ended", (DECISION,), DAY, at("2026-03-07 15:00"), TWO, NOON)


def rules(kind: FacilityKind = JLS) -> ReleaseRules:
    return releases_in_force(release_rules(), documents_in_force(document_rules(), DAY, kind).types, DAY, kind)


def test_a_person_with_a_fever_on_the_day_of_expiry_is_released_and_open_items_are_listed() -> None:
    marks = [CheckMark("release.body_check", False, "39.1 °C, hospital told"), CheckMark("release.property", True)]
    verdict = judge_release(rules(), ENDED, DAY, marks)
    assert verdict.is_lawful
    open_ids = [one.rule for one in verdict.open_items]
    assert "release.body_check" in open_ids
    assert "release.property" not in open_ids
    by_rule = {one.rule: one for one in verdict.open_items}
    assert "39.1 °C, hospital told" in by_rule["release.body_check"].explanation.text
    assert by_rule["release.pick_up"].severity is Severity.WARN


CHECKS = [check.id for check in release_rules().check]


@given(
    marks=st.lists(st.builds(CheckMark, st.sampled_from(CHECKS), st.booleans(), st.sampled_from(["", "ill"]))),
    is_under_order=st.booleans(),
)
def test_no_state_of_the_checklist_makes_a_lawful_release_unlawful(
    marks: list[CheckMark], is_under_order: bool
) -> None:
    verdict = judge_release(rules(), ENDED, DAY, marks, is_under_order)
    assert verdict.is_lawful
    assert all(one.severity in {Severity.NOTE, Severity.WARN} for one in verdict.open_items)


def test_a_full_checklist_gives_no_basis() -> None:
    early = replace(ENDED, term_ends_on=date(2026, 3, 8))
    verdict = judge_release(rules(), early, DAY, [CheckMark(check, True) for check in CHECKS])
    assert not verdict.is_lawful
    assert verdict.open_items == ()
    assert [one.rule for one in verdict.against] == ["release.basis"]
    assert "2026-03-08" in verdict.against[0].explanation.text


@pytest.mark.parametrize(
    "departure",
    [
        replace(ENDED, documents=()),
        replace(ENDED, documents=(replace(DECISION, number=""),)),
        replace(ENDED, documents=(replace(DECISION, issued_by=" "),)),
        replace(ENDED, term_ends_on=None),
        replace(ENDED, documents=(replace(DECISION, type="execution_receipt"),)),
    ],
    ids=["no document", "no number", "no issuing body", "no end", "another document"],
)
def test_without_a_basis_nobody_is_released(departure: Departure) -> None:
    assert not judge_release(rules(), departure, DAY, []).is_lawful


def test_identity_is_checked_by_two_different_officers() -> None:
    verdict = judge_release(rules(), replace(ENDED, identity_checked_by=frozenset({staff(1).id})), DAY, [])
    assert [one.rule for one in verdict.against] == ["release.identity"]


def test_a_decision_of_early_end_is_a_basis_before_the_term_ends() -> None:
    early = Document("early_end_decision", "示例字〔2026〕2号", "示例法院", DAY, True)
    departure = replace(ENDED, documents=(DECISION, early), term_ends_on=date(2026, 3, 12))
    assert judge_release(rules(), departure, DAY, []).is_lawful


@pytest.mark.parametrize(
    ("kind", "way", "documents"),
    [
        (KSS, "released", ["release_notice"]),
        (KSS, "released", ["no_arrest_decision"]),
        (KSS, "released", ["bail_decision"]),
        (KSS, "to_prison", ["judgment", "execution_notice", "indictment_copy", "case_closing_form"]),
        (KSS, "moved", ["custody_handover"]),
        (JLS, "suspended", ["suspension_decision"]),
        (JDS, "rehab_ended", ["early_rehab_end_decision"]),
        (JDS, "rehab_ended", ["community_rehab_decision"]),
    ],
)
def test_each_exit_rests_on_its_papers(kind: FacilityKind, way: str, documents: list[str]) -> None:
    papers = tuple(replace(DECISION, type=one) for one in documents)
    departure = Departure(person(1), way, papers, None, None, TWO, NOON)
    assert judge_release(rules(kind), departure, DAY, []).is_lawful
    for n in range(len(papers)):
        fewer = replace(departure, documents=papers[:n] + papers[n + 1 :])
        assert not judge_release(rules(kind), fewer, DAY, []).is_lawful


def test_a_sentence_served_here_ends_by_its_term() -> None:
    notice = replace(DECISION, type="execution_notice")
    departure = Departure(person(1), "sentence_served", (notice,), DAY, None, TWO, NOON)
    assert judge_release(rules(KSS), departure, DAY, []).is_lawful
    way = rules(KSS).exits["sentence_served"]
    assert way.gives is not None
    assert way.gives.zh == "刑满释放证明书"


def test_one_minute_after_the_end_is_an_incident_and_the_end_itself_is_none() -> None:
    end = at("2026-03-07 15:00")
    assert judge_release(rules(), replace(ENDED, leaves_at=end), DAY, []).late is None
    late = judge_release(rules(), replace(ENDED, leaves_at=end + timedelta(minutes=1)), DAY, [])
    assert late.is_lawful
    assert late.late is not None
    assert (late.late.severity, late.late.due) == (Severity.ALARM, end)
    assert late.late.explanation.text.startswith("1 min ")


def test_the_test_is_asked_for_only_under_a_public_health_order() -> None:
    def tests(is_under_order: bool) -> list[str]:
        items = judge_release(rules(), ENDED, DAY, [], is_under_order).open_items
        return [one.rule for one in items if one.rule in {"release.test", "release.command_notice"}]

    assert tests(False) == []
    assert tests(True) == ["release.test", "release.command_notice"]


def test_two_checks_one_pick_up_and_notification_are_on_the_list() -> None:
    parts = [check.part for check in rules().checks]
    assert (parts.count("two_checks"), parts.count("pick_up"), parts.count("notification")) == (2, 1, 2)


def test_an_exit_of_another_kind_of_facility_cannot_be_judged() -> None:
    with pytest.raises(Invalid):
        judge_release(rules(JDS), ENDED, DAY, [])
