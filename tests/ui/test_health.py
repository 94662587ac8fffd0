"""Charts in the window: on the page of a person, beside the grid of a round, and on a page of their own."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.cli import rounds as commands
from facility_app.cli.parser import Parser
from facility_app.core.values import Invalid
from facility_app.services import rounds
from tests.address import address
from tests.conftest import ADMIN, PASSWORD, Clock, Founded
from tests.services.daywork import number, wall
from tests.ui.conftest import PEOPLE, settle
from ui.charts.saving import save
from ui.charts.tiles import TileKind
from ui.shell.window import MainWindow

Show = Callable[..., Any]


def measure_some(desk: Desk, clock: Clock, day: date) -> None:
    """Twenty normal, two fevers of which one is confirmed, one away, the others missing."""
    clock.now = wall(day, "07:00")
    for place in range(22):
        celsius = Decimal("38.3" if place < 2 else "36.5")
        rounds.take_reading(desk, ReadingTaken(celsius, number(place), device="T1"))
    rounds.note_absence(desk, day, "am", "court", number=number(25))
    clock.now = wall(day, "07:20")
    rounds.take_reading(desk, ReadingTaken(Decimal("38.5"), number(0), device="T2"))


def test_charts_are_empty_then_full_and_saved_on_record(
    window: MainWindow, desk: Desk, show: Show, clock: Clock, day: date, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show("health")
    assert page.state == "empty"
    person = show("person", number(0))
    person.kinds.setCurrentIndex(1)
    settle(qtbot, window.context)
    assert person.curve.plot is None
    assert "Nobody has measured" in person.curve.summary.text()
    assert person.table.isVisible()

    measure_some(desk, clock, day)
    person.refresh()
    settle(qtbot, window.context)
    plot = person.curve.plot
    assert plot is not None
    assert len(plot.walk.stops) == 2 + 2, "two readings, the admission, the bed"
    assert "2 feverish, highest 38.5 °C" in person.curve.summary.text()
    assert not person.table.isVisible()
    qtbot.mouseClick(person.curve.as_list, Qt.MouseButton.LeftButton)
    assert person.table.isVisible()
    assert [one.words.text for one in person.table.rows] == ["Recheck: 38.5 °C, axillary", "38.3 °C, axillary"]
    qtbot.mouseClick(person.curve.as_list, Qt.MouseButton.LeftButton)

    path = tmp_path / "chart.png"
    said: list[str] = []
    save(window.context, person.curve.shown(), path, said.append)
    settle(qtbot, window.context)
    assert said == ["chart.png"]
    assert not QImage(str(path)).isNull()
    assert number(0) not in person.curve.shown().name, "a file name tells of nobody"

    page = show("health")
    assert page.state == "content"
    assert page.plot is not None
    (today,) = page.plot.trend.days
    assert (today.fevers, today.confirmed) == (2, 1)
    assert "■ at most 2 persons" in page.summary.text()
    (cell,) = [one for one in page.plot.trend.clusters if one.place == "一监区 101"]
    assert (cell.since, cell.until, cell.people) == (day, day, 2)
    assert "▲ " in page.summary.text()
    page.show_error(Invalid("The store is away."))
    assert page.state == "error"


def test_map_tells_what_the_sheet_and_the_command_line_tell(
    window: MainWindow,
    desk: Desk,
    show: Show,
    clock: Clock,
    day: date,
    qtbot: QtBot,
    facility: Founded,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    measure_some(desk, clock, day)
    page = show("rounds")
    qtbot.mouseClick(page.map.knob, Qt.MouseButton.LeftButton)
    assert page.map.isVisible()
    assert not page.grid.isVisible()
    tiles = [one for one in page.map.map.tiles if one.row.subject.number.startswith("K")]
    kinds = Counter(one.kind for one in tiles)
    assert kinds == {TileKind.MEASURED: 20, TileKind.FEVER: 2, TileKind.AWAY: 1, TileKind.MISSING: PEOPLE - 23}
    assert [one.row.subject.number for one in tiles if one.is_confirmed] == [number(0)]
    assert {one.text for one in tiles if one.kind is TileKind.FEVER} == {"38.5", "38.3"}
    assert "fever or alarm 2 (1 of them to measure again)" in page.map.counts.text(), "everybody is counted once"
    assert "● not measured yet" in page.map.counts.text(), "the round runs until nine"
    assert [one.subject.number for one in page.keying.tally.rechecks] == [number(1)]

    monkeypatch.setenv("FACILITY_USER", ADMIN)
    monkeypatch.setenv("FACILITY_PASSWORD", PASSWORD)
    place = facility.place
    db = address(place)
    parser = Parser(prog="facility-cli")
    commands.arguments(parser.add_subparsers(dest="command", required=True))
    asked = parser.parse_args(["round", "--date", str(day), "--window", "am", "--db", db])
    told: Any = commands.COMMANDS["round", None](asked, facility.machine).document
    assert told["measured"] == kinds[TileKind.MEASURED] + kinds[TileKind.FEVER]
    assert told["expected"] == len(tiles)
    unmeasured = {one.row.subject.number for one in tiles if one.kind in (TileKind.MISSING, TileKind.AWAY)}
    assert {one["number"] for one in told["missing"]} == unmeasured
    feverish = {one.row.subject.number for one in tiles if one.kind is TileKind.FEVER}
    assert {one["number"] for one in told["abnormal"]} == feverish

    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(page.map.map, key)
    chosen = page.map.map.current.row.subject
    assert chosen.name in page.map.status.text()
    clock.now = wall(day, "09:30")
    page.refresh()
    settle(qtbot, window.context)
    assert "▲ missing" in page.map.counts.text()
    qtbot.keyClick(page.map.map, Qt.Key.Key_Return)
    assert page.grid.isVisible()
    assert page.grid.current_row.subject == chosen
