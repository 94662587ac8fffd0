"""Registers in the window: every one of them made from its declaration."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.facts.registers import Filter, all_registers
from facility_app.services import register_board, registers
from resources.text import _
from tests.conftest import Clock
from tests.registers import entries as made_up
from tests.services import daywork
from tests.ui.conftest import settle
from tests.ui.waiting import WAIT_MS
from ui.pages.registers import RegistersPage
from ui.pages.registers.form import Mode
from ui.shell.window import MainWindow

_CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def lists(desk: Desk, day: date) -> None:
    made_up.fill_lists(desk)


@pytest.fixture
def page(lists: None, show: Callable[..., RegistersPage]) -> Iterator[RegistersPage]:
    yield show("registers", "disinfection")


def _type(qtbot: QtBot, page: RegistersPage, key: str, text: str) -> None:
    editor = page.form.form.fields[key].editor
    editor.setFocus()
    qtbot.keyClicks(editor, text)


def _choose(page: RegistersPage, key: str, value: str) -> None:
    page.form.form.fields[key].set_text(value)


def _hand_in(qtbot: QtBot, page: RegistersPage, window: MainWindow) -> None:
    last = list(page.form.form.fields.values())[-1].editor
    for _press in range(2):  # a hand that trembles; one act is meant
        qtbot.keyClick(last, Qt.Key.Key_Return, _CONTROL)
    settle(qtbot, window.context)


def test_an_entry_is_typed_filled_in_signed_corrected_and_voided_by_keys(
    window: MainWindow, desk: Desk, page: RegistersPage, qtbot: QtBot
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_N, _CONTROL)
    assert page.form.mode is Mode.NEW
    _hand_in(qtbot, page, window)
    assert page.form.form.fields["area_id"].editor.property("wrong") is True
    _choose(page, "area_id", made_up.listed("area", 0))
    _choose(page, "occasion", "daily")
    _choose(page, "method", "wiping")
    _choose(page, "concentration", "５００")
    _hand_in(qtbot, page, window)
    assert page.form.isHidden()
    (entry,) = registers.list_entries(desk, "disinfection", Filter()).entries
    assert (entry.values["method"], int(entry.values["concentration"]), entry.by) == ("wiping", 500, "甲一")
    assert page.row is not None
    assert page.row.id == entry.id
    assert page.acts.sign.isEnabled() is True
    page.fill_in()
    assert list(page.form.form.fields) == ["checked_by_id"]
    qtbot.keyClick(page.form.form.fields["checked_by_id"].editor, Qt.Key.Key_Escape)
    assert page.form.isHidden()
    qtbot.keyClick(page, Qt.Key.Key_F2)
    page.form.form.fields["concentration"].set_text("1000")
    _hand_in(qtbot, page, window)
    assert page.form.form.fields["reason"].editor.property("wrong") is True
    _type(qtbot, page, "reason", "misread")
    _hand_in(qtbot, page, window)
    (entry,) = registers.list_entries(desk, "disinfection", Filter()).entries
    assert int(entry.values["concentration"]) == 1000
    qtbot.keyClick(page, Qt.Key.Key_Delete, _CONTROL)
    assert list(page.form.form.fields) == ["reason"]
    _type(qtbot, page, "reason", "typed twice")
    _hand_in(qtbot, page, window)
    assert registers.list_entries(desk, "disinfection", Filter()).count == 0
    assert "first entry" in page.entries.totals.text()


def test_what_is_no_figure_is_said_beside_its_field_and_stays_typed(
    window: MainWindow, page: RegistersPage, qtbot: QtBot
) -> None:
    page.new_entry()
    _choose(page, "area_id", made_up.listed("area", 0))
    _choose(page, "occasion", "daily")
    _choose(page, "method", "wiping")
    _type(qtbot, page, "concentration", "much")
    _hand_in(qtbot, page, window)
    field = page.form.form.fields["concentration"]
    assert field.editor.property("wrong") is True
    assert field.text() == "much"
    assert page.is_dirty()


def test_an_open_entry_is_signed_by_whoever_is_logged_in_with_one_key(
    window: MainWindow, desk: Desk, page: RegistersPage, qtbot: QtBot
) -> None:
    values = {"area_id": made_up.listed("area", 0), "occasion": "daily", "method": "wiping", "done_by_id": "001"}
    kept = registers.add_entry(desk, "disinfection", values)
    page.refresh()
    settle(qtbot, window.context)
    qtbot.keyClick(page, Qt.Key.Key_F3)
    assert page.row is not None
    assert page.row.id == kept.id
    qtbot.keyClick(page, Qt.Key.Key_G, _CONTROL)
    settle(qtbot, window.context)
    found = registers.list_entries(desk, "disinfection", Filter())
    own = register_board.choices_of(desk, "disinfection").own
    assert own is not None
    assert found.entries[0].values["checked_by_id"] == own.id
    assert not page.acts.sign.isEnabled()


def test_blind_spots_are_a_matrix_from_which_the_missing_entry_is_one_key(
    window: MainWindow, desk: Desk, clock: Clock, day: date, page: RegistersPage, qtbot: QtBot
) -> None:
    clock.now = daywork.wall(day, "12:30")
    page.tabs.setCurrentWidget(page.cover)
    settle(qtbot, window.context)
    assert page.cover.sum.text() == "0 of 4 done, 2 left out"
    table = page.cover.table
    assert table is not None
    assert table.model().index(0, 1).data() == "▲ left out"
    assert table.model().index(0, 2).data() == "● to do now"
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert page.form.mode is Mode.NEW
    subject = table.model().index(0, 0).data()
    assert page.form.form.fields["area_id"].text() == subject
    _choose(page, "occasion", "daily")
    _choose(page, "method", "wiping")
    _hand_in(qtbot, page, window)
    assert page.cover.sum.text() == "1 of 4 done, 2 left out"
    page.cover.day.setText("nonsense")
    page.cover.asked.emit()
    settle(qtbot, window.context)
    assert page.cover.day.property("wrong") is True


def test_stock_and_the_hours_of_the_month_are_told(
    window: MainWindow, desk: Desk, lists: None, qtbot: QtBot, show: Callable[..., RegistersPage]
) -> None:
    material = made_up.listed("material", 0)
    registers.add_entry(desk, "stock_movement", {"material_id": material, "movement": "in", "quantity": 40})
    page = show("registers", "stock_movement")
    page.tabs.setCurrentWidget(page.stock)
    settle(qtbot, window.context)
    table = page.stock.table
    assert table is not None
    said = [table.model().index(0, place).data() for place in range(table.model().columnCount())]
    assert said[1:7] == [material, "0", "40", "0", "0", "40"]
    page = show("registers", "lesson")
    page.tabs.setCurrentWidget(page.month)
    settle(qtbot, window.context)
    assert page.month.sum.text().startswith("30 of 30")
    short = {"cell_id": "一监区 101", "kind": "extra", "way": "face", "counted": 8, "away": 0, "counted_by_id": "001"}
    called = registers.add_entry(desk, "roll_call", short)
    page = show("registers", "roll_call")
    assert page.entries.table.rows[0].state_text == "-2 unexplained"
    registers.fill_in(desk, "roll_call", called.id, {"explanation": "虚构说明"})
    page.refresh()
    settle(qtbot, window.context)
    assert page.entries.table.rows[0].state_text == "-2 explained"
    assert window.inspector is not None


def test_filters_narrow_the_list_and_pages_turn(
    window: MainWindow, desk: Desk, clock: Clock, day: date, page: RegistersPage, qtbot: QtBot
) -> None:
    area = made_up.listed("area", 0)
    rows = [
        {"area_id": area, "occasion": "daily", "method": ("wiping", "boiling")[n % 2], "done_by_id": "001",
         "at": clock.now - timedelta(seconds=n), "agent": f"agent {n}"}
        for n in range(120)
    ]  # fmt: skip
    registers.take_over_entries(desk, "disinfection", rows)
    page.refresh()
    settle(qtbot, window.context)
    assert (len(page.entries.table.rows), page.entries.totals.text()) == (100, "120 entries")
    qtbot.keyClick(page, Qt.Key.Key_PageDown, _CONTROL)
    settle(qtbot, window.context)
    assert len(page.entries.table.rows) == 20
    box = page.entries.choices["method"]
    box.setCurrentIndex(box.findData("boiling"))
    settle(qtbot, window.context)
    assert page.entries.totals.text() == "60 entries"
    box.setCurrentIndex(0)
    qtbot.keyClicks(page.entries.text, "agent 11")
    qtbot.waitUntil(lambda: page.entries.totals.text() == "11 entries", timeout=WAIT_MS)  # 11, 110 to 119


def test_every_register_has_its_form_and_each_control_its_name(
    window: MainWindow, lists: None, show: Callable[..., RegistersPage]
) -> None:
    for register in all_registers():
        page = show("registers", f"{register.name}/new")
        asked = {one.key for one in register.fields if not one.computed and not one.is_later}
        assert set(page.form.form.fields) == asked, register.name
        assert all(one.editor.accessibleName() for one in page.form.form.fields.values())
        assert _(register.label) in page.form.title.text()
        columns = page.entries.table.model().columnCount()
        assert columns == len(register.columns) + (0 if register.is_list else 3)  # number, time, state


def test_a_file_is_tried_first_and_bad_rows_are_listed(
    window: MainWindow, desk: Desk, day: date, page: RegistersPage, qtbot: QtBot, tmp_path: Path
) -> None:
    area = made_up.listed("area", 0)
    bad = tmp_path / "bad.csv"
    head = "Time,Area,Occasion,Method,Done by\n"
    time = f"{day} 05:00"
    bad.write_text(f"{head}{time},{area},daily,wiping,001\n{time},nowhere,daily,wiping,001\n", "utf-8")
    page.files.try_out(bad)
    settle(qtbot, window.context)
    assert "nowhere" in page.outcome.problems.toPlainText()
    assert page.outcome.go.isHidden()
    good = tmp_path / "good.csv"
    good.write_text(f"{head}{time},{area},daily,wiping,001\n", "utf-8")
    page.files.try_out(good)
    settle(qtbot, window.context)
    assert registers.list_entries(desk, "disinfection", Filter()).count == 0
    qtbot.mouseClick(page.outcome.go, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert registers.list_entries(desk, "disinfection", Filter()).count == 1
    target = tmp_path / "out.xlsx"
    page.files.give(target)
    settle(qtbot, window.context)
    assert target.is_file()


def test_people_are_found_by_a_part_of_the_name_and_stand_by_number(
    window: MainWindow, lists: None, qtbot: QtBot, show: Callable[..., RegistersPage]
) -> None:
    page = show("registers", "incident/new")
    field = page.form.form.fields["people"]
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, "K00003")
    settle(qtbot, window.context)
    offered = list(field._numbers)  # type: ignore[attr-defined]
    assert any(one.startswith("K00003") for one in offered)
    field._take(offered[0])  # type: ignore[attr-defined]
    assert field.text() == "K00003"


def test_the_key_equals_puts_in_the_time_of_the_facility(
    clock: Clock, day: date, qtbot: QtBot, page: RegistersPage
) -> None:
    page.new_entry()
    field = page.form.form.fields["at"]
    qtbot.keyClick(field.editor, Qt.Key.Key_Equal)
    assert field.text() == f"{day} 06:00"


def test_what_was_typed_of_a_new_entry_stays_as_a_draft_until_it_is_handed_in(
    window: MainWindow, desk: Desk, page: RegistersPage, qtbot: QtBot
) -> None:
    page.new_entry()
    _choose(page, "area_id", made_up.listed("area", 0))
    _type(qtbot, page, "agent", "chlorine")
    qtbot.keyClick(page.form.form.fields["agent"].editor, Qt.Key.Key_Escape)
    settle(qtbot, window.context)
    assert page.form.isHidden()
    page.refresh()
    settle(qtbot, window.context)
    page.new_entry()
    assert page.form.form.fields["agent"].text() == "chlorine"
    _choose(page, "occasion", "daily")
    _choose(page, "method", "wiping")
    _hand_in(qtbot, page, window)
    (entry,) = registers.list_entries(desk, "disinfection", Filter()).entries
    assert entry.values["agent"] == "chlorine"
    page.new_entry()
    assert page.form.form.fields["agent"].text() == ""
    qtbot.keyClick(page.form.form.fields["agent"].editor, Qt.Key.Key_Escape)

    page.correct()
    page.form.form.fill({"agent": "", "concentration": "250", "reason": "misread"})
    page.keep_draft()  # as the lock does
    settle(qtbot, window.context)
    again = RegistersPage(window.context)
    qtbot.addWidget(again)
    again.open("disinfection")
    again.refresh()
    settle(qtbot, window.context)
    again.correct()
    settle(qtbot, window.context)
    texts = again.form.form.values()
    assert (texts["agent"], texts["concentration"], texts["reason"]) == ("", "250", "misread")
    assert texts["method"] == "wiping" and again.is_dirty()
    _hand_in(qtbot, again, window)
    (entry,) = registers.list_entries(desk, "disinfection", Filter()).entries
    assert (entry.values["agent"], int(entry.values["concentration"])) == (None, 250)
    again.correct()
    assert not again.is_dirty()
