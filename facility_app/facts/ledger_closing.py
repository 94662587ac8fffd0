"""That a day was closed, what was added to it since, and what stays open whatever day is closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.journal import journal
from db.record import Record
from db.tables import Account, Addendum, ClosedDay, Staff
from db.values import Operation
from facility_app.core.phrases import Phrase, phrase
from facility_app.core.subjects import Subject
from facility_app.facts.care import open_cases
from facility_app.facts.facility import FacilityFacts
from facility_app.rules.carepack import INFORMED
from resources.text import N_

_CARE = "closing.care"
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Something that a day is closed with though it is not done; `rule` is the id of its rule."""

    rule: str
    explanation: Phrase
    people: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """That a day was closed: the figures of then, when (UTC), by whom, and with which entry of the journal.

    Attributes:
        content_hash: of the day; `previous_hash`: that of the day closed before, empty for the first.
    """

    day: date
    opening: int
    intake: int
    exits: int
    closing: int
    content_hash: str
    previous_hash: str
    at: datetime
    by: str
    seq: int


@dataclass(frozen=True, slots=True)
class AddedText:
    """An addendum: what was added to a closed day, when (UTC), by whom, and with which entry of the journal."""

    text: str
    at: datetime
    by: str
    seq: int


def still_open(session: Session, facility: FacilityFacts, day: date, now: datetime) -> tuple[StillOpen, ...]:
    """The cases with the doctor that are open at the end of a day, or now: first those of which he was not told."""
    at = min(now, facility.calendar.ends(day) - _MOMENT)
    cases = open_cases(session, facility, at)
    told = [one.subject for one in cases if one.stage(INFORMED).done is not None]
    untold = [one.subject for one in cases if one.stage(INFORMED).done is None]
    found = []
    if untold:
        text = phrase(N_("No doctor was informed: {people}."), people=tuple(untold))
        found.append(StillOpen(_CARE, text, tuple(untold)))
    if told:
        text = phrase(N_("The doctor has not concluded yet: {people}."), people=tuple(told))
        found.append(StillOpen(_CARE, text, tuple(told)))
    return tuple(found)


def closing_of(session: Session, day: date) -> Closing | None:
    """How a day was closed; None: it is open."""
    return next(_closings(session, _made(ClosedDay).where(ClosedDay.day == day)), None)


def last_closing(session: Session) -> Closing | None:
    """How the latest closed day was closed; None: none is."""
    return next(_closings(session, _made(ClosedDay).order_by(ClosedDay.day.desc()).limit(1)), None)


def closings_between(session: Session, first: date, last: date) -> tuple[Closing, ...]:
    """How the closed days of `[first, last]` were closed."""
    return tuple(_closings(session, _made(ClosedDay).where(ClosedDay.day >= first, ClosedDay.day <= last)))


def addenda_of(session: Session, day: date) -> tuple[AddedText, ...]:
    """What was added to a closed day, oldest first."""
    query = _made(Addendum).join(ClosedDay, ClosedDay.id == Addendum.closed_day_id).where(ClosedDay.day == day)
    rows = session.execute(query.order_by(journal.c.seq))
    return tuple(AddedText(row[0].text, row.at, row.by or "?", row.seq) for row in rows)


def _closings(session: Session, query: Select[Any]) -> Iterator[Closing]:
    for row in session.execute(query):
        day: ClosedDay = row[0]
        yield Closing(
            day.day,
            day.opening,
            day.intake,
            day.exits,
            day.closing,
            day.content_hash,
            day.previous_hash,
            row.at,
            row.by or "?",
            row.seq,
        )


def _made(record: type[Record]) -> Select[Any]:
    """Valid records of a table with the entry that made them."""
    return (
        select(record, journal.c.at, journal.c.seq, Staff.name.label("by"))
        .join(journal, (journal.c.entity_id == record.id) & (journal.c.op == Operation.INSERT.value))
        .outerjoin(Account, Account.id == journal.c.actor_id)
        .outerjoin(Staff, Staff.id == Account.staff_id)
        .where(record.voided_at.is_(None))
    )
