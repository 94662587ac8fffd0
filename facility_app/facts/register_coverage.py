"""Where and when of a day something was done, and where it was not: the blind spots by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.declaration import Coverage, Register
from db.declaration import Session as DaySession
from db.tables import Bed, Block, Cell, Placement
from facility_app.core.sorting import by_number
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.registers import entries_of_day, list_rows, register_of
from facility_app.rules.registers import Slot, slots


@dataclass(frozen=True, slots=True)
class SlotLine:
    """One session of a day with one subject, by name."""

    subject: Subject
    session: DaySession
    slot: Slot

    @property
    def is_filled(self) -> bool:
        """Whether it was done."""
        return self.slot.is_filled


def coverage_of(
    session: Session, facility: FacilityFacts, register: Register, day: date, at: datetime | None = None
) -> tuple[SlotLine, ...]:
    """Every session of a day with everything that it is owed to, by session and name.

    Args:
        at: what was done later is left out.
    """
    coverage = register.coverage
    if coverage is None:
        return ()
    entries = [one for one in entries_of_day(session, register, day) if at is None or one.at <= at]
    found = []
    for one in coverage.sessions:
        subjects = _subjects(session, register, coverage, day, facility.calendar.instant(day, one.opens))
        found += [
            SlotLine(subjects[slot.subject], one, slot)
            for slot in slots(coverage, one, subjects, entries, day, facility.calendar)
        ]
    return tuple(found)


def _subjects(
    session: Session, register: Register, coverage: Coverage, day: date, at: datetime
) -> Mapping[UUID, Subject]:
    table = register.field(coverage.of).refers_to
    if table == "cell":
        return cells_in_use(session, at)
    rows = list_rows(session, register_of(table), with_void=True)
    return {
        row.id: Subject(SubjectKind.THING, row.id, row.name)
        for row in rows
        if row.is_in_use(day, at) and (not coverage.only or row.values[coverage.only])
    }


def cells_in_use(session: Session, at: datetime) -> dict[UUID, Subject]:
    """The cells in which somebody lives at an instant, by block and code."""
    query = (
        select(Cell.id, Cell.code, Block.name)
        .join(Block, Block.id == Cell.block_id)
        .where(
            Cell.id.in_(
                select(Bed.cell_id)
                .join(Placement, Placement.bed_id == Bed.id)
                .where(
                    Placement.voided_at.is_(None),
                    Placement.from_at <= at,
                    or_(Placement.until_at.is_(None), Placement.until_at > at),
                )
            )
        )
    )
    rows = sorted(session.execute(query), key=lambda row: (by_number(row.name), by_number(row.code)))
    return {row.id: Subject(SubjectKind.CELL, row.id, f"{row.name} {row.code}", row.code) for row in rows}
