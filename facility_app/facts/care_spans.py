"""From when to when somebody is under a doctor's care."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import CareStep, Reading
from facility_app.rules.care import CareSpan
from facility_app.rules.carepack import CONCLUDED, INFORMED

_LOOKS_BACK = timedelta(days=60)
"""A care that nobody has concluded is followed so long."""


def care_spans(session: Session, at: datetime) -> dict[UUID, Sequence[CareSpan]]:
    """The whiles of care that touch the time about an instant, by custody or staff id, the earliest first."""
    query = (
        select(Reading.id, Reading.custody_id, Reading.staff_id, CareStep.step, CareStep.at)
        .join(Reading, Reading.id == CareStep.reading_id)
        .where(
            CareStep.at >= at - _LOOKS_BACK,
            CareStep.step.in_((INFORMED, CONCLUDED)),
            CareStep.voided_at.is_(None),
            Reading.voided_at.is_(None),
        )
        .order_by(CareStep.at)
    )
    since: dict[UUID, tuple[UUID | None, datetime]] = {}
    until: dict[UUID, datetime] = {}
    for first_id, custody_id, staff_id, step, done_at in session.execute(query):
        if step == INFORMED:
            since[first_id] = (custody_id or staff_id, done_at)
        else:
            until[first_id] = done_at
    found: dict[UUID, list[CareSpan]] = {}
    for first_id, (subject_id, begun) in since.items():
        assert subject_id is not None
        found.setdefault(subject_id, []).append(CareSpan(first_id, begun, until.get(first_id)))
    return dict(found)
