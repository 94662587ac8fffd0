"""A temperature round keyed at the cell door: digits and Enter, and nothing typed is lost."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.core.values import Invalid
from facility_app.facts.round_sheet import SheetRow
from facility_app.services import care, journal, rounds, staff
from tests.conftest import Clock
from tests.services.daywork import number, wall
from tests.ui.conftest import PEOPLE, settle
from ui.pages.rounds import RoundsPage
from ui.pages.rounds.keying import Mark
from ui.pages.rounds.typed import celsius_of
from ui.shell.window import MainWindow
from ui.widgets.fields import Form

Show = Callable[..., Any]
Read = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, show: Show, day: date, clock: Clock) -> RoundsPage:
    """The morning round at eight o'clock."""
    clock.now = wall(day, "08:00")
    shown = show("rounds")
    assert isinstance(shown, RoundsPage)
    return shown


@pytest.fixture
def read(page: RoundsPage, qtbot: QtBot) -> Read:
    """Waits until what was written is on the sheet."""

    def until() -> None:
        settle(qtbot, page.context)
        page.keying.read()
        settle(qtbot, page.context)

    return until


def press(qtbot: QtBot, page: RoundsPage, *keys: str | Qt.Key) -> None:
    """Keys, one after the other, to whatever has the cursor."""
    for one in keys:
        for key in one if isinstance(one, str) else (one,):
            at = QApplication.focusWidget() or page.grid
            if isinstance(key, str) and not key.isascii():
                event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, key)
                QApplication.sendEvent(at, event)
            else:
                qtbot.keyClick(at, key)


def key_in(qtbot: QtBot, page: RoundsPage, *values: str) -> None:
    for one in values:
        press(qtbot, page, one, Qt.Key.Key_Return)


def row_of(page: RoundsPage, whose: str) -> SheetRow:
    return next(row for _group, row in page.keying.rows() if row.subject.number == whose)


def measured(desk: Desk, day: date) -> dict[str, Decimal]:
    lines = rounds.round_coverage(desk, day, "am").lines
    return {one.reading.measured.subject.number: one.reading.measured.celsius for one in lines}


@pytest.mark.parametrize("typed", ["365", "36.5", "３６５", "36。5", " 36.5 ", "３６．５"])
def test_typed_reading_is_read_however_it_is_typed(typed: str) -> None:
    assert celsius_of(typed) == Decimal("36.5")


@pytest.mark.parametrize("typed", ["", "3", "3655", "36.55", "abc", "36,5,1", "-36"])
def test_what_is_no_temperature_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        celsius_of(typed)


def test_digits_and_enter_measure_a_cell_from_bed_to_bed(
    page: RoundsPage, read: Read, qtbot: QtBot, desk: Desk, day: date
) -> None:
    first = [one.subject.number for one in page.grid.rows_model.rows]
    key_in(qtbot, page, "365", "36.8", "３６７")
    press(qtbot, page, "364", Qt.Key.Key_Down)
    settle(qtbot, page.context)
    expected = dict(zip(first, map(Decimal, ("36.5", "36.8", "36.7", "36.4")), strict=False))
    assert measured(desk, day) == expected
    read()
    assert f"measured 4 of {PEOPLE}" in page.footer.measured.text()
    assert f"{PEOPLE + 2 - 4} missing" in page.footer.missing.text()
    assert page.footer.saved.text().startswith("✓ saved 08:00")
    assert page.cells.rows[0].measured == 4


def test_editor_of_a_reading_takes_no_input_method(page: RoundsPage, qtbot: QtBot) -> None:
    press(qtbot, page, "3")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert not editor.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_enter_in_the_last_bed_goes_on_in_the_next_cell(page: RoundsPage, read: Read, qtbot: QtBot) -> None:
    key_in(qtbot, page, *["365"] * 10)
    assert page.cells.currentIndex().row() == 1
    key_in(qtbot, page, "366")
    read()
    assert (page.cells.rows[0].measured, page.cells.rows[1].measured) == (10, 1)


