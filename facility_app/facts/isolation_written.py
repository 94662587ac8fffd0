"""Everything that was written of one isolation, withdrawn records too: what can be corrected, and what was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Isolation, IsolationReview, IsolationRight, Observation, Staff
from db.values import Invalid
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation import reviews_told
from resources.text import N_

YES, NO = "yes", "no"


class Sort(Enum):
    """What sort of record it is."""

    ORDER = "order"
    LINE = "line"
    RIGHT = "right"
    REVIEW = "review"


RECORDS: Mapping[Sort, type[Isolation | Observation | IsolationRight | IsolationReview]] = {
    Sort.ORDER: Isolation,
    Sort.LINE: Observation,
    Sort.RIGHT: IsolationRight,
    Sort.REVIEW: IsolationReview,
}


@dataclass(frozen=True, slots=True)
class Written:
    """One record of an isolation.

    Attributes:
        of: id of the kind, the window, the right or the review in the rules.
        day: the facility day to which it belongs.
        values: what it says, by the names of its fields: texts, ids of the rules, or `YES` and `NO`.
        void_reason: why it was withdrawn; None: it holds.
        is_masked: whether what is class S is left out of its values.
    """

    id: UUID
    sort: Sort
    of: str
    day: date
    at: datetime
    by: str
    values: Mapping[str, str]
    void_reason: str | None
    is_masked: bool = False


def written_of(session: Session, facility: FacilityFacts, isolation_id: UUID, *, in_full: bool) -> tuple[Written, ...]:
    """The order, then the rest, newest first.

    Args:
        in_full: whether the reader is told why somebody is apart and by which rule it ends, and sees findings at all.

    Raises:
        Invalid: there is no such isolation.
    """
    query = select(Isolation, Staff.name).join(Staff, Staff.id == Isolation.ordered_by_id)
    found = session.execute(query.where(Isolation.id == isolation_id)).first()
    if found is None:
        raise Invalid(N_("There is no such record. It may be of another store."), field="id")
    row, by = found
    values = {"precaution": row.precaution or ""}
    if in_full:
        values |= {"end_rule": row.end_rule, "reason": row.reason, "pathogen": row.pathogen or ""}
    day = facility.calendar.day_of(row.started_at)
    order = Written(
        row.id, Sort.ORDER, row.kind, day, row.started_at, by, values, _why_void(row), is_masked=not in_full
    )
    rest = (*_lines(session, row.id), *_rights(session, row.id), *_reviews(session, facility, row.id, in_full))
    return (order, *sorted(rest, key=lambda one: (one.at, one.id), reverse=True))


def _why_void(row: Isolation | Observation | IsolationRight | IsolationReview) -> str | None:
    return (row.void_reason or "") if row.is_void else None


def _lines(session: Session, isolation_id: UUID) -> Iterator[Written]:
    query = select(Observation, Staff.name).join(Staff, Staff.id == Observation.by_id)
    for row, by in session.execute(query.where(Observation.isolation_id == isolation_id)):
        values = {name: getattr(row, name) or "" for name in ("mood", "food", "sleep", "symptoms", "remark")}
        yield Written(row.id, Sort.LINE, row.window, row.day, row.at, by, values, _why_void(row))


def _rights(session: Session, isolation_id: UUID) -> Iterator[Written]:
    query = select(IsolationRight, Staff.name).join(Staff, Staff.id == IsolationRight.by_id)
    for row, by in session.execute(query.where(IsolationRight.isolation_id == isolation_id)):
        values = {"kept": YES if row.is_kept else NO, "note": row.note or ""}
        yield Written(row.id, Sort.RIGHT, row.right, row.day, row.at, by, values, _why_void(row))


def _reviews(session: Session, facility: FacilityFacts, isolation_id: UUID, in_full: bool) -> Iterator[Written]:
    query = select(IsolationReview, Staff.name).join(Staff, Staff.id == IsolationReview.by_id)
    told = reviews_told(facility)
    for row, by in session.execute(query.where(IsolationReview.isolation_id == isolation_id)):
        if not in_full and row.kind not in told:
            continue
        values = {} if row.goes_on is None else {"goes_on": YES if row.goes_on else NO}
        if in_full:
            values["text"] = row.text or ""
        day = facility.calendar.day_of(row.at)
        yield Written(row.id, Sort.REVIEW, row.kind, day, row.at, by, values, _why_void(row), is_masked=not in_full)
