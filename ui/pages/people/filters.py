"""Which of the people held are shown."""

import unicodedata
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QToolButton, QWidget

from facility_app.services.people import HeldLine
from resources.text import _
from ui import theme
from ui.widgets.basics import row

WITHIN = 7
"""Days within which a term counts as ending soon."""
_NAME, _NUMBER = 0, 1


def fits(line: HeldLine, text: str) -> bool:
    """Whether every word fits: a part of the name, the end of the number, or the beginning of anything else."""
    words = unicodedata.normalize("NFKC", text).casefold().split()
    return all(
        word in line.sought[_NAME]
        or line.sought[_NUMBER].endswith(word)
        or any(key.startswith(word) for key in line.sought)
        for word in words
    )


class PeopleFilters(QWidget):
    """A line to type in, a block, and whether the term ends soon."""

    edited = Signal()
    went_down = Signal()
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(_("Filter"))
        self.line.setPlaceholderText(_("Name, pinyin, initials, number, cell"))
        self.line.setClearButtonEnabled(True)
        for cross in self.line.findChildren(QToolButton):
            cross.setAccessibleName(_("Clear the filter"))
        self.line.installEventFilter(self)
        self.block = QComboBox()
        self.block.setAccessibleName(_("Block"))
        self.block.addItem(_("All blocks"), "")
        self.soon = QCheckBox(_("Term ends within {count} days").format(count=WITHIN))
        self.soon.setAccessibleName(self.soon.text())
        layout = row(self.line, self.block, self.soon, space=theme.M)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.line.textChanged.connect(lambda _text: self.edited.emit())
        self.block.currentIndexChanged.connect(lambda _place: self.edited.emit())
        self.soon.toggled.connect(lambda _on: self.edited.emit())

    def offer_blocks(self, blocks: Iterable[str]) -> None:
        """Offer the blocks that there are; the chosen one stays."""
        chosen = self.block.currentData()
        self.block.blockSignals(True)
        self.block.clear()
        self.block.addItem(_("All blocks"), "")
        for one in sorted(set(blocks)):
            self.block.addItem(one, one)
        self.block.setCurrentIndex(max(0, self.block.findData(chosen)))
        self.block.blockSignals(False)

    def clear(self) -> None:
        """Show everybody."""
        self.line.clear()
        self.block.setCurrentIndex(0)
        self.soon.setChecked(False)

    @property
    def is_set(self) -> bool:
        """Whether anybody may be left out."""
        return bool(self.line.text().strip() or self.block.currentData() or self.soon.isChecked())

    def shows(self, line: HeldLine) -> bool:
        """Whether somebody is shown."""
        block = self.block.currentData()
        in_block = not block or (line.person.place is not None and line.person.place.block == block)
        is_soon = not self.soon.isChecked() or (line.days_left is not None and line.days_left <= WITHIN)
        return in_block and is_soon and fits(line, self.line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.went_down.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.opened.emit()
                return True
        return super().eventFilter(watched, event)
