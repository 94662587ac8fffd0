"""What the pack of care holds: the stages until the doctor's conclusion, and the readings in between."""

from functools import cache

import msgspec

from facility_app.core.phrases import Words
from facility_app.rules.entries import RuleEntry, load_rules
from facility_app.rules.thresholds import Limit

PACK = "care.toml"
INFORMED, SEEN, CONCLUDED = "informed", "seen", "concluded"
"""The stages that code relies on."""


class Stage(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One stage of a case, counted from the one before; they follow each other as they stand in the pack."""

    to_do_en: str
    to_do_zh: str
    of_step: str = ""
    """The step of `thresholds.toml` whose minutes hold where the stage has none of its own."""
    within_minutes: int | None = None

    @property
    def to_do(self) -> Words:
        """What is to be done, as long as it is not: the entry's own name says that it is."""
        return Words(self.to_do_en, self.to_do_zh)


class FollowUpRule(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How often somebody is measured after a confirmed fever, and until when."""

    high: Limit
    while_high_minutes: int
    else_minutes: int
    normal_hours: int


class CaseRule(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is a case with the doctor."""

    looks_back_days: int


class CarePack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything about care."""

    stage: tuple[Stage, ...]
    follow_up: tuple[FollowUpRule, ...]
    case: tuple[CaseRule, ...]


@cache
def care_rules() -> CarePack:
    """The pack as it is delivered.

    Raises:
        Unavailable: it is not as it must be.
    """
    return load_rules(PACK, CarePack)
