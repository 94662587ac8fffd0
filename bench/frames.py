"""What one frame of a chart costs: three years of one person, moved and zoomed offscreen."""

import os
import statistics
from collections.abc import Callable, Iterator
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from bench.figures import Figure, at_most
from facility_app.facts.person_chart import PersonChart
from ui import theme
from ui.charts.person import PersonPlot

_AIM = 0.030
_SIZE = (1060, 420)
_FRAMES = 60
_DAY = 86_400.0


def frames(engine: str, chart: PersonChart) -> Iterator[Figure]:
    """Medians of 60 frames."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Theme.LIGHT, theme.load_fonts())
    plot = PersonPlot(chart)
    plot.resize(*_SIZE)
    plot.show()
    app.processEvents()
    first, last = plot.whole
    moves: tuple[tuple[str, Callable[[int], tuple[float, float]]], ...] = (
        ("three years, moved", lambda n: (first + n * _DAY, last + n * _DAY - _FRAMES * _DAY)),
        ("thirty days, moved", lambda n: (last - (40 + n) * _DAY, last - (10 + n) * _DAY)),
        ("zoomed into a week", lambda n: (first + n * (last - first - 7 * _DAY) / _FRAMES, last)),
    )
    for what, span in moves:
        taken = []
        for number in range(_FRAMES):
            began = perf_counter()
            plot.show_span(*span(number))
            plot.viewport().repaint()
            taken.append(perf_counter() - began)
        median = statistics.median(taken)
        shown = f"{median * 1000:.1f} ms (slowest {max(taken) * 1000:.1f} ms)"
        yield at_most(
            f"{engine}: a frame, {len(chart.readings):,} readings, {what}", median, shown, _AIM, f"{_AIM * 1000:g} ms"
        )
    plot.close()
