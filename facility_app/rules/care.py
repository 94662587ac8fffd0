"""A case with the doctor: found, measured again, informed, seen, concluded; and the readings in between.

A case begins with a first reading that was confirmed as a fever, that told of an emergency sign, or that was too low
(domain guide §3.4). It ends with the doctor's conclusion and with nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from uuid import UUID

from db.values import FacilityKind
from facility_app.core.phrases import Words
from facility_app.core.subjects import Subject
from facility_app.rules.carepack import CONCLUDED, INFORMED, SEEN, CarePack, CaseRule, FollowUpRule, Stage
from facility_app.rules.entries import in_force, the
from facility_app.rules.rechecks import FeverState, FeverVerdict
from facility_app.rules.temperatures import FeverRules, Reading, ReadingVerdict, plausibility
from facility_app.rules.thresholds import Plausibility


class CaseKind(Enum):
    """Why a doctor is asked for."""

    FEVER = "fever"
    ALARM = "alarm"
    LOW = "low"
    TOLD = "told"
    """The doctor was told, or is to be, before a second reading decided; then he concludes it in any case."""


_SIGNS = {CaseKind.ALARM: "temperatures.alarm", CaseKind.LOW: "temperatures.low"}
"""By which rule a reading says of itself that a doctor is needed."""


@dataclass(frozen=True, slots=True)
class StepDone:
    """One step that was taken: when (UTC), by whom, with what result; `id` is that of its record."""

    id: UUID
    step: str
    at: datetime
    by: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class CareRules:
    """What is in force on one day; `stages` in order, `minutes` of each from the one before."""

    stages: tuple[Stage, ...]
    minutes: Mapping[str, int]
    steps: Mapping[str, Words]
    follow_up: FollowUpRule
    case: CaseRule
    fever: FeverRules


@dataclass(frozen=True, slots=True)
class StageState:
    """One stage of a case: until when it is due (UTC; None: not yet), and how it was done."""

    stage: Stage
    due: datetime | None
    done: StepDone | None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The readings after a fever.

    Attributes:
        next_due: None: no more is owed.
        normal_since: the first normal reading after the last fever; None: still a fever.
        over_at: when the normal time is over, if it stays normal.
        is_over: whether a reading has shown that it stayed normal so long.
    """

    next_due: datetime | None
    normal_since: datetime | None
    over_at: datetime | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class CareCase:
    """One case.

    Attributes:
        first_id: of the first reading, by which the case is known.
        sign: the reading that tells of an emergency sign or was too low; of other cases the first one.
        found_at: when it was found; `needed_from`: when the doctor is to be informed.
        stages: informed, seen, concluded.
        steps: everything done, oldest first, the stages too.
        follow_up: None: none is owed of such a case.
    """

    first_id: UUID
    kind: CaseKind
    first: Reading
    sign: Reading
    found_at: datetime
    needed_from: datetime
    stages: tuple[StageState, ...]
    steps: tuple[StepDone, ...]
    follow_up: FollowUp | None

    @property
    def subject(self) -> Subject:
        """Whose it is."""
        return self.first.subject

    @property
    def is_open(self) -> bool:
        """Whether the doctor's conclusion is still owed."""
        return self.stage(CONCLUDED).done is None

    @property
    def next(self) -> StageState | None:
        """The stage that is owed now; None: the case is closed."""
        return next((one for one in self.stages if one.done is None), None)

    def stage(self, stage_id: str) -> StageState:
        """One of the stages."""
        return next(one for one in self.stages if one.stage.id == stage_id)


def care_in_force(pack: CarePack, fever: FeverRules, day: date, kind: FacilityKind) -> CareRules:
    """What is in force on a day in a kind of facility.

    Raises:
        Unavailable: a rule that cannot be done without is not in force.
    """
    stages = in_force(pack.stage, day, kind)
    of_step = {one.id: one.within_minutes for one in fever.steps}
    told = {one.of_step for one in stages}
    return CareRules(
        stages,
        {one.id: _minutes(one.within_minutes, of_step.get(one.of_step)) for one in stages},
        {one.id: one.words for one in stages} | {one.id: one.words for one in fever.steps if one.id not in told},
        the(in_force(pack.follow_up, day, kind), "care.follow_up"),
        the(in_force(pack.case, day, kind), "care.case"),
        fever,
    )


def _minutes(own: int | None, of_step: int | None) -> int:
    return own if own is not None else of_step or 0


def case_kind(verdict: FeverVerdict, *, is_told: bool = False) -> CaseKind | None:
    """Why a first reading needs a doctor; None: it does not, or not yet.

    Args:
        is_told: whether a step was taken already.
    """
    if verdict.state is FeverState.CONFIRMED:
        return CaseKind.FEVER
    for kind in _SIGNS:
        if _sign(verdict, kind) is not None:
            return kind
    return CaseKind.TOLD if is_told or verdict.is_feverish_again else None


def _sign(verdict: FeverVerdict, kind: CaseKind) -> Reading | None:
    """The first of the readings, a second one too, that says of itself that a doctor is needed."""
    rule = _SIGNS.get(kind)
    return next((one.reading for one in verdict.judged if any(of.rule == rule for of in one.findings)), None)


