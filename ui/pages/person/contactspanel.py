"""Who was together with the person: the list, how far back, and the ways to paper."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from facility_app.access import Desk
from facility_app.exchange.contact_files import give_contacts
from facility_app.facts.contact_words import fever_text, measure_text, shared_text, state_text
from facility_app.facts.contacts import Contact, Contacts
from facility_app.reports.contact_list import contact_list
from facility_app.reports.printing import preview_paper
from facility_app.services.contacts import DAYS, MOST_DAYS, list_contacts
from resources.text import _, ngettext
from ui import theme
from ui.context import Context
from ui.pages.files import ask_where_to_save
from ui.pages.outcome import Outcome
from ui.pages.paperbar import PaperBar
from ui.widgets.basics import button, column, heading, label, row
from ui.widgets.table import Table, TableColumn

_DAYS_WIDTH = 76
_TABLE = "XLSX (*.xlsx);;CSV (*.csv)"


class ContactsPanel(QWidget):
    """A list of contacts; Enter on one of them opens that person."""

    left = Signal()
    failed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._number = ""
        self.found: Contacts | None = None
        self.title = heading("")
        self.days = QSpinBox()
        self.days.setRange(1, MOST_DAYS)
        self.days.setMinimumWidth(_DAYS_WIDTH)
        self.days.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        # without its buttons by the symbols, the box shows no text under a style sheet
        self.days.setStyleSheet("QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }")
        self.days.setAccessibleName(_("Days looked back"))
        self.days.setKeyboardTracking(False)
        self.days.setToolTip(_("Type the days, or press up and down"))
        caption = label(_("Days looked back"), quiet=True)
        caption.setBuddy(self.days)
        self.outcome = Outcome()
        self.paper = PaperBar(context, self.outcome, "contacts")
        self.table: Table[Contact] = Table(
            [
                TableColumn(_("Name"), lambda one: one.subject.name, 92),
                TableColumn(_("Number"), lambda one: one.subject.number, 104),
                TableColumn(_("What was shared"), self._shared, 0, tip=self._all_shared),
                TableColumn(_("Hours"), lambda one: "–" if one.is_staff else str(one.hours), 84, right=True),
                TableColumn(_("Now"), self._now, 104, tip=self._now),
                TableColumn(_("Last temperature"), self._last, 132),
                TableColumn(_("Fever since"), self._fever, 132, self._state),
            ],
            _("Contacts, who was together longest first"),
        )
        self.totals = label("", quiet=True)
        head = row(self.title, space=theme.M)
        head.addStretch()
        for one in (caption, self.days, button(_("Save as table"), self.ask_where), self.paper):
            head.addWidget(one)
        head.addWidget(button(_("Close"), self.left.emit, tip="Esc"))
        self.setLayout(column(head, self.outcome, self.table, self.totals))
        self.days.valueChanged.connect(lambda _days: self._read())
        self.table.opened.connect(self._open)
        self.hide()

    def start(self, number: str) -> None:
        """Show the contacts of somebody, of the usual days."""
        self._number, self.found = number, None
        with QSignalBlocker(self.days):
            self.days.setValue(DAYS)
        self.outcome.hide()
        self.paper.put_away()
        self._read()

    def _read(self) -> None:
        number, days = self._number, self.days.value()
        self.paper.make = None
        # that it was read is journaled: an act, not a question
        self._context.do(
            lambda desk: list_contacts(desk, number, days), self._show, self.failed.emit, changes=frozenset({"history"})
        )

    def _show(self, found: Contacts) -> None:
        if found.person.number != self._number:
            return
        self.found = found
        self.title.setText(_("Contacts of {name}").format(name=found.person.subject.text))
        self.table.show_rows(found.found)
        self.totals.setText(self._totals(found))
        self.paper.make = self._made
        if self.isHidden():
            self.show()
            self.table.setFocus()

    def _made(self, _desk: Desk) -> bytes:
        assert self.found is not None
        return preview_paper(contact_list(self.found), self.found)

    @staticmethod
    def _totals(found: Contacts) -> str:
        since, until = (found.facility.calendar.local(one) for one in (found.since, found.until))
        if not found.found:
            text = _("Nobody was together with this person from {since} to {until}.")
            return text.format(since=f"{since:%Y-%m-%d %H:%M}", until=f"{until:%Y-%m-%d %H:%M}")
        held, staff = len(found.people), len(found.staff)
        parts = [
            f"{since:%Y-%m-%d %H:%M} – {until:%Y-%m-%d %H:%M}",
            ngettext("{count} person held", "{count} people held", held).format(count=held),
            _("{count} of the staff").format(count=staff),
        ]
        febrile = sum(one.fever is not None for one in found.found)
        parts.append(_("{count} with a fever since").format(count=febrile))
        return " · ".join(parts)

    def _open(self, one: Contact) -> None:
        if not one.is_staff:
            self._context.show_page("person", one.subject.number)

    def ask_where(self) -> None:
        """Ask where the list goes as a table."""
        if self.found is not None:
            ask_where_to_save(self, _("Save as table"), "contacts.xlsx", _TABLE, self.save_to)

    def save_to(self, path: Path) -> None:
        """Save the list as a CSV or XLSX file."""
        found = self.found
        if found is None:
            return
        self._context.do(
            lambda _desk: give_contacts(found, path),
            lambda _none: self.outcome.say(_("Saved: {path}").format(path=path)),
            saved=_("List of contacts"),
        )

    def _shared(self, one: Contact) -> str:
        return shared_text(self.found, one, "; ") if self.found else ""

    def _all_shared(self, one: Contact) -> str:
        return shared_text(self.found, one) if self.found else ""

    def _now(self, one: Contact) -> str:
        return state_text(self.found, one) if self.found else ""

    def _last(self, one: Contact) -> str:
        return measure_text(self.found, one) if self.found else ""

    def _fever(self, one: Contact) -> str:
        return fever_text(self.found, one) if self.found else ""

    @staticmethod
    def _state(one: Contact) -> theme.State | None:
        return theme.State.FEVER if one.fever is not None else None
