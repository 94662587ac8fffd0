"""Before the window and around it: who logs in, the idle lock, another user, another look."""

import gc
import sys
import weakref
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.location import SqliteFile
from facility_app.access import Desk
from facility_app.app.places import DemoLogin, DemoLogins, keep_demo_logins
from facility_app.core.values import Role
from facility_app.services import accounts
from resources.text import language
from tests.conftest import ADMIN, PASSWORD, Clock, Founded
from tests.ui.conftest import settle
from tests.ui.waiting import WAIT_MS, until_idle
from ui import theme
from ui.pages.page import Page
from ui.shell.loading import MODULES, PageLoader
from ui.shell.login import NewPasswordPage
from ui.shell.plan import PAGES
from ui.shell.program import Program, StartWindow
from ui.shell.window import MainWindow


@pytest.fixture
def program(qapp: QApplication, facility: Founded, settings: QSettings) -> Iterator[Program]:
    made = Program(qapp, facility.machine, settings)
    made.choose(facility.place)
    made.ask_login()
    yield made
    made.end()


def _start(program: Program) -> StartWindow:
    assert program.start is not None
    return program.start


def _window(program: Program, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: program.window is not None, timeout=WAIT_MS)
    assert program.window is not None
    settle(qtbot, program.window.context)
    return program.window


def _type_in(program: Program, qtbot: QtBot, login: str, password: str) -> None:
    """Name, Enter, password, Enter."""
    fields = _start(program).login.form.fields
    qtbot.keyClicks(fields["login"].editor, login)
    qtbot.keyClicks(fields["password"].editor, password)
    qtbot.keyClick(fields["password"].editor, Qt.Key.Key_Return)


def _offered(program: Program) -> list[QPushButton]:
    return [one for one in _start(program).login.findChildren(QPushButton) if "虚构" in one.text()]


def test_name_and_password_open_the_window(program: Program, qtbot: QtBot) -> None:
    _type_in(program, qtbot, ADMIN, PASSWORD)
    assert _window(program, qtbot).current.name == "today"
    assert program.start is None


def test_pages_are_made_once_no_hand_is_on_the_keys(program: Program, qtbot: QtBot, clock: Clock) -> None:
    _type_in(program, qtbot, ADMIN, PASSWORD)
    window = _window(program, qtbot)
    loader = window.findChild(PageLoader)
    assert isinstance(loader, PageLoader)
    loader.look()
    assert (program.runner.is_idle, loader.is_done) == (True, False)
    clock.now += timedelta(seconds=1)
    for _one in (*MODULES, *PAGES):
        loader.look()
        until_idle(qtbot, program.runner)
    assert loader.is_done
    assert set(MODULES) <= sys.modules.keys()
    assert {one.name for one in window.findChildren(Page)} == {one.name for one in PAGES}
    assert window.current.name == "today"


def test_a_wrong_password_is_told_and_the_name_stays(program: Program, qtbot: QtBot) -> None:
    _type_in(program, qtbot, ADMIN, "no such password at all")
    start = _start(program)
    until_idle(qtbot, program.runner)
    assert program.window is None
    assert start.login.form.fields["login"].text() == ADMIN
    assert [one.text() for one in start.login.form.findChildren(QLabel, "error") if not one.isHidden()] != []


def test_a_facility_that_is_not_made_up_shows_no_accounts(program: Program) -> None:
    assert _offered(program) == []


def test_an_account_of_a_made_up_facility_is_one_click_away(program: Program, facility: Founded, qtbot: QtBot) -> None:
    keep_demo_logins(facility.place, DemoLogins(PASSWORD, (DemoLogin(ADMIN, "虚构甲一", (Role.HEAD,)),)))
    program.ask_login()
    buttons = _offered(program)
    if not isinstance(facility.place, SqliteFile):
        assert buttons == []  # what lies on a server has nothing beside it
        return
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert _window(program, qtbot).context.desk.login == ADMIN


