"""What is owed to whoever is apart: the lines of the day, the doctor, the rights, the reviews, and the end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.phrases import Phrase, phrase
from facility_app.rules.isolation import EndState, EndVerdict, IsolationRules, day_number, missed, reached
from facility_app.rules.isolationpack import Kind, Often
from facility_app.rules.rounds import WindowSpan
from resources.text import N_

_DAY = timedelta(days=1)
VISIT, HEAD, PROCURATOR = "doctor_visit", "head_review", "procurator_told"
"""Ids of the reviews on which code relies."""


class OwedKind(Enum):
    """What sort of thing is owed; its value is the id of the duty, but for milestones, which have ids of their own."""

    LINE = "isolation.line"
    VISIT = "isolation.visit"
    RIGHTS = "isolation.rights"
    MILESTONE = "milestone"
    OVER = "isolation.over"
    LIMIT = "isolation.limit"


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that is owed to somebody apart on a day.

    Attributes:
        rule: id of the duty or the milestone.
        window: of a line, id of its window.
        review: of a milestone, id of the review that is asked for.
    """

    kind: OwedKind
    rule: str
    due: datetime
    is_done: bool
    words: Phrase
    window: str = ""
    review: str = ""


@dataclass(frozen=True, slots=True)
class Stay:
    """One isolation as it stands at an instant of a day.

    Attributes:
        counted_from: when it began, or the first of those with which its days are counted together.
        ended_at: None: it has not ended by then.
        limit: when it is over whatever anybody says; None: no such limit.
        written: the windows of the day of which a line is written.
        noted: the rights noted on the day, and those noted once.
        reviews: on which days, counted as day n, each review was made, of those too with which its days are counted.
    """

    kind: Kind
    started_at: datetime
    counted_from: datetime
    ended_at: datetime | None
    limit: datetime | None
    written: frozenset[str]
    noted: frozenset[str]
    reviews: Mapping[str, list[int]]
    verdict: EndVerdict


def owed_to(
    rules: IsolationRules, stay: Stay, day: date, spans: tuple[WindowSpan, ...], calendar: FacilityCalendar
) -> tuple[Owed, ...]:
    """What is owed on a facility day, done or not, in the order of the day.

    Args:
        spans: the windows of the day.
    """
    found = [*_lines(rules, stay, spans)]
    if stay.ended_at is None or stay.ended_at > calendar.ends(day):
        found += [
            *_visit(rules, stay, day, calendar),
            *_rights(rules, stay, day, calendar),
            *_milestones(rules, stay, day, calendar),
            *_end(stay, day, calendar),
        ]
    return tuple(sorted(found, key=lambda one: one.due))


def _lines(rules: IsolationRules, stay: Stay, spans: tuple[WindowSpan, ...]) -> Iterator[Owed]:
    duty = rules.duties[OwedKind.LINE.value]
    for span in spans:
        if stay.started_at <= span.closes and (stay.ended_at is None or stay.ended_at > span.closes):
            words = phrase(N_("Observation, {window}"), window=span.window.words)
            is_done = span.window.id in stay.written
            yield Owed(OwedKind.LINE, duty.id, span.closes, is_done, words, window=span.window.id)


def _visit(rules: IsolationRules, stay: Stay, day: date, calendar: FacilityCalendar) -> Iterator[Owed]:
    """A doctor who ordered it has seen the person on its first day."""
    n = day_number(calendar, stay.counted_from, day)
    duty = rules.duties[OwedKind.VISIT.value]
    is_ordered = stay.kind.is_medical and day == calendar.day_of(stay.started_at)
    is_done = n in stay.reviews.get(VISIT, ()) or is_ordered
    yield Owed(OwedKind.VISIT, duty.id, _by(duty.id, rules, stay, day, calendar), is_done, phrase(N_("Doctor's visit")))


def _rights(rules: IsolationRules, stay: Stay, day: date, calendar: FacilityCalendar) -> Iterator[Owed]:
    """One thing for all that is noted daily, and one for each that is noted once, due on the first day."""
    duty = rules.duties[OwedKind.RIGHTS.value]
    daily = {one.id for one in rules.rights.values() if one.often is Often.DAILY}
    words = phrase(N_("Rights noted: {done} of {of}"), done=len(daily & stay.noted), of=len(daily))
    due = _by(duty.id, rules, stay, day, calendar)
    yield Owed(OwedKind.RIGHTS, duty.id, due, daily <= stay.noted, words)
    first = _by(duty.id, rules, stay, calendar.day_of(stay.started_at), calendar)
    for right in rules.rights.values():
        if right.often is Often.ONCE and right.id not in stay.noted:
            yield Owed(OwedKind.RIGHTS, duty.id, first, False, phrase(N_("To be noted: {right}"), right=right.words))


def _by(duty: str, rules: IsolationRules, stay: Stay, day: date, calendar: FacilityCalendar) -> datetime:
    """By when: the wall time of the duty, or the end of the day on which it began after that."""
    clock = rules.duties[duty].by
    due = calendar.ends(day) if clock is None else calendar.instant(day, clock)
    return due if stay.started_at < due else calendar.ends(day)


def _milestones(rules: IsolationRules, stay: Stay, day: date, calendar: FacilityCalendar) -> Iterator[Owed]:
    """Each day on which a review was wanted and none was made since; else the last, on its day or the review's."""
    n = day_number(calendar, stay.counted_from, day)
    for one in rules.milestones:
        days = reached(one, n) if stay.kind.id in one.of else ()
        if not days:
            continue
        made = stay.reviews.get(one.review, [])
        open_ones = missed(one, n, made)
        shown = open_ones or (days[-1:] if n in made or n == days[-1] else ())
        for wanted in shown:
            wanted_on = calendar.day_of(stay.counted_from) + (wanted - 1) * _DAY
            due = calendar.ends(max(wanted_on, calendar.day_of(stay.started_at)))
            words = phrase(N_("{review}, day {n}"), review=rules.reviews[one.review].words, n=wanted)
            yield Owed(OwedKind.MILESTONE, one.id, due, not open_ones, words, review=one.review)


def _end(stay: Stay, day: date, calendar: FacilityCalendar) -> Iterator[Owed]:
    last = calendar.day_of(stay.limit) - _DAY if stay.limit is not None else None
    if stay.limit is not None and last is not None and day >= last - _DAY:
        words = phrase(N_("Ends on {day} at the latest"), day=last)
        yield Owed(OwedKind.LIMIT, OwedKind.LIMIT.value, stay.limit, False, words)
    if stay.verdict.state is EndState.MET and stay.verdict.earliest is not None:
        met_on = max(stay.verdict.earliest, stay.started_at)
        due = calendar.ends(calendar.day_of(met_on))
        words = phrase(N_("End rule met: end it or say why not"))
        yield Owed(OwedKind.OVER, OwedKind.OVER.value, due, False, words)
