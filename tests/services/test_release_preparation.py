"""What there is to know before somebody leaves."""

from datetime import date, timedelta

import pytest

from db.values import Invalid, Refused
from facility_app.access import Desk
from facility_app.services import releases
from tests.conftest import Clock
from tests.services import daywork


@pytest.fixture(autouse=True)
def day(clock: Clock) -> date:
    """Before the facility is founded."""
    return daywork.next_monday(clock)


@pytest.fixture
def ward(desk: Desk, day: date) -> Desk:
    """Four people, one of whom has a term that ends tomorrow."""
    daywork.officers(desk)
    daywork.opening_people(desk, day, 4, term_ends={1: day + timedelta(days=1)})
    daywork.open_on(desk, day)
    return desk


def test_preparation_has_the_checklist_with_its_marks_and_the_days_left(ward: Desk) -> None:
    releases.mark_check(ward, "K00001", "release.property", is_done=True)
    prepared = releases.prepare_release(ward, "K00001")
    assert prepared.days_left == 1
    items = {one.id: one for one in prepared.items}
    marked = items["release.property"].mark
    assert marked is not None
    assert marked.is_done
    assert items["release.talk"].mark is None
    assert {one.id for one in prepared.items if one.comes_with_release} == {
        "release.identity_checked",
        "release.basis_checked",
        "release.certificate",
        "release.pick_up",
        "release.lists",
    }
    assert "release.test" not in items  # only under a public-health order
    assert [one.type for one in prepared.person.documents] == ["judgment"]
    assert prepared.exits[0].id == "released"
    assert releases.prepare_release(ward, "K00002").days_left is None


def test_whoever_left_or_never_came_has_nothing_to_prepare(ward: Desk, day: date) -> None:
    daywork.let_go(ward, "K00002", daywork.release_notice("2", day))
    with pytest.raises(Refused):
        releases.prepare_release(ward, "K00002")
    with pytest.raises(Invalid):
        releases.prepare_release(ward, "nobody")
