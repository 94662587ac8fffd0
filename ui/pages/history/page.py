"""The acts of the journal, newest first."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSplitter

from facility_app.access import Desk
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.phrases import listed
from facility_app.core.values import DaybookError
from facility_app.services import journal
from facility_app.services.desks import see_desk
from facility_app.services.journal import ActLine, RecordLine
from resources.text import N_, _, ngettext
from ui import theme
from ui.actions import Action, offered
from ui.context import Context
from ui.pages.history.details import ActDetails
from ui.pages.history.labels import record_name
from ui.pages.history.words import Wording, concerns_text
from ui.pages.page import Page
from ui.pages.typed import DayBox, day_typed
from ui.widgets.basics import button, column, holder, label, row
from ui.widgets.table import Table, TableColumn

_AT_ONCE = 100
_SEES, _ADMITS = "journal.see_act", "intake.admit_person"
_EVERYTHING = frozenset({"people", "rounds", "talks", "releases", "registers", "ledger", "cells", "history"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the filters say; days as they were typed."""

    own_only: bool
    with_access_log: bool
    first: str
    last: str
    before: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """Acts with what is needed to show them."""

    acts: tuple[ActLine, ...]
    wording: Wording

    @property
    def calendar(self) -> FacilityCalendar:
        """The facility's clock."""
        return self.wording.calendar


def _read(desk: Desk, asked: _Asked) -> _Found:
    facility = see_desk(desk).facility
    calendar = facility.calendar
    first, last = day_typed(desk, asked.first, "first"), day_typed(desk, asked.last, "last")
    acts = journal.recent_acts(
        desk,
        limit=_AT_ONCE,
        before=asked.before,
        since=calendar.starts(first) if first else None,
        until=calendar.ends(last) if last else None,
        own_only=asked.own_only,
        with_access_log=asked.with_access_log,
        with_concerns=True,
    )
    return _Found(acts, Wording(calendar, facility.packs))


def _concerns(one: ActLine) -> str:
    return concerns_text(one.concerns)


