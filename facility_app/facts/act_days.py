"""On which facility days the records of an act weigh, whenever the act itself was done."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.journal import LOCAL_SITE, journal
from db.tables import (
    CareStep,
    Custody,
    Document,
    Isolation,
    IsolationReview,
    IsolationRight,
    Observation,
    Placement,
    Reading,
    Release,
    RoundAbsence,
    RoundSignature,
    SitePolicy,
    Talk,
    TemperatureRound,
)
from db.values import Operation
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation import reviews_told


def first_day_of(session: Session, facility: FacilityFacts, transaction: int) -> date | None:
    """The earliest facility day on which a record of an act weighs; None: it weighs on none.

    A period of custody, a placement and an isolation weigh from their beginning on, and only an act that makes them, or
    brings them back, is asked about it; the end of an isolation weighs by itself. A document bears a date of its own
    and may come late: it weighs from the day on which it was put into the file.
    """
    days = {session.scalar(query) for query in _days(transaction)}
    moments = map(session.scalar, _moments(facility, transaction))
    days |= {facility.calendar.day_of(at) for at in moments if at is not None}
    return min((day for day in days if day is not None), default=None)


def _days(transaction: int) -> Iterator[Select[date | None]]:
    for record in (Reading, RoundAbsence, RoundSignature):
        query = select(func.min(TemperatureRound.day)).join(record, record.round_id == TemperatureRound.id)
        yield _of(transaction, query, record.id)
    yield _of(transaction, select(func.min(Observation.day)), Observation.id)
    yield _of(transaction, select(func.min(IsolationRight.day)), IsolationRight.id)
    yield _of(transaction, select(func.min(SitePolicy.effective_from)), SitePolicy.id)


def _moments(facility: FacilityFacts, transaction: int) -> Iterator[Select[datetime | None]]:
    yield _of(transaction, select(func.min(Talk.started_at)), Talk.id)
    yield _of(transaction, select(func.min(CareStep.at)), CareStep.id)
    yield _of(transaction, select(func.min(Release.left_at)), Release.id)
    yield _of(transaction, select(func.min(journal.c.at)).select_from(Document), Document.id)
    begins = or_(journal.c.op == Operation.INSERT.value, journal.c.undoes.is_not(None))
    yield _of(transaction, select(func.min(Custody.admitted_at)), Custody.id).where(begins)
    yield _of(transaction, select(func.min(Placement.from_at)), Placement.id).where(begins)
    yield _of(transaction, select(func.min(Isolation.started_at)), Isolation.id).where(begins)
    yield _of(transaction, select(func.min(Isolation.ended_at)), Isolation.id)
    told = IsolationReview.kind.in_(reviews_told(facility))
    yield _of(transaction, select(func.min(IsolationReview.at)), IsolationReview.id).where(told)


def _of(transaction: int, query: Select[Any], record_id: InstrumentedAttribute[Any]) -> Select[Any]:
    """A query over those records that an act has written."""
    return query.join(journal, journal.c.entity_id == record_id).where(
        journal.c.site_no == LOCAL_SITE, journal.c.seq >= transaction, journal.c.tx == transaction
    )
