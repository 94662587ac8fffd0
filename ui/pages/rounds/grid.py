"""The grid into which a round is keyed: digits and Enter, nothing else is needed."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from facility_app.facts.round_sheet import SheetRow
from resources.text import _
from ui import theme
from ui.pages.rounds.keying import Keying
from ui.pages.rounds.model import HEADINGS, NAME, NUMBER, READING, REMARK, SITE, RoundModel
from ui.pages.rounds.typed import plain
from ui.widgets.table import SolidTable

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = (44, 66, 96, 60, 104, 128, 62, 94, 0)
_ROOM_FOR_ALL = 706
"""Narrower than that, the number is left to the pointer: the rest is needed at the door."""
_LEAVING = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_F3,
}
_AROUND = 2
"""So many rows before and after whoever is measured stay in sight."""
_SCROLL_AFTER_MS = 30
"""What was typed is painted first: scrolled together with it, all rows would be painted anew."""
_COMMANDS = frozenset("/+=*-")


def _is_table() -> bool:
    """Whether the clipboard holds more than one cell."""
    return bool(set(QApplication.clipboard().text().strip()) & set("\t\n"))


class RoundDelegate(QStyledItemDelegate):
    """Makes the editors, and says by which key a cell was left."""

    left = Signal(int, str)
    pasted = Signal()
    """A table was pasted where a reading was being typed."""

    def __init__(self, keying: Keying, parent: QWidget) -> None:
        super().__init__(parent)
        self._keying = keying

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        name = f"{_(HEADINGS[index.column()])}: {index.model().index(index.row(), NAME).data()}"
        editor: QWidget
        if index.column() == SITE:
            box = editor = QComboBox(parent)
            for site in self._keying.sheet.rules.sites.values() if self._keying.sheet else ():
                box.addItem(site.words.text, site.id)
        else:
            editor = QLineEdit(parent)
            # An input method would hold digits back until a candidate is chosen.
            editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, index.column() == REMARK)
            editor.setStyleSheet("padding: 0 4px; border-radius: 0;")
        editor.setAccessibleName(name)
        editor.setProperty("column", index.column())
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        told = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(told)))
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(told)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        told = editor.currentData() if isinstance(editor, QComboBox) else editor.text()  # type: ignore[attr-defined]
        model.setData(index, told)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and isinstance(watched, QWidget):
            key, text = Qt.Key(event.key()), plain(event.text())
            is_reading = watched.property("column") == READING
            if is_reading and event.matches(QKeySequence.StandardKey.Paste) and _is_table():
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.RevertModelCache)
                self.pasted.emit()
                return True
            arrows = isinstance(watched, QComboBox) and key in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            if (key in _LEAVING and not arrows) or (is_reading and text and text in _COMMANDS):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
                self.left.emit(key.value, text)
                return True
        return super().eventFilter(watched, event)


class RoundGrid(SolidTable):
    """The people of one cell. What is typed is written as the cursor leaves it."""

    wants_next = Signal()
    """Enter was pressed: go on to whoever is next to be measured."""
    wants_cell = Signal(int)
    wants_missing = Signal()
    commanded = Signal(str)
    pasted = Signal()
    at_row = Signal(object)

    def __init__(self, keying: Keying) -> None:
        super().__init__()
        self.setAccessibleName(_("Readings of the cell"))
        self.rows_model = RoundModel(keying, self)
        self._delegate = RoundDelegate(keying, self)
        self._late: tuple[SheetRow, ...] | None = None
        self._keying = keying
        self.held: Callable[[], bool] = lambda: False
        """Whether leaving a cell has raised a question, which keeps the cursor."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SCROLL_AFTER_MS)
        self._later.timeout.connect(self._scroll_on)
        self.setModel(self.rows_model)
        self.setItemDelegate(self._delegate)
        self._delegate.left.connect(self._leave)
        self._delegate.pasted.connect(self.pasted)
        self._delegate.closeEditor.connect(lambda *_hint: self._show_late())
        self.setFont(theme.section_font(theme.TABLE_PT, bold=False))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW_ROOMY)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        for place, width in enumerate(_WIDTHS):
            if width:
                self.setColumnWidth(place, width)
        header.setSectionResizeMode(REMARK, QHeaderView.ResizeMode.Stretch)

    @property
    def is_editing(self) -> bool:
        """Whether something is being typed."""
        return self.state() is QAbstractItemView.State.EditingState

    @property
    def current_row(self) -> SheetRow | None:
        """On whom the cursor stands."""
        place = self.currentIndex().row()
        rows = self.rows_model.rows
        return rows[place] if 0 <= place < len(rows) else None

    def show_rows(self, rows: tuple[SheetRow, ...]) -> None:
        """Show people; nothing moves under a hand that types: then it waits until the cell is left."""
        if self.is_editing:
            self._late = rows
            return
        self._late = None
        at = self.current_row
        self.rows_model.show(rows)
        if rows and self.current_row is None:
            place = self.rows_model.place_of(at.subject.id) if at else None
            self.stand_on(place or 0)

    def _show_late(self) -> None:
        if self._late is not None:
            rows, self._late = self._late, None
            self.rows_model.show(rows)

    def drop_late(self) -> None:
        """Forget rows that wait to be shown: another cell is shown now."""
        self._late = None

    def stand_on(self, place: int, column: int = READING) -> None:
        """Put the cursor on a row."""
        index = self.rows_model.index(place, column)
        if not self.viewport().rect().contains(self.visualRect(index)):
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.setCurrentIndex(index)
        self._later.start()

    def _scroll_on(self) -> None:
        """Bring the rows around the cursor into sight."""
        at = self.currentIndex()
        last = len(self.rows_model.rows) - 1
        around = [at.siblingAtRow(min(max(at.row() + step, 0), last)) for step in (-_AROUND, _AROUND)]
        hidden = [one for one in around if not self.viewport().rect().contains(self.visualRect(one))]
        if hidden:
            self.scrollTo(hidden[0])

    def leave(self) -> None:
        """Write what is being typed, as if the cursor left the cell."""
        if self.is_editing:
            editor = self.indexWidget(self.currentIndex()) or self.focusWidget()
            if editor is not None and editor is not self:
                self.commitData(editor)
                self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def type(self, text: str) -> None:
        """Put a text into the reading on which the cursor stands, as if it was typed."""
        editor = self._edited(READING)
        if editor is not None:
            editor.setText(text)
            editor.setModified(True)

    def write_remark(self) -> None:
        """Begin with the remark of whoever the cursor stands on."""
        self._edited(REMARK)

    def _edited(self, column: int) -> QLineEdit | None:
        """The editor of a column of the row on which the cursor stands."""
        self.stand_on(max(self.currentIndex().row(), 0), column)
        self.setFocus()
        self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AllEditTriggers, QEvent(QEvent.Type.None_))
        editor = self.indexWidget(self.currentIndex()) or self.focusWidget()
        return editor if isinstance(editor, QLineEdit) else None

    def _leave(self, key: int, text: str) -> None:
        if self.held():
            return
        self.setFocus()
        index = self.currentIndex()
        which = Qt.Key(key)
        if text and text in _COMMANDS:
            self.commanded.emit(text)
        elif which in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(index.column())
        elif which in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            place = index.row() + (1 if which is Qt.Key.Key_Down else -1)
            self.stand_on(min(max(place, 0), len(self.rows_model.rows) - 1), index.column())
        elif which in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            columns = [READING, SITE, REMARK]
            step = 1 if which is Qt.Key.Key_Tab else -1
            place = columns.index(index.column()) + step
            self.stand_on(index.row(), columns[min(max(place, 0), len(columns) - 1)])
        elif which is Qt.Key.Key_F3:
            self.wants_missing.emit()
        else:
            self.wants_cell.emit(1 if which is Qt.Key.Key_PageDown else -1)

    def _enter(self, column: int) -> None:
        if column == READING:
            self.wants_next.emit()
        else:
            self.stand_on(self.currentIndex().row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setColumnHidden(NUMBER, self.viewport().width() < _ROOM_FOR_ALL)
        super().resizeEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, current.column() == REMARK)
        if current.row() != previous.row() and self.current_row is not None:
            self.at_row.emit(self.current_row)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Not as the view does it, which paints every row anew: each reading takes the focus out and brings it back."""
        self.update(self.currentIndex())

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        self.update(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), plain(event.text())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.is_editing:
            self._enter(self.currentIndex().column())
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.wants_cell.emit(1 if key is Qt.Key.Key_PageDown else -1)
        elif key is Qt.Key.Key_Escape and self.current_row is not None:
            self._keying.forget(self.current_row)
        elif text and text in _COMMANDS and self.currentIndex().column() != REMARK:
            self.commanded.emit(text)
        else:
            if text.isdecimal() and self.currentIndex().column() not in (READING, REMARK):
                self.stand_on(max(self.currentIndex().row(), 0))
            super().keyPressEvent(event)
