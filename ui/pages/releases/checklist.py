"""The checklist of one release; every tick is kept at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QWidget

from facility_app.facts.releases import ChecklistItem
from resources.text import _
from ui import theme
from ui.widgets.basics import clear, label

_NOTE_WIDTH = 150


class _Said(QLabel):
    """What an item asks for; a click on it ticks the box, whose own text would not wrap."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._box = box

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._box.click()


class Checklist(QWidget):
    """Items to tick, each with room to say why it is not done."""

    marked = Signal(str, bool, str)
    """An item, whether it is done, and why not."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Checklist"))
        self.boxes: dict[str, QCheckBox] = {}
        self.notes: dict[str, QLineEdit] = {}
        self._kept: dict[str, tuple[bool, str]] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme.XS)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(theme.S)
        self.setLayout(self._grid)

    def show_items(self, items: Sequence[ChecklistItem]) -> None:
        """Show a checklist; the same one again keeps the cursor where it is."""
        if [one.id for one in items if not one.comes_with_release] != list(self.boxes):
            self._lay_out(items)
        for one in items:
            if one.id in self.boxes:
                self._put(one.id, bool(one.mark and one.mark.is_done), one.mark.reason if one.mark else "")

    def _lay_out(self, items: Sequence[ChecklistItem]) -> None:
        clear(self._grid)
        self.boxes, self.notes, self._kept = {}, {}, {}
        for place, one in enumerate(items):
            if one.comes_with_release:
                text = _("{item} (with the release)").format(item=one.words.text)
                self._grid.addWidget(label(theme.State.NOT_APPLICABLE.shape, quiet=True), place, 0)
                self._grid.addWidget(label(text, quiet=True, wraps=True), place, 1, 1, 2)
                continue
            box, note = QCheckBox(), QLineEdit()
            box.setAccessibleName(one.words.text)
            text_of = _Said(one.words.text, box)
            note.setPlaceholderText(_("why not"))
            note.setAccessibleName(_("Why not: {item}").format(item=one.words.text))
            note.setFixedWidth(_NOTE_WIDTH)
            box.clicked.connect(lambda _on=False, item=one.id: self._say(item))
            note.editingFinished.connect(lambda item=one.id: self._say(item))
            self._grid.addWidget(box, place, 0)
            self._grid.addWidget(text_of, place, 1)
            self._grid.addWidget(note, place, 2)
            self.boxes[one.id], self.notes[one.id] = box, note

    def _put(self, item: str, is_done: bool, note: str) -> None:
        self._kept[item] = (is_done, note)
        self.boxes[item].setChecked(is_done)
        if not self.notes[item].hasFocus():
            self.notes[item].setText(note)

    def _say(self, item: str) -> None:
        said = (self.boxes[item].isChecked(), self.notes[item].text().strip())
        if said != self._kept.get(item, (False, "")):
            self._kept[item] = said
            self.marked.emit(item, *said)
