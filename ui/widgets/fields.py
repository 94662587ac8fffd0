"""Fields of a form: a label, an editor, and an error beside it in a sentence."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from facility_app.core.messages import error_text
from facility_app.core.values import DaybookError, Invalid
from resources.text import _
from ui import theme
from ui.widgets.basics import column, label
from ui.widgets.fieldgrid import FieldGrid

_LONG_TEXT_HEIGHT = 72


class Field(QWidget):
    """One field. What it says is read as it is typed; services judge it."""

    edited = Signal()
    is_wide = False
    """Whether it takes a whole row of a form."""

    def __init__(self, key: str, text: str, editor: QWidget, *, required: bool = False, hint: str = "") -> None:
        super().__init__()
        self.key = key
        self.editor = editor
        self.is_required = required
        self._caption = label(text + (" *" if required else ""), quiet=True)
        self._caption.setBuddy(editor)
        self._error = QLabel()
        self._error.setObjectName("error")
        self._error.setTextFormat(Qt.TextFormat.PlainText)
        self._error.setWordWrap(True)
        self._error.hide()
        editor.setAccessibleName(text)
        editor.setObjectName(f"field-{key}")
        if hint:
            editor.setToolTip(hint)
            editor.setAccessibleDescription(hint)
        self.setLayout(column(self._caption, editor, self._error, space=theme.XS))
        self.setFocusProxy(editor)

    def wrap_caption(self) -> None:
        """Let a long caption take several lines."""
        self._caption.setWordWrap(True)

    def text(self) -> str:
        """What was typed or chosen; empty: nothing."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Put something in."""
        raise NotImplementedError

    def show_error(self, sentence: str) -> None:
        """Say beside the field what is wrong; empty: nothing is."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.editor.setProperty("wrong", bool(sentence))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        self.editor.setAccessibleDescription(sentence)


class TextField(Field):
    """One line of text."""

    def __init__(self, key: str, text: str, *, required: bool = False, hint: str = "", hidden: bool = False) -> None:
        self._line = QLineEdit()
        if hidden:
            self._line.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(key, text, self._line, required=required, hint=hint)
        self._line.textChanged.connect(lambda _text: self.edited.emit())

    def text(self) -> str:
        return self._line.text().strip()

    def set_text(self, text: str) -> None:
        self._line.setText(text)


class LongTextField(Field):
    """Several lines of text; Tab goes on to the next field."""

    is_wide = True

    def __init__(self, key: str, text: str, *, required: bool = False, hint: str = "") -> None:
        self._box = QPlainTextEdit()
        self._box.setTabChangesFocus(True)
        self._box.setFixedHeight(_LONG_TEXT_HEIGHT)
        super().__init__(key, text, self._box, required=required, hint=hint)
        self._box.textChanged.connect(self.edited.emit)

    def text(self) -> str:
        return self._box.toPlainText().strip()

    def set_text(self, text: str) -> None:
        self._box.setPlainText(text)


class ChoiceField(Field):
    """One of a list; typing finds it. `options` are pairs of key and text."""

    def __init__(
        self, key: str, text: str, options: Sequence[tuple[str, str]], *, required: bool = False, hint: str = ""
    ) -> None:
        self._box = QComboBox()
        self._box.setMaxVisibleItems(16)
        super().__init__(key, text, self._box, required=required, hint=hint)
        self.set_options(options)
        self._box.currentIndexChanged.connect(lambda _index: self.edited.emit())

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other values; the first says nothing."""
        chosen = self.text()
        self._box.clear()
        self._box.addItem("–", "")
        for value, shown in options:
            self._box.addItem(shown, value)
        self.set_text(chosen)

    def text(self) -> str:
        return self._box.currentData() or ""

    def set_text(self, text: str) -> None:
        self._box.setCurrentIndex(max(0, self._box.findData(text)))


