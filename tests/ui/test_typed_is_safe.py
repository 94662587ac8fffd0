"""What was typed is safe: from a fault of the program, the idle lock, another user, and the end of the program."""

import stat
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.app.faultlog import FaultLog
from facility_app.core.values import Role
from tests.conftest import ADMIN, OFFICER_PASSWORD, PASSWORD, Clock, Founded
from tests.services import daywork
from tests.services.daywork import number
from tests.ui.conftest import PEOPLE, settle
from tests.ui.sitting import words_of
from tests.ui.waiting import WAIT_MS
from ui.faults import ExceptionHook
from ui.pages.intake import IntakePage
from ui.pages.page import Page
from ui.pages.person import PersonPage
from ui.pages.registers import RegistersPage
from ui.pages.releases import ReleasesPage
from ui.pages.talks import TalksPage
from ui.shell.program import Program
from ui.shell.window import MainWindow

_SAID = "虚构谈话要点"

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


@pytest.fixture
def held(desk: Desk, clock: Clock) -> None:
    """Thirty people of whom one leaves soon; today, since accounts are given out."""
    today = clock.now.astimezone(daywork.SHANGHAI).date()
    daywork.officers(desk)
    daywork.opening_people(desk, today, PEOPLE, term_ends={2: today + timedelta(days=1)})
    daywork.open_on(desk, today)


@pytest.fixture
def program(qapp: QApplication, facility: Founded, settings: QSettings) -> Iterator[Program]:
    made = Program(qapp, facility.machine, settings)
    made.choose(facility.place)
    made.ask_login()
    yield made
    made.end()


@pytest.fixture
def hook(program: Program) -> Iterator[None]:
    made = ExceptionHook(program.tell_fault)
    yield
    made.stop()


def enter(program: Program, bot: QtBot, login: str = ADMIN, password: str = PASSWORD) -> MainWindow:
    """Log in with the keyboard."""
    assert program.start is not None
    fields = program.start.login.form.fields
    if not fields["login"].text():
        bot.keyClicks(fields["login"].editor, login)
    bot.keyClicks(fields["password"].editor, password)
    bot.keyClick(fields["password"].editor, Qt.Key.Key_Return)
    bot.waitUntil(lambda: program.window is not None, timeout=WAIT_MS)
    assert program.window is not None
    settle(bot, program.window.context)
    return program.window


def show(window: MainWindow, bot: QtBot, name: str, what: object = None) -> Page:
    window.show_page(name, what)
    settle(bot, window.context)
    return window.current


def _talk(window: MainWindow, bot: QtBot) -> TalksPage:
    page = show(window, bot, "talks")
    assert isinstance(page, TalksPage)
    return page


def _release(window: MainWindow, bot: QtBot) -> ReleasesPage:
    page = show(window, bot, "releases", number(2))
    settle(bot, window.context)
    assert isinstance(page, ReleasesPage)
    return page


def _entry(window: MainWindow, bot: QtBot) -> RegistersPage:
    page = show(window, bot, "registers", "visitor/new")
    assert isinstance(page, RegistersPage)
    return page


def _document(window: MainWindow, bot: QtBot) -> PersonPage:
    page = show(window, bot, "person", number(2))
    assert isinstance(page, PersonPage)
    page.start_document()
    settle(bot, window.context)
    return page


def _intake(window: MainWindow, bot: QtBot) -> IntakePage:
    page = show(window, bot, "intake")
    assert isinstance(page, IntakePage)
    return page


def test_fault_in_a_slot_is_told_and_logged_and_the_draft_is_there_after_a_restart(
    held: None, program: Program, hook: None, facility: Founded, settings: QSettings, qapp: QApplication, qtbot: QtBot
) -> None:
    window = enter(program, qtbot)
    page = _talk(window, qtbot)
    qtbot.keyClicks(page.form.fields["minutes"].editor, "25")
    page.form.fields["content"].set_text(_SAID)

    def break_down() -> None:
        raise ValueError("虚构张三")

    window.bar.search_asked.disconnect()
    window.bar.search_asked.connect(break_down)
    window.bar.search_asked.emit()
    assert "ValueError" in window.notice.text
    assert "虚构张三" not in window.notice.text
    log = FaultLog(facility.machine).path
    (line,) = log.read_text("utf-8").splitlines()
    assert line.split()[1] == "ValueError"
    assert "test_typed_is_safe.py" in line and "break_down" in line
    assert "虚构张三" not in line
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    settle(qtbot, window.context)
    assert window.isVisible()  # the program goes on

    program.window = None  # as if the power failed: nothing is said goodbye to
    window.context.finish()
    again = Program(qapp, facility.machine, settings)
    again.begin()
    page = _talk(enter(again, qtbot), qtbot)
    assert (page.form.fields["minutes"].text(), page.form.fields["content"].text()) == ("25", _SAID)
    again.end()
    window.close()
    window.context.close()


