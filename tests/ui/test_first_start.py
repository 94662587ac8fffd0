"""The first start, typed: make a facility, open a file, or connect to a server; what is wrong comes first."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from db.location import SqliteFile
from facility_app.app.founding import found
from facility_app.app.machine import Machine
from resources.text import _
from tests.conftest import ADMIN, FACILITY, PASSWORD, Server
from tests.ui.hands import CONTROL, KEY, Hands
from tests.ui.waiting import WAIT_MS, until_idle
from ui.shell.program import Program

Begin = Callable[..., Hands]
_WRONG = "seven kites above the new mill"


@pytest.fixture
def begin(qapp: QApplication, machine: Machine, settings: QSettings, qtbot: QtBot) -> Iterator[Begin]:
    """Starts the program where some stores were opened before, and sits down before it."""
    programs: list[Program] = []

    def start(*recent: Path) -> Hands:
        settings.setValue("stores/recent", [str(one) for one in recent])
        program = Program(qapp, machine, settings)
        programs.append(program)
        program.begin()
        assert program.start is not None
        hands = Hands(qtbot, program.start, lambda: until_idle(qtbot, program.runner))
        hands.take_place()
        hands.calm()
        return hands

    yield start
    for program in programs:
        program.end()


def errors(hands: Hands) -> list[str]:
    """What the screen says is wrong."""
    return [one.text() for one in hands.window.findChildren(QLabel, "error") if one.isVisible()]


def log_in(hands: Hands, *, login: str = ADMIN, password: str = PASSWORD) -> None:
    """Type who, and the password."""
    hands.refill(_("Login name"), login)
    hands.refill(_("Password"), password)
    hands.do(KEY.Key_Return)


def is_in(hands: Hands) -> bool:
    """Whether the window stands open, with the desk at it."""
    start = hands.window
    hands.qtbot.waitUntil(lambda: not start.isVisible(), timeout=WAIT_MS)
    return not start.isVisible()


def test_facility_is_founded_by_typing(begin: Begin, tmp_path: Path) -> None:
    hands = begin()
    taken, file = tmp_path / "taken.daybook", tmp_path / "own.daybook"
    taken.write_bytes(b"of somebody else")
    hands.click(_("Make a new facility …"))
    hands.fill(_("Name of the facility"), "示例看守所")
    hands.refill(_("File"), str(taken))
    hands.fill(_("Your name"), "甲一")
    hands.fill(_("Your staff number"), "A001")
    hands.fill(_("Your login name"), "head")
    hands.fill(_("Your password"), "12345")
    hands.fill(_("The same again"), PASSWORD)
    hands.do(KEY.Key_Return)
    assert errors(hands) == [_("This must be filled in.")]
    assert hands.now_at(_("Kind"))
    hands.choose(_("Kind"), "kanshousuo")
    hands.click(_("Make it"))
    assert errors(hands) == [_("The two passwords differ. Type the same one twice.")]
    assert hands.now_at(_("The same again"))
    hands.refill(_("The same again"), "12345")
    hands.do(KEY.Key_Return)
    assert len(errors(hands)) == 1
    assert hands.now_at(_("Your password"))
    hands.refill(_("Your password"), PASSWORD)
    hands.refill(_("The same again"), PASSWORD)
    hands.do(KEY.Key_Return)
    assert [taken.name in one for one in errors(hands)] == [True]
    assert hands.now_at(_("File"))
    assert taken.read_bytes() == b"of somebody else"
    hands.refill(_("File"), str(file))
    hands.do(KEY.Key_Return, with_=CONTROL)
    assert errors(hands) == []
    assert hands.now_at(_("It is written down: log in"))
    hands.do(KEY.Key_Return)
    assert hands.now_at(_("Password"))
    log_in(hands, login="head")
    assert is_in(hands)
    assert b"SQLite format" not in file.read_bytes()[:16]  # it is encrypted


def test_file_that_is_gone_is_told_and_another_is_opened(begin: Begin, machine: Machine, tmp_path: Path) -> None:
    file = tmp_path / "store.daybook"
    found(SqliteFile(file), FACILITY, PASSWORD, machine)
    hands = begin(tmp_path / "gone.daybook")
    log_in(hands)
    assert errors(hands) == [_("There is no store at {name}. Check the path.").format(name="gone.daybook")]
    hands.click(_("Another store"))
    hands.click(_("Open a file …"))
    (dialog,) = hands.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.close()
    hands.take_place()
    log_in(hands, password=_WRONG)
    assert errors(hands) == [_("The login name or the password is wrong.")]
    log_in(hands)
    assert is_in(hands)


def test_server_that_does_not_answer_is_told_and_another_is_reached(
    begin: Begin, server: Server, machine: Machine
) -> None:
    place = server.new_database()
    found(place, FACILITY, PASSWORD, machine)
    hands = begin()
    hands.click(_("Connect to a Postgres server …"))
    wrong = _("This is no address of a Postgres database. Give one such as postgresql://server/daybook.")
    for typed in ("", "not a url", "mysql://server/daybook"):
        hands.refill(_("Address"), typed)
        hands.do(KEY.Key_Return)
        assert errors(hands) == [wrong if typed else _("This must be filled in.")], typed
        assert hands.now_at(_("Address"))
    hands.refill(_("Address"), "postgresql://127.0.0.1:1/daybook")
    hands.do(KEY.Key_Return)
    log_in(hands)
    assert errors(hands) == [_("The database server does not answer. Check the network and the server.")]
    hands.click(_("Another store"))
    hands.refill(_("Address"), f"postgresql:///{place.name}?host={server.host}")
    hands.do(KEY.Key_Return)
    log_in(hands)
    assert is_in(hands)
