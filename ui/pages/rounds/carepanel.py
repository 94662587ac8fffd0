"""What follows from an abnormal reading: found, measured again, informed, seen, concluded, each with its time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QPushButton

from facility_app.core.subjects import Subject
from facility_app.core.values import DaybookError
from facility_app.facts.round_sheet import RoundSheet, SheetRow
from facility_app.rules.care import CareCase
from resources.text import _
from ui import theme
from ui.context import Context
from ui.pages.rounds.careforms import CareForm, Mode, next_stage
from ui.pages.rounds.carewords import follow_up_text, stands_of, steps_text
from ui.pages.rounds.panels import Panel
from ui.widgets.basics import button, clear, column, label, row

ACTS = {"informed": "care.tell_doctor", "seen": "care.doctor_saw", "concluded": "care.conclude_case"}


class CarePanel(Panel):
    """The stages side by side; below them the act that is next, where it is that of whoever sits here.

    Another step, such as a mask or a test, is one key away, and so is what was recorded by mistake.
    """

    def __init__(
        self,
        about: SheetRow,
        sheet: RoundSheet,
        case: CareCase | None,
        doctors: Sequence[Subject],
        context: Context,
    ) -> None:
        super().__init__(about, _("With the doctor"))
        self.case, self._sheet, self._doctors, self._context = case, sheet, doctors, context
        now = context.machine.clock()
        self.stands = tuple(stands_of(about, sheet, case, now))
        self.next = next_stage(case)
        stages = QGridLayout()
        stages.setHorizontalSpacing(theme.L)
        stages.setVerticalSpacing(theme.XS)
        for place, one in enumerate(self.stands):
            named = label(f"{one.state.shape} {one.name}", bold=True, wraps=True)
            named.setStyleSheet(f"color: {one.state.colour(theme.colours())};")
            stages.addWidget(named, 0, place, Qt.AlignmentFlag.AlignTop)
            stages.addWidget(label(one.when, quiet=True, wraps=True), 1, place, Qt.AlignmentFlag.AlignTop)
            stages.setColumnStretch(place, 1)
        self.follow_up = label(follow_up_text(sheet, case, now), wraps=True)
        self.steps = label(steps_text(sheet, case, now), wraps=True)
        self.steps.setAccessibleName(_("What else was done"))
        self.found = label("", wraps=True)
        self.found.setAccessibleName(_("What the doctor found"))
        for one_line in (self.follow_up, self.steps, self.found):
            if not one_line.text():
                one_line.hide()
        self._place = column()
        self.act = button("", self._tell)
        self.void = button(_("Void (Ctrl+Del)"), self._void)
        may_mend = case is not None and bool(case.steps) and context.may("care.correct_step")
        self.knobs = [
            self._knob(_("Another step (F4)"), "F4", Mode.STEP, context.may("care.take_step")),
            self._knob(_("Correct a step (F2)"), "F2", Mode.MEND, may_mend),
        ]
        self.read = button(_("What the doctor found"), lambda: self.told.emit({"act": Mode.READ.value}))
        has_result = case is not None and any(one.result for one in case.steps)
        if not (has_result and context.may("care.read_result")):
            self.read.hide()
        self._short("Ctrl+Del", self._void)
        last = row(self.read, *self.knobs, self.void, self.act, self._cancel())
        last.insertStretch(0)
        self.setLayout(
            column(
                self.title,
                stages,
                row(self.steps, self.follow_up, space=theme.L),
                self.found,
                self._place,
                last,
                space=theme.S,
                margins=theme.M,
            )
        )
        self.form: CareForm
        self.turn(Mode.NEXT)

    def turn(self, mode: Mode) -> None:
        """Ask for the stage that is next, for another step, or for what is wrong with one."""
        clear(self._place)
        self.form = CareForm(mode, self.case, self._sheet, self._doctors)
        self.form.submitted.connect(self._tell)
        self._place.addWidget(self.form)
        may = mode is not Mode.NEXT or (self.next != "" and self._context.may(ACTS[self.next]))
        self.form.setVisible(may)
        self.act.setVisible(may)
        self.act.setText(self.form.act_text)
        self.act.setAccessibleName(self.form.act_text)
        for knob in self.knobs:
            knob.setVisible(mode is Mode.NEXT and knob.isEnabled())
        self.void.setVisible(mode is Mode.MEND and self._context.may("care.void_step"))

    def begin(self) -> None:
        first = next(iter(self.form.fields.values()), None)
        if first is not None and not self.form.isHidden():
            first.setFocus()
        else:
            self.setFocus()

    def show_error(self, error: DaybookError) -> None:
        self.form.show_error(error)

    def not_read(self, error: DaybookError) -> None:
        """Ask whoever is no doctor why it is read."""
        if error.field == "reason" and self.form.mode is not Mode.READ:
            self._turn_or_back(Mode.READ)
        else:
            self.show_error(error)

    def show_found(self, text: str) -> None:
        """Show what the doctor found."""
        self.found.setText(text)
        self.found.setVisible(bool(text))

    def _knob(self, text: str, keys: str, mode: Mode, may: bool) -> QPushButton:
        """A button and its key, which turn to something else and back."""
        made = button(text, lambda: self._turn_or_back(mode))
        made.setEnabled(may)
        if may:
            self._short(keys, lambda: self._turn_or_back(mode))
        return made

    def _turn_or_back(self, mode: Mode) -> None:
        self.turn(Mode.NEXT if self.form.mode is mode else mode)
        self.begin()

    def _short(self, keys: str, run: object) -> None:
        short = QShortcut(QKeySequence(keys), self)
        short.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        short.activated.connect(run)

    def _tell(self) -> None:
        if not self.act.isHidden():
            self.told.emit({"act": self.form.mode.value, **self.form.values()})

    def _void(self) -> None:
        if not self.void.isHidden():
            self.told.emit({"act": "void", **self.form.values()})
