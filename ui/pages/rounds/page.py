"""Rounds: everybody measured, cell by cell, with nobody forgotten and nothing lost."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.measuring_means import MeasuringMeans
from facility_app.facts.round_sheet import SheetRow
from facility_app.services import rounds
from resources.text import N_, _
from ui import theme
from ui.actions import Action
from ui.context import Context
from ui.pages.page import Page
from ui.pages.rounds import words
from ui.pages.rounds.answers import Answers
from ui.pages.rounds.celllist import CellList
from ui.pages.rounds.commands import RowCommands
from ui.pages.rounds.doorways import Doorways
from ui.pages.rounds.footer import RoundFooter
from ui.pages.rounds.grid import RoundGrid
from ui.pages.rounds.head import RoundHead
from ui.pages.rounds.keying import Keying
from ui.pages.rounds.map import MapSection
from ui.pages.rounds.signing import SignOff
from ui.widgets.basics import button, column, holder, row

_LOOK_EVERY_MS = 15_000


class RoundsPage(Page):
    """One round: cells with their coverage at left, the people of the chosen cell at right."""

    name = "rounds"
    title = N_("Rounds")
    about = frozenset({"rounds", "people", "cells"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.keying = Keying(context, self)
        self.head = RoundHead(self.keying, context.settings)
        self.grid = RoundGrid(self.keying)
        self.footer = RoundFooter()
        self.problem = QLabel()
        self.map = MapSection(context)
        self._wanted: str | None = None
        self._shown: tuple[str, str, bool] | None = None
        self._missing_state: theme.State | None = None
        self.cells = CellList(self.keying)
        self.answers = Answers(self.keying, self.grid)
        self.grid.held = self.answers.holds
        self.doorways = Doorways(self)
        self.commands = RowCommands(self)
        self.signing = SignOff(self)
        self.footer.put_beside(self.signing.line)
        self.keying.is_busy = lambda: self.grid.is_editing or self.answers.panel is not None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.problem.setObjectName("error")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.setAccessibleName(_("What is wrong"))
        self.problem.hide()
        right = column(
            *self.doorways.above, self.grid, self.doorways.beside, self.problem, self.answers, self.signing.panel
        )
        first = len(self.doorways.above)
        for place in (first, first + 1):
            right.setStretch(place, 1)
        middle = row(self.cells, right, space=theme.M)
        middle.setStretch(1, 1)
        self.map.beside, self.map.back_to = holder(middle), self.grid
        whole = column(self.head, self.map.beside, self.map, self.footer)
        whole.setStretch(1, 1)
        whole.setStretch(2, 1)
        self.set_content(whole)
        QWidget.setTabOrder(self.head.time, self.grid)
        self.add_tool(self.map.knob)
        for text, run, keys, needs in self.doorways.tools():
            self.add_tool(button(text, run, tip=keys), needs)
        self.add_tool(button(_("Next missing (F3)"), self.next_missing, primary=True))

    def _connect(self) -> None:
        keying, grid = self.keying, self.grid
        keying.sheet_read.connect(self._show)
        keying.unreadable.connect(self.show_error)
        keying.row_changed.connect(lambda _id: self._tell_state())
        keying.refused.connect(lambda _row, _sentence: self._tell_problem())
        self.head.wanted.connect(self._choose)
        self.head.entered.connect(grid.setFocus)
        self.map.chosen.connect(self.go_to)
        self.cells.selected.connect(lambda _group: self._show_group())
        self.cells.figure_typed.connect(self._type_on)
        self.footer.chosen.connect(self.go_to)
        grid.rows_model.reading_told.connect(self._reading)
        grid.rows_model.remark_told.connect(self.answers.remark)
        grid.wants_next.connect(self._go_on)
        grid.wants_missing.connect(self.next_missing)
        grid.wants_cell.connect(self.turn_cell)
        grid.commanded.connect(self.commands.run)
        grid.at_row.connect(self._stand)
        grid.pasted.connect(self.doorways.paste)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_EVERY_MS)
        self._clock.timeout.connect(keying.read)

    def actions_of_page(self) -> list[Action]:
        return [
            Action("rounds.missing", N_("Next missing"), self.next_missing, "F3", self.name),
            Action("rounds.map", N_("Map of the round"), self.map.toggle, "Ctrl+M", self.name),
            Action("rounds.next_cell", N_("Next cell"), lambda: self.turn_cell(1), "PgDown", self.name),
            Action("rounds.last_cell", N_("Cell before"), lambda: self.turn_cell(-1), "PgUp", self.name),
            *self.commands.actions(self.name),
            *self.signing.actions(self.name),
            *self.doorways.actions(self.name),
        ]

    def open(self, what: object) -> None:
        """Show a round by the id of its window, or somebody by number or as a subject."""
        text = what.number if isinstance(what, Subject) else str(what)
        sheet = self.keying.sheet
        if sheet is not None and any(one.id == text for one in sheet.windows):
            self._choose(sheet.day, text)
        else:
            self._wanted = text

    def refresh(self) -> None:
        if self.keying.is_telling:
            return
        if self.keying.sheet is None:
            self.wait()
        self.context.ask(rounds.measuring_means, self._know)
        self.keying.read()

    def _know(self, means: MeasuringMeans) -> None:
        self.keying.means = means
        self.head.offer(means.thermometers)

    def focus_first(self) -> None:
        self.grid.setFocus()

    def is_dirty(self) -> bool:
        return self.grid.is_editing or bool(self.keying.writing or self.keying.unsaved)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        self.keying.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        self.grid.leave()
        self._clock.stop()
        self.keying.rest()
        super().hideEvent(event)

    def _choose(self, day: Any, window: Any) -> None:
        self.answers.put_away()
        self.signing.put_away()
        self.keying.choose(day, window)

    def _show(self) -> None:
        sheet = self.keying.sheet
        if sheet is None:
            return
        if not sheet.groups:
            self.show_empty(
                _("Nobody is held yet, and nobody on the staff list has a post: there is nobody to measure."),
                Action(
                    "rounds.admit",
                    N_("Admit a person"),
                    lambda: self.context.show_page("intake"),
                    needs="intake.admit_person",
                ),
            )
            return
        self.head.show_round(sheet)
        self.signing.show_round(sheet)
        if words.missing_state(sheet) is not self._missing_state:
            self._missing_state = words.missing_state(sheet)
            self.grid.viewport().update()
        with QSignalBlocker(self.cells.selectionModel()):
            self.cells.renew_rows(sheet.groups)
        self._stand_on_group()
        self._show_group()
        self.map.show_sheet(sheet)
        self._tell_state()
        self.show_content()
        if self._wanted is not None:
            self._go_to_number(self._wanted)
        elif self.isVisible() and not self.grid.is_editing and self.focusWidget() is None:
            self.grid.setFocus()

    def _stand_on_group(self) -> None:
        """The cell that was shown, wherever it stands in the list now."""
        place = next((n for n, one in enumerate(self.cells.rows) if one.key == self._shown), None)
        if place is not None and place != self.cells.currentIndex().row():
            with QSignalBlocker(self.cells.selectionModel()):
                self.cells.selectRow(place)

    def _show_group(self) -> None:
        group = self.cells.current()
        if group is None:
            return
        if group.key != self._shown:
            self.grid.leave()
            self.grid.drop_late()
            self._shown = group.key
        self.grid.show_rows(group.rows)
        self._tell_problem()

    def _type_on(self, event: QKeyEvent) -> None:
        """A figure that was typed beside the grid is a reading."""
        self.grid.setFocus()
        self.grid.keyPressEvent(event)

    def _reading(self, row: SheetRow, text: str) -> None:
        if self.doorways.took_scan(text):
            return
        if row.first is not None:
            self.answers.correct(row, text)
        else:
            self.keying.take(row, text)

    def _tell_state(self) -> None:
        self.footer.show_round(self.keying)
        self._tell_problem()

    def _tell_problem(self) -> None:
        """What was refused in the cell that is shown, each in a sentence."""
        refused = self.keying.refused_of(self.grid.rows_model.shown)
        lines = [f"▲ {one.subject.name}: {problem}" for one, problem in refused]
        if self.problem.text() != "\n".join(lines):
            self.problem.setText("\n".join(lines))
            self.problem.setVisible(bool(lines))

    def _stand(self, row: SheetRow) -> None:
        subject = row.subject
        if subject.kind is SubjectKind.PERSON:
            self.context.focus(subject)
        self.answers.stay_with(row)

    def go_to(self, row: SheetRow) -> None:
        """Put the cursor on somebody, in whatever cell."""
        shown = self.grid.rows_model.place_of(row.subject.id)
        if shown is not None:
            self.grid.stand_on(shown)
            self.grid.setFocus()
            return
        for place, group in enumerate(self.cells.rows):
            found = next((n for n, one in enumerate(group.rows) if one.subject.id == row.subject.id), None)
            if found is not None:
                self.cells.selectRow(place)
                self.grid.stand_on(found)
                self.grid.setFocus()
                return

    def _go_to_number(self, number: str) -> None:
        self._wanted = None
        found = next((one for _group, one in self.keying.rows() if one.subject.number == number), None)
        if found is not None:
            self.go_to(found)

    def turn_cell(self, step: int) -> None:
        """Go to the next cell, or to the one before."""
        self.grid.leave()
        place = self.cells.currentIndex().row() + step
        if 0 <= place < len(self.cells.rows):
            self.cells.selectRow(place)
            self.grid.stand_on(0)
            self.grid.setFocus()

    def next_missing(self) -> None:
        """Go to whoever is next to be measured, over the cells; after the last comes the first."""
        self.grid.leave()
        at, tally = self.grid.current_row, self.keying.tally
        found = tally.missing_after(at.subject.id if at else None) if tally else None
        if found is not None:
            self.go_to(found)

    def _go_on(self) -> None:
        """After Enter: the next to be measured, or the next scan; nobody is left: the row below."""
        if self.doorways.goes_on():
            return
        before = self.grid.current_row
        self.next_missing()
        if self.grid.current_row is before:
            below = min(self.grid.currentIndex().row() + 1, len(self.grid.rows_model.rows) - 1)
            self.grid.stand_on(below)
