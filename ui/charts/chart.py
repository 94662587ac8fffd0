"""What every chart with axes has: the look, walking by the keys, words under the pointer, and a picture of itself."""

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from facility_app.core.facilityday import FacilityCalendar
from ui import theme
from ui.charts.dates import DateAxis
from ui.charts.stops import Stop, Walk

_ZOOM = 1.5
_REACH = 12
"""How far from the pointer, in pixels, something is still meant."""
_RING = 15
_LEFT_AXIS = 52
_PICTURE_WIDE = 1200


def colour(name: str, alpha: int = 255) -> QColor:
    """A colour of the palette in force, more or less see-through."""
    made = QColor(getattr(theme.colours(), name))
    made.setAlpha(alpha)
    return made


def _sharpness() -> float:
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0


def pen(name: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen of the palette in force that keeps its width at every zoom."""
    made = QPen(colour(name), width * _sharpness(), style)
    made.setCosmetic(True)
    return made


class Chart(pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """Plots one below the other over the same days. The arrows step through its stops, + and - zoom, A shows all."""

    told = Signal(str)
    """What stands under the cursor or the pointer, in words."""

    def __init__(self, calendar: FacilityCalendar, name: str) -> None:
        super().__init__()
        c = theme.colours()
        self.setBackground(QColor(c.surface))
        self.setStyleSheet(
            f"QGraphicsView {{ border: 1px solid {c.line}; border-radius: {theme.XS}px; }}"
            f"QGraphicsView:focus {{ border: 2px solid {c.accent}; }}"
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.ci.layout.setContentsMargins(theme.S, theme.S, theme.M, theme.XS)
        self.ci.layout.setSpacing(theme.XS)
        self.calendar = calendar
        self.plots: list[Any] = []
        self.walk = Walk()
        self.whole = (0.0, 1.0)
        """From where to where there is something to be seen."""
        self._rings: list[Any] = []
        self._drawn: list[tuple[Any, Any]] = []
        self.scene().sigMouseMoved.connect(self._point)

    def sizeHint(self) -> QSize:
        """No more than it needs: a page that held it at the size of its drawing would have to be scrolled."""
        least: QSize = self.minimumSize().expandedTo(self.minimumSizeHint())
        return least

    def add_plot(self, *, dates: bool) -> Any:
        """Add a plot below those there are; `dates`: whether the days stand under it."""
        axis = DateAxis(self.calendar)
        made = self.addPlot(row=len(self.plots), col=0, axisItems={"bottom": axis}, enableMenu=False)
        made.hideButtons()
        made.setMouseEnabled(x=True, y=False)
        font = theme.section_font(theme.TABLE_PT, bold=False)
        for side in ("left", "bottom"):
            one = made.getAxis(side)
            one.setPen(pen("edge"))
            one.setTextPen(pen("quiet"))
            one.setStyle(tickFont=font, tickTextOffset=theme.XS, tickLength=-theme.XS)
        made.getAxis("left").setWidth(_LEFT_AXIS)
        made.getAxis("bottom").setStyle(showValues=dates)
        made.showGrid(x=False, y=True, alpha=0.12)
        if self.plots:
            made.setXLink(self.plots[0])
        ring = pg.ScatterPlotItem(size=_RING, symbol="o", pen=pen("accent", 2.5), brush=None)
        ring.setZValue(100)
        made.addItem(ring)
        self.plots.append(made)
        self._rings.append(ring)
        return made

    def put(self, plot: Any, item: Any, *, is_beside: bool = False) -> Any:
        """Put something into one of its plots until `wipe`; what is beside has no say in how much is shown."""
        plot.addItem(item, ignoreBounds=is_beside)
        self._drawn.append((plot, item))
        return item

    def wipe(self) -> None:
        """Take away what was put into its plots, to draw other days: the plots take longer to make than to fill."""
        for plot, item in self._drawn:
            plot.removeItem(item)
        self._drawn.clear()

    def show_stops(self, stops: Sequence[Stop]) -> None:
        """What the arrows step through."""
        self.walk.over(stops)
        self._ring(None)

    def show_span(self, first: float, last: float) -> None:
        """Show from one place to another."""
        self.plots[0].setXRange(first, last, padding=0.0)

    @property
    def span(self) -> tuple[float, float]:
        """From where to where it shows."""
        first, last = self.plots[0].getViewBox().viewRange()[0]
        return float(first), float(last)

    def zoom(self, by: float) -> None:
        """Show less (more than 1) or more of the days, around where one stands."""
        first, last = self.span
        stop = self.walk.current
        middle = stop.x if stop is not None and first <= stop.x <= last else (first + last) / 2
        self.show_span(middle - (middle - first) / by, middle + (last - middle) / by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
        key = Qt.Key(event.key())
        if key in steps:
            self._stand(self.walk.step(steps[key], *self.span))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._stand(self.walk.end(last=key is Qt.Key.Key_End))
        elif event.text() in ("+", "="):
            self.zoom(_ZOOM)
        elif event.text() in ("-", "_"):
            self.zoom(1 / _ZOOM)
        elif key is Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.show_span(*self.whole)
        else:
            super().keyPressEvent(event)

    def _stand(self, stop: Stop | None) -> None:
        if stop is None:
            return
        first, last = self.span
        if not first <= stop.x <= last:
            half = (last - first) / 2
            self.show_span(stop.x - half, stop.x + half)
        self._ring(stop)
        self.setAccessibleDescription(stop.text)
        self.told.emit(stop.text)

    def _ring(self, stop: Stop | None) -> None:
        for row, ring in enumerate(self._rings):
            here = stop is not None and stop.row == row
            ring.setData([stop.x], [stop.y]) if here and stop is not None else ring.setData([], [])

    def _point(self, at: QPointF) -> None:
        found = self.stop_at(at)
        if found is not None:
            self.walk.stand_on(found)
            self._ring(found)
            self.told.emit(found.text)

    def stop_at(self, at: QPointF) -> Stop | None:
        """What stands under a place of the scene."""
        for row, one in enumerate(self.plots):
            box = one.getViewBox()
            if not box.sceneBoundingRect().contains(at):
                continue
            place, (wide, high) = box.mapSceneToView(at), box.viewPixelSize()
            near = [stop for stop in self.walk.around(place.x(), _REACH * wide) if stop.row == row]

            def far(stop: Stop, place: QPointF = place, wide: float = wide, high: float = high) -> float:
                return float(((stop.x - place.x()) / wide) ** 2 + ((stop.y - place.y()) / high) ** 2)

            best = min(near, key=far, default=None)
            return best if best is not None and far(best) <= _REACH**2 else None
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    @property
    def picture_size(self) -> QSize:
        """How large a picture of it is: wide, and as high as it is now in proportion."""
        return QSize(_PICTURE_WIDE, round(_PICTURE_WIDE * self.height() / max(1, self.width())))

    def draw(self, painter: QPainter, into: QRectF) -> None:
        """Draw what it shows into a part of a picture."""
        self.render(painter, into, self.viewport().rect(), Qt.AspectRatioMode.KeepAspectRatio)
