"""The right half of the page: one person's release."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from facility_app.acts.releases import Judged
from facility_app.core.messages import error_text
from facility_app.core.values import DaybookError
from facility_app.facts.releases import ReleasePreparation
from facility_app.services.staff import StaffLine
from resources.text import _
from ui import theme
from ui.pages.releases.checklist import Checklist
from ui.pages.releases.form import has_enough, offer, release_form
from ui.theme import State
from ui.widgets.basics import clear, column, heading, holder, label, state_label
from ui.widgets.persons import days_text, ground_text, place_text, term_state

_JUDGED_AFTER_MS = 300
_LEAST = 400


class ReleaseDesk(QScrollArea):
    """Who leaves, by which way, what stands against it, and the checklist."""

    judge_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Release"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(_LEAST)
        self.number = ""
        self._typed: dict[str, dict[str, str]] = {}
        self._who = label("", size=theme.SECTION_PT, bold=True, wraps=True)
        self._term = QVBoxLayout()
        self.form = release_form()
        self.verdict = QVBoxLayout()
        self.verdict.setSpacing(theme.XS)
        self.checklist = Checklist()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_JUDGED_AFTER_MS)
        self._wait.timeout.connect(self.judge_asked.emit)
        self.form.edited.connect(self._edited)
        inner = column(
            self._who,
            self._term,
            self.form,
            self.verdict,
            heading(_("Checklist")),
            label(_("What is open is told and followed up; it holds nobody up."), quiet=True, wraps=True),
            self.checklist,
            space=theme.M,
            margins=theme.L,
        )
        inner.addStretch()
        self.setWidget(holder(inner, "surface"))

    def show_person(self, prepared: ReleasePreparation, members: Sequence[StaffLine]) -> None:
        """Show somebody; what was typed for him or her before is there again."""
        person = prepared.person
        is_other = self.number != person.number
        if is_other and self.number:
            self._typed[self.number] = self.form.values()
        self.number = person.number
        self.form.blockSignals(True)
        offer(self.form, prepared, members)
        if is_other:
            self.form.clear()
            self.form.fill(self._typed.get(person.number, {}))
            self.show_verdict(None)
            self.verticalScrollBar().setValue(0)
        self.form.blockSignals(False)
        self._who.setText(f"{person.name}  {person.number}  {place_text(person)}")
        clear(self._term)
        text = f"{ground_text(person)} · {person.term_end or ''} {days_text(prepared.days_left)}"
        state = term_state(prepared.days_left)
        self._term.addWidget(state_label(state, text) if state else label(text))
        self.checklist.show_items(prepared.items)
        if is_other:
            self._edited()

    def forget(self, number: str) -> None:
        """Somebody left: nothing that was typed is kept."""
        self._typed.pop(number, None)
        if number == self.number:
            self.number = ""
            self.form.clear()
            self.show_verdict(None)

    def is_dirty(self) -> bool:
        """Whether anything was typed."""
        return bool(self.number) and any(self.form.values().values())

    def show_verdict(self, judged: Judged | None) -> None:
        """Say what stands against it, and whether it is late; None: the rules were not asked."""
        clear(self.verdict)
        if judged is None:
            return
        for one in judged.verdict.against:
            self._say(State.OVERDUE, one.explanation.text)
        if judged.verdict.late is not None:
            self._say(State.OVERDUE, judged.verdict.late.explanation.text)
        if judged.verdict.is_lawful:
            text = _("Nothing stands against it. Open items: {count}").format(count=len(judged.verdict.open_items))
            self._say(State.DONE, text)

    def show_unread(self, error: DaybookError) -> None:
        """Say why the rules cannot be asked yet."""
        clear(self.verdict)
        self.verdict.addWidget(label(error_text(error), quiet=True, wraps=True))

    def stop_judging(self) -> None:
        """The release is handed in: the rules need not be asked before it."""
        self._wait.stop()

    def verdict_texts(self) -> list[str]:
        """What is said of the release."""
        items = (self.verdict.itemAt(place) for place in range(self.verdict.count()))
        widgets = [one.widget() for one in items if one is not None]
        return [one.text() for one in widgets if isinstance(one, QLabel)]

    def _say(self, state: State, text: str) -> None:
        told = state_label(state, text)
        told.setWordWrap(True)
        self.verdict.addWidget(told)

    def _edited(self) -> None:
        if has_enough(self.form.values()):
            self._wait.start()
        else:
            self._wait.stop()
            self.show_verdict(None)


def nobody() -> QWidget:
    """What stands there while nobody is chosen."""
    text = label(_("Choose somebody at the left, or begin with Release on a person's page."), quiet=True, wraps=True)
    text.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return text
