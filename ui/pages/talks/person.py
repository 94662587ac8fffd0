"""A field that finds somebody by name, pinyin, initials, number or cell while it is typed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from facility_app.access import Desk
from facility_app.core.numbers import clean_code
from facility_app.facts.search import FoundPerson
from facility_app.services.search import find_people
from resources.text import _
from ui.context import Context
from ui.widgets.fields import Field

_MOST = 10


class PersonField(Field):
    """One person; `text` is the number of whoever was found, or what was typed.

    Only the answer to what stands there now names anybody; until it comes, what was typed stays.
    """

    found = Signal(str)
    """Somebody is named: the number."""

    def __init__(self, key: str, text: str, context: Context) -> None:
        self._line = QLineEdit()
        self._hint = _("Name, pinyin, initials, number or cell.")
        super().__init__(key, text, self._line, required=True, hint=self._hint)
        self._line.setPlaceholderText(_("name, pinyin, number or cell"))
        self._context = context
        self._numbers: dict[str, str] = {}
        self._answer: Sequence[FoundPerson] | None = None  # to what stands there; None: not there yet
        self._is_left = False
        self._then: Callable[[], None] | None = None
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._line.setCompleter(self._completer)
        self._completer.activated.connect(self._take)
        self._line.textChanged.connect(self._look)
        self._line.editingFinished.connect(self._settle)

    def text(self) -> str:
        return self._numbers.get(self._typed, self._typed)

    def set_text(self, text: str) -> None:
        self._line.setText(text)
        self._settle()

    def put(self, number: str, name: str, cell: str) -> None:
        """Name somebody who is known."""
        shown = self._shown(number, name, cell)
        self._numbers[shown] = number
        self._line.setText(shown)
        self._line.setCursorPosition(0)  # in a narrow field it is the end that is cut off, not the name
        self.found.emit(number)

    def when_settled(self, then: Callable[[], None]) -> None:
        """Go on as soon as it is known whom the text means; not, where several could be meant."""
        self._settle()
        if self._is_left:
            self._then = then
        elif self._typed not in self._numbers and self._answer is not None and len(self._answer) > 1:
            self.show_error(_("Several people fit this. Choose one of them in the list."))
            self.setFocus()
        else:
            then()

    @property
    def _typed(self) -> str:
        return self._line.text().strip()

    @staticmethod
    def _shown(number: str, name: str, cell: str) -> str:
        return f"{name} · {number} · {cell}" if cell else f"{name} · {number}"

    def _look(self) -> None:
        """Another text stands there: what is known of the one before is worth nothing."""
        self._answer, self._is_left, self._then = None, False, None
        typed = self._typed
        self._line.setToolTip(typed or self._hint)
        if typed and typed not in self._numbers:
            self._context.ask(
                lambda desk: find_people(desk, typed, _MOST),
                lambda people: self._hear(typed, people),
                lambda _error: self._hear(typed, ()),
                key=self,
            )
        self.edited.emit()

    def _hear(self, typed: str, people: Sequence[FoundPerson]) -> None:
        if typed != self._typed:
            return
        self._answer = here = [one for one in people if one.ended_at is None]
        offered = {self._shown(one.number, one.name, one.cell or ""): one.number for one in here}
        self._numbers |= offered
        self._offered.setStringList(list(offered))
        if self._is_left:
            then, self._is_left, self._then = self._then, False, None
            self._settle()
            if then is not None:
                self.when_settled(then)
        elif offered and self._line.hasFocus():
            self._completer.complete()

    def _take(self, shown: str) -> None:
        number = self._numbers.get(shown)
        if number:
            self.found.emit(number)

    def _settle(self) -> None:
        """Whoever leaves the line with one person left to choose means that one; an answer on its way is awaited."""
        typed = self._typed
        if not typed or typed in self._numbers:
            return
        if self._answer is None:
            self._is_left = True
            return
        one = _meant(typed, self._answer)
        if one is not None:
            self.put(one.number, one.name, one.cell or "")


def with_number(desk: Desk, number: str) -> FoundPerson | None:
    """Whoever has exactly a number; None: nobody."""
    return next((one for one in find_people(desk, number, _MOST) if one.number == number), None)


def _meant(typed: str, people: Sequence[FoundPerson]) -> FoundPerson | None:
    """Whoever has what was typed as number, or the only one whom it fits; None: nobody, or more than one."""
    exact = [one for one in people if one.number.casefold() == clean_code(typed).casefold()]
    return next(iter(exact), people[0] if len(people) == 1 else None)
