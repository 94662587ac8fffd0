"""From when to when somebody is under a doctor's care."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from db.tables import CareStep, Reading
from facility_app.rules.care import CareSpan
from facility_app.rules.carepack import CONCLUDED, INFORMED

_LOOKS_BACK = timedelta(days=60)
"""Whoever is longer in care is measured as anybody; that the case is to be concluded is told all the same."""
_ABOUT = timedelta(days=3)
"""One that was concluded so long before touches nothing."""


def care_spans(session: Session, at: datetime) -> dict[UUID, Sequence[CareSpan]]:
    """The whiles of care that touch the time about an instant, by custody or staff id, the earliest first."""
    told = {"since": at - _LOOKS_BACK, "recent": at - _ABOUT}
    found: dict[UUID, list[CareSpan]] = {}
    for first_id, custody_id, staff_id, begun, until in session.execute(_query(), told):
        found.setdefault(custody_id or staff_id, []).append(CareSpan(first_id, begun, until))
    return dict(found)


@cache
def _query() -> Select[*tuple[Any, ...]]:
    """Kept, since to build it anew takes longer than to run it, and each reading that is entered asks it."""
    informed, concluded = aliased(CareStep), aliased(CareStep)
    is_end = (
        (concluded.reading_id == informed.reading_id) & (concluded.step == CONCLUDED) & concluded.voided_at.is_(None)
    )
    return (
        select(Reading.id, Reading.custody_id, Reading.staff_id, informed.at, concluded.at)
        .join_from(informed, Reading, Reading.id == informed.reading_id)
        .outerjoin(concluded, is_end)
        .where(
            informed.at >= bindparam("since", type_=CareStep.at.type),
            informed.step == INFORMED,
            informed.voided_at.is_(None),
            Reading.voided_at.is_(None),
            or_(concluded.at.is_(None), concluded.at >= bindparam("recent", type_=CareStep.at.type)),
        )
        .order_by(informed.at)
    )
