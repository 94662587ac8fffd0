"""Temperature rounds (体温监测), their readings, and why somebody was not measured."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record
from db.types import Exact

_FIRST = "recheck_of_id IS NULL AND voided_at IS NULL"
_VALID = "voided_at IS NULL"
_ONE_SUBJECT = "(custody_id IS NULL) <> (staff_id IS NULL)"
WARM = Decimal("37.0")
"""From here on readings have an index, which a query uses that asks for this limit by a literal."""
COLD = Decimal("35.5")
"""Below it likewise."""


def _one_each(table: str, subject: str, which: str) -> Index:
    """At most one row for each person, or each member of staff, in a round."""
    where = text(f"{subject} IS NOT NULL AND {which}")
    return Index(f"uq_{table}_{subject}", "round_id", subject, unique=True, sqlite_where=where, postgresql_where=where)


class TemperatureRound(Record):
    """One window of one facility day."""

    __tablename__ = "round"
    outlives_undo: ClassVar[bool] = True

    day: Mapped[date]
    window: Mapped[str]
    """Id of a window in `rounds.toml`."""

    __table_args__ = (UniqueConstraint("day", "window"),)


class Reading(Record):
    """One temperature as it was measured; a recheck points to the first reading, and both stay."""

    __tablename__ = "reading"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"))
    custody_id: Mapped[UUID | None] = mapped_column(ForeignKey("custody.id"))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    recheck_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("reading.id"))
    taken_at: Mapped[datetime]
    celsius: Mapped[Decimal] = mapped_column(Exact(1))
    body_site: Mapped[str]
    """Id of a site in `thresholds.toml`."""
    device: Mapped[str | None]
    is_mean: Mapped[bool | None]
    """True: the value is the mean of repeats."""
    recorded_at: Mapped[datetime | None]
    """When it was entered, where that was not at once; None: as it was taken."""
    taken_by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    symptoms: Mapped[str | None]
    """Ids of `symptoms.toml`, separated by blanks."""
    remark: Mapped[str | None]

    __table_args__ = (
        CheckConstraint(_ONE_SUBJECT, name="one_subject"),
        _one_each("reading", "custody_id", _FIRST),
        _one_each("reading", "staff_id", _FIRST),
        Index("ix_reading_custody_id", "custody_id", "taken_at"),
        Index(
            "ix_reading_recheck_of_id",
            "recheck_of_id",
            sqlite_where=text("recheck_of_id IS NOT NULL"),
            postgresql_where=text("recheck_of_id IS NOT NULL"),
        ),
        Index(
            "ix_reading_again",
            "taken_at",
            sqlite_where=text("recheck_of_id IS NOT NULL"),
            postgresql_where=text("recheck_of_id IS NOT NULL"),
        ),
        Index(
            "ix_reading_celsius",
            "round_id",
            "celsius",
            sqlite_where=text("celsius >= 370"),
            postgresql_where=text("celsius >= 37.0"),
        ),
        Index(
            "ix_reading_cold",
            "round_id",
            "celsius",
            sqlite_where=text("celsius < 355"),
            postgresql_where=text("celsius < 35.5"),
        ),
        Index(
            "ix_reading_symptoms",
            "round_id",
            sqlite_where=text("symptoms IS NOT NULL"),
            postgresql_where=text("symptoms IS NOT NULL"),
        ),
    )


class RoundAbsence(Record):
    """Why somebody was not measured in a round."""

    __tablename__ = "round_absence"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"))
    custody_id: Mapped[UUID | None] = mapped_column(ForeignKey("custody.id"))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str]
    """Id of a reason in `rounds.toml`."""
    note: Mapped[str | None]

    __table_args__ = (
        CheckConstraint(_ONE_SUBJECT, name="one_subject"),
        _one_each("round_absence", "custody_id", _VALID),
        _one_each("round_absence", "staff_id", _VALID),
    )
