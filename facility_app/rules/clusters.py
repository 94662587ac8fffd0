"""Whether several are ill of the same, near to each other in place and time (domain guide §3.7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from uuid import UUID

import msgspec

from facility_app.core.phrases import Words, phrase
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.rules.entries import RuleEntry, load_rules
from facility_app.rules.findings import Finding, Severity, finding
from facility_app.rules.thresholds import Limit
from resources.text import N_

PACK = "clusters.toml"


class ClusterScope(Enum):
    """How near to each other."""

    CELL = "cell"
    BLOCK = "block"
    POST = "post"
    FACILITY = "facility"


class IllEvent(Enum):
    """What happened to somebody who is ill."""

    ILL = "ill"
    HOSPITAL = "hospital"
    DEATH = "death"
    MEAL = "meal"
    """A meal made several ill, by the entry that tells of it."""


class Action(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is done then, in both languages."""

    en: str
    zh: str


class ClusterRule(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many of whom within which time are a signal."""

    scope: ClusterScope
    least: int
    within_hours: int
    act_within_hours: int
    action: Action
    is_alarm: bool = False
    of: SubjectKind | None = None
    """Only people held, or only staff."""
    symptoms: tuple[str, ...] = ()
    fever: bool = False
    """Whether a fever alone counts."""
    celsius: Limit | None = None
    """Where it is given, both it and one of the symptoms are needed."""
    pathogen: str = ""
    """Where it is given, only what is held to be this disease counts."""
    event: IllEvent = IllEvent.ILL


class ClusterPack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every signal."""

    cluster: tuple[ClusterRule, ...]


@cache
def cluster_rules() -> ClusterPack:
    """The pack as it is delivered.

    Raises:
        Unavailable: it is not as it must be.
    """
    return load_rules(PACK, ClusterPack)


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell, a block, a post or the facility as the place of a signal; `key` tells it from others of its scope."""

    key: str
    subject: Subject


@dataclass(frozen=True, slots=True)
class Ill:
    """That somebody was ill at an instant (UTC).

    Attributes:
        spots: where he or she lived or worked then.
        is_fever: a fever that was not disproved by a second reading.
        pathogen: the disease, where a doctor has named one.
    """

    subject: Subject
    at: datetime
    spots: tuple[tuple[ClusterScope, Spot], ...]
    symptoms: frozenset[str] = frozenset()
    celsius: Decimal | None = None
    is_fever: bool = False
    pathogen: str = ""
    event: IllEvent = IllEvent.ILL

    def spot(self, scope: ClusterScope) -> Spot | None:
        """The cell, the block, the post or the facility; None: there is none."""
        for of, spot in self.spots:
            if of is scope:
                return spot
        return None


@dataclass(frozen=True, slots=True)
class Cluster:
    """One signal: who, since when, and until when something is to be done."""

    rule: ClusterRule
    finding: Finding
    people: tuple[Subject, ...]
    complete_at: datetime


def is_of(rule: ClusterRule, ill: Ill) -> bool:
    """Whether somebody is ill of what a rule counts."""
    if ill.event is not rule.event or (rule.of is not None and ill.subject.kind is not rule.of):
        return False
    if rule.pathogen:
        return ill.pathogen == rule.pathogen
    if rule.event is IllEvent.MEAL:
        return True
    has_symptom = not ill.symptoms.isdisjoint(rule.symptoms)
    if rule.celsius is not None:
        return has_symptom and ill.celsius is not None and rule.celsius.holds(ill.celsius)
    return has_symptom or (rule.fever and ill.is_fever)


def clusters(rules: Iterable[ClusterRule], ills: Sequence[Ill], now: datetime) -> tuple[Cluster, ...]:
    """The signals that stand at an instant, in the order of the rules.

    Each person counts once, from the moment at which he or she fell ill anew: not having been ill of the same for as
    long as the rule looks back. A signal stands for that long after the last of those who made it complete, so that
    two cases a week apart are still to be reported when the first one is older than a week.

    Args:
        ills: in any order, of twice the time that a rule looks back; those after `now` are left out.
    """
    found: list[Cluster] = []
    for rule in rules:
        places: dict[str, tuple[Spot, list[Ill]]] = {}
        for ill in ills:
            spot = ill.spot(rule.scope) if is_of(rule, ill) and ill.at <= now else None
            if spot is not None:
                places.setdefault(spot.key, (spot, []))[1].append(ill)
        for spot, of_place in places.values():
            near = standing(rule, onsets_of(rule, of_place), now)
            if near:
                found.append(_cluster(rule, spot, near))
    return tuple(found)


def onsets_of(rule: ClusterRule, ills: Sequence[Ill]) -> list[Ill]:
    """Whenever somebody fell ill anew, the first first.

    Args:
        ills: what the rule counts at one place, in any order.
    """
    within = timedelta(hours=rule.within_hours)
    last: dict[UUID, datetime] = {}
    onsets: list[Ill] = []
    for ill in sorted(ills, key=lambda one: one.at):
        before = last.get(ill.subject.id)
        if before is None or ill.at - before > within:
            onsets.append(ill)
        last[ill.subject.id] = ill.at
    return onsets


def standing(rule: ClusterRule, onsets: Sequence[Ill], now: datetime) -> Sequence[Ill]:
    """Those who make the signal that stands at an instant, the first first; empty: none does.

    Args:
        onsets: of `onsets_of`, until that instant; what is older than twice the time of the rule tells nothing.
    """
    within = timedelta(hours=rule.within_hours)
    for place in range(len(onsets) - rule.least, -1, -1):
        first, last = onsets[place].at, onsets[place + rule.least - 1].at
        if now - last > within:
            return ()
        if last - first <= within:
            return [one for one in onsets if one.at >= last - within]
    return ()


def _cluster(rule: ClusterRule, spot: Spot, onsets: Sequence[Ill]) -> Cluster:
    complete_at = onsets[rule.least - 1].at
    people = tuple(one.subject for one in onsets)
    text = phrase(
        N_("{place}: {n} within {hours} hours ({people}). Now: {action}."),
        place=spot.subject.text,
        n=len(people),
        hours=rule.within_hours,
        people=people,
        action=Words(rule.action.en, rule.action.zh),
    )
    found = finding(
        rule,
        spot.subject,
        Severity.ALARM if rule.is_alarm else Severity.WARN,
        text,
        due=complete_at + timedelta(hours=rule.act_within_hours),
        people=people,
        occasion=f"{spot.key}/{onsets[0].at.isoformat()}",
    )
    return Cluster(rule, found, people, complete_at)
