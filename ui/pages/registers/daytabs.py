"""What a day says of a register: blind spots by session, stock, and the hours of the month."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facility_app.access import Desk
from facility_app.core.subjects import Subject
from facility_app.core.values import DaybookError
from facility_app.facts.register_coverage import SlotLine
from facility_app.facts.register_quota import MonthLine, ends_soon
from facility_app.facts.register_stock import Stock
from facility_app.facts.register_words import plain
from facility_app.rules.declared import Register, Session
from facility_app.services import registers
from facility_app.services.desks import see_desk
from resources.text import _, ngettext
from ui import theme
from ui.pages.registers.widths import wide_enough, yielding
from ui.pages.typed import DayBox, day_typed
from ui.theme import State
from ui.widgets.basics import button, clear, column, label, row
from ui.widgets.table import Table, TableColumn

_SESSION_WIDTH = 190
_FEW = 3


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What a day says of a register; what it does not know is empty."""

    day: date
    now: datetime
    slots: tuple[SlotLine, ...] = ()
    stocks: tuple[Stock, ...] = ()
    months: tuple[MonthLine, ...] = ()


def read_day(desk: Desk, register: Register, typed: str) -> DayFacts:
    """What a typed day, else today, says of a register.

    Raises:
        Invalid: it is no day.
    """
    now = desk.store.clock()
    day = day_typed(desk, typed, "day") or see_desk(desk).facility.calendar.day_of(now)
    return DayFacts(
        day,
        now,
        registers.register_coverage(desk, register.name, day) if register.coverage else (),
        registers.stocks(desk, register.name, day) if register.balance else (),
        registers.month_minutes(desk, register.name, day) if register.quota else (),
    )


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One subject with its sessions of the day, by their ids."""

    subject: Subject
    slots: Mapping[str, SlotLine]


class DayTab(QWidget):
    """A table about one day, with the day above it."""

    asked = Signal()
    missing_opened = Signal(object, object)
    """Somebody wants to do what was left out: the subject and the session."""
    person_chosen = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._facts: DayFacts | None = None
        self.day = DayBox("day", _("Day"))
        self.before = button("◀", lambda: self._turn(-1), tip=_("The day before"))
        self.after = button("▶", lambda: self._turn(1), tip=_("The day after"))
        self.before.setAccessibleName(_("The day before"))
        self.after.setAccessibleName(_("The day after"))
        self.day.editingFinished.connect(self.asked.emit)
        self.sum = yielding(label("", bold=True))
        self._place = QVBoxLayout()
        self.table: Table[CoverRow] | Table[Stock] | Table[MonthLine] | None = None
        top = row(self.before, self.day, self.after, self.sum)
        top.setStretch(3, 1)
        outer = column(top, self._place)
        outer.setContentsMargins(0, theme.S, 0, 0)
        self.setLayout(outer)

    def _turn(self, by: int) -> None:
        if self._facts is not None:
            self.day.setText(str(self._facts.day + timedelta(days=by)))
            self.asked.emit()

    def _put(self, facts: DayFacts, table: "Table[CoverRow] | Table[Stock] | Table[MonthLine]") -> None:
        self._facts, self.table = facts, table
        self.day.show_error(None)
        if not self.day.hasFocus():
            self.day.setText(str(facts.day))
        clear(self._place)
        self._place.addWidget(table)

    def show_error(self, error: DaybookError) -> bool:
        """Say beside the day what is wrong with it; whether it is about the day."""
        if error.field == "day":
            self.day.show_error(error)
        return error.field == "day"

    def show_coverage(self, register: Register, facts: DayFacts) -> None:
        """Every subject with the sessions of the day; shapes say what was done."""
        assert register.coverage is not None
        found: dict[object, dict[str, SlotLine]] = {}
        subjects: dict[object, Subject] = {}
        for one in facts.slots:
            subjects[one.subject.id] = one.subject
            found.setdefault(one.subject.id, {})[one.session.id] = one
        width = 0 if len(register.coverage.sessions) <= _FEW else 200
        columns: list[TableColumn[CoverRow]] = [
            TableColumn(_(register.field(register.coverage.of).label), lambda one: one.subject.name, width)
        ]
        columns += [_session_column(session, facts.now) for session in register.coverage.sessions]
        table = Table(columns, self._title)
        table.show_rows([CoverRow(subjects[key], slots) for key, slots in found.items()])
        table.opened.connect(self._open_missing)
        self._put(facts, table)
        done = sum(one.is_filled for one in facts.slots)
        late = sum(_slot_state(one, facts.now) is State.OVERDUE for one in facts.slots)
        text = _("{done} of {owed} done, {late} left out")
        self.sum.setText(text.format(done=done, owed=len(facts.slots), late=late))

    def _open_missing(self, chosen: CoverRow) -> None:
        missing = next((one for one in chosen.slots.values() if not one.is_filled), None)
        if missing is not None:
            self.missing_opened.emit(missing.subject, missing.session)

    def show_stock(self, facts: DayFacts) -> None:
        """What the day did to the stock of everything."""
        short, lasts = sum(one.is_short for one in facts.stocks), wide_enough(_("Lasts (days)"), 72)
        table = Table(
            [
                TableColumn(_("State"), _stock_text, 96, _stock_state),
                TableColumn(_("Material"), lambda one: one.name, 150, tip=lambda one: one.name),
                _figure(_("Before"), lambda one: one.before),
                _figure(_("Received"), lambda one: one.added),
                _figure(_("Issued"), lambda one: one.taken),
                _figure(_("Corrected"), lambda one: one.corrected),
                _figure(_("In stock"), lambda one: one.after),
                TableColumn(_("Lasts (days)"), lambda one: _dash(one.days), lasts, right=True),
            ],
            self._title,
        )
        table.show_rows(facts.stocks)
        self._put(facts, table)
        text = ngettext("{count} material, {short} below the least", "{count} materials, {short} below the least",
                        len(facts.stocks))  # fmt: skip
        self.sum.setText(text.format(count=len(facts.stocks), short=short))

    def show_month(self, facts: DayFacts) -> None:
        """What everybody has had in the month of what is owed."""
        short = [one for one in facts.months if one.is_short]
        is_late = ends_soon(facts.day)

        def state_of(one: MonthLine) -> State:
            open_ = State.DUE if is_late else State.NOT_APPLICABLE
            return open_ if one.is_short else State.DONE

        def text_of(one: MonthLine) -> str:
            open_ = _("short") if is_late else _("not yet")
            return open_ if one.is_short else _("fulfilled")

        table = Table(
            [
                TableColumn(_("State"), text_of, 120, state_of),
                TableColumn(_("Number"), lambda one: one.person.number, 110),
                TableColumn(_("Name"), lambda one: one.person.name, 0),
                TableColumn(_("Cell"), lambda one: one.person.cell, 80),
                TableColumn(_("Had (min)"), lambda one: str(one.had), wide_enough(_("Had (min)"), 96), right=True),
                TableColumn(_("Owed (min)"), lambda one: str(one.owed), wide_enough(_("Owed (min)"), 96), right=True),
            ],
            self._title,
        )
        table.show_rows(sorted(facts.months, key=lambda one: not one.is_short))
        table.selected.connect(lambda one: self.person_chosen.emit(one.person if one else None))
        self._put(facts, table)
        text = _("{short} of {count} have not had this month's minutes so far")
        self.sum.setText(text.format(short=len(short), count=len(facts.months)))


def _slot_state(one: SlotLine, now: datetime) -> State:
    if one.is_filled:
        return State.DONE
    if one.slot.closes <= now:
        return State.OVERDUE
    return State.DUE if one.slot.opens <= now else State.NOT_APPLICABLE


def _session_column(session: Session, now: datetime) -> TableColumn[CoverRow]:
    def text(one: CoverRow) -> str:
        slot = one.slots.get(session.id)
        if slot is None:
            return ""
        if slot.is_filled:
            return _("№ {numbers}").format(numbers=", ".join(map(str, slot.slot.entries)))
        words = {State.OVERDUE: _("left out"), State.DUE: _("to do now"), State.NOT_APPLICABLE: _("not yet begun")}
        return words[_slot_state(slot, now)]

    def state(one: CoverRow) -> State | None:
        slot = one.slots.get(session.id)
        return _slot_state(slot, now) if slot else None

    heading = f"{_(session.label)} {session.opens:%H:%M}–{session.closes:%H:%M}"
    return TableColumn(heading, text, wide_enough(heading, _SESSION_WIDTH), state)


def _figure(heading: str, of: Callable[[Stock], Decimal]) -> TableColumn[Stock]:
    return TableColumn(heading, lambda one: plain(of(one)), wide_enough(heading, 72), right=True)


def _dash(value: int | None) -> str:
    return "–" if value is None else str(value)


def _stock_state(one: Stock) -> State:
    return State.OVERDUE if one.is_short else State.DONE


def _stock_text(one: Stock) -> str:
    return _("short") if one.is_short else _("enough")