def test_five_idle_minutes_lock_and_the_same_account_comes_back(
    program: Program, facility: Founded, qtbot: QtBot
) -> None:
    _type_in(program, qtbot, ADMIN, PASSWORD)
    window = _window(program, qtbot)
    facility.clock.go(minutes=4)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    facility.clock.go(minutes=4)
    window.tick()
    assert program.window is window
    settle(qtbot, window.context)
    facility.clock.go(minutes=1)
    window.tick()
    assert program.window is None
    fields = _start(program).login.form.fields
    assert (fields["login"].text(), fields["password"].text()) == (ADMIN, "")
    qtbot.keyClicks(fields["password"].editor, PASSWORD)
    qtbot.keyClick(fields["password"].editor, Qt.Key.Key_Return)
    assert _window(program, qtbot) is not window


def test_nothing_of_a_window_that_was_left_stays_in_memory(program: Program, qtbot: QtBot) -> None:
    _type_in(program, qtbot, ADMIN, PASSWORD)
    window = _window(program, qtbot)
    for name in ("rounds", "cells"):
        window.show_page(name, None)
        settle(qtbot, window.context)
    left = [weakref.ref(one) for one in (window, window.current, window.context, window.context.desk.store)]
    del window
    program.lock()

    def all_gone() -> bool:
        gc.collect()
        return all(one() is None for one in left)

    qtbot.waitUntil(all_gone, timeout=WAIT_MS)


def test_a_window_goes_with_its_program_and_makes_no_more_pages(program: Program, qtbot: QtBot) -> None:
    _type_in(program, qtbot, ADMIN, PASSWORD)
    loader = _window(program, qtbot).findChild(PageLoader)
    assert isinstance(loader, PageLoader)
    with qtbot.waitSignal(loader.destroyed, timeout=WAIT_MS):
        program.end()


def test_another_user_sits_down_with_other_rights(program: Program, qtbot: QtBot, seat: Callable[..., Desk]) -> None:
    seat("li", Role.OFFICER, password="forty herons over a wide marsh")
    _type_in(program, qtbot, ADMIN, PASSWORD)
    _window(program, qtbot).registry.run("leave")
    assert _start(program).login.form.fields["login"].text() == ""
    _type_in(program, qtbot, "li", "forty herons over a wide marsh")
    assert _window(program, qtbot).context.desk.login == "li"


def test_a_one_time_code_leads_to_a_password_of_ones_own(
    program: Program, desk: Desk, seat: Callable[..., Desk], qtbot: QtBot
) -> None:
    seat("li", Role.OFFICER)
    code = accounts.reset_password(desk, "li").code
    _type_in(program, qtbot, "li", code)
    start = _start(program)
    qtbot.waitUntil(lambda: start.findChild(NewPasswordPage) is not None, timeout=WAIT_MS)
    page = start.findChild(NewPasswordPage)
    assert page is not None
    chosen = "sixty swans below the dam"
    page.form.fill({"password": chosen, "again": "another one altogether"})
    page.form.submitted.emit()
    assert page.form.fields["again"].editor.property("wrong")
    page.form.fill({"again": chosen})
    page.form.submitted.emit()
    qtbot.waitUntil(lambda: program.start is not start, timeout=WAIT_MS)
    assert _start(program).notice.text != ""
    assert _start(program).login.form.fields["login"].text() == "li"
    qtbot.keyClicks(_start(program).login.form.fields["password"].editor, chosen)
    qtbot.keyClick(_start(program).login.form.fields["password"].editor, Qt.Key.Key_Return)
    assert _window(program, qtbot).context.desk.login == "li"


def test_another_look_and_language_show_the_window_anew(program: Program, qtbot: QtBot) -> None:
    _type_in(program, qtbot, ADMIN, PASSWORD)
    before = _window(program, qtbot)
    program.settings.setValue("look/language", "zh_CN")
    program.settings.setValue("look/theme", theme.Theme.DARK.value)
    before.context.look_changed.emit()
    window = _window(program, qtbot)
    assert window is not before
    assert (language(), theme.theme()) == ("zh_CN", theme.Theme.DARK)
