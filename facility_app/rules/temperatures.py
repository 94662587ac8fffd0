"""What one reading says by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from db.values import FacilityKind, Invalid
from facility_app.core.phrases import Phrase, phrase
from facility_app.core.subjects import Subject
from facility_app.rules.entries import by_id, in_force, the
from facility_app.rules.findings import Finding, Severity, finding
from facility_app.rules.thresholds import (
    Band,
    FeverRule,
    FeverStep,
    Grade,
    Jump,
    Plausibility,
    Recheck,
    Site,
    Symptom,
    SymptomPack,
    ThresholdPack,
)
from resources.text import N_


@dataclass(frozen=True, slots=True)
class Reading:
    """One temperature, as it was measured.

    Attributes:
        celsius: degrees, never converted.
        site: id of a `Site`.
        by: who measured.
        device: which thermometer; empty where that is not known.
        is_mean: whether the value is the mean of repeats.
        symptoms: ids of `Symptom`s.
    """

    subject: Subject
    celsius: Decimal
    site: str
    at: datetime
    by: UUID
    device: str = ""
    is_mean: bool = False
    symptoms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ValueVerdict:
    """What a value and the symptoms told with it say, whoever has them.

    Attributes:
        alarms: the symptoms that are an emergency sign.
    """

    plausibility: Plausibility
    is_fever: bool
    grade: Grade | None
    asks_recheck: tuple[Phrase, ...]
    alarms: tuple[Symptom, ...]


@dataclass(frozen=True, slots=True)
class FeverRules:
    """What is in force on one day.

    Attributes:
        judged: what values say by these rules, by site, degrees, whether it is a mean, and symptoms; the readings of
            a year have a few hundred of them.
    """

    sites: Mapping[str, Site]
    grades: tuple[Grade, ...]
    accepted: Band
    confirmable: Band
    recheck: Recheck
    jump: Jump
    rules: Mapping[str, FeverRule]
    steps: tuple[FeverStep, ...]
    symptoms: Mapping[str, Symptom]
    judged: dict[tuple[str, Decimal, bool, frozenset[str]], ValueVerdict] = field(
        default_factory=dict, repr=False, compare=False
    )

    def is_fever(self, site: str, celsius: Decimal, *, is_mean: bool) -> bool:
        """Whether a value reaches the threshold of its site; of a site that is not known none does."""
        known = self.sites.get(site)
        return known is not None and known.limit(is_mean).holds(celsius)


@dataclass(frozen=True, slots=True)
class ReadingVerdict:
    """What one reading says.

    Attributes:
        is_fever: whether the value reaches the threshold of its site.
        grade: how high or low it is; None: neither, or the site has no grades.
        asks_recheck: why a second reading is due; empty where none is.
        findings: what is to be known or done at once, apart from the second reading.
    """

    reading: Reading
    plausibility: Plausibility
    is_fever: bool
    grade: Grade | None
    asks_recheck: tuple[Phrase, ...]
    findings: tuple[Finding, ...]

    @property
    def needs_recheck(self) -> bool:
        """Whether a second reading is due."""
        return bool(self.asks_recheck)


def fever_rules(thresholds: ThresholdPack, symptoms: SymptomPack, day: date, kind: FacilityKind) -> FeverRules:
    """What is in force on a day in a kind of facility.

    Raises:
        Unavailable: a rule that cannot be done without is not in force.
    """
    bands = in_force(thresholds.band, day, kind)
    return FeverRules(
        by_id(in_force(thresholds.site, day, kind)),
        in_force(thresholds.grade, day, kind),
        the(bands, "accepted"),
        the(bands, "confirmable"),
        the(in_force(thresholds.recheck, day, kind), "temperatures.recheck"),
        the(in_force(thresholds.jump, day, kind), "temperatures.jump"),
        by_id(in_force(thresholds.rule, day, kind)),
        tuple(sorted(in_force(thresholds.step, day, kind), key=lambda step: step.order)),
        by_id(in_force(symptoms.symptom, day, kind)),
    )


def plausibility(rules: FeverRules, celsius: Decimal) -> Plausibility:
    """Whether a value is believed, has to be confirmed, or is an error of entry."""
    if rules.accepted.low <= celsius <= rules.accepted.high:
        return Plausibility.ACCEPTED
    if rules.confirmable.low <= celsius <= rules.confirmable.high:
        return Plausibility.TO_CONFIRM
    return Plausibility.REJECTED


def judge_reading(rules: FeverRules, reading: Reading, previous: Reading | None = None) -> ReadingVerdict:
    """What one reading says by itself.

    Args:
        previous: the person's reading before; a great change at the same site asks for another look.

    Raises:
        Invalid: there is no such site.
    """
    says = _value_says(rules, reading)
    alarm = alarm_words(says.alarms)
    found = [_alarm(rules, reading, alarm)] if alarm is not None else []
    if says.plausibility is Plausibility.REJECTED:
        found.append(_rejected(rules, reading))
        return ReadingVerdict(reading, says.plausibility, False, None, (), tuple(found))
    if says.grade is not None and not says.grade.is_fever:
        found.append(_low(rules, reading, says.grade))
    why = (*says.asks_recheck, *_jump_reason(rules.jump, reading, previous))
    return ReadingVerdict(reading, says.plausibility, says.is_fever, says.grade, why, tuple(found))


def _value_says(rules: FeverRules, reading: Reading) -> ValueVerdict:
    """Looked up where the same value was judged before."""
    value = (reading.site, reading.celsius, reading.is_mean, reading.symptoms)
    known = rules.judged.get(value)
    if known is None:
        known = rules.judged[value] = _judge_value(rules, reading)
    return known


def _judge_value(rules: FeverRules, reading: Reading) -> ValueVerdict:
    site = rules.sites.get(reading.site)
    if site is None:
        raise Invalid(N_("There is no place of measurement {site}."), field="body_site", site=reading.site)
    ticked = tuple(rules.symptoms[one] for one in sorted(reading.symptoms) if one in rules.symptoms)
    alarms = tuple(one for one in ticked if one.is_alarm)
    believed = plausibility(rules, reading.celsius)
    is_fever = rules.is_fever(reading.site, reading.celsius, is_mean=reading.is_mean)
    why = (
        *_fever_reason(site, reading, is_fever),
        *_symptom_reason(tuple(one for one in ticked if one.asks_recheck)),
        *_band_reason(rules, reading, believed),
    )
    return ValueVerdict(believed, is_fever, _grade(rules, reading, is_fever), why, alarms)


def _grade(rules: FeverRules, reading: Reading, is_fever: bool) -> Grade | None:
    holding = [
        grade
        for grade in rules.grades
        if grade.site == reading.site and grade.limit.holds(reading.celsius) and (is_fever or not grade.is_fever)
    ]
    return holding[-1] if holding else None


def _fever_reason(site: Site, reading: Reading, is_fever: bool) -> list[Phrase]:
    if not is_fever:
        return []
    text = (
        N_("{site} {celsius} °C, found by screening, has to be confirmed ({limit})")
        if site.screening_only
        else N_("{site} {celsius} °C is a fever ({limit})")
    )
    return [phrase(text, site=site.words, celsius=reading.celsius, limit=site.limit(reading.is_mean))]


def _symptom_reason(asking: tuple[Symptom, ...]) -> list[Phrase]:
    return [phrase(N_("symptoms: {symptoms}"), symptoms=tuple(one.words for one in asking))] if asking else []


def _band_reason(rules: FeverRules, reading: Reading, believed: Plausibility) -> list[Phrase]:
    if believed is Plausibility.ACCEPTED:
        return []
    low, high = rules.accepted.low, rules.accepted.high
    return [phrase(N_("{celsius} °C lies outside {low} to {high}"), celsius=reading.celsius, low=low, high=high)]


def _jump_reason(jump: Jump, reading: Reading, previous: Reading | None) -> list[Phrase]:
    if previous is None or previous.site != reading.site:
        return []
    change = abs(reading.celsius - previous.celsius)
    if change < jump.degrees:
        return []
    text = N_("{celsius} °C after {before} °C, a change of {change}")
    return [phrase(text, celsius=reading.celsius, before=previous.celsius, change=change)]


def alarm_words(symptoms: Iterable[Symptom]) -> Phrase | None:
    """What is to be done at once about symptoms; None: none of them is an emergency sign."""
    named = tuple(one.words for one in symptoms if one.is_alarm)
    text = N_("{symptoms}: call 120 or the green channel first, write it down later.")
    return phrase(text, symptoms=named) if named else None


def _alarm(rules: FeverRules, reading: Reading, text: Phrase) -> Finding:
    return _of(rules, "temperatures.alarm", reading, Severity.ALARM, text, due=reading.at)


def _rejected(rules: FeverRules, reading: Reading) -> Finding:
    low, high = rules.confirmable.low, rules.confirmable.high
    text = phrase(
        N_("{celsius} °C is an error of entry: no value below {low} or above {high} is taken."),
        celsius=reading.celsius,
        low=low,
        high=high,
    )
    return _of(rules, "temperatures.rejected", reading, Severity.HARD, text)


def _low(rules: FeverRules, reading: Reading, grade: Grade) -> Finding:
    text = phrase(
        N_("{celsius} °C is {grade} ({limit}). Inform the doctor."),
        celsius=reading.celsius,
        grade=grade.words,
        limit=grade.limit,
    )
    return _of(rules, "temperatures.low", reading, Severity.ALARM, text, due=reading.at)


def _of(
    rules: FeverRules,
    rule: str,
    reading: Reading,
    severity: Severity,
    text: Phrase,
    due: datetime | None = None,
) -> Finding:
    entry = the(rules.rules.values(), rule)
    return finding(entry, reading.subject, severity, text, due=due, occasion=reading.at.isoformat())
