"""Fifteen days of somebody's health: what is counted, what is told, and that it is always one page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from db.tables import AccessEvent
from db.values import Invalid, Role
from facility_app.access import Desk
from facility_app.acts.isolation import IsolationOrder
from facility_app.acts.rounds import ReadingTaken
from facility_app.facts.health_summary import HealthSummary, SlotState
from facility_app.reports.facts import read_pages
from facility_app.reports.health_events import READING, events_of
from facility_app.reports.health_summary import print_summaries
from facility_app.services import accounts, care, isolation, rounds
from facility_app.services.health_summaries import health_summaries, health_summary
from resources.text import speaking
from tests.conftest import ADMIN, Clock
from tests.reports.reading import squeezed
from tests.services.daywork import (
    first_day,
    let_go,
    number,
    officers,
    open_on,
    opening_people,
    release_notice,
    wall,
)

D = timedelta(days=1)
PEOPLE = 8


@pytest.fixture(autouse=True)
def day(request: pytest.FixtureRequest, clock: Clock) -> date:
    """Before the facility is founded."""
    return first_day(request, clock)


@pytest.fixture
def head(seat: Callable[..., Desk]) -> Desk:
    """Who is no doctor; of before the days pass."""
    return seat("head", Role.HEAD)


@pytest.fixture
def ward(desk: Desk, clock: Clock, day: date) -> Desk:
    """Eight people held for forty days; it is nine on the morning after the fourteenth day since the program began."""
    officers(desk)
    opening_people(desk, day, PEOPLE)
    open_on(desk, day)
    clock.now = wall(day + 14 * D, "09:30")
    return desk


def told(of: str, day: date, at: str, celsius: str = "36.5", *symptoms: str, remark: str = "") -> ReadingTaken:
    return ReadingTaken(
        Decimal(celsius), of, taken_at=wall(day, at), taken_by="001", symptoms=symptoms, remark=remark or None
    )


def take(desk: Desk, *many: ReadingTaken) -> None:
    assert rounds.take_readings(desk, many).added == len(many)


def states(found: HealthSummary) -> list[SlotState]:
    return [slot.state for slot in found.slots]


def test_thirty_rounds_are_counted_with_those_not_yet_due_left_out(ward: Desk, day: date) -> None:
    one = number(1)
    mornings = [told(one, day + n * D, "07:30") for n in range(14)]
    evenings = [told(one, day + n * D, "18:00" if n != 3 else "19:20") for n in range(14) if n not in (2, 5)]
    rounds.note_absence(ward, day + 2 * D, "pm", "court", number=one, note="区法院")
    now = (told(one, day + 14 * D, "08:00", "37.4", "dry_cough"), told(one, day + 14 * D, "08:25", "36.8"))
    take(ward, *mornings, *evenings, *now)
    found = health_summary(ward, one)
    assert (found.days[0].day, found.days[-1].day) == (day, day + 14 * D)
    assert len(found.slots) == 30
    assert (found.expected, found.measured) == (29, 27)  # this evening is still to come
    assert found.count(SlotState.EXPLAINED) == 1
    assert found.count(SlotState.MISSING) == 1
    assert states(found)[-1] is SlotState.NOT_YET
    assert found.fevers == 1
    explained = next(slot for slot in found.slots if slot.state is SlotState.EXPLAINED)
    assert explained.reason is not None and (explained.reason.id, explained.note) == ("court", "区法院")
    assert [one.measured.celsius for one in found.slots[-2].rechecks] == [Decimal("36.8")]
    assert found.first is not None and found.first.at == wall(day, "07:30")


def test_days_outside_of_the_program_or_the_custody_are_nobodys_fault(ward: Desk, clock: Clock, day: date) -> None:
    found = health_summary(ward, number(2), day + D)
    assert found.expected == 4  # two days since the program began
    assert states(found)[:26] == [SlotState.NOT_KEPT] * 26, "held for forty days, but of whom nothing was kept yet"
    with pytest.raises(Invalid):
        health_summary(ward, "nobody")
    with pytest.raises(Invalid):
        health_summary(ward, number(2), day + 30 * D)
    last = day + 14 * D
    let_go(ward, number(3), release_notice(number(3), last))
    clock.now = wall(last + 3 * D, "12:00")
    found = health_summary(ward, number(3))
    assert found.days[-1].day == last
    assert states(found)[-2:] == [SlotState.MISSING, SlotState.NOT_HERE]  # left at half past nine


def test_fever_that_the_recheck_disproved_is_none_and_its_result_is_told(ward: Desk, day: date, tmp_path: Path) -> None:
    """Domain guide §12, 7: 37.4 then 37.1 is closed as not confirmed, both values kept; 37.4 then 37.5 is a fever."""
    one, evening = number(6), day + 13 * D
    firsts = (told(one, evening, "07:30", "37.4"), told(one, evening, "17:30", "37.4"))
    seconds = (told(one, evening, "07:50", "37.1", "seizure"), told(one, evening, "17:50", "37.5"))
    take(ward, *firsts, *(replace(each, device="T2", taken_by="002") for each in seconds))
    take(ward, told(one, day + 14 * D, "07:30", "34.2"))
    found = health_summary(ward, one)
    assert (found.fevers, found.confirmed, found.disproved) == (1, 1, 1)
    with speaking("en"):
        print_summaries((found,), tmp_path / "summary.pdf")
        (page,) = map(squeezed, read_pages(tmp_path / "summary.pdf"))
        told_of = {one.name: one.text for one in events_of(found) if one.about == READING}
    assert all(text in page for text in ("1·1·1", "37.4†", "37.4*"))
    assert told_of == {
        "Morning round: fever, not confirmed": "37.4 ℃ axillary",
        "Morning round: recheck, fever not confirmed": "37.1 ℃ axillary · emergency sign · seizure",
        "Evening round: fever": "37.4 ℃ axillary",
        "Evening round: recheck, fever confirmed": "37.5 ℃ axillary",
        "Morning round": "34.2 ℃ axillary · too low",
    }
    assert "beforethisprogram's" not in page


def test_care_and_isolation_are_told_to_doctors_and_to_the_head_for_a_reason(
    head: Desk, ward: Desk, day: date, tmp_path: Path
) -> None:
    last = day + 14 * D
    accounts.grant_role(ward, ADMIN, Role.DOCTOR)
    first = rounds.take_reading(ward, told(number(4), last, "07:30", "38.2"))
    care.doctor_saw(ward, first, at=wall(last, "08:40"), result="虚构上呼吸道感染")
    apart = IsolationOrder(
        number(4), "medical_isolation", "虚构待查", "droplet", None, "fever_free_48", wall(last, "08:45")
    )
    isolation.order_isolation(ward, apart)
    found = health_summary(ward, number(4))
    assert [one.result for one in found.care if one.result] == ["虚构上呼吸道感染"]
    assert [(one.until, one.reason) for one in found.isolations] == [(None, "虚构待查")]
    with speaking("zh_CN"):
        made = print_summaries((found,), tmp_path / "summary.pdf")
    (page,) = map(squeezed, read_pages(tmp_path / "summary.pdf"))
    assert made.pages == 1
    for text in ("十五日健康小结", "38.2*", "虚构上呼吸道感染", "医学隔离", "虚构待查", "1/29"):
        assert text in page, text
    for masked in (health_summary(head, number(4)), health_summaries(head)[4]):
        assert "虚构" not in "".join((*(one.result for one in masked.care), *(one.reason for one in masked.isolations)))
        assert len(masked.care) == len(found.care) and len(masked.isolations) == 1
    full = health_summary(head, number(4), reason="家属来访询问病情")
    assert (full.care, full.isolations) == (found.care, found.isolations)
    assert health_summaries(head, reason="季度评议")[4].care == found.care
    (step,) = [one.id for one in care.see_case(head, first).steps if one.result]  # type: ignore[union-attr]
    with pytest.raises(Invalid) as unexplained:
        care.read_result(head, step)
    assert unexplained.value.field == "reason"
    assert care.read_result(head, step, "处理投诉") == care.read_result(ward, step) == "虚构上呼吸道感染"
    with ward.store.reading() as session:
        kept = set(session.scalars(select(AccessEvent.detail).where(AccessEvent.detail.is_not(None))))
    assert {"家属来访询问病情", "季度评议", "处理投诉"} <= kept


def test_summary_is_one_page_whatever_happened(ward: Desk, day: date, tmp_path: Path) -> None:
    restless = number(5)
    text = "虚构备注：" + "昨夜睡眠差，自述头痛，已嘱多饮水。" * 8
    signs = ("headache", "dry_cough", "fatigue")
    days = [day + n * D for n in range(14)]
    firsts = [told(restless, on, at, "37.9", *signs, remark=text) for on in days for at in ("07:30", "17:30")]
    later = [told(restless, on, at, "37.0", remark=text) for on in days for at in ("07:55", "17:55")]
    take(ward, *firsts, *later)
    everybody = health_summaries(ward)
    assert len(everybody) == PEOPLE
    with speaking("en"):
        made = print_summaries(everybody, tmp_path / "all.pdf")
    pages = read_pages(tmp_path / "all.pdf")
    assert made.pages == len(pages) == PEOPLE
    page = squeezed(next(one for one in pages if restless in one))
    assert page.count("37.9*") == 28
    assert "furtherlines" in page
    assert f"Page{PEOPLE}of{PEOPLE}" in squeezed(pages[-1])
