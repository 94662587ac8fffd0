"""On which days several were ill of the same near to each other, as the readings of the people held tell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Bed, Block, Cell, Placement
from facility_app.core.phrases import Words
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.round_alarms import Unwell, alarms_of
from facility_app.rules.clusters import Cluster, ClusterRule, ClusterScope, Ill, IllEvent, Spot, clusters, is_of
from facility_app.rules.entries import in_force

_DAY = timedelta(days=1)
_SCOPES = (ClusterScope.CELL, ClusterScope.BLOCK, ClusterScope.FACILITY)


@dataclass(frozen=True, slots=True)
class ClusterSpan:
    """One signal and the days on which it stood.

    Attributes:
        place: the cell, the block or the facility.
        people: how many at most.
    """

    rule: Words
    place: str
    since: date
    until: date
    people: int
    is_alarm: bool


@dataclass(frozen=True, slots=True)
class _Stay:
    since: datetime
    until: datetime | None
    spots: tuple[tuple[ClusterScope, Spot], ...]


def cluster_spans(session: Session, facility: FacilityFacts, days: Sequence[date], now: datetime) -> list[ClusterSpan]:
    """The signals of days that follow one another, the earliest first.

    What only a doctor names, a disease, a stay in hospital or a death, is not among them; nor is one single case.
    """
    rules = [
        one
        for one in in_force(facility.packs.clusters.cluster, days[-1], facility.kind)
        if one.event is IllEvent.ILL and not one.pathogen and one.scope in _SCOPES and one.least > 1
    ]
    longest = max((one.within_hours for one in rules), default=0)
    back = timedelta(days=2 * longest // 24 + 1)
    alarms = alarms_of(session, facility, (days[0] - back, days[-1]), now)
    ills = _ills(session, facility, [one for of in alarms.values() for one in of.unwell])
    ends = [min(facility.calendar.ends(day), now) for day in days]
    found = [span for rule in rules for of_spot in _by_spot(rule, ills) for span in _spans(rule, of_spot, days, ends)]
    return sorted(found, key=lambda one: (one.since, one.place))


def _by_spot(rule: ClusterRule, ills: Iterable[Ill]) -> Iterator[list[Ill]]:
    """Whom a rule counts, by place, where there are enough of them at all."""
    places: dict[str, list[Ill]] = {}
    for ill in ills:
        spot = dict(ill.spots).get(rule.scope)
        if spot is not None and is_of(rule, ill):
            places.setdefault(spot.key, []).append(ill)
    for of_spot in places.values():
        if len({one.subject.id for one in of_spot}) >= rule.least:
            yield sorted(of_spot, key=lambda one: one.at)


def _spans(
    rule: ClusterRule, ills: Sequence[Ill], days: Sequence[date], ends: Sequence[datetime]
) -> Iterator[ClusterSpan]:
    within = timedelta(hours=rule.within_hours)
    standing: list[tuple[date, Cluster]] = []
    for day, end in zip(days, ends, strict=True):
        recent = {one.subject.id for one in ills if end - within <= one.at <= end}
        near = [one for one in ills if end - 2 * within <= one.at <= end] if len(recent) >= rule.least else []
        signal = next(iter(clusters((rule,), near, end)), None) if near else None
        if signal is not None:
            standing.append((day, signal))
        elif standing:
            yield _span(rule, standing)
            standing = []
    if standing:
        yield _span(rule, standing)


def _span(rule: ClusterRule, standing: Sequence[tuple[date, Cluster]]) -> ClusterSpan:
    return ClusterSpan(
        rule.words,
        standing[0][1].finding.subject.text,
        standing[0][0],
        standing[-1][0],
        max(len(one.people) for _, one in standing),
        rule.is_alarm,
    )


def _ills(session: Session, facility: FacilityFacts, unwell: Sequence[Unwell]) -> list[Ill]:
    stays = _stays(session, {one.custody_id for one in unwell})
    house = (ClusterScope.FACILITY, Spot(str(facility.id), facility.subject))
    found = []
    for one in unwell:
        lived = (stay for stay in stays.get(one.custody_id, ()) if stay.since <= one.at)
        stay = next((of for of in lived if of.until is None or of.until >= one.at), None)
        spots = (*stay.spots, house) if stay else (house,)
        person = Subject(SubjectKind.PERSON, one.custody_id, "")
        found.append(Ill(person, one.at, spots, one.symptoms, one.celsius, one.is_fever))
    return found


def _stays(session: Session, custody_ids: set[UUID]) -> dict[UUID, list[_Stay]]:
    """Where people lived, and when."""
    columns: tuple[Any, ...] = (
        *(Placement.custody_id, Placement.from_at, Placement.until_at),
        *(Cell.id, Cell.code, Block.id, Block.name),
    )
    query = (
        select(*columns)
        .join(Bed, Bed.id == Placement.bed_id)
        .join(Cell, Cell.id == Bed.cell_id)
        .join(Block, Block.id == Cell.block_id)
        .where(Placement.custody_id.in_(custody_ids), Placement.voided_at.is_(None))
        .order_by(Placement.from_at.desc())
    )
    found: dict[UUID, list[_Stay]] = {}
    for custody_id, since, until, cell_id, code, block_id, block in session.execute(query):
        cell = Spot(str(cell_id), Subject(SubjectKind.CELL, cell_id, f"{block} {code}"))
        ward = Spot(str(block_id), Subject(SubjectKind.CELL, block_id, block))
        spots = ((ClusterScope.CELL, cell), (ClusterScope.BLOCK, ward))
        found.setdefault(custody_id, []).append(_Stay(since, until, spots))
    return found
