"""The observation sheet (日观察台账): one person day by day, or everybody apart on a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation import ApartPerson, Records, people_apart, spells_of

_DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class ObservationSheet:
    """Lines to be printed.

    Attributes:
        is_of_one: of one person, one entry a day, oldest first; else of one day, one entry a person.
        at: the moment of which it is true (UTC).
        by: the name of whoever asked for it.
    """

    facility: FacilityFacts
    at: datetime
    is_of_one: bool
    entries: tuple[ApartPerson, ...]
    by: str = ""


def sheet_of_person(session: Session, facility: FacilityFacts, custody_id: UUID, now: datetime) -> ObservationSheet:
    """Every day on which somebody was apart, each as it stood at its end."""
    found = Records(session, facility, spells_of(session, custody_id))
    calendar = facility.calendar
    entries = []
    for spell in found.spells:
        day, last = calendar.day_of(spell.started_at), calendar.day_of(min(spell.ended_at or now, now))
        while day <= last:
            entries.append(found.on(spell, day, min(now, calendar.ends(day) - _MOMENT), now))
            day += _DAY
    return ObservationSheet(facility, now, True, tuple(entries))


def sheet_of_day(session: Session, facility: FacilityFacts, day: date, now: datetime) -> ObservationSheet:
    """Everybody apart on a facility day."""
    return ObservationSheet(facility, now, False, people_apart(session, facility, day, now))
