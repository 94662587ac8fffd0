"""The facility over time: fevers, symptoms and coverage day by day, one below the other."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from facility_app.facts.health_trend import DayHealth, HealthTrend
from facility_app.facts.trend_clusters import ClusterSpan
from resources.text import _
from ui import theme
from ui.charts.chart import Chart, colour, pen
from ui.charts.dates import day_text, seconds_of
from ui.charts.marks import outline
from ui.charts.stops import Stop

_DAY = 86_400.0
_LEAST_COUNT = 3
"""A height that shows fewer would make one fever look like an outbreak."""
_LOWEST_SHARE = 90.0
_DOTS = 130
SHAPES = ("round", "up", "down")
_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
_STRETCH = (3, 2, 2)
TINTS = ("accent", "quiet", "green")


class TrendPlot(Chart):
    """Days of the facility: fevers of which so many confirmed, symptoms, and the coverage of each round."""

    def __init__(self, trend: HealthTrend) -> None:
        super().__init__(trend.calendar, _("Health trend"))
        names = (_("Fever, persons"), _("Symptoms, persons"), _("Coverage, %"))
        for row, (name, stretch) in enumerate(zip(names, _STRETCH, strict=True)):
            plot = self.add_plot(dates=row == len(names) - 1)
            self.ci.layout.setRowStretchFactor(row, stretch)
            plot.setTitle(name, color=theme.colours().quiet, size=f"{theme.TABLE_PT}pt", justify="left")
        self.show_trend(trend)

    def show_trend(self, trend: HealthTrend) -> None:
        """Draw these days in place of those that are shown."""
        self.wipe()
        self.trend, days = trend, trend.days
        self._places = [seconds_of(trend.calendar.starts(one.day)) + _DAY / 2 for one in days]
        fevers, symptoms = [one.fevers for one in days], [one.symptoms for one in days]
        self.fevers = self._bars(0, fevers, "red", hollow=True)
        self.confirmed = self._bars(0, [one.confirmed for one in days], "red", hollow=False)
        self.symptoms = self._bars(1, symptoms, "amber", hollow=False)
        self.coverage = [self._share(place, one.id) for place, one in enumerate(trend.windows)]
        for row, counts in ((0, fevers), (1, symptoms)):
            most = max(_LEAST_COUNT, *counts) if counts else _LEAST_COUNT
            self.plots[row].setYRange(0, most * 1.15, padding=0)
            self.plots[row].getAxis("left").setTickSpacing(*_spacing(most))
        shares = [float(one.percent) for day in days for one in day.rounds if one.is_over and one.percent is not None]
        lowest = min([_LOWEST_SHARE, *shares])
        self.plots[2].setYRange(lowest - (100 - lowest) * 0.1, 100 + (100 - lowest) * 0.1, padding=0)
        self._mark_clusters()
        self.show_stops([self._stop(n, one) for n, one in enumerate(days)])
        if self._places:
            self.whole = (self._places[0] - _DAY, self._places[-1] + _DAY)
            self.plots[0].getViewBox().setLimits(xMin=self.whole[0], xMax=self.whole[1], minXRange=5 * _DAY)
            self.show_span(*self.whole)

    def _mark_clusters(self) -> None:
        """Shade the days on which several were ill of the same."""
        half = _DAY / 2
        by_day = dict(zip((one.day for one in self.trend.days), self._places, strict=True))
        for since, until in sorted({(one.since, one.until) for one in self.trend.clusters}):
            first, last = by_day[since] - half, by_day[until] + half
            for row, plot in enumerate(self.plots[:2]):
                area = pg.LinearRegionItem((first, last), brush=colour("violet", 34), movable=False)
                for edge in area.lines:
                    edge.setPen(pen("violet", 1, Qt.PenStyle.DotLine))
                area.setZValue(-30)
                self.put(plot, area, is_beside=True)
                if row == 0:
                    top = plot.getViewBox().viewRange()[1][1] * 0.95
                    mark = pg.ScatterPlotItem(
                        [(first + last) / 2], [top], symbol=outline("flag"), size=12, pen=None, brush=colour("violet")
                    )
                    self.put(plot, mark, is_beside=True)

    def _bars(self, row: int, counts: Sequence[int], tint: str, *, hollow: bool) -> Any:
        """A bar for each day on which there was one; what is not confirmed is hollow."""
        shown = [(place, count) for place, count in zip(self._places, counts, strict=True) if count]
        made = pg.BarGraphItem(
            x=[place for place, _count in shown],
            height=[count for _place, count in shown],
            width=_DAY * 0.72,
            pen=pen(tint, 1.0),
            brush=colour("surface" if hollow else tint),
        )
        return self.put(self.plots[row], made)

    def _share(self, place: int, window: str) -> Any:
        """The coverage of a window, with a line and a shape of its own; where it is not over there is a gap."""
        places, values = [], []
        for at, one in zip(self._places, self.trend.days, strict=True):
            share = next((of.percent for of in one.rounds if of.window == window and of.is_over), None)
            if share is not None:
                places.append(at)
                values.append(float(share))
        follows = np.diff(np.array(places), append=0.0)
        tint = TINTS[place % len(TINTS)]
        few = len(values) <= _DOTS
        made = pg.PlotDataItem(
            places,
            values,
            pen=pen(tint, 1.5, _STYLES[place % len(_STYLES)]),
            symbol=outline(SHAPES[place % len(SHAPES)]) if few else None,
            symbolSize=6,
            symbolPen=pen(tint, 1),
            symbolBrush=colour(tint),
            connect=(follows > 0) & (follows < 1.5 * _DAY),
            antialias=True,
        )
        return self.put(self.plots[2], made)

    def _stop(self, place: int, one: DayHealth) -> Stop:
        return Stop(self._places[place], float(one.fevers), lambda: self._words(one))

    def _words(self, one: DayHealth) -> str:
        parts = [
            day_text(one.day, year=True),
            _("fever {fevers}, confirmed {confirmed}").format(fevers=one.fevers, confirmed=one.confirmed),
            _("symptoms {count}").format(count=one.symptoms),
        ]
        names = {window.id: window.words.text for window in self.trend.windows}
        for of in one.rounds:
            share = "–" if of.percent is None else f"{of.percent} %"
            parts.append(f"{names.get(of.window, of.window)} {of.measured}/{of.expected} ({share})")
        parts += ["▲ " + cluster_text(span) for span in self.trend.clusters if span.since <= one.day <= span.until]
        return " · ".join(parts)


def cluster_text(one: ClusterSpan) -> str:
    """A cluster in words; without a count where it is not told."""
    if one.people is None:
        return _("{rule}: {place}").format(rule=one.rule.text, place=one.place)
    return _("{rule}: {place}, {count} persons").format(rule=one.rule.text, place=one.place, count=one.people)


def _spacing(most: int) -> tuple[float, float]:
    """Between the numbers of an axis of whole people, and between its lines."""
    step = next((one for one in (1, 2, 5, 10, 20, 50, 100, 200, 500) if most / one <= 4), 1000)
    return float(step), float(step)
