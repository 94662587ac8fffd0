"""What an account may not do is not offered: whoever sits down, no page and no button answers that roles forbid it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.core.values import Role
from facility_app.services import journal
from tests.conftest import Founded
from tests.services.daywork import number
from tests.ui.sitting import Sitting, dressed_once, founded, seat_of, sitting, worked_day

_WAITS = "Choose …"
"""Waits for the system's dialog of folders; everybody may choose one."""
_ROLES = (Role.OFFICER, Role.DOCTOR, Role.AUDITOR)
_PAGES = {
    Role.OFFICER: {"today", "people", "rounds", "isolation", "cells", "talks", "releases", "registers", "history"},
    Role.DOCTOR: {"today", "people", "rounds", "isolation", "cells", "releases", "registers", "history"},
    Role.AUDITOR: {"today", "registers", "history"},
}
"""What the facility lets each read (domain guide, §10.4); the settings of the PC are everybody's."""
_NOT_THERE = {
    Role.OFFICER: {"Admit a person", "From file", "Summary", "Contacts"},
    Role.DOCTOR: {"Admit a person", "Move …", "Move", "Talk", "Document"},
    Role.AUDITOR: {"Measure temperatures", "Health trend", "New entry"},
}
"""Buttons that others see."""


@pytest.fixture(autouse=True)
def _dressed() -> None:
    """Once for the module."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Founded]:
    with founded(tmp_path_factory.mktemp("rights")) as facility, dressed_once(qapp):
        worked_day(facility.log_in(), facility.clock)
        yield facility


@pytest.fixture(scope="module", params=_ROLES, ids=lambda role: role.value)
def role(request: pytest.FixtureRequest) -> Role:
    found: Role = request.param
    return found


@pytest.fixture(scope="module")
def at(
    role: Role, request: pytest.FixtureRequest, house: Founded, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sitting]:
    desk = seat_of(house, house.log_in(), role.value, role)
    with sitting(house, desk, tmp_path_factory.mktemp("window"), QtBot(request)) as made:
        yield made


def refused(desk: Desk) -> int:
    """How often the store has refused somebody, by its own journal."""
    acts = journal.recent_acts(desk, limit=10_000, with_access_log=True)
    return sum(one.act.title == "Refuse an act" for one in acts)


def rail_of(at: Sitting) -> list[QToolButton]:
    """The pages that the rail offers."""
    buttons = at.window.rail.findChildren(QToolButton)
    return [one for one in buttons if one.isVisible() and one.isCheckable()]


def knobs_of(at: Sitting) -> list[QAbstractButton]:
    """Every button of the page and of the inspector that can be pressed, and does not open a menu."""
    places = (at.window.current, at.window.inspector)
    found = [one for place in places for one in place.findChildren(QAbstractButton)]
    return [
        one
        for one in found
        if one.isVisible() and one.isEnabled() and one.text() and not (isinstance(one, QPushButton) and one.menu())
    ]


def put_away(at: Sitting) -> None:
    for one in at.window.findChildren(QFileDialog):
        one.close()
        one.deleteLater()


def press_all(at: Sitting, page: str, said: set[str], what: object = None) -> None:
    """Press every button of a page of which the like was not pressed yet, and keep in mind what stands on it."""
    at.show(page, what)
    while (knob := next((one for one in knobs_of(at) if one.text() not in said), None)) is not None:
        said.add(knob.text())
        knob.click()
        at.settle()
        put_away(at)
        if at.window.current.name != page:
            at.show(page, what)


def test_rail_offers_the_pages_that_the_account_may_read(at: Sitting, role: Role) -> None:
    names = {one.name for one in at.window._plans.values() if one.title in {each.text() for each in rail_of(at)}}
    assert names == _PAGES[role] | {"settings"}


def test_key_of_an_act_that_is_not_allowed_says_so_and_leaves_the_page(at: Sitting, house: Founded) -> None:
    head = house.log_in()
    before = refused(head)
    at.show("history")
    at.bot.keyClick(at.window.current, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    at.settle()
    assert at.window.current.name == "history"
    assert "Print the daily ledger" in at.window.notice.text
    assert refused(head) == before


def test_act_of_somebody_else_is_undone_by_none_but_the_head(at: Sitting, role: Role) -> None:
    page = at.show("history")
    at.bot.waitUntil(lambda: bool(page.table.rows))  # type: ignore[attr-defined]
    for place, line in enumerate(page.table.rows):  # type: ignore[attr-defined]
        if line.act.actor_id != at.window.context.desk.account_id and line.act.undone_by is None:
            page.table.selectRow(place)  # type: ignore[attr-defined]
            assert not page.undo_button.isEnabled()  # type: ignore[attr-defined]
            return
    pytest.fail("nobody else did anything")


def test_no_page_and_no_button_answers_that_roles_forbid_it(at: Sitting, role: Role, house: Founded) -> None:
    head = house.log_in()
    before = refused(head)
    said: set[str] = {_WAITS}
    at.show("today")
    for entry in rail_of(at):
        entry.click()
        at.settle()
        page = at.window.current
        assert page.state in ("content", "empty"), page.name
        press_all(at, page.name, said)
    if role is not Role.AUDITOR:
        press_all(at, "person", said, number(2))
    assert at.faults == []
    assert refused(head) == before
    assert said.isdisjoint(_NOT_THERE[role]), said & _NOT_THERE[role]
