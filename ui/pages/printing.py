"""From our own PDF onto a printer, page by page."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from facility_app.core.values import Unavailable
from facility_app.reports.pages import page_images
from resources.text import N_
from ui.pages.preview import as_image

PRINTER_KEPT = "print/printer"
"""Under this name the machine remembers the printer that was used last."""
_MOST_DPI = 600
"""More makes the pictures of pages large and no page better."""


def printer_names() -> tuple[str, ...]:
    """The printers that this machine knows, the default one first."""
    names = QPrinterInfo.availablePrinterNames()
    default = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(names, key=lambda one: (one != default, one)))


def print_pages(pdf: bytes, name: str) -> None:
    """Print every page of a file on a printer of this machine.

    Raises:
        Unavailable: the printer takes nothing.
    """
    draw_pages(pdf, QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution), name)


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
