"""What the journal tells of one record, and putting an act back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.guard import allowed
from db.journal import LOCAL_SITE, journal, journal_body, read_body
from db.record import journaled_columns, record_classes
from db.tables import Erasure
from db.types import from_plain
from db.values import Conflict, Invalid, Operation, Refused
from db.work import UnitOfWork
from resources.text import N_


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; None also for a new record's before."""

    name: str
    is_class_s: bool
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class PastChange:
    """One entry of a record's history."""

    site_no: int
    seq: int
    transaction: int
    at: datetime
    actor_id: UUID
    workstation: str
    title: str
    undoes: int | None
    entity: str
    fields: tuple[FieldChange, ...] | None
    """None where the values were lawfully erased."""


_query = select(journal, journal_body.c.body).join_from(
    journal,
    journal_body,
    (journal.c.site_no == journal_body.c.site_no) & (journal.c.seq == journal_body.c.seq),
    isouter=True,
)


def history_of(session: Session, entity_id: UUID) -> list[PastChange]:
    """All that happened to one record, newest first."""
    return histories_of(session, (entity_id,)).get(entity_id, [])


def histories_of(session: Session, entity_ids: Collection[UUID]) -> dict[UUID, list[PastChange]]:
    """All that happened to some records, each newest first; of whom the journal knows nothing is left out."""
    rows = session.execute(
        _query.where(journal.c.entity_id.in_(entity_ids)).order_by(journal.c.site_no.desc(), journal.c.seq.desc())
    )
    found: dict[UUID, list[PastChange]] = {}
    for row in rows:
        change = PastChange(
            row.site_no, row.seq, row.tx, row.at, row.actor_id, row.workstation, row.title, row.undoes, row.entity,
            fields_of(row.entity, row.body) if row.body is not None else None,
        )  # fmt: skip
        found.setdefault(row.entity_id, []).append(change)
    return found


def fields_of(entity: str, raw: bytes) -> tuple[FieldChange, ...]:
    """What one entry changed, in the order of the table."""
    body = read_body(raw)
    old = body.old or {}
    columns = journaled_columns(record_classes()[entity])
    return tuple(
        FieldChange(
            column.name,
            column.is_class_s,
            from_plain(column.type, old.get(column.name)),
            from_plain(column.type, body.new[column.name]),
        )
        for column in columns
        if column.name in body.new
    )


def actor_of(session: Session, transaction: int) -> UUID:
    """Who did an act.

    Raises:
        Invalid: the journal knows no such act.
    """
    actor_id: UUID | None = session.execute(
        select(journal.c.actor_id).where(
            journal.c.site_no == LOCAL_SITE, journal.c.seq == transaction, journal.c.tx == transaction
        )
    ).scalar()
    if actor_id is None:
        raise Invalid(N_("The journal knows no act {number}."), field="transaction", number=transaction)
    return actor_id


def put_back(work: UnitOfWork, transaction: int) -> None:
    """Write the inverse of an act: old values return, new records are voided.

    Raises:
        Invalid: there is no such act.
        Refused: it is of a kind with an opposite of its own, or its values were erased.
        Conflict: somebody changed one of the records since.
    """
    entries = work.session.execute(
        _query.where(journal.c.site_no == LOCAL_SITE, journal.c.tx == transaction).order_by(journal.c.seq.desc())
    ).all()
    if not entries:
        raise Invalid(N_("The journal knows no act {number}."), field="transaction", number=transaction)
    classes = record_classes()
    for entry in entries:
        if not classes[entry.entity].undoable:
            raise Refused(N_("This act has an opposite of its own and is not undone."), field="transaction")
        if entry.body is None:
            raise Refused(N_("The values of this act were erased; it cannot be undone."), field="transaction")
        _refuse_changed_since(work.session, entry.entity_id, transaction)
    for entry in entries:
        record = classes[entry.entity]
        if record.outlives_undo:
            continue
        subject = work.get(record, entry.entity_id)
        if entry.op == Operation.INSERT.value:
            work.void(subject, N_("undone"))
            continue
        old = read_body(entry.body).old or {}
        for column in journaled_columns(record):
            if column.name in old:
                setattr(subject, column.name, from_plain(column.type, old[column.name]))
    work.session.flush()


def _refuse_changed_since(session: Session, entity_id: UUID, transaction: int) -> None:
    """Raise `Conflict` where a record is no more what an act has left; what was put back since changed nothing."""
    later = session.execute(
        select(journal.c.tx, journal.c.undoes, journal.c.seq)
        .where(journal.c.entity_id == entity_id, journal.c.seq > transaction, journal.c.tx != transaction)
        .order_by(journal.c.seq)
    )
    stands: dict[int, int] = {}
    for one in later:
        if stands.pop(one.undoes, None) is None:
            stands.setdefault(one.tx, one.seq)
    if stands:
        raise Conflict(
            N_("The record was changed since (entry {seq}). Look at its history and correct it instead."),
            field="transaction",
            seq=next(iter(stands.values())),
        )


def erase_body(work: UnitOfWork, seq: int, basis: str, reason: str) -> None:
    """Erase the values of one entry by order; the entry, its hash and the order itself stay.

    Raises:
        Invalid: there is no such entry, or no basis or reason was given.
        Refused: its values are gone already, or it is an order of erasure itself.
    """
    for name, text in (("basis", basis), ("reason", reason)):
        if not text.strip():
            raise Invalid(N_("Give the legal basis and the reason."), field=name)
    entry = work.session.execute(_query.where(journal.c.site_no == LOCAL_SITE, journal.c.seq == seq)).first()
    if entry is None:
        raise Invalid(N_("The journal has no entry {seq}."), field="seq", seq=seq)
    if entry.body is None:
        raise Refused(N_("The values of this entry are erased already."), field="seq")
    if entry.entity == Erasure.__tablename__:
        raise Refused(N_("An order of erasure is not itself erased."), field="seq")
    work.add(Erasure(site_no=LOCAL_SITE, seq=seq, basis=basis.strip(), reason=reason.strip()))
    with allowed(work.session.connection()):
        work.session.execute(
            delete(journal_body).where(journal_body.c.site_no == LOCAL_SITE, journal_body.c.seq == seq)
        )
