"""Everything that is due, overdue or done, from every source, as it stood at an instant."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from facility_app.facts.due.care import care_due
from facility_app.facts.due.clusters import clusters_due
from facility_app.facts.due.isolation import isolation_due
from facility_app.facts.due.isolation_alarms import isolation_alarms_due
from facility_app.facts.due.item import DueItem, DueState
from facility_app.facts.due.refusals import refusals_due
from facility_app.facts.due.registers import registers_due
from facility_app.facts.due.rounds import rounds_due
from facility_app.facts.due.talks import talks_due
from facility_app.facts.due.terms import terms_due
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import Roll
from facility_app.facts.register_quota import month_of
from facility_app.facts.talks import week_on

Provider = Callable[[Session, FacilityFacts, datetime, Roll], Iterable[DueItem]]
"""Says what of its own kind is due at an instant, from what had happened by then; of the people of week and month."""

PROVIDERS: tuple[Provider, ...] = (
    rounds_due,
    refusals_due,
    care_due,
    clusters_due,
    talks_due,
    terms_due,
    registers_due,
    isolation_due,
    isolation_alarms_due,
)

_RANKS = (DueState.OVERDUE, DueState.DUE, DueState.DONE)


def due_at(session: Session, facility: FacilityFacts, at: datetime) -> tuple[DueItem, ...]:
    """What is due at an instant: the overdue first, then by the time at which it is due."""
    roll = _roll(session, facility, at)
    found = [item for provider in PROVIDERS for item in provider(session, facility, at, roll)]
    return tuple(sorted(found, key=lambda one: (_RANKS.index(one.state), one.due, one.kind, one.subject.text)))


def registers_due_now(session: Session, facility: FacilityFacts, at: datetime) -> tuple[DueItem, ...]:
    """The same of the registers alone, in their order."""
    return tuple(registers_due(session, facility, at, _roll(session, facility, at)))


def _roll(session: Session, facility: FacilityFacts, at: datetime) -> Roll:
    """The people of the week and of the month."""
    day = facility.calendar.day_of(at)
    week = week_on(facility, day)
    start = min(week.starts, facility.calendar.starts(month_of(day)[0]))
    return Roll(session, facility, start, max(week.ends, facility.calendar.ends(day)))
