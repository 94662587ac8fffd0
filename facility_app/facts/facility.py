"""The facility as rules see it."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Facility, SitePolicy
from db.values import FacilityKind
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.rules.shelf import Packs, packs_of
from facility_app.rules.siterules import RuleChange


@dataclass(frozen=True, slots=True)
class FacilityFacts:
    """Kind, name and calendar of the facility, and what it decided otherwise than the rule packs propose.

    Attributes:
        opened_on: the first day that the program keeps; None: the day of the first record.
        changes: earliest first.
    """

    id: UUID
    name: str
    kind: FacilityKind
    calendar: FacilityCalendar
    opened_on: date | None
    is_fictional: bool
    changes: tuple[RuleChange, ...] = ()

    @property
    def subject(self) -> Subject:
        """The facility as the subject of a finding."""
        return Subject(SubjectKind.FACILITY, self.id, self.name)

    @property
    def packs(self) -> Packs:
        """The rule packs by which this facility is judged."""
        return packs_of(self.kind, self.changes)


_CHANGE = (SitePolicy.pack, SitePolicy.sort, SitePolicy.entry, SitePolicy.values)
_QUERY = (
    select(Facility, *_CHANGE, SitePolicy.effective_from, SitePolicy.reason)
    .outerjoin(SitePolicy, SitePolicy.voided_at.is_(None))
    .order_by(SitePolicy.effective_from, SitePolicy.id)
)
"""One query for both: there is one facility, and it is asked for at every question."""


def facility_facts(session: Session) -> FacilityFacts:
    """The facility whose store this is."""
    rows = session.execute(_QUERY).all()
    row: Facility = rows[0][0]
    hours, minutes = divmod(row.day_starts_at, 60)
    calendar = FacilityCalendar(ZoneInfo(row.time_zone), time(hours, minutes))
    changes = tuple(RuleChange(*one[1:]) for one in rows if one[1] is not None)
    return FacilityFacts(row.id, row.name, row.kind, calendar, row.opened_on, row.is_fictional, changes)
