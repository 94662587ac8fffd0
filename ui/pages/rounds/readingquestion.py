"""Asks about one reading by itself, and notes, corrects or voids it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from facility_app.access import Desk
from facility_app.core.values import DaybookError, Invalid
from facility_app.facts.reading_past import PastReading
from facility_app.facts.round_sheet import RoundSheet, SheetRow
from facility_app.services import rounds
from resources.text import N_
from ui.pages.rounds.readingpanel import ReadingPanel
from ui.pages.rounds.typed import celsius_of, clock_of, moment_of, plain

if TYPE_CHECKING:
    from ui.pages.rounds.page import RoundsPage


class ReadingQuestion:
    """The reading of whoever the cursor stands on."""

    def __init__(self, page: "RoundsPage") -> None:
        self._page = page

    def look(self, row: SheetRow) -> None:
        """Read what became of the readings of somebody, then ask."""
        sheet = self._page.keying.sheet
        if sheet is None:
            return
        day, window, subject = sheet.day, sheet.span.window.id, row.subject
        self._page.context.ask(
            lambda desk: rounds.readings_past(desk, day, window, subject),
            lambda past: self._show(row, sheet, past),
            key=self,
        )

    def _show(self, row: SheetRow, sheet: RoundSheet, past: tuple[PastReading, ...]) -> None:
        page = self._page
        at = page.grid.current_row
        if at is None or at.subject.id != row.subject.id:
            return
        panel = ReadingPanel(row, page.keying, sheet, past)

        def answer(told: dict[str, str]) -> None:
            try:
                self._answer(row, sheet, panel, told)
            except DaybookError as error:
                panel.show_error(error)

        page.answers.ask(panel, answer)

    def _answer(self, row: SheetRow, sheet: RoundSheet, panel: ReadingPanel, told: dict[str, str]) -> None:
        page, chosen = self._page, panel.chosen
        if chosen is None:
            if plain(told["taken_at"]):
                moment_of(told["taken_at"], sheet.day, sheet.span, sheet.calendar, page.context.machine.clock())
            page.keying.note(
                row,
                site=told["body_site"],
                device=told["device"],
                taken_by=told["taken_by"],
                time=plain(told["taken_at"]),
                is_mean=told["is_mean"] == "yes",
            )
            page.answers.put_away()
        elif told["act"] == "void":
            page.answers.write(row, lambda desk: rounds.void_reading(desk, chosen.id, told["reason"]))
        else:
            changed = panel.changed()
            if not changed:
                raise Invalid(N_("Nothing is changed. Change what was wrong, or void the reading."), field="celsius")
            page.answers.write(row, correction(chosen, sheet, changed, told["reason"]))


def correction(of: PastReading, sheet: RoundSheet, changed: Mapping[str, str], reason: str) -> Callable[[Desk], object]:
    """The write that puts right what was changed.

    Raises:
        Invalid: a value is none; `field` names it.
    """
    calendar = sheet.calendar
    celsius = celsius_of(changed["celsius"]) if "celsius" in changed else None
    at = None
    if "taken_at" in changed:
        at = calendar.instant(calendar.day_of(of.now.taken_at), clock_of(changed["taken_at"]))
    return lambda desk: rounds.correct_reading(
        desk,
        of.id,
        reason=reason,
        celsius=celsius,
        body_site=changed.get("body_site") or None,
        taken_at=at,
        device=changed.get("device"),
        taken_by=changed.get("taken_by") or None,
        is_mean=changed["is_mean"] == "yes" if "is_mean" in changed else None,
    )
