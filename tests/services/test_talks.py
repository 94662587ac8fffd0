"""Talks (domain guide §5 and §12 checks 8 and 9)."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from db.tables import Cell, Talk
from db.values import CellKind, Conflict, Invalid, Refused
from facility_app.access import Desk
from facility_app.acts.cells import NewCell
from facility_app.acts.intake import admit
from facility_app.acts.rounds import BulkResult
from facility_app.acts.talks import TalkHeld
from facility_app.facts.facility import facility_facts
from facility_app.facts.talks import FirstTalkState, QuotaFacts
from facility_app.rules.talkpack import TalkerPost
from facility_app.services import cells, intake, placing, staff, talks
from tests.conftest import Clock
from tests.services.test_rounds import close_day, newcomer, next_monday, rows, wall


@pytest.fixture(autouse=True)
def day(clock: Clock) -> date:
    """A Monday, before the facility is founded."""
    return next_monday(clock)


@pytest.fixture
def ward(desk: Desk, clock: Clock) -> Desk:
    """Two cells with an officer each, a leader, and two people who were here before, A and B; A is a key person."""
    staff.add_staff(desk, "L1", "虚构所领导", "所领导", is_leader=True)
    for n in (1, 2):
        officer = staff.add_staff(desk, f"00{n}", f"虚构管教{n}", "管教")
        put_in_charge(desk, cells.add_cell(desk, NewCell("一监区", f"10{n}", CellKind.ORDINARY, 8)), officer)
    with desk.act("admit") as work:
        facility = facility_facts(work.session)
        for number in ("A", "B"):
            before = clock.now - timedelta(days=10)
            admit(work, facility, newcomer(number, before, is_key_person=True), is_opening=True)
    for number, cell in (("A", "101"), ("B", "102")):
        placing.place_person(desk, number, cell, reason="开账")
    return desk


def put_in_charge(desk: Desk, cell: UUID, officer: UUID) -> None:
    with desk.act("put in charge") as work:
        work.get(Cell, cell).officer_id = officer
        work.session.flush()


def talked(desk: Desk, number: str, at: datetime, officer: str, minutes: int = 20, why: str | None = None) -> None:
    talks.record_talk(desk, TalkHeld(number, "ordinary", minutes, "了解生活情况", at, officer, why))


def quota(desk: Desk, day: date, by: TalkerPost) -> QuotaFacts:
    return next(one for one in talks.talk_quotas(desk, day).quotas if one.quota.by is by)


def test_key_person_with_two_leader_talks_is_fulfilled_and_one_with_one_is_one_short(
    ward: Desk, clock: Clock, day: date
) -> None:
    clock.now = wall(day + timedelta(days=4), "12:00")
    for number, on in (("A", 0), ("A", 2), ("B", 3)):
        talked(ward, number, wall(day + timedelta(days=on), "10:00"), "L1")
    found = quota(ward, day, TalkerPost.LEADER).all
    assert (found.people, found.fulfilled) == (2, 1)
    assert [(one.duty.person.number, one.held, one.short) for one in found.shortfall] == [("B", 1, 1)]


def test_officer_quota_is_told_by_officer_of_the_cell_and_by_name(ward: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day, "18:00")
    talked(ward, "A", wall(day, "10:00"), "001")
    talked(ward, "B", wall(day, "11:00"), "L1")
    found = quota(ward, day, TalkerPost.OFFICER)
    of = {
        part.responsible.number: (part.fulfilled, [one.duty.person.number for one in part.shortfall])
        for part in found.by_responsible
        if part.responsible
    }
    assert of == {"001": (1, []), "002": (0, ["B"])}
    assert (found.all.people, found.all.fulfilled) == (2, 1)


def test_short_talk_needs_a_reason_and_then_counts(ward: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day, "18:00")
    with pytest.raises(Invalid) as refused:
        talked(ward, "A", wall(day, "10:00"), "001", minutes=4)
    assert refused.value.field == "reason_if_short"
    talked(ward, "A", wall(day, "10:00"), "001", minutes=4, why="本人要求休息")
    assert quota(ward, day, TalkerPost.OFFICER).all.fulfilled == 1


def test_newcomer_of_the_last_days_of_a_week_owes_nothing_of_it(ward: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day + timedelta(days=5), "10:00")
    intake.admit_person(ward, newcomer("C", clock.now))
    of_week = [one for one in quota(ward, day, TalkerPost.OFFICER).lines if one.duty.person.number == "C"]
    assert [(one.duty.days, one.required, one.duty.responsible) for one in of_week] == [(2, 0, None)]
    clock.now = wall(day + timedelta(days=7), "10:00")
    of_next = quota(ward, day + timedelta(days=7), TalkerPost.OFFICER).all.shortfall
    assert "C" in [one.duty.person.number for one in of_next]


def test_first_talk_is_due_24_hours_after_admission_and_overdue_a_minute_later(
    ward: Desk, clock: Clock, day: date
) -> None:
    clock.now = wall(day, "10:00")
    admitted_at = clock.now
    intake.admit_person(ward, newcomer("C", admitted_at))
    clock.now = wall(day + timedelta(days=1), "10:00") - timedelta(seconds=1)
    (first,) = talks.talk_quotas(ward, day).first_talks
    assert (first.person.number, first.due, first.state) == (
        "C",
        wall(day + timedelta(days=1), "10:00"),
        FirstTalkState.DUE,
    )
    clock.now = wall(day + timedelta(days=1), "10:01")
    assert [one.person.number for one in talks.talk_quotas(ward, day).overdue_first_talks] == ["C"]
    talks.record_talk(ward, TalkHeld("C", "first", 20, "告知权利义务", clock.now, "001"))
    (first,) = talks.talk_quotas(ward, day).first_talks
    assert (first.state, first.finding) == (FirstTalkState.LATE, None)
    assert talks.talk_quotas(ward, day + timedelta(days=7)).first_talks == ()


def test_first_talk_that_was_never_held_stays_on_the_list_of_later_weeks(ward: Desk, clock: Clock, day: date) -> None:
    intake.admit_person(ward, newcomer("C", clock.now))
    later = day + timedelta(days=21)
    clock.now = wall(later, "08:00")
    assert [one.person.number for one in talks.talk_quotas(ward, later).overdue_first_talks] == ["C"]


def test_talk_is_the_officer_s_own_where_nobody_is_named(ward: Desk, clock: Clock, day: date) -> None:
    talks.record_talk(ward, TalkHeld("A", "ordinary", 20, "了解生活情况"))
    found = quota(ward, day, TalkerPost.LEADER)
    assert [one.held for one in found.lines if one.duty.person.number == "A"] == [1]


def test_talk_that_cannot_be_names_its_field(ward: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day, "12:00")
    at = datetime.combine(day, time(10))
    wrong = [
        (TalkHeld("Z", "ordinary", 20, "x", at), "number"),
        (TalkHeld("A", "interrogation", 20, "x", at), "kind"),
        (TalkHeld("A", "ordinary", 0, "x", at), "minutes"),
        (TalkHeld("A", "ordinary", 601, "x", at), "minutes"),
        (TalkHeld("A", "ordinary", 20, " ", at), "content"),
        (TalkHeld("A", "ordinary", 20, "x", at, "009"), "officer"),
        (TalkHeld("A", "ordinary", 20, "x", at + timedelta(hours=3)), "started_at"),
        (TalkHeld("A", "ordinary", 20, "x", at - timedelta(days=30)), "started_at"),
    ]
    for held, field in wrong:
        with pytest.raises(Invalid) as refused:
            talks.record_talk(ward, held)
        assert refused.value.field == field
    found = talks.record_talks(ward, [TalkHeld("A", "ordinary", 20, "x", at), *(held for held, _ in wrong)])
    assert [(one.index, one.field) for one in found.problems] == list(enumerate((field for _, field in wrong), start=1))
    assert rows(ward, Talk) == 0


def test_many_talks_are_recorded_once(ward: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day, "20:00")
    many = [
        TalkHeld(number, "ordinary", 20, "了解生活情况", wall(day, "10:00") + timedelta(minutes=n), "001")
        for n in range(500)
        for number in ("A", "B")
    ]
    assert talks.record_talks(ward, many[:1], check_only=True) == BulkResult(1, 0, ())
    assert talks.record_talks(ward, many) == BulkResult(1_000, 0, ())
    assert talks.record_talks(ward, many) == BulkResult(0, 1_000, ())
    assert rows(ward, Talk) == 1_000
    with pytest.raises(Conflict):
        talks.record_talk(ward, many[0])


def test_two_talks_at_one_time_in_one_file_are_told(ward: Desk, clock: Clock, day: date) -> None:
    at = wall(day, "05:00")
    first = TalkHeld("A", "ordinary", 20, "了解生活情况", at, "001")
    other = TalkHeld("A", "ordinary", 20, "另一次谈话", at, "001")
    assert talks.record_talks(ward, [first, first]) == BulkResult(1, 1, ())
    later = [TalkHeld("B", "ordinary", 20, content, at, "001") for content in (first.content, other.content)]
    assert [type(one.error) for one in talks.record_talks(ward, later).problems] == [Conflict]


def test_closed_day_takes_no_more_talks(ward: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day + timedelta(days=1), "08:00")
    close_day(ward, day)
    with pytest.raises(Refused, match="addendum"):
        talked(ward, "A", wall(day, "10:00"), "001")
    talked(ward, "A", wall(day + timedelta(days=1), "07:00"), "001")


def test_talks_with_somebody_are_told_newest_first(ward: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day, "18:00")
    talked(ward, "A", wall(day, "10:00"), "001")
    talked(ward, "A", wall(day, "15:00"), "L1", minutes=4, why="本人要求休息")
    talked(ward, "B", wall(day, "16:00"), "001")
    told = talks.talks_with(ward, "A")
    assert [(one.started_at, one.minutes, one.reason_if_short) for one in told] == [
        (wall(day, "15:00"), 4, "本人要求休息"),
        (wall(day, "10:00"), 20, None),
    ]
    with pytest.raises(Invalid):
        talks.talks_with(ward, "nobody")


def test_form_offers_the_kinds_in_force_the_staff_and_whoever_is_logged_in(ward: Desk, day: date) -> None:
    form = talks.talk_form(ward)
    assert form.kinds[0][0] == "first"
    assert {"001", "002", "L1"} <= {one.number for one in form.officers}
    assert form.own is not None
    assert form.own.number == "A001"
