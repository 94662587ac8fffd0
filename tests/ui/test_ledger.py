"""The ledger: days, the page as it will print, closing, print, proof, addenda."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QPushButton
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
from ui.context import Context
from ui.pages.ledger import LedgerPage
from ui.pages.ledger.printing import draw_pages
from ui.shell.window import MainWindow

_DAY = timedelta(days=1)


def test_a_day_that_is_over_is_closed_with_one_act_and_then_takes_an_addendum(
    window: MainWindow, desk: Desk, clock: Clock, day: date, qtbot: QtBot, show: Callable[..., LedgerPage]
) -> None:
    clock.now = daywork.wall(day + _DAY, "07:00")
    page = show("ledger", day)
    assert [one.day for one in page.days.rows] == [day + _DAY, day]
    assert page.line is not None
    assert page.line.day == day
    assert page.primary.text() == "Close the day"
    assert page.preview.sheets
    qtbot.mouseClick(page.primary, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    closed = days.last_closed_day(desk)
    assert closed is not None
    assert (closed.day, closed.opening, closed.closing) == (day, PEOPLE, PEOPLE)
    assert page.primary.text() == "Print"
    box = page.closing.addendum.fields["text"].editor
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.context)
    assert box.property("wrong") is True  # nothing was said
    qtbot.keyClicks(box, "late delivery")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.context)
    assert not page.is_dirty()
    assert any("late delivery" in text for text in _texts(desk, day))


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
    assert window.notice.text  # the day before is open
    (cure,) = page.closing.cures
    assert isinstance(cure, QPushButton)
    qtbot.mouseClick(cure, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert page.line is not None
    assert page.line.day == day


def test_the_preview_is_no_print_and_zooms_from_50_to_200(
    window: MainWindow, desk: Desk, day: date, qtbot: QtBot, show: Callable[..., LedgerPage]
) -> None:
    page = show("ledger")
    qtbot.waitUntil(lambda: page.preview.sheets[0].is_drawn)
    assert all(one.act.title != "Print the daily ledger" for one in journal.recent_acts(desk, with_access_log=True))
    for _ in range(8):
        page.preview.step(1)
    assert page.preview.percent == 200
    assert page.preview.sheets[0].width() == round(page_sizes(preview_ledger(desk, day).pdf)[0].width * 96 / 72 * 2)
    for _ in range(8):
        page.preview.step(-1)
    assert page.preview.percent == 50


def test_ctrl_p_from_any_page_offers_paper_and_without_a_printer_says_so(
    window: MainWindow, qtbot: QtBot, show: Callable[..., LedgerPage]
) -> None:
    show("today")
    qtbot.keyClick(window.current, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.context)
    page = window.current
    assert isinstance(page, LedgerPage)
    qtbot.waitUntil(page.panel.isVisible)
    assert page.panel.printers.count() == 0
    assert "no printer" in page.panel.text.text()
    qtbot.keyClick(page.panel.save, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.findChildren(QFileDialog)))
    page.findChildren(QFileDialog)[0].reject()


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
    page.panel.ask(("first", "second"), str(settings.value("print/printer")), str(day))
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
