"""The people of one cell as a table that can be typed into."""

from collections.abc import Container
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from facility_app.facts.round_sheet import SheetRow
from resources.text import N_, _
from ui import theme
from ui.pages.rounds import words
from ui.pages.rounds.keying import Keying, Mark, Typed
from ui.theme import State

Index = QModelIndex | QPersistentModelIndex
BED, NAME, NUMBER, LAST, READING, STATE, SITE, SYMPTOMS, REMARK = range(9)
HEADINGS = (
    N_("Bed"),
    N_("Name"),
    N_("Number"),
    N_("Last"),
    N_("Reading"),
    N_("State"),
    N_("Site"),
    N_("Symptoms"),
    N_("Remark"),
)
_RIGHT = (BED, LAST, READING)
_ALWAYS = (READING, REMARK)
_DISPLAY, _EDIT, _TEXTALIGNMENT, _FOREGROUND, _FONT, _TOOLTIP, _ACCESSIBLETEXT = _ROLES = (
    Qt.ItemDataRole.DisplayRole.value,
    Qt.ItemDataRole.EditRole.value,
    Qt.ItemDataRole.TextAlignmentRole.value,
    Qt.ItemDataRole.ForegroundRole.value,
    Qt.ItemDataRole.FontRole.value,
    Qt.ItemDataRole.ToolTipRole.value,
    Qt.ItemDataRole.AccessibleTextRole.value,
)
_ANSWERED = frozenset(_ROLES)
"""As numbers: a painted row asks hundreds of times, and to compare members of an enum takes a multiple."""
_CHOOSABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _CHOOSABLE | Qt.ItemFlag.ItemIsEditable
_ALIGNMENTS = tuple(
    int((Qt.AlignmentFlag.AlignRight if one in _RIGHT else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter)
    for one in range(len(HEADINGS))
)
_MARKS = {Mark.WRITING: "…", Mark.SAVED: "✓", Mark.REFUSED: "▲"}


class RoundModel(QAbstractTableModel):
    """Rows of the sheet, and over them what was typed."""

    site_told = Signal(object, str)
    reading_told = Signal(object, str)
    remark_told = Signal(object, str)

    def __init__(self, keying: Keying, parent: QWidget) -> None:
        super().__init__(parent)
        self._keying = keying
        self._rows: tuple[SheetRow, ...] = ()
        self._places: dict[UUID, int] = {}
        self._bold = theme.section_font(theme.BODY_PT)
        keying.row_changed.connect(self._row_changed)

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """Who is shown."""
        return self._rows

    @property
    def shown(self) -> Container[UUID]:
        """The ids of who is shown."""
        return self._places

    def show(self, rows: tuple[SheetRow, ...]) -> None:
        """Show people; the same ones stay where they are, and are painted anew where they look otherwise."""
        places = {one.subject.id: place for place, one in enumerate(rows)}
        if list(places) == list(self._places):
            before, self._rows = self._rows, rows
            for place, (old, new) in enumerate(zip(before, rows, strict=True)):
                if old is not new:
                    self._tell(place)
            return
        self.beginResetModel()
        self._rows, self._places = rows, places
        self.endResetModel()

    def place_of(self, subject_id: UUID) -> int | None:
        """The row of somebody; None: not shown."""
        return self._places.get(subject_id)

    def _tell(self, place: int, first: int = 0) -> None:
        self.dataChanged.emit(self.index(place, first), self.index(place, len(HEADINGS) - 1))

    def _row_changed(self, subject_id: UUID) -> None:
        place = self.place_of(subject_id)
        if place is not None:
            self._tell(place, READING)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADINGS[section])
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        column = index.column()
        if column in _ALWAYS or (column == SITE and self._rows[index.row()].first is None):
            return _EDITABLE
        return _CHOOSABLE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ANSWERED:
            return None
        row, column = self._rows[index.row()], index.column()
        if role == _DISPLAY:
            return self._text(row, column)
        if role == _EDIT:
            return self._edited(row, column)
        if role == _TEXTALIGNMENT:
            return _ALIGNMENTS[column]
        if role == _FOREGROUND:
            return self._colour(row, column)
        if role == _FONT:
            return self._font(column)
        if role == _TOOLTIP and self._keying.sheet is not None:
            typed = self._keying.typed(row)
            if typed and typed.problem:
                return typed.problem
            tip = words.row_tip(row, self._keying.sheet, is_from_another=self._keying.others.measured(row))
            noted = words.particulars_text(self._keying.particulars(row))
            return f"{tip}\n{noted}" if noted else tip
        if role == _ACCESSIBLETEXT:
            text = self._text(row, column) or _("empty")
            return f"{row.subject.name}, {_(HEADINGS[column])}: {text}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, told = self._rows[index.row()], str(value or "").strip()
        typed = self._keying.typed(row) if index.column() == READING else None
        is_again = typed is not None and typed.mark is Mark.REFUSED
        if role != Qt.ItemDataRole.EditRole or (told == self._edited(row, index.column()) and not is_again):
            return False
        if index.column() == READING:
            if told:
                self.reading_told.emit(row, told)
            else:
                self._keying.forget(row)
        elif index.column() == SITE:
            self._keying.note(row, site=told)
        else:
            self.remark_told.emit(row, told)
        return True

    def _edited(self, row: SheetRow, column: int) -> str:
        if column == READING:
            typed = self._keying.typed(row)
            return typed.text if typed else words.reading_text(row).split(" ")[0]
        if column == SITE:
            return self._site(row)
        return self._remark(row)

    def _text(self, row: SheetRow, column: int) -> str:
        sheet = self._keying.sheet
        if sheet is None:
            return ""
        if column == BED:
            return str(row.bed or "–")
        if column == NAME:
            return row.subject.name
        if column == NUMBER:
            return row.subject.number
        if column == LAST:
            return words.last_text(row.before)
        if column == READING:
            return self._reading(row, self._keying.typed(row))
        if column == STATE:
            return self._state(row)
        if column == SITE:
            by_itself = " ※" if row.first is None and self._keying.particulars(row).is_by_itself else ""
            return words.site_text(self._site(row), sheet.rules) + by_itself
        if column == SYMPTOMS:
            told = row.first.reading.measured.symptoms if row.first else self._keying.particulars(row).symptoms
            return words.symptoms_text(told, sheet.rules)
        return self._remark(row).replace("\n", " · ")

    @staticmethod
    def _reading(row: SheetRow, typed: Typed | None) -> str:
        if typed is not None:
            return f"{_MARKS[typed.mark]} {typed.text}"
        text, state = words.reading_text(row).replace(" → ", "→"), words.reading_state(row)
        return f"{state.shape} {text}" if state else text

    def _state(self, row: SheetRow) -> str:
        typed = self._keying.typed(row)
        if typed is not None:
            return {Mark.WRITING: _("saving …"), Mark.SAVED: _("✓ saved"), Mark.REFUSED: _("▲ not saved")}[typed.mark]
        state, sheet = words.row_state(row), self._keying.sheet
        if state is None or sheet is None:
            to_measure = _("to measure")
            return f"{words.missing_state(sheet).shape} {to_measure}" if sheet else ""
        text = f"{state.shape} {words.state_text(row, sheet)}"
        return f"{text} ⇄" if state is State.DONE and self._keying.others.measured(row) else text

    def _site(self, row: SheetRow) -> str:
        if row.first is not None:
            return row.first.reading.measured.site
        return self._keying.particulars(row).site or self._keying.site

    def _remark(self, row: SheetRow) -> str:
        return (row.first.reading.remark or "") if row.first else self._keying.particulars(row).remark

    def _colour(self, row: SheetRow, column: int) -> QColor | None:
        c = theme.colours()
        typed = self._keying.typed(row)
        if column in (READING, STATE) and typed is not None:
            return QColor({Mark.WRITING: c.quiet, Mark.SAVED: c.green, Mark.REFUSED: c.red}[typed.mark])
        if column == READING:
            abnormal = words.reading_state(row)
            return QColor(abnormal.colour(c)) if abnormal else None
        if column == STATE:
            sheet = self._keying.sheet
            state = words.row_state(row) or (words.missing_state(sheet) if sheet else None)
            return QColor(state.colour(c)) if state else None
        return QColor(c.quiet) if column in (BED, NUMBER, LAST, SITE) else None

    def _font(self, column: int) -> QFont | None:
        return self._bold if column == READING else None
