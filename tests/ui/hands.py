"""Somebody at the keyboard: keys go to whatever has the focus, clicks to what is called so on the screen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.waiting import WAIT_MS, until_idle
from ui.context import Context

W = TypeVar("W", bound=QWidget)
KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@dataclass
class Hands:
    """Types and clicks in one window, and never calls anything of it."""

    qtbot: QtBot
    window: QWidget
    calm: Callable[[], None]
    """Waits until nothing is being read or written any more."""

    def take_place(self) -> None:
        """Have the window in front, so that it gets the keys."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow, timeout=WAIT_MS)

    def stir(self) -> None:
        """Touch a key that does nothing, where the window system hears it, as the clock over the idle lock does."""
        self.qtbot.keyClick(self.window.windowHandle(), KEY.Key_Shift)

    @property
    def focus(self) -> QWidget:
        """What gets the keys."""
        popup = QApplication.activePopupWidget()
        if popup is None and not self.window.isActiveWindow():
            self.take_place()  # a screen without a window manager does not give it back after a popup
        at = (popup.focusWidget() or popup) if popup is not None else QApplication.focusWidget()
        assert at is not None, "nothing has the focus"
        return at

    def press(self, *keys: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.qtbot.keyClick(self.focus, key, with_)

    def write(self, text: str) -> None:
        """Type a text; what no key has comes as from an input method."""
        for sign in text:
            if sign.isascii():
                self.qtbot.keyClick(self.focus, sign)
            else:
                event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
                QApplication.sendEvent(self.focus, event)

    def do(self, *keys: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys, and wait for what comes of it."""
        self.press(*keys, with_=with_)
        self.calm()

    def enter(self, *texts: str) -> None:
        """Type texts, each with Enter."""
        for one in texts:
            self.write(one)
            self.press(KEY.Key_Return)

    def seen(self, kind: type[W], name: str, of: QWidget | None = None) -> W:
        """The one control on the screen that is called so."""
        found = [one for one in (of or self.window).findChildren(kind) if one.isVisible() and _name(one) == name]
        assert len(found) == 1, (name, len(found))
        return found[0]

    def click(self, name: str, of: QWidget | None = None) -> None:
        """Click the button that is called so, and wait for what comes of it."""
        self.qtbot.mouseClick(self.seen(QAbstractButton, name, of), Qt.MouseButton.LeftButton)
        self.calm()

    def go_to(self, name: str, of: QWidget | None = None) -> QWidget:
        """Click into the field that is called so."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()  # as a click elsewhere does
        kinds = (QLineEdit, QPlainTextEdit, QComboBox)
        root = of or self.window
        found = [one for kind in kinds for one in root.findChildren(kind) if one.isVisible() and _name(one) == name]
        assert len(found) == 1, (
            name,
            [_name(one) for kind in kinds for one in root.findChildren(kind) if one.isVisible()],
        )
        field = found[0]
        if isinstance(field, QComboBox):
            field.setFocus(Qt.FocusReason.TabFocusReason)  # a click would open its list
        else:
            self.qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
        return field

    def fill(self, name: str, text: str, of: QWidget | None = None) -> None:
        """Click into a field, and type."""
        self.go_to(name, of)
        self.write(text)

    def refill(self, name: str, text: str, of: QWidget | None = None) -> None:
        """Click into a field, and type over what is in it."""
        self.go_to(name, of)
        self.press(KEY.Key_A, with_=CONTROL)
        self.write(text)

    def choose(self, name: str, wanted: str, of: QWidget | None = None) -> None:
        """Go down a list to the line that says or means so."""
        box = self.go_to(name, of)
        assert isinstance(box, QComboBox)
        for _line in range(box.count()):
            if wanted in (box.currentText(), box.currentData()):
                return
            self.press(KEY.Key_Down)
        assert wanted in (box.currentText(), box.currentData()), [box.itemText(n) for n in range(box.count())]

    def click_cell(self, table: QTableView, row: int, heading: str) -> None:
        """Click into a cell of a table."""
        index = table.model().index(row, self._column(table, heading))
        self.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())

    def click_line(self, table: QTableView, says: dict[str, str]) -> None:
        """Click the first row of a table that says something in some columns."""
        rows = range(table.model().rowCount())
        place = next(n for n in rows if all(text in self.cell_text(table, name, n) for name, text in says.items()))
        self.click_cell(table, place, next(iter(says)))

    def cell_text(self, table: QTableView, heading: str, row: int | None = None) -> str:
        """What stands in a column of a row; without one, of that on which the cursor stands."""
        place = table.currentIndex().row() if row is None else row
        return str(table.model().index(place, self._column(table, heading)).data())

    @staticmethod
    def _column(table: QTableView, heading: str) -> int:
        headings = [table.model().headerData(n, Qt.Orientation.Horizontal) for n in range(table.model().columnCount())]
        return headings.index(heading)

    def find(self, text: str) -> None:
        """Do or open by the palette what comes first under a name."""
        self.press(KEY.Key_K, with_=CONTROL)
        palette = QApplication.activePopupWidget()
        assert palette is not None
        self.write(text)
        (found,) = palette.findChildren(QListWidget)
        self.qtbot.waitUntil(lambda: found.count() > 0 and text in found.item(0).text(), timeout=WAIT_MS)
        self.do(KEY.Key_Return)

    def now_at(self, name: str) -> bool:
        """Whether what is called so has the focus."""
        return _name(self.focus) == name


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text().replace("&", "") if isinstance(widget, QAbstractButton) else "")


def calmly(qtbot: QtBot, context: Callable[[], Context]) -> Callable[[], None]:
    """Waits until nothing is being read or written, whatever window is open by then."""

    def calm() -> None:
        at = context()
        until_idle(qtbot, at.commands, at.queries)

    return calm
