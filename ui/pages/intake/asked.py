"""What measures of an outbreak ask of a newcomer: the epidemiological history (流行病学史), and what follows from it.

Nothing of it is asked while no measures are on, and nothing of it holds up an admission.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QFrame, QVBoxLayout

from facility_app.core.phrases import listed
from resources.text import N_, _
from ui import theme
from ui.pages.today.glance import MeasuresNamed
from ui.theme import State
from ui.widgets.basics import clear, column, heading, label, state_label
from ui.widgets.fields import ChoiceField, Field, Form, LongTextField
from ui.widgets.outbreak import end_text

_YES, _NO = "asked-yes", "asked-no"
_TOLD = "asked_told"
_QUESTIONS = {
    "asked_travelled": N_("Came through one of the areas"),
    "asked_contact": N_("Contact with a confirmed or suspected case"),
    "asked_around": N_("Several ill around the person"),
    "asked_ill": N_("Fever or symptoms"),
}
_WIDTH = 230


def asked_fields() -> list[Field]:
    """The questions; they are hidden until measures ask them."""
    answers = ((_YES, _("yes")), (_NO, _("no")))
    fields: list[Field] = [ChoiceField(key, _(text), answers) for key, text in _QUESTIONS.items()]
    fields.append(LongTextField(_TOLD, _("Places, days, travel, vaccination")))
    for one in fields:
        one.wrap_caption()  # a long question is not to widen the form
        one.hide()
    return fields


def ask_for(form: Form, measures: Sequence[MeasuresNamed]) -> None:
    """Ask what the measures ask, or nothing."""
    has_areas = any(one.measures.areas for one in measures)
    for key in (*_QUESTIONS, _TOLD):
        form.fields[key].setVisible(bool(measures) and (has_areas or key != "asked_travelled"))


def remark_of(more: Mapping[str, str]) -> str | None:
    """The remark at intake, and below it what was answered; it stands in the 15-day summary too."""
    answered = [
        _("{question}: {answer}").format(question=_(text), answer=_("yes") if more.get(key) == _YES else _("no"))
        for key, text in _QUESTIONS.items()
        if more.get(key)
    ]
    answered += [more[_TOLD]] if more.get(_TOLD) else []
    history = _("Epidemiological history: {answers}").format(answers="; ".join(answered)) if answered else ""
    return "\n".join(filter(None, (more["remark"], history))) or None


def is_exposed(more: Mapping[str, str]) -> bool:
    """Whether one of the answers was yes."""
    return any(more.get(key) == _YES for key in _QUESTIONS)


def unanswered(more: Mapping[str, str], measures: Sequence[MeasuresNamed]) -> tuple[str, ...]:
    """The questions that are asked and not answered yet."""
    if not measures:
        return ()
    has_areas = any(one.measures.areas for one in measures)
    asked = [key for key in _QUESTIONS if has_areas or key != "asked_travelled"]
    return tuple(_(_QUESTIONS[key]) for key in asked if not more.get(key))


class MeasuresCard(QFrame):
    """What the measures that are on demand of a newcomer."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFixedWidth(_WIDTH)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.S)
        self.setLayout(column(heading(_("Outbreak measures")), self._lines, space=theme.M, margins=theme.M))
        self.hide()

    def show_measures(self, found: Sequence[MeasuresNamed], today: date, more: Mapping[str, str]) -> None:
        """Tell them; of somebody who answered yes, that he or she is kept apart first."""
        clear(self._lines)
        for one in found:
            measures = one.measures
            title = state_label(State.OVERDUE, one.name)
            told = [" ".join(measures.basis.split()), end_text(measures)]
            told += [_("Protection level {level}").format(level=measures.ppe_level)] if measures.ppe_level else []
            told += [_("Tests: {tests}").format(tests=measures.tests)] if measures.tests else []
            told += [_("Ask for: {areas}").format(areas=listed(measures.areas))] if measures.areas else []
            if measures.observation_days:
                until = today + timedelta(days=measures.observation_days)
                text = _("Observation until {day}, ordered by a doctor")
                told.append(text.format(day=until))
            for part in (title, *(label(text, wraps=True) for text in told)):
                part.setWordWrap(True)
                self._lines.addWidget(part)
        if found and is_exposed(more):
            apart = state_label(State.ISOLATION, _("Answered yes: keep apart from others, and tell a doctor now."))
            apart.setWordWrap(True)
            self._lines.addWidget(apart)
        self.setVisible(bool(found))
