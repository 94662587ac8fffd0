"""What the records tell of the course of an illness: the rounds, the lines of the sheet, what doctors found."""

from collections.abc import Collection, Sequence
from datetime import datetime

from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation_fevers import Temperatures
from facility_app.facts.isolation_rows import LineRow, ReviewRow, Spell
from facility_app.rules.isolation import Course
from facility_app.rules.isolationpack import EndRule, Fact

_FIRST_COUNTS = frozenset({Fact.TREATED})
"""Facts of which the first counts; of others, the last that was found."""


def course_of(
    facility: FacilityFacts,
    spell: Spell,
    rule: EndRule,
    temperatures: Temperatures,
    lines: Sequence[LineRow],
    reviews: Sequence[ReviewRow],
    until: datetime,
) -> Course:
    """The course of one isolation until an instant, as far as its end rule asks.

    A symptom is one wherever it was ticked. A fever is what was measured, or ticked in a line, which has no temperature
    of its own; ticked beside a temperature it is what that says. Only a line shows that there is no symptom any more: a
    temperature is often taken without a question.

    Args:
        reviews: those made by then.
    """
    readings = temperatures.until(spell, until)
    written = [one for one in lines if one.at <= until]
    ill = [one.at for one in written if _counts((one.symptoms or "").split(), rule)]
    if rule.since is Fact.LAST_FEVER:
        ill += filter(None, [temperatures.last_fever(spell, until)])
    elif rule.since is Fact.LAST_SYMPTOM:
        ill += [one.at for one in readings if one.at >= spell.started_at and _counts(one.measured.symptoms, rule)]
    facts = {Fact.START: spell.started_at}
    if rule.since in {Fact.LAST_FEVER, Fact.LAST_SYMPTOM} and ill:
        facts[rule.since] = max(ill)
    states = {one.id: one.states for one in facility.packs.isolation.review}
    for made in reviews:
        fact = states.get(made.review)
        if fact is not None and not (fact in _FIRST_COUNTS and fact in facts):
            facts[fact] = made.at
    measured = readings[-1].at if readings else None
    return Course(facts, measured, max((one.at for one in written), default=None))


def _counts(symptoms: Collection[str], rule: EndRule) -> bool:
    return not rule.symptoms.isdisjoint(symptoms) if rule.symptoms else bool(symptoms)
