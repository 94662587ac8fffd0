"""Told times as instants."""

from datetime import UTC, datetime

from db.values import Invalid
from facility_app.facts.facility import FacilityFacts
from resources.text import N_

_FIRST_YEAR = 2000
"""Nothing is judged before it: the rule packs begin there."""


def instant_of(facility: FacilityFacts, at: datetime | None, now: datetime, field: str) -> datetime:
    """A told time in UTC: without a zone it is facility time, None is now; one to come is `Invalid`."""
    if at is None:
        return now
    if at.year < _FIRST_YEAR:
        raise Invalid(N_("This time lies too far back. Look at the year."), field=field)
    instant = (at if at.tzinfo else at.replace(tzinfo=facility.calendar.zone)).astimezone(UTC)
    if instant > now:
        raise Invalid(N_("This time lies in the future. Look at the date and the hour."), field=field)
    return instant