def care_case(
    rules: CareRules,
    first_id: UUID,
    verdict: FeverVerdict,
    readings: Iterable[Reading],
    steps: Iterable[StepDone],
) -> CareCase | None:
    """The case that a first reading begins; None: none.

    Args:
        readings: of the same person, from the first one on, in any order.
        steps: those recorded for the first reading.
    """
    done = tuple(sorted(steps, key=lambda one: one.at))
    kind = case_kind(verdict, is_told=bool(done))
    if kind is None:
        return None
    first = verdict.first.reading
    sign = _sign(verdict, kind) or first
    needed_from = sign.at
    if kind is CaseKind.FEVER and verdict.decided_by is not None:
        needed_from = verdict.decided_by.reading.at
    elif kind is CaseKind.TOLD:
        moments = [*(one.at for one in done), *(one.reading.at for one in verdict.unfit if one.verdict.is_fever)]
        needed_from = min(moments, default=first.at)
    follow = None
    if is_followed(verdict):
        follow = follow_up(rules, [one for one in readings if one.at >= first.at])
    stages = _stages(rules, needed_from, follow, {one.step: one for one in done})
    return CareCase(first_id, kind, first, sign, first.at, needed_from, stages, done, follow)


def is_followed(verdict: FeverVerdict) -> bool:
    """Whether readings are owed after it: a fever was measured twice, be it that the second decides nothing yet."""
    return verdict.state is FeverState.CONFIRMED or verdict.is_feverish_again


def follow_up(rules: CareRules, readings: Sequence[Reading]) -> FollowUp:
    """When somebody with a fever is measured next, and when it is over (domain guide §3.4, 5).

    Args:
        readings: from the fever on, at least one; errors of entry do not count.
    """
    rule = rules.follow_up
    in_order = sorted(readings, key=lambda one: one.at)
    judged = [one for one in in_order if plausibility(rules.fever, one.celsius) is not Plausibility.REJECTED]
    fevers = [rules.fever.is_fever(one.site, one.celsius, is_mean=one.is_mean) for one in judged]
    last_fever = max(place for place, is_fever in enumerate(fevers) if is_fever or place == 0)
    normal = judged[last_fever + 1 :]
    last = judged[-1]
    minutes = rule.while_high_minutes if rule.high.holds(last.celsius) else rule.else_minutes
    due = last.at + timedelta(minutes=minutes)
    if not normal:
        return FollowUp(due, None, None, is_over=False)
    since = normal[0].at
    over_at = since + timedelta(hours=rule.normal_hours)
    if last.at >= over_at:
        return FollowUp(None, since, over_at, is_over=True)
    return FollowUp(due, since, over_at, is_over=False)


def _stages(
    rules: CareRules, needed_from: datetime, follow: FollowUp | None, done: Mapping[str, StepDone]
) -> tuple[StageState, ...]:
    """Each stage is due some minutes after the one before was done, or should have been."""
    found = []
    since: datetime | None = needed_from
    for stage in rules.stages:
        if stage.id == CONCLUDED and follow is not None:
            since = max(since, follow.over_at) if since is not None and follow.over_at is not None else None
        due = since + timedelta(minutes=rules.minutes[stage.id]) if since is not None else None
        step = done.get(stage.id)
        found.append(StageState(stage, due, step))
        since = step.at if step is not None else due
    return tuple(found)


@dataclass(frozen=True, slots=True)
class CareSpan:
    """A while in which somebody is under a doctor's care: from being reported to him until his conclusion.

    Attributes:
        first_id: the first reading of the case.
        until: None: still.
        symptoms: ids of those that were told in its readings.
        seconds: site, degrees, and whether it is a mean, of each later reading of the case.
    """

    first_id: UUID
    since: datetime
    until: datetime | None
    symptoms: frozenset[str]
    seconds: tuple[tuple[str, Decimal, bool], ...]

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies in it."""
        return self.since <= at and (self.until is None or at < self.until)

    def knows(self, rules: FeverRules, said: ReadingVerdict) -> bool:
        """Whether the doctor knows by this case what another reading says.

        Who is in care for a fever that was measured twice may be feverish and may cough; a case of something else
        covers no fever. A sign that calls for help is known only where it was told before, a temperature that is too
        low never.
        """
        if said.grade is not None and not said.grade.is_fever:
            return False
        ticked = [rules.symptoms[one] for one in said.reading.symptoms if one in rules.symptoms]
        if any(one.is_alarm and one.id not in self.symptoms for one in ticked):
            return False
        if any(rules.is_fever(site, celsius, is_mean=is_mean) for site, celsius, is_mean in self.seconds):
            return True
        told = [one.id for one in ticked if one.is_alarm or one.asks_recheck]
        return not said.is_fever and bool(told) and self.symptoms.issuperset(told)


def may_conclude(case: CareCase) -> bool:
    """Whether the readings bear a conclusion: no fever is followed any more, and the doctor has seen the person."""
    is_seen = case.stage(SEEN).done is not None and case.stage(INFORMED).done is not None
    return is_seen and (case.follow_up is None or case.follow_up.is_over)
