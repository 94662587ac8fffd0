"""Drafts: kept for whoever typed them, seen by nobody else, and no matter for the journal."""

from collections.abc import Callable

from db.values import Role
from facility_app.access import Desk
from facility_app.services import drafts


def test_draft_is_kept_replaced_and_given_up(desk: Desk) -> None:
    assert drafts.read_draft(desk, "intake") == ""
    for body in ('{"name": "虚构甲"}', '{"name": "虚构乙"}', ""):
        drafts.keep_draft(desk, "intake", body)
        assert drafts.read_draft(desk, "intake") == body


def test_draft_is_its_typists_alone(desk: Desk, seat: Callable[..., Desk]) -> None:
    officer = seat("officer", Role.OFFICER)
    drafts.keep_draft(desk, "intake", "mine")
    assert drafts.read_draft(officer, "intake") == ""
    drafts.keep_draft(officer, "intake", "theirs")
    assert drafts.read_draft(desk, "intake") == "mine"


def test_draft_makes_no_entry_in_the_journal(desk: Desk) -> None:
    before = desk.store.head()
    drafts.keep_draft(desk, "intake", "typed")
    assert desk.store.head() == before
