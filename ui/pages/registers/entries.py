"""The entries of a register, or the rows of a list: filters above, totals below, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from facility_app.access import Desk
from facility_app.core.values import DaybookError
from facility_app.facts.register_views import Listing
from facility_app.facts.register_words import label as field_label
from facility_app.facts.register_words import plain, shown
from facility_app.facts.registers import Filter
from facility_app.rules.declared import FieldKind, Register
from facility_app.rules.registers import OpenDeadline, difference, is_said
from facility_app.services import registers
from resources.text import N_, _, ngettext
from ui import theme
from ui.actions import Action, offered
from ui.pages.registers.widths import wide_enough, yielding
from ui.pages.typed import DayBox, day_typed
from ui.theme import State
from ui.widgets.basics import button, clear, column, holder, label, row
from ui.widgets.table import Table, TableColumn

AT_ONCE = 100
_TYPING_MS = 250
_WIDTHS = {FieldKind.YES_NO: 84, FieldKind.WHOLE: 84, FieldKind.DECIMAL: 96, FieldKind.INSTANT: 140}
_FIGURES = (FieldKind.WHOLE, FieldKind.DECIMAL)
_USUAL_WIDTH = 124


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry or a row of a list, as the table shows it."""

    id: UUID
    number: int
    values: Mapping[str, Any]
    cells: Mapping[str, str]
    is_void: bool
    open: tuple[OpenDeadline, ...]
    state: State | None
    state_text: str
    said: str
    by: str | None = None
    """The name of whoever wrote it; None: not known, as of the rows of a list."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the filters say; days as they were typed."""

    first: str = ""
    last: str = ""
    text: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    only_open: bool = False
    with_void: bool = False
    offset: int = 0

    def days(self, desk: Desk) -> tuple[date | None, date | None]:
        """The first and the last day; None: without end.

        Raises:
            Invalid: one is no day; `field` is `first` or `last`.
        """
        return day_typed(desk, self.first, "first"), day_typed(desk, self.last, "last")

    def read(self, desk: Desk, register: str) -> Listing:
        """The entries that it lets through.

        Raises:
            Invalid: a day is none; `field` is `first` or `last`.
        """
        first, last = self.days(desk)
        asked = Filter(first, last, self.text, dict(self.choices), self.only_open, self.with_void)
        return registers.list_entries(desk, register, asked, limit=AT_ONCE, offset=self.offset)


class EntryList(QWidget):
    """The list of one register."""

    asked = Signal()
    opened = Signal()
    selected = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._register: Register | None = None
        self._offset = 0
        self.first, self.last = DayBox("first", _("From day")), DayBox("last", _("To day"))
        self.text = QLineEdit()
        self.text.setPlaceholderText(_("Text in the entries"))
        self.text.setAccessibleName(_("Text in the entries"))
        self.open_only, self.with_void = QCheckBox(_("open only")), QCheckBox(_("with voided"))
        self.choices: dict[str, QComboBox] = {}
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._ask_anew)
        self.text.textEdited.connect(lambda _text: self._typing.start())
        for box in (self.first, self.last):
            box.editingFinished.connect(self._ask_anew)
        for tick in (self.open_only, self.with_void):
            tick.setAccessibleName(tick.text())
            tick.toggled.connect(lambda _on: self._ask_anew())
        self._choice_row = QHBoxLayout()
        self._choice_row.setSpacing(theme.S)
        self._place = QVBoxLayout()
        self.table: Table[EntryRow] = Table([], _("All entries"))
        self._place.addWidget(self.table)
        self.totals = yielding(label("", bold=True))
        self.newer = button(_("Newer"), lambda: self._turn(-AT_ONCE), tip="Ctrl+PgUp")
        self.older = button(_("Older"), lambda: self._turn(AT_ONCE), tip="Ctrl+PgDown")
        self._filter_bar = holder(
            column(row(self.first, self.last, self.text, self.open_only, self.with_void), self._choice_row)
        )
        below = row(self.totals, self.newer, self.older)
        below.setStretch(0, 1)
        self._filters = (self.first, self.last, self.text, self.open_only)
        outer = column(self._filter_bar, self._place, below)
        outer.setContentsMargins(0, theme.S, 0, 0)
        self.setLayout(outer)

    def show_register(self, register: Register) -> None:
        """Show another register: its filters and its columns."""
        self._register, self._offset = register, 0
        for one in self._filters:
            one.setVisible(not register.is_list)
            one.blockSignals(True)
        for line in (self.first, self.last, self.text):
            line.clear()
        self.open_only.setChecked(False)
        for one in self._filters:
            one.blockSignals(False)
        self.open_only.setVisible(bool(register.deadlines))
        self._make_choices(register)
        clear(self._place)
        self.table = Table(_columns(register), _("Entries of {register}").format(register=_(register.label)))
        self.table.opened.connect(lambda _row: self.opened.emit())
        self.table.selected.connect(lambda _row: self.selected.emit())
        self._place.addWidget(self.table)
        self.totals.setText("")

    def fold(self, *, is_folded: bool) -> None:
        """Hide the filters while a form needs the room."""
        self._filter_bar.setVisible(not is_folded)

    def wanted(self) -> Wanted:
        """What the filters say."""
        return Wanted(
            self.first.text(),
            self.last.text(),
            self.text.text(),
            tuple((key, box.currentData()) for key, box in self.choices.items() if box.currentData()),
            self.open_only.isChecked(),
            self.with_void.isChecked(),
            self._offset,
        )

    def show_found(self, found: Listing) -> None:
        """Show entries with their count and sums."""
        for box in (self.first, self.last):
            box.show_error(None)
        self.table.show_rows(_rows(found))
        texts = [ngettext("{count} entry", "{count} entries", found.count).format(count=found.count)]
        texts += [
            f"{field_label(found.register.field(key))} {plain(value or 0)}" for key, value in found.totals.items()
        ]
        self.totals.setText("   ".join(texts))
        self.totals.setToolTip("\n".join(texts))
        paged = found.count > AT_ONCE and not found.register.is_list
        self.newer.setVisible(paged)
        self.older.setVisible(paged)
        self.newer.setEnabled(self._offset > 0)
        self.older.setEnabled(self._offset + AT_ONCE < found.count)

    def show_error(self, error: DaybookError) -> bool:
        """Say beside a filter what is wrong with it; whether it is about one."""
        wrong = next((one for one in (self.first, self.last) if one.key == error.field), None)
        if wrong is not None:
            wrong.show_error(error)
        return wrong is not None

    def acts_of_page(self, page: str) -> list[Action]:
        """The acts of a list that is longer than what is shown of it."""
        return [
            Action(f"registers.{name}", text, knob.click, keys, page, can_run=offered(knob))
            for name, text, keys, knob in (
                ("older", N_("Older entries"), "Ctrl+PgDown", self.older),
                ("newer", N_("Newer entries"), "Ctrl+PgUp", self.newer),
            )
        ]

    @property
    def is_filtered(self) -> bool:
        """Whether anything is asked for but everything."""
        return self.wanted() != Wanted()

    def _turn(self, by: int) -> None:
        self._offset = max(0, self._offset + by)
        self.asked.emit()

    def _ask_anew(self) -> None:
        self._offset = 0
        self.asked.emit()

    def _make_choices(self, register: Register) -> None:
        clear(self._choice_row)
        self.choices = {}
        for one in register.fields:
            if one.kind is FieldKind.CHOICE and one.key in register.columns and not register.is_list:
                box = QComboBox()
                box.setAccessibleName(_(one.label))
                box.addItem(_("{field}: all").format(field=_(one.label)), "")
                for choice in one.choices:
                    box.addItem(_(choice.label), choice.key)
                box.currentIndexChanged.connect(lambda _index: self._ask_anew())
                self.choices[one.key] = box
                self._choice_row.addWidget(box)
        if self.choices:
            self._choice_row.addStretch()


