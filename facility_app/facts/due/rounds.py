"""Temperature rounds and rechecks that are due."""

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from facility_app.core.phrases import phrase
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.due.item import DueItem, state_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.owed_rechecks import is_owed, owed_rechecks
from facility_app.facts.people import Roll
from facility_app.facts.rounds import fever_rules_on, round_books, round_facts, span_on, windows_on
from facility_app.rules.rechecks import FeverVerdict
from facility_app.rules.rounds import WindowSpan
from facility_app.rules.temperatures import Reading
from resources.text import N_


def rounds_due(session: Session, facility: FacilityFacts, at: datetime, roll: Roll) -> Iterator[DueItem]:
    """The rounds of the day whose window has opened, the rechecks that readings of the day ask for and those owed of
    the days before, and who is to be measured on return (domain guide §3.1, §3.4).
    """
    day = facility.calendar.day_of(at)
    spans = [span_on(facility, day, window.id) for window in windows_on(facility, day)]
    if not spans:
        return
    since, until = min(one.counts_from for one in spans), max(one.counts_until for one in spans)
    books = round_books(session, facility, day, roll.held_between(since, until))
    here = {one.custody_id: one.subject for one in roll.held_at(at)} | {one.id: one.subject for one in books.members}
    yield from _owed_of_before(session, facility, at, here)
    away: dict[UUID, tuple[WindowSpan, Subject]] = {}
    for span in sorted(spans, key=lambda one: one.opens):
        window = span.window
        found = round_facts(session, facility, day, window.id, at, roll, books)
        for line in found.abnormal:
            if line.asked_recheck:
                whose = line.subject.id
                again = (one.measured for one in books.kept if one.recheck_of and one.measured.subject.id == whose)
                yield _recheck(facility, line.verdict, line.subject, at, again)
        if at < span.opens:
            continue
        for kind, of, words in (
            (SubjectKind.PERSON, found.people, N_("{round}, people held: {measured} of {expected} measured")),
            (SubjectKind.STAFF, found.staff, N_("{round}, staff: {measured} of {expected} measured")),
        ):
            people = tuple(one.subject for one in of.unexplained)
            yield DueItem(
                "round",
                window.id,
                facility.subject,
                span.closes,
                state_of(span.closes, at, is_done=not people),
                phrase(words, round=window.words, measured=of.measured, expected=of.expected),
                people,
                done=of.measured,
                expected=of.expected,
                of=kind,
                each=phrase(N_("{round}: not measured yet"), round=window.words),
            )
            for one in of.missing:
                if one.reason is not None and one.reason.measured_on_return:
                    away[one.subject.id] = span, one.subject
                else:
                    away.pop(one.subject.id, None)
        for reading in found.lines:
            away.pop(reading.reading.measured.subject.id, None)
    yield from _on_return(facility, away.values(), at, here.keys())


def _on_return(
    facility: FacilityFacts, away: Iterable[tuple[WindowSpan, Subject]], at: datetime, here: Set[UUID]
) -> Iterator[DueItem]:
    """Whoever was away from the last round that has opened, and was not measured since; until the day ends."""
    of_window: dict[str, tuple[WindowSpan, list[Subject]]] = {}
    for span, one in away:
        if one.kind is SubjectKind.STAFF or one.id in here:
            of_window.setdefault(span.window.id, (span, []))[1].append(one)
    for span, people in of_window.values():
        due = facility.calendar.ends(span.day)
        yield DueItem(
            "on_return",
            span.window.id,
            facility.subject,
            due,
            state_of(due, at, is_done=False),
            phrase(N_("{round}: {n} to be measured on return"), round=span.window.words, n=len(people)),
            tuple(people),
            each=phrase(N_("{round}: to be measured on return"), round=span.window.words),
        )


def _owed_of_before(
    session: Session, facility: FacilityFacts, at: datetime, here: Mapping[UUID, Subject]
) -> Iterator[DueItem]:
    """Of whoever is still here, the earliest reading of the days before of which a second one is owed."""
    today = facility.calendar.day_of(at)
    for whose, of in owed_rechecks(session, facility, at).items():
        first = next((one for one in of if one.round.day < today), None)
        if first is not None and whose in here:
            yield _recheck(facility, first.verdict, here[whose], at, ())


def _recheck(
    facility: FacilityFacts, verdict: FeverVerdict, subject: Subject, at: datetime, again: Iterable[Reading]
) -> DueItem:
    first = verdict.first.reading
    rules = fever_rules_on(facility, facility.calendar.day_of(first.at))
    due = first.at + timedelta(minutes=rules.recheck.until_minutes)
    return DueItem(
        "recheck",
        rules.recheck.id,
        subject,
        due,
        state_of(due, at, is_done=not is_owed(rules, verdict, again, at)),
        phrase(N_("Measure again: {celsius} °C at first"), celsius=first.celsius),
    )
