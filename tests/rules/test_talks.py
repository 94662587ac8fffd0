"""Weekly quotas and talks on an occasion (domain guide §5.2, §12 checks 8 and 9)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facility_app.core.subjects import Subject
from facility_app.rules.entries import by_id, in_force, the
from facility_app.rules.findings import Severity
from facility_app.rules.talkpack import TalkerPost, talk_rules
from facility_app.rules.talks import (
    Fulfilment,
    Talk,
    TalkDuty,
    figures,
    figures_by_responsible,
    fulfilment,
    required_talks,
    talk_due,
    week_of,
)
from tests.rules.people import CALENDAR, KSS, MONDAY, at, person, staff

PACK = talk_rules()
COUNTING = PACK.counting[0]
KINDS = by_id(in_force(PACK.kind, MONDAY, KSS))
OFFICER = the(PACK.quota, "talks.officer_weekly")
LEADER = the(PACK.quota, "talks.leader_weekly")
WEEK = week_of(COUNTING, CALENDAR, date(2026, 3, 4))
A, B = person(1, "甲"), person(2, "乙")


def talk(
    who: Subject, when: str = "2026-03-03 10:00", by: TalkerPost = TalkerPost.LEADER, minutes: int = 20, **more: str
) -> Talk:
    kind = more.pop("kind", "ordinary")
    return Talk(who.id, by, kind, at(when), minutes, **more)


def leader(*talks: Talk, days: int = 7) -> tuple[Fulfilment, ...]:
    duties = [TalkDuty(A, staff(1), days), TalkDuty(B, staff(1), days)]
    return fulfilment(LEADER, COUNTING, KINDS, WEEK, duties, talks)


def test_a_week_runs_from_monday_to_sunday() -> None:
    assert (WEEK.first, WEEK.last) == (date(2026, 3, 2), date(2026, 3, 8))
    assert WEEK.starts == datetime(2026, 3, 1, 16, tzinfo=UTC)
    assert WEEK.ends == datetime(2026, 3, 8, 16, tzinfo=UTC)


def test_two_talks_with_a_and_one_with_b_leave_b_one_short() -> None:
    of_a, of_b = leader(talk(A), talk(A, "2026-03-06 15:00"), talk(B))
    assert (of_a.required, of_a.held, of_a.short) == (2, 2, 0)
    assert (of_b.required, of_b.held, of_b.short) == (2, 1, 1)
    total = figures((of_a, of_b))
    assert (total.people, total.fulfilled, total.percent) == (2, 1, Decimal("50.0"))
    assert [one.duty.person for one in total.shortfall] == [B]


def test_the_talk_of_an_officer_does_not_fill_the_quota_of_a_leader() -> None:
    assert leader(talk(A, by=TalkerPost.OFFICER))[0].held == 0


def test_a_talk_of_another_week_does_not_count() -> None:
    assert leader(talk(A, "2026-03-01 23:59"), talk(A, "2026-03-09 00:00"))[0].held == 0
    assert leader(talk(A, "2026-03-02 00:00"), talk(A, "2026-03-08 23:59"))[0].held == 2


def test_a_talk_under_five_minutes_counts_only_with_a_reason() -> None:
    assert leader(talk(A, minutes=4))[0].held == 0
    assert leader(talk(A, minutes=5))[0].held == 1
    assert leader(talk(A, minutes=4, reason_if_short="ill"))[0].held == 1


def test_a_group_lesson_is_no_talk_and_a_must_talk_counts() -> None:
    assert leader(talk(A, kind="group_lesson"))[0].held == 0
    assert leader(talk(A, kind="cell_change"))[0].held == 1


@pytest.mark.parametrize(("days", "officer", "leaders"), [(7, 1, 2), (3, 1, 2), (2, 0, 1), (1, 0, 0), (0, 0, 0)])
def test_who_is_there_on_fewer_than_three_days_is_owed_a_share(days: int, officer: int, leaders: int) -> None:
    assert required_talks(OFFICER, COUNTING, days) == officer
    assert required_talks(LEADER, COUNTING, days) == leaders


def test_each_officer_sees_the_people_of_the_own_cells() -> None:
    duties = [TalkDuty(A, staff(1)), TalkDuty(B, staff(2)), TalkDuty(person(3), None), TalkDuty(person(4), staff(1))]
    held = fulfilment(OFFICER, COUNTING, KINDS, WEEK, duties, [talk(A, by=TalkerPost.OFFICER)])
    shown = [(one.responsible, one.people, one.fulfilled) for one in figures_by_responsible(held)]
    assert shown == [(staff(1), 2, 1), (staff(2), 1, 0), (None, 1, 0)]


def test_there_are_eight_must_talks() -> None:
    numbers = [kind.must_talk for kind in KINDS.values() if kind.must_talk]
    assert numbers == list(range(1, 9))


def test_the_first_talk_is_due_24_hours_after_admission() -> None:
    admitted = at("2026-03-02 10:00")
    first = KINDS["first"]
    due = talk_due(first, A, admitted, [], at("2026-03-03 10:00"))
    late = talk_due(first, A, admitted, [], at("2026-03-03 10:01"))
    assert due is not None
    assert late is not None
    assert due.rule == "talks.first"
    assert (due.due, due.severity, late.severity) == (at("2026-03-03 10:00"), Severity.NOTE, Severity.WARN)
    held = [talk(A, "2026-03-02 16:00", TalkerPost.OFFICER, kind="first")]
    assert talk_due(first, A, admitted, held, at("2026-03-03 10:01")) is None


@given(held=st.lists(st.tuples(st.integers(1, 5), st.integers(-3, 10)), max_size=30), days=st.integers(0, 7))
def test_people_are_fulfilled_or_short_never_both(held: list[tuple[int, int]], days: int) -> None:
    duties = [TalkDuty(person(n), staff(n % 2), days) for n in range(1, 6)]
    talks = [Talk(person(n).id, TalkerPost.OFFICER, "ordinary", WEEK.starts + timedelta(days=d), 10) for n, d in held]
    found = fulfilment(OFFICER, COUNTING, KINDS, WEEK, duties, talks)
    total = figures(found)
    assert total.people == total.fulfilled + len(total.shortfall)
    assert sum(one.people for one in figures_by_responsible(found)) == total.people
