"""What the pack of temperatures and symptoms holds, and what a single number means by it."""

from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Literal

import msgspec

from db.values import Role
from facility_app.rules.entries import RuleEntry, load_rules

PACK = "thresholds.toml"
SYMPTOMS = "symptoms.toml"
CLINICIANS = frozenset({Role.DOCTOR})
"""Who may enter what is measured where `clinicians_only` holds."""


class Limit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From where on a number counts, in degrees Celsius."""

    value: Decimal
    relation: Literal[">=", ">", "<"]

    def holds(self, celsius: Decimal) -> bool:
        """Whether a temperature lies on the far side of the limit."""
        if self.relation == "<":
            return celsius < self.value
        return celsius > self.value or (self.relation == ">=" and celsius == self.value)

    @property
    def text(self) -> str:
        """It, the same in every language."""
        return f"{self.relation} {self.value} °C"


class Site(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where on the body a temperature is taken. Values are never converted from one site to another."""

    fever: Limit
    fever_of_mean: Limit | None = None
    """Where the value is a mean of repeats, if that is judged otherwise."""
    screening_only: bool = False
    """Whether a fever found here must be confirmed at another site before anything follows."""
    clinicians_only: bool = False
    """Whether only a clinician may enter a reading of this site."""

    def limit(self, is_mean: bool) -> Limit:
        """From where on a value is a fever."""
        return self.fever_of_mean if is_mean and self.fever_of_mean is not None else self.fever


class Grade(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How high or low a temperature is; of several that hold the last one is the grade."""

    site: str
    limit: Limit
    is_fever: bool = True


class Band(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which values are believed, both ends included."""

    low: Decimal
    high: Decimal


class Recheck(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the second reading is to be made: after a rest, at one site, with another device or by another person."""

    after_minutes: int
    until_minutes: int
    site: str


class FeverRule(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is found of a reading."""


class Jump(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which change against the reading before asks for another look."""

    degrees: Decimal


class FeverStep(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is done once a fever is confirmed, in this order."""

    order: int
    within_minutes: int | None = None


class ThresholdPack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything about temperatures."""

    site: tuple[Site, ...]
    grade: tuple[Grade, ...]
    band: tuple[Band, ...]
    recheck: tuple[Recheck, ...]
    jump: tuple[Jump, ...]
    rule: tuple[FeverRule, ...]
    step: tuple[FeverStep, ...]


class Symptom(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line of the symptom list."""

    order: int
    is_respiratory: bool = False
    asks_recheck: bool = False
    """Whether the temperature is taken again even where the first was normal."""
    is_alarm: bool = False
    """Whether help is called first and the paper comes later, whatever the temperature."""


class GeneralState(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How somebody is on the whole."""

    order: int


class SymptomPack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Symptoms and states."""

    symptom: tuple[Symptom, ...]
    state: tuple[GeneralState, ...]


@cache
def threshold_rules() -> ThresholdPack:
    """The pack of temperatures as it is delivered.

    Raises:
        Unavailable: it is not as it must be.
    """
    return load_rules(PACK, ThresholdPack)


@cache
def symptom_rules() -> SymptomPack:
    """The pack of symptoms as it is delivered.

    Raises:
        Unavailable: it is not as it must be.
    """
    return load_rules(SYMPTOMS, SymptomPack)


class Plausibility(Enum):
    """Whether a value is believed."""

    ACCEPTED = "accepted"
    TO_CONFIRM = "to_confirm"
    REJECTED = "rejected"
