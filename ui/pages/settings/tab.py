"""What every tab of the settings is: it reads its own things when it is shown, and asks in place before it undoes."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from facility_app.core.values import DaybookError
from resources.text import _
from ui import theme
from ui.context import Context
from ui.widgets.basics import button, card, clear, column, heading, holder, label, row
from ui.widgets.fields import Field, Form

Submit = Callable[[dict[str, str]], object]


class Tab(QWidget):
    """One tab."""

    name = ""
    title = ""
    """An English text marked with `N_`."""
    needs = ""
    """The entry of `access.toml` without which it is not there; empty: none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def refresh(self) -> None:
        """Read anew what the tab shows."""

    def fill(self, *parts: QWidget | QLayout) -> None:
        """What the tab shows, from top to bottom."""
        whole = column(*parts, space=theme.M)
        whole.setContentsMargins(0, theme.M, 0, 0)
        self.setLayout(whole)


class AskPanel(QFrame):
    """Asks in place for what an act needs; Esc leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._place = column(space=theme.M, margins=theme.M)
        self.setLayout(self._place)
        self.form: Form | None = None
        self.hide()

    def ask(self, title: str, fields: list[Field], act: str, submit: Submit, *, columns: int = 3) -> None:
        """Ask; `submit` gets what was typed."""
        clear(self._place)
        form = self.form = Form(fields, columns=columns)

        def hand_in() -> None:
            form.show_error(None)
            submit(form.values())

        form.submitted.connect(hand_in)
        buttons = row(button(_("Leave it"), self.leave), button(act, hand_in, primary=True))
        buttons.insertStretch(0)
        for part in (heading(title), form, holder(buttons)):
            self._place.addWidget(part)
        self.setAccessibleName(title)
        self.show()
        if fields:
            fields[0].setFocus()

    def tell(self, title: str, text: str, strong: str) -> None:
        """Say something that is shown only once, such as a code."""
        clear(self._place)
        self.form = None
        shown = label(strong, size=theme.SECTION_PT, bold=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAccessibleName(strong)
        buttons = row(button(_("It is written down"), self.leave, primary=True))
        buttons.insertStretch(0)
        for part in (heading(title), label(text, wraps=True), shown, holder(buttons)):
            self._place.addWidget(part)
        self.show()

    def show_error(self, error: DaybookError) -> None:
        """Say beside its field what is wrong."""
        if self.form is not None:
            self.form.show_error(error)

    def leave(self) -> None:
        """Ask nothing any more."""
        self.form = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def scrolled(*parts: QWidget | QLayout) -> QScrollArea:
    """Parts in a card of a readable width, that scrolls where it is too high."""
    frame = card(column(*parts, space=theme.M, margins=theme.L))
    frame.setMaximumWidth(640)
    inner = column(frame)
    inner.addStretch()
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(holder(inner))
    return area
