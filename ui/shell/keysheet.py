"""The sheet of keys (F1): every act of the page and of the window, with its key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from resources.text import N_, _
from ui import theme
from ui.actions import Action
from ui.widgets.basics import button, column, heading
from ui.widgets.table import Table, TableColumn

_SIZE = (460, 520)


class KeySheet(QDialog):
    """Acts and keys."""

    def __init__(self, actions: Sequence[Action], more: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        rows = [(one.keys, _(one.text)) for one in actions if one.keys] + list(more)
        table: Table[tuple[str, str]] = Table(
            [
                TableColumn(_("Keys"), lambda one: one[0], 140),
                TableColumn(_("Does"), lambda one: one[1], 0),
            ],
            _("Keys"),
        )
        table.show_rows(rows)
        self.setLayout(
            column(heading(_("Keys")), table, button(_("Close"), self.accept), space=theme.M, margins=theme.L)
        )


EVERYWHERE = (
    (N_("Esc"), N_("Back; what was typed is kept")),
    (N_("Tab"), N_("Next field")),
    ("Shift+Tab", N_("Field before; out of a table too")),
    ("Enter", N_("Open the line; in a form the next field")),
    ("Ctrl+Enter", N_("Hand the form in")),
)