class FindField(Field):
    """One of a long list, found by typing any part of it. `options` are pairs of key and text."""

    def __init__(
        self, key: str, text: str, options: Sequence[tuple[str, str]] = (), *, required: bool = False, hint: str = ""
    ) -> None:
        self._line = QLineEdit()
        self._keys: dict[str, str] = {}
        super().__init__(key, text, self._line, required=required, hint=hint)
        self.set_options(options)
        self._line.textChanged.connect(lambda _text: self.edited.emit())

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other values; what was chosen stays."""
        chosen = self.text()
        self._keys = {shown: value for value, shown in options}
        completer = QCompleter(list(self._keys), self._line)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        self._line.setCompleter(completer)
        if chosen in self._keys.values():
            self.set_text(chosen)

    def text(self) -> str:
        typed = self._line.text().strip()
        return self._keys.get(typed, typed)

    def set_text(self, text: str) -> None:
        self._line.setText(next((shown for shown, value in self._keys.items() if value == text), text))


class TickField(Field):
    """Yes or no."""

    def __init__(self, key: str, text: str, *, hint: str = "") -> None:
        self._box = QCheckBox(_("yes"))
        super().__init__(key, text, self._box, hint=hint)
        self._box.toggled.connect(lambda _on: self.edited.emit())

    def text(self) -> str:
        return "yes" if self._box.isChecked() else "no"

    def set_text(self, text: str) -> None:
        self._box.setChecked(text == "yes")


class Form(FieldGrid):
    """Fields in columns; errors of a service go to the field that they name."""

    submitted = Signal()
    edited = Signal()

    def __init__(self, fields: Sequence[Field], *, columns: int = 2, least: int = 0) -> None:
        super().__init__(fields, columns, least)
        self.fields: Mapping[str, Field] = {one.key: one for one in fields}
        self._general = QLabel()
        self._general.setObjectName("error")
        self._general.setWordWrap(True)
        self._general.setTextFormat(Qt.TextFormat.PlainText)
        self._general.hide()
        for one in fields:
            one.edited.connect(self.edited.emit)
            one.editor.installEventFilter(self)
        self.setLayout(column(self._general, self.grid, space=theme.M))

    def values(self) -> dict[str, str]:
        """What the fields say, by their keys."""
        return {key: one.text() for key, one in self.fields.items()}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put values in; fields that are not named stay."""
        for key, text in values.items():
            if key in self.fields:
                self.fields[key].set_text(text)

    def clear(self) -> None:
        """Empty every field and take the errors away."""
        for one in self.fields.values():
            one.set_text("")
        self.show_error(None)

    @property
    def lacking(self) -> Field | None:
        """The first field that must be filled in and is not; None: there is none."""
        asked = (one for one in self.fields.values() if one.is_required and not one.isHidden())
        return next((one for one in asked if not one.text()), None)

    def show_error(self, error: DaybookError | None) -> None:
        """Say what a service found wrong, beside its field; None: nothing is wrong.

        What must be filled in and is not comes before whatever else is wrong: a service judges in an order of its own.
        """
        for one in self.fields.values():
            one.show_error("")
        self._general.hide()
        if error is None:
            return
        lacking, field = self.lacking, self.fields.get(error.field or "")
        if lacking is not None and (error.field or isinstance(error, Invalid)):
            lacking.show_error(_("This must be filled in."))
            lacking.setFocus()
        elif field is not None:
            field.show_error(error_text(error))
            field.setFocus()
        else:
            self._general.setText(error_text(error))
            self._general.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a line goes on to the next field, in the last one the form is handed in; Ctrl+Enter does at once."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.submitted.emit()
                return True
            popup = getattr(watched, "completer", lambda: None)()
            if is_enter and not isinstance(watched, QPlainTextEdit) and not (popup and popup.popup().isVisible()):
                if watched is [one for one in self.fields.values() if not one.isHidden()][-1].editor:
                    self.submitted.emit()
                else:
                    self.focusNextChild()
                return True
        return super().eventFilter(watched, event)
