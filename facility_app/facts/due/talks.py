"""Talks that are due: the first one of newcomers, and the quotas of the week."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from facility_app.core.phrases import Phrase, Words, phrase
from facility_app.core.subjects import Subject
from facility_app.facts.due.item import DueItem, DueState, state_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import Roll
from facility_app.facts.talks import FIRST_TALK, FirstTalk, FirstTalkState, talk_facts
from resources.text import N_

_QUOTA = N_("{quota}: fulfilled with {fulfilled} of {people}")
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
                phrase(_QUOTA, quota=quota.quota.words, fulfilled=figures.fulfilled, people=figures.people),
                short,
                figures.responsible,
                figures.fulfilled,
                figures.people,
                each=_owed(quota.quota.words, figures.responsible),
            )


def _owed(quota: Words, officer: Subject | None) -> Phrase:
    """What is owed to one person."""
    if officer is None:
        return phrase(N_("{quota}: still owed"), quota=quota)
    return phrase(N_("{quota}: still owed by {officer}"), quota=quota, officer=officer.text)


def quota_of_all(items: Sequence[DueItem]) -> Phrase:
    """What officers owe of one quota: of one by name, of several the sum."""
    quota = dict(items[0].words.params)["quota"]
    fulfilled, people = sum(one.done or 0 for one in items), sum(one.expected or 0 for one in items)
    officers = {one.responsible for one in items if one.responsible is not None}
    if len(officers) > 1:
        text = N_("{quota}, {officers} officers: fulfilled with {fulfilled} of {people}")
        return phrase(text, quota=quota, officers=len(officers), fulfilled=fulfilled, people=people)
    if len(officers) == len(items):
        text = N_("{quota}, {officer}: fulfilled with {fulfilled} of {people}")
        return phrase(text, quota=quota, officer=officers.pop().text, fulfilled=fulfilled, people=people)
    return phrase(_QUOTA, quota=quota, fulfilled=fulfilled, people=people)


def _first(one: FirstTalk) -> DueItem:
    return DueItem("first_talk", FIRST_TALK, one.person, one.due, _STATES[one.state], phrase(N_("First talk")))
