"""Isolation, observation and separate holding: when it may end, and what is owed to whoever is apart.

UN Nelson Mandela Rules 30 (d) and 43-46. Isolation is care, not punishment: nothing here makes it longer.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum

from db.values import FacilityKind, Role
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.phrases import Phrase, phrase
from facility_app.rules.entries import by_id, in_force
from facility_app.rules.isolationpack import (
    Answer,
    Duty,
    EndRule,
    Fact,
    IsolationPack,
    Kind,
    Milestone,
    Pathogen,
    Precaution,
    Review,
    Right,
)
from resources.text import N_

RELEASED = "released"
"""The reason with which a release ends an isolation; shown in the reader's language."""

_DAY = timedelta(days=1)
_CLAUSE_ENDS = re.compile("[，,。.；;]")
_CONFIRMED = re.compile("^(确诊为?|confirmed:?)", re.IGNORECASE)


_MEDICAL_READERS = frozenset({Role.DOCTOR})
_OTHER_READERS = frozenset({Role.DOCTOR, Role.HEAD, Role.SHIFT_LEAD, Role.PROCURATOR})


def reads_reasons(kind: Kind | None, roles: frozenset[Role]) -> bool:
    """Whether roles are told why somebody is apart: a diagnosis is a doctor's to know."""
    return bool(roles & (_MEDICAL_READERS if kind is None or kind.is_medical else _OTHER_READERS))


@dataclass(frozen=True, slots=True)
class IsolationRules:
    """What is in force on one day in one kind of facility, by id and in the order of the pack."""

    kinds: Mapping[str, Kind]
    precautions: Mapping[str, Precaution]
    end_rules: Mapping[str, EndRule]
    pathogens: Mapping[str, Pathogen]
    rights: Mapping[str, Right]
    reviews: Mapping[str, Review]
    milestones: tuple[Milestone, ...]
    duties: Mapping[str, Duty]
    answers: Mapping[str, Answer]


def isolation_rules_of(pack: IsolationPack, day: date, kind: FacilityKind) -> IsolationRules:
    """What is in force on a day in a kind of facility."""
    return IsolationRules(
        by_id(in_force(pack.kind, day, kind)),
        by_id(in_force(pack.precaution, day, kind)),
        by_id(in_force(pack.end_rule, day, kind)),
        by_id(in_force(pack.pathogen, day, kind)),
        by_id(in_force(pack.right, day, kind)),
        by_id(in_force(pack.review, day, kind)),
        in_force(pack.milestone, day, kind),
        by_id(in_force(pack.duty, day, kind)),
        by_id(in_force(pack.answer, day, kind)),
    )


def disease_named(pack: IsolationPack, conclusion: str) -> str | None:
    """The id of the pathogen whose name a doctor's conclusion begins with, in either language; None: of none.

    Only a name that stands alone counts, to the first comma or stop: "肺结核待排" asks for tests, and names nothing.
    """
    said = _CONFIRMED.sub("", _CLAUSE_ENDS.split(conclusion.strip(), 1)[0].strip()).strip().casefold()
    return next((one.id for one in pack.pathogen if said in (one.zh.casefold(), one.en.casefold())), None)


def day_number(calendar: FacilityCalendar, started_at: datetime, day: date) -> int:
    """Which facility day of it a day is; the one on which it began is the first."""
    return (day - calendar.day_of(started_at)).days + 1


def limit_of(kind: Kind, calendar: FacilityCalendar, counted_from: datetime) -> datetime | None:
    """The instant at which it is over whatever anybody says, in UTC; None: no such limit.

    Args:
        counted_from: when it began, or the first of those with which its days are counted together.
    """
    if kind.most_days is None:
        return None
    return calendar.ends(calendar.day_of(counted_from) + (kind.most_days - 1) * _DAY)


def counts_with(kind: Kind, other: Kind) -> bool:
    """Whether days of two kinds count together: whoever is observed and then isolated is apart for one illness."""
    return kind.id == other.id or (kind.is_medical and other.is_medical)


def continues(kind: Kind, calendar: FacilityCalendar, ended_at: datetime, started_at: datetime) -> bool:
    """Whether one of a kind that begins goes on counting the days of one that ended: too little time lies between."""
    whole_days = (calendar.day_of(started_at) - calendar.day_of(ended_at)).days - 1
    return whole_days < kind.apart_days


def counted_from(
    kind: Kind, calendar: FacilityCalendar, started_at: datetime, before: Iterable[tuple[datetime, datetime | None]]
) -> datetime:
    """When the days of one began to count: with the first of those that follow too soon on one another.

    Args:
        before: when those of the same person that count with it began and ended, in any order; None: it goes on.
    """
    start = started_at
    for begun, ended_at in sorted(before, key=lambda one: one[0], reverse=True):
        if begun < start and ended_at is not None and continues(kind, calendar, ended_at, start):
            start = begun
    return start


@dataclass(frozen=True, slots=True)
class Course:
    """What the records tell of one isolation until an instant.

    Attributes:
        facts: when each fact last was so (UTC); `START` is always among them.
        measured_at, looked_at: when the temperature was last taken, and the last line written.
    """

    facts: Mapping[Fact, datetime]
    measured_at: datetime | None = None
    looked_at: datetime | None = None


