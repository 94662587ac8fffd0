"""The latest temperature of one person."""

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from db.tables import Custody, Person, Staff, TemperatureRound
from db.tables import Reading as ReadingRow
from facility_app.core.numbers import clean_code
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.rounds import KeptReading, ReadingLine, RoundKey, span_on
from facility_app.rules.temperatures import Reading


def last_reading_of(session: Session, facility: FacilityFacts, number: str) -> ReadingLine | None:
    """The last valid reading of one period of custody, a recheck or not; None: there is none.

    Args:
        number: the 监所编号.
    """
    row = session.execute(_latest(), {"number": clean_code(number)}).one_or_none()
    if row is None:
        return None
    id_, custody_id, recheck_of, at, celsius, site, device, is_mean, *more = row
    symptoms, by_id, remark, day, window, name, known, by = more
    measured = Reading(
        Subject(SubjectKind.PERSON, custody_id, name, known),
        celsius,
        site,
        at,
        by_id,
        device or "",
        bool(is_mean),
        frozenset((symptoms or "").split()),
    )
    kept = KeptReading(id_, RoundKey(day, window), recheck_of, measured, remark)
    return ReadingLine(kept, by, span_on(facility, day, window).timing(at))


@cache
def _latest() -> Select[*tuple[Any, ...]]:
    """Kept, since to build it anew takes longer than to run it; the one row is found before others are joined."""
    known = select(Custody.id).where(Custody.number == bindparam("number"), Custody.voided_at.is_(None))
    last = (
        select(ReadingRow.id)
        .where(ReadingRow.custody_id == known.scalar_subquery(), ReadingRow.voided_at.is_(None))
        .order_by(ReadingRow.taken_at.desc())
        .limit(1)
    )
    return (
        select(
            *(ReadingRow.id, ReadingRow.custody_id, ReadingRow.recheck_of_id, ReadingRow.taken_at, ReadingRow.celsius),
            *(ReadingRow.body_site, ReadingRow.device, ReadingRow.is_mean),
            *(ReadingRow.symptoms, ReadingRow.taken_by_id, ReadingRow.remark),
            *(TemperatureRound.day, TemperatureRound.window, Person.name, Custody.number, Staff.name.label("by")),
        )
        .join(Custody, Custody.id == ReadingRow.custody_id)
        .join(Person, Person.id == Custody.person_id)
        .join(TemperatureRound, TemperatureRound.id == ReadingRow.round_id)
        .join(Staff, Staff.id == ReadingRow.taken_by_id)
        .where(ReadingRow.id == last.scalar_subquery())
    )
