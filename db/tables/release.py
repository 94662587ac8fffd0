"""Release (出所): its lawful basis, and what of the checklist was done."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record, unique_unless_void


class Release(Record):
    """That a person left for good. Without a basis document there is none; open items never hold it up."""

    __tablename__ = "release"

    custody_id: Mapped[UUID] = mapped_column(ForeignKey("custody.id"))
    exit: Mapped[str]
    """Id of an exit in `release.toml`."""
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    """The basis; for an end of term, the document that laid the term down."""
    left_at: Mapped[datetime]
    checked_by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    also_checked_by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    picked_up_by: Mapped[str | None]
    certificate_number: Mapped[str | None]

    __table_args__ = (unique_unless_void("release", "custody_id"),)


class ReleaseCheck(Record):
    """One item of the checklist: done, or why not."""

    __tablename__ = "release_check"

    custody_id: Mapped[UUID] = mapped_column(ForeignKey("custody.id"))
    item: Mapped[str]
    """Id of a check in `release.toml`."""
    is_done: Mapped[bool]
    note: Mapped[str | None]

    __table_args__ = (unique_unless_void("release_check", "custody_id", "item"),)
