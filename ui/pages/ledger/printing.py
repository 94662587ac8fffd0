"""From our own PDF onto a printer, page by page; every print is on record."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from facility_app.access import Desk
from facility_app.core.values import Unavailable
from facility_app.reports.ledger_print import LedgerPrint, print_ledger
from facility_app.reports.pages import page_images
from resources.text import N_
from ui.pages.ledger.preview import as_image

_MOST_DPI = 600
"""More makes the pictures of pages large and no page better."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A ledger that went to a printer."""

    made: LedgerPrint
    printer: str


def printer_names() -> tuple[str, ...]:
    """The printers that this machine knows, the default one first."""
    names = QPrinterInfo.availablePrinterNames()
    default = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(names, key=lambda one: (one != default, one)))


def send_to_printer(desk: Desk, day: date, name: str) -> Sent:
    """Print the ledger of a day on a printer of this machine; it is on record before the first page comes out.

    Raises:
        Unavailable: the printer takes nothing.
    """
    with TemporaryDirectory(prefix="daybook-") as folder:
        made = print_ledger(desk, day, Path(folder) / "ledger.pdf")
        printer = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
        draw_pages(made.path.read_bytes(), printer, name)
    return Sent(made, name)


def draw_pages(pdf: bytes, printer: QPrinter, name: str) -> None:
    """Draw every page of a file on a page of the printer, edge to edge.

    Raises:
        Unavailable: the printer takes nothing.
    """
    printer.setFullPage(True)
    dots = min(printer.resolution(), _MOST_DPI)
    painter = QPainter()
    if not painter.begin(printer):
        raise Unavailable(
            N_("The printer {name} takes nothing. Switch it on, or save the PDF."), field="printer", name=name
        )
    for number, page in enumerate(page_images(pdf, dots)):
        if number:
            printer.newPage()
        painter.drawImage(QRectF(painter.viewport()), as_image(page))
    painter.end()