class HistoryPage(Page):
    """Who did what, and when; old and new by rights; undo of an act."""

    name = "history"
    title = N_("History")
    about = _EVERYTHING

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found: _Found | None = None
        self._shown: int | None = None
        self.first, self.last = DayBox("first", _("From day")), DayBox("last", _("To day"))
        self.own = QCheckBox(_("My own acts only"))
        self.access = QCheckBox(_("With logins and prints"))
        for box in (self.first, self.last):
            box.editingFinished.connect(self.refresh)
        for tick in (self.own, self.access):
            tick.setAccessibleName(tick.text())
            tick.toggled.connect(lambda _on: self.refresh())
        self.table: Table[ActLine] = Table(
            [
                TableColumn(_("Time"), self._time, 150),
                TableColumn(_("Who"), lambda one: one.by, 96, tip=lambda one: one.act.workstation),
                TableColumn(_("What"), lambda one: _(one.act.title), 190, tip=self._about),
                TableColumn(_("Concerns"), _concerns, 0, tip=lambda one: listed(one.concerns.names)),
                TableColumn(_("Records"), lambda one: str(one.act.records), 72, right=True, tip=self._about),
                TableColumn(_("Undone"), self._undone, 92, self._undone_state),
            ],
            _("Acts, newest first"),
        )
        self.table.selected.connect(self._choose)
        self.earlier = button(_("Earlier acts"), self.show_earlier, tip="Ctrl+PgDown")
        self.count = label("", quiet=True)
        self.details = ActDetails()
        self.details.put_back.connect(self.undo)
        filters = row(self.first, self.last, self.own, self.access)
        filters.addStretch()
        below = row(self.count)
        below.addStretch()
        below.addWidget(self.earlier)
        split = QSplitter(Qt.Orientation.Vertical)
        above, beneath = column(filters, self.table, below), column(self.details)
        above.setContentsMargins(0, 0, 0, theme.S)
        beneath.setContentsMargins(0, theme.S, 0, 0)
        split.addWidget(holder(above))
        split.addWidget(holder(beneath))
        split.setSizes([360, 260])
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        self.set_content(column(split))
        self.undo_button = button(_("Undo this act"), self.ask_undo, primary=True, tip="Ctrl+Shift+Z")
        self.undo_button.setEnabled(False)
        self.add_tool(self.undo_button)

    def actions_of_page(self) -> list[Action]:
        return [
            Action(
                "history.undo", N_("Undo this act"), self.ask_undo, "Ctrl+Shift+Z", self.name, can_run=self._can_undo
            ),
            Action(
                "history.earlier",
                N_("Earlier acts"),
                self.show_earlier,
                "Ctrl+PgDown",
                self.name,
                can_run=offered(self.earlier),
            ),
            Action("history.own", N_("My own acts only"), self.own.toggle, "Ctrl+M", self.name),
        ]

    def focus_first(self) -> None:
        self.table.setFocus()

    def refresh(self) -> None:
        self.wait()
        for box in (self.first, self.last):
            box.show_error(None)
        asked = self._asked()
        self.context.ask(lambda desk: _read(desk, asked), self._show, self._fail, key=self)

    def show_earlier(self) -> None:
        """Add the acts before the last one that is shown."""
        if self._found is None or not self._found.acts or not self.earlier.isEnabled():
            return
        asked = self._asked(self._found.acts[-1].act.transaction)
        self.context.ask(lambda desk: _read(desk, asked), self._add, self._fail, key=(self, "earlier"))

    def _asked(self, before: int | None = None) -> _Asked:
        return _Asked(self.own.isChecked(), self.access.isChecked(), self.first.text(), self.last.text(), before)

    def _fail(self, error: DaybookError) -> None:
        wrong = next((one for one in (self.first, self.last) if one.key == error.field), None)
        if wrong is None:
            self.show_error(error)
            return
        wrong.show_error(error)
        self.show_content()
        self.context.failed.emit(error)

    def _show(self, found: _Found) -> None:
        if not found.acts and self._asked() == _Asked(False, False, "", ""):
            text = _("Here stands who did what and when. Nothing was written yet.")
            act = Action("first", N_("Admit a person"), lambda: self.context.show_page("intake"), needs=_ADMITS)
            self.show_empty(text, act)
            return
        self._put(found, len(found.acts) == _AT_ONCE)
        self.show_content()

    def _add(self, found: _Found) -> None:
        assert self._found is not None
        self._put(_Found((*self._found.acts, *found.acts), found.wording), len(found.acts) == _AT_ONCE)

    def _put(self, found: _Found, has_more: bool) -> None:
        self._found = found
        self.earlier.setEnabled(has_more)
        count = len(found.acts)
        self.count.setText(ngettext("{count} act", "{count} acts", count).format(count=count))
        self.table.show_rows(found.acts)
        self._choose(self.table.current())

    def _choose(self, line: ActLine | None) -> None:
        if self._found is None:
            return
        self.undo_button.setEnabled(line is not None and line.act.undone_by is None and self._may_undo(line))
        self.undo_button.setToolTip(
            "Ctrl+Shift+Z" if self._may_undo(line) else _("Undone by whoever did it, or by the head")
        )
        self._shown = line.act.transaction if line else None
        self.details.show_act(line, self._found.calendar)
        if line is not None and not self.context.may(_SEES):
            self.details.tell_closed()
        elif line is not None:
            number = line.act.transaction
            self.context.ask(
                lambda desk: journal.see_act(desk, number),
                self._show_records,
                self.details.show_refusal,
                key=(self, "act"),
            )

    def _show_records(self, lines: tuple[RecordLine, ...]) -> None:
        if self._found is not None:
            self.details.show_records(lines, self._found.wording)

    def _may_undo(self, line: ActLine | None) -> bool:
        is_own = line is not None and line.act.actor_id == self.context.desk.account_id
        return self.context.may("journal.undo", is_own=is_own)

    def _can_undo(self) -> bool:
        return self.undo_button.isEnabled()

    def ask_undo(self) -> None:
        """Show what undoing the chosen act would put back."""
        if self._can_undo():
            self.details.ask_undo()

    def undo(self) -> None:
        """Put the chosen act back."""
        number = self._shown
        if number is None:
            return
        self.details.panel.hide()
        self.context.do(lambda desk: journal.undo(desk, number), changes=_EVERYTHING, saved=_("Undone"), once=self)

    def _time(self, one: ActLine) -> str:
        return f"{self._found.calendar.local(one.act.at):%Y-%m-%d %H:%M:%S}" if self._found else ""

    @staticmethod
    def _about(one: ActLine) -> str:
        return listed(record_name(each) for each in one.act.entities)

    @staticmethod
    def _undone(one: ActLine) -> str:
        if one.act.undone_by is not None:
            return _("undone")
        return _("an undoing") if one.act.undoes is not None else ""

    @staticmethod
    def _undone_state(one: ActLine) -> theme.State | None:
        return theme.State.NOT_APPLICABLE if one.act.undone_by is not None else None
