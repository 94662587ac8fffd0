"""Blocks, cells and their beds."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from db.tables import Block, Cell, Staff
from db.values import CellKind, Sex
from facility_app.access import Desk, act
from facility_app.acts.cells import NewCell, make_cell
from facility_app.core.sorting import by_number
from facility_app.facts.facility import facility_facts
from facility_app.facts.people import held_at
from resources.text import N_


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell, and who lives there now, by bed."""

    id: UUID
    block: str
    code: str
    kind: CellKind
    capacity: int
    area_m2: Decimal | None
    sex: Sex | None
    for_minors: bool | None
    officer: str | None
    occupants: tuple[tuple[int, str], ...]


@act()
def add_cell(desk: Desk, new: NewCell) -> UUID:
    """Add a cell with its beds; its block is made where it is new.

    Raises:
        Invalid: block or code is empty, or the capacity is none.
        Conflict: the block has a cell of this code.
    """
    with desk.act(N_("Add a cell")) as work:
        return make_cell(work, new).id


@act()
def list_cells(desk: Desk) -> list[CellLine]:
    """Every cell by block and code, with its occupants."""
    with desk.store.reading() as session:
        held = held_at(session, facility_facts(session), desk.store.clock())
        living: dict[UUID, list[tuple[int, str]]] = {}
        for one in held:
            if one.place:
                living.setdefault(one.place.cell_id, []).append((one.place.bed, one.subject.text))
        query = (
            select(Cell, Block.name, Staff.name)
            .join(Block, Block.id == Cell.block_id)
            .join(Staff, Staff.id == Cell.officer_id, isouter=True)
            .where(Cell.voided_at.is_(None))
        )
        found = [
            CellLine(
                cell.id,
                block,
                cell.code,
                cell.kind,
                cell.capacity,
                cell.area_m2,
                cell.sex,
                cell.for_minors,
                officer,
                tuple(living.get(cell.id, ())),
            )
            for cell, block, officer in session.execute(query)
        ]
        return sorted(found, key=lambda one: (by_number(one.block), by_number(one.code)))
