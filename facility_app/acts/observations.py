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
from facility_app.facts.directory import directory_of, wall_time
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation import isolation_rules_on, spells_of
from facility_app.facts.isolation_rows import Spell
from facility_app.facts.rounds import fever_rules_on, key_at, span_on
from facility_app.rules.isolationpack import Often, Question
from resources.text import N_


@dataclass(frozen=True, slots=True)
class LineTold:
    """How somebody apart was in one window; the temperature is that of the round and is not told here.

    Attributes:
        number: 监所编号.
        mood, food, sleep: ids of answers in `isolation.toml`.
        symptoms: ids of `symptoms.toml`.
        day, window: None: the window for which now counts.
        at: when the person was looked at; without a zone it is facility time; None: now.
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


def write_line(work: UnitOfWork, facility: FacilityFacts, account_id: UUID, told: LineTold) -> UUID:
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
    if at < span.counts_from:
        raise Invalid(
            N_("This window begins only at {time}."), field="window", time=wall_time(facility, span.counts_from)
        )
    refuse_closed(work.session, day)
    spell = _spell_on(work, facility, period.subject.id, period.subject.text, day)
    if spell.started_at > span.closes or (spell.ended_at is not None and spell.ended_at < span.counts_from):
        raise Invalid(N_("{person} was not apart in this window."), field="window", person=period.subject.text)
    _check_answers(facility, day, told)
    known = set(fever_rules_on(facility, day).symptoms)
    unknown = next((one for one in told.symptoms if one not in known), None)
    if unknown is not None:
        raise Invalid(N_("There is no symptom {symptom}."), field="symptoms", symptom=unknown)
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
        at=max(at, spell.started_at),
        by_id=directory.doer(told.by, "by").id,
        symptoms=" ".join(sorted(set(told.symptoms))) or None,
        mood=told.mood,
        food=told.food,
        sleep=told.sleep,
        remark=(told.remark or "").strip() or None,
    )
    work.add(row)
    return row.id


def correct_line(work: UnitOfWork, facility: FacilityFacts, line_id: UUID, told: LineTold, why: str) -> None:
    """Put other answers into a line; who was looked at, when and by whom stays. Why is added to the remark.

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


def _window(facility: FacilityFacts, told: LineTold, at: datetime) -> tuple[date, str]:
    if told.day is not None and told.window:
        return told.day, told.window
    if told.window:
        return facility.calendar.day_of(at), told.window
    key = key_at(facility, at)
    if key is None:
        raise Invalid(N_("Say of which round it is: morning or evening."), field="window")
    return key.day, key.window


def _check_answers(facility: FacilityFacts, day: date, told: LineTold) -> None:
    answers = isolation_rules_on(facility, day).answers
    for question, given in ((Question.MOOD, told.mood), (Question.FOOD, told.food), (Question.SLEEP, told.sleep)):
        if given not in answers or answers[given].of is not question:
            raise Invalid(N_("There is no such answer: {answer}."), field=question.value, answer=given)


def _spell_on(work: UnitOfWork, facility: FacilityFacts, custody_id: UUID, name: str, day: date) -> Spell:
    """The isolation of a day; the later one, where one followed on another."""
    start, end = facility.calendar.starts(day), facility.calendar.ends(day)
    found = [
        one
        for one in spells_of(work.session, custody_id)
        if one.started_at < end and (one.ended_at is None or one.ended_at > start)
    ]
    if not found:
        raise Invalid(N_("{person} was not apart on this day."), field="number", person=name)
    return found[-1]


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
    spell = _spell_on(work, facility, period.subject.id, period.subject.text, of)
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
