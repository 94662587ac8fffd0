"""The buttons by which a page that was made goes to a printer or into a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from facility_app.access import Desk
from facility_app.reports.paper import write_file
from resources.text import _
from ui.context import Context
from ui.pages.files import ask_where_to_save
from ui.pages.outcome import Outcome
from ui.pages.printing import PRINTER_KEPT, print_pages, printer_names
from ui.theme import State
from ui.widgets.basics import button, row

_PDF = "PDF (*.pdf)"
Make = Callable[[Desk], bytes]


class PaperBar(QWidget):
    """Print, where there is a printer, and save as PDF.

    Attributes:
        make: gives the page anew; None: there is nothing to print.
        file_name: what the file is called, without personal data.
    """

    def __init__(self, context: Context, outcome: Outcome, file_name: str) -> None:
        super().__init__()
        self._context = context
        self._outcome = outcome
        self.file_name = file_name
        self.make: Make | None = None
        self.printers = QComboBox()
        self.printers.setAccessibleName(_("Printer"))
        self.printers.hide()
        self.print = button(_("Print"), self.ask_print)
        self.save = button(_("Save as PDF"), self.ask_where)
        self.setLayout(row(self.printers, self.print, self.save))

    def ask_print(self) -> None:
        """Offer the printers; asked again, print on the one that is chosen."""
        if self.make is None:
            return
        if self.printers.isVisible() and self.printers.currentText():
            self._print_on(self.printers.currentText())
        else:
            self._context.ask(lambda _desk: printer_names(), self._offer, key=(self, "printers"))

    def _offer(self, names: tuple[str, ...]) -> None:
        if not names:
            text = _("This machine has no printer. Save the page as a PDF and print it elsewhere.")
            self._outcome.say(text, State.DUE)
            self.save.setFocus()
            return
        self.printers.clear()
        self.printers.addItems(list(names))
        remembered = str(self._context.settings.value(PRINTER_KEPT, "") or "")
        self.printers.setCurrentIndex(max(0, self.printers.findText(remembered)))
        self.printers.show()
        self.print.setText(_("Print now"))
        self.print.setFocus()

    def _print_on(self, name: str) -> None:
        make = self.make
        assert make is not None
        self._context.settings.setValue(PRINTER_KEPT, name)

        def send(desk: Desk) -> None:
            print_pages(make(desk), name)

        self._context.do(
            send,
            lambda _none: self._outcome.say(_("Sent to {printer}.").format(printer=name)),
            changes=frozenset({"history"}),
            once=self,
        )
        self.put_away()

    def put_away(self) -> None:
        """Take the printers away until they are asked for."""
        self.printers.hide()
        self.print.setText(_("Print"))

    def ask_where(self) -> None:
        """Ask where the PDF goes."""
        if self.make is not None:
            ask_where_to_save(self, _("Save as PDF"), f"{self.file_name}.pdf", _PDF, self.save_to)

    def save_to(self, path: Path) -> None:
        """Save the PDF; a file that was there is replaced."""
        make = self.make
        if make is None:
            return
        self._context.do(
            lambda desk: write_file(path, make(desk)),
            lambda _none: self._outcome.say(_("Saved: {path}").format(path=path)),
            changes=frozenset({"history"}),
            saved=_("PDF saved"),
        )
