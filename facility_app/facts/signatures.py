"""That a round was signed off: by whom, and whether something of it was corrected since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.journal import journal
from db.tables import Reading, RoundAbsence, RoundSignature, Staff
from db.values import Operation


@dataclass(frozen=True, slots=True)
class Signature:
    """That a round was signed off.

    Attributes:
        at: in UTC; `note`: what the signer said about hints to its quality.
        corrected_at: the last correction of a reading or a reason since; None: none was made.
    """

    id: UUID
    by: str
    at: datetime
    note: str
    corrected_at: datetime | None


def signatures_of(session: Session, round_ids: Iterable[UUID]) -> dict[UUID, Signature]:
    """The valid signatures of some rounds, by round."""
    query = (
        select(RoundSignature, Staff.name, journal.c.seq)
        .join(Staff, Staff.id == RoundSignature.by_id)
        .join(journal, (journal.c.entity_id == RoundSignature.id) & (journal.c.op == Operation.INSERT.value))
        .where(RoundSignature.round_id.in_(tuple(round_ids)), RoundSignature.voided_at.is_(None))
    )
    found = {}
    for row, by, seq in session.execute(query):
        moments = [session.scalar(_corrected(record, row, seq)) for record in (Reading, RoundAbsence)]
        corrected_at = max((one for one in moments if one is not None), default=None)
        found[row.round_id] = Signature(row.id, by, row.at, row.note or "", corrected_at)
    return found


def _corrected(record: type[Reading] | type[RoundAbsence], signed: RoundSignature, seq: int) -> Select[Any]:
    """When something of a round was last changed, or withdrawn, after an entry of the journal."""
    return (
        select(func.max(journal.c.at))
        .join(record, record.id == journal.c.entity_id)
        .where(record.round_id == signed.round_id, journal.c.seq > seq, journal.c.op == Operation.UPDATE.value)
    )
