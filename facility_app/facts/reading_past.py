"""What became of the readings of one person in one round: as they were kept, corrected and voided, nothing left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.history import PastChange, histories_of
from db.tables import Account, Reading, Staff
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.rounds import RoundKey, rounds_of


@dataclass(frozen=True, slots=True)
class ReadingVersion:
    """A reading as one act left it.

    Attributes:
        entered_at, entered_by: when the act was done (UTC), and by whom.
        taken_at: when it was measured (UTC), `taken_by` by whom.
        site: id of the site.
        is_mean: whether the value is the mean of repeats.
        reason: why it was corrected or voided; of the first version: its remark.
    """

    entered_at: datetime
    entered_by: str
    celsius: Decimal
    site: str
    device: str
    taken_at: datetime
    taken_by: str
    is_mean: bool
    reason: str
    is_void: bool


@dataclass(frozen=True, slots=True)
class PastReading:
    """One reading; `versions` oldest first, the last one holds."""

    id: UUID
    is_recheck: bool
    versions: tuple[ReadingVersion, ...]

    @property
    def now(self) -> ReadingVersion:
        """As it is."""
        return self.versions[-1]


def readings_past(session: Session, key: RoundKey, subject: Subject) -> tuple[PastReading, ...]:
    """Every reading of somebody in a round, by the time at which it was measured; those that are void too."""
    round_id = rounds_of(session, (key.day,)).get(key)
    whose = Reading.custody_id if subject.kind is SubjectKind.PERSON else Reading.staff_id
    query = select(Reading).where(Reading.round_id == round_id, whose == subject.id).order_by(Reading.taken_at)
    readings = list(session.scalars(query)) if round_id is not None else []
    pasts = histories_of(session, [one.id for one in readings])
    accounts = dict(session.execute(select(Account.id, Staff.name).join(Staff)).all())
    staff = dict(session.execute(select(Staff.id, Staff.name)).all())
    found = []
    for one in readings:
        versions = _versions(pasts.get(one.id, ()), accounts, staff)
        if versions:
            found.append(PastReading(one.id, one.recheck_of_id is not None, versions))
    return tuple(found)


def _versions(
    past: Sequence[PastChange], accounts: dict[UUID, str], staff: dict[UUID, str]
) -> tuple[ReadingVersion, ...]:
    """The versions, oldest first; one whose values were lawfully erased is left out."""
    values: dict[str, Any] = {}
    found: list[ReadingVersion] = []
    for change in reversed(past):
        if change.fields is None:
            continue
        remark = values.get("remark") or ""
        values |= {one.name: one.after for one in change.fields}
        is_void = values.get("voided_at") is not None
        added = str(values.get("remark") or "").removeprefix(remark).strip()
        found.append(
            ReadingVersion(
                change.at,
                accounts.get(change.actor_id, "?"),
                values["celsius"],
                values["body_site"],
                values.get("device") or "",
                values["taken_at"],
                staff.get(values["taken_by_id"], "?"),
                bool(values.get("is_mean")),
                str(values.get("void_reason") or "") if is_void else added,
                is_void,
            )
        )
    return tuple(found)