def test_next_missing_goes_over_the_cells_to_the_staff(page: RoundsPage, qtbot: QtBot, desk: Desk, read: Read) -> None:
    for place in range(PEOPLE):
        rounds.take_reading(desk, ReadingTaken(Decimal("36.5"), number(place)))
    read()
    press(qtbot, page, Qt.Key.Key_F3)
    key_in(qtbot, page, "362")
    settle(qtbot, page.context)
    read()
    staff = page.cells.rows[-1]
    assert staff.is_staff
    assert staff.measured == 1
    assert "1 missing" in page.footer.missing.text()


def test_refused_reading_stays_with_its_reason_until_it_is_right(
    page: RoundsPage, qtbot: QtBot, desk: Desk, day: date
) -> None:
    row = page.grid.current_row
    assert row is not None
    key_in(qtbot, page, "29")
    settle(qtbot, page.context)
    typed = page.keying.typed(row)
    assert typed is not None
    assert (typed.text, typed.mark) == ("29", Mark.REFUSED)
    assert row.subject.name in page.problem.text()
    assert page.is_dirty()
    page.go_to(row)
    key_in(qtbot, page, "369")
    settle(qtbot, page.context)
    assert measured(desk, day) == {row.subject.number: Decimal("36.9")}
    assert not page.problem.isVisible()


def test_reading_of_another_workstation_is_never_overwritten(
    page: RoundsPage, qtbot: QtBot, desk: Desk, day: date, read: Read
) -> None:
    row = page.grid.current_row
    assert row is not None
    rounds.take_reading(desk, ReadingTaken(Decimal("37.0"), row.subject.number))
    key_in(qtbot, page, "365")
    settle(qtbot, page.context)
    typed = page.keying.typed(row)
    assert typed is not None
    assert "measured in this round already" in typed.problem
    read()
    assert measured(desk, day) == {row.subject.number: Decimal("37.0")}
    assert page.keying.typed(row_of(page, row.subject.number)) is not None
    page.go_to(row_of(page, row.subject.number))
    press(qtbot, page, "=")
    panel: Any = page.answers.panel
    panel.form.submitted.emit()
    settle(qtbot, page.context)
    lines = rounds.round_coverage(desk, day, "am").lines
    assert [one.reading.measured.celsius for one in lines] == [Decimal("37.0"), Decimal("36.5")]


def test_nothing_moves_while_a_hand_is_typing(page: RoundsPage, qtbot: QtBot, desk: Desk, read: Read) -> None:
    press(qtbot, page, "36")
    rounds.take_reading(desk, ReadingTaken(Decimal("36.6"), page.grid.rows_model.rows[3].subject.number))
    read()
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "36"
    press(qtbot, page, "7", Qt.Key.Key_Return)
    read()
    assert page.cells.rows[0].measured == 2


def test_reason_is_two_keys_away(page: RoundsPage, qtbot: QtBot, desk: Desk, day: date) -> None:
    row = page.grid.current_row
    assert row is not None
    press(qtbot, page, "/", "2")
    settle(qtbot, page.context)
    assert page.answers.panel is None
    (missing,) = [one for one in rounds.round_coverage(desk, day, "am").people.missing if one.reason is not None]
    assert (missing.subject.number, missing.reason and missing.reason.id) == (row.subject.number, "court")


