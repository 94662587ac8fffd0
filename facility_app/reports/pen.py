"""Writing on a canvas."""

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from facility_app.reports.document import Align
from facility_app.reports.fonts import face


class Pen:
    """Writes the texts of a page as one text object, which is what makes a page of many cells quick."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._text: PDFTextObject = canvas.beginText()
        self._font: tuple[bool, float] | None = None

    def write(self, text: str, x: float, y: float, size: float, bold: bool) -> None:
        """Write a text that begins at `x`, its base line at `y`."""
        if self._font != (bold, size):
            self._font = (bold, size)
            self._text.setFont(face(bold).name, size)
        self._text.setTextOrigin(x, y)
        self._text.textOut(text)

    def write_between(
        self, text: str, sides: tuple[float, float], y: float, align: Align, size: float, bold: bool
    ) -> None:
        """Write a text between two sides."""
        x, right = sides
        if align != "left":
            spare = right - x - face(bold).width(text, size)
            x += spare if align == "right" else spare / 2
        self.write(text, x, y, size, bold)

    def done(self) -> None:
        """Put the texts on the canvas."""
        self._canvas.drawText(self._text)
