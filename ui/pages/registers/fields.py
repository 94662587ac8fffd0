"""A field of a form for each field of a register, by its kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QToolButton

from facility_app.facts.register_names import Named
from facility_app.facts.register_words import label
from facility_app.facts.search import FoundPerson
from facility_app.rules.declared import FieldKind, FieldSpec
from facility_app.services.register_board import Choices
from facility_app.services.search import find_people
from resources.text import _
from ui import theme
from ui.context import Context
from ui.pages.registers.values import NO, YES
from ui.widgets.basics import ToolButton, icon
from ui.widgets.fields import ChoiceField, Field, FindField, LongTextField, TextField

_LOOK_FROM = 2
"""So many letters of a name are looked for."""


@dataclass(frozen=True, slots=True)
class Around:
    """What fields need beside their declaration: what may be named, what time it is, and whom to ask."""

    context: Context
    choices: Choices
    now: Callable[[], str]


def field_for(spec: FieldSpec, around: Around, *, required: bool | None = None) -> Field:
    """The field of a form by which a field of a register is filled in."""
    text, hint = label(spec), _(spec.help) if spec.help else ""
    must = spec.is_required if required is None else required
    match spec.kind:
        case FieldKind.CHOICE:
            return ChoiceField(
                spec.key, text, [(one.key, _(one.label)) for one in spec.choices], required=must, hint=hint
            )
        case FieldKind.YES_NO:
            return ChoiceField(spec.key, text, [(YES, _("yes")), (NO, _("no"))], required=must, hint=hint)
        case FieldKind.LONG_TEXT:
            return LongTextField(spec.key, text, required=must, hint=hint)
        case FieldKind.REFERENCE:
            options = named_options(around.choices.rows.get(spec.key, ()))
            return FindField(spec.key, text, options, required=must, hint=hint or _("Type any part of it."))
        case FieldKind.INSTANT:
            return InstantField(spec, around.now, required=must and spec.key != "at", hint=hint)
        case FieldKind.PEOPLE:
            return PeopleField(spec, around.context, required=must, hint=hint)
        case FieldKind.DATE:
            made = TextField(spec.key, text, required=must, hint=hint)
            made.editor.setProperty("placeholderText", _("YYYY-MM-DD"))
            return made
        case _:
            return TextField(spec.key, text, required=must, hint=hint)


def named_options(rows: Sequence[Named]) -> list[tuple[str, str]]:
    """Rows to choose from as pairs of word and text; names that repeat are told apart by their numbers."""
    return [(one.word, one.text if one.text == one.word else f"{one.text} ({one.word})") for one in rows]


class InstantField(TextField):
    """A date and a time; the key `=` or the button beside it puts in what the clock shows."""

    def __init__(self, spec: FieldSpec, now: Callable[[], str], *, required: bool, hint: str) -> None:
        super().__init__(spec.key, label(spec), required=required, hint=hint or _("The key = puts in the time now."))
        self._now = now
        self._line.setPlaceholderText(_("now") if spec.key == "at" else "2026-11-21 07:30")
        clock = ToolButton()
        clock.setIcon(icon("mdi6.clock-outline", theme.colours().quiet))
        clock.setAccessibleName(_("Now: {field}").format(field=label(spec)))
        clock.setToolTip(_("The key = puts in the time now."))
        clock.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        clock.clicked.connect(lambda _on=False: self.set_text(self._now()))
        self.put_beside(clock)
        self._line.installEventFilter(self)

    def put_beside(self, tool: QToolButton) -> None:
        """Put a button at the right end of the line."""
        tool.setParent(self._line)
        tool.setStyleSheet("border: none; padding: 0;")
        tool.setCursor(Qt.CursorShape.ArrowCursor)
        self._tool = tool
        self._place()

    def _place(self) -> None:
        side = self._line.height() - theme.S
        self._tool.setGeometry(self._line.width() - side - theme.XS, theme.XS, side, side)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.text() in ("=", "＝"):
            self.set_text(self._now())
            return True
        return super().eventFilter(watched, event)


class PeopleField(Field):
    """Several people held, by their numbers; whoever types a part of a name is offered the numbers."""

    def __init__(self, spec: FieldSpec, context: Context, *, required: bool, hint: str) -> None:
        self._line = QLineEdit()
        super().__init__(
            spec.key, label(spec), self._line, required=required, hint=hint or _("Numbers, or parts of names.")
        )
        self._context = context
        self._offered = QStringListModel(self)
        self._numbers: dict[str, str] = {}
        self._completer = QCompleter(self._offered, self)
        self._completer.setWidget(self._line)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._take)
        self._line.setPlaceholderText(_("number, name, pinyin"))
        self._line.textEdited.connect(self._look)
        self._line.textChanged.connect(lambda _text: self.edited.emit())

    def text(self) -> str:
        return self._line.text().strip()

    def set_text(self, text: str) -> None:
        self._line.setText(text)

    def _look(self, text: str) -> None:
        last = text.replace("、", " ").split(" ")[-1]
        if len(last) < _LOOK_FROM and last.isascii():
            return
        self._context.ask(lambda desk: find_people(desk, last, 8), self._offer, lambda _error: None, key=self)

    def _offer(self, found: tuple[FoundPerson, ...]) -> None:
        self._numbers = {f"{one.number}  {one.name}  {one.cell or ''}".strip(): one.number for one in found}
        self._offered.setStringList(list(self._numbers))
        if self._numbers and self._line.hasFocus():
            self._completer.complete()

    def _take(self, shown: str) -> None:
        *before, _last = self._line.text().replace("、", " ").split(" ")
        self._line.setText(" ".join([*before, self._numbers.get(shown, shown)]) + " ")
