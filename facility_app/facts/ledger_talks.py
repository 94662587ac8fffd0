"""The talks of a day as lines of its ledger: what was held, and what was still owed at its end.

Everything is reckoned as it stood then: a talk of tomorrow fills no shortfall of today.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Talk as TalkRow
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.ledger_lines import KindCount, QuotaLine, Short, Talks, Who, who_of
from facility_app.facts.ledger_people import first_talks
from facility_app.facts.people import HeldPerson, Roll
from facility_app.facts.talks import FIRST_TALK, counting_on, kinds_on
from facility_app.rules.entries import in_force
from facility_app.rules.talkpack import Quota, QuotaScope, TalkerPost, TalkKind
from facility_app.rules.talks import Fulfilment, Talk, TalkDuty, Week, figures, fulfilment, week_of

_MOMENT = timedelta(microseconds=1)


def talks_of_day(
    session: Session,
    facility: FacilityFacts,
    day: date,
    at: datetime,
    known: Mapping[UUID, Who],
    today: Sequence[HeldPerson],
    roll: Roll,
) -> Talks:
    """The talks of a facility day.

    Args:
        at: the end of the day, or now where it is not over.
        known: everybody held on it, by custody, as lines name them.
        today: the same people.
        roll: everybody of the week.
    """
    start, end = facility.calendar.starts(day), facility.calendar.ends(day)
    counting, kinds = counting_on(facility, day), kinds_on(facility, day)
    week = week_of(counting, facility.calendar, day)
    talks = _talks(session, week.starts, end)
    of_day = [one for one in talks if one.at >= start]
    in_week = roll.held_between(week.starts, end, placed_at=end - _MOMENT)
    quotas = []
    for quota in in_force(facility.packs.talks.quota, day, facility.kind):
        duties = [_duty(facility, week, end, one) for one in in_week if _is_owed(quota, one)]
        quotas.append(_line(quota, fulfilment(quota, counting, kinds, week, duties, talks), known, in_week))
    due, in_time, overdue = _first_talks(session, kinds, today, (start, end), at)
    counted = Counter(one.kind for one in of_day)
    return Talks(
        len(of_day),
        len({one.person_id for one in of_day}),
        tuple(KindCount(kind.id, counted[kind.id]) for kind in sorted(kinds.values(), key=lambda kind: kind.order)),
        due,
        in_time,
        tuple(known[one.custody_id] for one in overdue),
        (week.first, week.last),
        tuple(quotas),
    )


def _talks(session: Session, start: datetime, end: datetime) -> list[Talk]:
    rows = session.execute(
        select(TalkRow).where(TalkRow.started_at >= start, TalkRow.started_at < end, TalkRow.voided_at.is_(None))
    ).scalars()
    return [
        Talk(row.custody_id, TalkerPost(row.post), row.kind, row.started_at, row.minutes, row.reason_if_short or "")
        for row in rows
    ]


def _is_owed(quota: Quota, one: HeldPerson) -> bool:
    return quota.with_whom is QuotaScope.EVERYBODY or one.is_key_person


def _duty(facility: FacilityFacts, week: Week, end: datetime, one: HeldPerson) -> TalkDuty:
    """What is owed to one person by what was known at the end of the day: who is still here stays for the week."""
    first = max(facility.calendar.day_of(one.admitted_at), week.first)
    has_left = one.ended_at is not None and one.ended_at <= end
    last = facility.calendar.day_of(one.ended_at - _MOMENT) if has_left and one.ended_at else week.last
    return TalkDuty(one.subject, None, (min(last, week.last) - first).days + 1)


def _line(
    quota: Quota, lines: Iterable[Fulfilment], known: Mapping[UUID, Who], people: Iterable[HeldPerson]
) -> QuotaLine:
    names = {one.custody_id: who_of(one) for one in people} | dict(known)
    found = figures(lines)
    shortfall = tuple(Short(names[one.duty.person.id], one.required, one.held) for one in found.shortfall)
    return QuotaLine(quota.id, found.people, found.fulfilled, shortfall)


def _first_talks(
    session: Session,
    kinds: Mapping[str, TalkKind],
    today: Sequence[HeldPerson],
    day: tuple[datetime, datetime],
    at: datetime,
) -> tuple[int, int, list[HeldPerson]]:
    """How many first talks fell due in the day, how many of those were in time, and who is past the time without."""
    start, end = day
    kind = kinds.get(FIRST_TALK)
    if kind is None or kind.within_hours is None:
        return 0, 0, []
    due = {one.custody_id: one.admitted_at + timedelta(hours=kind.within_hours) for one in today if not one.is_opening}
    of_day = [custody_id for custody_id, until in due.items() if start <= until < end]
    held = first_talks(session, [custody_id for custody_id, until in due.items() if until < end], end)
    overdue = [
        one
        for one in today
        if one.custody_id in due
        and due[one.custody_id] < at
        and one.custody_id not in held
        and (one.ended_at is None or one.ended_at > at)
    ]
    return len(of_day), sum(_is_in_time(held.get(one), due[one]) for one in of_day), overdue


def _is_in_time(held_at: datetime | None, due: datetime) -> bool:
    return held_at is not None and held_at <= due
