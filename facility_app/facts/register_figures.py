"""What the program works out for a field of a register, unseen by whoever writes the entry."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.tables import Bed, Custody, Person, Placement
from facility_app.core.subjects import Subject, SubjectKind


def people_in_cell(session: Session, cell_id: UUID, at: datetime) -> tuple[Subject, ...]:
    """Who lives in a cell at an instant, by bed."""
    query = (
        select(Custody.id, Custody.number, Person.name)
        .join(Placement, Placement.custody_id == Custody.id)
        .join(Bed, Bed.id == Placement.bed_id)
        .join(Person, Person.id == Custody.person_id)
        .where(
            Bed.cell_id == cell_id,
            Custody.voided_at.is_(None),
            Placement.voided_at.is_(None),
            Placement.from_at <= at,
            or_(Placement.until_at.is_(None), Placement.until_at > at),
        )
        .order_by(Bed.number)
    )
    return tuple(Subject(SubjectKind.PERSON, row.id, row.name, row.number) for row in session.execute(query))


def _held_in_cell(session: Session, values: Mapping[str, Any], at: datetime) -> int:
    return len(people_in_cell(session, values["cell_id"], at))


FIGURES: Mapping[str, Callable[[Session, Mapping[str, Any], datetime], int]] = {"held_in_cell": _held_in_cell}
"""By what a field calls it in `computed`."""
