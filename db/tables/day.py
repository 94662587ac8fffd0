"""Closed days and printed ledgers (日结, 值班日志)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record, unique_unless_void


class ClosedDay(Record):
    """One facility day that was closed; from then on it takes addenda only."""

    __tablename__ = "closed_day"
    undoable: ClassVar[bool] = False

    day: Mapped[date]
    opening: Mapped[int]
    intake: Mapped[int]
    exits: Mapped[int]
    closing: Mapped[int]
    content_hash: Mapped[str]
    """SHA-256 of what the day says, as it was at closing, chained to the day before."""
    previous_hash: Mapped[str]
    """The content hash of the day closed before; empty for the first."""

    __table_args__ = (unique_unless_void("closed_day", "day"),)


class PrintedLedger(Record):
    """One ledger that was made into a PDF."""

    __tablename__ = "printed_ledger"
    undoable: ClassVar[bool] = False

    day: Mapped[date]
    serial: Mapped[str]
    version: Mapped[int]
    language: Mapped[str]
    content_hash: Mapped[str]
    file_hash: Mapped[str]
    journal_head: Mapped[str]
    is_closed: Mapped[bool]

    __table_args__ = (
        unique_unless_void("printed_ledger", "serial"),
        Index("ix_printed_ledger_day", "day"),
    )


class Addendum(Record):
    """What is added to a day after it was closed."""

    __tablename__ = "addendum"
    undoable: ClassVar[bool] = False

    closed_day_id: Mapped[UUID] = mapped_column(ForeignKey("closed_day.id"), index=True)
    text: Mapped[str]
