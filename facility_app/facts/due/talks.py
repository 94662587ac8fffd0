"""Talks that are due: the first one of newcomers, and the quotas of the week."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from facility_app.core.phrases import phrase
from facility_app.facts.due.item import DueItem, DueState, state_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import Roll
from facility_app.facts.talks import FIRST_TALK, FirstTalk, FirstTalkState, talk_facts
from resources.text import N_

_STATES = {
    FirstTalkState.IN_TIME: DueState.DONE,
    FirstTalkState.LATE: DueState.DONE,
    FirstTalkState.DUE: DueState.DUE,
    FirstTalkState.OVERDUE: DueState.OVERDUE,
}


def talks_due(session: Session, facility: FacilityFacts, at: datetime, roll: Roll) -> Iterator[DueItem]:
    """The first talks of newcomers, and for each quota of the week what each officer still owes."""
    found = talk_facts(session, facility, facility.calendar.day_of(at), at, roll)
    for one in found.first_talks:
        yield _first(one)
    for quota in found.quotas:
        for figures in quota.by_responsible:
            short = tuple(line.duty.person for line in figures.shortfall)
            yield DueItem(
                "talk",
                quota.quota.id,
                figures.responsible or facility.subject,
                found.week.ends,
                state_of(found.week.ends, at, is_done=not short),
                phrase(
                    N_("{quota}: fulfilled with {fulfilled} of {people}"),
                    quota=quota.quota.words,
                    fulfilled=figures.fulfilled,
                    people=figures.people,
                ),
                short,
                figures.responsible,
                figures.fulfilled,
                figures.people,
            )


def _first(one: FirstTalk) -> DueItem:
    return DueItem("first_talk", FIRST_TALK, one.person, one.due, _STATES[one.state], phrase(N_("First talk")))
