"""Which readings are on record, as a file tells them: by number, time and value."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Custody, Reading, Staff

Recorded = tuple[str, datetime | None, Decimal]
"""Number of a person or of staff, when it was taken, and the value."""


def recorded_between(session: Session, since: datetime, until: datetime) -> frozenset[Recorded]:
    """The valid readings that were taken in `[since, until]`."""
    query = (
        select(Custody.number, Staff.number, Reading.taken_at, Reading.celsius)
        .join(Custody, Custody.id == Reading.custody_id, isouter=True)
        .join(Staff, Staff.id == Reading.staff_id, isouter=True)
        .where(Reading.taken_at >= since, Reading.taken_at <= until, Reading.voided_at.is_(None))
    )
    return frozenset((number or staff or "", at, celsius) for number, staff, at, celsius in session.execute(query))
