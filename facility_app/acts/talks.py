"""Recording talks: with whom, by whom and as what; one talk and thousands go the same way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Talk as TalkRow
from db.types import new_id
from db.values import Conflict, DaybookError, Invalid
from db.work import UnitOfWork
from facility_app.acts.closed_days import closed, closed_days
from facility_app.acts.moments import instant_of
from facility_app.acts.rounds import RowProblem
from facility_app.core.subjects import Subject
from facility_app.facts.directory import Directory, directory_of, wall_time
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.talks import counting_on, kinds_on
from facility_app.rules.talkpack import TalkerPost
from resources.text import N_

_MOST_MINUTES = 600


@dataclass(frozen=True, slots=True)
class TalkHeld:
    """A talk as it is told.

    Attributes:
        number: 监所编号.
        kind: id of a kind in `talks.toml`.
        started_at: without a zone it is facility time; None: now.
        officer: staff number, or a name that only one has; None: whoever is logged in.
        reason_if_short: needed where the talk was shorter than the least that counts.
    """

    number: str
    kind: str
    minutes: int
    content: str
    started_at: datetime | None = None
    officer: str | None = None
    reason_if_short: str | None = None


@dataclass(frozen=True, slots=True)
class KeptTalk:
    """A talk that can be kept; `started_at` in UTC."""

    id: UUID
    person: Subject
    officer_id: UUID
    post: TalkerPost
    kind: str
    started_at: datetime
    minutes: int
    content: str
    reason_if_short: str | None

    def says_the_same(self, other: "KeptTalk") -> bool:
        """Whether the two differ in nothing but their identifiers."""
        return replace(self, id=other.id) == other


@dataclass(frozen=True, slots=True)
class AcceptedTalks:
    """Talks that can be kept, how many are kept already, and what is wrong with the others."""

    kept: tuple[KeptTalk, ...]
    unchanged: int
    problems: tuple[RowProblem, ...]


def accept_talks(
    work: UnitOfWork, facility: FacilityFacts, account_id: UUID, told: Sequence[TalkHeld]
) -> AcceptedTalks:
    """Look at each talk; writes nothing."""
    directory = directory_of(work.session, account_id, (one.number for one in told))
    problems: list[RowProblem] = []
    talks: list[tuple[int, KeptTalk]] = []
    for index, one in enumerate(told):
        try:
            talks.append((index, _checked(facility, directory, work.now, one)))
        except DaybookError as error:
            problems.append(RowProblem(index, error))
    known = _known(work.session, [talk for _, talk in talks])
    closed_ones = closed_days(work.session, {facility.calendar.day_of(talk.started_at) for _, talk in talks})
    new: dict[tuple[UUID, datetime], KeptTalk] = {}
    unchanged = 0
    for index, talk in talks:
        key, day = (talk.person.id, talk.started_at), facility.calendar.day_of(talk.started_at)
        if key in known or (key in new and talk.says_the_same(new[key])):
            unchanged += 1
        elif key in new:
            problems.append(RowProblem(index, _told_twice(facility, talk)))
        elif day in closed_ones:
            problems.append(RowProblem(index, closed(day)))
        else:
            new[key] = talk
    return AcceptedTalks(tuple(new.values()), unchanged, tuple(sorted(problems, key=attrgetter("index"))))


def keep_talks(work: UnitOfWork, talks: Sequence[KeptTalk]) -> None:
    """Write talks."""
    work.add_many(
        [
            TalkRow(
                id=one.id,
                custody_id=one.person.id,
                officer_id=one.officer_id,
                post=one.post.value,
                kind=one.kind,
                started_at=one.started_at,
                minutes=one.minutes,
                content=one.content,
                reason_if_short=one.reason_if_short,
            )
            for one in talks
        ]
    )


def _told_twice(facility: FacilityFacts, talk: KeptTalk) -> Conflict:
    """What to say of a second talk with the same person at the same time."""
    return Conflict(
        N_("Another talk with {person} at {time} is told of too. Look at the times."),
        field="started_at",
        person=talk.person.text,
        time=wall_time(facility, talk.started_at),
    )


def _checked(facility: FacilityFacts, directory: Directory, now: datetime, told: TalkHeld) -> KeptTalk:
    period = directory.person(told.number)
    at = instant_of(facility, told.started_at, now, "started_at")
    period.check(at, facility, "started_at")
    day = facility.calendar.day_of(at)
    if told.kind not in kinds_on(facility, day):
        raise Invalid(N_("There is no kind of talk {kind}."), field="kind", kind=told.kind)
    if not 1 <= told.minutes <= _MOST_MINUTES:
        raise Invalid(N_("A talk takes between 1 and {most} minutes."), field="minutes", most=_MOST_MINUTES)
    if not told.content.strip():
        raise Invalid(N_("Write down what the talk was about."), field="content")
    least, why = counting_on(facility, day).least_minutes, (told.reason_if_short or "").strip()
    if told.minutes < least and not why:
        raise Invalid(
            N_("A talk of less than {least} minutes counts only with a reason. Say why it was short."),
            field="reason_if_short",
            least=least,
        )
    officer = directory.doer(told.officer, "officer")
    post = TalkerPost.LEADER if officer.is_leader else TalkerPost.OFFICER
    return KeptTalk(
        new_id(), period.subject, officer.id, post, told.kind, at, told.minutes, told.content.strip(), why or None
    )


def _known(session: Session, talks: Sequence[KeptTalk]) -> set[tuple[UUID, datetime]]:
    """With whom, and when, the talks were held that are kept of the same span of time."""
    if not talks:
        return set()
    times = [talk.started_at for talk in talks]
    query = select(TalkRow.custody_id, TalkRow.started_at).where(
        TalkRow.started_at >= min(times), TalkRow.started_at <= max(times), TalkRow.voided_at.is_(None)
    )
    return {(row.custody_id, row.started_at) for row in session.execute(query)}
