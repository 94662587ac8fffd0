"""Custody: from admission to release, and the legal documents on which it rests."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record, unique_unless_void


class Custody(Record):
    """One period of one person in this facility.

    It cannot be without the document that admitted (Detention Centre Regulations art. 9; Detention House
    Regulations art. 9): `document_id` may not be empty, and refers to a document of this custody.
    """

    __tablename__ = "custody"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    number: Mapped[str]
    """监所编号, a new one for each period."""
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    """The document that admitted."""
    admission: Mapped[str]
    """Id of the ground in `documents.toml` on which the gate opened."""
    admitted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    is_opening: Mapped[bool]
    """Held already when the facility began to use the program; then no intake of any day."""
    case_number: Mapped[str | None]
    case_cause: Mapped[str | None]
    case_unit: Mapped[str | None]
    term_end: Mapped[date | None]
    """The last day of the term as the document prints it."""
    is_key_person: Mapped[bool]
    remark: Mapped[str | None]

    __table_args__ = (
        unique_unless_void("custody", "number"),
        Index("ix_custody_number", "number", "ended_at", "id", postgresql_ops={"number": "text_pattern_ops"}),
        Index("ix_custody_person_id", "person_id", "admitted_at"),
        Index(
            "uq_custody_open_of_person",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL AND voided_at IS NULL"),
            postgresql_where=text("ended_at IS NULL AND voided_at IS NULL"),
        ),
        CheckConstraint("ended_at IS NULL OR ended_at >= admitted_at", name="ends_after_it_began"),
        Index("ix_custody_admitted_at", "admitted_at"),
        Index("ix_custody_ended_at", "ended_at"),
    )


class Document(Record):
    """One legal document of one custody; a further one may change the category from its date on."""

    __tablename__ = "document"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    custody_id: Mapped[UUID] = mapped_column(index=True)
    """Not a foreign key: the custody refers to the document that admitted, which is written before it."""
    type: Mapped[str]
    """Id of a document type in `documents.toml`."""
    number: Mapped[str]
    issued_by: Mapped[str]
    issued_on: Mapped[date]
    term_end: Mapped[date | None]
    """The last day of the term, where the document prints one."""

    __table_args__ = (
        CheckConstraint("length(trim(number)) > 0", name="number"),
        CheckConstraint("length(trim(issued_by)) > 0", name="issued_by"),
    )
