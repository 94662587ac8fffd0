"""How people are told of on every page: where they live, how long still, what to watch."""

from facility_app.core.values import Sex
from facility_app.facts.people import HeldPerson
from facility_app.services.people import HeldLine, PersonFacts
from resources.text import N_, _
from ui.theme import State

SOON = 3
"""Days before the end of a term from which on its release is prepared."""
_SEXES = {Sex.MALE: N_("male"), Sex.FEMALE: N_("female")}


def place_text(person: HeldPerson) -> str:
    """Cell and bed."""
    return f"{person.place.cell}-{person.place.bed}" if person.place else _("no cell")


def left_text(facts: PersonFacts) -> str:
    """When somebody left; empty of whoever is here."""
    end = facts.person.ended_at
    return _("left {time}").format(time=f"{facts.wall(end):%Y-%m-%d %H:%M}") if end else ""


def sex_text(sex: Sex) -> str:
    """Male or female."""
    return _(_SEXES[sex])


def age_text(line: HeldLine) -> str:
    """The age; nothing reported is not zero."""
    return _("not known") if line.age is None else str(line.age)


def ground_text(person: HeldPerson) -> str:
    """On what ground somebody is held."""
    return person.category.words.text if person.category else _("not known")


def term_state(days_left: int | None) -> State | None:
    """What the end of a term asks for: it is over, or it is near."""
    if days_left is None or days_left > SOON:
        return None
    return State.OVERDUE if days_left < 0 else State.DUE


def days_text(days_left: int | None) -> str:
    """How long the term still runs."""
    if days_left is None:
        return _("no term recorded")
    if days_left < 0:
        return _("{count} d over").format(count=-days_left)
    return _("ends today") if days_left == 0 else _("{count} d left").format(count=days_left)


def flags_of(line: HeldLine) -> tuple[str, ...]:
    """What to watch, as words."""
    found = []
    if line.person.is_key_person:
        found.append(_("key person"))
    if line.is_minor:
        found.append(_("minor"))
    if line.person.sex is Sex.FEMALE:
        found.append(_("woman"))
    return tuple(found)
