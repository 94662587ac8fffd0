"""On which days several were ill of the same near to each other, as the records tell."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from facility_app.core.phrases import Words
from facility_app.facts.clusters import cluster_rules_on, looks_back
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.illness import ills_between
from facility_app.rules.clusters import Cluster, ClusterRule, Ill, clusters, is_of


@dataclass(frozen=True, slots=True)
class ClusterSpan:
    """One signal and the days on which it stood.

    Attributes:
        place: the cell, the block, the post or the facility.
        people: how many at most.
    """

    rule: Words
    place: str
    since: date
    until: date
    people: int
    is_alarm: bool


def cluster_spans(session: Session, facility: FacilityFacts, days: Sequence[date], now: datetime) -> list[ClusterSpan]:
    """The signals of days that follow one another, the earliest first."""
    rules = cluster_rules_on(facility, days[-1])
    ills = ills_between(session, facility, (days[0] - looks_back(rules), days[-1]), now)
    ends = [min(facility.calendar.ends(day), now) for day in days]
    found = [span for rule in rules for of_spot in _by_spot(rule, ills) for span in _spans(rule, of_spot, days, ends)]
    return sorted(found, key=lambda one: (one.since, one.place))


def _by_spot(rule: ClusterRule, ills: Iterable[Ill]) -> Iterator[list[Ill]]:
    """Whom a rule counts, by place, where there are enough of them at all."""
    places: dict[str, list[Ill]] = {}
    for ill in ills:
        spot = ill.spot(rule.scope) if is_of(rule, ill) else None
        if spot is not None:
            places.setdefault(spot.key, []).append(ill)
    for of_spot in places.values():
        if len({one.subject.id for one in of_spot}) >= rule.least:
            yield sorted(of_spot, key=lambda one: one.at)


def _spans(
    rule: ClusterRule, ills: Sequence[Ill], days: Sequence[date], ends: Sequence[datetime]
) -> Iterator[ClusterSpan]:
    """On which days a signal stood at one place; the ills by time."""
    within = timedelta(hours=rule.within_hours)
    moments = [one.at for one in ills]
    standing: list[tuple[date, Cluster]] = []
    for day, end in zip(days, ends, strict=True):
        near = ills[bisect_left(moments, end - 3 * within) : bisect_right(moments, end)]
        is_enough = len({one.subject.id for one in near}) >= rule.least
        signal = next(iter(clusters((rule,), near, end)), None) if is_enough else None
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
