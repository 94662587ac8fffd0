"""Whether the talks of a week were held, by officer and by name, and whether a talk on an occasion is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from uuid import UUID

from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.phrases import phrase
from facility_app.core.subjects import Subject
from facility_app.rules.findings import Finding, Severity, finding
from facility_app.rules.talkpack import Counting, Quota, TalkerPost, TalkKind
from resources.text import N_

_DAYS = 7


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the facility: its first and last day, and its instants in UTC, `ends` no longer in it."""

    first: date
    last: date
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk that was held.

    Attributes:
        kind: id of a `TalkKind`.
        minutes: how long it took, in minutes.
        reason_if_short: why it was short, where it was.
    """

    person_id: UUID
    by: TalkerPost
    kind: str
    at: datetime
    minutes: int
    reason_if_short: str = ""


@dataclass(frozen=True, slots=True)
class TalkDuty:
    """That somebody owes a person the talks of a quota.

    Attributes:
        responsible: the officer of the cell, or the leader of the key person; None: nobody has been named.
        days: on how many days of the week the duty stood: the person was present and, for a quota of key persons,
            on the list.
    """

    person: Subject
    responsible: Subject | None
    days: int = _DAYS


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """How far one duty of one week is fulfilled."""

    quota: Quota
    week: Week
    duty: TalkDuty
    required: int
    held: int

    @property
    def short(self) -> int:
        """How many talks are missing."""
        return max(0, self.required - self.held)


@dataclass(frozen=True, slots=True)
class TalkFigures:
    """The duties of one responsible person, or of all: how many people, how many fulfilled, and who is short."""

    responsible: Subject | None
    people: int
    fulfilled: int
    shortfall: tuple[Fulfilment, ...]

    @property
    def percent(self) -> Decimal | None:
        """Share of people with whom the quota is fulfilled, one decimal, never rounded up; None: nobody is due."""
        if not self.people:
            return None
        return (Decimal(100 * self.fulfilled) / self.people).quantize(Decimal("0.1"), ROUND_DOWN)


def week_of(counting: Counting, calendar: FacilityCalendar, day: date) -> Week:
    """The week in which a facility day lies."""
    first = day - timedelta(days=(day.isoweekday() - counting.week_starts_on) % _DAYS)
    last = first + timedelta(days=_DAYS - 1)
    return Week(first, last, calendar.starts(first), calendar.ends(last))


def required_talks(quota: Quota, counting: Counting, days: int) -> int:
    """How many talks a week owes to whom the duty stood on so many days of it."""
    if days >= counting.full_from_days:
        return quota.per_week
    return int((Decimal(quota.per_week * days) / _DAYS).to_integral_value(ROUND_HALF_UP))


def counts(talk: Talk, counting: Counting, kinds: Mapping[str, TalkKind]) -> bool:
    """Whether a talk may fill a quota: it is no group lesson, and not short without a reason."""
    kind = kinds.get(talk.kind)
    is_long_enough = talk.minutes >= counting.least_minutes or bool(talk.reason_if_short.strip())
    return kind is not None and kind.counts and is_long_enough


def fulfilment(
    quota: Quota,
    counting: Counting,
    kinds: Mapping[str, TalkKind],
    week: Week,
    duties: Iterable[TalkDuty],
    talks: Iterable[Talk],
) -> tuple[Fulfilment, ...]:
    """How far a quota is fulfilled, in the order of the duties.

    A talk counts for the person, whoever of the post held it; a talk on an occasion counts too.
    """
    held: dict[UUID, int] = {}
    for talk in talks:
        if talk.by is quota.by and week.starts <= talk.at < week.ends and counts(talk, counting, kinds):
            held[talk.person_id] = held.get(talk.person_id, 0) + 1
    return tuple(
        Fulfilment(quota, week, duty, required_talks(quota, counting, duty.days), held.get(duty.person.id, 0))
        for duty in duties
    )


def figures(all_of_them: Iterable[Fulfilment], responsible: Subject | None = None) -> TalkFigures:
    """The figures of all that were given; whoever is owed nothing is not counted."""
    due = tuple(one for one in all_of_them if one.required)
    shortfall = tuple(one for one in due if one.short)
    return TalkFigures(responsible, len(due), len(due) - len(shortfall), shortfall)


def figures_by_responsible(all_of_them: Iterable[Fulfilment]) -> tuple[TalkFigures, ...]:
    """The figures of each responsible person, in the order in which they first come; None: nobody was named."""
    groups: dict[UUID | None, list[Fulfilment]] = {}
    for one in all_of_them:
        responsible = one.duty.responsible
        groups.setdefault(responsible.id if responsible else None, []).append(one)
    return tuple(figures(group, group[0].duty.responsible) for group in groups.values())


def talk_due(
    kind: TalkKind, person: Subject, occasion_at: datetime, talks: Iterable[Talk], now: datetime
) -> Finding | None:
    """The talk that an occasion asks for; None: it was held since, or the kind sets no time."""
    if kind.within_hours is None:
        return None
    if any(one.person_id == person.id and one.kind == kind.id and one.at >= occasion_at for one in talks):
        return None
    due = occasion_at + timedelta(hours=kind.within_hours)
    text = phrase(N_("Due within {hours} h of its occasion."), hours=kind.within_hours)
    severity = Severity.WARN if now > due else Severity.NOTE
    found = finding(kind, person, severity, text, due=due, occasion=occasion_at.isoformat())
    return replace(found, rule=f"talks.{kind.id}")
