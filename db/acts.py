"""The acts that the journal tells of: each a transaction with a title, newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from db.history import FieldChange, fields_of
from db.journal import LOCAL_SITE, journal, journal_body
from db.values import Operation


@dataclass(frozen=True, slots=True)
class PastAct:
    """One act: its number, when it was done, by which account, what it was, and how many records it changed.

    Attributes:
        entities: the tables that it changed.
        undone_by: the act that put it back; None: none did.
    """

    transaction: int
    at: datetime
    actor_id: UUID
    workstation: str
    title: str
    entities: tuple[str, ...]
    records: int
    undoes: int | None
    undone_by: int | None


@dataclass(frozen=True, slots=True)
class ActEntry:
    """What an act did to one record; `fields` None: its values were lawfully erased."""

    seq: int
    entity: str
    entity_id: UUID
    op: Operation
    fields: tuple[FieldChange, ...] | None


def past_acts(
    session: Session,
    *,
    limit: int,
    before: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    actors: Collection[UUID] | None = None,
    without: Collection[str] = (),
) -> tuple[PastAct, ...]:
    """Acts, newest first.

    Args:
        before: only acts with a smaller number.
        since, until: only acts of `[since, until)`.
        actors: only those of these accounts.
        without: acts whose first entry is about one of these tables are left out.
    """
    query = select(journal).where(journal.c.site_no == LOCAL_SITE, journal.c.seq == journal.c.tx)
    if before is not None:
        query = query.where(journal.c.seq < before)
    if since is not None:
        query = query.where(journal.c.at >= since)
    if until is not None:
        query = query.where(journal.c.at < until)
    if actors is not None:
        query = query.where(journal.c.actor_id.in_(actors))
    if without:
        query = query.where(journal.c.entity.not_in(without))
    firsts = session.execute(query.order_by(journal.c.seq.desc()).limit(limit)).all()
    if not firsts:
        return ()
    counts = _counts(session, min(one.seq for one in firsts), max(one.seq for one in firsts))
    later = aliased(journal)
    undone = {
        row.undoes: row.tx
        for row in session.execute(
            select(later.c.undoes, later.c.tx).where(
                later.c.site_no == LOCAL_SITE, later.c.undoes.in_([one.seq for one in firsts])
            )
        )
    }
    return tuple(
        PastAct(
            one.seq, one.at, one.actor_id, one.workstation, one.title, *counts[one.seq], one.undoes,
            undone.get(one.seq),
        )
        for one in firsts
    )  # fmt: skip


def _counts(session: Session, first: int, last: int) -> dict[int, tuple[tuple[str, ...], int]]:
    query = (
        select(journal.c.tx, journal.c.entity, func.count())
        .where(journal.c.site_no == LOCAL_SITE, journal.c.tx >= first, journal.c.tx <= last, journal.c.seq >= first)
        .group_by(journal.c.tx, journal.c.entity)
        .order_by(journal.c.tx, func.count().desc())
    )
    found: dict[int, tuple[tuple[str, ...], int]] = {}
    for transaction, entity, count in session.execute(query):
        entities, records = found.get(transaction, ((), 0))
        found[transaction] = ((*entities, entity), records + count)
    return found


def entries_of_act(session: Session, transaction: int, limit: int = 200) -> tuple[ActEntry, ...]:
    """What an act did, record by record, in the order of its entries."""
    bodies = and_(journal.c.site_no == journal_body.c.site_no, journal.c.seq == journal_body.c.seq)
    query = (
        select(journal.c.seq, journal.c.entity, journal.c.entity_id, journal.c.op, journal_body.c.body)
        .outerjoin(journal_body, bodies)
        .where(journal.c.site_no == LOCAL_SITE, journal.c.tx == transaction, journal.c.seq >= transaction)
        .order_by(journal.c.seq)
        .limit(limit)
    )
    return tuple(
        ActEntry(
            row.seq,
            row.entity,
            row.entity_id,
            Operation(row.op),
            fields_of(row.entity, row.body) if row.body is not None else None,
        )
        for row in session.execute(query)
    )
