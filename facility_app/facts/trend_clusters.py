"""On which days several were ill of the same near to each other, as the records tell."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from facility_app.core.phrases import Words
from facility_app.facts.clusters import cluster_rules_on, looks_back
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.illness import ills_of
from facility_app.facts.round_alarms import RoundAlarms
from facility_app.facts.rounds import RoundKey
from facility_app.rules.clusters import ClusterRule, Ill, Spot, is_of, onsets_of, standing

_DISEASE = Words("Infectious disease", "传染病")


@dataclass(frozen=True, slots=True)
class ClusterSpan:
    """One signal and the days on which it stood.

    Attributes:
        rule: what it is called.
        place: the cell, the block, the post or the facility.
        people: how many at most; None: it is not told.
        names_disease: whether it is of one that a doctor has named.
    """

    rule: Words
    place: str
    since: date
    until: date
    people: int | None
    is_alarm: bool
    names_disease: bool


def without_diseases(spans: Iterable[ClusterSpan]) -> tuple[ClusterSpan, ...]:
    """The same signals, told to whoever may not read diagnoses."""
    return tuple(replace(one, rule=_DISEASE, people=None) if one.names_disease else one for one in spans)


def cluster_spans(
    session: Session,
    facility: FacilityFacts,
    days: Sequence[date],
    alarms: Mapping[RoundKey, RoundAlarms],
    now: datetime,
) -> tuple[ClusterSpan, ...]:
    """The signals of days that follow one another, the earliest first.

    Args:
        alarms: of these days and of as many before them as `looks_back` says.
    """
    rules = cluster_rules_on(facility, days[-1])
    ills = ills_of(session, facility, (days[0] - looks_back(rules), days[-1]), alarms, now)
    alike: dict[object, list[Ill]] = {}
    for one in ills:  # a rule asks of one of those who are ill alike, not of each of thousands
        what = (one.event, one.subject.kind, one.symptoms, one.celsius, one.is_fever, one.pathogen)
        alike.setdefault(what, []).append(one)
    ends = [min(facility.calendar.ends(day), now) for day in days]
    found = [
        span
        for rule in rules
        for spot, of_spot in _by_spot(rule, alike.values())
        for span in _spans(rule, spot, of_spot, days, ends)
    ]
    return tuple(sorted(found, key=lambda one: (one.since, one.place)))


def _by_spot(rule: ClusterRule, alike: Iterable[Sequence[Ill]]) -> Iterator[tuple[Spot, list[Ill]]]:
    """Whom a rule counts, by place, where there are enough of them at all."""
    places: dict[str, tuple[Spot, list[Ill]]] = {}
    for ill in (one for of_all in alike if is_of(rule, of_all[0]) for one in of_all):
        spot = ill.spot(rule.scope)
        if spot is not None:
            places.setdefault(spot.key, (spot, []))[1].append(ill)
    for spot, of_spot in places.values():
        if len({one.subject.id for one in of_spot}) >= rule.least:
            yield spot, of_spot


def _spans(
    rule: ClusterRule, spot: Spot, ills: Sequence[Ill], days: Sequence[date], ends: Sequence[datetime]
) -> Iterator[ClusterSpan]:
    """On which days a signal stood at one place."""
    within = timedelta(hours=rule.within_hours)
    onsets = onsets_of(rule, ills)
    moments = [one.at for one in onsets]
    standing_on: list[tuple[date, int]] = []
    for day, end in zip(days, ends, strict=True):
        near = onsets[bisect_left(moments, end - 2 * within) : bisect_right(moments, end)]
        people = len(standing(rule, near, end))
        if people:
            standing_on.append((day, people))
        elif standing_on:
            yield _span(rule, spot, standing_on)
            standing_on = []
    if standing_on:
        yield _span(rule, spot, standing_on)


def _span(rule: ClusterRule, spot: Spot, standing_on: Sequence[tuple[date, int]]) -> ClusterSpan:
    since, until = standing_on[0][0], standing_on[-1][0]
    most = max(people for _, people in standing_on)
    return ClusterSpan(rule.words, spot.subject.text, since, until, most, rule.is_alarm, bool(rule.pathogen))
