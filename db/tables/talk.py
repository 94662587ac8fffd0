"""Talks (谈话教育). A talk is care and information; there is no place here for the facts of a case."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record


class Talk(Record):
    """One talk with one person held."""

    __tablename__ = "talk"

    custody_id: Mapped[UUID] = mapped_column(ForeignKey("custody.id"))
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    post: Mapped[str]
    """As what the officer talked: a post of the quotas in `talks.toml`."""
    kind: Mapped[str]
    started_at: Mapped[datetime]
    minutes: Mapped[int]
    content: Mapped[str]
    reason_if_short: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 600", name="minutes"),
        Index("ix_talk_custody_id", "custody_id", "started_at"),
        Index("ix_talk_started_at", "started_at"),
    )