def test_fault_before_the_login_and_one_in_a_query_are_told_and_logged_too(
    program: Program, hook: None, facility: Founded, qtbot: QtBot
) -> None:
    def break_down() -> None:
        raise KeyError

    start, log = program.start, FaultLog(facility.machine).path
    assert start is not None
    start.login.other_store_asked.connect(break_down)
    start.login.other_store_asked.emit()
    assert "KeyError" in start.notice.text
    assert "KeyError" in log.read_text("utf-8")
    start.show_login(facility.place)
    window = enter(program, qtbot)

    def divide(_desk: Desk) -> int:
        return 1 // 0

    window.context.ask(divide, print)
    settle(qtbot, window.context)
    assert "ZeroDivisionError" in window.notice.text
    assert "ZeroDivisionError" in log.read_text("utf-8")


def test_five_idle_minutes_lock_and_everything_that_was_typed_is_there_again(
    held: None, program: Program, facility: Founded, qtbot: QtBot
) -> None:
    window = enter(program, qtbot)
    _talk(window, qtbot).form.fill({"number": number(4), "content": _SAID})
    _release(window, qtbot).desk.form.fields["picked_up_by"].set_text("虚构家属")
    _entry(window, qtbot).form.form.fields["remark"].set_text("虚构备注")
    _document(window, qtbot).paper.form.fields["document_number"].set_text("虚构捕字1号")
    _intake(window, qtbot).who.fields["name"].set_text("虚构新人")
    show(window, qtbot, "talks")
    facility.clock.go(minutes=5)
    window.tick()
    assert program.window is None

    window = enter(program, qtbot)
    assert window.current.name == "talks"
    talk = _talk(window, qtbot)
    assert (talk.form.person.text(), talk.form.fields["content"].text()) == (number(4), _SAID)
    shown = words_of(talk.form.person.editor)
    assert shown != number(4) and number(4) in shown, "the name and the cell stand there too"
    assert _release(window, qtbot).desk.form.fields["picked_up_by"].text() == "虚构家属"
    assert _entry(window, qtbot).form.form.fields["remark"].text() == "虚构备注"
    assert _document(window, qtbot).paper.form.fields["document_number"].text() == "虚构捕字1号"
    assert _intake(window, qtbot).who.fields["name"].text() == "虚构新人"


def test_another_user_sees_nothing_of_it_and_the_first_one_finds_it_again(
    held: None, program: Program, seat: Callable[..., Desk], qtbot: QtBot
) -> None:
    seat("li", Role.OFFICER)
    window = enter(program, qtbot)
    _talk(window, qtbot).form.fields["content"].set_text(_SAID)
    window.registry.run("leave")
    window = enter(program, qtbot, "li", OFFICER_PASSWORD)
    assert _talk(window, qtbot).form.fields["content"].text() == ""
    window.registry.run("leave")
    assert _talk(enter(program, qtbot), qtbot).form.fields["content"].text() == _SAID


def test_draft_is_gone_once_it_is_handed_in_and_each_person_has_one_of_their_own(
    held: None, program: Program, qtbot: QtBot
) -> None:
    window = enter(program, qtbot)
    page = _document(window, qtbot)
    page.paper.form.fields["document_number"].set_text("虚构捕字1号")
    other = show(window, qtbot, "person", number(3))
    assert isinstance(other, PersonPage)
    other.start_document()
    settle(qtbot, window.context)
    assert other.paper.form.fields["document_number"].text() == ""
    assert _document(window, qtbot).paper.form.fields["document_number"].text() == "虚构捕字1号"

    talk = _talk(window, qtbot)
    talk.begin_next()
    talk.form.fill({"kind": "ordinary", "minutes": "25", "content": _SAID, "officer": "001"})
    talk.save()
    settle(qtbot, window.context)
    assert talk.form.fields["content"].text() == ""
    window.registry.run("leave")
    assert _talk(enter(program, qtbot), qtbot).form.fields["content"].text() == ""


def test_shape_of_the_window_is_there_again(program: Program, qtbot: QtBot) -> None:
    window = enter(program, qtbot)
    window.resize(window.minimumSizeHint().width(), 700)  # the screen of the tests is a small one
    window.registry.run("rail")
    window.registry.run("inspector")
    window.registry.run("leave")
    again = enter(program, qtbot)
    assert (again.height(), again.rail.is_folded, again.inspector.isHidden()) == (700, True, True)
