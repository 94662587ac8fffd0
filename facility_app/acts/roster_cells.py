"""Taking over rosters of cells."""

from collections.abc import Sequence

from db.tables import Block, Cell
from db.values import DaybookError
from db.work import UnitOfWork
from facility_app.acts.cells import CellRegister, NewCell, bed_rows, cell_row, checked_cell
from facility_app.acts.rosters import Review, RosterCell, TakenOver
from facility_app.core.names import clean_name
from facility_app.core.numbers import clean_code


def take_cells(work: UnitOfWork, rows: Sequence[RosterCell], *, partial: bool) -> TakenOver:
    """Make the cells that are not there yet, with their blocks and beds."""
    review = Review(rows)
    register = CellRegister(work.session)
    review.refuse_twins("cell", ((clean_name(row.block), clean_code(row.cell)) for row in rows))
    fresh: dict[int, NewCell] = {}
    for index, row in enumerate(rows):
        try:
            new = checked_cell(NewCell(row.block, row.cell, row.kind, row.capacity, row.area, row.sex, row.for_minors))
        except DaybookError as error:
            review.fails(index, error)
            continue
        known = register.cells.get((new.block, new.code))
        if known is None:
            fresh[index] = new
        else:
            review.compare(index, _recorded(known))
            review.unchanged(index)
    good = [new for index, new in fresh.items() if review.is_good(index)]
    if not review.stops(partial=partial):
        _keep(work, register, good)
    return review.result(len(good), partial=partial)


def _recorded(cell: Cell) -> dict[str, object]:
    return {
        "kind": cell.kind,
        "capacity": cell.capacity,
        "area": cell.area_m2,
        "sex": cell.sex,
        "for_minors": cell.for_minors,
    }


def _keep(work: UnitOfWork, register: CellRegister, fresh: Sequence[NewCell]) -> None:
    names = dict.fromkeys(new.block for new in fresh if new.block not in register.blocks)
    blocks = [Block(name=name) for name in names]
    ids = {block.name: block.id for block in (*register.blocks.values(), *blocks)}
    cells = [cell_row(new, ids[new.block]) for new in fresh]
    work.add_many(blocks)
    work.add_many(cells)
    work.add_many([bed for cell in cells for bed in bed_rows(cell)])
