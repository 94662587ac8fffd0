"""Charts by themselves: what is drawn, what the keys come upon, and the picture that is saved."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facility_app.core.values import Unavailable
from resources.text import speak
from tests.ui.charting import CALENDAR, FIRST, person_chart, trend
from ui import theme
from ui.charts.dates import DateAxis, seconds_of
from ui.charts.marks import Legend, state_keys
from ui.charts.person import PersonPlot
from ui.charts.picture import Picture, footer_text, save_picture
from ui.charts.trend import TrendPlot

ONE_FEVER = ["36.5", "36.6", "38.4", "37.0", "36.4"]


def shapes(item: object) -> list[float]:
    """The values at which something is drawn."""
    return [float(one) for one in item.getData()[1]]  # type: ignore[attr-defined]


def plotted(qtbot: QtBot, values: list[str], **more: object) -> PersonPlot:
    plot = PersonPlot(person_chart(values, **more))  # type: ignore[arg-type]
    qtbot.addWidget(plot)
    plot.resize(900, 320)
    plot.show()
    return plot


@pytest.mark.parametrize("look", theme.Theme)
def test_every_reading_has_its_point_in_both_looks(qapp: QApplication, qtbot: QtBot, look: theme.Theme) -> None:
    theme.apply(qapp, look, qapp.font().family())
    plot = plotted(qtbot, ONE_FEVER, rechecks=frozenset({3}))
    assert shapes(plot.dots) == [36.5, 36.6, 38.4, 36.4]
    assert shapes(plot.rechecks) == [37.0]
    assert shapes(plot.fevers) == [38.4]
    assert len(shapes(plot.events)) == 2
    picture = plot.grab().toImage()
    assert picture.pixelColor(20, 20) == QColor(look.colours.surface)
    wanted = QColor(theme.State.FEVER.colour(look.colours)).rgb()
    assert any(picture.pixel(x, y) == wanted for x in range(picture.width()) for y in range(0, picture.height(), 2))


def test_three_years_keep_every_fever_at_every_zoom(qtbot: QtBot) -> None:
    values = ["36.5"] * 2_190
    for place in range(100, 2_190, 300):
        values[place] = "38.1"
    plot = plotted(qtbot, values)
    assert not plot.dots.isVisible(), "dots would run into one another"
    assert plot.fevers.isVisible()
    assert len(shapes(plot.fevers)) == 7
    plot.show_last(30)
    assert plot.dots.isVisible()
    first, last = plot.span
    assert last - first == pytest.approx(30 * 86_400, rel=0.01)


def test_arrows_step_through_readings_and_events_and_read_them_out(qtbot: QtBot) -> None:
    plot = plotted(qtbot, ONE_FEVER)
    told: list[str] = []
    plot.told.connect(told.append)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(plot, key)
    assert [one.split(" · ")[1] for one in told] == ["moved", "36.5 °C", "36.4 °C", "37.0 °C", "apart"]
    assert told[1].startswith("2026-03-01 07:30")
    assert plot.accessibleDescription() == told[-1]


def test_plus_and_minus_zoom_and_a_shows_all(qtbot: QtBot) -> None:
    plot = plotted(qtbot, ["36.5"] * 60)

    def days() -> float:
        return (plot.span[1] - plot.span[0]) / 86_400

    whole = days()
    qtbot.keyClicks(plot, "+")
    assert days() == pytest.approx(whole / 1.5, rel=0.01)
    qtbot.keyClicks(plot, "-")
    assert days() == pytest.approx(whole, rel=0.01)
    plot.show_last(5)
    qtbot.keyClick(plot, Qt.Key.Key_A)
    assert days() == pytest.approx(whole, rel=0.01)


def test_a_chart_without_readings_is_empty_and_no_error(qtbot: QtBot) -> None:
    plot = plotted(qtbot, [])
    assert shapes(plot.fevers) == []
    qtbot.keyClick(plot, Qt.Key.Key_Right)


def test_trend_draws_days_with_a_fever_and_leaves_open_rounds_out(qtbot: QtBot) -> None:
    plot = TrendPlot(trend([0, 3, 1, 0, 2], [0, 1, 1, 0, 0]))
    qtbot.addWidget(plot)
    plot.show()
    assert list(plot.fevers.opts["height"]) == [3, 1, 2]
    assert list(plot.confirmed.opts["height"]) == [1, 1]
    assert list(plot.symptoms.opts["height"]) == [1, 1]
    morning, evening = (shapes(one) for one in plot.coverage)
    assert morning == [100.0] * 5
    assert evening == [100.0, 99.0, 98.0, 97.0], "the evening of today is not over"
    told: list[str] = []
    plot.told.connect(told.append)
    qtbot.keyClick(plot, Qt.Key.Key_End)
    assert told[0].startswith("5 Mar 2026 · fever 2, confirmed 0")
    assert "Evening round 3/100 (3.0 %)" in told[0]


def test_other_days_take_the_place_of_those_that_were_drawn(qtbot: QtBot) -> None:
    plot = TrendPlot(trend([0, 3, 1, 0, 2], [0, 1, 1, 0, 0]))
    qtbot.addWidget(plot)
    plot.show()
    fresh = TrendPlot(trend([4, 1], [1, 0]))
    qtbot.addWidget(fresh)
    plot.show_trend(trend([4, 1], [1, 0]))
    assert list(plot.fevers.opts["height"]) == [4, 1]
    assert [len(one.items) for one in plot.plots] == [len(one.items) for one in fresh.plots]
    assert plot.span == fresh.span
    assert [one.text for one in plot.walk.stops] == [one.text for one in fresh.walk.stops]
    person = plotted(qtbot, ["36.5"] * 60)
    person.show_chart(person_chart(ONE_FEVER))
    assert (shapes(person.fevers), len(person.walk.stops)) == ([38.4], len(ONE_FEVER) + 2)
    assert len(person.plot.items) == len(plotted(qtbot, ONE_FEVER).plot.items)


@pytest.mark.parametrize(("language", "day", "month"), [("en", "1 Mar", "Mar 2026"), ("zh_CN", "3月1日", "2026年3月")])
def test_dates_are_written_as_the_language_writes_them(qapp: QApplication, language: str, day: str, month: str) -> None:
    speak(language)
    axis, start = DateAxis(CALENDAR), seconds_of(CALENDAR.starts(FIRST.date()))
    (spacing, few), *_ = axis.tickValues(start, start + 5 * 86_400, 600)
    assert axis.tickStrings(few, 1, spacing)[0] == day
    (spacing, many), *_ = axis.tickValues(start, start + 400 * 86_400, 600)
    assert axis.tickStrings(many, 1, spacing)[0] == month


def test_saved_picture_can_be_read_and_by_nobody_else(qtbot: QtBot, tmp_path: Path) -> None:
    plot = plotted(qtbot, ONE_FEVER)
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_keys(state_keys())
    footer = footer_text("虚构民警", "2026-03-04 08:00", is_fictional=True)
    path = tmp_path / "chart.png"
    save_picture(Picture("Temperatures", ("示例看守所",), footer, plot.draw, plot.picture_size, legend), path)
    assert path.stat().st_mode & 0o077 == 0
    picture = QImage(str(path))
    assert not picture.isNull()
    assert picture.width() > picture.height() > plot.picture_size.height()
    fever = QColor(theme.State.FEVER.colour(theme.LIGHT)).rgb()
    rows = range(200, picture.height(), 3)
    assert any(picture.pixel(x, y) == fever for x in range(picture.width()) for y in rows)


def test_a_folder_that_takes_nothing_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    plot = plotted(qtbot, ONE_FEVER)
    with pytest.raises(Unavailable) as caught:
        save_picture(Picture("T", (), "", plot.draw, QSize(300, 200)), tmp_path / "none" / "chart.png")
    assert caught.value.field == "file"
