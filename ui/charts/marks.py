"""The shapes of a chart: which site a temperature was taken at, and what sort of thing happened. No colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from facility_app.facts.person_chart import EventKind
from resources.text import N_, _
from ui import theme

Points = tuple[tuple[float, float], ...]

_SITES = {"axillary": "round", "oral": "up", "ear": "down", "rectal": "star", "forehead": "flat"}
EVENTS = {
    EventKind.CUSTODY: ("flag", "quiet", N_("admitted, left")),
    EventKind.MOVE: ("right", "quiet", N_("moved")),
    EventKind.ISOLATION: ("half", "violet", N_("isolation")),
    EventKind.DOCTOR: ("plus", "accent", N_("doctor")),
}
_OUTLINES: dict[str, Points] = {
    "up": ((0, -0.5), (0.5, 0.4), (-0.5, 0.4)),
    "down": ((0, 0.5), (0.5, -0.4), (-0.5, -0.4)),
    "right": ((-0.5, -0.15), (0.05, -0.15), (0.05, -0.45), (0.5, 0), (0.05, 0.45), (0.05, 0.15), (-0.5, 0.15)),
    "diamond": ((0, -0.5), (0.5, 0), (0, 0.5), (-0.5, 0)),
    "flag": ((-0.4, -0.5), (0.5, -0.15), (-0.2, 0.15), (-0.2, 0.5), (-0.4, 0.5)),
    "star": ((0, -0.5), (0.48, -0.15), (0.3, 0.4), (-0.3, 0.4), (-0.48, -0.15)),
}


def site_shape(site: str) -> str:
    """The shape of a site of measurement."""
    return _SITES.get(site, "diamond")


def outline(name: str) -> QPainterPath:
    """A shape, one unit wide, around the middle."""
    path = QPainterPath()
    if name in _OUTLINES:
        path.addPolygon(QPolygonF([QPointF(*one) for one in _OUTLINES[name]]))
        path.closeSubpath()
    elif name == "square":
        path.addRect(QRectF(-0.5, -0.5, 1, 1))
    elif name == "hatched":
        path.addRect(QRectF(-0.5, -0.5, 1, 1))
        for start, end in (((-0.5, 0.0), (0.0, -0.5)), ((-0.5, 0.5), (0.5, -0.5)), ((0.0, 0.5), (0.5, 0.0))):
            path.moveTo(*start)
            path.lineTo(*end)
    elif name == "flat":
        path.addRect(QRectF(-0.5, -0.3, 1, 0.6))
    elif name == "half":
        path.addRect(QRectF(-0.5, -0.5, 1, 1))
        path.addRect(QRectF(-0.5, 0, 1, 0.5))
    elif name == "plus":
        path.setFillRule(Qt.FillRule.WindingFill)  # else the middle, which both bars cover, stays empty
        for box in (QRectF(-0.15, -0.5, 0.3, 1), QRectF(-0.5, -0.15, 1, 0.3)):
            path.addRect(box)
        path = path.simplified()
    else:
        path.addEllipse(QRectF(-0.5, -0.5, 1, 1))
    return path


@dataclass(frozen=True, slots=True)
class Key:
    """One line of a legend: a shape, the name of its colour, and what it means; a hollow one is not filled."""

    shape: str
    colour: str
    text: str
    hollow: bool = False


def state_keys() -> tuple[Key, ...]:
    """What a fever and a second reading look like."""
    return Key("square", "red", _("fever"), hollow=True), Key("round", "amber", _("measured again"), hollow=True)


_SHAPE, _GAP = 10, 5


class Legend(QWidget):
    """What the shapes mean, in one line, or in several where it is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[Key, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme.section_font(theme.TABLE_PT, bold=False))
        self.setAccessibleName(_("What the shapes mean"))

    @property
    def keys(self) -> tuple[Key, ...]:
        """Its lines."""
        return self._keys

    def show_keys(self, keys: Sequence[Key]) -> None:
        """Show these."""
        self._keys = tuple(keys)
        self.setAccessibleDescription(", ".join(one.text for one in keys))
        self.setFixedHeight(self.height_at(max(1, self.width())))
        self.update()

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002
        self.setFixedHeight(self.height_at(max(1, self.width())))

    def sizeHint(self) -> QSize:
        return QSize(theme.INSPECTOR, self.height_at(self.width()))

    def height_at(self, width: float) -> int:
        """How high it is at a width."""
        return int(max((box.bottom() for box, _key in self._boxes(width)), default=0.0)) + 1

    def _boxes(self, width: float) -> list[tuple[QRectF, Key]]:
        metrics, x, y, found = self.fontMetrics(), 0.0, 0.0, []
        high = metrics.height() + theme.XS
        for one in self._keys:
            wide = _SHAPE + _GAP + metrics.horizontalAdvance(one.text)
            if x and x + wide > width:
                x, y = 0.0, y + high
            found.append((QRectF(x, y, wide, high), one))
            x += wide + theme.L
        return found

    def draw(self, painter: QPainter, width: float) -> None:
        """Draw it from the origin on."""
        c = theme.colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        for box, one in self._boxes(width):
            painter.save()
            painter.translate(box.left() + _SHAPE / 2, box.center().y())
            painter.scale(_SHAPE, _SHAPE)
            tint = QColor(getattr(c, one.colour))
            edge = QPen(tint, 1.5)
            edge.setCosmetic(True)
            painter.setPen(edge)
            painter.setBrush(QColor(c.surface) if one.hollow else tint)
            painter.drawPath(outline(one.shape))
            painter.restore()
            painter.setPen(QColor(c.quiet))
            words = box.adjusted(_SHAPE + _GAP, 0, theme.S, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, one.text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.draw(painter, self.width())
        painter.end()
