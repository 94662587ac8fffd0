"""Printed terms that end soon, or are over."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from facility_app.core.phrases import phrase
from facility_app.facts.due.item import DueItem, state_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import Roll
from facility_app.facts.releases import due_releases
from resources.text import N_


def terms_due(session: Session, facility: FacilityFacts, at: datetime, _roll: Roll) -> Iterator[DueItem]:
    """Who is held and has a printed term that ends today, in the three days after, or is over."""
    for one in due_releases(session, facility, facility.calendar.day_of(at), at):
        ends = facility.calendar.ends(one.term_end)
        message = N_("The printed term ends on {day}; open items of the checklist: {items}")
        yield DueItem(
            "term",
            "release.term",
            one.person.subject,
            ends,
            state_of(ends, at, is_done=False),
            phrase(message, day=one.term_end, items=len(one.open_items)),
        )
