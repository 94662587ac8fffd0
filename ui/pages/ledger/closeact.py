"""Closing the day that is shown: what stands against it, the count, and the act itself."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from facility_app.access import Desk
from facility_app.acts.days import Obstacle
from facility_app.core.values import DaybookError
from facility_app.facts.ledger_closing import StillOpen
from facility_app.services import days
from facility_app.services.days import DayClosed, DayLine
from resources.text import _
from ui.context import Context
from ui.pages.ledger.closing import ClosingPanel
from ui.pages.outcome import Outcome

_FOLDER = "backup/folder"


class CloseAct:
    """What the ledger page does to close a day."""

    def __init__(
        self, context: Context, line: Callable[[], DayLine | None], panel: ClosingPanel, outcome: Outcome
    ) -> None:
        self._context = context
        self._line = line
        self._panel = panel
        self._outcome = outcome
        self._shown: date | None = None
        panel.close_asked.connect(self.close)

    @property
    def is_possible(self) -> bool:
        """Whether the day that is shown is over, and open, and the account may close one."""
        line = self._line()
        return line is not None and line.is_over and line.closing is None and self._context.may("days.close_day")

    def look(self, day: date) -> None:
        """Tell what stands against closing a day; a figure that was typed for another day is no count of this one."""
        if day != self._shown:
            self._shown = day
            self._panel.count.clear()
        self._ask(day, None, self._panel.show_against, self._panel.show_refusal)

    def close(self) -> None:
        """Close the day that is shown with what was counted, and back the store up where a folder is set."""
        line, panel = self._line(), self._panel
        if line is None or not self.is_possible:
            return
        if panel.is_held_up:
            self._ask(line.day, None, self._show_cures, panel.show_refusal)
            return
        try:
            stated = panel.count.stated()
        except DaybookError as error:
            panel.count.show_error(error)
            return
        panel.count.show_error(None)
        folder = str(self._context.settings.value(_FOLDER, "") or "")
        place = Path(folder) if folder else None
        self._context.do(
            lambda desk: days.close_day(desk, line.day, place, stated=stated),
            self._closed,
            lambda error: self._not_closed(error, line.day, stated),
            changes=frozenset({"ledger", "history"}),
            saved=_("Day closed"),
            once=self,
        )

    def _ask(
        self,
        day: date,
        stated: int | None,
        show: Callable[[tuple[Obstacle, ...]], None],
        failed: Callable[[DaybookError], None],
    ) -> None:
        def question(desk: Desk) -> tuple[tuple[Obstacle, ...], tuple[StillOpen, ...]]:
            return days.what_stands_against(desk, day, stated), days.what_stays_open(desk, day)

        def answer(found: tuple[tuple[Obstacle, ...], tuple[StillOpen, ...]]) -> None:
            line = self._line()
            if line is not None and line.day == day and line.closing is None:
                show(found[0])
                self._panel.show_open(found[1])

        self._context.ask(question, answer, failed, key=(self, "against"))

    def _show_cures(self, found: tuple[Obstacle, ...]) -> None:
        """The act was asked for and something stands against it: go to the first cure."""
        self._panel.show_against(found)
        first = next(iter(self._panel.cures), self._panel.count)
        first.show()  # what was just made is not on the screen yet, and takes no focus
        first.setFocus()

    def _not_closed(self, error: DaybookError, day: date, stated: int) -> None:
        """Tell by name what stands against closing with what was counted."""

        def show(found: tuple[Obstacle, ...]) -> None:
            if found:
                self._panel.show_against(found, is_counted=True)
            else:
                self._context.failed.emit(error)

        self._ask(day, stated, show, lambda _error: self._context.failed.emit(error))

    def _closed(self, made: DayClosed) -> None:
        self._panel.count.clear()
        figures = made.figures
        text = _("{day} is closed: {opening} + {intake} − {exits} = {closing}.").format(
            day=figures.day,
            opening=figures.opening,
            intake=figures.intake,
            exits=figures.exits,
            closing=figures.closing,
        )
        if made.backup is not None:
            text += "\n" + _("Backup: {file}").format(file=made.backup.receipt.file)
        self._outcome.say(text)
        if made.backup_problem is not None:
            self._context.failed.emit(made.backup_problem)
