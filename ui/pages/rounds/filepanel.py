"""The file of a thermometer: looked at line by line, then taken."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facility_app.core.facilityday import FacilityCalendar
from facility_app.exchange.device_files import DeviceFile, DeviceLine, LineState, take_device_file
from resources.text import _
from ui import theme
from ui.context import Context
from ui.pages.files import ask_which_to_open
from ui.pages.rounds.keying import Keying
from ui.widgets.basics import button, column, heading, label, row
from ui.widgets.table import Table, TableColumn

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
        self._path: Path | None = None
        self._is_done = False
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
                TableColumn(_("Why not"), lambda one: one.reason, 0, tip=lambda one: one.reason),
            ],
            _("Lines of the file"),
        )
        self.take_button = button(_("Take these readings"), self.take)
        head = row(self.title, space=theme.M)
        head.addStretch()
        head.addWidget(self.take_button)
        head.addWidget(button(_("Another file"), self.ask_file))
        head.addWidget(button(_("Close"), self.stop))
        self.setLayout(column(head, self.counts, self.table))
        self.hide()

    def ask_file(self) -> None:
        """Ask for the file."""
        ask_which_to_open(self, _("File of a thermometer"), _FILES, self.look)

    def look(self, path: Path) -> None:
        """Say what taking a file would do."""
        self._path, site = path, self._keying.site
        self._context.do(lambda desk: take_device_file(desk, path, dry_run=True, usual_site=site), self._show_trial)

    def take(self) -> None:
        """Take what can be taken."""
        path, site = self._path, self._keying.site
        if path is None or self._is_done:
            return
        self._context.do(
            lambda desk: take_device_file(desk, path, dry_run=False, usual_site=site),
            self._show_taken,
            changes=frozenset({"rounds", "history"}),
            saved=_("File taken over"),
        )

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
        self._is_done = True
        self._keying.others.know_all()
        self._show(found, _("✓ taken {taken} · on record already {unchanged} · not taken {refused}"))
        self.take_button.setEnabled(False)
        self.table.setFocus()

    def _show(self, found: DeviceFile, text: str) -> None:
        self.title.setText(self._path.name if self._path else "")
        taken, unchanged, refused = map(found.count, (LineState.TAKEN, LineState.UNCHANGED, LineState.REFUSED))
        self.counts.setText(text.format(taken=taken, unchanged=unchanged, refused=refused))
        # what needs a look comes first
        order = (LineState.REFUSED, LineState.TAKEN, LineState.UNCHANGED)
        self.table.show_rows(sorted(found.lines, key=lambda one: (order.index(one.state), one.line)))

    def _state(self, one: DeviceLine) -> str:
        if one.state is LineState.TAKEN:
            return _("taken") if self._is_done else _("to be taken")
        return _("on record") if one.state is LineState.UNCHANGED else _("not taken")

    def _when(self, one: DeviceLine) -> str:
        calendar: FacilityCalendar | None = self._keying.sheet.calendar if self._keying.sheet else None
        if one.taken_at is None or calendar is None:
            return "–"
        return f"{calendar.local(one.taken_at):%m-%d %H:%M}"
