"""The cells of a facility taken over from a list: first tried, then written."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from facility_app.exchange.taking import Taken, take
from resources.text import N_, _
from ui.actions import Action
from ui.context import Context
from ui.pages.files import ask_which_to_open
from ui.pages.registers.files import ALL_TABLES, FileOutcome

_FORM = "cells"
_CHANGES = frozenset({"cells", "people", "rounds", "history"})


class CellList(QObject):
    """Asks for the file, and says what came of it."""

    said = Signal()

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self.outcome = FileOutcome()
        self.outcome.confirmed.connect(self.take)

    def action(self, page: str) -> Action:
        """The act, for the palette and for a page without cells."""
        return Action(
            "cells.take",
            N_("Take over a list of cells"),
            self.ask,
            "Ctrl+I",
            page,
            needs="rosters.take_over_cells",
        )

    def ask(self) -> None:
        """Ask which file is taken over."""
        ask_which_to_open(self._page, _("Take over a list of cells"), ALL_TABLES, self.try_out)

    def try_out(self, path: Path) -> None:
        """Say what taking the file over would do; nothing is written."""

        def tried(taken: Taken) -> None:
            self.outcome.show_trial(path, taken)
            self.said.emit()

        self._context.do(lambda desk: take(desk, _FORM, path, dry_run=True), tried)

    def take(self, path: Path) -> None:
        """Take the file over."""
        self._context.do(
            lambda desk: take(desk, _FORM, path),
            self.outcome.show_taken,
            changes=_CHANGES,
            saved=_("File taken over"),
            once=self,
        )
