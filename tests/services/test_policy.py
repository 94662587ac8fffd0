"""Rules as the facility has them: what is decided holds from its day on, in everything that is judged by it."""

from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from db.tables import SitePolicy
from db.values import Invalid, Refused, Role
from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.facts.site_policy import PolicyLine, Standing
from facility_app.rules.rechecks import FeverState
from facility_app.rules.rounds import Timing
from facility_app.rules.talkpack import TalkerPost
from facility_app.services import intake, journal, placing, policy, rounds, staff, talks
from tests.conftest import Clock
from tests.services.arrivals import add_cell
from tests.services.test_rounds import close_day, newcomer, next_monday, rows, wall

MORNING = ("rounds.toml", "window", "am")
AXILLARY = ("thresholds.toml", "site", "axillary")
LEADERS = ("talks.toml", "quota", "talks.leader_weekly")
SEX = ("separation.toml", "separation", "separation.sex")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def day(clock: Clock) -> date:
    """A Monday, 06:00, before the facility is founded."""
    return next_monday(clock)


def decide(desk: Desk, place: tuple[str, str, str], values: dict[str, Any], since: date, why: str = "夏季作息") -> int:
    return policy.change_rule(desk, *place, values, since, why)


def line(desk: Desk, place: tuple[str, str, str], on: date | None = None) -> PolicyLine:
    return next(one for one in policy.see_policy(desk, on).lines if (one.pack, one.sort, one.id) == place)


def opens(desk: Desk) -> object:
    return (line(desk, MORNING).site or {})["opens"]


@pytest.fixture
def ward(desk: Desk, clock: Clock, day: date) -> Desk:
    """One person in one cell, and two who measure."""
    staff.add_staff(desk, "001", "虚构民警一", "管教")
    staff.add_staff(desk, "002", "虚构医生二", "医生")
    add_cell(desk, "101")
    intake.admit_person(desk, newcomer("P1", clock.now, is_key_person=True))
    placing.place_person(desk, "P1", "101", reason="新收押")
    return desk


def take(desk: Desk, celsius: str, on: date, at: str, by: str = "001", device: str = "甲") -> None:
    taken = ReadingTaken(Decimal(celsius), "P1", taken_at=wall(on, at), taken_by=by, device=device)
    rounds.take_reading(desk, taken)


def test_today_is_judged_as_before_and_tomorrow_by_what_the_facility_decided(
    ward: Desk, clock: Clock, day: date
) -> None:
    decide(ward, MORNING, {"opens": "06:30", "closes": "08:30"}, day + DAY)
    decide(ward, AXILLARY, {"fever.value": "37.0"}, day + DAY, "流感季")
    clock.now = wall(day + DAY, "10:00")
    take(ward, "37.1", day, "08:45")
    take(ward, "37.1", day + DAY, "08:45")
    take(ward, "37.0", day + DAY, "09:15", by="002", device="乙")
    today, tomorrow = (rounds.round_coverage(ward, on, "am") for on in (day, day + DAY))
    assert (today.window.opens, tomorrow.window.opens) == (time(7), time(6, 30))
    assert [one.timing for one in (today.lines[0], tomorrow.lines[0])] == [Timing.ON_TIME, Timing.LATE]
    assert today.abnormal == ()
    assert [one.state for one in tomorrow.abnormal] == [FeverState.CONFIRMED]


def test_third_talk_of_a_leader_is_owed_in_the_week_in_which_the_facility_asks_for_it(desk: Desk, day: date) -> None:
    decide(desk, LEADERS, {"per_week": 3}, day, "专项整治")
    owed = [
        next(one for one in talks.talk_quotas(desk, on).quotas if one.quota.by is TalkerPost.LEADER).quota.per_week
        for on in (day - 7 * DAY, day)
    ]
    assert owed == [2, 3]


