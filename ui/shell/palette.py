"""The palette (Ctrl+K): people by name, pinyin, initials, number or cell, and every act by its name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from facility_app.facts.search import FoundPerson
from facility_app.services.search import find_people
from resources.text import _
from ui import theme
from ui.actions import Action
from ui.context import Context
from ui.widgets.basics import column, label

_WIDTH, _HEIGHT = 560, 420
_AFTER_MS = 60
_MOST = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette, and what it does."""

    text: str
    run: Callable[[], None]


class Palette(QDialog):
    """Type a few letters, press Enter."""

    def __init__(
        self, context: Context, actions: Sequence[Action], open_person: Callable[[FoundPerson], None], parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._context = context
        self._actions = [one for one in actions if one.can_run()]
        self._open_person = open_person
        self.setAccessibleName(_("Search or command"))
        self.setFixedSize(_WIDTH, _HEIGHT)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Name, pinyin, initials, number, cell – or a command"))
        self.line.setAccessibleName(_("Search or command"))
        self.line.installEventFilter(self)
        self.found = QListWidget()
        self.found.setAccessibleName(_("Found"))
        self.found.itemActivated.connect(self._run)
        self.found.itemClicked.connect(self._run)
        self._hint = label("", quiet=True)
        self.setLayout(column(self.line, self.found, self._hint, margins=theme.M))
        self._entries: list[Entry] = []
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_AFTER_MS)
        self._wait.timeout.connect(self._search)
        self.line.textChanged.connect(lambda _text: self._typed())
        self._show([])
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.found.setCurrentRow(max(0, min(self.found.count() - 1, self.found.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self.found.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self._show([])
        self._wait.start()

    def _search(self) -> None:
        text = self.line.text().strip()
        if text and self._context.may("search.find_people"):
            self._context.ask(
                lambda desk: find_people(desk, text, _MOST), lambda found: self._show(list(found)), key="palette"
            )

    def _show(self, people: list[FoundPerson]) -> None:
        wanted = self.line.text().strip().casefold()
        acts = [one for one in self._actions if all(part in _sought(one) for part in wanted.split())]
        self._entries = [Entry(self._person_text(one), partial(self._open_person, one)) for one in people]
        self._entries += [Entry(_action_text(one), one.run) for one in acts]
        self.found.clear()
        for one in self._entries:
            self.found.addItem(QListWidgetItem(one.text))
        self.found.setCurrentRow(0)
        keys = _("↑ ↓ choose · Enter open · Esc close")
        self._hint.setText(keys if self._entries else _("Nothing is found by these letters · Esc close"))

    def _person_text(self, one: FoundPerson) -> str:
        left = _("left {day}").format(day=self._context.wall(one.ended_at).date()) if one.ended_at else _("no cell")
        return f"{one.name}   {one.number}   {one.cell or left}"

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        entry = self._entries[self.found.row(item)]
        self.accept()
        entry.run()


def _sought(action: Action) -> str:
    return f"{_(action.text)} {_(action.words) if action.words else ''} {action.text} {action.id}".casefold()


def _action_text(action: Action) -> str:
    return f"›  {_(action.text)}" + (f"    {action.keys}" if action.keys else "")
