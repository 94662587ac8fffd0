"""The changes of cell of a day (监室调整), with whoever decided them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from db.journal import journal
from db.tables import Account, Bed, Block, Cell, Custody, Person, Placement, Staff
from db.values import Operation
from facility_app.facts.ledger_lines import Move, Spot


def moves_between(session: Session, start: datetime, end: datetime) -> tuple[Move, ...]:
    """The placements begun in `[start, end)` that are not the first of their custody, in the order of time."""
    rows = session.execute(_placements().where(Placement.custody_id.in_(_moved(start, end)), Placement.from_at < end))
    last: dict[UUID, Spot] = {}
    found = []
    for row in rows:
        placement, before = row.Placement, last.get(row.Placement.custody_id)
        last[placement.custody_id] = after = Spot(row.block, row.cell, row.bed)
        if before is not None and placement.from_at >= start:
            found.append(_move(row, before, after))
    return tuple(sorted(found, key=lambda one: (one.at, one.number)))


def _moved(start: datetime, end: datetime) -> Select[UUID]:
    """Whoever was placed in `[start, end)` and had a place before: of newcomers there is nothing to read."""
    placed = select(Placement.custody_id).where(
        Placement.from_at >= start, Placement.from_at < end, Placement.voided_at.is_(None)
    )
    return (
        select(Placement.custody_id)
        .where(Placement.custody_id.in_(placed), Placement.from_at < end, Placement.voided_at.is_(None))
        .group_by(Placement.custody_id)
        .having(func.count() > 1)
    )


def _placements() -> Select[Placement, str, str, str, str, int, str]:
    """Valid placements, of each custody the earliest first."""
    return (
        select(
            Placement,
            Custody.number,
            Person.name,
            Block.name.label("block"),
            Cell.code.label("cell"),
            Bed.number.label("bed"),
            Staff.name.label("by"),
        )
        .join(Custody, Custody.id == Placement.custody_id)
        .join(Person, Person.id == Custody.person_id)
        .join(Bed, Bed.id == Placement.bed_id)
        .join(Cell, Cell.id == Bed.cell_id)
        .join(Block, Block.id == Cell.block_id)
        .join(journal, (journal.c.entity_id == Placement.id) & (journal.c.op == Operation.INSERT.value))
        .outerjoin(Account, Account.id == journal.c.actor_id)
        .outerjoin(Staff, Staff.id == Account.staff_id)
        .where(Placement.voided_at.is_(None))
        .order_by(Placement.custody_id, Placement.from_at, Placement.id)
    )


def _move(row: Row[Placement, str, str, str, str, int, str], before: Spot, after: Spot) -> Move:
    placement: Placement = row.Placement
    return Move(
        row.number,
        row.name,
        before,
        after,
        placement.from_at,
        placement.reason,
        row.by or "?",
        tuple((placement.findings or "").split()),
        placement.override_reason,
    )
