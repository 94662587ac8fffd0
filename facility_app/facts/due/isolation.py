"""What is owed to whoever is apart: lines, visits and rights together, reviews and ends by name."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from facility_app.core.phrases import Phrase, phrase
from facility_app.facts.due.item import DueItem, state_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation import ApartPerson, people_apart
from facility_app.facts.outbreaks import measures_on, proposed_for_observation
from facility_app.facts.people import Roll
from facility_app.facts.rounds import windows_on
from facility_app.rules.isolationdue import Owed, OwedKind
from resources.text import N_

_TOGETHER = {
    OwedKind.VISIT: (N_("Doctor's visits of those apart: {done} of {of}"), N_("Doctor's visit of the day: not yet")),
    OwedKind.RIGHTS: (N_("Rights of those apart noted: {done} of {of}"), N_("Rights of the day: not noted yet")),
}
_KIND = "isolation"


def isolation_due(session: Session, facility: FacilityFacts, at: datetime, _roll: Roll) -> Iterator[DueItem]:
    """What is due of everybody apart at an instant, and whom the measures of an outbreak propose for observation."""
    day = facility.calendar.day_of(at)
    people = people_apart(session, facility, day, at)
    for window in windows_on(facility, day):
        owed = [(one, each) for one, each in _all(people, OwedKind.LINE) if each.window == window.id]
        texts = N_("Observation lines, {window}: {done} of {of}"), N_("Observation line, {window}: not written yet")
        yield from _together(facility, owed, at, texts, window=window.words)
    for kind, texts in _TOGETHER.items():
        yield from _together(facility, list(_all(people, kind)), at, texts)
    for kind in (OwedKind.MILESTONE, OwedKind.OVER, OwedKind.LIMIT):
        for one, each in _all(people, kind):
            state = state_of(each.due, at, is_done=each.is_done)
            yield DueItem(_KIND, each.rule, one.person, each.due, state, _named(one, each))
    yield from _proposed(session, facility, at)


def _all(people: Iterable[ApartPerson], kind: OwedKind) -> Iterator[tuple[ApartPerson, Owed]]:
    for one in people:
        for each in one.owed:
            if each.kind is kind:
                yield one, each


def _together(
    facility: FacilityFacts,
    owed: list[tuple[ApartPerson, Owed]],
    at: datetime,
    texts: tuple[str, str],
    **params: object,
) -> Iterator[DueItem]:
    """One item for all of them, due as soon as the first that is open; `texts` are of all, and of each of them."""
    if not owed:
        return
    people = {one.person.id: one.person for one, _ in owed}
    missing = {one.person.id: one.person for one, each in owed if not each.is_done}
    due = min(each.due for _, each in owed if not missing or not each.is_done)
    words = phrase(texts[0], done=len(people) - len(missing), of=len(people), **params)
    yield DueItem(
        _KIND,
        owed[0][1].rule,
        facility.subject,
        due,
        state_of(due, at, is_done=not missing),
        words,
        tuple(missing.values()),
        done=len(people) - len(missing),
        expected=len(people),
        each=phrase(texts[1], **params),
    )


def _named(one: ApartPerson, each: Owed) -> Phrase:
    return phrase(N_("{kind}, day {n}: {what}"), kind=one.kind.words, n=one.day_n, what=each.words)


def _proposed(session: Session, facility: FacilityFacts, at: datetime) -> Iterator[DueItem]:
    measures = measures_on(session, facility.calendar.day_of(at))
    for one in proposed_for_observation(session, facility, measures, at):
        due = facility.calendar.ends(facility.calendar.day_of(one.admitted_at))
        words = phrase(
            N_("Newcomer during {pathogen}: observation proposed until {day}"), pathogen=one.pathogen, day=one.until
        )
        yield DueItem(_KIND, "isolation.proposed", one.person, due, state_of(due, at, is_done=False), words)
