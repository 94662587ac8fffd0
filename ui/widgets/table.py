"""A table of frozen rows: text, alignment and state of each cell are functions of the row."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import theme

R = TypeVar("R")
_TEXT_MARGIN = 3
"""What the style leaves free at each side of a text."""
_FIGURE_GOES_ON = re.compile(r"[\d.,:/-][\d.,:/-]*\d")
_FIGURE_AT_END = re.compile(r"\s*[+-]?\d[\d.,:/-]*$")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TableColumn(Generic[R]):
    """One column.

    Attributes:
        text: what a cell says.
        width: in pixels at 100 %; 0: takes what is left.
        state: gives the cell a colour, its shape is put before the text.
        right: figures stand at the right.
        tip: what a cell says when the pointer rests on it.
    """

    heading: str
    text: Callable[[R], str]
    width: int = 120
    state: Callable[[R], theme.State | None] | None = None
    right: bool = False
    tip: Callable[[R], str] | None = None


class RowsModel(QAbstractTableModel, Generic[R]):
    """The rows of a table."""

    def __init__(self, columns: Sequence[TableColumn[R]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[R, ...] = ()

    @property
    def rows(self) -> tuple[R, ...]:
        """What is shown."""
        return self._rows

    def show(self, rows: Sequence[R]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def renew(self, rows: Sequence[R]) -> None:
        """Show as many rows in the place of those that are shown; a row that is the same object is not painted anew."""
        before, self._rows = self._rows, tuple(rows)
        for place, (old, new) in enumerate(zip(before, self._rows, strict=True)):
            if old is not new:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(self._columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(self._columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column, row = self._columns[index.column()], self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            state = column.state(row) if column.state else None
            text = column.text(row)
            return f"{state.shape} {text}" if state else text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role == Qt.ItemDataRole.ForegroundRole and column.state:
            state = column.state(row)
            return QColor(state.colour(theme.colours())) if state else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip else None
        return None

    @staticmethod
    def _alignment(column: TableColumn[R]) -> int:
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class _Eliding(QStyledItemDelegate):
    """Cuts a text that is too long for its cell between words, never within a figure: 326 days must not read as 32."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        whole = option.text
        if option.fontMetrics.horizontalAdvance(whole) <= option.rect.width() - 2 * (theme.S + _TEXT_MARGIN):
            return
        style = option.widget.style() if option.widget else QApplication.style()
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget).width()
        shown = option.fontMetrics.elidedText(whole, Qt.TextElideMode.ElideRight, room - 2 * _TEXT_MARGIN)
        option.text = without_cut_figure(whole, shown)


def without_cut_figure(whole: str, shown: str) -> str:
    """A shortened text without the beginning of a figure, a date or a time of which the end was cut off."""
    kept = shown.removesuffix("…")
    if kept == whole or not whole.startswith(kept) or not _FIGURE_GOES_ON.match(whole, max(len(kept) - 1, 0)):
        return shown
    return f"{_FIGURE_AT_END.sub('', kept)}…"


class _Wrapping(QStyledItemDelegate):
    """Asks for the height that a text needs in the width which the padding of the cell leaves to it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        option.rect.setWidth(option.rect.width() - 2 * theme.S)
        return super().sizeHint(option, index)


class SolidTable(QTableView):
    """Moves what is painted when it scrolls, and paints only the rows that come into sight.

    A table that a style sheet dresses counts as one that shines through, and is painted in whole for each step.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().base())
        painter.end()
        super().paintEvent(event)


class Table(SolidTable, Generic[R]):
    """A table in which whole rows are chosen; Enter or a double click opens one.

    Args:
        wraps: long texts go on in a second line; for tables of few rows.
    """

    opened = Signal(object)
    selected = Signal(object)

    def __init__(
        self, columns: Sequence[TableColumn[R]], name: str, parent: QWidget | None = None, *, wraps: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._model: RowsModel[R] = RowsModel(columns, self)
        self.setModel(self._model)
        self.setFont(theme.section_font(theme.TABLE_PT, bold=False))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(wraps)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW_DENSE)
        mode = QHeaderView.ResizeMode
        self.verticalHeader().setMinimumSectionSize(theme.ROW_DENSE)
        self.verticalHeader().setSectionResizeMode(mode.ResizeToContents if wraps else mode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for place, one in enumerate(columns):
            if one.width:
                self.setColumnWidth(place, one.width)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.setItemDelegate(_Wrapping(self) if wraps else _Eliding(self))
        if wraps:
            header.sectionResized.connect(lambda _at, _old, _new: self.resizeRowsToContents())
        self.doubleClicked.connect(lambda _index: self._open())
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.selected.emit(self.current()))

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show other rows; the place in the list stays."""
        at, scrolled = self.currentIndex().row(), self.verticalScrollBar().value()
        self._model.show(rows)
        if rows:
            self.selectRow(min(max(at, 0), len(rows) - 1))
            self.verticalScrollBar().setValue(scrolled)

    def renew_rows(self, rows: Sequence[R]) -> None:
        """Show rows anew that are read again and again: where as many are shown, only those that are others now."""
        if len(rows) == len(self.rows):
            self._model.renew(rows)
        else:
            self.show_rows(rows)

    @property
    def rows(self) -> tuple[R, ...]:
        """What is shown."""
        return self._model.rows

    def current(self) -> R | None:
        """The row that is chosen."""
        row = self.currentIndex().row()
        return self._model.rows[row] if 0 <= row < len(self._model.rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row)
