"""A small curve of temperatures; a fever has a shape of its own, so that it reads without colour."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from facility_app.facts.person_story import Mark, Temperature
from resources.text import _
from ui import theme

_HEIGHT = 64
_LEAST = (35.5, 38.0)
"""What the height shows at least, so that ordinary differences do not look like fevers."""
_DOT = 2.5
_MARKED = 3.5


class Sparkline(QWidget):
    """The last temperatures of one person, oldest at the left."""

    def __init__(self, most: int = 20) -> None:
        super().__init__()
        self._most = most
        self._shown: tuple[Temperature, ...] = ()
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Last temperatures"))

    def show_temperatures(self, measured: Sequence[Temperature]) -> None:
        """Show the last of these."""
        self._shown = tuple(measured[-self._most :])
        self.setAccessibleDescription(" ".join(str(one.celsius) for one in self._shown))
        self.update()

    @property
    def shown(self) -> tuple[Temperature, ...]:
        """What is shown."""
        return self._shown

    def sizeHint(self) -> QSize:
        return QSize(theme.INSPECTOR, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._shown:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = theme.colours()
        values = [float(one.celsius) for one in self._shown]
        low, high = min(_LEAST[0], *values), max(_LEAST[1], *values)
        area = QRectF(self.rect()).adjusted(theme.XS, theme.S, -theme.XS, -theme.S)
        step = area.width() / max(1, len(values) - 1)
        points = [
            QPointF(area.left() + step * place, area.bottom() - (value - low) / (high - low) * area.height())
            for place, value in enumerate(values)
        ]
        painter.setPen(QPen(QColor(c.line), 1))
        for edge in (area.top(), area.bottom()):
            painter.drawLine(QPointF(area.left(), edge), QPointF(area.right(), edge))
        painter.setPen(QPen(QColor(c.accent), 1.5))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        for point, one in zip(points, self._shown, strict=True):
            self._dot(painter, point, one.mark, c)
        painter.end()

    @staticmethod
    def _dot(painter: QPainter, at: QPointF, mark: Mark | None, c: theme.Colours) -> None:
        if mark is Mark.FEVER:
            painter.setBrush(QColor(theme.State.FEVER.colour(c)))
            painter.drawRect(QRectF(at.x() - _MARKED, at.y() - _MARKED, 2 * _MARKED, 2 * _MARKED))
        elif mark is Mark.RECHECK:
            painter.setBrush(QColor(theme.State.RECHECK.colour(c)))
            sides = ((0, -_MARKED), (_MARKED, 0), (0, _MARKED), (-_MARKED, 0))
            painter.drawPolygon(QPolygonF([QPointF(at.x() + x, at.y() + y) for x, y in sides]))
        else:
            painter.setBrush(QColor(c.accent))
            painter.drawEllipse(at, _DOT, _DOT)
