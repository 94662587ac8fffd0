"""Who lives in which bed, from when to when."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record

_OPEN = text("until_at IS NULL AND voided_at IS NULL")


class Placement(Record):
    """One person in one bed. The findings of the moment are kept as they were read by whoever placed."""

    __tablename__ = "placement"

    custody_id: Mapped[UUID] = mapped_column(ForeignKey("custody.id"))
    bed_id: Mapped[UUID] = mapped_column(ForeignKey("bed.id"))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]
    reason: Mapped[str]
    findings: Mapped[str | None]
    """Ids of the rules that stood against it or warned, separated by blanks."""
    override_reason: Mapped[str | None]

    __table_args__ = (
        Index("uq_placement_open_of_bed", "bed_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("uq_placement_open_of_custody", "custody_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_placement_custody_id", "custody_id", "from_at"),
        Index("ix_placement_bed_id", "bed_id", "from_at"),
        CheckConstraint("until_at IS NULL OR until_at >= from_at", name="ends_after_it_began"),
    )
