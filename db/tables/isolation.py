"""Isolation and observation (医学隔离、医学观察), separate holding, and the measures of an outbreak."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.record import Record, class_s, unique_unless_void

_OPEN = text("ended_at IS NULL AND voided_at IS NULL")


class Isolation(Record):
    """One person apart from others: by whose order, why, until when. Medical isolation is no punishment."""

    __tablename__ = "isolation"

    custody_id: Mapped[UUID] = mapped_column(ForeignKey("custody.id"))
    kind: Mapped[str]
    """Id of a kind in `isolation.toml`: medical isolation, medical observation, separate holding (单独关押)."""
    precaution: Mapped[str | None]
    """Contact, droplet, airborne or observation; None of separate holding."""
    reason: Mapped[str] = mapped_column(info=class_s())
    pathogen: Mapped[str | None] = mapped_column(info=class_s())
    """Id of a pathogen in `isolation.toml`, from which the end rule comes."""
    end_rule: Mapped[str] = mapped_column(info=class_s())
    """Id of an end rule in `isolation.toml`; it lets one guess the illness."""
    ordered_by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    end_reason: Mapped[str | None] = mapped_column(info=class_s())

    __table_args__ = (
        Index("uq_isolation_open_of_custody", "custody_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_isolation_custody_id", "custody_id", "started_at"),
        CheckConstraint("ended_at IS NULL OR ended_at >= started_at", name="ends_after_it_began"),
    )


class Observation(Record):
    """One line of the daily observation sheet (日观察台账); the temperature is the reading of the round of the day."""

    __tablename__ = "observation"

    isolation_id: Mapped[UUID] = mapped_column(ForeignKey("isolation.id"))
    day: Mapped[date]
    window: Mapped[str]
    """Id of a window in `rounds.toml`: morning or evening."""
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    symptoms: Mapped[str | None] = mapped_column(info=class_s())
    """Ids of `symptoms.toml`, separated by blanks."""
    mood: Mapped[str]
    food: Mapped[str]
    sleep: Mapped[str]
    remark: Mapped[str | None] = mapped_column(info=class_s())

    __table_args__ = (
        unique_unless_void("observation", "isolation_id", "day", "window"),
        Index("ix_observation_day", "day"),
    )


class IsolationRight(Record):
    """One right on one day of isolation: kept, or not kept and why (NMR 43-46)."""

    __tablename__ = "isolation_right"

    isolation_id: Mapped[UUID] = mapped_column(ForeignKey("isolation.id"))
    day: Mapped[date]
    right: Mapped[str]
    """Id of a right in `isolation.toml`: exercise, contact, reading, family told, ..."""
    is_kept: Mapped[bool]
    note: Mapped[str | None]
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))

    __table_args__ = (unique_unless_void("isolation_right", "isolation_id", "day", "right"),)


class IsolationReview(Record):
    """One look at an isolation: the doctor's visit of the day, the review of the head, the notice to the procurator."""

    __tablename__ = "isolation_review"

    isolation_id: Mapped[UUID] = mapped_column(ForeignKey("isolation.id"))
    kind: Mapped[str] = mapped_column(info=class_s())
    """Id of a review in `isolation.toml`; a finding, such as crusted vesicles, names the illness."""
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    goes_on: Mapped[bool | None]
    """The decision, where the review has one."""
    text: Mapped[str | None] = mapped_column(info=class_s())

    __table_args__ = (Index("ix_isolation_review_isolation_id", "isolation_id", "at"),)


class OutbreakMeasures(Record):
    """A pathogen profile that a leader switched on: with what basis, from when, until when, and what it asks for."""

    __tablename__ = "outbreak_measures"

    pathogen: Mapped[str]
    """Id of a pathogen in `isolation.toml`."""
    basis: Mapped[str]
    """The document or order by which it is switched on."""
    started_on: Mapped[date]
    ends_on: Mapped[date | None]
    """The last day; None: until further notice."""
    ordered_by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    observation_days: Mapped[int | None]
    ppe_level: Mapped[int | None]
    tests: Mapped[str | None]
    """What is tested, of whom, how often."""
    areas: Mapped[str | None]
    """Areas travelled through that are asked about at intake, one a line."""
    end_reason: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= started_on", name="ends_after_it_began"),
        CheckConstraint("ppe_level IS NULL OR ppe_level BETWEEN 1 AND 4", name="ppe_level"),
    )