def _columns(register: Register) -> list[TableColumn[EntryRow]]:
    made: list[TableColumn[EntryRow]] = []
    if not register.is_list:
        made.append(TableColumn(_("No."), lambda one: str(one.number), 52, right=True))
        made.append(TableColumn(_("Time"), lambda one: one.cells["at"], 140))
        made.append(
            TableColumn(_("State"), lambda one: one.state_text, 104, lambda one: one.state, tip=lambda one: one.said)
        )
    for key in register.columns:
        field = register.field(key)
        made.append(
            TableColumn(
                field_label(field),
                lambda one, key=key: one.cells[key],  # type: ignore[misc]
                wide_enough(field_label(field), _WIDTHS.get(field.kind, _USUAL_WIDTH)),
                right=field.kind in _FIGURES,
                tip=lambda one, key=key: one.cells[key],  # type: ignore[misc]
            )
        )
    return made


def _rows(found: Listing) -> list[EntryRow]:
    rows = [replace(_row(found, one.id, one.number, one.values, one.is_void), by=one.by) for one in found.entries]
    return rows + [_row(found, one.id, 0, one.values, one.voided_at is not None) for one in found.rows]


def _row(found: Listing, entry_id: UUID, number: int, values: Mapping[str, Any], is_void: bool) -> EntryRow:
    still = found.open.get(entry_id, ())
    state, text = _state(found, values, still, is_void)
    cells = {
        one.key: shown(one, values[one.key], found.calendar, found.names, found.people) for one in found.register.fields
    }
    said = "\n".join(f"{_(one.deadline.label)}: {found.calendar.local(one.due):%Y-%m-%d %H:%M}" for one in still)
    return EntryRow(entry_id, number, values, cells, is_void, still, state, text, said)


def _state(
    found: Listing, values: Mapping[str, Any], still: tuple[OpenDeadline, ...], is_void: bool
) -> tuple[State | None, str]:
    if is_void:
        return State.NOT_APPLICABLE, _("voided")
    tally = found.register.tally
    off = difference(tally, values) if tally is not None else 0
    if tally is not None and off and not is_said(values.get(tally.explanation)):
        return State.OVERDUE, _("{difference} unexplained").format(difference=f"{off:+d}")
    if any(one.is_overdue(found.at) for one in still):
        return State.OVERDUE, _("overdue")
    if still:
        return State.DUE, _("to fill in")
    if off:
        return State.DONE, _("{difference} explained").format(difference=f"{off:+d}")
    return (None, "") if found.register.is_list else (State.DONE, _("complete"))
