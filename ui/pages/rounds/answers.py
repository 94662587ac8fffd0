"""The panel below the grid: what is asked about one person, and the write that follows from the answer."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.core.subjects import SubjectKind
from facility_app.core.values import DaybookError, Invalid
from facility_app.facts.round_sheet import SheetRow
from facility_app.services import rounds
from resources.text import N_
from ui.pages.rounds.grid import RoundGrid
from ui.pages.rounds.keying import Keying
from ui.pages.rounds.model import REMARK
from ui.pages.rounds.panels import AbsencePanel, CorrectionPanel, Panel, SymptomPanel
from ui.pages.rounds.particulars import whose
from ui.pages.rounds.recheckpanel import RecheckPanel
from ui.pages.rounds.typed import celsius_of, clock_of, plain
from ui.widgets.basics import clear


class Answers(QWidget):
    """Holds one panel at a time, or none."""

    left = Signal()
    """Nothing is asked any more."""

    def __init__(self, keying: Keying, grid: RoundGrid) -> None:
        super().__init__()
        self._keying, self._grid = keying, grid
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._place)
        self.panel: Panel | None = None
        self.hide()

    def put_away(self) -> None:
        """Ask nothing any more; the cursor is back in the grid."""
        if self.panel is not None:
            self.panel = None
            clear(self._place)
            self.hide()
            self._grid.setFocus()
            self.left.emit()

    def stay_with(self, row: SheetRow) -> None:
        """The cursor stands on somebody: a question about another one is put away."""
        if self.panel is not None and self.panel.about.subject.id != row.subject.id:
            self.put_away()

    def ask(self, panel: Panel, answer: Callable[[Any], None]) -> None:
        """Ask something about one person."""
        clear(self._place)
        self.panel = panel
        panel.told.connect(answer)
        panel.closed.connect(self.put_away)
        self._place.addWidget(panel)
        self.show()
        panel.show()
        panel.begin()

    def holds(self) -> bool:
        """Whether something is asked; then the cursor belongs there."""
        if self.panel is not None:
            self.panel.begin()
        return self.panel is not None

    def write(self, row: SheetRow, work: Callable[[Desk], object]) -> None:
        """Write what was answered; the question goes once it is durable, or says why not."""
        panel = self.panel

        def done(_result: object) -> None:
            if self.panel is panel:
                self.put_away()

        def failed(error: DaybookError) -> None:
            if panel is not None and self.panel is panel:
                panel.show_error(error)
            else:
                self._keying.context.failed.emit(error)

        self._keying.write(row, work, done, failed, once=panel)

    def absent(self, row: SheetRow) -> None:
        """Ask why somebody was not measured."""
        sheet = self._keying.sheet
        if sheet is None:
            return
        is_staff = row.subject.kind is SubjectKind.STAFF
        day, window = sheet.day, sheet.span.window.id

        def answer(told: dict[str, str]) -> None:
            self.write(
                row,
                lambda desk: rounds.note_absence(
                    desk, day, window, told["reason"], **whose(row), note=told["note"] or None
                ),
            )

        self.ask(AbsencePanel(row, sheet.staff_reasons if is_staff else sheet.people_reasons), answer)

    def refused(self, row: SheetRow) -> None:
        """Somebody refused to be measured: kept at once."""
        sheet = self._keying.sheet
        if sheet is None or self._grid.currentIndex().column() == REMARK:
            return
        reason = "staff_refused" if row.subject.kind is SubjectKind.STAFF else "refused"
        day, window = sheet.day, sheet.span.window.id
        self.write(row, lambda desk: rounds.note_absence(desk, day, window, reason, **whose(row)))

    def symptoms(self, row: SheetRow) -> None:
        """Ask for symptoms: kept for the reading to come, or added to the one that is kept."""
        sheet = self._keying.sheet
        if sheet is None:
            return
        first = row.first
        ticked = first.reading.measured.symptoms if first else frozenset(self._keying.particulars(row).symptoms)

        def answer(told: dict[str, Any]) -> None:
            if first is None:
                self._keying.note(row, symptoms=told["symptoms"])
                self.put_away()
            else:
                self.write(
                    row,
                    lambda desk: rounds.correct_reading(
                        desk, first.reading.id, reason=told["reason"], symptoms=told["symptoms"]
                    ),
                )

        self.ask(SymptomPanel(row, sheet, ticked), answer)

    def recheck(self, row: SheetRow, value: str = "") -> None:
        """Ask for a second reading, where one is owed, or for a further one beside that of the round, or at night."""
        sheet = self._keying.sheet
        if sheet is None:
            return
        typed, with_it = self._keying.typed(row), self._keying.particulars(row)
        is_refused = typed is not None and bool(typed.problem)
        is_night = sheet.is_night_before(self._keying.context.machine.clock())
        if row.to_repeat is None and row.first is None and not is_refused and not is_night:
            self._keying.context.failed.emit(
                Invalid(N_("No second reading is owed for {person}."), person=row.subject.text)
            )
            return
        day, calendar, site = sheet.day, sheet.calendar, sheet.rules.recheck.site

        def answer(told: dict[str, str]) -> None:
            try:
                reading = ReadingTaken(
                    celsius_of(told["celsius"]),
                    **whose(row),
                    taken_at=calendar.instant(day, clock_of(told["time"])) if plain(told["time"]) else None,
                    body_site=told["body_site"] or site,
                    device=told["device"] or None,
                    taken_by=told["taken_by"] or None,
                    symptoms=with_it.symptoms,
                    remark=with_it.remark or None,
                    again=True,
                )
            except DaybookError as error:
                self._refuse(error)
                return
            self._keying.forget(row)
            self._keying.note(row, symptoms=(), remark="")
            self._remember(reading.device)
            self.write(row, lambda desk: rounds.take_reading(desk, reading))

        panel = RecheckPanel(row, sheet, self._keying.means, self._keying.second_device)
        if value or (typed is not None and is_refused):
            panel.form.fields["celsius"].set_text(value or (typed.text if typed else ""))
        self.ask(panel, answer)

    def _remember(self, device: str | None) -> None:
        """The second thermometer of this desk."""
        if device:
            self._keying.second_device = device
            self._keying.context.settings.setValue("rounds/second_device", device)

    def correct(self, row: SheetRow, text: str) -> None:
        """Ask why a reading that is kept is to be another one."""
        first = row.first
        if first is None:
            return

        def answer(told: dict[str, str]) -> None:
            try:
                celsius = celsius_of(told["celsius"])
            except DaybookError as error:
                self._refuse(error)
                return
            self.write(
                row,
                lambda desk: rounds.correct_reading(desk, first.reading.id, reason=told["reason"], celsius=celsius),
            )

        panel = CorrectionPanel(row, text)
        panel.further.connect(lambda value: self.recheck(row, value))
        self.ask(panel, answer)

    def remark(self, row: SheetRow, text: str) -> None:
        """Keep a remark for the reading to come, or add it to the one that is kept."""
        first = row.first
        if first is None:
            self._keying.note(row, remark=text)
            return
        added = text.removeprefix(first.reading.remark or "").strip()
        if added:
            self.write(row, lambda desk: rounds.correct_reading(desk, first.reading.id, reason=added))

    def _refuse(self, error: DaybookError) -> None:
        if self.panel is not None:
            self.panel.show_error(error)