def test_policy_tells_delivered_and_site_figures_since_when_why_and_by_whom(
    desk: Desk, clock: Clock, day: date
) -> None:
    decide(desk, MORNING, {"opens": "06:30", "closes": "08:30"}, day + DAY)
    today, tomorrow = line(desk, MORNING), line(desk, MORNING, day + DAY)
    delivered = {one.name: one.value for one in tomorrow.figures}
    assert (delivered["opens"], delivered["closes"]) == (time(7), time(9))
    assert today.site and tomorrow.site
    assert (today.site["opens"], tomorrow.site["opens"], tomorrow.site["closes"]) == (time(7), time(6, 30), time(8, 30))
    assert today.since is None and [one.change.effective_from for one in today.coming] == [day + DAY]
    assert tomorrow.since is not None and not tomorrow.coming
    assert (tomorrow.since.change.reason, tomorrow.since.by) == ("夏季作息", "甲一")
    assert tomorrow.since.at <= clock.now and not tomorrow.since.is_judged


def test_law_and_rights_are_shown_as_such_and_nothing_is_decided_without_a_reason_or_an_effect(
    desk: Desk, day: date
) -> None:
    assert line(desk, MORNING).standing is Standing.OPEN
    assert line(desk, SEX).standing is Standing.LAW
    assert line(desk, ("access.toml", "act", "policy.change_rule")).standing is Standing.RIGHTS
    with pytest.raises(Refused, match="is law"):
        decide(desk, SEX, {"active": False}, day)
    with pytest.raises(Invalid) as refused:
        decide(desk, MORNING, {"opens": "06:30"}, day, "  ")
    assert refused.value.field == "reason"
    with pytest.raises(Invalid, match="Nothing would change"):
        decide(desk, MORNING, {"opens": "07:00"}, day)
    assert rows(desk, SitePolicy) == 0


def test_closed_day_is_judged_once_and_for_all(desk: Desk, day: date) -> None:
    act = decide(desk, MORNING, {"opens": "06:30"}, day)
    close_day(desk, day)
    for since in (day - DAY, day):
        with pytest.raises(Refused, match="closed and was judged") as refused:
            decide(desk, MORNING, {"opens": "06:00"}, since)
        assert refused.value.field == "effective_from"
    with pytest.raises(Refused, match="closed and was judged"):
        policy.withdraw_rule_change(desk, *MORNING, day, "误定")
    with pytest.raises(Refused, match="is closed"):
        journal.undo(desk, act)
    assert policy.see_policy(desk).first_open == day + DAY
    decide(desk, MORNING, {"opens": "07:00"}, day + DAY, "恢复默认")
    found = line(desk, MORNING, day + DAY)
    assert found.since is None and [one.is_judged for one in found.past] == [False, True]
    assert found.site and found.site["opens"] == time(7)


def test_withdrawn_change_leaves_the_delivered_rule_and_undo_brings_back_what_was(desk: Desk, day: date) -> None:
    decide(desk, MORNING, {"opens": "06:30"}, day)
    with pytest.raises(Invalid, match="reason"):
        policy.withdraw_rule_change(desk, *MORNING, day, " ")
    act = policy.withdraw_rule_change(desk, *MORNING, day, "误定")
    assert not line(desk, MORNING).differs
    with pytest.raises(Invalid, match="no change of this rule"):
        policy.withdraw_rule_change(desk, *MORNING, day, "误定")
    journal.undo(desk, act)
    assert line(desk, MORNING).differs
    second = decide(desk, MORNING, {"opens": "06:00"}, day, "再提前")
    assert opens(desk) == time(6) and rows(desk, SitePolicy) == 1
    journal.undo(desk, second)
    assert opens(desk) == time(6, 30)
    assert journal.verify_journal(desk).ok


def test_officer_sees_the_rules_and_does_not_change_them(desk: Desk, day: date, seat: Callable[..., Desk]) -> None:
    officer = seat("officer", Role.OFFICER)
    assert line(officer, MORNING).standing is Standing.OPEN
    with pytest.raises(Refused, match="Your roles do not allow"):
        decide(officer, MORNING, {"opens": "06:30"}, day)
    with pytest.raises(Refused, match="Your roles do not allow"):
        policy.withdraw_rule_change(officer, *MORNING, day, "误定")
