"""The unit of work: the only way to write. It journals every row that it changes, in one transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, event, inspect, select
from sqlalchemy.orm import Session

from db.guard import close_gate, open_gate
from db.journal import Change, Head, JournalWriter, read_head
from db.record import Base, Record, journaled_columns
from db.rows import insert_columns
from db.types import Plain
from db.values import Actor, Invalid, Operation, Refused
from resources.text import N_

R = TypeVar("R", bound=Record)

CLOCK_TOLERANCE = timedelta(seconds=60)
"""How far the machine's clock may lie behind the last entry; within it the entry takes the later time."""

_BATCH = 250
"""So few that Python's garbage collector sees none of what a batch is made of."""


def time_of_entry(now: datetime, head: Head) -> datetime:
    """The time that the next entry bears: never earlier than the one before.

    Raises:
        Refused: the clock lies behind the journal.
    """
    if head.at is None or now >= head.at:
        return now.astimezone(UTC)
    if head.at - now > CLOCK_TOLERANCE:
        raise Refused(
            N_(
                "The clock of this PC shows {now}, but the last entry was made at {last}. "
                "Set the date and the time of the PC right, then try again."
            ),
            field="clock",
            now=now,
            last=head.at,
        )
    return head.at


class UnitOfWork:
    """One titled transaction. Made by `Store.unit_of_work`; commits when its block ends well."""

    def __init__(
        self,
        session: Session,
        site_id: UUID,
        actor: Actor,
        title: str,
        *,
        now: datetime,
        revision: str,
        undoes: int | None,
    ) -> None:
        self.session = session
        self.actor = actor
        connection = session.connection()
        head = read_head(connection)
        self.now = time_of_entry(now, head)
        self._journal = JournalWriter(
            connection, site_id, head, actor=actor, at=self.now, title=title, revision=revision, undoes=undoes
        )
        event.listen(session, "before_flush", _begin_flush)
        event.listen(session, "after_flush", self._journal_flush)

    @property
    def transaction(self) -> int:
        """The number by which the journal knows this act: the seq of its first entry."""
        return self._journal.transaction

    @property
    def head(self) -> Head:
        """The journal's last entry so far, this act's own included once they are flushed."""
        return self._journal.head

    def add(self, *records: Record) -> None:
        """Keep new records."""
        self.session.add_all(records)
        self.session.flush()

    def get(self, record: type[R], record_id: UUID) -> R:
        """A record to read or change.

        Raises:
            Invalid: there is none with this identifier.
        """
        found = self.session.get(record, record_id)
        if found is None:
            raise Invalid(N_("There is no such record. It may be of another store."), field="id")
        return found

    def first(self, query: Select[R]) -> R | None:
        """The first record that a query finds."""
        return self.session.scalars(query.limit(1)).first()

    def all(self, query: Select[R]) -> list[R]:
        """Every record that a query finds."""
        return list(self.session.scalars(query))

    def void(self, record: Record, reason: str) -> None:
        """Withdraw a record; its values stay readable.

        Raises:
            Invalid: no reason was given.
            Refused: it is void already.
        """
        if not reason.strip():
            raise Invalid(N_("Give the reason."), field="reason")
        if record.is_void:
            raise Refused(N_("This record is void already."))
        self._refuse_while_referred_to(record)
        record.voided_at = self.now
        record.void_reason = reason.strip()
        self.session.flush()

    def _refuse_while_referred_to(self, record: Record) -> None:
        for table in Base.metadata.sorted_tables:
            for key in table.foreign_keys:
                if key.column.table is not record.__table__ or "voided_at" not in table.columns:
                    continue
                query = select(table.c.id).where(key.parent == record.id, table.c.voided_at.is_(None)).limit(1)
                if self.session.execute(query).first() is not None:
                    raise Refused(
                        N_("Other records refer to this one ({table}). Void those first."), field="id", table=table.name
                    )

    def add_many(self, records: Sequence[Record]) -> None:
        """Keep many new records of one class, several times faster than `add`.

        They are not tracked: later changes to these objects are not saved. References must be set by
        identifier, and whatever they refer to must be there already.
        """
        self.session.flush()
        connection = self.session.connection()
        for start in range(0, len(records), _BATCH):
            batch = records[start : start + _BATCH]
            kind = type(batch[0])
            held = [vars(record) for record in batch]
            given = {column.name: [values.get(column.name) for values in held] for column in kind.__table__.columns}
            insert_columns(connection, kind.__table__, given)  # type: ignore[arg-type]
            self._journal.append(map(_creation, batch))

    def _journal_flush(self, session: Session, _context: Any) -> None:
        created = sorted((one for one in session.new if isinstance(one, Record)), key=lambda one: one.id)
        changed = sorted((one for one in session.dirty if isinstance(one, Record)), key=lambda one: one.id)
        self._journal.append(chain(map(_creation, created), filter(None, map(_modification, changed))))
        close_gate(session.connection())


def _creation(record: Record) -> Change:
    held = vars(record)
    new = {
        column.name: column.plain_of(value)
        for column in journaled_columns(type(record))
        if (value := held.get(column.name)) is not None
    }
    return Change(record.__tablename__, record.id, Operation.INSERT, new)


def _modification(record: Record) -> Change | None:
    state = inspect(record)
    new: dict[str, Plain] = {}
    old: dict[str, Plain] = {}
    for column in journaled_columns(type(record)):
        history = state.attrs[column.name].history
        if history.has_changes():
            before = column.plain(history.deleted[0] if history.deleted else None)
            after = column.plain(history.added[0] if history.added else None)
            if before != after:
                old[column.name], new[column.name] = before, after
    return Change(record.__tablename__, record.id, Operation.UPDATE, new, old) if new else None


def _begin_flush(session: Session, _context: Any, _instances: Any) -> None:
    if session.deleted:
        raise Refused(N_("Nothing is deleted here. Void the record with a reason."))
    if any(inspect(one).attrs["id"].history.has_changes() for one in session.dirty if isinstance(one, Record)):
        raise AssertionError("a record keeps its identifier")
    open_gate(session.connection())
