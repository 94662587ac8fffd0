"""A field that finds somebody by name, pinyin, initials, number or cell while it is typed."""

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from facility_app.facts.search import FoundPerson
from facility_app.services.search import find_people
from resources.text import _
from ui.context import Context
from ui.widgets.fields import Field

_MOST = 10


class PersonField(Field):
    """One person; `text` is the number of whoever was found, or what was typed."""

    found = Signal(str)
    """Somebody is named: the number."""

    def __init__(self, key: str, text: str, context: Context) -> None:
        self._line = QLineEdit()
        super().__init__(key, text, self._line, required=True, hint=_("Name, pinyin, initials, number or cell."))
        self._line.setPlaceholderText(_("name, pinyin, number or cell"))
        self._context = context
        self._numbers: dict[str, str] = {}
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._line.setCompleter(self._completer)
        self._completer.activated.connect(self._take)
        self._line.textEdited.connect(self._look)
        self._line.editingFinished.connect(self._settle)
        self._line.textChanged.connect(lambda _text: self.edited.emit())

    def text(self) -> str:
        typed = self._line.text().strip()
        return self._numbers.get(typed, typed)

    def set_text(self, text: str) -> None:
        self._line.setText(text)

    def put(self, number: str, name: str, cell: str) -> None:
        """Name somebody who is known."""
        shown = self._shown(number, name, cell)
        self._numbers[shown] = number
        self._line.setText(shown)
        self.found.emit(number)

    @staticmethod
    def _shown(number: str, name: str, cell: str) -> str:
        return f"{name} · {number} · {cell}" if cell else f"{name} · {number}"

    def _look(self, typed: str) -> None:
        if typed.strip():
            self._context.ask(lambda desk: find_people(desk, typed, _MOST), self._offer, lambda _error: None, key=self)

    def _offer(self, people: tuple[FoundPerson, ...]) -> None:
        here = [one for one in people if one.ended_at is None]
        self._numbers = {self._shown(one.number, one.name, one.cell or ""): one.number for one in here}
        self._offered.setStringList(list(self._numbers))
        if self._numbers and self._line.hasFocus():
            self._completer.complete()

    def _take(self, shown: str) -> None:
        number = self._numbers.get(shown)
        if number:
            self.found.emit(number)

    def _settle(self) -> None:
        """Whoever leaves the line with one person left to choose means that one."""
        typed = self._line.text().strip()
        if typed and typed not in self._numbers and len(self._numbers) == 1:
            (shown,) = self._numbers
            self._line.setText(shown)
            self._take(shown)
