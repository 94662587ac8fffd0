"""The cells of a ledger: how many live in each, and how much room they have."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Block, Cell
from facility_app.core.sorting import by_number
from facility_app.facts.people import HeldPerson


@dataclass(frozen=True, slots=True)
class CellUse:
    """One cell at the end of a day; capacity and area are those on record now. `area_m2` None: not recorded."""

    block: str
    cell: str
    capacity: int
    held: int
    area_m2: Decimal | None

    @property
    def area_per_person(self) -> Decimal | None:
        """Square metres for each who lives there, never rounded up; None: nobody does, or no area is recorded."""
        return area_per_person([self])


def cells_of(session: Session, present: Iterable[HeldPerson]) -> tuple[CellUse, ...]:
    """Every cell, empty ones too, by block and code."""
    held = Counter(one.place.cell_id for one in present if one.place)
    query = select(Cell, Block.name).join(Block, Block.id == Cell.block_id).where(Cell.voided_at.is_(None))
    found = [CellUse(block, one.code, one.capacity, held[one.id], one.area_m2) for one, block in session.execute(query)]
    return tuple(sorted(found, key=lambda one: (by_number(one.block), by_number(one.cell))))


def area_per_person(cells: Iterable[CellUse]) -> Decimal | None:
    """Square metres for each who lives in some cells; None: nobody does, or one that is in use has no area."""
    used = [one for one in cells if one.held]
    areas = [one.area_m2 for one in used if one.area_m2 is not None]
    if not used or len(areas) < len(used):
        return None
    return (sum(areas, Decimal(0)) / sum(one.held for one in used)).quantize(Decimal("0.01"), ROUND_DOWN)
