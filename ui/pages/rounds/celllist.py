"""The cells of a round beside the grid, each with its coverage and the most urgent of its people."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent

from facility_app.facts.round_sheet import SheetGroup
from resources.text import _
from ui import theme
from ui.pages.rounds import words
from ui.pages.rounds.keying import Keying
from ui.pages.rounds.typed import plain
from ui.widgets.table import Table, TableColumn

_WIDTH, _SHARE_WIDTH = 182, 88


class CellList(Table[SheetGroup]):
    """The list; a figure that is typed here is meant as a reading."""

    figure_typed = Signal(object)
    """The key that was pressed."""

    def __init__(self, keying: Keying) -> None:
        self._keying = keying
        super().__init__(
            [
                TableColumn(_("Cell"), words.group_text, 0),
                TableColumn(_("Measured"), self._share, _SHARE_WIDTH, self._state),
            ],
            _("Cells"),
        )
        self.setFixedWidth(_WIDTH)

    def _state(self, group: SheetGroup) -> theme.State | None:
        return self._keying.tally.states.get(group.key) if self._keying.tally else None

    def _share(self, group: SheetGroup) -> str:
        return self._keying.tally.shares.get(group.key, "") if self._keying.tally else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if plain(event.text()).isdecimal():
            self.figure_typed.emit(event)
        else:
            super().keyPressEvent(event)
