"""What stands beside the forms of an intake: its steps with their states, and what is still missing."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from resources.text import _
from ui import theme
from ui.pages.intake.steps import Missing, Step
from ui.theme import State
from ui.widgets.basics import clear, column, heading, label, state_label

_STEPS_WIDTH, _MISSING_WIDTH, _MISSING_LEAST = 150, 230, 190


class StepList(QListWidget):
    """The steps, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Steps"))
        self.setFixedWidth(_STEPS_WIDTH)
        self._items = {step: QListWidgetItem(_(step.value)) for step in Step}
        for one in self._items.values():
            one.setSizeHint(QSize(0, theme.ROW_ROOMY))
            self.addItem(one)

    def show_state(self, step: Step, state: State) -> None:
        """Say how a step stands, by its shape and, to whoever listens, by its word."""
        item = self._items[step]
        item.setText(f"{state.shape}  {_(step.value)}")
        item.setToolTip(_(state.word))


class MissingCard(QFrame):
    """What is still missing, and whether the draft is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setMaximumWidth(_MISSING_WIDTH)
        self.setMinimumWidth(_MISSING_LEAST)
        self._missing = QVBoxLayout()
        self._missing.setSpacing(theme.S)
        self.kept = label("", quiet=True, wraps=True)
        layout = column(heading(_("Still missing")), self._missing, space=theme.M, margins=theme.M)
        layout.addStretch()
        layout.addWidget(self.kept)
        self.setLayout(layout)

    def sizeHint(self) -> QSize:
        """As wide as it may be; it yields to the fields in a window that is narrow."""
        return QSize(_MISSING_WIDTH, super().sizeHint().height())

    def show_missing(self, missing: Sequence[Missing]) -> None:
        """Say what is missing; what holds nobody up is quiet."""
        clear(self._missing)
        for one in missing:
            told = state_label(State.DUE, one.text) if one.holds_up else label(f"– {one.text}", quiet=True)
            told.setWordWrap(True)
            self._missing.addWidget(told)
        if not missing:
            self._missing.addWidget(state_label(State.DONE, _("nothing")))

    def say(self, text: str) -> None:
        """Say what became of what was typed."""
        self.kept.setText(text)