def test_one_key_says_that_somebody_refused_and_one_that_the_doctor_was_told(
    page: RoundsPage, qtbot: QtBot, desk: Desk, day: date, read: Read
) -> None:
    press(qtbot, page, "-")
    settle(qtbot, page.context)
    (missing,) = [one for one in rounds.round_coverage(desk, day, "am").people.missing if one.reason is not None]
    assert missing.reason is not None and missing.reason.id == "refused"
    read()
    page.grid.stand_on(0)
    press(qtbot, page, Qt.Key.Key_F8)
    settle(qtbot, page.context)
    (missing,) = [one for one in rounds.round_coverage(desk, day, "am").people.missing if one.reason is not None]
    assert missing.reason is not None and missing.reason.id == "refused_doctor_told"
    page.grid.stand_on(1)
    key_in(qtbot, page, "382")
    read()
    page.grid.stand_on(1)
    press(qtbot, page, Qt.Key.Key_F8)
    settle(qtbot, page.context)
    (case,) = care.open_cases(desk).cases
    informed = case.stage("informed").done
    assert informed is not None and informed.by == "虚构医生二"
    staff.add_staff(desk, "003", "虚构医生三", "医生")  # of two nobody guesses
    page.grid.stand_on(2)
    key_in(qtbot, page, "383")
    read()
    page.grid.stand_on(2)
    press(qtbot, page, Qt.Key.Key_F8)
    settle(qtbot, page.context)
    panel: Any = page.answers.panel
    assert [one.text() for one in panel.buttons] == ["1  虚构医生二 (002)", "2  虚构医生三 (003)"]
    press(qtbot, page, "2")
    settle(qtbot, page.context)
    assert page.answers.panel is None
    told = [one.stage("informed").done for one in care.open_cases(desk).cases]
    assert sorted(one.by for one in told if one) == ["虚构医生三", "虚构医生二"]


def test_fever_is_measured_again_with_another_device_when_the_rest_is_over(
    page: RoundsPage, qtbot: QtBot, desk: Desk, day: date, clock: Clock, read: Read
) -> None:
    row = page.grid.current_row
    assert row is not None
    page.head.device.setText("T1")
    clock.now = wall(day, "08:00")
    key_in(qtbot, page, "382")
    read()
    assert "from 08:15" in page.footer.recheck.text()
    assert "■ 38.2" in page.grid.rows_model.index(0, 4).data()
    assert "◆" in page.grid.rows_model.index(0, 5).data()
    clock.now = wall(day, "08:20")
    page.go_to(row)
    press(qtbot, page, "=", "384", Qt.Key.Key_Return, "T2", Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Return)
    settle(qtbot, page.context)
    read()
    assert row_of(page, row.subject.number).is_alarming
    assert [one.state.value for one in rounds.round_coverage(desk, day, "am").abnormal] == ["confirmed"]


def test_symptoms_go_with_the_reading_that_follows(page: RoundsPage, qtbot: QtBot, desk: Desk, day: date) -> None:
    press(qtbot, page, "+")
    panel: Any = page.answers.panel
    panel.boxes["dry_cough"].setFocus()
    press(qtbot, page, Qt.Key.Key_Space, Qt.Key.Key_Return)
    key_in(qtbot, page, "366")
    settle(qtbot, page.context)
    (line,) = rounds.round_coverage(desk, day, "am").lines
    assert line.reading.measured.symptoms == {"dry_cough"}


def test_kept_reading_is_corrected_only_with_a_reason(
    page: RoundsPage, qtbot: QtBot, desk: Desk, day: date, read: Read
) -> None:
    row = page.grid.current_row
    assert row is not None
    key_in(qtbot, page, "365")
    read()
    page.go_to(row)
    key_in(qtbot, page, "368")
    panel: Any = page.answers.panel
    assert panel is not None
    assert measured(desk, day)[row.subject.number] == Decimal("36.5")
    press(qtbot, page, Qt.Key.Key_Return)
    settle(qtbot, page.context)
    form: Form = panel.form
    assert measured(desk, day)[row.subject.number] == Decimal("36.5")
    form.fields["reason"].set_text("typed wrong")
    form.submitted.emit()
    settle(qtbot, page.context)
    assert measured(desk, day)[row.subject.number] == Decimal("36.8")
    assert page.answers.panel is None


