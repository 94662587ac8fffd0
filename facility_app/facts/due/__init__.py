"""Everything that is due, overdue or done, from every source, as it stood at an instant."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from facility_app.facts.due.item import DueItem, DueState
from facility_app.facts.due.registers import registers_due
from facility_app.facts.due.rounds import rounds_due
from facility_app.facts.due.talks import talks_due
from facility_app.facts.due.terms import terms_due
from facility_app.facts.facility import FacilityFacts

Provider = Callable[[Session, FacilityFacts, datetime], Iterable[DueItem]]
"""Says what of its own kind is due at an instant, from what had happened by then."""

PROVIDERS: tuple[Provider, ...] = (rounds_due, talks_due, terms_due, registers_due)

_RANKS = (DueState.OVERDUE, DueState.DUE, DueState.DONE)


def due_at(session: Session, facility: FacilityFacts, at: datetime) -> tuple[DueItem, ...]:
    """What is due at an instant: the overdue first, then by the time at which it is due."""
    found = [item for provider in PROVIDERS for item in provider(session, facility, at)]
    return tuple(sorted(found, key=lambda one: (_RANKS.index(one.state), one.due, one.kind, one.subject.text)))
