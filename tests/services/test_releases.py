"""Release (domain guide §7 and §12 check 3)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from db.values import Invalid, Refused, Role
from facility_app.access import Desk
from facility_app.acts.releases import Leaving, PaperNamed
from facility_app.acts.rounds import ReadingTaken
from facility_app.rules.release import CheckMark
from facility_app.services import cells, journal, ledgers, releases, rounds
from tests.conftest import Clock
from tests.services.daywork import (
    OFFICERS,
    first_day,
    let_go,
    number,
    officers,
    opening_people,
    release_notice,
    wall,
)


@pytest.fixture(autouse=True)
def day(request: pytest.FixtureRequest, clock: Clock) -> date:
    """Before the facility is founded."""
    return first_day(request, clock)


@pytest.fixture
def ward(desk: Desk, day: date) -> Desk:
    """Twenty people; the term of K00003 ends today, that of K00004 ended yesterday, of K00005 in three days."""
    officers(desk)
    ends = {3: day, 4: day - timedelta(days=1), 5: day + timedelta(days=3), 6: day + timedelta(days=4)}
    opening_people(desk, day, 20, term_ends=ends)
    return desk


def held(desk: Desk) -> int:
    return sum(len(cell.occupants) for cell in cells.list_cells(desk))


def test_worklist_names_whose_term_ends_within_three_days_or_is_over(ward: Desk, day: date) -> None:
    found = releases.release_worklist(ward, day)
    assert [(one.person.number, one.days_left) for one in found] == [(number(4), -1), (number(3), 0), (number(5), 3)]
    assert all(one.open_items for one in found)


def test_person_with_a_fever_on_the_last_day_leaves_on_time_with_open_items(
    ward: Desk, clock: Clock, day: date
) -> None:
    clock.now = wall(day, "08:30")
    rounds.take_reading(
        ward, ReadingTaken(Decimal("38.6"), number(3), taken_at=wall(day, "07:30"), taken_by="001", device="甲")
    )
    releases.mark_check(ward, number(3), "release.property", True)
    releases.mark_check(ward, number(3), "release.body_check", False, "发热，转社区医院")
    found = let_go(ward, number(3), exit_id="sentence_served")
    open_items = {one.rule: one.explanation.text for one in found.verdict.open_items}
    assert found.verdict.late is None
    assert "发热，转社区医院" in open_items["release.body_check"]
    assert "release.property" not in open_items
    assert "release.identity_checked" not in open_items
    (line,) = ledgers.ledger_facts(ward, day).content.exits
    assert (line.who.number, line.exit, line.document_type, line.late_minutes) == (
        number(3),
        "sentence_served",
        "judgment",
        0,
    )


def test_release_ends_custody_and_placement_in_one_act(ward: Desk, day: date) -> None:
    before = held(ward)
    found = let_go(ward, number(1), release_notice("1", day))
    assert held(ward) == before - 1
    with pytest.raises(Refused, match="has ended"):
        let_go(ward, number(1), release_notice("1", day))
    act = max(line.transaction for line in journal.record_history(ward, found.person.custody_id))
    assert len({line.transaction for line in journal.record_history(ward, found.person.custody_id)}) == 2
    journal.undo(ward, act)
    assert held(ward) == before


@pytest.mark.parametrize("exit_id", ["released", "sentence_served"])
def test_nobody_leaves_without_a_document(ward: Desk, exit_id: str) -> None:
    with pytest.raises(Refused, match="No lawful basis"):
        let_go(ward, number(1), exit_id=exit_id)
    assert held(ward) == 20


def test_a_document_that_is_no_basis_lets_nobody_go(ward: Desk) -> None:
    with pytest.raises(Refused, match="No lawful basis"):
        let_go(ward, number(1), PaperNamed("虚构文1"))
    with pytest.raises(Invalid, match="holds no document 无此文号"):
        let_go(ward, number(1), PaperNamed("无此文号"))


def test_term_that_has_not_ended_lets_nobody_go(ward: Desk, day: date) -> None:
    with pytest.raises(Refused, match=str(day + timedelta(days=3))):
        let_go(ward, number(5), exit_id="sentence_served")


def test_two_different_officers_must_have_checked(ward: Desk, day: date) -> None:
    with pytest.raises(Refused, match="1 of 2 officers"):
        let_go(ward, number(1), release_notice("1", day), by=("001", "001"))
    with pytest.raises(Invalid, match="number 999"):
        let_go(ward, number(1), release_notice("1", day), by=("001", "999"))
    with pytest.raises(Refused, match="1 of 2 officers"):
        let_go(ward, number(1), release_notice("1", day), by=("虚构民警一", "001"))
    with pytest.raises(Invalid) as invalid:
        let_go(ward, number(1), replace(release_notice("1", day), issued_on=day + timedelta(days=1)))
    assert invalid.value.field == "document_date"
    assert held(ward) == 20


def test_release_after_the_end_of_the_last_day_is_late_by_the_minute(ward: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day + timedelta(days=1), "00:07")
    found = let_go(ward, number(3), exit_id="sentence_served")
    assert found.verdict.late is not None
    assert "7 min" in found.verdict.late.explanation.text
    (line,) = ledgers.ledger_facts(ward, day + timedelta(days=1)).content.exits
    assert line.late_minutes == 7


def test_release_is_not_recorded_for_the_future_nor_before_admission(ward: Desk, clock: Clock, day: date) -> None:
    for left_at, problem in (
        (wall(day, "23:00"), "future"),
        (wall(day - timedelta(days=50), "10:00"), "before the admission"),
    ):
        leaving = Leaving(number(3), "sentence_served", (), *OFFICERS, left_at=left_at)
        with pytest.raises(Invalid, match=problem):
            releases.release_person(ward, leaving)


def test_looking_first_changes_nothing(ward: Desk, day: date) -> None:
    head = ward.store.head()
    found = releases.check_release(ward, Leaving(number(1), "released", (release_notice("1", day),), *OFFICERS))
    assert found.verdict.is_lawful
    assert ward.store.head() == head
    assert held(ward) == 20


def test_checklist_takes_only_its_own_items(ward: Desk) -> None:
    with pytest.raises(Invalid, match=r"no item release\.nothing"):
        releases.mark_check(ward, number(1), "release.nothing", True)


def test_many_items_are_marked_in_one_act_or_none_where_one_is_wrong(ward: Desk, day: date) -> None:
    releases.mark_check(ward, number(3), "release.property", False, "少一件")
    with pytest.raises(Invalid, match=r"no item release\.nothing"):
        releases.mark_checks(ward, number(3), [CheckMark("release.money", True), CheckMark("release.nothing", True)])
    head = ward.store.head().seq
    told = [CheckMark("release.property", True), CheckMark("release.talk", False, "本人不愿谈")]
    releases.mark_checks(ward, number(3), told)
    assert ward.store.head().seq == head + 2
    leaving = Leaving(number(3), "sentence_served", (), *OFFICERS)
    open_items = {one.rule: one.explanation.text for one in releases.check_release(ward, leaving).verdict.open_items}
    assert "release.property" not in open_items
    assert "release.money" in open_items
    assert "本人不愿谈" in open_items["release.talk"]


def test_officer_may_tick_the_checklist_and_not_release(seat: Callable[..., Desk], ward: Desk, day: date) -> None:
    officer = seat("officer", Role.OFFICER)
    releases.mark_check(officer, number(3), "release.clothing", True)
    with pytest.raises(Refused, match="Your roles do not allow this"):
        let_go(officer, number(3), exit_id="sentence_served")
