"""One tile of the map of a round, painted: a figure, a shape and a colour, none of them alone."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from ui import theme
from ui.charts.tiles import STATES, Tile, TileKind

_SHAPE = 7
_WARMTH = ((36.5, 0.0), (37.3, 0.30))
"""How much of the colour of a fever a reading has that is none."""
_KNOWN = 0.42
"""How much of it a fever has that is in the doctor's care."""
_SHAPED = (TileKind.FEVER, TileKind.IN_CARE, TileKind.AWAITING)


def paint_tile(painter: QPainter, at: QRectF, tile: Tile, fonts: tuple[QFont, QFont]) -> None:
    """Paint one tile: the warmer the redder; a fever is filled, one in care by half, what is missing hatched, what is
    excused grey.
    """
    c, kind = theme.colours(), tile.kind
    tint = QColor(tile.state.colour(c))
    painter.setPen(QPen(QColor(c.line) if kind in (TileKind.MEASURED, TileKind.AWAY) else tint, 1))
    ink = QColor(c.text)
    if kind is TileKind.FEVER:
        painter.setBrush(tint)
        ink = QColor(c.surface)
    elif kind is TileKind.MISSING:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    elif kind is TileKind.AWAY:
        painter.setBrush(QColor(c.line))
        ink = QColor(c.quiet)
    elif kind is TileKind.IN_CARE and tile.row.is_feverish:
        painter.setPen(QPen(QColor(c.red), 1))
        painter.setBrush(_mixed(c.surface, c.red, _KNOWN))
    elif kind is TileKind.AWAITING:
        painter.setBrush(_mixed(c.surface, STATES[kind].colour(c), 0.22))
    else:
        painter.setBrush(_mixed(c.surface, theme.State.FEVER.colour(c), warmth(float(tile.text))))
    painter.drawRoundedRect(at, theme.XS, theme.XS)
    if kind is TileKind.MISSING:
        _hatch(painter, at, tint)
    painter.setPen(ink)
    painter.setFont(fonts[1] if kind in _SHAPED else fonts[0])
    words = at.adjusted(_SHAPE, 0, 0, 0) if kind in _SHAPED else at
    painter.drawText(words, Qt.AlignmentFlag.AlignCenter, tile.text)
    if kind in _SHAPED:
        _shape(painter, at, kind, ink, is_filled=kind is TileKind.AWAITING or tile.is_confirmed)


def warmth(celsius: float) -> float:
    """How much of the colour of a fever a tile has that is none."""
    (low, least), (high, most) = _WARMTH
    return least + (most - least) * max(0.0, min(1.0, (celsius - low) / (high - low)))


def _mixed(ground: str, tint: str, share: float) -> QColor:
    one, other = QColor(ground), QColor(tint)
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


def _hatch(painter: QPainter, at: QRectF, tint: QColor) -> None:
    painter.save()
    painter.setClipRect(at)
    painter.setPen(QPen(tint, 1))
    step = 6
    for n in range(-int(at.height()), int(at.width()), step):
        painter.drawLine(QPointF(at.left() + n, at.bottom()), QPointF(at.left() + n + at.height(), at.top()))
    painter.restore()


def _shape(painter: QPainter, at: QRectF, kind: TileKind, ink: QColor, *, is_filled: bool) -> None:
    """A square for a fever, hollow until it is confirmed; a cross for care, a diamond for what is measured again."""
    middle, half = QPointF(at.left() + _SHAPE + 1, at.center().y()), _SHAPE / 2
    painter.setPen(QPen(ink, 1.2))
    painter.setBrush(ink if is_filled else Qt.BrushStyle.NoBrush)
    if kind is TileKind.FEVER:
        painter.drawRect(QRectF(middle.x() - half, middle.y() - half, _SHAPE, _SHAPE))
    elif kind is TileKind.IN_CARE:
        painter.setPen(QPen(ink, 2.4))
        painter.drawLine(middle - QPointF(half, 0), middle + QPointF(half, 0))
        painter.drawLine(middle - QPointF(0, half), middle + QPointF(0, half))
    else:
        sides = ((0, -half - 1), (half + 1, 0), (0, half + 1), (-half - 1, 0))
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in sides]))
