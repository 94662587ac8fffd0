"""The file of a thermometer, or what was copied out of a spreadsheet: looked at line by line, then taken."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from facility_app.access import Desk
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.values import DaybookError
from facility_app.exchange.device_files import DeviceFile, DeviceLine, LineState, take_device_file
from facility_app.exchange.pasted_readings import Pasted, take_pasted
from resources.text import _
from ui import theme
from ui.context import Context
from ui.pages.files import ask_which_to_open
from ui.pages.rounds.keying import Keying
from ui.widgets.basics import button, column, heading, label, row
from ui.widgets.table import Table, TableColumn

Take = Callable[[Desk, bool], DeviceFile]
"""Takes what can be taken; where the second is true it only looks."""
_FILES = "CSV, XLSX (*.csv *.txt *.xlsx)"
_STATES = {
    LineState.TAKEN: theme.State.DONE,
    LineState.UNCHANGED: theme.State.NOT_APPLICABLE,
    LineState.REFUSED: theme.State.OVERDUE,
}


class FilePanel(QWidget):
    """In place of the grid: what would be taken, what not and why; then what was."""

    opened = Signal()
    left = Signal()

    def __init__(self, context: Context, keying: Keying) -> None:
        super().__init__()
        self._context, self._keying = context, keying
        self._take: Take | None = None
        self._saved = ""
        self._is_done = self._is_taking = False
        self.title = heading("")
        self.counts = label("", bold=True)
        self.counts.setAccessibleName(_("Outcome"))
        self.table: Table[DeviceLine] = Table(
            [
                TableColumn(_("Line"), lambda one: str(one.line), 48, right=True),
                TableColumn(_("Whom"), lambda one: one.who or "–", 168, tip=lambda one: one.who),
                TableColumn(_("Taken at"), self._when, 96),
                TableColumn(_("℃"), lambda one: one.celsius, 62, right=True),
                TableColumn(_("State"), self._state, 112, lambda one: _STATES[one.state]),
                TableColumn(_("To be looked at"), lambda one: one.reason, 0, tip=lambda one: one.reason),
            ],
            _("Lines of the file"),
        )
        self.take_button = button(_("Take these readings (Enter)"), self.take)
        self._another = button(_("Another file"), self.ask_file)
        head = row(self.title, space=theme.M)
        head.addStretch()
        head.addWidget(self.take_button)
        head.addWidget(self._another)
        head.addWidget(button(_("Close (Esc)"), self.stop))
        self.why = label("", wraps=True)
        self.why.setAccessibleName(_("To be looked at"))
        self.remarks = label("", wraps=True)
        self.remarks.setAccessibleName(_("What is not read"))
        self.table.selected.connect(self._tell_why)
        self.setLayout(column(head, self.counts, self.remarks, self.table, self.why))
        for key, run in (
            (Qt.Key.Key_Return, self._enter),
            (Qt.Key.Key_Enter, self._enter),
            (Qt.Key.Key_Escape, self.stop),
        ):
            short = QShortcut(QKeySequence(key), self)
            short.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            short.activated.connect(run)
        self.hide()

    def ask_file(self) -> None:
        """Ask for the file."""
        ask_which_to_open(self, _("File of a thermometer"), _FILES, self.look)

    def look(self, path: Path) -> None:
        """Say what taking a file would do."""
        site = self._keying.site
        self._look(
            path.name,
            lambda desk, is_trial: take_device_file(desk, path, dry_run=is_trial, usual_site=site),
            _("File taken over"),
            is_file=True,
        )

    def look_at(self, pasted: Pasted) -> None:
        """Say what taking what was copied would do."""
        self._look(
            _("From the spreadsheet"),
            lambda desk, is_trial: take_pasted(desk, pasted, dry_run=is_trial),
            _("Readings pasted"),
            is_file=False,
        )

    def _look(self, title: str, take: Take, saved: str, *, is_file: bool) -> None:
        def show(found: DeviceFile) -> None:
            self._take, self._saved = take, saved
            self.title.setText(title)
            self._another.setVisible(is_file)
            self._show_trial(found)

        self._context.do(lambda desk: take(desk, True), show)

    def take(self) -> None:
        """Take what can be taken."""
        take = self._take
        if take is None or self._is_done or self._is_taking:
            return
        self._is_taking = True

        def fail(error: DaybookError) -> None:
            self._is_taking = False
            self._context.failed.emit(error)

        self._context.do(
            lambda desk: take(desk, False),
            self._show_taken,
            fail,
            changes=frozenset({"rounds", "history"}),
            saved=self._saved,
        )

    def _enter(self) -> None:
        """Take them; where they are taken, or nothing can be, go back to the grid."""
        if self.take_button.isEnabled():
            self.take()
        elif not self._is_taking:
            self.stop()

    def stop(self) -> None:
        """Put the panel away."""
        self.hide()
        self.left.emit()

    def _show_trial(self, found: DeviceFile) -> None:
        self._is_done = False
        self._show(found, _("to be taken {taken} · on record already {unchanged} · not taken {refused}"))
        self.take_button.setEnabled(found.count(LineState.TAKEN) > 0)
        self.opened.emit()
        self.show()
        (self.take_button if self.take_button.isEnabled() else self.table).setFocus()

    def _show_taken(self, found: DeviceFile) -> None:
        self._is_done, self._is_taking = True, False
        self._keying.others.know_all()
        self._show(found, _("✓ taken {taken} · on record already {unchanged} · not taken {refused}"))
        self.take_button.setEnabled(False)
        self.table.setFocus()

    def _show(self, found: DeviceFile, text: str) -> None:
        taken, unchanged, refused = map(found.count, (LineState.TAKEN, LineState.UNCHANGED, LineState.REFUSED))
        self.counts.setText(text.format(taken=taken, unchanged=unchanged, refused=refused))
        self.remarks.setText("\n".join(f"{theme.State.DUE.shape} {one}" for one in found.remarks))
        self.remarks.setVisible(bool(found.remarks))
        # what needs a look comes first
        order = (LineState.REFUSED, LineState.TAKEN, LineState.UNCHANGED)
        self.table.show_rows(sorted(found.lines, key=lambda one: (order.index(one.state), one.line)))

    def _tell_why(self, one: DeviceLine | None) -> None:
        """The whole reason of the line on which the cursor stands: the column is narrow."""
        if one is None or not one.reason:
            self.why.setText("")
            return
        line = _("Line {line}: {reason}").format(line=one.line, reason=one.reason)
        self.why.setText(f"{_STATES[one.state].shape} {line}")

    def _state(self, one: DeviceLine) -> str:
        if one.state is LineState.TAKEN:
            return _("taken") if self._is_done else _("to be taken")
        return _("on record") if one.state is LineState.UNCHANGED else _("not taken")

    def _when(self, one: DeviceLine) -> str:
        calendar: FacilityCalendar | None = self._keying.sheet.calendar if self._keying.sheet else None
        if one.taken_at is None or calendar is None:
            return "–"
        return f"{calendar.local(one.taken_at):%m-%d %H:%M}"
