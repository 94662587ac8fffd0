"""One person's temperatures over time: every reading, the limits of its site, and what else happened."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from facility_app.core.phrases import listed
from facility_app.facts.person_chart import ChartEvent, ChartReading, PersonChart
from facility_app.facts.person_story import Mark
from resources.text import _
from ui import theme
from ui.charts.chart import Chart, colour, pen
from ui.charts.dates import seconds_of
from ui.charts.marks import EVENTS, outline, site_shape
from ui.charts.stops import Stop

_LOW, _HIGH = 35.6, 38.4
"""What the height shows at least, so that ordinary differences do not look like fevers."""
_ROOM, _TOP = 0.35, 0.3
_DOTS = 450
"""More readings in view are drawn as a line alone; fevers and second readings keep their shapes at any zoom."""
_LABELS, _WIDE = 20, 30
"""How many fevers bear their number, and how much room each needs, in pixels."""
_DOT, _RECHECK, _FEVER, _EVENT = 6, 9, 13, 12
_BAND_ALPHA = (16, 26, 38, 52)
_MARKS = {Mark.FEVER: theme.State.FEVER, Mark.RECHECK: theme.State.RECHECK}
_MARGIN = timedelta(hours=18).total_seconds()


class PersonPlot(Chart):
    """The chart of one person."""

    def __init__(self, chart: PersonChart) -> None:
        super().__init__(chart.calendar, _("Temperatures over time"))
        self.plot = self.add_plot(dates=True)
        self.plot.getAxis("left").setTickSpacing(1.0, 0.5)
        self._values = [self._value_label() for _n in range(_LABELS)]
        self.show_chart(chart)
        self.plot.sigXRangeChanged.connect(lambda *_: self._thin_out())

    def show_chart(self, chart: PersonChart) -> None:
        """Draw these readings in place of those that are shown."""
        self.wipe()
        self.chart, readings = chart, chart.readings
        self._x = np.array([seconds_of(one.at) for one in readings])
        self._y = np.array([float(one.temperature.celsius) for one in readings])
        low = min(_LOW, float(self._y.min()) - _TOP) if len(readings) else _LOW
        self._top = (max(_HIGH, float(self._y.max()) + _TOP) if len(readings) else _HIGH) + _ROOM
        self.plot.setYRange(low, self._top, padding=0)
        self._draw_bands()
        self._draw_limits()
        self.dots = self._draw_lines()
        self.rechecks = self._draw([one.temperature.is_recheck for one in readings], _RECHECK, "amber", None)
        self.fevers = self._draw([one.temperature.mark is Mark.FEVER for one in readings], _FEVER, "red", "square")
        self.events = self._draw_events(chart.events)
        self.show_stops([*map(self._reading_stop, readings), *map(self._event_stop, chart.events)])
        places = [*self._x, *(seconds_of(one.at) for one in chart.events)]
        if places:
            self.whole = (min(places) - _MARGIN, max(places) + _MARGIN)
            self.plot.getViewBox().setLimits(xMin=self.whole[0], xMax=self.whole[1], minXRange=_MARGIN)
        self.show_span(*self.whole)
        self._thin_out()

    def show_last(self, days: int | None) -> None:
        """Show the last days; None: all."""
        last = self.whole[1]
        self.show_span(self.whole[0] if days is None else max(self.whole[0], last - days * 86_400), last)

    def _draw_bands(self) -> None:
        """A light band for each grade of fever, its name at the left."""
        grades = sorted(self.chart.grades, key=lambda one: one.limit.value)
        tops = [*(float(one.limit.value) for one in grades[1:]), self._top + 2]
        for one, top, alpha in zip(grades, tops, _BAND_ALPHA, strict=False):
            low = float(one.limit.value)
            band = pg.LinearRegionItem((low, top), "horizontal", colour("red", alpha), pen("red", 0), movable=False)
            for edge in band.lines:
                edge.setPen(pg.mkPen(None))
            band.setZValue(-50)
            self.put(self.plot, band)
            if low < self._top - _ROOM:
                self._line_label(low, one.words.text, 0.0, "quiet", (0, 1))

    def _draw_limits(self) -> None:
        """A dashed line where a fever begins, for all sites that share it."""
        by_limit = sorted(self.chart.sites, key=lambda one: one.fever.text)
        for text, sites in groupby(by_limit, key=lambda one: one.fever.text):
            of = list(sites)
            words = f"{listed(one.words.text for one in of)} {text.replace('>=', '≥')}"
            line = self._line_label(float(of[0].fever.value), words, 0.0, "red", (0, 0))
            line.setPen(pen("red", 1, Qt.PenStyle.DashLine))

    def _line_label(self, at: float, text: str, place: float, tint: str, anchor: tuple[float, float]) -> Any:
        options = {"position": place, "color": colour(tint), "anchors": [anchor, anchor], "movable": False}
        line = pg.InfiniteLine(at, 0, pen=pg.mkPen(None), label=text.replace("{", "{{"), labelOpts=options)
        line.label.setFont(theme.section_font(theme.TABLE_PT - 1, bold=False))
        line.setZValue(-40)
        return self.put(self.plot, line, is_beside=True)

    def _draw_lines(self) -> Any:
        """A line for each site, since values of two sites are not compared, and a dot for each reading."""
        readings = self.chart.readings
        sites = [one.temperature.site for one in readings]
        for site in dict.fromkeys(sites):
            of_site = np.array([n for n, one in enumerate(sites) if one == site])
            curve = pg.PlotDataItem(self._x[of_site], self._y[of_site], pen=pen("accent", 1.0), antialias=True)
            self.put(self.plot, curve)
            curve.setDownsampling(auto=True, method="peak")
            curve.setClipToView(True)  # before it has a place in the plot it would take the widget for one
        ordinary = [not one.temperature.is_recheck for one in readings]
        return self._draw(ordinary, _DOT, "accent", None)

    def _draw(self, which: Sequence[bool], size: int, tint: str, shape: str | None) -> Any:
        """Shapes over some readings: filled for ordinary ones, hollow where they stand out."""
        chosen = np.flatnonzero(np.array(which, dtype=bool)) if len(which) else np.array([], dtype=int)
        sites = [self.chart.readings[n].temperature.site for n in chosen]
        outlines = {one: outline(shape or site_shape(one)) for one in set(sites)}  # each is rendered once
        hollow = tint != "accent"
        made = pg.ScatterPlotItem(
            self._x[chosen],
            self._y[chosen],
            symbol=[outlines[one] for one in sites],
            size=size,
            pen=pen(tint, 2.0 if hollow else 0.5),
            brush=None if shape else colour("surface" if hollow else tint),
        )
        made.setZValue(30 if shape else 20 if hollow else 10)
        return self.put(self.plot, made)

    def _draw_events(self, events: Sequence[ChartEvent]) -> Any:
        for one in events:
            tint = EVENTS[one.kind][1]
            line = pg.InfiniteLine(seconds_of(one.at), 90, pen=pen(tint, 1, Qt.PenStyle.DotLine))
            line.setZValue(-20)
            self.put(self.plot, line, is_beside=True)
        made = pg.ScatterPlotItem(
            [seconds_of(one.at) for one in events],
            [self._top - _ROOM / 2] * len(events),
            symbol=[outline(EVENTS[one.kind][0]) for one in events],
            size=_EVENT,
            pen=[pen(EVENTS[one.kind][1], 1.5) for one in events],
            brush=[colour(EVENTS[one.kind][1]) for one in events],
        )
        made.setZValue(40)
        return self.put(self.plot, made)

    def _value_label(self) -> Any:
        made = pg.TextItem(color=colour("red"), anchor=(0.5, 1.35))
        font: QFont = theme.section_font(theme.TABLE_PT)
        made.setFont(font)
        made.setZValue(50)
        made.hide()
        self.plot.addItem(made, ignoreBounds=True)
        return made

    def _thin_out(self) -> None:
        """Dots where they do not run into one another; numbers beside the highest fevers."""
        first, last = self.span
        low, high = (int(one) for one in np.searchsorted(self._x, (first, last)))
        self.dots.setVisible(high - low <= _DOTS)
        feverish = [n for n in range(low, high) if self.chart.readings[n].temperature.mark is Mark.FEVER]
        told = self._apart(sorted(feverish, key=lambda n: -self._y[n]))
        for place, made in enumerate(self._values):
            made.setVisible(place < len(told))
            if place < len(told):
                made.setText(f"{self._y[told[place]]:.1f}")
                made.setPos(self._x[told[place]], self._y[told[place]])

    def _apart(self, places: Sequence[int]) -> list[int]:
        """Those that no earlier one is near to: their numbers stand on nothing."""
        wide = float(self.plot.getViewBox().viewPixelSize()[0]) or 1.0
        kept: list[int] = []
        for place, n in enumerate(places):
            if len(kept) < _LABELS and np.all(np.abs(self._x[places[:place]] - self._x[n]) > _WIDE * wide):
                kept.append(n)
        return kept

    def _wall(self, one: ChartReading | ChartEvent) -> str:
        return f"{self.calendar.local(one.at):%Y-%m-%d %H:%M}"

    def _reading_stop(self, one: ChartReading) -> Stop:
        return Stop(seconds_of(one.at), float(one.temperature.celsius), lambda: self._reading_words(one))

    def _reading_words(self, one: ChartReading) -> str:
        parts = [self._wall(one), one.told.words.text]
        if one.temperature.mark is not None:
            state = _MARKS[one.temperature.mark]
            parts.append(f"{state.shape} {_(state.word)}")
        parts += [text for text in (one.told.detail, one.told.by) if text]
        return " · ".join(parts)

    def _event_stop(self, one: ChartEvent) -> Stop:
        return Stop(seconds_of(one.at), self._top - _ROOM / 2, lambda: f"{self._wall(one)} · {one.words.text}")