def test_reading_that_is_undone_is_missing_again(page: RoundsPage, qtbot: QtBot, desk: Desk, read: Read) -> None:
    key_in(qtbot, page, "365")
    read()
    assert f"measured 1 of {PEOPLE}" in page.footer.measured.text()
    journal.undo_last(desk)
    read()
    assert f"measured 0 of {PEOPLE}" in page.footer.measured.text()
    assert page.keying.tally is not None
    assert page.keying.tally.first_missing(1) == [page.grid.rows_model.rows[0]]


def test_round_that_is_not_being_made_now_asks_for_the_time(
    page: RoundsPage, qtbot: QtBot, desk: Desk, day: date, clock: Clock
) -> None:
    clock.now = wall(day, "17:10")
    key_in(qtbot, page, "365")
    assert "Give the time" in page.problem.text()
    page.grid.stand_on(0)
    page.head.time.setFocus()
    press(qtbot, page, "0730365", Qt.Key.Key_Return)
    assert page.head.time.hasFocus() and page.head.time.selectedText() == "0730365", "it is no time"
    press(qtbot, page, "0740", Qt.Key.Key_Return)
    key_in(qtbot, page, "365")
    settle(qtbot, page.context)
    (line,) = rounds.round_coverage(desk, day, "am").lines
    assert line.reading.at == wall(day, "07:40")
    page.head.time.setFocus()
    press(qtbot, page, Qt.Key.Key_Tab)
    assert page.grid.hasFocus()
    page.cells.setFocus()
    key_in(qtbot, page, "366")
    settle(qtbot, page.context)
    values = [one.reading.measured.celsius for one in rounds.round_coverage(desk, day, "am").lines]
    assert values == [Decimal("36.5"), Decimal("36.6")], "a figure that was typed in the list of cells is a reading"


def test_footer_names_fewer_where_it_is_narrow_and_cuts_no_figure(
    page: RoundsPage, qtbot: QtBot, desk: Desk, day: date, read: Read
) -> None:
    rounds.note_absence(desk, day, "am", "court", number=number(0))
    key_in(qtbot, page, "365")
    read()
    footer, named = page.footer, []
    for width in (900, 560):
        footer.setFixedWidth(width)
        qtbot.waitUntil(lambda wide=width: footer.width() == wide)  # type: ignore[misc]
        QApplication.processEvents()
        assert all(one.width() >= one.sizeHint().width() for one in (footer.measured, footer.missing, footer.explained))
        named.append(sum(not one.isHidden() for one in footer.names))
    assert named[0] == 3 > named[1]


def test_page_of_the_morning_shows_the_evening_round_in_the_evening(
    page: RoundsPage, qtbot: QtBot, show: Show, desk: Desk, day: date, clock: Clock
) -> None:
    key_in(qtbot, page, "3O5")
    settle(qtbot, page.context)
    assert page.keying.unsaved == 1
    clock.now = wall(day, "17:10")
    show("today")
    show("rounds")
    assert page.head.window_box.currentData() == "am"  # what was refused there still waits for a hand
    press(qtbot, page, Qt.Key.Key_Up, Qt.Key.Key_Escape)
    show("today")
    show("rounds")
    assert page.head.window_box.currentData() == "pm"
    press(qtbot, page, Qt.Key.Key_Home)
    key_in(qtbot, page, "365")
    settle(qtbot, page.context)
    assert [len(rounds.round_coverage(desk, day, one).lines) for one in ("am", "pm")] == [0, 1]


def test_round_that_somebody_chose_stays(page: RoundsPage, qtbot: QtBot, show: Show, day: date, clock: Clock) -> None:
    page.head.wanted.emit(day - timedelta(days=1), "pm")
    settle(qtbot, page.context)
    assert page.keying.sheet is not None
    clock.now = wall(day, "17:10")
    show("rounds")
    assert (page.keying.sheet.day, page.head.window_box.currentData()) == (day - timedelta(days=1), "pm")


def test_round_that_cannot_be_read_says_why(page: RoundsPage, qtbot: QtBot) -> None:
    page.keying.choose(date(1990, 1, 1), "am")
    settle(qtbot, page.context)
    assert page.state == "error"
