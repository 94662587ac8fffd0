"""The ledger: days, the page as it will print, closing, print, proof, addenda."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.values import Role
from facility_app.access import Desk
from facility_app.facts.ledger_prints import PrintState
from facility_app.reports.facts import read_facts, read_pages
from facility_app.reports.ledger_print import check_ledger, preview_ledger
from facility_app.reports.pages import page_image, page_sizes
from facility_app.services import days, journal
from tests.conftest import Clock, Founded
from tests.services import daywork
from tests.ui.conftest import PEOPLE, settle
from tests.ui.waiting import WAIT_MS
from ui.context import Context
from ui.pages.ledger import LedgerPage
from ui.pages.printing import draw_pages
from ui.shell.plan import HIDDEN, PAGES
from ui.shell.window import MainWindow

_DAY = timedelta(days=1)


def test_a_day_that_is_over_is_closed_with_what_was_counted_and_then_takes_an_addendum(
    window: MainWindow, desk: Desk, clock: Clock, day: date, qtbot: QtBot, show: Callable[..., LedgerPage]
) -> None:
    clock.now = daywork.wall(day + _DAY, "07:00")
    page = show("ledger", day)
    assert [one.day for one in page.days.rows] == [day + _DAY, day]
    assert page.line is not None
    assert page.line.day == day
    assert page.primary.text() == "Close the day"
    assert page.preview.sheets
    count = page.closing.count.fields["stated"].editor
    for wrong in ("", "many"):
        qtbot.keyClicks(count, wrong)
        qtbot.mouseClick(page.primary, Qt.MouseButton.LeftButton)
        assert count.property("wrong") is True
        assert window.focusWidget() is count
    assert days.last_closed_day(desk) is None
    page.closing.count.fields["stated"].set_text("３０")  # as an input method leaves digits
    qtbot.keyClick(count, Qt.Key.Key_Return)
    settle(qtbot, window.context)
    closed = days.last_closed_day(desk)
    assert closed is not None
    assert (closed.day, closed.opening, closed.closing) == (day, PEOPLE, PEOPLE)
    assert page.primary.text() == "Print"
    assert page.closing.count.isHidden()
    box = page.closing.addendum.fields["text"].editor
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.context)
    assert box.property("wrong") is True  # nothing was said
    qtbot.keyClicks(box, "late delivery")
    for _press in range(2):  # a hand that trembles; one addendum is meant
        qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.context)
    assert not page.is_dirty() and box.property("wrong") is False
    assert "".join(_texts(desk, day)).count("late delivery") == 1


def test_a_wrong_count_keeps_the_day_open_and_names_those_among_whom_to_look(
    window: MainWindow, desk: Desk, clock: Clock, day: date, qtbot: QtBot, show: Callable[..., LedgerPage]
) -> None:
    clock.now = daywork.wall(day, "10:00")
    daywork.admit(desk, clock, "N1", "虚构新收")
    daywork.let_go(desk, daywork.number(3), daywork.release_notice("3", day))
    clock.now = daywork.wall(day + _DAY, "00:30")
    page = show("ledger", day)
    count = page.closing.count.fields["stated"].editor
    qtbot.keyClicks(count, str(PEOPLE - 1))
    qtbot.keyClick(count, Qt.Key.Key_Return)
    settle(qtbot, window.context)
    assert days.last_closed_day(desk) is None
    wanted = f"{PEOPLE} + 1 - 1 = {PEOPLE}, but {PEOPLE - 1} stated: a difference of -1"
    qtbot.waitUntil(lambda: wanted in _seen(page.closing), timeout=WAIT_MS)
    said = _seen(page.closing)
    assert "N1" in said
    assert daywork.number(3) in said
    assert daywork.number(4) not in said
    assert (page.closing.count.values()["stated"], window.focusWidget()) == (str(PEOPLE - 1), count)
    page.show_next_open()
    show("ledger", day + _DAY)
    assert page.closing.count.values() == {"stated": ""}  # no count of another day
    show("ledger", day)
    qtbot.keyClicks(count, str(PEOPLE))
    qtbot.keyClick(count, Qt.Key.Key_Return)
    settle(qtbot, window.context)
    closed = days.last_closed_day(desk)
    assert closed is not None
    assert (closed.intake, closed.exits, closed.closing) == (1, 1, PEOPLE)


def _seen(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def _texts(desk: Desk, day: date) -> list[str]:
    return [one.text for one in preview_ledger(desk, day).facts.addenda]


def test_what_stands_against_closing_is_said_with_its_cure(
    window: MainWindow, clock: Clock, day: date, qtbot: QtBot, show: Callable[..., LedgerPage]
) -> None:
    clock.now = daywork.wall(day + 2 * _DAY, "07:00")
    page = show("ledger", day + _DAY)
    assert page.line is not None
    qtbot.mouseClick(page.primary, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    (cure,) = page.closing.cures  # the day before is open: a count is of no use yet
    assert isinstance(cure, QPushButton)
    assert page.closing.count.isHidden()
    assert window.focusWidget() is cure
    qtbot.mouseClick(cure, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert page.line is not None
    assert page.line.day == day


def test_the_preview_is_no_print_and_zooms_from_50_to_200(
    window: MainWindow, desk: Desk, day: date, qtbot: QtBot, show: Callable[..., LedgerPage]
) -> None:
    page = show("ledger")
    qtbot.waitUntil(lambda: page.preview.sheets[0].is_drawn, timeout=WAIT_MS)
    assert all(one.act.title != "Print the daily ledger" for one in journal.recent_acts(desk, with_access_log=True))
    for _ in range(8):
        page.preview.step(1)
    assert page.preview.percent == 200
    assert page.preview.sheets[0].width() == round(page_sizes(preview_ledger(desk, day).pdf)[0].width * 96 / 72 * 2)
    for _ in range(8):
        page.preview.step(-1)
    assert page.preview.percent == 50


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_paper_is_two_keys_away_from_every_page_and_without_a_printer_the_file_is(
    window: MainWindow,
    desk: Desk,
    clock: Clock,
    day: date,
    settings: QSettings,
    tmp_path: Path,
    qtbot: QtBot,
    show: Callable[..., LedgerPage],
) -> None:
    settings.setValue("print/folder", str(tmp_path))
    clock.now = daywork.wall(day + _DAY, "07:00")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    page = show("ledger", day)
    for name in (one.name for one in (*PAGES, *HIDDEN)):
        show(name)
        assert QApplication.focusWidget() is not None, name  # else no key works there
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, window.context)
        assert window.current is page
        assert QApplication.focusWidget() is page.panel.go, name
        shown = day if name == "ledger" else day + _DAY  # the ledger page goes on with the day that it shows
        assert page.panel.text.text().startswith(f"No printer: save the PDF of {shown}"), name
        if name == "ledger":
            qtbot.keyClick(page.panel.go, Qt.Key.Key_Return)
            settle(qtbot, window.context)
            assert page.panel.isHidden()
            assert str(tmp_path) in page.outcome.text.text()
        show("ledger", day)
    show("today")
    for _time in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, window.context)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        settle(qtbot, window.context)
    made = sorted(one.name for one in tmp_path.glob("ledger-*.pdf"))
    assert made == [f"ledger-{day}.pdf", f"ledger-{day + _DAY}-2.pdf", f"ledger-{day + _DAY}.pdf"]
    assert check_ledger(desk, tmp_path / f"ledger-{day}.pdf").state is PrintState.GENUINE


def test_escape_leaves_the_question_for_a_printer(
    window: MainWindow, qtbot: QtBot, show: Callable[..., LedgerPage]
) -> None:
    page = show("ledger", "print")
    qtbot.waitUntil(page.panel.isVisible, timeout=WAIT_MS)
    qtbot.keyClick(page.panel.go, Qt.Key.Key_Escape)
    assert page.panel.isHidden()
    assert window.focusWidget() is page.days


def test_a_saved_pdf_is_on_record_and_proves_genuine_and_a_strange_file_does_not(
    window: MainWindow, desk: Desk, day: date, tmp_path: Path, qtbot: QtBot, show: Callable[..., LedgerPage]
) -> None:
    page = show("ledger")
    path = tmp_path / "out.pdf"
    page.paper.save(path)
    settle(qtbot, window.context)
    claimed = read_facts(path)
    assert claimed is not None
    assert claimed.serial in page.outcome.text.text()
    assert check_ledger(desk, path).state is PrintState.GENUINE
    page.paper.verify(path)
    settle(qtbot, window.context)
    assert "Genuine" in page.outcome.text.text()
    strange = tmp_path / "strange.pdf"
    strange.write_bytes(path.read_bytes() + b"\n")
    page.paper.verify(strange)
    settle(qtbot, window.context)
    assert "Altered" in page.outcome.text.text()


def test_the_printer_gets_every_page_and_is_remembered(
    window: MainWindow, desk: Desk, day: date, settings: QSettings, tmp_path: Path, show: Callable[..., LedgerPage]
) -> None:
    pdf = preview_ledger(desk, day).pdf
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    draw_pages(pdf, printer, "file")
    assert len(page_sizes((tmp_path / "paper.pdf").read_bytes())) == len(page_sizes(pdf)) > 1
    settings.setValue("print/printer", "second")
    page = show("ledger")
    page.panel.ask(("first", "second"), str(settings.value("print/printer")), str(day), str(tmp_path))
    assert page.panel.printers.currentText() == "second"


def test_a_page_is_drawn_as_the_printer_gets_it(tmp_path: Path, desk: Desk, day: date) -> None:
    pdf = preview_ledger(desk, day).pdf
    drawn = page_image(pdf, 0, 144)
    assert (drawn.width, drawn.height) == (1191, 1684)  # A4 at two pixels a point
    assert len(set(drawn.pixels[:: 4 * 97])) > 2
    path = tmp_path / "p.pdf"
    path.write_bytes(pdf)
    assert "Preview" in read_pages(path)[0]


def test_before_the_first_day_the_page_says_what_will_stand_here(
    show: Callable[..., LedgerPage], clock: Clock, day: date
) -> None:
    clock.now = daywork.wall(day - _DAY, "07:00")
    assert show("ledger").state == "empty"


def test_somebody_without_the_right_reads_why_nothing_is_shown(
    facility: Founded, seat: Callable[..., Desk], settings: QSettings, qtbot: QtBot
) -> None:
    officer = seat("wang", Role.OFFICER)
    context = Context(officer, facility.machine, settings)
    page = LedgerPage(context)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    settle(qtbot, context)
    assert page.state == "error"
