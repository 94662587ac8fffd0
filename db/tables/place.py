"""Where people live: blocks, cells and beds."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record, unique_unless_void
from db.types import EnumText, Exact
from db.values import CellKind, Sex


class Block(Record):
    """A block (监区)."""

    __tablename__ = "block"

    name: Mapped[str]

    __table_args__ = (unique_unless_void("block", "name"),)


class Cell(Record):
    """A cell (监室), and for whom it is kept."""

    __tablename__ = "cell"

    block_id: Mapped[UUID] = mapped_column(ForeignKey("block.id"))
    code: Mapped[str]
    kind: Mapped[CellKind] = mapped_column(EnumText(CellKind))
    capacity: Mapped[int]
    area_m2: Mapped[Decimal | None] = mapped_column(Exact(2))
    """Usable floor in square metres."""
    sex: Mapped[Sex | None] = mapped_column(EnumText(Sex))
    for_minors: Mapped[bool | None]
    officer_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    """The responsible officer (管教民警)."""

    __table_args__ = (
        unique_unless_void("cell", "block_id", "code"),
        CheckConstraint("capacity BETWEEN 1 AND 200", name="capacity"),
    )


class Bed(Record):
    """A bed, by its number in the cell."""

    __tablename__ = "bed"

    cell_id: Mapped[UUID] = mapped_column(ForeignKey("cell.id"))
    number: Mapped[int]

    __table_args__ = (unique_unless_void("bed", "cell_id", "number"),)
