"""Whether the journal is whole, and whether the tables say what it says."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import msgspec
from sqlalchemy import Connection, select

from db.journal import GENESIS, LOCAL_SITE, Head, digest_of, hash_of, journal, journal_body, read_body, site
from db.replay import Difference, differences
from db.types import to_microseconds
from resources.text import N_

_STREAM = {"yield_per": 2_000}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where. No values, so that none leak through a report."""

    where: str
    message: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found."""

    entries: int
    head: Head
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify_chain(connection: Connection, against: str | None = None) -> Verdict:
    """Recompute the chain alone; needs no mapped table, so it serves a store of an older schema too."""
    chain = _Chain(against)
    problems = tuple(chain.check(connection))
    return Verdict(chain.entries, chain.head, problems)


def verify(connection: Connection, against: str | None = None) -> Verdict:
    """Recompute the chain, then replay it against the tables.

    The connection must read one moment of the store throughout (SQLite: any transaction; Postgres:
    REPEATABLE READ).

    Args:
        against: a head printed earlier, `SEQ:HASH` or the hash alone; it must be in the chain. Only this
            finds a tail that was cut together with its rows.
    """
    chain = verify_chain(connection, against)
    return replace(chain, problems=(*chain.problems, *map(_told, differences(connection))))


class _Chain:
    def __init__(self, against: str | None) -> None:
        seq, _, hash_ = (against or "").rpartition(":")
        self._wanted_hash = hash_.strip().lower()
        self._wanted_seq = int(seq) if seq.strip().isascii() and seq.strip().isdigit() else None
        self._found_wanted = not self._wanted_hash
        self._missing_bodies: set[tuple[int, int]] = set()
        self._ordered: set[tuple[object, object]] = set()
        self.entries = 0
        self.head = Head(0, GENESIS, None)

    def check(self, connection: Connection) -> Iterator[Problem]:
        sites = dict(connection.execute(select(site.c.no, site.c.id).order_by(site.c.no)).all())
        for site_no, site_id in sites.items():
            yield from self._check_site(connection, site_no, site_id.bytes)
        for site_no in sorted(self._writers(connection) - {LOCAL_SITE}):
            yield Problem(f"journal {site_no}/", N_("entries of a site that does not write here"))
        for site_no, seq in sorted(self._missing_bodies - self._ordered):
            yield Problem(_entry(site_no, seq), N_("its values are gone, and no erasure was ordered"))
        stray = (
            select(journal_body.c.site_no, journal_body.c.seq)
            .join_from(
                journal_body,
                journal,
                (journal.c.site_no == journal_body.c.site_no) & (journal.c.seq == journal_body.c.seq),
                isouter=True,
            )
            .where(journal.c.seq.is_(None))
        )
        for site_no, seq in connection.execute(stray):
            yield Problem(_entry(site_no, seq), N_("the entry is gone, though its values are there"))
        if not self._found_wanted:
            where = f"journal {self._wanted_seq}" if self._wanted_seq else "journal"
            yield Problem(
                where,
                N_(
                    "the printed head {hash} is not in the journal, which ends at entry {last}: "
                    "entries were cut or replaced"
                ),
                {"hash": self._wanted_hash[:12] + "…", "last": self.head.seq},
            )

    @staticmethod
    def _writers(connection: Connection) -> set[int]:
        """Every site that has an entry, a body or a line of its own."""
        columns = (journal.c.site_no, journal_body.c.site_no, site.c.no)
        return {no for column in columns for no in connection.execute(select(column).distinct()).scalars()}

    def _check_site(self, connection: Connection, site_no: int, site_id: bytes) -> Iterator[Problem]:
        query = (
            select(journal, journal_body.c.salt, journal_body.c.body)
            .join_from(
                journal,
                journal_body,
                (journal.c.site_no == journal_body.c.site_no) & (journal.c.seq == journal_body.c.seq),
                isouter=True,
            )
            .where(journal.c.site_no == site_no)
            .order_by(journal.c.seq)
        )
        last_seq, last_hash, last_at = 0, GENESIS, None
        for (
            _, seq, tx, at, actor_id, workstation, title, revision, entity, entity_id, op, undoes, digest, prev, hash_,
            salt, body,
        ) in connection.execute(query, execution_options=_STREAM):  # fmt: skip
            self.entries += 1
            where = _entry(site_no, seq)
            if seq != last_seq + 1:
                yield Problem(
                    where,
                    N_("entries {first} to {last} before it are missing"),
                    {"first": last_seq + 1, "last": seq - 1},
                )
            if prev != last_hash:
                yield Problem(where, N_("it does not follow the entry before it"))
            computed = hash_of(
                prev, site_id, seq, tx, to_microseconds(at), actor_id.bytes, workstation, title, revision,
                entity, entity_id.bytes, op, undoes, digest,
            )  # fmt: skip
            if computed != hash_:
                yield Problem(where, N_("the entry was changed after it was written"))
            if last_at is not None and at < last_at:
                yield Problem(where, N_("it is dated before the entry before it"))
            if body is None:
                self._missing_bodies.add((site_no, seq))
            elif digest_of(salt, body) != digest:
                yield Problem(where, N_("its values were changed after they were written"))
            elif entity == "erasure":
                self._note_order(body)
            if self._wanted_hash and site_no == LOCAL_SITE and hash_.hex() == self._wanted_hash:
                self._found_wanted = self._wanted_seq in (None, seq)
            last_seq, last_hash, last_at = seq, hash_, at
        if site_no == LOCAL_SITE:
            self.head = Head(last_seq, last_hash, last_at)

    def _note_order(self, body: bytes) -> None:
        try:
            new = read_body(body).new
        except msgspec.DecodeError:
            return
        self._ordered.add((new.get("site_no"), new.get("seq")))


def _entry(site_no: int, seq: int) -> str:
    return f"journal {seq}" if site_no == LOCAL_SITE else f"journal {site_no}/{seq}"


def _told(found: Difference) -> Problem:
    where = f"{found.entity} {found.entity_id}"
    if found.told is None:
        return Problem(where, N_("the record is in the table, but no entry of the journal made it"))
    if found.row is None:
        return Problem(
            where,
            N_("the record is gone from the table; entries {first} to {last} tell of it"),
            {"first": found.told.first, "last": found.told.last},
        )
    if found.columns:
        fields = ", ".join(f"{name} ({found.told.last_seq.get(name, found.told.first)})" for name in found.columns)
        return Problem(
            where, N_("changed outside the program; field and last true entry: {fields}"), {"fields": fields}
        )
    return Problem(
        where,
        N_("entry {seq} does not continue what the entries before it left"),
        {"seq": found.told.breaks[0]},
    )
