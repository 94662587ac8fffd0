"""The round sheets for the pen: printed at once, or saved as PDF."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from facility_app.access import Desk
from facility_app.facts.round_sheet import RoundSheet
from facility_app.reports.round_sheets import compose_sheets
from facility_app.services.round_papers import round_paper
from resources.text import _
from ui import theme
from ui.context import Context
from ui.pages.outcome import Outcome
from ui.pages.paperbar import PaperBar
from ui.widgets.basics import button, heading, row


class SheetsBar(QWidget):
    """A line above the grid; Esc puts it away."""

    def __init__(self, context: Context, outcome: Outcome, leave: Callable[[], None]) -> None:
        super().__init__()
        self._leave = leave
        self.paper = PaperBar(context, outcome, "round")
        line = row(heading(_("Round sheets")), self.paper, space=theme.M)
        line.addStretch()
        line.addWidget(button(_("Close"), self.close_bar, tip="Esc"))
        self.setLayout(line)
        self.hide()

    def start(self, sheet: RoundSheet) -> None:
        """Offer the sheets of a round."""
        day, window = sheet.day, sheet.span.window.id

        def make(desk: Desk) -> bytes:
            return compose_sheets(round_paper(desk, day, window))[0]

        self.paper.make = make
        self.paper.file_name = f"round-{day}-{window}"
        self.paper.put_away()
        self.show()
        self.paper.print.setFocus()

    def close_bar(self) -> None:
        """Back to the grid."""
        self.hide()
        self._leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)
