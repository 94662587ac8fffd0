"""The facility as rules see it."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Facility
from db.values import FacilityKind
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.subjects import Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class FacilityFacts:
    """Kind, name and calendar of the facility.

    Attributes:
        opened_on: the first day that the program keeps; None: the day of the first record.
    """

    id: UUID
    name: str
    kind: FacilityKind
    calendar: FacilityCalendar
    opened_on: date | None
    is_fictional: bool

    @property
    def subject(self) -> Subject:
        """The facility as the subject of a finding."""
        return Subject(SubjectKind.FACILITY, self.id, self.name)


def facility_facts(session: Session) -> FacilityFacts:
    """The facility whose store this is."""
    row = session.scalars(select(Facility)).one()
    hours, minutes = divmod(row.day_starts_at, 60)
    calendar = FacilityCalendar(ZoneInfo(row.time_zone), time(hours, minutes))
    return FacilityFacts(row.id, row.name, row.kind, calendar, row.opened_on, row.is_fictional)
