"""How many minutes of something everybody held has had in a month, and who is short of what is owed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.declaration import Register
from db.tables import Bed, Cell, Placement
from facility_app.core.subjects import Subject
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import Roll
from facility_app.facts.population import first_day
from facility_app.facts.registers import Filter, entries


@dataclass(frozen=True, slots=True)
class MonthLine:
    """What one person had in a month, and what is owed for the days that he or she is here, in minutes."""

    person: Subject
    had: int
    owed: int

    @property
    def is_short(self) -> bool:
        """Whether something is still owed."""
        return self.had < self.owed


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the calendar month in which a day lies."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def ends_soon(day: date) -> bool:
    """Whether a day lies in the last week of its month."""
    return month_of(day)[1] - day < timedelta(weeks=1)


def month_lines(
    session: Session,
    facility: FacilityFacts,
    register: Register,
    day: date,
    now: datetime,
    roll: Roll | None = None,
) -> tuple[MonthLine, ...]:
    """What everybody who is held at the end of a day has had in its month, up to `now`, by block, cell and bed.

    Days before the first one that the program keeps are owed nothing.

    Args:
        roll: the people, where they are read already.
    """
    quota = register.quota
    if quota is None:
        return ()
    first, last = month_of(day)
    until = min(now, facility.calendar.ends(day))
    starts = facility.calendar.starts(first)
    roll = roll or Roll(session, facility, starts, until)
    held = [one for one in roll.held_between(starts, until) if one.ended_at is None or one.ended_at > until]
    lessons = [one for one in entries(session, register, Filter(first, day)) if one.at <= until]
    lived = _lived(session, starts, until)
    whole, begins = (last - first).days + 1, max(first, first_day(session, facility))
    found = []
    for one in held:
        had = 0
        for lesson in lessons:
            block = lesson.values[quota.of]
            if one.admitted_at > lesson.at or one.number in (lesson.values[quota.absent] or "").split():
                continue
            if block is None or _block_at(lived.get(one.custody_id, []), lesson.at) == block:
                had += int(lesson.values[quota.amount])
        here = (last - max(begins, facility.calendar.day_of(one.admitted_at))).days + 1
        found.append(MonthLine(one.subject, had, quota.at_least * here // whole))
    return tuple(found)


def _lived(session: Session, start: datetime, end: datetime) -> dict[UUID, list[tuple[datetime, UUID]]]:
    """Where people moved to in a while, oldest first: since when, and in which block."""
    query = (
        select(Placement.custody_id, Placement.from_at, Cell.block_id)
        .join(Bed, Bed.id == Placement.bed_id)
        .join(Cell, Cell.id == Bed.cell_id)
        .where(
            Placement.voided_at.is_(None),
            Placement.from_at < end,
            or_(Placement.until_at.is_(None), Placement.until_at > start),
        )
        .order_by(Placement.from_at)
    )
    found: dict[UUID, list[tuple[datetime, UUID]]] = {}
    for row in session.execute(query):
        found.setdefault(row.custody_id, []).append((row.from_at, row.block_id))
    return found


def _block_at(moves: list[tuple[datetime, UUID]], at: datetime) -> UUID | None:
    return next((block for since, block in reversed(moves) if since <= at), None)
