"""The ledger page: a day chosen, looked at, closed, printed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSplitter

from facility_app.access import Desk
from facility_app.core.facilityday import FacilityCalendar
from facility_app.reports.ledger_print import preview_ledger
from facility_app.reports.pages import PageSize, page_sizes
from facility_app.services import days
from facility_app.services.days import DayLine
from facility_app.services.desks import see_desk
from resources.text import N_, _
from ui import theme
from ui.actions import Action
from ui.context import Context
from ui.pages.ledger.closeact import CloseAct
from ui.pages.ledger.closing import ClosingPanel
from ui.pages.ledger.paperacts import PaperActs
from ui.pages.ledger.printpanel import PrintPanel
from ui.pages.ledger.toolbar import PreviewBar
from ui.pages.outcome import Outcome
from ui.pages.page import Page
from ui.pages.preview import Preview
from ui.widgets.basics import button, column, holder
from ui.widgets.table import Table, TableColumn

_BACK = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class _Days:
    lines: tuple[DayLine, ...]
    calendar: FacilityCalendar


@dataclass(frozen=True, slots=True)
class _Shown:
    pdf: bytes
    sizes: tuple[PageSize, ...]


def _read_days(desk: Desk) -> _Days:
    calendar = see_desk(desk).facility.calendar
    today = calendar.day_of(desk.store.clock())
    return _Days(days.list_days(desk, today - _BACK, today), calendar)


def _read_preview(desk: Desk, day: date) -> _Shown:
    pdf = preview_ledger(desk, day).pdf
    return _Shown(pdf, page_sizes(pdf))


class LedgerPage(Page):
    """The daily ledger."""

    name = "ledger"
    title = N_("Ledger")
    stays = False
    about = frozenset({"people", "rounds", "talks", "releases", "registers", "cells", "ledger"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._calendar: FacilityCalendar | None = None
        self._wanted: date | None = None
        self._is_to_print = False
        self._was_left = False
        self.days: Table[DayLine] = Table(
            [
                TableColumn(_("Day"), lambda one: f"{one.day:%Y-%m-%d}", 116, self._state),
                TableColumn(_("Held"), self._held, 0, right=True),
            ],
            _("Days, newest first"),
        )
        self.days.setFixedWidth(188)
        self.days.selected.connect(lambda _line: self._show_day())
        self.preview = Preview(context)
        self.bar = PreviewBar(self.preview)
        self.panel, self.outcome = PrintPanel(), Outcome()
        self.panel.left.connect(self.days.setFocus)
        self.paper = PaperActs(context, self, lambda: self.line.day if self.line else None, self.panel, self.outcome)
        self.closing = ClosingPanel(context.may)
        self.closing.setMinimumWidth(180)
        self.closing.cure_asked.connect(self._cure)
        self.closing.addendum_asked.connect(self.add_addendum)
        self.closes = CloseAct(context, lambda: self.line, self.closing, self.outcome)
        split = QSplitter(Qt.Orientation.Horizontal)
        for one in (self.days, holder(column(self.panel, self.outcome, self.bar, self.preview)), self.closing):
            split.addWidget(one)
        split.setSizes([188, 520, 210])
        split.setStretchFactor(1, 1)
        split.setHandleWidth(theme.M)
        split.setObjectName("gap")
        split.setChildrenCollapsible(False)
        self.set_content(column(split))
        self.add_tool(button(_("Verify a PDF"), self.paper.ask_which), "ledgers.check_printed")
        self.add_tool(button(_("Save as PDF"), self.paper.ask_where, tip="Ctrl+Shift+S"), "ledgers.number_print")
        self.second = button(_("Print"), self.paper.ask_print, tip="Ctrl+P")
        self.primary = button(_("Print"), self._do_first, primary=True)
        self.add_tool(self.second)
        self.add_tool(self.primary)

    def actions_of_page(self) -> list[Action]:
        page = self.name
        return [
            Action(
                "ledger.close",
                N_("Close the day"),
                self.closes.close,
                "Ctrl+Shift+D",
                page,
                can_run=lambda: self.closes.is_possible,
            ),
            Action(
                "ledger.save",
                N_("Save as PDF"),
                self.paper.ask_where,
                "Ctrl+Shift+S",
                page,
                needs="ledgers.number_print",
            ),
            Action(
                "ledger.verify",
                N_("Verify a PDF"),
                self.paper.ask_which,
                "Ctrl+Shift+V",
                page,
                needs="ledgers.check_printed",
            ),
            Action("ledger.next_open", N_("Next open day"), self.show_next_open, "F3", page),
            Action(
                "ledger.addendum",
                N_("Add an addendum"),
                self.closing.addendum.fields["text"].setFocus,
                "F2",
                page,
                needs="days.add_addendum",
                can_run=lambda: self.line is not None and self.line.closing is not None,
            ),
            Action("ledger.larger", N_("Larger"), lambda: self.preview.step(1), "Ctrl++", page),
            Action("ledger.smaller", N_("Smaller"), lambda: self.preview.step(-1), "Ctrl+-", page),
            Action("ledger.fit", N_("As wide as there is room"), self.preview.fit, "Ctrl+0", page),
        ]

    @property
    def line(self) -> DayLine | None:
        """The day that is shown."""
        return self.days.current()

    def focus_first(self) -> None:
        if self.panel.isHidden():
            self.days.setFocus()

    def open(self, what: object) -> None:
        if what == "print":
            self._is_to_print = True
            if self._was_left and self.days.rows:
                self._wanted = date.max  # from another page: today's
        elif isinstance(what, date):
            self._wanted = what
        elif isinstance(what, str):
            self._wanted = date.fromisoformat(what)

    def is_dirty(self) -> bool:
        return any((*self.closing.addendum.values().values(), *self.closing.count.values().values()))

    def hideEvent(self, event: QHideEvent) -> None:
        self._was_left = True
        self.panel.hide()
        super().hideEvent(event)

    def refresh(self) -> None:
        self._was_left = False
        self.wait()
        self.context.ask(_read_days, self._show_days, self.show_error, key=(self, "days"))

    def _show_days(self, found: _Days) -> None:
        self._calendar = found.calendar
        if not found.lines:
            text = _("Here stands the ledger of each day, from the first day that the program keeps.")
            admit = N_("Admit a person")
            first = Action("first", admit, lambda: self.context.show_page("intake"), needs="intake.admit_person")
            self.show_empty(text, first)
            return
        wanted = self._wanted or (self.line.day if self.line else found.lines[0].day)
        self._wanted = None
        self.days.blockSignals(True)
        self.days.show_rows(found.lines)
        place = next((n for n, one in enumerate(found.lines) if one.day == wanted), 0)
        self.days.selectRow(place)
        self.days.blockSignals(False)
        self._show_day()
        if self._is_to_print:
            self._is_to_print = False
            self.show_content()
            self.paper.ask_print()

    def _show_day(self) -> None:
        line = self.line
        if line is None:
            return
        day, can_close = line.day, self.closes.is_possible
        self.primary.setText(_("Close the day") if can_close else _("Print"))
        self.primary.setAccessibleName(self.primary.text())
        self.primary.setToolTip("Ctrl+Shift+D" if can_close else "Ctrl+P")
        self.second.setVisible(can_close)
        self.context.ask(lambda desk: _read_preview(desk, day), self._show_preview, self.show_error, key=(self, "pdf"))
        if line.closing is not None:
            self.closing.show_closed(line, self._local)
        else:
            self.closes.look(day)

    def _show_preview(self, shown: _Shown) -> None:
        self.preview.show_pdf(shown.pdf, shown.sizes)
        self.bar.show_pages(len(shown.sizes))
        self.show_content()

    def _local(self, instant: datetime) -> datetime:
        return self._calendar.local(instant) if self._calendar else instant

    def _do_first(self) -> None:
        if self.closes.is_possible:
            self.closes.close()
        else:
            self.paper.ask_print()

    def add_addendum(self, text: str) -> None:
        """Add to the closed day that is shown."""
        line = self.line
        if line is None:
            return
        self.context.do(
            lambda desk: days.add_addendum(desk, line.day, text),
            lambda _none: self.closing.addendum.clear(),
            self.closing.show_error,
            changes=frozenset({"ledger", "history"}),
            saved=_("Addendum"),
            once=self.closing.addendum,
        )

    def show_next_open(self) -> None:
        """Go to the oldest day that is still open."""
        place = max((n for n, one in enumerate(self.days.rows) if one.closing is None), default=None)
        if place is not None:
            self.days.selectRow(place)

    def _cure(self, cure: str) -> None:
        if cure == "before":
            self.show_next_open()
        elif cure == "roll_call":
            self.context.show_page("registers", "roll_call")
        else:
            self.context.show_page(cure)

    @staticmethod
    def _state(one: DayLine) -> theme.State | None:
        if one.closing is not None:
            return theme.State.DONE
        return theme.State.OVERDUE if one.is_over else theme.State.DUE

    @staticmethod
    def _held(one: DayLine) -> str:
        return str(one.closing.closing) if one.closing else _("open")
