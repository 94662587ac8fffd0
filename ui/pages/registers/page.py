"""The page of registers: which one, its list and its day, and the form of an entry."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QTabWidget

from facility_app.access import Desk
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.subjects import Subject
from facility_app.core.values import DaybookError
from facility_app.facts.register_views import Listing
from facility_app.rules.declared import Register, Session
from facility_app.services import register_board, registers
from facility_app.services.desks import see_desk
from facility_app.services.register_board import Choices, RegisterLine
from resources.text import N_, _
from ui import theme
from ui.actions import Action
from ui.context import Context
from ui.pages.page import Page
from ui.pages.registers.choice import RegisterChoice
from ui.pages.registers.daytabs import DayFacts, DayTab, read_day
from ui.pages.registers.entries import EntryList, EntryRow
from ui.pages.registers.entryacts import Does, EntryActs, unsigned
from ui.pages.registers.fields import Around
from ui.pages.registers.fileacts import FileActs
from ui.pages.registers.files import FileOutcome, FilesMenu
from ui.pages.registers.form import EntryForm, Handed, Mode, Written, write
from ui.pages.registers.values import text_of
from ui.widgets.basics import button, column, label, row

CHANGES = frozenset({"registers", "history"})
_FIRST = "roll_call"


@dataclass(frozen=True, slots=True)
class _Shown:
    """One register with what its list, its day and its form need."""

    listing: Listing
    choices: Choices
    facts: DayFacts | None


class RegistersPage(Page):
    """Every register, now and later."""

    name = "registers"
    title = N_("Registers")
    stays = False
    about = frozenset({"registers", "people", "cells"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.register: Register | None = None
        self._wanted, self._is_new_wanted = _FIRST, False
        self._lines: tuple[RegisterLine, ...] = ()
        self._calendar: FacilityCalendar | None = None
        self._listing: Listing | None = None
        self._choices: Choices | None = None
        self.choice = RegisterChoice()
        self.choice.chosen.connect(self._choose)
        self.help = label("", quiet=True, wraps=True)
        self.entries = EntryList()
        self.entries.asked.connect(self._read_register)
        self.entries.opened.connect(self._open_row)
        self.entries.selected.connect(self._show_acts)
        self.cover, self.stock, self.month = DayTab(_("Blind spots")), DayTab(_("Stock")), DayTab(_("Month"))
        for tab in (self.cover, self.stock, self.month):
            tab.asked.connect(self._read_register)
        self.cover.missing_opened.connect(self._do_missing)
        self.month.person_chosen.connect(context.focus)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Parts of the register"))
        self.tabs.currentChanged.connect(lambda _place: self._read_register())
        self.form = EntryForm(context)
        self.form.handed_in.connect(self._write)
        self.form.started.connect(self._make_room)
        self.form.left.connect(self._make_room)
        self.outcome = FileOutcome()
        self.files = FileActs(context, self, self.outcome)
        self.acts = EntryActs(context, Does(self.fill_in, self.sign, self.correct, self.void, self.files.save_filled))
        right = column(self.help, self.outcome, self.tabs, self.acts, self.form)
        right.setStretch(2, 1)
        self.set_content(row(self.choice, right, space=theme.M))
        self.menu = FilesMenu(self.files.menu())
        self.new = button(_("New entry"), self.new_entry, primary=True, tip="Ctrl+N")
        self.add_tool(self.menu)
        self.add_tool(self.new)

    def actions_of_page(self) -> list[Action]:
        page = self.name
        return [
            Action("registers.new", N_("New entry"), self.new_entry, "Ctrl+N", page, can_run=self.may_write),
            *self.acts.acts_of_page(page),
            Action("registers.open", N_("Next open entry"), self.next_open, "F3", page, can_run=self._has_open),
            Action("registers.next", N_("Next register"), lambda: self.choice.step(1), "Ctrl+Down", page),
            Action("registers.before", N_("Register before"), lambda: self.choice.step(-1), "Ctrl+Up", page),
            *self.entries.acts_of_page(page),
            *self.files.actions(page),
        ]

    def may_write(self) -> bool:
        """Whether the account may write the register that is shown."""
        return self.register is not None and self.context.may(f"registers.write.{self.register.group.value}")

    def _has_open(self) -> bool:
        return any(one.open for one in self.entries.table.rows)

    def open(self, what: object) -> None:
        """Show a register by its name; `NAME/new` asks for an entry at once."""
        name, _slash, rest = str(what).partition("/")
        self._wanted, self._is_new_wanted = name, rest == "new"
        self.choice.choose(name)

    def is_dirty(self) -> bool:
        return self.form.is_dirty()

    def keep_draft(self) -> None:
        self.form.draft.keep_now()

    def focus_first(self) -> None:
        if self.form.isHidden():
            self.entries.table.setFocus()

    def _make_room(self) -> None:
        """While a form is open, what is not needed makes room for it."""
        is_open = self.form.mode is not None
        self.help.setVisible(not is_open)
        self.entries.fold(is_folded=is_open)
        self._show_acts()
        if not is_open:
            self.focus_first()

    def refresh(self) -> None:
        self.wait()
        self.context.ask(_read_board, self._show_board, self.show_error, key=(self, "board"))

    def _show_board(self, found: tuple[tuple[RegisterLine, ...], FacilityCalendar]) -> None:
        self._lines, self._calendar = found
        if not self._lines:
            self.show_empty(_("Here stand the registers that your roles may read. They may read none."))
            return
        names = [one.register.name for one in self._lines]
        if self._wanted not in names:
            self._wanted = names[-1]
        before = self.register.name if self.register else ""
        self.choice.show_lines(self._lines, self._wanted)
        if self.register is not None and self.register.name == before:
            self._read_register()

    def _choose(self, name: str) -> None:
        register = next(one.register for one in self._lines if one.register.name == name)
        self._wanted = name
        if self.register is None or self.register.name != name:
            self.form.leave_form()
            self.outcome.hide()
            self.register, self._listing, self._choices = register, None, None
            self.help.setText(_(register.help))
            self.entries.show_register(register)
            self._show_tabs(register)
            self.menu.offer_taking(self.may_write())
            self.new.setVisible(self.may_write())
        self._read_register()

    def _show_tabs(self, register: Register) -> None:
        self.tabs.blockSignals(True)
        self.tabs.clear()
        self.tabs.addTab(self.entries, _("Rows") if register.is_list else _("All entries"))
        for tab, name, has in (
            (self.cover, _("Blind spots"), register.coverage),
            (self.stock, _("Stock"), register.balance),
            (self.month, _("Hours of the month"), register.quota),
        ):
            tab.day.clear()
            if has is not None:
                self.tabs.addTab(tab, name)
        self.tabs.blockSignals(False)

    def _read_register(self) -> None:
        if self.register is None:
            return
        register, wanted = self.register, self.entries.wanted()
        tab = self.tabs.currentWidget()
        day = tab.day.text() if isinstance(tab, DayTab) else None

        def read(desk: Desk) -> _Shown:
            listing = wanted.read(desk, register.name)
            choices = register_board.choices_of(desk, register.name)
            facts = None if day is None else read_day(desk, register, day)
            return _Shown(listing, choices, facts)

        self.context.ask(read, self._show_register, self._fail, key=(self, "register"))

    def _fail(self, error: DaybookError) -> None:
        tab = self.tabs.currentWidget()
        is_said = tab.show_error(error) if isinstance(tab, DayTab | EntryList) else False
        if is_said:
            self.context.failed.emit(error)
        else:
            self.show_error(error)

    def _show_register(self, shown: _Shown) -> None:
        self._listing, self._choices = shown.listing, shown.choices
        register = shown.listing.register
        self.entries.show_found(shown.listing)
        tab = self.tabs.currentWidget()
        if shown.facts is not None and tab is self.cover:
            self.cover.show_coverage(register, shown.facts)
        elif shown.facts is not None and tab is self.stock:
            self.stock.show_stock(shown.facts)
        elif shown.facts is not None:
            self.month.show_month(shown.facts)
        if shown.listing.count == 0 and not self.entries.is_filtered:
            self.entries.totals.setText(_("Nothing is written yet. Ctrl+N writes the first entry."))
        self._show_acts()
        self.show_content()
        if self._is_new_wanted:
            self._is_new_wanted = False
            self.new_entry()

    @property
    def row(self) -> EntryRow | None:
        """The entry that is chosen."""
        return self.entries.table.current()

    def _show_acts(self) -> None:
        has_list = self.tabs.currentWidget() is self.entries
        self.acts.setVisible(has_list and self.form.mode is None)
        self.acts.show_for(self.register, self.row if has_list else None, self._choices)

    def _around(self) -> Around | None:
        if self._choices is None or self._calendar is None:
            return None
        calendar, clock = self._calendar, self.context.machine.clock
        return Around(self.context, self._choices, lambda: f"{calendar.local(clock()):%Y-%m-%d %H:%M}")

    def _start(self, mode: Mode, one: EntryRow | None = None, texts: Mapping[str, str] | None = None) -> None:
        around = self._around()
        if self.register is None or around is None or (mode is Mode.NEW and not self.may_write()):
            return
        self.form.start(
            self.register,
            mode,
            around,
            entry_id=one.id if one else None,
            number=one.number if one else 0,
            texts=texts if texts is not None else self._texts(one),
        )

    def _texts(self, one: EntryRow | None) -> dict[str, str]:
        if one is None or self._listing is None:
            return {}
        found = self._listing
        return {
            each.key: text_of(each, one.values[each.key], found.calendar, found.names) for each in found.register.fields
        }

    def new_entry(self) -> None:
        """Ask for a new entry."""
        if self.register is not None and self._choices is None:
            self._is_new_wanted = True
            return
        self._start(Mode.NEW)

    def fill_in(self) -> None:
        """Ask for what the chosen entry left open."""
        if self.acts.fill.isEnabled():
            self._start(Mode.FILL, self.row)

    def correct(self) -> None:
        """Ask what is to be corrected in the chosen entry, and why."""
        if self.acts.correct.isEnabled():
            self._start(Mode.CORRECT, self.row)

    def void(self) -> None:
        """Ask why the chosen entry is withdrawn."""
        if self.acts.void.isEnabled():
            self._start(Mode.VOID, self.row)

    def sign(self) -> None:
        """Sign the chosen entry as whoever is logged in."""
        one, key = self.row, unsigned(self.register, self.row, self._choices)
        if one is None or key is None or self.register is None or self._choices is None or not self._choices.own:
            return
        name, word = self.register.name, self._choices.own.word
        self.context.do(
            lambda desk: registers.fill_in(desk, name, one.id, {key: word}),
            changes=CHANGES,
            saved=_("Signed"),
            once=(self, one.id, key),
        )

    def next_open(self) -> None:
        """Go to the next entry in which something is open."""
        rows, at = self.entries.table.rows, self.entries.table.currentIndex().row()
        order = [*range(at + 1, len(rows)), *range(min(at + 1, len(rows)))]
        place = next((n for n in order if rows[n].open), None)
        if place is not None:
            self.entries.table.selectRow(place)

    def _open_row(self) -> None:
        if self.row is not None and self.row.open:
            self.fill_in()
        else:
            self.correct()

    def _do_missing(self, subject: Subject, session: Session) -> None:
        if self.register is None or self.register.coverage is None or self._choices is None:
            return
        key = self.register.coverage.of
        named = next((one for one in self._choices.rows.get(key, ()) if one.id == subject.id), None)
        texts = {key: named.word} if named else {}
        if session.when is not None:
            texts[session.when.field] = str(min(map(str, session.when.values)))
        self._start(Mode.NEW, texts=texts)

    def _write(self, handed: Handed) -> None:
        self.context.do(
            lambda desk: write(desk, handed),
            self._done,
            self.form.show_error,
            changes=CHANGES,
            saved=_("Entry"),
            once=self.form,
        )

    def _done(self, written: Written) -> None:
        self.form.draft.drop(written.handed.draft)
        self.form.leave_form()
        if written.remarks:
            self.outcome.say("\n".join(one.text for one in written.remarks), theme.State.OVERDUE)


def _read_board(desk: Desk) -> tuple[tuple[RegisterLine, ...], FacilityCalendar]:
    return register_board.see_board(desk), see_desk(desk).facility.calendar
