"""How far an intake is: its steps, and what is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from facility_app.access import Desk
from facility_app.acts.intake import judge_gate
from facility_app.core.messages import error_text
from facility_app.core.values import Invalid
from facility_app.rules.findings import Severity
from facility_app.services.desks import see_desk
from resources.text import N_, _
from ui.pages.intake.asked import unanswered
from ui.pages.intake.forms import newcomer_of
from ui.pages.today.glance import MeasuresNamed


class Step(Enum):
    """The steps, in order; what each is called is an English text marked with `N_`."""

    IDENTITY = N_("Identity")
    DOCUMENTS = N_("Documents")
    PARTICULARS = N_("Particulars")
    CELL = N_("Cell")


@dataclass(frozen=True, slots=True)
class Missing:
    """What a step still lacks; where it does not `hold up`, it is only told."""

    step: Step
    text: str
    holds_up: bool = True


def missing_of(
    desk: Desk,
    who: Mapping[str, str],
    papers: Sequence[Mapping[str, str]],
    more: Mapping[str, str],
    measures: Sequence[MeasuresNamed] = (),
) -> tuple[Missing, ...]:
    """What is still missing before somebody may be admitted, and what measures of an outbreak ask besides."""
    found = [
        Missing(Step.IDENTITY, _(text))
        for key, text in (("number", N_("The number")), ("name", N_("The name")), ("sex", N_("The sex")))
        if not who[key]
    ]
    if not (who["identity_number"] or who["other_document"] or who["identity_unverified"] == "yes"):
        found.append(Missing(Step.IDENTITY, _("An identity number, another document, or the mark: not verified")))
    asked = (Missing(Step.PARTICULARS, text, holds_up=False) for text in unanswered(more, measures))
    return (*found, *_of_gate(desk, who, papers, more), *asked)


def _of_gate(
    desk: Desk, who: Mapping[str, str], papers: Sequence[Mapping[str, str]], more: Mapping[str, str]
) -> tuple[Missing, ...]:
    if not any(any(one.values()) for one in papers):
        return (Missing(Step.DOCUMENTS, _("The document that admits: without it nobody is held")),)
    try:
        newcomer = newcomer_of(desk, {**who, "sex": who["sex"] or "male"}, papers, more)
    except Invalid as error:
        step = Step.IDENTITY if error.field in who else Step.PARTICULARS if error.field in more else Step.DOCUMENTS
        return (Missing(step, error_text(error)),)
    verdict = judge_gate(see_desk(desk).facility, newcomer)
    return tuple(
        Missing(Step.DOCUMENTS, one.explanation.text, one.severity is Severity.HARD) for one in verdict.findings
    )
