"""Asks how far it is with the doctor, and writes what is done, or what of it was wrong."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from facility_app.access import Desk
from facility_app.core.subjects import Subject
from facility_app.core.values import DaybookError, Invalid
from facility_app.facts.round_sheet import SheetRow
from facility_app.rules.care import CareCase
from facility_app.rules.carepack import INFORMED, SEEN
from facility_app.services import care
from resources.text import N_
from ui.pages.rounds.carepanel import CarePanel
from ui.pages.rounds.typed import clock_of, plain

if TYPE_CHECKING:
    from ui.pages.rounds.page import RoundsPage

Work = Callable[[Desk], object]


class CareQuestion:
    """The case of whoever the cursor stands on."""

    def __init__(self, page: "RoundsPage") -> None:
        self._page = page

    def look(self, row: SheetRow) -> None:
        """Read the case of somebody, then show it."""
        first, context = row.first, self._page.context
        if first is None:
            context.failed.emit(
                Invalid(
                    N_("There is no reading of {person} yet. That the doctor was told of a refusal is kept by F8."),
                    person=row.subject.text,
                )
            )
            return
        context.ask(
            lambda desk: (care.see_case(desk, first.reading.id), care.whom_to_tell(desk)),
            lambda found: self._show(row, first.reading.id, *found),
        )

    def _show(self, row: SheetRow, first_id: UUID, case: CareCase | None, doctors: Sequence[Subject]) -> None:
        page, sheet = self._page, self._page.keying.sheet
        at = page.grid.current_row
        if sheet is None or at is None or at.subject.id != row.subject.id:
            return
        panel = CarePanel(row, sheet, case, doctors, page.context)
        calendar = sheet.calendar

        def day_of(told: dict[str, str]) -> date:
            """The day of the step that is corrected, else that of the round."""
            steps = case.steps if case else ()
            step = next((one for one in steps if str(one.id) == told.get("which")), None)
            return calendar.day_of(step.at) if step else sheet.day

        def answer(told: dict[str, str]) -> None:
            if told["act"] == "read":
                self._read(panel, told.get("reason", ""))
                return
            try:
                typed = told.get("at", "")
                moment = calendar.instant(day_of(told), clock_of(typed)) if plain(typed) else None
                work = work_of(first_id, panel.next, told, moment)
            except DaybookError as error:
                panel.show_error(error)
                return
            page.answers.write(row, work)

        page.answers.ask(panel, answer)

    def _read(self, panel: CarePanel, reason: str) -> None:
        """Read what the doctor found; that it was read is journaled with the reason."""
        steps = [one.id for one in (panel.case.steps if panel.case else ()) if one.result]
        self._page.context.do(
            lambda desk: "\n".join(care.read_result(desk, one, reason) for one in steps),
            panel.show_found,
            panel.not_read,
        )


def work_of(first_id: UUID, stage: str, told: dict[str, str], at: datetime | None) -> Work:
    """The write that an answer asks for.

    Raises:
        Invalid: nothing says which step is meant, or nothing is changed.
    """
    act = told["act"]
    if act in ("void", "mend"):
        if not told["which"]:
            raise Invalid(N_("Say which step is meant."), field="which")
        step_id, reason = UUID(told["which"]), told["reason"]
        if act == "void":
            return lambda desk: care.void_step(desk, step_id, reason)
        if at is None and not told["by"]:
            raise Invalid(N_("Give the right time, or who did it. What did not happen is voided."), field="at")
        return lambda desk: care.correct_step(desk, step_id, reason=reason, at=at, by=told["by"] or None)
    if act == "step":
        if not told["step"]:
            raise Invalid(N_("Say which step is meant."), field="step")
        return lambda desk: care.take_step(desk, first_id, told["step"], at=at, remark=told["remark"])
    if stage == INFORMED:
        return lambda desk: care.tell_doctor(desk, first_id, doctor=told["by"] or None, at=at)
    if stage == SEEN:
        return lambda desk: care.doctor_saw(desk, first_id, at=at, result=told["result"])
    return lambda desk: care.conclude_case(desk, first_id, told["result"], at=at, is_early=told["is_early"] == "yes")