class EndState(Enum):
    """Whether an isolation may end by its rule."""

    MET = "met"
    WAITING = "waiting"
    """It is too early, or a doctor has not found what it needs."""
    UNPROVEN = "unproven"
    """The time is over, but nobody has looked since."""
    ANY_TIME = "any_time"
    """It ends when its reason is gone."""


@dataclass(frozen=True, slots=True)
class EndVerdict:
    """Whether an isolation may end by its rule, and why; `earliest` None: no instant is known yet."""

    state: EndState
    earliest: datetime | None
    words: Phrase

    @property
    def may_end(self) -> bool:
        """Whether the rule is met, or asks for nothing."""
        return self.state in {EndState.MET, EndState.ANY_TIME}


_PROOF = {Fact.LAST_FEVER, Fact.LAST_SYMPTOM}
"""What is only over once somebody has looked again."""


def judge_end(rule: EndRule, course: Course, at: datetime, calendar: FacilityCalendar) -> EndVerdict:
    """Whether an isolation may end at an instant by its rule.

    Without a fever, or a symptom, on record the time runs from the beginning.
    """
    if rule.needs:
        return _by_findings(rule, course)
    if rule.since is None or rule.hours is None:
        return EndVerdict(EndState.ANY_TIME, None, phrase(N_("It ends when its reason is gone")))
    since = course.facts.get(rule.since)
    if since is None and rule.since in _PROOF:
        since = course.facts[Fact.START]
    if since is None:
        return EndVerdict(EndState.WAITING, None, phrase(N_("Not recorded yet: {fact}"), fact=_named(rule.since)))
    earliest = since + timedelta(hours=rule.hours)
    shown = calendar.local(earliest)
    if at < earliest:
        return EndVerdict(EndState.WAITING, earliest, phrase(N_("May end from {time} on"), time=shown))
    if rule.since in _PROOF:
        looked = course.measured_at if rule.since is Fact.LAST_FEVER else course.looked_at
        if looked is None or looked < earliest:
            return EndVerdict(EndState.UNPROVEN, earliest, phrase(N_("Nobody has looked since {time}"), time=shown))
    return EndVerdict(EndState.MET, earliest, phrase(N_("Rule met since {time}"), time=shown))


def _by_findings(rule: EndRule, course: Course) -> EndVerdict:
    lacking = tuple(_named(one) for one in rule.needs if one not in course.facts)
    if lacking:
        return EndVerdict(EndState.WAITING, None, phrase(N_("A doctor has not found yet: {facts}"), facts=lacking))
    earliest = max(course.facts[one] for one in rule.needs)
    return EndVerdict(EndState.MET, earliest, phrase(N_("Found by the doctor")))


def names_illness(rule: EndRule) -> bool:
    """Whether an end rule lets one guess the illness: crusted vesicles, or a swelling, belong to one alone."""
    return bool(rule.needs) or rule.since not in (None, Fact.START)


def without_findings(verdict: EndVerdict) -> EndVerdict:
    """Whether it may end, or from when on, and nothing of what the rule asks for."""
    if verdict.state is EndState.MET:
        return replace(verdict, words=phrase(N_("May end")))
    if verdict.state is EndState.UNPROVEN or (verdict.state is EndState.WAITING and verdict.earliest is None):
        return EndVerdict(EndState.WAITING, None, phrase(N_("May not end yet")))
    return verdict


_FACTS = {
    Fact.START: N_("beginning"),
    Fact.LAST_FEVER: N_("last fever"),
    Fact.LAST_SYMPTOM: N_("last symptom"),
    Fact.ONSET: N_("onset of the swelling"),
    Fact.RASH: N_("onset of the rash"),
    Fact.TREATED: N_("first treatment"),
    Fact.ALL_CRUSTED: N_("all vesicles crusted"),
    Fact.NON_INFECTIOUS: N_("non-infectious"),
    Fact.OVER: N_("over"),
}


def _named(fact: Fact) -> Phrase:
    return phrase(_FACTS[fact])


def reached(milestone: Milestone, day_n: int) -> tuple[int, ...]:
    """The days of a milestone that have come by day n, the earliest first."""
    last = max(milestone.days)
    again = range(last + milestone.again_every, day_n + 1, milestone.again_every) if milestone.again_every else ()
    return (*(one for one in sorted(milestone.days) if one <= day_n), *again)


def missed(milestone: Milestone, day_n: int, made_on: Iterable[int]) -> tuple[int, ...]:
    """Those of them on which, and since which, no review was made: each is owed until one is.

    Args:
        made_on: the days, counted as day n, on which such reviews were made.
    """
    last = max((one for one in made_on if one <= day_n), default=0)
    return tuple(one for one in reached(milestone, day_n) if one > last)


def is_beyond_review(kind: Kind, milestones: Iterable[Milestone], day_n: int, made_on: Mapping[str, list[int]]) -> bool:
    """Whether a medical isolation has gone beyond the day after a milestone without the review that decides on it."""
    owed = (one for one in milestones if kind.id in one.of and kind.is_medical)
    return any(day_n > wanted + 1 for one in owed for wanted in missed(one, day_n, made_on.get(one.review, ())))
