"""Asks how far it is with the doctor, and writes the step that is taken."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from facility_app.access import Desk
from facility_app.core.values import DaybookError, Invalid
from facility_app.facts.round_sheet import SheetRow
from facility_app.rules.care import CareCase
from facility_app.services import care
from resources.text import N_
from ui.pages.rounds.carepanel import CarePanel
from ui.pages.rounds.typed import clock_of, plain

if TYPE_CHECKING:
    from ui.pages.rounds.page import RoundsPage


class CareQuestion:
    """The case of whoever the cursor stands on."""

    def __init__(self, page: "RoundsPage") -> None:
        self._page = page

    def look(self, row: SheetRow) -> None:
        """Read the case of somebody, then show it."""
        first, context = row.first, self._page.context
        if first is None:
            context.failed.emit(
                Invalid(N_("There is no reading of {person} yet to tell a doctor of."), person=row.subject.text)
            )
            return
        context.ask(
            lambda desk: care.see_case(desk, first.reading.id), lambda case: self._show(row, first.reading.id, case)
        )

    def _show(self, row: SheetRow, first_id: UUID, case: CareCase | None) -> None:
        page, sheet = self._page, self._page.keying.sheet
        at = page.grid.current_row
        if sheet is None or at is None or at.subject.id != row.subject.id:
            return
        panel = CarePanel(row, sheet, case, page.context)
        stage = panel.next

        def answer(told: dict[str, str]) -> None:
            try:
                moment = sheet.calendar.instant(sheet.day, clock_of(told["at"])) if plain(told["at"]) else None
            except DaybookError as error:
                panel.show_error(error)
                return
            page.answers.write(row, lambda desk: take(desk, first_id, stage, told, moment))

        page.answers.ask(panel, answer)


def take(desk: Desk, first_id: UUID, stage: str, told: dict[str, str], at: datetime | None) -> object:
    """Take the step that is next."""
    if stage == "informed":
        return care.tell_doctor(desk, first_id, doctor=told["by"] or None, at=at)
    if stage == "seen":
        return care.doctor_saw(desk, first_id, at=at, result=told["result"])
    return care.conclude_case(desk, first_id, told["result"], at=at, is_early=told["is_early"] == "yes")
