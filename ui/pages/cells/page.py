"""The page of cells: filters, the board, and the panel in which somebody is moved."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox

from facility_app.access import Desk
from facility_app.core.values import DaybookError
from facility_app.facts.cell_board import BoardCell, CellBoard, Occupant
from facility_app.rules.separation import Verdict
from facility_app.services.placing import Placed, judge_cells, place_person, see_board
from resources.text import N_, _, ngettext
from ui import theme
from ui.actions import Action
from ui.context import Context
from ui.pages.cells.board import Board
from ui.pages.cells.move import MovePanel
from ui.pages.cells.takelist import CellList
from ui.pages.cells.words import verdict_mark, verdict_text
from ui.pages.page import Page
from ui.widgets.basics import button, column, label

_MOVES = "placing.place_person"


class CellsPage(Page):
    """Who lives where; somebody is moved by the mouse or by the keyboard, with the verdict in sight."""

    name = "cells"
    title = N_("Cells")
    about = frozenset({"cells", "people", "releases"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._board = CellBoard((), ())
        self._verdicts: Mapping[UUID, Verdict] = {}
        self._judged_for = ""
        self._wanted = ""
        self._wants_focus = False
        self.board = Board()
        self.move_panel = MovePanel()
        self.draft = self.drafted(self.move_panel.form)
        self.list = CellList(context, self)
        self._totals = label("", quiet=True)
        self._none_fits = label(_("No cell fits the filter."), quiet=True)
        self.block = QComboBox()
        self.block.setAccessibleName(_("Block"))
        self.block.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.block.currentIndexChanged.connect(lambda _index: self._show_cells())
        self.only_free = QCheckBox(_("Only with a free bed"))
        self.only_free.toggled.connect(lambda _on: self._show_cells())
        self._move = button(_("Move …"), self.begin_move, primary=True, tip="F2")
        self._move.setEnabled(False)
        for tool in (self._totals, self.block, self.only_free):
            self.add_tool(tool)
        self.add_tool(self._move, _MOVES)
        self.set_content(column(self.move_panel, self.list.outcome, self._none_fits, self.board))
        self._connect()

    def _connect(self) -> None:
        self.board.chosen.connect(self._choose)
        self.board.opened.connect(lambda one: self.context.show_page("person", one.subject.number))
        self.board.move_asked.connect(self._begin)
        self.board.hovered.connect(self._hover)
        self.board.dropped.connect(self._drop)
        self.list.said.connect(self.show_content)
        self.move_panel.left.connect(self.leave_move)
        self.move_panel.asked.connect(self._place)

    def actions_of_page(self) -> list[Action]:
        return [
            Action(
                "cells.move",
                N_("Move the person"),
                self.begin_move,
                "F2",
                self.name,
                needs=_MOVES,
                can_run=self._has_chosen,
            ),
            Action("cells.free", N_("Only cells with a free bed"), self.only_free.toggle, "Ctrl+F", self.name),
            Action("cells.open", N_("Open the person"), self._open, "Ctrl+O", self.name, can_run=self._has_chosen),
            self.list.action(self.name),
        ]

    def open(self, what: object) -> None:
        """Show somebody by the number and begin a move, or show a cell by its code."""
        self._wanted = str(what)

    def refresh(self) -> None:
        self.wait()
        self.context.ask(see_board, self._show, self.show_error, key=self)

    def focus_first(self) -> None:
        self._wants_focus = True  # the cards may not be there yet
        self.board.focus_current()

    def is_dirty(self) -> bool:
        return not self.move_panel.isHidden()

    def _show(self, board: CellBoard) -> None:
        self._board = board
        if not board.cells:
            text = _("The cells and whoever lives in them stand here. Take over a list of cells first.")
            self.show_empty(text, self.list.action(self.name))
            return
        chosen = self.block.currentData()
        blocks = list(dict.fromkeys(one.block for one in board.cells))
        self.block.blockSignals(True)
        self.block.clear()
        self.block.addItem(_("All blocks"), None)
        for one in blocks:
            self.block.addItem(one, one)
        self.block.setCurrentIndex(max(0, self.block.findData(chosen)))
        self.block.blockSignals(False)
        people = sum(len(one.living) for one in board.cells)
        free = sum(one.free for one in board.cells)
        self._totals.setText(
            ngettext("{count} person", "{count} people", people).format(count=people)
            + " · "
            + ngettext("{count} free bed", "{count} free beds", free).format(count=free)
        )
        self._show_cells()
        self.show_content()
        if self._wants_focus and self.isVisible() and self.move_panel.isHidden():
            self.board.focus_current()
        self._wants_focus = False
        self._show_wanted()

    def _show_cells(self) -> None:
        block, only_free = self.block.currentData(), self.only_free.isChecked()
        cells = [one for one in self._board.cells if block in (None, one.block) and (one.free or not only_free)]
        self.board.show_cells(self._board, cells)
        self._none_fits.setVisible(not cells)
        self._mark()

    def _show_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if not wanted:
            return
        person = self.board.choose_person(wanted)
        if person is not None:
            self._begin(person)
            return
        card = next((one for one in self.board.cards if one.cell and one.cell.code == wanted), None)
        if card is not None:
            card.setFocus()
            self.board.ensureWidgetVisible(card, 0, theme.L)

    def _choose(self, one: Occupant | None) -> None:
        self._move.setEnabled(one is not None)
        if one is not None:
            self.context.focus(one.subject)

    def _has_chosen(self) -> bool:
        return self.board.occupant is not None

    def _open(self) -> None:
        one = self.board.occupant
        if one is not None:
            self.context.show_page("person", one.subject.number)

    def begin_move(self) -> None:
        """Move whoever is chosen."""
        one = self.board.occupant
        if one is not None:
            self._begin(one)

    def _begin(self, one: Occupant, cell: BoardCell | None = None) -> None:
        if not self.context.may(_MOVES):
            return
        self.draft.leave()
        self.move_panel.begin(one, self._board)
        self._judge(one)
        if cell is not None:
            self.move_panel.choose_cell(cell)
        self.draft.begin(self._draft_of(one))

    def _draft_of(self, one: Occupant) -> str:
        return f"{self.name}/{one.subject.number}"

    def leave_move(self) -> None:
        """Move nobody; what was typed is kept as a draft."""
        self.draft.leave()
        self.move_panel.hide()
        self._forget()
        self.board.focus_current()

    def _judge(self, one: Occupant) -> None:
        """Ask once what the rules say of every cell."""
        if self._judged_for == one.subject.number:
            self.move_panel.show_verdicts(self._verdicts)
            return
        self._judged_for, self._verdicts = one.subject.number, {}
        number = one.subject.number
        self.context.ask(lambda desk: judge_cells(desk, number), self._show_verdicts, self._not_judged, key="verdicts")

    def _show_verdicts(self, verdicts: Mapping[UUID, Verdict]) -> None:
        self._verdicts = verdicts
        if not self.move_panel.isHidden():
            self.move_panel.show_verdicts(verdicts)
        self._mark()

    def _not_judged(self, error: DaybookError) -> None:
        self._forget()
        self.context.failed.emit(error)

    def _forget(self) -> None:
        self._judged_for, self._verdicts = "", {}
        self._mark()

    def _mark(self) -> None:
        own = {x.id for x in self._board.cells if self._judged_for in {one.subject.number for one in x.living}}
        self.board.show_marks({cell: verdict_mark(one) for cell, one in self._verdicts.items() if cell not in own})

    def _hover(self, one: Occupant, cell: BoardCell | None) -> None:
        if not self.context.may(_MOVES):
            return
        self._judge(one)
        verdict = self._verdicts.get(cell.id) if cell else None
        text = f"{one.subject.name} → {cell.code if cell else '…'}"
        if verdict is None:
            self.board.say_carried(text, theme.colours().accent)
            return
        colour = getattr(theme.colours(), verdict_mark(verdict).colour)
        self.board.say_carried(f"{text}\n{verdict_text(verdict)}", colour)

    def _drop(self, one: Occupant, cell: BoardCell | None) -> None:
        if cell is None or one.subject.id in {other.subject.id for other in cell.living}:
            self.leave_move()
            return
        self._begin(one, cell)

    def _place(self, one: Occupant, cell: BoardCell, reason: str, override: str) -> None:
        number = one.subject.number

        def place(desk: Desk) -> Placed:
            return place_person(desk, number, cell.code, cell.block, reason=reason, override_reason=override or None)

        def placed(_where: Placed) -> None:
            self.draft.drop(self._draft_of(one))
            self.leave_move()

        self.context.do(
            place,
            placed,
            self.move_panel.show_error,
            changes=frozenset({"cells", "people", "history"}),
            saved=_("{name} is in cell {cell}").format(name=one.subject.name, cell=cell.code),
            once=self.move_panel,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_dirty():
            self.leave_move()
        else:
            super().keyPressEvent(event)
