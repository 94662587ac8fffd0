"""Whatever the palette lists works from it, on every page and in every role."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from facility_app.core.messages import error_text
from facility_app.core.values import DaybookError
from facility_app.rules.access import access_table
from resources.text import _
from tests.conftest import ADMIN, Founded
from tests.faults.amount import amount
from tests.services.daywork import number
from tests.ui.sitting import NEWCOMER, ROLES, Sitting, dressed_once, founded, seat_for, seen, sitting, worked_day
from tests.ui.waiting import WAIT_MS
from ui.actions import Action
from ui.pages.person import PersonPage
from ui.pages.registers import RegistersPage
from ui.pages.registers.form import Mode
from ui.shell.keysheet import KeySheet
from ui.shell.palette import Palette
from ui.shell.plan import HIDDEN, PAGES

_LEADS_TO = {
    "intake.new": "intake",
    "health.show": "health",
    "print": "ledger",
    "today.round": "rounds",
    "people.admit": "intake",
    "people.open": "person",
    "rounds.talk": "talks",
    "cells.open": "person",
    "releases.person": "person",
    "person.talk": "talks",
    "person.measure": "rounds",
    "person.move": "cells",
    "person.release": "releases",
    "person.back": "people",
    "intake.back": "people",
}
"""The page that is shown then."""
_ASKS_FOR_A_FILE = {
    "registers.import",
    "registers.export",
    "registers.filled",
    "registers.blank",
    "registers.reference",
    "ledger.save",
    "ledger.verify",
}
_MOMENT_MS = 3000
_LAST = ("undo", "lock", "leave")
"""What changes the store or the window for the others."""


@pytest.fixture(autouse=True)
def _dressed() -> None:
    """Once for the module."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Founded]:
    with founded(tmp_path_factory.mktemp("palette")) as facility, dressed_once(qapp):
        worked_day(facility.log_in(), facility.clock)
        yield facility


@pytest.fixture(scope="module", params=list(ROLES)[: amount(2, len(ROLES))])
def at_work(
    request: pytest.FixtureRequest, house: Founded, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sitting]:
    desk = seat_for(house, house.log_in(), request.param)
    with sitting(house, desk, tmp_path_factory.mktemp("window"), QtBot(request)) as made:
        yield made


def listed(at: Sitting) -> list[Action]:
    """What the palette lists on the page that is shown."""
    at.window.open_palette()
    (opened,) = at.window.findChildren(Palette)
    found = list(opened._actions)
    put_away(at)
    who = at.window.context.who
    for one in found:
        assert not one.needs or one.needs in access_table(), one.id
        assert not one.needs or (who is not None and who.may_own(one.needs)), one.id
    return found


def put_away(at: Sitting) -> None:
    """Close whatever stands before the window."""
    for one in at.window.findChildren(QDialog):
        one.close()
        one.setParent(None)
        one.deleteLater()
    at.window.notice.hide()
    at.errors.clear()
    at.faults.clear()


def prepare(at: Sitting, page: str) -> None:
    """Show a page as it stands when somebody comes to it, with something done that can be taken back."""
    put_away(at)
    at.window.activateWindow()
    at.show(page, number(2) if page == "person" else None)
    at.window.current.setFocus()
    shown = at.window.current
    if isinstance(shown, RegistersPage):
        shown.form.leave_form()
        shown.setFocus()
    if isinstance(shown, PersonPage):
        at.window.registry.run("person.back")  # puts panels away, else it leads to the list
        at.show(page, number(2))


def refusals(at: Sitting) -> list[str]:
    """What was said that the roles do not allow."""
    begin = _("Your roles do not allow this: {act}.").partition("{")[0]
    return [error_text(one) for one in at.errors if isinstance(one, DaybookError) and error_text(one).startswith(begin)]


