"""A chart as a picture in a file: under its title stands of what facility and when, below who saved it."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from facility_app.core.values import Unavailable
from resources.text import N_, _
from ui import theme
from ui.charts.marks import Legend

Draw = Callable[[QPainter, QRectF], object]

KINDS = "PNG (*.png)"
_SHARPNESS = 2
_TITLE, _LINE = 34, 22


@dataclass(frozen=True, slots=True)
class Picture:
    """What stands in a picture.

    Attributes:
        lines: under the title, one below the other.
        footer: who saved it and when.
        draw: draws the chart itself into a part of the picture.
        size: of the chart, in pixels at 100 %.
        legend: what its shapes mean, above the footer.
    """

    title: str
    lines: Sequence[str]
    footer: str
    draw: Draw
    size: QSize
    legend: Legend | None = None


def footer_text(who: str, at: str, *, is_fictional: bool) -> str:
    """Who saved a picture and when; that its people are invented where they are."""
    said = _("Saved by {name}, {time}").format(name=who, time=at)
    return f"{said} · {_('FICTIONAL DATA')}" if is_fictional else said


def save_picture(picture: Picture, path: Path) -> None:
    """Write it as PNG; nobody else may read the file.

    Raises:
        Unavailable: the file cannot be written.
    """
    content = _png(picture)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError as error:
        raise Unavailable(
            N_("{file} cannot be written: {what}. Choose another folder."),
            field="file",
            file=path.name,
            what=error.strerror or "",
        ) from error


def _whole(picture: Picture) -> QSize:
    legend = picture.legend.height_at(picture.size.width()) + theme.S if picture.legend else 0
    high = theme.L + _TITLE + _LINE * len(picture.lines) + theme.S + picture.size.height() + theme.S
    return QSize(picture.size.width() + 2 * theme.XL, high + legend + _LINE + theme.L)


def _png(picture: Picture) -> bytes:
    size = _whole(picture)
    image = QImage(size * _SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARPNESS)
    image.fill(QColor(theme.colours().surface))
    painter = QPainter(image)
    _paint(picture, painter, size)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs want bytes, which Qt does not take
    return bytes(buffer.data().data())


def _paint(picture: Picture, painter: QPainter, size: QSize) -> None:
    c, left, wide, y = theme.colours(), theme.XL, picture.size.width(), theme.L

    def write(text: str, high: int, font: QFont, tint: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(tint))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(QRectF(left, y, wide, high), flags, text)

    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    write(picture.title, _TITLE, theme.section_font(theme.SECTION_PT), c.text)
    y += _TITLE
    for one in picture.lines:
        write(one, _LINE, theme.section_font(theme.BODY_PT, bold=False), c.text)
        y += _LINE
    y += theme.S
    painter.save()
    picture.draw(painter, QRectF(left, y, wide, picture.size.height()))
    painter.restore()
    y += picture.size.height() + theme.S
    if picture.legend is not None:
        painter.save()
        painter.translate(left, y)
        picture.legend.draw(painter, wide)
        painter.restore()
    y = size.height() - theme.L - _LINE
    write(picture.footer, _LINE, theme.section_font(theme.TABLE_PT, bold=False), c.quiet)
