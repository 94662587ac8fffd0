"""Fields side by side, as many as there is room for."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme

NUMBER = 116
"""Pixels in which a number of eleven digits can be read."""
IDENTITY = 176
"""The same for the eighteen characters of an identity number."""


class FieldGrid(QWidget):
    """Fields in columns.

    Args:
        columns: so many; with `least` at most so many.
        least: pixels that a field has at least: where there is no room for that, the columns are fewer and the grid
            is higher, so what holds it has to scroll; 0: fields share what room there is.
    """

    def __init__(self, fields: Sequence[QWidget], columns: int, least: int) -> None:
        super().__init__()
        self._fields, self._most, self._least, self._columns = tuple(fields), columns, least, 0
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme.L)
        self.grid.setVerticalSpacing(theme.M)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self._arrange(columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._least:
            return
        fitting = (self.width() + theme.L) // (self._least + theme.L)
        self._arrange(max(1, min(self._most, fitting)))

    def minimumSizeHint(self) -> QSize:
        """One column is enough, however wide the captions in it are."""
        hint = super().minimumSizeHint()
        if not self._least:
            return hint
        width = max(self._least, min(hint.width(), 2 * self._least)) if self._columns == 1 else self._least
        return QSize(width, hint.height())

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns, place = columns, 0
        for one in self._fields:
            is_wide = bool(getattr(one, "is_wide", False))
            if is_wide and place % columns:
                place += columns - place % columns
            taken = columns if is_wide else 1
            self.grid.removeWidget(one)
            self.grid.addWidget(one, place // columns, place % columns, 1, taken, Qt.AlignmentFlag.AlignTop)
            place += taken
        for each in range(self._most):
            self.grid.setColumnStretch(each, 1 if each < columns else 0)
