"""Every cell with its beds and who lives in them, read at once."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Bed, Block, Cell, Staff
from db.values import CellKind
from facility_app.core.sexes import Sex, is_minor
from facility_app.core.subjects import Subject
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation_rows import spells_between
from facility_app.facts.people import HeldPerson, held_at

_IN_ORDER = str.maketrans("一二三四五六七八九", "123456789")
"""二监区 stands before 三监区."""


@dataclass(frozen=True, slots=True)
class Occupant:
    """Somebody held, as far as a board of cells goes.

    Attributes:
        is_minor: None: the age is not known.
        ground: id of the category on which he or she is held; empty: not known.
        is_apart: isolated, observed or held separately; why is not told here.
    """

    subject: Subject
    sex: Sex
    is_minor: bool | None
    is_key_person: bool
    ground: str
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class BoardBed:
    """One bed; `occupant` None: it is free."""

    number: int
    occupant: Occupant | None


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One cell, its beds by number."""

    id: UUID
    block: str
    code: str
    kind: CellKind
    capacity: int
    area_m2: Decimal | None
    sex: Sex | None
    for_minors: bool | None
    officer: str | None
    beds: tuple[BoardBed, ...]

    @property
    def living(self) -> tuple[Occupant, ...]:
        """Who lives there, by bed."""
        return tuple(one.occupant for one in self.beds if one.occupant)

    @property
    def free(self) -> int:
        """How many more may live there; 0 where it is full or holds too many."""
        return max(0, self.capacity - len(self.living))

    @property
    def is_over(self) -> bool:
        """Whether more live there than may."""
        return len(self.living) > self.capacity

    @property
    def m2_each(self) -> Decimal | None:
        """The floor that each who lives there has, in square metres; None: not known, or nobody does."""
        return self.area_m2 / len(self.living) if self.area_m2 is not None and self.living else None


@dataclass(frozen=True, slots=True)
class CellBoard:
    """The cells by block and code, and whoever is held and has no bed."""

    cells: tuple[BoardCell, ...]
    unplaced: tuple[Occupant, ...]


def cell_board(session: Session, facility: FacilityFacts, at: datetime) -> CellBoard:
    """Who lives where at an instant; as many queries for a thousand cells as for one."""
    day = facility.calendar.day_of(at)
    held = held_at(session, facility, at)
    apart = {one.custody_id for one in spells_between(session, at, at) if one.ended_at is None or one.ended_at > at}
    living = {one.place.bed_id: _occupant(one, day, apart) for one in held if one.place}
    beds: dict[UUID, list[BoardBed]] = {}
    query = select(Bed.id, Bed.cell_id, Bed.number, Bed.voided_at).order_by(Bed.number)
    for bed_id, cell_id, number, voided_at in session.execute(query):
        if voided_at is None or bed_id in living:
            beds.setdefault(cell_id, []).append(BoardBed(number, living.get(bed_id)))
    cells = (
        select(Cell, Block.name, Staff.name)
        .join(Block, Block.id == Cell.block_id)
        .outerjoin(Staff, Staff.id == Cell.officer_id)
        .where(Cell.voided_at.is_(None))
    )
    found = [_cell(cell, block, officer, beds.get(cell.id, ())) for cell, block, officer in session.execute(cells)]
    found.sort(key=lambda one: (one.block.translate(_IN_ORDER), one.code))  # here: the engines collate differently
    return CellBoard(tuple(found), tuple(_occupant(one, day, apart) for one in held if one.place is None))


def _cell(cell: Cell, block: str, officer: str | None, beds: Iterable[BoardBed]) -> BoardCell:
    return BoardCell(
        cell.id,
        block,
        cell.code,
        cell.kind,
        cell.capacity,
        cell.area_m2,
        cell.sex,
        cell.for_minors,
        officer,
        tuple(beds),
    )


def _occupant(one: HeldPerson, day: date, apart: Container[UUID]) -> Occupant:
    minor = is_minor(one.birth_date, day) if one.birth_date else None
    ground = one.category.id if one.category else ""
    return Occupant(one.subject, one.sex, minor, one.is_key_person, ground, one.custody_id in apart)
