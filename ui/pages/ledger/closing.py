"""Beside the ledger: whether the day is closed, what stands against it, and what is added afterwards."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from facility_app.acts.days import Obstacle
from facility_app.core.messages import error_text
from facility_app.core.values import DaybookError
from facility_app.facts.ledger_closing import StillOpen
from facility_app.services.days import DayLine
from resources.text import N_, _
from ui import theme
from ui.pages.ledger.counted import CountForm
from ui.widgets.basics import button, clear, column, heading, holder, label, state_label
from ui.widgets.fields import Form, LongTextField

_CURES = {
    "closing.in_order": (N_("Show the day before"), "before"),
    "closing.population": (N_("Show the persons"), "people"),
    "closing.roll_call": (N_("Show the roll calls"), "roll_call"),
    "closing.over_limit": (N_("Show the releases"), "releases"),
}
_WAITS = "closing.day_over"
_IS_CLOSED = "closing.once"
_COUNT = "closing.population"


class ClosingPanel(QWidget):
    """The state of the day that is shown."""

    cure_asked = Signal(str)
    close_asked = Signal()
    addendum_asked = Signal(str)

    def __init__(self, may: Callable[[str], bool]) -> None:
        super().__init__()
        self._may = may
        self._place = QVBoxLayout()
        self._place.setSpacing(theme.S)
        self._place.setContentsMargins(0, 0, theme.XS, 0)
        self.cures: list[QWidget] = []
        self.count = CountForm()
        self.count.submitted.connect(self.close_asked)
        self.count.hide()
        self.addendum = Form([LongTextField("text", _("Addendum or correction"), required=True)], columns=1)
        self.addendum.submitted.connect(self._add)
        self.add = button(_("Add to the closed day"), self._add, tip="Ctrl+Enter")
        self._below = holder(column(self.addendum, self.add))
        self._below.hide()
        area = QScrollArea()
        area.setWidget(holder(self._inside()))
        area.setWidgetResizable(True)
        area.setAccessibleName(_("What stands against closing the day"))
        self.setLayout(column(area))

    def _inside(self) -> QVBoxLayout:
        inside = column(self._place, self.count, self._below, space=theme.M)
        inside.addStretch()
        return inside

    def show_closed(self, line: DayLine, local: Callable[[datetime], datetime]) -> None:
        """Tell by whom and when the day was closed, and with what figures."""
        closing = line.closing
        assert closing is not None
        self._start(state_label(theme.State.DONE, _("Closed")))
        said = _("{at} by {name}").format(at=f"{local(closing.at):%Y-%m-%d %H:%M}", name=closing.by)
        self._say(said)
        sums = _("{opening} + {intake} − {exits} = {closing}")
        text = sums.format(opening=closing.opening, intake=closing.intake, exits=closing.exits, closing=closing.closing)
        self._place.addWidget(label(text, size=theme.SECTION_PT, bold=True))
        self._say(_("Day before + in − out = end of the day"), quiet=True)
        self.count.hide()
        self._below.setVisible(self._may("days.add_addendum"))

    def show_against(self, found: Sequence[Obstacle], *, is_counted: bool = False) -> None:
        """Tell what stands against closing an open day, each with its cure; where no more than a count can, ask for it.

        Args:
            is_counted: the figure in the field was handed in, and is part of what was found.
        """
        self._below.hide()
        against = [one for one in found if one.rule != _IS_CLOSED]
        self.count.setVisible(all(one.rule == _COUNT for one in against) and self._may("days.close_day"))
        if not against:
            self._start(state_label(theme.State.DONE, _("Ready to be closed")))
            self._say(_("Nothing stands against closing this day but the count."))
            return
        self._start(state_label(theme.State.DUE, _("Not closed")))
        self._place.addWidget(heading(_("Stands against closing")))
        for one in against:
            self._obstacle(one)
        if is_counted and any(one.rule == _COUNT for one in against):
            self.count.show_difference()

    @property
    def is_held_up(self) -> bool:
        """Whether something stands against closing that no count can clear."""
        return self.count.isHidden()

    def show_open(self, found: Sequence[StillOpen]) -> None:
        """Tell what the day can be closed with though it is not done."""
        if not found:
            return
        self._place.addWidget(heading(_("Stays open")))
        state = theme.State.DUE
        for one in found:
            text = label(f"{state.shape} {one.explanation.text}", wraps=True)
            text.setStyleSheet(f"color: {state.colour(theme.colours())};")
            self._place.addWidget(text)

    def show_refusal(self, error: DaybookError) -> None:
        """Say why this is not told."""
        self._start(state_label(theme.State.NOT_APPLICABLE, _("Not closed")))
        self.count.hide()
        self._below.hide()
        self._say(error_text(error), quiet=True)

    def show_error(self, error: DaybookError) -> None:
        """Say beside the addendum what is wrong with it."""
        self.addendum.show_error(error)

    def _obstacle(self, one: Obstacle) -> None:
        state = theme.State.DUE if one.rule == _WAITS else theme.State.OVERDUE
        text = label(f"{state.shape} {one.explanation.text}", wraps=True)
        text.setStyleSheet(f"color: {state.colour(theme.colours())};")
        self._place.addWidget(text)
        if one.people:
            self._say("\n".join(each.text for each in one.people), quiet=True)
        if one.rule in _CURES:
            shown, cure = _CURES[one.rule]
            made = button(_(shown), lambda cure=cure: self.cure_asked.emit(cure))  # type: ignore[misc]
            self.cures.append(made)
            self._place.addWidget(made)

    def _start(self, state: QWidget) -> None:
        self.cures = []
        clear(self._place)
        self._place.addWidget(state)

    def _say(self, text: str, *, quiet: bool = False) -> None:
        self._place.addWidget(label(text, wraps=True, quiet=quiet))

    def _add(self) -> None:
        self.addendum_asked.emit(self.addendum.values()["text"])
