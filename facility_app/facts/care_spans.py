"""From when to when somebody is under a doctor's care."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, or_, select
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
    cases: dict[UUID, list[Row[*tuple[Any, ...]]]] = {}
    for row in session.execute(_query(), told):
        cases.setdefault(row[0], []).append(row)
    found: dict[UUID, list[CareSpan]] = {}
    for first_id, rows in cases.items():
        _, custody_id, staff_id, begun, until, symptoms, *_ = rows[0]
        found.setdefault(custody_id or staff_id, []).append(
            CareSpan(
                first_id,
                begun,
                until,
                frozenset(" ".join([symptoms or "", *(row[6] or "" for row in rows)]).split()),
                tuple((site, celsius, bool(is_mean)) for *_, site, celsius, is_mean in rows if site is not None),
            )
        )
    return dict(found)


@cache
def _query() -> Select[*tuple[Any, ...]]:
    """Kept, since to build it anew takes longer than to run it, and each reading that is entered asks it."""
    informed, concluded, later = aliased(CareStep), aliased(CareStep), aliased(Reading)
    is_end = (
        (concluded.reading_id == informed.reading_id) & (concluded.step == CONCLUDED) & concluded.voided_at.is_(None)
    )
    return (
        select(
            *(Reading.id, Reading.custody_id, Reading.staff_id, informed.at, concluded.at, Reading.symptoms),
            *(later.symptoms, later.body_site, later.celsius, later.is_mean),
        )
        .join_from(informed, Reading, Reading.id == informed.reading_id)
        .outerjoin(concluded, is_end)
        .outerjoin(later, (later.recheck_of_id == Reading.id) & later.voided_at.is_(None))
        .where(
            informed.at >= bindparam("since", type_=CareStep.at.type),
            informed.step == INFORMED,
            informed.voided_at.is_(None),
            Reading.voided_at.is_(None),
            or_(concluded.at.is_(None), concluded.at >= bindparam("recent", type_=CareStep.at.type)),
        )
        .order_by(informed.at)
    )
