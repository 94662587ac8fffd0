"""The records of isolation, observation and separate holding, read at once for some of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.journal import journal
from db.tables import (
    Bed,
    Block,
    Cell,
    Custody,
    Isolation,
    IsolationReview,
    IsolationRight,
    Observation,
    Person,
    Placement,
    Staff,
)
from db.values import CellKind, Operation


@dataclass(frozen=True, slots=True)
class Spell:
    """One isolation as it is kept; what ends it is as told, whenever that was entered."""

    id: UUID
    custody_id: UUID
    number: str
    name: str
    birth_date: date | None
    kind: str
    precaution: str | None
    reason: str
    pathogen: str | None
    end_rule: str
    ordered_by: str
    started_at: datetime
    ended_at: datetime | None
    ended_by: str | None
    end_reason: str | None


class LineRow(NamedTuple):
    """One line of the observation sheet; `at`: when the person was looked at, `entered_at`: when it was written."""

    id: UUID
    isolation_id: UUID
    day: date
    window: str
    at: datetime
    by: str
    symptoms: str | None
    mood: str
    food: str
    sleep: str
    remark: str | None
    entered_at: datetime


class RightRow(NamedTuple):
    """One right that was noted."""

    id: UUID
    isolation_id: UUID
    day: date
    right: str
    is_kept: bool
    note: str | None
    at: datetime
    by: str


class ReviewRow(NamedTuple):
    """One look, or one finding."""

    id: UUID
    isolation_id: UUID
    review: str
    at: datetime
    by: str
    goes_on: bool | None
    text: str | None


class StayRow(NamedTuple):
    """Where somebody lived, from when until when."""

    custody_id: UUID
    since: datetime
    until: datetime | None
    block: str
    cell: str
    bed: int
    cell_kind: CellKind


def spells(session: Session, *where: ColumnElement[bool]) -> tuple[Spell, ...]:
    """The isolations that are not void, by beginning."""
    ordered, ended = aliased(Staff), aliased(Staff)
    query = (
        select(
            *(Isolation.id, Isolation.custody_id, Custody.number, Person.name, Person.birth_date, Isolation.kind),
            *(Isolation.precaution, Isolation.reason, Isolation.pathogen, Isolation.end_rule),
            *(ordered.name.label("ordered_by"), Isolation.started_at, Isolation.ended_at),
            *(ended.name.label("ended_by"), Isolation.end_reason),
        )
        .join(Custody, Custody.id == Isolation.custody_id)
        .join(Person, Person.id == Custody.person_id)
        .join(ordered, ordered.id == Isolation.ordered_by_id)
        .outerjoin(ended, ended.id == Isolation.ended_by_id)
        .where(Isolation.voided_at.is_(None), *where)
        .order_by(Isolation.started_at, Isolation.id)
    )
    rows: Iterable[Any] = session.execute(query)
    return tuple(Spell(*row) for row in rows)


def spells_between(session: Session, start: datetime, end: datetime) -> tuple[Spell, ...]:
    """Those that had begun before `end` and not ended by `start`, by beginning."""
    return spells(session, Isolation.started_at < end, or_(Isolation.ended_at.is_(None), Isolation.ended_at >= start))


def lines_of(session: Session, ids: Sequence[UUID]) -> list[LineRow]:
    """Their lines, by day and time."""
    row = Observation
    entered_at = (
        select(func.min(journal.c.at))
        .where(journal.c.entity_id == row.id, journal.c.op == Operation.INSERT.value)
        .scalar_subquery()
    )
    query = (
        select(
            *(row.id, row.isolation_id, row.day, row.window, row.at, Staff.name),
            *(row.symptoms, row.mood, row.food, row.sleep, row.remark, entered_at),
        )
        .join_from(row, Staff, Staff.id == row.by_id)
        .where(row.isolation_id.in_(ids), row.voided_at.is_(None))
        .order_by(row.day, row.at)
    )
    rows: Iterable[Any] = session.execute(query)
    return [LineRow._make(found) for found in rows]


def rights_of(session: Session, ids: Sequence[UUID]) -> list[RightRow]:
    """The rights noted, by day and time."""
    row = IsolationRight
    query = (
        select(row.id, row.isolation_id, row.day, row.right, row.is_kept, row.note, row.at, Staff.name)
        .join(Staff, Staff.id == row.by_id)
        .where(row.isolation_id.in_(ids), row.voided_at.is_(None))
        .order_by(row.day, row.at)
    )
    return [RightRow._make(found) for found in session.execute(query)]


def reviews_of(session: Session, ids: Sequence[UUID]) -> list[ReviewRow]:
    """The looks and findings, by time."""
    row = IsolationReview
    query = (
        select(row.id, row.isolation_id, row.kind, row.at, Staff.name, row.goes_on, row.text)
        .join(Staff, Staff.id == row.by_id)
        .where(row.isolation_id.in_(ids), row.voided_at.is_(None))
        .order_by(row.at, row.id)
    )
    return [ReviewRow._make(found) for found in session.execute(query)]


def stays_of(session: Session, custody_ids: Iterable[UUID]) -> list[StayRow]:
    """Where people lived, by beginning."""
    query = (
        select(
            *(Placement.custody_id, Placement.from_at, Placement.until_at, Block.name, Cell.code, Bed.number),
            Cell.kind,
        )
        .join(Bed, Bed.id == Placement.bed_id)
        .join(Cell, Cell.id == Bed.cell_id)
        .join(Block, Block.id == Cell.block_id)
        .where(Placement.custody_id.in_(set(custody_ids)), Placement.voided_at.is_(None))
        .order_by(Placement.from_at)
    )
    return [StayRow._make(row) for row in session.execute(query)]
