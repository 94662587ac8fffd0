"""What was done with a file or a printed page, said above it."""

from PySide6.QtWidgets import QWidget

from resources.text import _
from ui import theme
from ui.widgets.basics import button, card, column, label, row


class Outcome(QWidget):
    """A sentence or more about a file: where it was saved, or whether it is genuine."""

    def __init__(self) -> None:
        super().__init__()
        self.text = label("", wraps=True)
        self.text.setAccessibleName(_("Outcome"))
        close = button(_("Close"), self.hide)
        line = row(self.text, close, margins=theme.M)
        line.setStretch(0, 1)
        self.setLayout(column(card(line)))
        self.hide()

    def say(self, text: str, state: theme.State = theme.State.DONE) -> None:
        """Say what came of it."""
        self.text.setText(f"{state.shape} {text}")
        self.text.setStyleSheet(f"color: {state.colour(theme.colours())};")
        self.show()
