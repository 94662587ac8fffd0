"""QR codes on paper, for the foot of a page and for labels."""

from reportlab.graphics.barcode.qr import QrCode
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

_SMALLEST_MODULE = 0.25 * mm
"""Below this a plain printer and a phone no longer agree on what a square is."""


def draw_qr(canvas: Canvas, text: str, x: float, y: float, size: float) -> None:
    """Draw a QR code of error level M in a square of `size` points, its lower left corner at (x, y).

    The quiet zone, four modules of white, is the caller's to leave.

    Raises:
        ValueError: the text is too long to be read at this size.
    """
    code = QrCode(text, width=size, height=size, qrBorder=0, qrLevel="M")
    code.qr.make()
    if size / code.qr.getModuleCount() < _SMALLEST_MODULE:
        raise ValueError(f"{len(text)} characters are too many for a QR code of {size / mm:.0f} mm")
    code.drawOn(canvas, x, y)
