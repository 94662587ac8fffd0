"""The board of cells: somebody is moved by keys and by the mouse, with the verdict in sight."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.values import CellKind, Sex
from facility_app.access import Desk
from facility_app.acts.cells import NewCell
from facility_app.core.values import Unavailable
from facility_app.facts.cell_board import BoardCell
from facility_app.services import cells, drafts, placing
from resources.text import N_
from tests.services import daywork
from tests.ui.conftest import settle
from ui.context import Context
from ui.pages.cells import CellsPage
from ui.pages.cells.card import CellCard
from ui.shell.window import MainWindow

KEY = Qt.Key


@pytest.fixture
def page(window: MainWindow, desk: Desk, day: date, qtbot: QtBot) -> CellsPage:
    """Twenty-seven men in 101 to 103 of block one, three women in 101 of block two, and an empty cell for men."""
    cells.add_cell(desk, NewCell("一监区", "109", CellKind.ORDINARY, 2, sex=Sex.MALE))
    window.show_page("cells", None)
    settle(qtbot, window.context)
    shown = window.current
    assert isinstance(shown, CellsPage)
    return shown


def press(qtbot: QtBot, page: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        target = QApplication.activePopupWidget() or page.window().focusWidget()
        assert target is not None
        qtbot.keyClick(target, key)


def cell_of(desk: Desk, number: str) -> BoardCell:
    return next(cell for cell in placing.see_board(desk).cells if number in [one.subject.number for one in cell.living])


def card(page: CellsPage, block: str, code: str) -> CellCard:
    return next(one for one in page.board.cards if one.cell and (one.cell.block, one.cell.code) == (block, code))


def slot_of(page: CellsPage, number: str) -> tuple[CellCard, QPoint]:
    for one in page.board.cards:
        at = one.place_of(number)
        if at is not None:
            return one, one.slot(at).center()
    raise AssertionError(number)


def drag(qtbot: QtBot, page: CellsPage, number: str, target: CellCard, *, release: bool = True) -> None:
    source, start = slot_of(page, number)
    there = source.mapFromGlobal(target.mapToGlobal(QPoint(target.width() // 2, 20)))
    qtbot.mousePress(source, Qt.MouseButton.LeftButton, pos=start)
    for point in (start + QPoint(30, 30), there):
        qtbot.mouseMove(source, point)
    settle(qtbot, page.context)
    qtbot.mouseMove(source, there + QPoint(1, 1))
    if release:
        qtbot.mouseRelease(source, Qt.MouseButton.LeftButton, pos=there)


def test_every_person_stands_on_the_board_and_the_totals_agree(page: CellsPage) -> None:
    shown = [bed.occupant.subject.number for one in page.board.cards for bed in one.beds if bed.occupant]
    assert sorted(shown) == [daywork.number(place) for place in range(30)]
    assert card(page, "一监区", "109").beds[0].occupant is None
    assert "30" in page._totals.text()


def test_arrows_walk_over_beds_and_on_to_the_next_cell(page: CellsPage, qtbot: QtBot) -> None:
    first = page.board.cards[0]
    first.choose(0)
    first.setFocus()
    press(qtbot, page, KEY.Key_Right, KEY.Key_Down)
    assert first.at == 3
    press(qtbot, page, KEY.Key_Right)
    focused = page.window().focusWidget()
    assert isinstance(focused, CellCard)
    assert focused is not first


def test_somebody_is_moved_by_the_keyboard_alone(page: CellsPage, desk: Desk, qtbot: QtBot) -> None:
    page.board.choose_person("K00000")
    press(qtbot, page, KEY.Key_F2)
    settle(qtbot, page.context)
    field = page.window().focusWidget()
    assert field is not None
    page.move_panel._submit()
    assert field.accessibleDescription() == "This must be filled in."
    page.move_panel.form.fill({"cell": "１０９"})  # as an input method leaves digits
    press(qtbot, page, KEY.Key_Return)
    reason = page.window().focusWidget()
    assert reason is not None
    qtbot.keyClicks(reason, "same dialect as nobody here")
    press(qtbot, page, KEY.Key_Return, KEY.Key_Return)  # a hand that trembles; one move is meant
    settle(qtbot, page.context)
    assert cell_of(desk, "K00000").code == "109"
    assert page.move_panel.isHidden()
    assert card(page, "一监区", "109").place_of("K00000") == 0


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_half_a_move_is_there_again_after_the_lock(page: CellsPage, desk: Desk, qtbot: QtBot) -> None:
    page.board.choose_person("K00000")
    page.begin_move()
    settle(qtbot, page.context)
    page.move_panel.form.fill({"cell": "一监区/109", "reason": "same dialect as nobody here"})
    page.keep_draft()  # as the lock does
    settle(qtbot, page.context)
    again = CellsPage(page.context)
    qtbot.addWidget(again)
    again.refresh()
    settle(qtbot, page.context)
    for number, cell, reason in (("K00001", "", ""), ("K00000", "一监区/109", "same dialect as nobody here")):
        again.board.choose_person(number)
        again.begin_move()
        settle(qtbot, page.context)
        assert again.move_panel.form.fields["cell"].text() == cell
        assert again.move_panel.form.fields["reason"].text() == reason
    again.move_panel._submit()
    settle(qtbot, page.context)
    assert cell_of(desk, "K00000").code == "109"
    assert drafts.read_draft(desk, "cells/K00000") == ""


def test_a_drop_asks_for_the_reason_before_anything_is_written(page: CellsPage, desk: Desk, qtbot: QtBot) -> None:
    target = card(page, "一监区", "109")
    drag(qtbot, page, "K00001", target)
    settle(qtbot, page.context)
    assert not page.move_panel.isHidden()
    press(qtbot, page, KEY.Key_Return)
    assert cell_of(desk, "K00001").code != "109"  # without a reason nothing is done
    field = page.window().focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "repair of the wash basin")
    press(qtbot, page, KEY.Key_Return)
    settle(qtbot, page.context)
    assert cell_of(desk, "K00001").code == "109"


def test_the_verdict_stands_under_the_pointer(page: CellsPage, qtbot: QtBot) -> None:
    drag(qtbot, page, "K00002", card(page, "二监区", "101"), release=False)
    said = page.board._carrying
    assert not said.isHidden()
    assert "×" in said.text() or "▲" in said.text()
    assert card(page, "一监区", "109").mark is not None


def test_a_cell_of_the_other_sex_is_refused_beside_its_field(page: CellsPage, desk: Desk, qtbot: QtBot) -> None:
    drag(qtbot, page, "K00003", card(page, "二监区", "101"))
    settle(qtbot, page.context)
    page.move_panel.form.fill({"reason": "nobody may do this", "override": "no explanation makes this lawful"})
    page.move_panel._submit()
    settle(qtbot, page.context)
    assert cell_of(desk, "K00003").block == "一监区"


def test_escape_leaves_everybody_where_they_are(page: CellsPage, desk: Desk, qtbot: QtBot) -> None:
    page.board.choose_person("K00004")
    before = cell_of(desk, "K00004").code
    press(qtbot, page, KEY.Key_M)
    settle(qtbot, page.context)
    press(qtbot, page, KEY.Key_Escape)
    assert page.move_panel.isHidden()
    assert all(one.mark is None for one in page.board.cards)
    assert cell_of(desk, "K00004").code == before


def test_only_the_cells_of_a_block_and_those_with_room_are_shown(page: CellsPage, qtbot: QtBot) -> None:
    page.block.setCurrentIndex(page.block.findData("二监区"))
    assert {one.cell.block for one in page.board.cards if one.cell} == {"二监区"}
    page.block.setCurrentIndex(0)
    page.only_free.setChecked(True)
    assert page.board.cards
    assert all(one.cell is None or one.cell.free for one in page.board.cards)


def test_whoever_is_chosen_is_in_focus(page: CellsPage, qtbot: QtBot) -> None:
    said: list[Any] = []
    page.context.focused.connect(said.append)
    source, place = slot_of(page, "K00005")
    qtbot.mouseClick(source, Qt.MouseButton.LeftButton, pos=place)
    assert said[-1].number == "K00005"


def test_a_person_is_asked_for_from_another_page(show: Callable[..., Any], page: CellsPage, qtbot: QtBot) -> None:
    show("today")
    show("cells", "K00006")
    settle(qtbot, page.context)
    assert page.move_panel.person is not None
    assert page.move_panel.person.subject.number == "K00006"


def test_no_cells_and_no_answer_are_said(desk: Desk, facility: Any, settings: Any, qtbot: QtBot) -> None:
    context = Context(desk, facility.machine, settings)
    page = CellsPage(context)
    qtbot.addWidget(page)
    page.refresh()
    settle(qtbot, context)
    assert page.state == "empty"
    page.show_error(Unavailable(N_("The store is locked.")))
    assert page.state == "error"
    context.finish()
