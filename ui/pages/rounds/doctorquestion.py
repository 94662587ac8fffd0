"""Says that a doctor was told, of a reading or of a refusal: at once where there is one doctor, else asks which."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from facility_app.access import Desk
from facility_app.core.subjects import Subject
from facility_app.core.values import DaybookError, Invalid
from facility_app.facts.round_sheet import SheetRow
from facility_app.services import care
from resources.text import N_, _
from ui.pages.rounds.panels import KeyedPanel
from ui.pages.rounds.typed import clock_of, plain

if TYPE_CHECKING:
    from ui.pages.rounds.page import RoundsPage

Tell = Callable[[Desk, str | None, datetime | None], object]
"""Records which doctor was told, and when; None: the one there is, and now."""


class DoctorPanel(KeyedPanel):
    """Which doctor was told: one key each; who is on leave comes last."""

    def __init__(self, about: SheetRow, doctors: Sequence[Subject]) -> None:
        self.time = QLineEdit()
        self.time.setPlaceholderText(_("Time (empty: now)"))
        self.time.setAccessibleName(_("Time (empty: now)"))
        options = [(one.number, one.text) for one in doctors]
        super().__init__(about, _("Which doctor was told?"), options, self.time)

    def _tell(self, value: str) -> None:
        self.told.emit({"by": value, "at": self.time.text()})


class DoctorQuestion:
    """That a doctor was told of whoever the cursor stands on."""

    def __init__(self, page: "RoundsPage") -> None:
        self._page = page

    def tell(self, row: SheetRow) -> None:
        """Stamp it at once; where several doctors could be meant, ask."""
        tell, context = self._way_to_tell(row), self._page.context
        if tell is None:
            context.failed.emit(
                Invalid(
                    N_("There is neither a reading of {person} yet nor a refusal to tell a doctor of."),
                    person=row.subject.text,
                )
            )
            return

        def failed(error: DaybookError) -> None:
            if error.field == "by":
                context.ask(care.whom_to_tell, lambda doctors: self._show(row, tell, doctors), key=self)
            else:
                context.failed.emit(error)

        self._page.keying.write(row, lambda desk: tell(desk, None, None), lambda _result: None, failed)

    def _way_to_tell(self, row: SheetRow) -> Tell | None:
        sheet, first_id = self._page.keying.sheet, row.first.reading.id if row.first is not None else None
        if row.owed is not None and not row.awaits_recheck:
            first_id = row.owed.first_id
        if first_id is not None:
            return lambda desk, by, at: care.tell_doctor(desk, first_id, doctor=by, at=at)
        told_of = {one.tell_doctor_as for one in sheet.people_reasons} if sheet is not None else set()
        if sheet is None or row.reason is None or not (row.reason.tell_doctor_as or row.reason.id in told_of):
            return None
        day, window, number = sheet.day, sheet.span.window.id, row.subject.number
        return lambda desk, by, at: care.tell_doctor_of_refusal(desk, day, window, number, doctor=by, at=at)

    def _show(self, row: SheetRow, tell: Tell, doctors: Sequence[Subject]) -> None:
        page = self._page
        sheet, at_row = page.keying.sheet, page.grid.current_row
        if sheet is None or at_row is None or at_row.subject.id != row.subject.id:
            return
        panel = DoctorPanel(row, doctors)

        def answer(told: dict[str, str]) -> None:
            try:
                typed = told["at"]
                at = sheet.calendar.instant(sheet.day, clock_of(typed)) if plain(typed) else None
            except DaybookError as error:
                panel.show_error(error)
                return
            page.answers.write(row, lambda desk: tell(desk, told["by"], at))

        page.answers.ask(panel, answer)
