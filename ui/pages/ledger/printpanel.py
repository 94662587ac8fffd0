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
    save_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = label("", wraps=True)
        self.printers = QComboBox()
        self.printers.setAccessibleName(_("Printer"))
        self.go = button(_("Print now"), self._go)
        self.save = button(_("Save as PDF"), self.save_asked.emit)
        self.leave = button(_("Cancel"), self.hide)
        line = row(self.printers, self.go, self.save, self.leave)
        line.addStretch()
        self.setLayout(column(card(column(self.text, line, margins=theme.M))))
        self.hide()

    def ask(self, names: Sequence[str], remembered: str, day: str) -> None:
        """Ask for the printer of a day."""
        self.printers.clear()
        self.printers.addItems(list(names))
        self.printers.setCurrentIndex(max(0, self.printers.findText(remembered)))
        has_any = bool(names)
        self.printers.setVisible(has_any)
        self.go.setVisible(has_any)
        text = _("Print the ledger of {day}. Every print gets a serial and is on record.")
        if not has_any:
            text = _("This machine has no printer. Save the ledger of {day} as a PDF and print it elsewhere.")
        self.text.setText(text.format(day=day))
        self.show()
        (self.go if has_any else self.save).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            for one in (self.save, self.leave):
                if focused is one:
                    one.click()
                    return
            self._go()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        if self.printers.currentText():
            self.asked.emit(self.printers.currentText())
        else:
            self.save_asked.emit()
