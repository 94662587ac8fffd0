"""A chart drawn in black and white: a line through dots, other shapes for what is to be seen at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from facility_app.reports.document import Chart, Point
from facility_app.reports.fonts import face
from facility_app.reports.pen import Pen

_SIZE = 7.0
_LOWEST, _HIGHEST = 35.5, 38.5
_ROOM = 0.2
"""Between a reading and the edge, so that its mark is whole."""
"""What the scale reaches at least."""
_STEP = 0.5
_SCALE = 174 * mm * 1.45 / 16.45
"""The room for the figures at the left."""
_LABELS = 4 * mm
_KEY = 4.5 * mm
_PALE = 0.75
_DOT, _MARK = 1.3, 2.4


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on a canvas, from its lower left corner."""

    x: float
    y: float
    width: float
    height: float


def draw_chart(canvas: Canvas, pen: Pen, chart: Chart, frame: Frame) -> None:
    """Draw a chart into a frame."""
    plot = _Plot(chart, frame)
    canvas.saveState()
    _grid(canvas, pen, plot)
    _curve(canvas, plot)
    for point in chart.points:
        _shape(canvas, plot, point)
    canvas.restoreState()
    pen.write(chart.key, frame.x + _SCALE, frame.y + 2, _SIZE, False)


class _Plot:
    """Where places and values lie."""

    def __init__(self, chart: Chart, frame: Frame) -> None:
        values = [float(one.value) for one in chart.points if one.value is not None]
        self.chart = chart
        self.low = floor(min([_LOWEST, *(one - _ROOM for one in values)]) / _STEP) * _STEP
        self.high = ceil(max([_HIGHEST, *(one + _ROOM for one in values)]) / _STEP) * _STEP
        self.left, self.right = frame.x + _SCALE, frame.x + frame.width
        self.foot, self.top = frame.y + _KEY + _LABELS, frame.y + frame.height - 5

    def x(self, place: float) -> float:
        """The middle of a place."""
        return self.left + (place + 0.5) * (self.right - self.left) / self.chart.places

    def edge(self, place: int) -> float:
        """Where a place begins."""
        return self.left + place * (self.right - self.left) / self.chart.places

    def y(self, value: Decimal | float) -> float:
        """How high a value lies."""
        return self.foot + (float(value) - self.low) / (self.high - self.low) * (self.top - self.foot)

    def scale(self) -> Iterator[float]:
        """The whole and half degrees, lowest first."""
        value = self.low
        while value <= self.high:
            yield value
            value += _STEP


def _grid(canvas: Canvas, pen: Pen, plot: _Plot) -> None:
    canvas.setLineWidth(0.3)
    canvas.setStrokeGray(_PALE)
    for value in plot.scale():
        canvas.line(plot.left, plot.y(value), plot.right, plot.y(value))
        if value == int(value):
            sides = (plot.left - _SCALE, plot.left - 3)
            pen.write_between(f"{value:.0f} ℃", sides, plot.y(value) - 0.35 * _SIZE, "right", _SIZE, False)
    starts = [place for place, _text in plot.chart.labels]
    for place in starts:
        canvas.line(plot.edge(place), plot.foot, plot.edge(place), plot.top)
    for (place, text), end in zip(plot.chart.labels, [*starts[1:], plot.chart.places], strict=True):
        sides = (plot.edge(place), plot.edge(end))
        pen.write_between(text, sides, plot.foot - _LABELS + 3, "center", _SIZE, False)
    canvas.setStrokeGray(0)
    canvas.rect(plot.left, plot.foot, plot.right - plot.left, plot.top - plot.foot)
    canvas.setDash(3, 2)
    canvas.setLineWidth(0.7)
    limit = plot.y(plot.chart.limit)
    canvas.line(plot.left, limit, plot.right, limit)
    canvas.setDash()
    text = str(plot.chart.limit)
    pen.write(text, plot.right - face().width(text, _SIZE) - 1.5, limit + 1.5, _SIZE, False)


def _curve(canvas: Canvas, plot: _Plot) -> None:
    dots = [one for one in plot.chart.points if one.shape in ("dot", "square") and one.value is not None]
    canvas.setLineWidth(0.8)
    for one, following in pairwise(sorted(dots, key=lambda one: one.place)):
        if following.place - one.place == 1 and one.value is not None and following.value is not None:
            canvas.line(plot.x(one.place), plot.y(one.value), plot.x(following.place), plot.y(following.value))


def _shape(canvas: Canvas, plot: _Plot, point: Point) -> None:
    x = plot.x(point.place)
    canvas.setLineWidth(0.8)
    if point.value is None:
        y = plot.foot + 2 * _MARK
        canvas.lines([(x - _DOT, y - _DOT, x + _DOT, y + _DOT), (x - _DOT, y + _DOT, x + _DOT, y - _DOT)])
        return
    y = plot.y(point.value)
    if point.shape == "dot":
        canvas.circle(x, y, _DOT, stroke=0, fill=1)
    elif point.shape == "square":
        canvas.rect(x - _MARK, y - _MARK, 2 * _MARK, 2 * _MARK, stroke=0, fill=1)
    else:
        path = canvas.beginPath()
        path.moveTo(x - _MARK, y - _MARK)
        path.lineTo(x + _MARK, y - _MARK)
        path.lineTo(x, y + _MARK)
        path.close()
        canvas.setFillGray(1)
        canvas.drawPath(path, stroke=1, fill=1)
        canvas.setFillGray(0)
