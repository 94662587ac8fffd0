"""Taking over rosters of staff, with the cells in their charge."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from db.tables import Block, Cell, Staff
from db.values import DaybookError
from db.work import UnitOfWork
from facility_app.acts.cells import CellRegister
from facility_app.acts.rosters import Review, RosterStaff, TakenOver
from facility_app.core import lengths
from facility_app.core.names import clean_name
from facility_app.core.numbers import clean_code
from facility_app.core.phrases import phrase
from resources.text import N_

LEADERS = frozenset({"所领导", "所长", "副所长", "教导员", "政委", "副政委"})
"""Posts whose holder leads the facility; from any other post it would be a guess."""

LEAVES_BEFORE_COMING = N_("The last day on the roster lies before the first. Put one of them right.")

_HIDDEN = frozenset({"phone"})


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row with what it refers to."""

    row: RosterStaff
    block: Block | None
    cells: tuple[Cell, ...]


def take_staff(work: UnitOfWork, rows: Sequence[RosterStaff], *, partial: bool) -> TakenOver:
    """Add the staff who are not there yet, and put cells into their charge.

    What a record leaves open is completed (an account made before the roster has no post); what it says stays.
    """
    review = Review(rows)
    entries = _read(review, CellRegister(work.session))
    known = {one.number: one for one in work.all(select(Staff).where(Staff.voided_at.is_(None)))}
    numbers = {one.id: one.number for one in known.values()}
    block_names = {one.id: one.name for one in work.all(select(Block))}
    for index, entry in entries.items():
        number = clean_code(entry.row.number)
        for cell in entry.cells:
            if cell.officer_id is not None and numbers.get(cell.officer_id) != number:
                words = N_("Cell {cell} is in the charge of {number}. One officer answers for a cell: leave it to one.")
                review.error(index, "cells", phrase(words, cell=cell.code, number=numbers.get(cell.officer_id, "?")))
        if number in known:
            review.compare(index, _recorded(known[number], block_names), _HIDDEN)
    good = {index: entry for index, entry in entries.items() if review.is_good(index)}
    news = {index for index, entry in good.items() if _is_news(entry, known)}
    for index in good.keys() - news:
        review.unchanged(index)
    if not review.stops(partial=partial):
        _keep(work, [good[index] for index in sorted(news)], known)
    return review.result(len(news), partial=partial)


def _read(review: Review[RosterStaff], register: CellRegister) -> dict[int, _Entry]:
    """The rows that refer to what there is, by index."""
    review.refuse_twins("number", (clean_code(row.number) for row in review.rows))
    entries: dict[int, _Entry] = {}
    charges: dict[UUID, int] = {}
    for index, row in enumerate(review.rows):
        for field, longest in (("number", lengths.NUMBER), ("name", lengths.NAME), ("post", lengths.NAME)):
            try:
                if not lengths.within(getattr(row, field).strip(), longest, field):
                    review.error(index, field, phrase(N_("This must be filled in.")))
            except DaybookError as error:
                review.fails(index, error)
        if row.since and row.until and row.until < row.since:
            review.error(index, "until", phrase(LEAVES_BEFORE_COMING))
        try:
            block = register.block(row.block) if row.block else None
            cells = tuple(_cell(register, row.block, code) for code in dict.fromkeys(row.cells))
        except DaybookError as error:
            review.fails(index, error, "block" if error.field == "block" and row.block else "cells")
            continue
        for cell in cells:
            other = charges.setdefault(cell.id, index)
            if other != index:
                words = N_("Cell {cell} is given to {number} too. One officer answers for a cell: leave it to one.")
                review.error(index, "cells", phrase(words, cell=cell.code, number=review.rows[other].number))
                review.error(other, "cells", phrase(words, cell=cell.code, number=row.number))
        if review.is_good(index):
            entries[index] = _Entry(row, block, cells)
    return entries


def _cell(register: CellRegister, block: str | None, code: str) -> Cell:
    """A cell in the officer's own block, else the only one of this code."""
    in_block = register.cells.get((clean_name(block), clean_code(code))) if block else None
    return in_block or register.cell(None, code)


def _recorded(staff: Staff, blocks: dict[UUID, str]) -> dict[str, object]:
    """What a record says; what it leaves open is left out."""
    said: dict[str, object] = {
        "name": staff.name,
        "post": staff.post,
        "sex": staff.sex,
        "phone": staff.phone,
        "since": staff.since,
        "until": staff.until,
        "block": blocks[staff.block_id] if staff.block_id else None,
    }
    return {field: value for field, value in said.items() if value}


def _is_news(entry: _Entry, known: dict[str, Staff]) -> bool:
    staff = known.get(clean_code(entry.row.number))
    if staff is None or any(cell.officer_id is None for cell in entry.cells):
        return True
    row = entry.row
    told = (
        (row.post, staff.post),
        (row.sex, staff.sex),
        (row.phone, staff.phone),
        (row.since, staff.since),
        (row.until, staff.until),
        (entry.block, staff.block_id),
    )
    return any(given and not recorded for given, recorded in told)


def _keep(work: UnitOfWork, entries: Sequence[_Entry], known: dict[str, Staff]) -> None:
    fresh = {entry.row.number: _staff(entry) for entry in entries if clean_code(entry.row.number) not in known}
    work.add_many(list(fresh.values()))
    for entry in entries:
        staff = known.get(clean_code(entry.row.number))
        if staff is not None:
            _complete(staff, entry)
        for cell in entry.cells:
            cell.officer_id = (staff or fresh[entry.row.number]).id
    work.session.flush()


def _staff(entry: _Entry) -> Staff:
    row = entry.row
    return Staff(
        number=clean_code(row.number),
        name=row.name.strip(),
        post=row.post.strip(),
        phone=row.phone or None,
        since=row.since,
        until=row.until,
        sex=row.sex,
        is_leader=row.post.strip() in LEADERS,
        block_id=entry.block.id if entry.block else None,
    )


def _complete(staff: Staff, entry: _Entry) -> None:
    if not staff.post:
        staff.post = entry.row.post.strip()
        staff.is_leader = staff.post in LEADERS
    staff.since = staff.since or entry.row.since
    staff.until = staff.until or entry.row.until
    staff.sex = staff.sex or entry.row.sex
    staff.phone = staff.phone or entry.row.phone
    staff.block_id = staff.block_id or (entry.block.id if entry.block else None)
