"""Moving somebody: to which cell, what the rules say of it, and why."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from facility_app.core.numbers import clean_code
from facility_app.core.values import DaybookError, Invalid
from facility_app.facts.cell_board import BoardCell, CellBoard, Occupant
from facility_app.rules.cellchoice import preference
from facility_app.rules.findings import Severity
from facility_app.rules.separation import Verdict
from resources.text import N_, _, ngettext
from ui import theme
from ui.pages.cells.words import kind_name, person_text, verdict_mark, verdict_text
from ui.widgets.basics import button, column, heading, label, row
from ui.widgets.fields import FindField, Form, TextField


class MovePanel(QFrame):
    """A panel in the page; Esc leaves it, Enter goes on, and at the end moves."""

    asked = Signal(object, object, str, str)
    """The person, the cell, the reason, and the explanation against the rules (may be empty)."""
    left = Signal()
    pointed = Signal(object)
    """Another cell is named; None: none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(_("Move"))
        self.person: Occupant | None = None
        self._cells: dict[str, BoardCell] = {}
        self._verdicts: Mapping[UUID, Verdict] = {}
        self._title = heading("")
        self._verdict = label("", wraps=True)
        self._verdict.setAccessibleName(_("What the rules say"))
        hint = _("Type its code, or choose; the cells that fit best stand first.")
        self._cell = FindField("cell", _("To cell"), required=True, hint=hint)
        self._reason = TextField("reason", _("Reason"), required=True)
        self._override = TextField("override", _("Why against the rules"), required=True)
        self.form = Form([self._cell, self._reason, self._override], columns=3)
        self.form.submitted.connect(self._submit)
        self._cell.edited.connect(self._look)
        line = self._cell.editor
        assert isinstance(line, QLineEdit)
        line.returnPressed.connect(self._reason.setFocus)  # Enter in the list of the completer passes the form by
        self._go = button(_("Move"), self._submit, primary=True)
        buttons = row(
            label(_("Enter goes on, Esc leaves."), quiet=True), button(_("Leave it"), self.left.emit), self._go
        )
        buttons.insertStretch(1)
        self.setLayout(column(self._title, self.form, self._verdict, buttons, space=theme.S, margins=theme.M))
        self.hide()

    def begin(self, person: Occupant, board: CellBoard) -> None:
        """Ask where somebody is to go."""
        self.person = person
        self._verdicts = {}
        self._cells = {f"{one.block}/{one.code}": one for one in board.cells}
        where = person.subject.cell or _("no cell")
        self._title.setText(_("Move {person} from {cell}").format(person=person_text(person), cell=where))
        self.form.clear()
        self._offer()
        self._look()
        self.show()
        self._cell.setFocus()

    def show_verdicts(self, verdicts: Mapping[UUID, Verdict]) -> None:
        """Take what the rules say of each cell; the cells that fit come first."""
        self._verdicts = verdicts
        self._offer()
        self._look()

    def _offer(self) -> None:
        own = self.person.subject.id if self.person else None
        cells = [one for one in self._cells.values() if own not in {x.subject.id for x in one.living}]
        cells.sort(key=self._rank)
        self._cell.set_options([(f"{one.block}/{one.code}", self._line(one)) for one in cells])

    def _rank(self, cell: BoardCell) -> tuple[int, int, int, int, str, str]:
        verdict = self._verdicts.get(cell.id)
        against = verdict is not None and not verdict.is_allowed
        warnings = sum(one.severity is Severity.WARN for one in verdict.findings) if verdict else 0
        is_new, is_apart = (not self.person.subject.cell, self.person.is_apart) if self.person else (False, False)
        order = preference(cell.kind, is_new=is_new, is_apart=is_apart)
        last = int(against or not cell.free or order is None)
        return (last, order or 0, warnings, -cell.free, cell.block, cell.code)

    def _line(self, cell: BoardCell) -> str:
        verdict = self._verdicts.get(cell.id)
        shape = f"{verdict_mark(verdict).shape} " if verdict else ""
        free = ngettext("{count} free bed", "{count} free beds", cell.free).format(count=cell.free)
        return f"{shape}{cell.code} · {cell.block} · {kind_name(cell.kind)} · {free}"

    @property
    def cell(self) -> BoardCell | None:
        """The cell that is named: chosen from the list, or by its code where only one has it."""
        typed = self._cell.text()
        if typed in self._cells:
            return self._cells[typed]
        named = [one for one in self._cells.values() if one.code == clean_code(typed)]
        return named[0] if len(named) == 1 else None

    def choose_cell(self, cell: BoardCell) -> None:
        """Name a cell, and go on to the reason."""
        self._cell.set_text(f"{cell.block}/{cell.code}")
        self._look()
        self._reason.setFocus()

    def _look(self) -> None:
        cell = self.cell
        verdict = self._verdicts.get(cell.id) if cell else None
        self._override.setVisible(bool(verdict and not verdict.is_allowed and verdict.overridable_by))
        self._go.setEnabled(not (verdict and not verdict.is_allowed and not verdict.overridable_by))
        self._verdict.setText(verdict_text(verdict) if verdict else "")
        self._verdict.setVisible(verdict is not None)
        if verdict is not None:
            colour = getattr(theme.colours(), verdict_mark(verdict).colour)
            self._verdict.setStyleSheet(f"color: {colour};")
        self.pointed.emit(cell)

    def _submit(self) -> None:
        person, cell, values = self.person, self.cell, self.form.values()
        if person is None or not self._go.isEnabled():
            return
        if cell is None:
            self.form.show_error(Invalid(N_("There is no cell {cell}."), field="cell", cell=values["cell"]))
            return
        if not values["reason"]:
            self.form.show_error(Invalid(N_("Give the reason."), field="reason"))
            return
        if self._override.isVisible() and not values["override"] and not self._override.editor.hasFocus():
            self._override.setFocus()
            return
        self.form.show_error(None)
        self.asked.emit(person, cell, values["reason"], values["override"] if self._override.isVisible() else "")

    def show_error(self, error: DaybookError) -> None:
        """Say beside its field what stands against the move."""
        self.form.show_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
