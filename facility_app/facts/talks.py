"""Who was talked with and who is still to be (谈话教育)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.tables import Bed, Cell, Custody, Placement, Staff
from db.tables import Talk as TalkRow
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import HeldPerson, Roll
from facility_app.rules.entries import by_id, in_force, the
from facility_app.rules.findings import Finding, Severity
from facility_app.rules.talkpack import Counting, Quota, QuotaScope, TalkerPost, TalkKind
from facility_app.rules.talks import (
    Fulfilment,
    Talk,
    TalkDuty,
    TalkFigures,
    Week,
    figures,
    figures_by_responsible,
    fulfilment,
    talk_due,
    week_of,
)

_MOMENT = timedelta(microseconds=1)
FIRST_TALK = "first"
"""Id of the kind of talk that every newcomer is owed."""


@dataclass(frozen=True, slots=True)
class QuotaFacts:
    """How far one quota of a week is filled.

    Attributes:
        all: of everybody to whom it is owed, with the names that are short.
        by_responsible: the same for each responsible officer; None among them: of cells without one, or no cell.
        lines: everybody, by block, cell and bed.
    """

    quota: Quota
    all: TalkFigures
    by_responsible: tuple[TalkFigures, ...]
    lines: tuple[Fulfilment, ...]


class FirstTalkState(Enum):
    """Whether a newcomer had the first talk."""

    IN_TIME = "in_time"
    LATE = "late"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class FirstTalk:
    """The first talk of one newcomer; `held_at` None: not held yet."""

    person: Subject
    admitted_at: datetime
    due: datetime
    held_at: datetime | None
    state: FirstTalkState
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class TalkQuotas:
    """The talks of the week in which a day lies, as they stand at `at`.

    Attributes:
        calendar: the facility's, by whose clock times are shown.
        first_talks: of everybody admitted in the week, and of everybody held in it who has had none yet; whoever was
            held when the facility began to use the program is nobody's newcomer.
    """

    day: date
    week: Week
    at: datetime
    calendar: FacilityCalendar
    quotas: tuple[QuotaFacts, ...]
    first_talks: tuple[FirstTalk, ...]

    @property
    def overdue_first_talks(self) -> tuple[FirstTalk, ...]:
        """The newcomers whose first talk should have been held by now."""
        return tuple(one for one in self.first_talks if one.state is FirstTalkState.OVERDUE)


def counting_on(facility: FacilityFacts, day: date) -> Counting:
    """How talks are counted on a day."""
    return the(in_force(facility.packs.talks.counting, day, facility.kind), "talks.counting")


def kinds_on(facility: FacilityFacts, day: date) -> dict[str, TalkKind]:
    """The kinds of talk in force on a day, by id."""
    return by_id(in_force(facility.packs.talks.kind, day, facility.kind))


def week_on(facility: FacilityFacts, day: date) -> Week:
    """The week in which a day lies, as talks are counted."""
    return week_of(counting_on(facility, day), facility.calendar, day)


def talk_facts(
    session: Session, facility: FacilityFacts, day: date, now: datetime, roll: Roll | None = None
) -> TalkQuotas:
    """The talks of the week in which a day lies.

    Args:
        roll: the people, where they are read already.
    """
    counting, kinds = counting_on(facility, day), kinds_on(facility, day)
    week = week_on(facility, day)
    roll = roll or Roll(session, facility, week.starts, week.ends)
    held = roll.held_between(week.starts, week.ends, placed_at=min(max(now, week.starts), week.ends))
    officers = _officers(session, week)
    talks = [one for one in _talks(session, week) if one.at <= now]
    quotas = []
    for quota in in_force(facility.packs.talks.quota, day, facility.kind):
        duties = (_duty(quota, facility, week, one, officers) for one in held if _is_owed(quota, one))
        lines = fulfilment(quota, counting, kinds, week, duties, talks)
        quotas.append(QuotaFacts(quota, figures(lines), figures_by_responsible(lines), lines))
    newcomers = tuple(one for one in held if not one.is_opening)
    firsts = _first_talks(kinds, newcomers, _first_held(session, week, now), week, now)
    return TalkQuotas(day, week, now, facility.calendar, tuple(quotas), firsts)


def _is_owed(quota: Quota, one: HeldPerson) -> bool:
    return quota.with_whom is QuotaScope.EVERYBODY or one.is_key_person


def _duty(
    quota: Quota, facility: FacilityFacts, week: Week, one: HeldPerson, officers: Mapping[UUID, Subject]
) -> TalkDuty:
    """What is owed to one person: for as many days of the week as he or she is here, those to come included."""
    first = facility.calendar.day_of(one.admitted_at) if one.admitted_at > week.starts else week.first
    last = min(facility.calendar.day_of(one.ended_at - _MOMENT), week.last) if one.ended_at else week.last
    responsible = officers.get(one.custody_id) if quota.by is TalkerPost.OFFICER else None
    return TalkDuty(one.subject, responsible, (last - first).days + 1)


def _officers(session: Session, week: Week) -> dict[UUID, Subject]:
    """The officer of the cell in which each person lives, or lived last in the week."""
    query = (
        select(Placement.custody_id, Cell.officer_id)
        .join(Bed, Bed.id == Placement.bed_id)
        .join(Cell, Cell.id == Bed.cell_id)
        .where(
            Placement.voided_at.is_(None),
            Placement.from_at < week.ends,
            or_(Placement.until_at.is_(None), Placement.until_at > week.starts),
        )
        .order_by(Placement.from_at)
    )
    last = dict(session.execute(query).all())
    names = select(Staff.id, Staff.name, Staff.number).where(Staff.id.in_(select(Cell.officer_id)))
    officers = {row.id: Subject(SubjectKind.STAFF, row.id, row.name, row.number) for row in session.execute(names)}
    return {custody_id: officers[officer_id] for custody_id, officer_id in last.items() if officer_id is not None}


def _talks(session: Session, week: Week) -> list[Talk]:
    query = select(
        TalkRow.custody_id, TalkRow.post, TalkRow.kind, TalkRow.started_at, TalkRow.minutes, TalkRow.reason_if_short
    ).where(TalkRow.started_at >= week.starts, TalkRow.started_at < week.ends, TalkRow.voided_at.is_(None))
    return [
        Talk(row.custody_id, TalkerPost(row.post), row.kind, row.started_at, row.minutes, row.reason_if_short or "")
        for row in session.execute(query)
    ]


def _first_held(session: Session, week: Week, now: datetime) -> dict[UUID, datetime]:
    """When the first talk was held, by now, with whoever came in and was here in the week or since."""
    query = (
        select(TalkRow.custody_id, func.min(TalkRow.started_at).label("held_at"))
        .join(Custody, Custody.id == TalkRow.custody_id)
        .where(
            TalkRow.kind == FIRST_TALK,
            TalkRow.voided_at.is_(None),
            TalkRow.started_at <= now,
            Custody.is_opening.is_(False),
            or_(Custody.ended_at.is_(None), Custody.ended_at > week.starts),
        )
        .group_by(TalkRow.custody_id)
    )
    return {row.custody_id: row.held_at for row in session.execute(query)}


def _first_talks(
    kinds: Mapping[str, TalkKind],
    newcomers: Iterable[HeldPerson],
    held: Mapping[UUID, datetime],
    week: Week,
    now: datetime,
) -> tuple[FirstTalk, ...]:
    kind = kinds.get(FIRST_TALK)
    if kind is None or kind.within_hours is None:
        return ()
    found = []
    for one in newcomers:
        held_at = held.get(one.custody_id)
        due = one.admitted_at + timedelta(hours=kind.within_hours)
        left_before = one.ended_at is not None and one.ended_at <= due
        if (held_at is None and not left_before) or (held_at is not None and one.admitted_at >= week.starts):
            found.append(_first_talk(kind, one, due, held_at, now))
    return tuple(found)


def _first_talk(kind: TalkKind, one: HeldPerson, due: datetime, held_at: datetime | None, now: datetime) -> FirstTalk:
    if held_at is not None:
        state = FirstTalkState.IN_TIME if held_at <= due else FirstTalkState.LATE
        return FirstTalk(one.subject, one.admitted_at, due, held_at, state, None)
    finding = talk_due(kind, one.subject, one.admitted_at, (), now)
    is_overdue = finding is not None and finding.severity is not Severity.NOTE
    state = FirstTalkState.OVERDUE if is_overdue else FirstTalkState.DUE
    return FirstTalk(one.subject, one.admitted_at, due, None, state, finding)
