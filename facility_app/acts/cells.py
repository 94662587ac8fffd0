"""Making a cell with its beds."""

from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Bed, Block, Cell
from db.values import CellKind, Conflict, Invalid, Sex
from db.work import UnitOfWork
from facility_app.core import lengths
from facility_app.core.names import clean_name
from facility_app.core.numbers import clean_code
from resources.text import N_

MOST_BEDS = 200


@dataclass(frozen=True, slots=True)
class NewCell:
    """A cell as it is to be; it gets one bed for each place, numbered from 1."""

    block: str
    code: str
    kind: CellKind
    capacity: int
    area_m2: Decimal | None = None
    sex: Sex | None = None
    for_minors: bool | None = None


def checked_cell(new: NewCell) -> NewCell:
    """The cell with its names as they are kept.

    Raises:
        Invalid: block or code is empty, or the capacity is none.
    """
    name, code = clean_name(new.block), clean_code(new.code)
    for field, value, longest in (("block", name, lengths.NAME), ("cell", code, lengths.NUMBER)):
        if not lengths.within(value, longest, field):
            raise Invalid(N_("This must be filled in."), field=field)
    if not 1 <= new.capacity <= MOST_BEDS:
        raise Invalid(N_("The capacity must lie between 1 and {most}."), field="capacity", most=MOST_BEDS)
    return replace(new, block=name, code=code)


def cell_row(new: NewCell, block_id: UUID) -> Cell:
    """A cell, not yet kept."""
    return Cell(
        block_id=block_id,
        code=new.code,
        kind=new.kind,
        capacity=new.capacity,
        area_m2=new.area_m2,
        sex=new.sex,
        for_minors=new.for_minors,
        officer_id=None,
    )


def bed_rows(cell: Cell) -> list[Bed]:
    """The beds of a new cell, not yet kept."""
    return [Bed(cell_id=cell.id, number=number) for number in range(1, cell.capacity + 1)]


def make_cell(work: UnitOfWork, new: NewCell) -> Cell:
    """Make a cell; its block is made where it is new.

    Raises:
        Invalid: block or code is empty, or the capacity is none.
        Conflict: the block has a cell of this code.
    """
    new = checked_cell(new)
    block = work.first(select(Block).where(Block.name == new.block, Block.voided_at.is_(None)))
    if block is None:
        block = Block(name=new.block)
        work.add(block)
    if work.first(select(Cell).where(Cell.block_id == block.id, Cell.code == new.code, Cell.voided_at.is_(None))):
        raise Conflict(N_("Block {block} has a cell {cell} already."), field="cell", block=new.block, cell=new.code)
    cell = cell_row(new, block.id)
    work.add(cell)
    work.add_many(bed_rows(cell))
    return cell


def cell_of(session: Session, block: str | None, code: str) -> Cell:
    """A cell by its code; the block may be left out where only one has it.

    Raises:
        Invalid: there is none, or several blocks have one.
    """
    query = (
        select(Cell)
        .join(Block, Block.id == Cell.block_id)
        .where(Cell.code == clean_code(code), Cell.voided_at.is_(None))
    )
    if block:
        query = query.where(Block.name == clean_name(block))
    found = session.scalars(query).all()
    if not found:
        raise Invalid(N_("There is no cell {cell}."), field="cell", cell=code)
    if len(found) > 1:
        raise Invalid(N_("Several blocks have a cell {cell}. Name the block too."), field="block", cell=code)
    return found[0]


class CellRegister:
    """Blocks and cells, loaded once for the many rows of a roster."""

    def __init__(self, session: Session) -> None:
        self.blocks = {one.name: one for one in session.scalars(select(Block).where(Block.voided_at.is_(None)))}
        names = {block.id: block.name for block in self.blocks.values()}
        cells = select(Cell).where(Cell.block_id.in_(list(names)), Cell.voided_at.is_(None))
        self.cells = {(names[one.block_id], one.code): one for one in session.scalars(cells)}
        self._by_code: dict[str, list[str]] = {}
        for block, code in self.cells:
            self._by_code.setdefault(code, []).append(block)

    def block(self, name: str) -> Block:
        """A block by its name.

        Raises:
            Invalid: there is none.
        """
        found = self.blocks.get(clean_name(name))
        if found is None:
            raise Invalid(
                N_("There is no block {block}. Import the cells first, or correct the name."),
                field="block",
                block=name,
            )
        return found

    def cell(self, block: str | None, code: str) -> Cell:
        """A cell by its code; the block may be left out where only one has it.

        Raises:
            Invalid: there is none, or several blocks have one.
        """
        blocks = [clean_name(block)] if block else self._by_code.get(clean_code(code), [])
        if len(blocks) > 1:
            raise Invalid(N_("Several blocks have a cell {cell}. Name the block too."), field="block", cell=code)
        found = self.cells.get((blocks[0], clean_code(code))) if blocks else None
        if found is None:
            raise Invalid(
                N_("There is no cell {cell} here. Import the cells first, or correct block and cell."),
                field="cell",
                cell=f"{block}/{code}" if block else code,
            )
        return found
