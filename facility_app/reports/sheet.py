"""What stands on every page around its bands: heading, foot, stamp and the mark of fictional data."""

from dataclasses import dataclass
from math import cos, radians, sin
from typing import Self

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from facility_app.reports.bands import WIDTH
from facility_app.reports.codes import draw_qr
from facility_app.reports.document import Document, Footer
from facility_app.reports.fonts import face
from facility_app.reports.lines import fold
from facility_app.reports.pen import Pen
from resources.text import LANGUAGES, _, speaking

MARGIN = 18 * mm
PAGE_WIDTH, PAGE_HEIGHT = A4

_TITLE_SIZE, _TITLE_LEADING = 16.0, 21.0
_SUBTITLE_SIZE, _SUBTITLE_LEADING = 9.5, 13.5
_MARK_SIZE, _MARK_HEIGHT, _UNDER_MARK = 9.0, 14.0, 3.0
_UNDER_HEAD = 7.0
_QR = 16 * mm
_FOOT_SIZE, _FOOT_LEADING = 7.0, 9.2
_FOOT_GAP = 2 * mm
_STAMP_GRAY = 0.75
_STAMP_ANGLE = 35
_STAMP_WIDTH = 130 * mm
_STAMP_SIZE = 96.0
_QR_FORM, _STAMP_FORM = "qr", "stamp"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The frame of all pages of one print, its texts folded to the page and translated.

    Attributes:
        mark: "fictional data" in every language that there is, or nothing.
        later: the lines under the title from the second page on.
    """

    title: tuple[str, ...]
    first: tuple[str, ...]
    later: tuple[str, ...]
    mark: str
    stamp: str
    foot: tuple[str, ...]
    qr: str

    @classmethod
    def of(cls, document: Document, footer: Footer, content_hash: str) -> Self:
        """The frame for a print, in the language in force."""
        subtitle = [fold(line, WIDTH, face(), _SUBTITLE_SIZE) for line in document.subtitle]
        room = WIDTH - _QR - 4 * mm
        return cls(
            title=fold(document.title, WIDTH, face(True), _TITLE_SIZE),
            first=tuple(line for lines in subtitle for line in lines),
            later=subtitle[0],
            mark=_fictional_mark() if document.is_fictional else "",
            stamp=document.stamp,
            foot=tuple(line for text in _foot(footer, content_hash) for line in fold(text, room, face(), _FOOT_SIZE)),
            qr=footer.qr,
        )

    def room(self, *, first: bool) -> float:
        """How high a page is between heading and foot, in points."""
        return PAGE_HEIGHT - 2 * MARGIN - self._head_height(first) - self._foot_height - 2 * _FOOT_GAP

    def prepare(self, canvas: Canvas) -> None:
        """Draw once what every page shows the same: the QR code and the stamp."""
        canvas.beginForm(_QR_FORM)
        draw_qr(canvas, self.qr, PAGE_WIDTH - MARGIN - _QR, MARGIN, _QR)
        canvas.endForm()
        if self.stamp:
            canvas.beginForm(_STAMP_FORM)
            _draw_stamp(canvas, self.stamp)
            canvas.endForm()

    def draw_head(self, canvas: Canvas, *, first: bool) -> float:
        """Draw what stands above and behind the bands of a page; returns where they begin."""
        if self.stamp:
            canvas.doForm(_STAMP_FORM)
        top = PAGE_HEIGHT - MARGIN
        pen = Pen(canvas)
        if self.mark:
            canvas.setLineWidth(0.8)
            canvas.rect(MARGIN + 0.4, top - _MARK_HEIGHT + 0.4, WIDTH - 0.8, _MARK_HEIGHT - 0.8, stroke=1, fill=0)
            _centred(pen, self.mark, top - _MARK_HEIGHT / 2 - 0.37 * _MARK_SIZE, _MARK_SIZE, bold=True)
            top -= _MARK_HEIGHT + _UNDER_MARK
        for line in self.title:
            top -= _TITLE_LEADING
            _centred(pen, line, top + 5, _TITLE_SIZE, bold=True)
        for line in self.first if first else self.later:
            top -= _SUBTITLE_LEADING
            _centred(pen, line, top + 3, _SUBTITLE_SIZE, bold=False)
        pen.done()
        return top - _UNDER_HEAD

    def draw_foot(self, canvas: Canvas, number: int, pages: int) -> None:
        """Draw the foot of page `number`, counted from 1."""
        pen = Pen(canvas)
        canvas.setLineWidth(0.4)
        rule = MARGIN + self._foot_height + _FOOT_GAP
        canvas.line(MARGIN, rule, MARGIN + WIDTH, rule)
        canvas.doForm(_QR_FORM)
        y = MARGIN + self._foot_height - _FOOT_SIZE
        text = _("Page {page} of {pages}").format(page=number, pages=pages)
        pen.write_between(text, (MARGIN, MARGIN + WIDTH - _QR - 4 * mm), y, "right", 8.5, True)
        for line in self.foot:
            pen.write(line, MARGIN, y, _FOOT_SIZE, False)
            y -= _FOOT_LEADING
        pen.done()

    @property
    def _foot_height(self) -> float:
        return max(_QR, len(self.foot) * _FOOT_LEADING)

    def _head_height(self, first: bool) -> float:
        under = len(self.first if first else self.later) * _SUBTITLE_LEADING
        return (
            (_MARK_HEIGHT + _UNDER_MARK if self.mark else 0.0) + len(self.title) * _TITLE_LEADING + under + _UNDER_HEAD
        )


def _foot(footer: Footer, content_hash: str) -> tuple[str, ...]:
    return (
        _("Serial {serial} · version {version}").format(serial=footer.serial, version=footer.version),
        _("Printed by {name} at {at}").format(
            name=footer.printed_by, at=footer.printed_at.strftime("%Y-%m-%d %H:%M:%S")
        ),
        _("Content SHA-256 {hash}").format(hash=content_hash),
        *footer.lines,
    )


def _fictional_mark() -> str:
    # Whoever finds the page must understand it, so it is said in every language, Chinese first.
    said: list[str] = []
    for one in reversed(LANGUAGES):
        with speaking(one):
            said.append(_("FICTIONAL DATA"))
    return " / ".join(dict.fromkeys(said))


def _centred(pen: Pen, text: str, y: float, size: float, *, bold: bool) -> None:
    pen.write_between(text, (MARGIN, MARGIN + WIDTH), y, "center", size, bold)


def _draw_stamp(canvas: Canvas, text: str) -> None:
    """Pale outlines under the text of the page: seen across the room, and no obstacle to reading."""
    size = min(_STAMP_SIZE, _STAMP_SIZE * _STAMP_WIDTH / face(True).width(text, _STAMP_SIZE))
    half_width, half_height = face(True).width(text, size) / 2 + 0.25 * size, 0.72 * size
    canvas.saveState()
    canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
    canvas.transform(
        cos(radians(_STAMP_ANGLE)),
        sin(radians(_STAMP_ANGLE)),
        -sin(radians(_STAMP_ANGLE)),
        cos(radians(_STAMP_ANGLE)),
        0,
        0,
    )
    canvas.setStrokeGray(_STAMP_GRAY)
    canvas.setLineWidth(1.0)
    for grow in (0.0, 4.0):
        canvas.roundRect(
            -half_width - grow, -half_height - grow, 2 * (half_width + grow), 2 * (half_height + grow), 6 + grow
        )
    letters = canvas.beginText()
    letters.setFont(face(True).name, size)
    letters.setTextRenderMode(1)
    letters.setTextOrigin(-face(True).width(text, size) / 2, -0.38 * size)
    letters.textOut(text)
    canvas.drawText(letters)
    canvas.restoreState()
