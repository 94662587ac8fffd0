"""The last step: a bed for whoever was admitted, the best cell first, each with its reasons."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facility_app.core.values import DaybookError
from facility_app.services.placing import RankedCell
from resources.text import _
from ui import theme
from ui.pages.cells.words import kind_name
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import Form, TextField
from ui.widgets.table import Table, TableColumn


class BedStep(QWidget):
    """Ranked cells, and the reason for the choice."""

    chosen = Signal(object, str)
    """A ranked cell, and the reason."""
    put_off = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.who = label("", bold=True, wraps=True)
        self.table: Table[RankedCell] = Table(
            [
                TableColumn(_("Rank"), lambda one: str(one.rank), 48, right=True),
                TableColumn(_("Block"), lambda one: one.block, 72),
                TableColumn(_("Cell"), lambda one: one.cell, 56),
                TableColumn(_("Kind"), lambda one: kind_name(one.kind), 104),
                TableColumn(_("Free beds"), lambda one: str(one.free), 88, right=True),
                TableColumn(_("What the rules say"), _reasons, 0, tip=_reasons),
            ],
            _("Cells that fit"),
        )
        self.none = label(_("No cell fits. Ask the head, or make room."), wraps=True)
        self.form = Form([TextField("reason", _("Reason"), required=True)], columns=1)
        self.form.fields["reason"].set_text(_("Intake"))
        self.place = button(_("Place here"), self._place)
        buttons = row(self.place, button(_("Later"), self.put_off.emit))
        buttons.addStretch()
        layout = column(self.who, self.table, self.none, self.form, buttons, space=theme.M)
        self.setLayout(layout)
        self.table.opened.connect(lambda _one: self._place())
        self.form.submitted.connect(self._place)

    def show_cells(self, who: str, cells: Sequence[RankedCell]) -> None:
        """Offer the cells that fit somebody."""
        self.who.setText(who)
        self.table.show_rows(cells)
        self.table.selectRow(0)  # Enter takes the best cell of this person, wherever the one before stood
        self.table.setVisible(bool(cells))
        self.none.setVisible(not cells)
        self.place.setEnabled(bool(cells))

    def show_error(self, error: DaybookError) -> None:
        """Say why it was not done."""
        self.form.show_error(error)

    def _place(self) -> None:
        cell = self.table.current()
        if cell is not None:
            self.chosen.emit(cell, self.form.fields["reason"].text())


def _reasons(one: RankedCell) -> str:
    texts = [each.explanation.text for each in one.verdict.findings]
    return " ".join(texts) or _("Nothing stands against it.")
