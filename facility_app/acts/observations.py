"""Lines of the observation sheet (日观察台账), and the rights that were kept up for whoever is apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from db.tables import IsolationRight, Observation
from db.values import Conflict, Invalid, Refused
from db.work import UnitOfWork
from facility_app.acts.closed_days import refuse_closed
from facility_app.acts.isolation_records import BESIDE, with_why
from facility_app.acts.moments import instant_of
from facility_app.core.phrases import Phrase
from facility_app.core.subjects import Subject
from facility_app.facts.directory import directory_of, wall_time
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation import isolation_rules_on, spells_of
from facility_app.facts.isolation_rows import Spell
from facility_app.facts.rounds import fever_rules_on, key_at, span_on
from facility_app.rules.isolationpack import Often, Question
from facility_app.rules.rounds import WindowSpan
from facility_app.rules.temperatures import alarm_words
from resources.text import N_


@dataclass(frozen=True, slots=True)
class LineTold:
    """How somebody apart was in one window; the temperature is that of the round and is not told here.

    Attributes:
        number: 监所编号.
        mood, food, sleep: ids of answers in `isolation.toml`.
        symptoms: ids of `symptoms.toml`.
        day, window: None: the window for which now counts.
        at: when the person was looked at; without a zone it is facility time; None: now, and of a window that is over
            by the time at which it closed.
        by: staff number or name; None: whoever is logged in.
    """

    number: str
    mood: str
    food: str
    sleep: str
    symptoms: tuple[str, ...] = ()
    remark: str | None = None
    day: date | None = None
    window: str | None = None
    at: datetime | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class RightTold:
    """One right on one day: kept up, or not and why."""

    right: str
    is_kept: bool
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LineKept:
    """A line that is written; `alarm`: what is to be done at once about its symptoms, None: nothing."""

    id: UUID
    alarm: Phrase | None


def write_line(work: UnitOfWork, facility: FacilityFacts, account_id: UUID, told: LineTold) -> LineKept:
    """Keep one line.

    Raises:
        Invalid: a value is missing or wrong, or the person was not apart then; `field` names it.
        Conflict: the line of this window is written.
        Refused: the day is closed.
    """
    directory = directory_of(work.session, account_id, (told.number,))
    period = directory.person(told.number)
    at = instant_of(facility, told.at, work.now, "at")
    day, window = _window(facility, told, at)
    span = span_on(facility, day, window)
    at = _seen_at(facility, span, at, is_told=told.at is not None)
    refuse_closed(work.session, day)
    spell = _spell_in(work, facility, period.subject, span, at if told.at is not None else None)
    _check_answers(facility, day, told)
    query = select(Observation).where(
        Observation.isolation_id == spell.id,
        Observation.day == day,
        Observation.window == window,
        Observation.voided_at.is_(None),
    )
    if work.first(query) is not None:
        raise Conflict(N_("The line of this window is written already. Correct it."), field="window")
    row = Observation(
        isolation_id=spell.id,
        day=day,
        window=window,
        at=max(min(at, spell.ended_at or at), spell.started_at),
        by_id=directory.doer(told.by, "by").id,
        symptoms=" ".join(sorted(set(told.symptoms))) or None,
        mood=told.mood,
        food=told.food,
        sleep=told.sleep,
        remark=(told.remark or "").strip() or None,
    )
    work.add(row)
    return LineKept(row.id, _alarm(facility, day, told))


def correct_line(work: UnitOfWork, facility: FacilityFacts, line_id: UUID, told: LineTold, why: str) -> Phrase | None:
    """Put other answers into a line; who was looked at, when and by whom stays. Why is added to the remark.

    Returns:
        What is to be done at once about its symptoms; None: nothing.

    Raises:
        Invalid: there is no such line, no reason was given, or a value is wrong.
        Refused: the line is void, or the day is closed.
    """
    remark = with_why(told.remark, why)
    row = work.get(Observation, line_id)
    if row.is_void:
        raise Refused(N_("This record is void already."))
    refuse_closed(work.session, row.day)
    _check_answers(facility, row.day, told)
    row.mood, row.food, row.sleep = told.mood, told.food, told.sleep
    row.symptoms = " ".join(sorted(set(told.symptoms))) or None
    row.remark = remark
    work.session.flush()
    return _alarm(facility, row.day, told)


def _window(facility: FacilityFacts, told: LineTold, at: datetime) -> tuple[date, str]:
    if told.day is not None and told.window:
        return told.day, told.window
    if told.window:
        return facility.calendar.day_of(at), told.window
    key = key_at(facility, at)
    if key is None:
        raise Invalid(N_("Say of which round it is: morning or evening."), field="window")
    return key.day, key.window


def _seen_at(facility: FacilityFacts, span: WindowSpan, at: datetime, *, is_told: bool) -> datetime:
    """When somebody was looked at in a window: what is entered when it is over tells of then, and not of now."""
    if at < span.counts_from:
        raise Invalid(
            N_("This window begins only at {time}."), field="window", time=wall_time(facility, span.counts_from)
        )
    if at < span.counts_until:
        return at
    if is_told:
        raise Invalid(
            N_("This window counts only until {time}."), field="at", time=wall_time(facility, span.counts_until)
        )
    return span.closes


def _spell_in(
    work: UnitOfWork, facility: FacilityFacts, person: Subject, span: WindowSpan, at: datetime | None
) -> Spell:
    """The isolation of a window: the one at a told time, or the one that owes the line, where one followed another."""
    of_day = _spells_on(work, facility, person, span.day)
    found = [
        one
        for one in of_day
        if one.started_at <= span.closes and (one.ended_at is None or one.ended_at >= span.counts_from)
    ]
    moment = span.closes if at is None else at
    meant = [one for one in found if _begun(one) <= moment and (one.ended_at is None or one.ended_at >= moment)]
    if not found or (at is not None and not meant):
        raise Invalid(N_("{person} was not apart in this window."), field="window", person=person.text)
    return (meant or found)[-1]


def _begun(spell: Spell) -> datetime:
    """The minute in which one began: a told time has no seconds."""
    return spell.started_at.replace(second=0, microsecond=0)


def _check_answers(facility: FacilityFacts, day: date, told: LineTold) -> None:
    answers = isolation_rules_on(facility, day).answers
    for question, given in ((Question.MOOD, told.mood), (Question.FOOD, told.food), (Question.SLEEP, told.sleep)):
        if given not in answers or answers[given].of is not question:
            raise Invalid(N_("There is no such answer: {answer}."), field=question.value, answer=given)
    known = fever_rules_on(facility, day).symptoms
    unknown = next((one for one in told.symptoms if one not in known), None)
    if unknown is not None:
        raise Invalid(N_("There is no symptom {symptom}."), field="symptoms", symptom=unknown)


def _alarm(facility: FacilityFacts, day: date, told: LineTold) -> Phrase | None:
    known = fever_rules_on(facility, day).symptoms
    return alarm_words(known[one] for one in sorted(set(told.symptoms)))


def _spells_on(work: UnitOfWork, facility: FacilityFacts, person: Subject, day: date) -> list[Spell]:
    """The isolations of somebody on a day, by beginning; at least one."""
    start, end = facility.calendar.starts(day), facility.calendar.ends(day)
    found = [
        one
        for one in spells_of(work.session, person.id)
        if one.started_at < end and (one.ended_at is None or one.ended_at > start)
    ]
    if not found:
        raise Invalid(N_("{person} was not apart on this day."), field="number", person=person.text)
    return found


def note_rights(
    work: UnitOfWork,
    facility: FacilityFacts,
    account_id: UUID,
    number: str,
    day: date | None,
    told: Sequence[RightTold],
    why: str = "",
) -> None:
    """Keep which rights were kept up on a day; of one that was noted otherwise before, why it is corrected too.

    Raises:
        Invalid: a right is not known, one was not kept up and no reason given, one was noted otherwise and nothing
            says why it is corrected, or the person was not apart.
        Refused: the day is closed.
    """
    directory = directory_of(work.session, account_id, (number,))
    period, doer = directory.person(number), directory.doer(None, "by")
    of = day or facility.calendar.day_of(work.now)
    if of > facility.calendar.day_of(work.now):
        raise Invalid(N_("This day has not begun."), field="day")
    spell = _spells_on(work, facility, period.subject, of)[-1]
    refuse_closed(work.session, of)
    rules = isolation_rules_on(facility, of)
    query = select(IsolationRight).where(IsolationRight.isolation_id == spell.id, IsolationRight.voided_at.is_(None))
    rows = work.all(query)
    for one in told:
        right = rules.rights.get(one.right)
        if right is None:
            raise Invalid(N_("There is no right {right}."), field="right", right=one.right)
        note = (one.note or "").strip() or None
        if not one.is_kept and note is None:
            raise Invalid(N_("Say why it was not kept up."), field="note")
        once = right.often is Often.ONCE
        known = next((row for row in rows if row.right == right.id and (once or row.day == of)), None)
        if known is not None:
            if (known.is_kept, known.note) != (one.is_kept, note):
                known.is_kept, known.note = one.is_kept, with_why(note, why, BESIDE)
                known.at, known.by_id = work.now, doer.id
                work.session.flush()
            continue
        work.add(
            IsolationRight(
                isolation_id=spell.id,
                day=of,
                right=right.id,
                is_kept=one.is_kept,
                note=note,
                at=max(work.now, spell.started_at),
                by_id=doer.id,
            )
        )
