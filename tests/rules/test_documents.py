"""The gate, and the ground on which somebody is held (domain guide §2.1, §12 check 4)."""

from dataclasses import replace
from datetime import date

import pytest

from db.values import FacilityKind
from facility_app.rules.documentpack import document_rules
from facility_app.rules.documents import Document, DocumentRules, category_on, documents_in_force, judge_admission
from facility_app.rules.findings import Severity
from tests.rules.people import JDS, JLS, KSS, MONDAY, person


def rules(kind: FacilityKind = KSS) -> DocumentRules:
    return documents_in_force(document_rules(), MONDAY, kind)


def paper(kind: str, day: date = MONDAY, number: str = "示例字〔2026〕1号") -> Document:
    return Document(kind, number, "示例公安局", day, matches_person=True)


CERTIFICATE = paper("detention_certificate")


@pytest.mark.parametrize(
    ("kind", "document", "ground"),
    [
        (KSS, "detention_certificate", "刑事拘留"),
        (KSS, "arrest_certificate", "逮捕"),
        (JLS, "penalty_decision", "行政拘留"),
        (JLS, "court_detention_decision", "司法拘留"),
        (JLS, "review_decision", "拘留审查"),
        (JDS, "rehabilitation_decision", "强制隔离戒毒"),
    ],
)
def test_a_document_admits_into_its_kind_of_facility(kind: FacilityKind, document: str, ground: str) -> None:
    verdict = judge_admission(rules(kind), person(1), [paper(document)], MONDAY)
    assert verdict.is_open
    assert verdict.admission is not None
    assert verdict.admission.zh == ground
    category = category_on(rules(kind), [paper(document)], MONDAY)
    assert category is not None
    assert category.id == verdict.admission.category


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        (JLS, "detention_certificate"),
        (KSS, "penalty_decision"),
        (JDS, "penalty_decision"),
        (KSS, "rehabilitation_decision"),
    ],
)
def test_a_document_does_not_admit_into_another_kind_of_facility(kind: FacilityKind, document: str) -> None:
    assert not judge_admission(rules(kind), person(1), [paper(document)], MONDAY).is_open


def test_nobody_enters_without_a_document() -> None:
    verdict = judge_admission(rules(), person(1), [], MONDAY)
    assert not verdict.is_open
    assert [(one.rule, one.severity) for one in verdict.findings] == [("documents.admits", Severity.HARD)]


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        (replace(CERTIFICATE, number=" "), "documents.complete"),
        (replace(CERTIFICATE, issued_by=""), "documents.complete"),
        (replace(CERTIFICATE, issued_on=None), "documents.complete"),
        (replace(CERTIFICATE, issued_on=date(2026, 3, 3)), "documents.date"),
        (replace(CERTIFICATE, matches_person=False), "documents.person"),
        (replace(CERTIFICATE, matches_person=None), "documents.person"),
    ],
)
def test_a_document_that_lacks_something_does_not_admit(document: Document, rule: str) -> None:
    verdict = judge_admission(rules(), person(1), [document], MONDAY)
    assert not verdict.is_open
    assert [one.rule for one in verdict.findings] == [rule]
    assert all(one.overridable_by == frozenset() for one in verdict.findings)


def test_lodging_also_needs_the_approval_of_the_local_head() -> None:
    order = paper("wanted_order")
    verdict = judge_admission(rules(), person(1), [order], MONDAY)
    assert not verdict.is_open
    assert "Approval of the local police head" in verdict.findings[0].explanation.text
    assert judge_admission(rules(), person(1), [order, paper("local_approval")], MONDAY).is_open


def test_papers_that_go_with_a_judgment_are_asked_for_without_waiting() -> None:
    verdict = judge_admission(rules(), person(1), [paper("judgment"), paper("execution_notice")], MONDAY)
    assert verdict.is_open
    assert [one.severity for one in verdict.findings] == [Severity.WARN]
    assert "Copy of the indictment" in verdict.findings[0].explanation.text


def test_a_further_document_changes_the_ground_from_its_date() -> None:
    papers = [
        paper("judgment", date(2026, 6, 1)),
        paper("detention_certificate", date(2026, 3, 2)),
        paper("arrest_certificate", date(2026, 3, 10)),
        paper("first_judgment", date(2026, 5, 20)),
    ]

    def held(day: date) -> str | None:
        category = category_on(rules(), papers, day)
        return category.zh if category else None

    assert held(date(2026, 3, 1)) is None
    assert held(date(2026, 3, 2)) == held(date(2026, 3, 9)) == "刑事拘留"
    assert held(date(2026, 3, 10)) == held(date(2026, 5, 31)) == "逮捕"
    assert held(date(2026, 6, 1)) == "已决"


def test_of_two_documents_of_one_date_the_later_stage_holds() -> None:
    both = [paper("arrest_certificate"), paper("detention_certificate")]
    category = category_on(rules(), both, MONDAY)
    assert category is not None
    assert category.id == "arrest"


def test_where_no_document_gives_a_ground_the_admission_does() -> None:
    papers = [paper("transfer_papers"), paper("jurisdiction_decision")]
    admission = judge_admission(rules(), person(1), papers, MONDAY).admission
    category = category_on(rules(), papers, MONDAY, admission)
    assert category is not None
    assert category.id == "transferred"
