"""What was written of an isolation and of an outbreak is put right with a reason, and what it said stays readable."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from db.values import Invalid, Refused, Role
from facility_app.access import Desk
from facility_app.acts.isolation import ReviewMade
from facility_app.acts.isolation_records import OrderCorrected, ReviewCorrected
from facility_app.acts.observations import LineTold, RightTold
from facility_app.acts.outbreaks import MeasuresOrdered
from facility_app.facts.isolation_written import Sort, Written
from facility_app.services import isolation, isolation_records, journal
from tests.conftest import Clock
from tests.services.test_isolation import CALM, day, flu, one, ward
from tests.services.test_rounds import close_day, wall

__all__ = ["day", "ward"]


def written(desk: Desk, sort: Sort, of: str = "") -> Written:
    """The newest record of a sort about A."""
    found = isolation_records.written_about(desk, one(desk).spell.id)
    return next(each for each in found if each.sort is sort and of in each.of)


def before(desk: Desk, record: Written, field: str) -> list[str | None]:
    """What a field of a record said before it was changed, newest first."""
    lines = journal.record_history(desk, record.id)
    return [each.before for line in lines[:-1] for each in line.fields or () if each.name == field]


def measures_are_corrected_and_withdrawn(ward: Desk) -> None:
    measures_id = isolation.switch_on_measures(ward, MeasuresOrdered("influenza", "虚构防控通知1号", ppe_level=2))
    for told, field in (
        (MeasuresOrdered("influenza", "虚构防控通知2号", ppe_level=5), "ppe_level"),
        (MeasuresOrdered("influenza", " "), "basis"),
    ):
        with pytest.raises(Invalid) as refused:
            isolation_records.correct_measures(ward, measures_id, told, "文号有误")
        assert refused.value.field == field
    told = MeasuresOrdered("influenza", "虚构防控通知2号", observation_days=7, ppe_level=3)
    with pytest.raises(Invalid) as unexplained:
        isolation_records.correct_measures(ward, measures_id, told, " ")
    assert unexplained.value.field == "why"
    isolation_records.correct_measures(ward, measures_id, told, "文号有误")
    (on,) = isolation.measures_in_force(ward)
    assert (on.basis, on.observation_days, on.ppe_level) == ("虚构防控通知2号\n文号有误", 7, 3)
    isolation_records.void_measures(ward, measures_id, "选错病种")
    assert isolation.measures_in_force(ward) == ()
    with pytest.raises(Refused):
        isolation_records.void_measures(ward, measures_id, "x")
    with pytest.raises(Refused):
        isolation_records.correct_measures(ward, measures_id, told, "x")


def test_right_a_review_and_an_order_are_corrected_with_a_reason_and_the_first_entry_stays(
    ward: Desk, clock: Clock, day: date
) -> None:
    flu(ward)
    isolation.note_rights(ward, "A", (RightTold("exercise", True),))
    isolation.review_isolation(ward, ReviewMade("A", "head_review", goes_on=True, text="继续"))
    right, review = written(ward, Sort.RIGHT), written(ward, Sort.REVIEW)
    unexplained_ones: tuple[Callable[[], None], ...] = (
        lambda: isolation_records.correct_right(ward, right.id, is_kept=False, note="暴雨", why=" "),
        lambda: isolation_records.correct_review(ward, review.id, ReviewCorrected(goes_on=False), ""),
        lambda: isolation_records.correct_order(ward, one(ward).spell.id, OrderCorrected(reason="x"), " "),
    )
    for attempt in unexplained_ones:
        with pytest.raises(Invalid) as unexplained:
            attempt()
        assert unexplained.value.field == "why"
    with pytest.raises(Invalid) as unsaid:
        isolation_records.correct_right(ward, right.id, is_kept=False, note="", why="记错")
    assert unsaid.value.field == "note"
    isolation_records.correct_right(ward, right.id, is_kept=False, note="暴雨", why="记错")
    isolation_records.correct_review(ward, review.id, ReviewCorrected(goes_on=False), "点错")
    assert [(each.is_kept, each.note) for each in one(ward).rights] == [(False, "暴雨 · 记错")]
    assert [(each.goes_on, each.text) for each in one(ward).reviews] == [(False, "继续\n点错")]
    assert before(ward, right, "is_kept") == ["True"]
    assert before(ward, review, "goes_on") == ["True"]
    # a new pathogen brings its own precautions and end rule
    isolation_records.correct_order(ward, one(ward).spell.id, OrderCorrected(pathogen="measles"), "皮疹确诊")
    spell = one(ward).spell
    assert (spell.pathogen, spell.precaution, spell.end_rule) == ("measles", "airborne", "measles_4_days")
    assert spell.reason == "发热伴咳嗽\n皮疹确诊"
    measures_are_corrected_and_withdrawn(ward)


def test_withdrawn_records_are_still_told_with_their_reason_and_a_closed_day_keeps_what_its_ledger_tells(
    ward: Desk, seat: Callable[..., Desk], clock: Clock, day: date
) -> None:
    shift = seat("shift", Role.SHIFT_LEAD)
    flu(ward)
    isolation.note_rights(ward, "A", (RightTold("exercise", True),))
    isolation.review_isolation(ward, ReviewMade("A", "doctor_visit"))
    isolation.review_isolation(shift, ReviewMade("A", "procurator_told"))
    clock.now = max(clock.now, wall(day, "17:30"))
    isolation.observe(ward, LineTold("A", *CALM))
    with pytest.raises(Refused):  # another one's
        isolation_records.void_written(shift, Sort.REVIEW, written(shift, Sort.REVIEW, "doctor_visit").id, "x")
    own = written(shift, Sort.REVIEW, "procurator_told")
    isolation_records.void_written(shift, Sort.REVIEW, own.id, "误登")
    for sort in (Sort.RIGHT, Sort.LINE):
        with pytest.raises(Invalid):
            isolation_records.void_written(ward, sort, written(ward, sort).id, " ")
        isolation_records.void_written(ward, sort, written(ward, sort).id, "录错人")
        assert written(ward, sort).void_reason == "录错人"
        with pytest.raises(Refused):
            isolation_records.void_written(ward, sort, written(ward, sort).id, "x")
    assert [each.review for each in one(ward).reviews] == ["doctor_visit"]
    assert one(ward).rights == ()
    assert {each.rule for each in one(ward).owed if not each.is_done} >= {"isolation.line", "isolation.rights"}
    order = written(ward, Sort.ORDER)
    isolation.note_rights(ward, "A", (RightTold("exercise", True),))
    right, review = written(ward, Sort.RIGHT), written(ward, Sort.REVIEW, "doctor_visit")
    clock.now = wall(day + timedelta(days=1), "09:00")
    close_day(ward, day)
    too_late: tuple[Callable[[], None], ...] = (
        lambda: isolation_records.void_written(ward, Sort.ORDER, order.id, "x"),
        lambda: isolation_records.void_written(ward, Sort.REVIEW, review.id, "x"),
        lambda: isolation_records.correct_right(ward, right.id, is_kept=True, note="", why="x"),
        lambda: isolation_records.correct_review(ward, review.id, ReviewCorrected(text="x"), "x"),
        lambda: isolation_records.correct_order(ward, order.id, OrderCorrected(pathogen="measles"), "x"),
    )
    for attempt in too_late:
        with pytest.raises(Refused, match="addendum"):
            attempt()
    isolation_records.correct_order(ward, order.id, OrderCorrected(end_rule="fever_free_48"), "补充医嘱")
    assert one(ward).spell.end_rule == "fever_free_48"
