"""What follows from a reading: the steps of care, each with its time, and the sign-off of a round."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record, class_s, unique_unless_void


class CareStep(Record):
    """One step after a first reading that was a fever or told of a symptom: done when, by whom, with what result."""

    __tablename__ = "care_step"

    reading_id: Mapped[UUID] = mapped_column(ForeignKey("reading.id"))
    """The first reading."""
    step: Mapped[str]
    """Id of a stage in `care.toml`: doctor informed, seen, concluded, and what else is done."""
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    """Who did it; of `informed` the doctor who was told."""
    result: Mapped[str | None] = mapped_column(info=class_s())

    __table_args__ = (
        unique_unless_void("care_step", "reading_id", "step"),
        Index("ix_care_step_at", "at"),
    )


class RoundSignature(Record):
    """A round that was signed off: nobody expected was left without a reading or a reason."""

    __tablename__ = "round_signature"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"))
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str | None]
    """What the signer read and accepted: hints about the quality of the round, and why they are right."""

    __table_args__ = (unique_unless_void("round_signature", "round_id"),)
