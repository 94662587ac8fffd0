"""What one act did, and the panel in which it is put back."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.messages import error_text
from facility_app.core.values import DaybookError
from facility_app.services.journal import ActLine, RecordLine
from resources.text import _, ngettext
from ui import theme
from ui.pages.history.words import ChangeRow, Wording, change_rows, concerns_text
from ui.widgets.basics import button, card, column, heading, label, row
from ui.widgets.table import Table, TableColumn

_FIELDS_TOLD = 4


class ActDetails(QWidget):
    """The records of one act with old and new values."""

    put_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = heading("")
        self.said = label("", quiet=True)
        self.table: Table[ChangeRow] = Table(
            [
                TableColumn(_("Record"), lambda one: one.record, 150, tip=lambda one: one.record),
                TableColumn(_("Field"), lambda one: one.field, 190, tip=lambda one: one.field),
                TableColumn(_("Before the act"), lambda one: one.before, 220, tip=lambda one: one.before),
                TableColumn(_("After the act"), lambda one: one.after, 0, tip=lambda one: one.after),
            ],
            _("What the act changed"),
        )
        self.panel = UndoPanel(self.put_back.emit)
        self.panel.hide()
        top = row(self.title, self.said, space=theme.M)
        top.addStretch()
        self.refusal = label("", wraps=True)
        self.refusal.setObjectName("error")
        self.refusal.hide()
        self.closed = label(_("Your account sees that it was done, not the old and the new values."), quiet=True)
        self.closed.hide()
        inside = column(top, self.panel, self.refusal, self.closed, self.table)
        inside.addStretch()
        inside.setStretch(inside.indexOf(self.table), 1)
        self.setLayout(inside)

    def show_act(self, line: ActLine | None, calendar: FacilityCalendar) -> None:
        """Show an act whose records are being read."""
        self.panel.hide()
        self.refusal.hide()
        self.closed.hide()
        self.table.show()
        self.table.show_rows([])
        if line is None:
            self.title.setText(_("No act is chosen"))
            self.said.setText("")
            return
        self.title.setText(_(line.act.title))
        at = f"{calendar.local(line.act.at):%Y-%m-%d %H:%M:%S}"
        text = _("{at} · {name} · {workstation}")
        about = concerns_text(line.concerns)
        said = text.format(at=at, name=line.by, workstation=line.act.workstation)
        self.said.setText(f"{said} · {about}" if about else said)

    def show_records(self, lines: tuple[RecordLine, ...], wording: Wording) -> None:
        """Show what it did."""
        self.table.show_rows(change_rows(lines, wording))

    def show_refusal(self, error: DaybookError) -> None:
        """Say why the records are not shown; the act itself stays."""
        self.refusal.setText(error_text(error))
        self.refusal.show()

    def tell_closed(self) -> None:
        """Say that the account may see that it was done, but not what was changed."""
        self.table.hide()
        self.closed.show()

    def ask_undo(self) -> None:
        """Show what would be put back, before it is."""
        self.panel.ask(self.table.rows)


class UndoPanel(QWidget):
    """What undoing puts back; nothing happens until it is confirmed here."""

    def __init__(self, confirm: Callable[[], None]) -> None:
        super().__init__()
        self.text = label("", wraps=True)
        self.yes = button(_("Put it back"), confirm)
        self.no = button(_("Leave it"), self.hide)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.hide)
        buttons = row(self.yes, self.no)
        buttons.addStretch()
        inner = column(label(_("Undo this act"), bold=True), self.text, buttons, space=theme.S, margins=theme.M)
        self.setLayout(column(card(inner)))

    def ask(self, rows: tuple[ChangeRow, ...]) -> None:
        """Say what would be put back."""
        made = Counter({one.record_id: one.record for one in rows if one.is_new}.values())
        shown = [_voided(record, count) for record, count in made.items()]
        changed = [one for one in rows if not one.is_new]
        shown += [
            _("{field}: {after} becomes {before} again").format(field=one.field, after=one.after, before=one.before)
            for one in changed[:_FIELDS_TOLD]
        ]
        more = len(changed[_FIELDS_TOLD:])
        if more > 0:
            shown.append(ngettext("and {count} more field", "and {count} more fields", more).format(count=more))
        shown.append(_("The act itself stays in the history; putting it back is an act of its own."))
        self.text.setText("\n".join(shown))
        self.show()
        self.yes.setFocus()


def _voided(record: str, count: int) -> str:
    text = ngettext("{record}: {count} new record becomes void", "{record}: {count} new records become void", count)
    return text.format(record=record, count=count)
