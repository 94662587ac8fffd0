"""Closing a day: what stands against it, and the act itself. Days are closed one after the other."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from db.tables import ClosedDay
from db.values import Refused
from db.work import UnitOfWork
from facility_app.core.phrases import Phrase
from facility_app.core.subjects import Subject
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.ledger import check_day
from facility_app.facts.ledger_closing import closing_of
from facility_app.facts.ledger_content import LedgerContent, content_of, day_hash
from facility_app.facts.ledger_registers import mismatches_of_day
from facility_app.facts.population import DayPopulation, first_day, population_of
from facility_app.rules.entries import in_force
from facility_app.rules.ledger import DayEnd, against_closing
from resources.text import N_

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stands against closing a day.

    Attributes:
        rule: id of the rule.
        people: the names behind it.
    """

    rule: str
    explanation: Phrase
    people: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosedFigures:
    """A day that was closed: its figures, and the hashes of it and of the day closed before."""

    day: date
    opening: int
    intake: int
    exits: int
    closing: int
    content_hash: str
    previous_hash: str


def obstacles(
    session: Session, facility: FacilityFacts, day: date, now: datetime, stated: int | None = None
) -> tuple[Obstacle, ...]:
    """What stands against closing a day; empty: it can be closed.

    Raises:
        Invalid: the day has not begun, or lies before the first one that the program keeps.
    """
    check_day(session, facility, day, now)
    return _against(session, facility, day, now, population_of(session, facility, day), stated)


def close(work: UnitOfWork, facility: FacilityFacts, day: date, stated: int | None = None) -> ClosedFigures:
    """Close a day.

    Args:
        stated: how many somebody counted at the end of the day; None: as the records count.

    Raises:
        Refused: something stands against it; the message lists all of it.
        Invalid: the day has not begun, or lies before the first one that the program keeps.
    """
    session = work.session
    check_day(session, facility, day, work.now)
    content, people = content_of(session, facility, day, work.now)
    found = _against(session, facility, day, work.now, people, stated)
    if found:
        why = " ".join(one.explanation.text for one in found)
        raise Refused(N_("{day} cannot be closed: {why}"), field="date", day=day, why=why)
    before = closing_of(session, day - _DAY)
    previous_hash = before.content_hash if before else ""
    closed = _figures(facility, content, previous_hash)
    work.add(
        ClosedDay(
            day=day,
            opening=closed.opening,
            intake=closed.intake,
            exits=closed.exits,
            closing=closed.closing,
            content_hash=closed.content_hash,
            previous_hash=previous_hash,
        )
    )
    return closed


def _figures(facility: FacilityFacts, content: LedgerContent, previous_hash: str) -> ClosedFigures:
    balance = content.balance
    return ClosedFigures(
        content.day,
        balance.opening,
        balance.intake,
        balance.exits,
        balance.closing,
        day_hash(facility, content, previous_hash),
        previous_hash,
    )


def _against(
    session: Session,
    facility: FacilityFacts,
    day: date,
    now: datetime,
    people: DayPopulation,
    stated: int | None,
) -> tuple[Obstacle, ...]:
    rules = in_force(facility.packs.ledger.closing, day, facility.kind)
    before = day - _DAY
    end = DayEnd(
        facility.subject,
        day,
        facility.calendar.ends(day),
        people.balance(stated),
        people.names,
        is_closed=closing_of(session, day) is not None,
        mismatches=mismatches_of_day(session, facility, day),
        open_before=before if _is_to_be_closed(session, facility, before) else None,
    )
    return tuple(Obstacle(one.rule, one.explanation, one.people) for one in against_closing(rules, end, now))


def _is_to_be_closed(session: Session, facility: FacilityFacts, day: date) -> bool:
    """Whether the program keeps a day that is still open."""
    return day >= first_day(session, facility) and closing_of(session, day) is None
