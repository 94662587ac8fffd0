"""The talks held with one person, and what a form for another one offers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Staff
from db.tables import Talk as TalkRow
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.phrases import Words
from facility_app.facts.directory import directory_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.staff import StaffMember
from facility_app.facts.talks import counting_on, kinds_on


@dataclass(frozen=True, slots=True)
class PastTalk:
    """One talk that was held; `kind` is its name by the rules of today, or its id where they know it no more."""

    id: UUID
    kind: Words
    started_at: datetime
    minutes: int
    officer: str
    content: str
    reason_if_short: str | None


@dataclass(frozen=True, slots=True)
class TalkForm:
    """What a talk may be recorded with.

    Attributes:
        kinds: id and name of each kind in force, in the order of the rules.
        own: whoever is logged in; None: the account belongs to nobody of the staff.
        least_minutes: a shorter talk needs a reason.
    """

    now: datetime
    calendar: FacilityCalendar
    kinds: tuple[tuple[str, Words], ...]
    officers: tuple[StaffMember, ...]
    own: StaffMember | None
    least_minutes: int


def talks_with(session: Session, facility: FacilityFacts, custody_id: UUID, now: datetime) -> tuple[PastTalk, ...]:
    """Every talk held with somebody in one period of custody, newest first."""
    kinds = kinds_on(facility, facility.calendar.day_of(now))
    query = (
        select(TalkRow, Staff.name)
        .join(Staff, Staff.id == TalkRow.officer_id)
        .where(TalkRow.custody_id == custody_id, TalkRow.voided_at.is_(None))
        .order_by(TalkRow.started_at.desc(), TalkRow.id)
    )
    return tuple(
        PastTalk(
            row.id,
            kinds[row.kind].words if row.kind in kinds else Words(row.kind, row.kind),
            row.started_at,
            row.minutes,
            officer,
            row.content,
            row.reason_if_short,
        )
        for row, officer in session.execute(query)
    )


def talk_form(session: Session, facility: FacilityFacts, account_id: UUID, now: datetime) -> TalkForm:
    """What a talk of today may be recorded with."""
    day = facility.calendar.day_of(now)
    kinds = sorted(kinds_on(facility, day).values(), key=lambda one: one.order)
    directory = directory_of(session, account_id, ())
    return TalkForm(
        now,
        facility.calendar,
        tuple((one.id, one.words) for one in kinds),
        tuple(sorted(directory.staff.values(), key=lambda one: one.number)),
        directory.own,
        counting_on(facility, day).least_minutes,
    )