def assert_did_what_it_says(at: Sitting, action: Action) -> None:
    window, name = at.window, action.id
    if name.startswith("page."):
        assert window.current.name == name.removeprefix("page.")
    elif name.startswith("register."):
        page = window.current
        assert isinstance(page, RegistersPage)
        assert page.register is not None and page.register.name == name.removeprefix("register.")
        assert page.form.mode is Mode.NEW
    elif name in _LEADS_TO:
        assert window.current.name == _LEADS_TO[name]
    elif name in _ASKS_FOR_A_FILE:
        assert [one for one in window.findChildren(QFileDialog) if one.isVisible()]
    elif name == "palette":
        assert [one for one in window.findChildren(Palette) if one.isVisible()]
    elif name == "keys":
        assert [one for one in window.findChildren(KeySheet) if one.isVisible()]


def work_through(at: Sitting, page: str, actions: list[Action]) -> None:
    """Trigger acts one after the other from a page, each as if it were the only one.

    That an act does something at all is looked at for the administrator, who has most of them.
    """
    looks = at.window.context.desk.login == ADMIN
    for action in actions:
        prepare(at, page)
        if not action.can_run():
            continue
        before = seen(at.window) if looks else []
        action.run()
        at.settle()
        assert at.faults == [], action.id
        assert refusals(at) == [], action.id
        if looks and action.id != f"page.{page}":
            at.bot.waitUntil(lambda before=before: seen(at.window) != before, timeout=_MOMENT_MS)  # type: ignore[misc]
        assert_did_what_it_says(at, action)


@pytest.mark.parametrize("plan", [*PAGES, *HIDDEN], ids=lambda plan: plan.name)
def test_every_act_of_a_page_that_is_listed_does_what_it_says(at_work: Sitting, plan: object) -> None:
    page = plan.name  # type: ignore[attr-defined]
    prepare(at_work, page)
    if not at_work.window.context.may(plan.needs):  # type: ignore[attr-defined]
        assert at_work.window.current.name != page
        assert [one.id for one in listed(at_work) if one.page == page or one.id == f"page.{page}"] == []
        return
    assert at_work.window.current.state == "content"
    work_through(at_work, page, [one for one in listed(at_work) if one.page == page])


def test_every_act_of_the_window_that_is_listed_does_what_it_says(at_work: Sitting) -> None:
    window = at_work.window
    prepare(at_work, "people")
    acts = [one for one in listed(at_work) if one.page == "" and one.id not in _LAST]
    if window.context.desk.login != ADMIN:  # one register for each right
        acts = [one for n, one in enumerate(acts) if one.needs not in {each.needs for each in acts[:n]} - {""}]
    work_through(at_work, "people", acts)
    heard: list[str] = []
    window.locked.connect(partial(heard.append, "lock"))
    window.left.connect(partial(heard.append, "leave"))
    for name in ("lock", "leave"):
        window.registry.run(name)
    assert heard == ["lock", "leave"]


def test_who_may_not_admit_is_not_offered_to(at_work: Sitting) -> None:
    prepare(at_work, "people")
    offered = {one.id for one in listed(at_work)} & {"intake.new", "people.admit"}
    may = at_work.window.context.desk.login in (ADMIN, "shift")
    assert offered == ({"intake.new", "people.admit"} if may else set())


def test_somebody_is_found_by_name_pinyin_initials_number_and_cell(at_work: Sitting) -> None:
    bot, window = at_work.bot, at_work.window
    searches = {NEWCOMER: "N77", "xugouqianjin": "N77", "xgqj": "N77", "N77": "N77", "101": number(0)}
    who = window.context.desk.login
    for typed, wanted in searches.items() if who == "officer" else [("N77", "N77")]:
        prepare(at_work, "people")
        bot.keyClick(window.current, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        (opened,) = window.findChildren(Palette)
        bot.keyClicks(opened.line, typed) if typed.isascii() else opened.line.setText(typed)
        bot.waitUntil(partial(stands_first, opened, wanted), timeout=WAIT_MS)
        bot.keyClick(opened.line, Qt.Key.Key_Return)
        at_work.settle()
        assert window.current.name == "person"
        assert window.inspector.person is not None and window.inspector.person.number == wanted


def stands_first(palette: Palette, wanted: str) -> bool:
    """Whether somebody is the first that was found."""
    first = palette.found.item(0) if palette.found.count() else None
    return first is not None and wanted in first.text()
