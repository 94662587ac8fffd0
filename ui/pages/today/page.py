"""Today: are we complete, what is next, what is wrong."""

from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from facility_app.access import Desk
from facility_app.facts.due.item import DueState
from resources.text import N_, _
from ui import theme
from ui.actions import Action
from ui.context import Context
from ui.pages.page import Page
from ui.pages.today.duelines import DueLine, due_lines
from ui.pages.today.glance import Glance, read_glance
from ui.pages.today.measures import MeasuresLines
from ui.pages.today.side import TodaySide
from ui.pages.today.tiles import Tile, TileButton, tiles_of
from ui.theme import State
from ui.widgets.basics import button, clear, column, heading, row, state_label
from ui.widgets.table import Table, TableColumn

_LOOK_EVERY_MS = 60_000
_TABLE_WIDTH = 550
_TREND, _MEASURES = "health.health_trend", "rounds.take_reading"
_STATES = {DueState.OVERDUE: State.OVERDUE, DueState.DUE: State.DUE, DueState.DONE: State.DONE}


def _state(one: DueLine) -> State:
    return State.ALARM if one.is_alarm else _STATES[one.state]


@dataclass(frozen=True, slots=True)
class Day:
    """What is read, and put into lines and tiles, before the screen has anything to do with it."""

    glance: Glance
    lines: tuple[DueLine, ...]
    tiles: tuple[Tile, ...]


class TodayPage(Page):
    """The day in one look."""

    name = "today"
    title = N_("Today")
    about = frozenset({"rounds", "people", "cells", "talks", "releases", "registers", "ledger", "history", "isolation"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._day: Day | None = None
        self._shown: tuple[Tile, ...] = ()
        self.tiles: list[TileButton] = []
        self._tile_row = QHBoxLayout()
        self._tile_row.setSpacing(theme.S)
        self.table: Table[DueLine] = Table(
            [
                TableColumn(_("Act"), lambda one: one.act, 96, tip=lambda one: one.act),
                TableColumn(_("State"), lambda one: _(_state(one).word), 92, _state),
                TableColumn(_("Until"), lambda one: one.until, 94),
                TableColumn(_("What"), lambda one: one.text, 0, tip=lambda one: one.text),
                TableColumn(_("About"), lambda one: one.names, 140, tip=lambda one: one.all_names),
            ],
            _("What is due"),
            wraps=True,
        )
        self.table.setMinimumWidth(_TABLE_WIDTH)
        self.table.opened.connect(self._open_line)
        self.side = TodaySide()
        self.side.opened.connect(lambda _event: context.show_page("history"))
        self.complete = state_label(State.DONE, _("Nothing is due: everything is done that had to be done by now."))
        left = column(heading(_("What is due")), self.complete, self.table)
        left.setStretch(2, 1)
        below = row(left, self.side, space=theme.L)
        below.setStretch(0, 1)
        self.measures = MeasuresLines(lambda: context.show_page("isolation"))
        whole = column(self.measures, self._tile_row, below, space=theme.L)
        whole.setStretch(2, 1)
        self.set_content(whole)
        self.add_tool(button(_("Health trend"), lambda: context.show_page("health"), tip="Ctrl+Shift+H"), _TREND)
        measure = button(_("Measure temperatures"), lambda: context.show_page("rounds"), primary=True, tip="Ctrl+M")
        self.add_tool(measure, _MEASURES)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_EVERY_MS)
        self._clock.timeout.connect(self.refresh)

    def actions_of_page(self) -> list[Action]:
        return [
            Action("today.next", N_("Next open item"), self.open_next, "F3", self.name),
            Action(
                "today.round",
                N_("Measure temperatures"),
                lambda: self.context.show_page("rounds"),
                "Ctrl+M",
                self.name,
                needs=_MEASURES,
            ),
        ]

    def refresh(self) -> None:
        if self._day is None:
            self.wait()
        board = self.context.board
        folder = str(self.context.settings.value("backup/folder", "") or "")

        def read(desk: Desk) -> Day:
            glance = read_glance(desk, folder, board)
            return Day(glance, tuple(due_lines(glance)), tuple(tiles_of(glance)))

        self.context.ask(read, self._show, self.show_error, key=self)

    def focus_first(self) -> None:
        self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._clock.stop()
        super().hideEvent(event)

    def _show(self, day: Day) -> None:
        self._day = day
        glance, lines = day.glance, day.lines
        held = glance.population
        if not lines and held is not None and not held.stated and not held.opening:
            self.show_empty(
                _("Nobody is held yet. What is due, what is done and what happened will stand here."),
                Action(
                    "today.admit",
                    N_("Admit a person"),
                    lambda: self.context.show_page("intake"),
                    needs="intake.admit_person",
                ),
            )
            return
        self._show_tiles(day.tiles)
        if lines != self.table.rows:  # to measure how high hundreds of lines are takes longer than to read them
            self.table.show_rows(lines)
        self.complete.setVisible(not lines)
        self.side.show_glance(glance)
        self.measures.show_measures(glance.measures)
        self.show_content()

    def _show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Make the tiles anew where a figure changed; else the cursor stays on its tile."""
        if tiles == self._shown:
            return
        focused = next((n for n, one in enumerate(self.tiles) if one.hasFocus()), None)
        clear(self._tile_row)
        self._shown = tiles
        widest = max((one.figure for one in tiles), key=len, default="")
        self.tiles = [TileButton(one, lambda one=one: self._open_tile(one), widest) for one in tiles]  # type: ignore[misc]
        for made in self.tiles:
            self._tile_row.addWidget(made, stretch=1)
        if focused is not None and focused < len(self.tiles):
            self.tiles[focused].setFocus()

    def _open_tile(self, tile: Tile) -> None:
        self.context.show_page(tile.page, tile.what)

    def _open_line(self, line: DueLine) -> None:
        self.context.show_page(line.page, line.what)

    def open_next(self) -> None:
        """Go to where the chosen line is done, else the first."""
        line = self.table.current() or next(iter(self.table.rows), None)
        if line is not None:
            self._open_line(line)
