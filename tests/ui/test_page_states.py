"""Every page, of today and later: in a facility just founded, on a worked day, and while the store cannot be read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot
from sqlalchemy import event
from sqlcipher3 import dbapi2

from facility_app.access import Desk
from resources.text import _
from tests.services import daywork
from tests.services.daywork import SHANGHAI, number
from tests.ui.sitting import Sitting, dressed_once, founded, sitting, words_of, worked_day
from tests.ui.waiting import WAIT_MS
from ui.pages.page import Page
from ui.shell.plan import HIDDEN, PAGES, PagePlan
from ui.widgets.fields import Form

EVERY = pytest.mark.parametrize("plan", [*PAGES, *HIDDEN], ids=lambda plan: plan.name)
_SAID = "虚构的话"
_READS_NOTHING = {"settings"}
"""What its first tab shows is kept on the PC, not in the store."""
_STAYS = {"settings", "intake"}
"""Pages that show what was typed, or what is kept on the PC, whatever becomes of the store."""
_RULES = {"settings", "ledger", "history", "intake"}
"""Pages that show rules, the printed page, or what was written when the facility was founded."""


@pytest.fixture(autouse=True)
def _dressed() -> None:
    """Once for the module."""


@pytest.fixture(scope="module")
def dressed(qapp: QApplication) -> Iterator[None]:
    with dressed_once(qapp):
        yield


@pytest.fixture(scope="module")
def empty(request: pytest.FixtureRequest, dressed: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    """The window of a facility that was founded a moment ago."""
    folder = tmp_path_factory.mktemp("empty")
    with founded(folder) as facility, sitting(facility, facility.log_in(), folder, QtBot(request)) as made:
        yield made


@pytest.fixture(scope="module")
def full(request: pytest.FixtureRequest, dressed: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    """The window of a worked day."""
    folder = tmp_path_factory.mktemp("full")
    with founded(folder) as facility:
        desk = facility.log_in()
        worked_day(desk, facility.clock)
        with sitting(facility, desk, folder, QtBot(request)) as made:
            yield made


@contextmanager
def unreadable(desk: Desk) -> Iterator[None]:
    """The disk fails under every read of a store."""

    def fail(*_of_the_driver: object) -> None:
        raise dbapi2.OperationalError("disk I/O error")

    engine = desk.store._read_engine
    event.listen(engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", fail)


def show(at: Sitting, plan: PagePlan) -> Page:
    at.errors.clear()
    at.faults.clear()
    at.window.notice.hide()
    return at.show(plan.name, number(2) if plan.name == "person" else None)


def sentences(page: Page) -> list[str]:
    """What is said in whole sentences."""
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible() and "." in one.text()]


def buttons(page: Page) -> list[QAbstractButton]:
    return [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]


def offered(page: Page, text: str = "") -> QPushButton:
    """The act in the middle of a page without content."""
    found = [
        one
        for one in page.findChildren(QPushButton)
        if one.isVisible() and one.objectName() == "primary" and one.parentWidget() is not page
    ]
    (only,) = [one for one in found if not text or one.text() == text]
    return only


@EVERY
def test_facility_just_founded_says_what_comes_here_and_offers_the_first_act(empty: Sitting, plan: PagePlan) -> None:
    page = empty.show(plan.name)
    assert (empty.faults, empty.errors) == ([], [])
    assert page.state in ("empty", "content")
    if page.state == "content":
        assert buttons(page) != []
        return
    assert sentences(page) != []
    knob = offered(page)
    assert knob.accessibleName()
    knob.click()
    empty.settle()
    assert (empty.faults, empty.errors) == ([], [])
    asked = empty.window.findChildren(QDialog)
    assert empty.window.current is not page or [one for one in asked if one.isVisible()]
    for one in asked:
        one.close()


@EVERY
def test_empty_store_shows_no_name_and_no_figure(empty: Sitting, plan: PagePlan) -> None:
    page = empty.show(plan.name)
    if plan.name in _RULES:
        return
    shown = [words_of(one) for one in page.findChildren(QLabel) if one.isVisible()]
    for table in page.findChildren(QTableView):
        model = table.model()
        if table.isVisible():
            rows, columns = range(model.rowCount()), range(model.columnCount())
            shown += [str(model.index(row, column).data()) for row in rows for column in columns]
    today = empty.window.context.machine.clock().astimezone(SHANGHAI).date()
    figures = {figure for text in shown for figure in re.findall(r"\d+", _without_dates(text, today))}
    assert figures <= {"0"}
    assert not [text for text in shown if "虚构" in text]


def _without_dates(text: str, today: date) -> str:
    """A text without days around this one, and without keys such as F3."""
    days = [today + timedelta(days=step) for step in range(-31, 2)]
    for each in days:
        text = text.replace(f"{each:%Y-%m-%d}", "").replace(f"{each:%m-%d}", "")
    return re.sub(r"F\d|\d\d:\d\d", "", text)


@EVERY
def test_worked_day_is_shown_with_what_it_holds(full: Sitting, plan: PagePlan) -> None:
    page = show(full, plan)
    assert (full.faults, full.errors) == ([], [])
    assert page.state == "content"
    assert buttons(page) != []


@EVERY
def test_store_that_cannot_be_read_is_told_with_the_remedy_and_tried_again(full: Sitting, plan: PagePlan) -> None:
    page = show(full, plan)
    for form in page.findChildren(Form):
        for field in form.fields.values():
            if field.isVisible() and hasattr(field.editor, "setText"):
                field.set_text(_SAID)
    typed = [one.values() for one in page.findChildren(Form)]
    with unreadable(full.window.context.desk):
        page.refresh()
        full.settle()
        assert full.faults == []
        if plan.name not in _STAYS:
            assert page.state == "error"
            assert any("disk" in text and "try again" in text for text in sentences(page))
            offered(page, _("Try again")).click()
            full.settle()
            assert page.state == "error"
    if page.state == "error":
        offered(page, _("Try again")).click()
        full.settle()
    assert page.state == "content"
    assert [one.values() for one in page.findChildren(Form)] == typed
    for form in page.findChildren(Form):
        form.clear()


@EVERY
def test_store_that_cannot_be_read_at_first_is_told_on_the_page(full: Sitting, plan: PagePlan) -> None:
    if plan.name in _READS_NOTHING:
        return
    context = full.window.context
    page = plan.make(context)
    try:
        with unreadable(context.desk):
            if plan.name == "person":
                page.open(number(2))
            page.show()
            page.refresh()
            full.settle()
            assert (full.faults, page.state) == ([], "error")
        offered(page, _("Try again")).click()
        full.settle()
        assert page.state == "content"
    finally:
        page.close()
        full.settle()  # what it still asks has nobody to tell once it is gone
        page.deleteLater()


def take_place(at: Sitting) -> None:
    """Have the window in front, so that it gets the keys."""
    at.window.activateWindow()
    at.bot.waitUntil(at.window.isActiveWindow, timeout=WAIT_MS)


def has_the_focus(at: Sitting) -> bool:
    """Whether keys go to the page that is shown."""
    focus = QApplication.focusWidget()
    return focus is not None and focus.isVisible() and at.window.current.isAncestorOf(focus)


def test_keys_go_to_what_an_empty_page_offers(empty: Sitting) -> None:
    take_place(empty)
    for before in ("settings", "rounds"):
        empty.show(before)
        page = empty.show("today")
        assert page.state == "empty"
        empty.bot.waitUntil(offered(page).hasFocus, timeout=WAIT_MS)
    empty.bot.keyClick(offered(page), Qt.Key.Key_Return)
    empty.settle()
    assert empty.window.current.name == "intake", "Enter presses the button"


def test_window_keeps_a_focus_while_a_page_cannot_be_read(full: Sitting) -> None:
    take_place(full)
    page = full.show("people")
    page.focus_first()
    with unreadable(full.window.context.desk):
        for _time in range(2):
            page.refresh()
            full.settle()
            assert page.state == "error"
            full.bot.waitUntil(offered(page, _("Try again")).hasFocus, timeout=WAIT_MS)
    full.bot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    full.settle()
    assert page.state == "content"
    full.bot.waitUntil(lambda: has_the_focus(full), timeout=WAIT_MS)


def test_focus_that_is_hidden_with_its_panel_comes_back_to_the_page(full: Sitting) -> None:
    take_place(full)
    page = full.show("settings", "accounts")
    panel = page.parts["accounts"].panel  # type: ignore[attr-defined]
    full.window.registry.run("settings.account")
    assert panel.isVisible()
    panel.leave()
    full.bot.waitUntil(lambda: has_the_focus(full), timeout=WAIT_MS)


def test_undo_question_is_answered_by_enter_and_left_by_esc(full: Sitting) -> None:
    take_place(full)
    page = full.show("history")
    for key, leaves in ((Qt.Key.Key_Escape, "yes"), (Qt.Key.Key_Return, "no")):
        page.details.panel.ask(())  # type: ignore[attr-defined]
        answer = getattr(page.details.panel, leaves)  # type: ignore[attr-defined]
        answer.setFocus()
        full.bot.keyClick(answer, key)
        assert page.details.panel.isHidden()  # type: ignore[attr-defined]
        full.bot.waitUntil(lambda: has_the_focus(full), timeout=WAIT_MS)


def test_nothing_is_offered_of_whoever_has_left_and_it_is_said_why(full: Sitting) -> None:
    desk, of = full.window.context.desk, number(5)
    daywork.let_go(desk, of, daywork.release_notice("5", full.window.facility.calendar.day_of(desk.store.clock())))
    page = full.show("person", of)
    live = {name: knob.isEnabled() for name, knob in page.acts.knobs.items()}  # type: ignore[attr-defined]
    held_only = ("document", "move", "measure", "release", "talk")
    assert live == {"summary": True, "contacts": True, **dict.fromkeys(held_only, False)}
    assert all("left 20" in page.acts.knobs[name].toolTip() for name in held_only)  # type: ignore[attr-defined]
    for name in held_only:
        full.window.registry.run(f"person.{name}")
        full.settle()
        assert full.window.current is page
