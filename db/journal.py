"""The journal: one hash-chained entry for every changed row, written in the row's own transaction.

`hash = SHA-256(previous hash ‖ msgpack of [site id, seq, transaction, time, actor, workstation, title,
schema revision, entity, entity id, operation, undoes, digest])` and `digest = SHA-256(salt ‖ body)`.
The body holds old and new values as JSON and stands, with its salt, in a table of its own: the only
one of the journal that a lawful erasure may touch. The first entry follows `GENESIS`.
"""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    bindparam,
    select,
)

from db.record import Base
from db.rows import insert_rows, stored_form
from db.types import Identifier, Instant, Plain, to_microseconds
from db.values import Actor, Operation

GENESIS = bytes(32)
LOCAL_SITE = 1
"""The number, in its own store, of the site that writes there. Sites that synchronise get higher ones."""

_SALT_BYTES = 16

site = Table(
    "site",
    Base.metadata,
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("id", Identifier, nullable=False, unique=True),
)

journal = Table(
    "journal",
    Base.metadata,
    Column("site_no", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("tx", BigInteger, nullable=False, comment="seq of the first entry of the transaction"),
    Column("at", Instant, nullable=False),
    Column("actor_id", Identifier, nullable=False),
    Column("workstation", String, nullable=False),
    Column("title", String, nullable=False),
    Column("revision", String, nullable=False),
    Column("entity", String, nullable=False),
    Column("entity_id", Identifier, nullable=False),
    Column("op", String(1), nullable=False),
    Column("undoes", BigInteger, comment="the transaction that this one puts back"),
    Column("digest", LargeBinary(32), nullable=False),
    Column("prev", LargeBinary(32), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Index("ix_journal_entity_id", "entity_id"),
    sqlite_with_rowid=False,
)

journal_body = Table(
    "journal_body",
    Base.metadata,
    Column("site_no", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("salt", LargeBinary(_SALT_BYTES), nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """Values by column name, in plain form. Of a new record only those that are not null."""

    new: dict[str, Plain]
    old: dict[str, Plain] | None = None


_encode_body = msgspec.json.Encoder().encode
_decode_body = msgspec.json.Decoder(Body).decode
_encode_fields = msgspec.msgpack.Encoder().encode


def read_body(raw: bytes) -> Body:
    """The values that the body of an entry holds."""
    return _decode_body(raw)


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a site: printed on every closed ledger and backup receipt."""

    seq: int
    hash: bytes
    at: datetime | None

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash.hex()}"


@dataclass(frozen=True, slots=True)
class Change:
    """One changed row on its way into the journal."""

    entity: str
    entity_id: UUID
    operation: Operation
    new: dict[str, Plain]
    old: dict[str, Plain] | None = None


def digest_of(salt: bytes, body: bytes) -> bytes:
    """The digest under which an entry knows its body."""
    return hashlib.sha256(salt + body).digest()


def hash_of(
    prev: bytes,
    site_id: bytes,
    seq: int,
    tx: int,
    at: int,
    actor_id: bytes,
    workstation: str,
    title: str,
    revision: str,
    entity: str,
    entity_id: bytes,
    op: str,
    undoes: int | None,
    digest: bytes,
) -> bytes:
    """The hash of an entry; `at` in microseconds since 1970."""
    fields = (
        site_id, seq, tx, at, actor_id, workstation, title, revision, entity, entity_id, op, undoes, digest,
    )  # fmt: skip
    return hashlib.sha256(prev + _encode_fields(fields)).digest()


_LAST = (
    select(journal.c.seq, journal.c.hash, journal.c.at)
    .where(journal.c.site_no == bindparam("site"))
    .order_by(journal.c.seq.desc())
    .limit(1)
)


def read_head(connection: Connection, site_no: int = LOCAL_SITE) -> Head:
    """The last entry of a site; seq 0 where there is none yet."""
    row = connection.execute(_LAST, {"site": site_no}).first()
    return Head(row.seq, row.hash, row.at) if row else Head(0, GENESIS, None)


class JournalWriter:
    """Appends the entries of one transaction. The caller holds the write lock for its whole life."""

    def __init__(
        self,
        connection: Connection,
        site_id: UUID,
        head: Head,
        *,
        actor: Actor,
        at: datetime,
        title: str,
        revision: str,
        undoes: int | None = None,
    ) -> None:
        self._connection = connection
        self._site = site_id.bytes
        self._head = head
        self._actor = actor
        self._at = at
        self._title = title
        self._revision = revision
        self._undoes = undoes
        self._store_instant = stored_form(journal.c.at.type, connection.dialect)
        self._store_id = stored_form(journal.c.entity_id.type, connection.dialect)
        self.transaction = head.seq + 1

    @property
    def head(self) -> Head:
        """The last entry so far."""
        return self._head

    def append(self, changes: Iterable[Change]) -> None:
        """Write one entry for each change, in order."""
        entries: list[tuple[Any, ...]] = []
        bodies: list[tuple[Any, ...]] = []
        seq, prev = self._head.seq, self._head.hash
        tx, title, revision, undoes = self.transaction, self._title, self._revision, self._undoes
        at, stored_at = to_microseconds(self._at), self._store_instant(self._at)
        account_id, workstation = self._actor.account_id, self._actor.workstation
        actor_id, stored_actor_id = account_id.bytes, self._store_id(account_id)
        for change in changes:
            seq += 1
            body = _encode_body(Body(change.new, change.old))
            salt = os.urandom(_SALT_BYTES)
            digest = digest_of(salt, body)
            op = change.operation.value
            hash_ = hash_of(
                prev, self._site, seq, tx, at, actor_id, workstation, title, revision, change.entity,
                change.entity_id.bytes, op, undoes, digest,
            )  # fmt: skip
            entries.append(
                (
                    LOCAL_SITE, seq, tx, stored_at, stored_actor_id, workstation, title, revision, change.entity,
                    self._store_id(change.entity_id), op, undoes, digest, prev, hash_,
                )
            )  # fmt: skip
            bodies.append((LOCAL_SITE, seq, salt, body))
            prev = hash_
        if entries:
            insert_rows(self._connection, journal, entries)
            insert_rows(self._connection, journal_body, bodies)
            self._head = Head(seq, prev, self._at)
