"""What custody reads of a medical isolation: the precautions and whether it may end, never the illness."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from db.values import Refused, Role
from facility_app.access import Desk
from facility_app.acts.isolation import IsolationOrder, ReviewMade
from facility_app.acts.isolation_records import OrderCorrected, ReviewCorrected
from facility_app.facts.due.item import DueItem
from facility_app.facts.isolation_written import Sort
from facility_app.reports.content import canonical_content
from facility_app.reports.observation_sheet import observation_document
from facility_app.rules.isolation import EndState
from facility_app.services import due, health, isolation, isolation_records, journal, people
from tests.conftest import Clock
from tests.services.test_isolation import day, flu, one, ward
from tests.services.test_rounds import wall

__all__ = ["day", "ward"]

TELLING = ("swelling", "crusted", "infectious", "treatment", "treated", "mumps", "onset", "fever", "not found")
"""Words of the end rules and findings of mumps, varicella and tuberculosis."""


def test_neither_end_rule_verdict_nor_findings_betray_the_illness_to_custody(
    ward: Desk, seat: Callable[..., Desk], clock: Clock, day: date
) -> None:
    officer, lead = seat("officer", Role.OFFICER), seat("lead", Role.SHIFT_LEAD)
    for number, illness in (("A", "mumps"), ("B", "varicella"), ("C", "tuberculosis")):
        flu(ward, number, illness)
    isolation.review_isolation(ward, ReviewMade("A", "onset", at=wall(day - timedelta(days=1), "08:00")))
    isolation.review_isolation(ward, ReviewMade("B", "all_crusted"))
    isolation.review_isolation(ward, ReviewMade("C", "treated"))
    isolation.review_isolation(ward, ReviewMade("C", "doctor_visit"))
    for number, may_end in (("A", False), ("B", True), ("C", False)):
        seen, full = one(officer, number), one(ward, number)
        assert (seen.end_rule, seen.spell.end_rule, seen.verdict.may_end) == (None, "", may_end)
        assert not [each for each in TELLING if each in seen.verdict.words.text.casefold()]
        assert full.end_rule is not None and full.spell.end_rule and full.reviews
    assert [one(officer, number).verdict.words.text for number in "BC"] == ["May end", "May not end yet"]
    assert one(officer, "A").verdict.earliest == wall(day + timedelta(days=4), "08:00")  # five days after it swelled
    assert [each.review for number in "ABC" for each in one(officer, number).reviews] == ["doctor_visit"]
    for desk in (officer, ward):  # the paper hangs at the door, whoever prints it
        for number in "ABC":
            printed = canonical_content(observation_document(isolation.observation_sheet(desk, number))).casefold()
            assert not [each for each in TELLING if each in printed]
            assert "may " in printed
    spell = one(ward, "B").spell.id
    assert [each.sort for each in isolation_records.written_about(officer, spell)] == [Sort.ORDER]
    assert "end_rule" not in isolation_records.written_about(officer, spell)[0].values
    assert [each.of for each in isolation_records.written_about(ward, spell)][1:] == ["all_crusted"]
    told = [item.words.text for item in people.see_person(officer, "B").story]
    assert not [text for text in told if "crusted" in text.casefold()]
    assert [item for item in people.see_person(ward, "B").story if "crusted" in item.words.text.casefold()]
    (first,) = journal.record_history(lead, spell)
    masked = {each.name for each in first.fields or () if each.is_masked}
    assert {"end_rule", "pathogen", "reason"} <= masked


def test_observation_that_is_over_after_so_many_days_says_so_to_everybody(
    ward: Desk, seat: Callable[..., Desk]
) -> None:
    officer = seat("officer", Role.OFFICER)
    isolation.order_isolation(ward, IsolationOrder("A", "medical_observation", "密接"))
    seen = one(officer)
    assert seen.is_masked and seen.end_rule is not None
    assert (seen.spell.end_rule, seen.verdict.state) == ("observed_14_days", EndState.WAITING)


def test_head_changes_neither_a_doctors_order_nor_finding_and_a_doctor_no_review_of_the_head(
    ward: Desk, seat: Callable[..., Desk]
) -> None:
    head, doctor = seat("head", Role.HEAD), seat("doctor", Role.DOCTOR)
    flu(ward)
    isolation.review_isolation(doctor, ReviewMade("A", "treated"))
    isolation.review_isolation(head, ReviewMade("A", "head_review", goes_on=True))
    isolation.order_isolation(ward, IsolationOrder("B", "separate_holding", "多次殴打他人"))
    by_doctor, by_head = one(ward).spell.id, one(ward, "B").spell.id
    treated, reviewed = (each.id for each in one(ward).reviews)
    correct, void = isolation_records.correct_order, isolation_records.void_written
    for desk, order, review in ((head, by_doctor, treated), (doctor, by_head, reviewed)):
        attempts = (
            partial(correct, desk, order, OrderCorrected(reason="x"), "x"),
            partial(void, desk, Sort.ORDER, order, "x"),
            partial(isolation_records.correct_review, desk, review, ReviewCorrected(text="x"), "x"),
            partial(void, desk, Sort.REVIEW, review, "x"),
        )
        for attempt in attempts:
            with pytest.raises(Refused, match="Only whoever may write"):
                attempt()
    correct(doctor, by_doctor, OrderCorrected(reason="流感样"), "补充")
    void(head, Sort.REVIEW, reviewed, "误登")
    void(head, Sort.ORDER, by_head, "误登")
    assert [each.person.number for each in isolation.who_is_apart(ward).people] == ["A"]


def test_custody_is_told_what_to_do_about_a_disease_and_never_which_it_is(
    ward: Desk, seat: Callable[..., Desk]
) -> None:
    """One is apart in the cell: whatever names the disease of its cluster names that person's (domain guide §3.9)."""
    flu(ward, "A", "tuberculosis")
    officer = seat("officer", Role.OFFICER)

    def signals(desk: Desk) -> list[DueItem]:
        return [each for each in due.what_is_due(desk).items if each.kind == "cluster"]

    (full,), (told,) = signals(ward), signals(officer)
    assert "Tuberculosis" in full.words.text and full.rule == "clusters.tuberculosis"
    assert told.words.text == "一监区 101: infectious disease. Now: ask the doctor what to do"
    assert (told.subject, told.due, told.state, told.is_alarm) == (full.subject, full.due, full.state, full.is_alarm)
    assert "tuberculosis" not in repr(told).casefold() and "结核" not in repr(told)
    (shown,), (seen,) = health.health_trend(ward, 3).clusters, health.health_trend(officer, 3).clusters
    assert (shown.rule.text, shown.people) == ("Tuberculosis: contacts", 1)
    assert (seen.rule.text, seen.people, seen.place) == ("Infectious disease", None, shown.place)
    assert "tuberculosis" not in repr(seen).casefold() and "结核" not in repr(seen)
    for found in (people.see_person(officer, "A"), health.person_chart(officer, "A"), one(officer)):
        assert "tuberculosis" not in repr(found).casefold() and "结核" not in repr(found)
