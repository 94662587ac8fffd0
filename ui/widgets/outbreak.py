"""How the measures of an outbreak are told of on every page."""

from facility_app.core.phrases import listed
from facility_app.facts.outbreaks import Measures
from resources.text import _


def end_text(one: Measures) -> str:
    """Until when they are on."""
    return _("last day {day}").format(day=one.ends_on) if one.ends_on else _("until further notice")


def measures_text(one: Measures, name: str, *, in_short: bool = False) -> str:
    """Measures that are on, in a line.

    Args:
        name: of the pathogen.
        in_short: basis, protection and end alone.
    """
    basis = " ".join(one.basis.split())
    level = [_("protection level {level}").format(level=one.ppe_level)] if one.ppe_level else []
    if in_short:
        return " · ".join((name, basis, *level, end_text(one)))
    parts = [name, basis, _("since {day}").format(day=one.started_on), end_text(one)]
    if one.observation_days:
        parts.append(_("newcomers observed {days} d").format(days=one.observation_days))
    parts += level
    parts += [one.tests] if one.tests else []
    parts += [listed(one.areas)] if one.areas else []
    return " · ".join(parts)
