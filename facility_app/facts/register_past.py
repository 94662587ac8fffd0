"""What entries of a register said when the journal ended at an earlier entry."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from db.declaration import Register
from db.journal import LOCAL_SITE, journal, journal_body, read_body
from db.types import EnumText, from_plain
from db.values import Operation
from facility_app.facts.registers import record_of

Past = dict[UUID, dict[str, Any]]
"""By entry, what its changed fields said."""


def values_before(session: Session, registers: Iterable[Register], seq: int) -> dict[str, Past]:
    """Of every entry that was changed after entry `seq` of the journal what its fields said until then, by register."""
    columns = {one.name: record_of(one.name).__table__.columns for one in registers}
    bodies = and_(journal.c.site_no == journal_body.c.site_no, journal.c.seq == journal_body.c.seq)
    query = (
        select(journal.c.entity, journal.c.entity_id, journal_body.c.body)
        .join(journal_body, bodies)
        .where(
            journal.c.site_no == LOCAL_SITE,
            journal.c.seq > seq,
            journal.c.entity.in_(columns),
            journal.c.op == Operation.UPDATE.value,
        )
        .order_by(journal.c.seq)
    )
    found: dict[str, Past] = {name: {} for name in columns}
    for name, entry_id, body in session.execute(query):
        told = found[name].setdefault(entry_id, {})
        for key, value in (read_body(body).old or {}).items():
            kind = columns[name][key].type
            told.setdefault(key, value if isinstance(kind, EnumText) else from_plain(kind, value))
    return found
