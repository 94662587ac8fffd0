"""Readings with the id of whoever was measured and no name: what is counted or judged asks for no more."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from db.tables import Reading as ReadingRow
from db.tables import TemperatureRound
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.rounds import KeptReading, RoundKey
from facility_app.rules.temperatures import Reading

_COLUMNS = (
    *("id", "custody_id", "staff_id", "recheck_of_id", "taken_at", "celsius"),
    *("body_site", "device", "is_mean", "taken_by_id", "symptoms"),
)


def select_readings(of: Any = ReadingRow) -> Select[*tuple[Any, ...]]:
    """Valid readings; `TemperatureRound` is still to be joined."""
    columns = [getattr(of, name) for name in _COLUMNS]
    return select(TemperatureRound.day, TemperatureRound.window, *columns).where(of.voided_at.is_(None))


@lru_cache(maxsize=4_096)
def nameless(custody_id: UUID | None, staff_id: UUID | None) -> Subject:
    """Somebody held or of the staff, by the id alone; kept, since many readings tell of the same few people."""
    if custody_id is not None:
        return Subject(SubjectKind.PERSON, custody_id, "")
    assert staff_id is not None
    return Subject(SubjectKind.STAFF, staff_id, "")


def reading_of(row: Row[*tuple[Any, ...]]) -> KeptReading:
    """A row of `select_readings`."""
    day, window, id_, custody_id, staff_id, recheck_of, at, celsius, site, device, is_mean, by, symptoms = row
    told = frozenset(symptoms.split()) if symptoms else frozenset()
    measured = Reading(nameless(custody_id, staff_id), celsius, site, at, by, device or "", bool(is_mean), told)
    return KeptReading(id_, RoundKey(day, window), recheck_of, measured, None)
