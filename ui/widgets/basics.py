"""Labels, lines, cards and buttons, dressed by the theme."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from resources.text import _
from ui import theme


def label(
    text: str, *, size: float | None = None, bold: bool = False, quiet: bool = False, wraps: bool = False
) -> QLabel:
    """Plain text; what a person typed is never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if size is not None or bold:
        made.setFont(theme.section_font(size or theme.BODY_PT, bold=bold))
    if quiet:
        made.setObjectName("quiet")
    made.setWordWrap(wraps)
    return made


def heading(text: str) -> QLabel:
    """The heading of a part of a page."""
    return label(text, size=theme.SECTION_PT, bold=True)


def state_label(state: theme.State, text: str = "") -> QLabel:
    """A state: its shape, its word or another text, and its colour."""
    made = label(f"{state.shape} {text or _(state.word)}", bold=True)
    made.setStyleSheet(f"color: {state.colour(theme.colours())};")
    return made


def line(*, upright: bool = False) -> QFrame:
    """A line that separates."""
    made = QFrame()
    made.setObjectName("line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


class Button(QPushButton):
    """A button that Enter presses as Space does."""

    def event(self, event: QEvent) -> bool:
        return _is_pressed(self, event) or super().event(event)


class ToolButton(QToolButton):
    """A small button that Enter presses as Space does."""

    def event(self, event: QEvent) -> bool:
        return _is_pressed(self, event) or super().event(event)


_KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def _is_pressed(knob: QAbstractButton, event: QEvent) -> bool:
    """Press a button by Enter, also where Enter is a key of the panel around it; whether the event was that."""
    if event.type() not in _KEYS or not isinstance(event, QKeyEvent):
        return False
    if event.key() not in _ENTER or event.modifiers() not in _PLAIN:
        return False
    event.accept()
    if event.type() is QEvent.Type.KeyPress and not event.isAutoRepeat():
        knob.click()
    return True


def button(text: str, run: Callable[[], object], *, primary: bool = False, tip: str = "") -> QPushButton:
    """A button that does something; of primary ones a page has one."""
    made = Button(text)
    made.setAccessibleName(text)
    if primary:
        made.setObjectName("primary")
    if tip:
        made.setToolTip(tip)
    made.clicked.connect(lambda _checked=False: run())
    return made


def icon(name: str, colour: str | None = None) -> QIcon:
    """An icon of the set, in the colour of the text."""
    import qtawesome  # noqa: PLC0415 - the page on which one logs in has no icon, and is not to wait for the set

    made: QIcon = qtawesome.icon(name, color=colour or theme.colours().text)
    return made


def column(*parts: QWidget | QLayout, space: int = theme.S, margins: int = 0) -> QVBoxLayout:
    """Parts one below the other."""
    made = QVBoxLayout()
    _fill(made, parts, space, margins)
    return made


def row(*parts: QWidget | QLayout, space: int = theme.S, margins: int = 0) -> QHBoxLayout:
    """Parts side by side."""
    made = QHBoxLayout()
    _fill(made, parts, space, margins)
    return made


def _fill(into: QHBoxLayout | QVBoxLayout, parts: tuple[QWidget | QLayout, ...], space: int, margins: int) -> None:
    into.setSpacing(space)
    into.setContentsMargins(margins, margins, margins, margins)
    for one in parts:
        if isinstance(one, QWidget):
            into.addWidget(one)
        else:
            into.addLayout(one)


def holder(layout: QLayout, name: str = "") -> QWidget:
    """A widget that holds a layout."""
    made = QWidget()
    made.setLayout(layout)
    if name:
        made.setObjectName(name)
    return made


def scrolled(layout: QLayout, name: str) -> QScrollArea:
    """What scrolls up and down where there is no room for all of it, and is never narrower than it needs."""
    area = _Upright()
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(holder(layout))
    return area


class _Upright(QScrollArea):
    def minimumSizeHint(self) -> QSize:
        inside = self.widget()
        needed = inside.minimumSizeHint().width() + theme.L if inside is not None else 0
        return QSize(needed, super().minimumSizeHint().height())


def card(layout: QLayout) -> QFrame:
    """A surface with a border."""
    made = QFrame()
    made.setObjectName("card")
    made.setLayout(layout)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()  # the layout shows what was just added a moment later: without a parent, as a window
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
