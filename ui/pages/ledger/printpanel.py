"""The panel by which the day goes to paper: a printer, or plainly that there is none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from resources.text import _
from ui import theme
from ui.widgets.basics import button, card, column, label, row


class PrintPanel(QWidget):
    """Asks on which printer; Enter prints, Esc leaves."""

    asked = Signal(str)
    """Print on this printer."""
    file_asked = Signal()
    """There is no printer: save the PDF where PDFs are saved here."""
    save_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = label("", wraps=True)
        self.printers = QComboBox()
        self.printers.setAccessibleName(_("Printer"))
        self.go = button(_("Print now"), self._go)
        self.save = button(_("Save as PDF …"), self.save_asked.emit)
        self.leave = button(_("Cancel"), self._leave)
        line = row(self.printers, self.go, self.save, self.leave)
        line.addStretch()
        self.setLayout(column(card(column(self.text, line, margins=theme.M))))
        self.hide()

    def ask(self, names: Sequence[str], remembered: str, day: str, folder: str) -> None:
        """Ask for the printer of a day; without any, whether its PDF goes into the folder."""
        self.printers.clear()
        self.printers.addItems(list(names))
        self.printers.setCurrentIndex(max(0, self.printers.findText(remembered)))
        has_any = bool(names)
        self.printers.setVisible(has_any)
        text = _("Print the ledger of {day}. Every print gets a serial and is on record.")
        if not has_any:
            text = _("No printer: save the PDF of {day} and print it elsewhere. Enter saves it into {folder}.")
        self.text.setText(text.format(day=day, folder=folder))
        self.go.setText(_("Print now") if has_any else _("Save the PDF"))
        self.go.setAccessibleName(self.go.text())
        self.go.setAccessibleDescription(self.text.text())
        self.show()
        self.go.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def _go(self) -> None:
        if self.printers.currentText():
            self.asked.emit(self.printers.currentText())
        else:
            self.file_asked.emit()
