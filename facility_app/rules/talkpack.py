"""What the pack of talks holds."""

from datetime import time
from enum import Enum
from functools import cache

import msgspec

from facility_app.rules.entries import RuleEntry, load_rules

PACK = "talks.toml"


class TalkerPost(Enum):
    """Who holds a talk, as far as quotas go."""

    OFFICER = "officer"
    LEADER = "leader"
    OTHER = "other"


class QuotaScope(Enum):
    """With whom a quota is to be filled."""

    EVERYBODY = "everybody"
    KEY_PERSONS = "key_persons"


class Quota(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many talks a week somebody of a post owes each person."""

    by: TalkerPost
    with_whom: QuotaScope
    per_week: int


class Counting(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which talks count, and what a week is."""

    week_starts_on: int
    """ISO weekday, 1 is Monday."""
    least_minutes: int
    """A shorter talk counts only with a reason."""
    full_from_days: int
    """Who is present on fewer days of the week owes a share: quota x days / 7, halves rounded up."""


class TalkKind(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """On what occasion a talk is held."""

    order: int
    counts: bool = True
    """Whether it may fill a quota."""
    must_talk: int | None = None
    """Number among the eight must-talks."""
    within_hours: int | None = None
    """How soon after its occasion it is due."""


class ShortfallList(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When the leader on duty gets the names still missing, by the facility's wall clock."""

    weekday: int
    """ISO weekday, 1 is Monday."""
    at: time


class TalkPack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything about talks."""

    quota: tuple[Quota, ...]
    counting: tuple[Counting, ...]
    kind: tuple[TalkKind, ...]
    shortfall_list: tuple[ShortfallList, ...]


@cache
def talk_rules() -> TalkPack:
    """The pack as it is delivered.

    Raises:
        Unavailable: it is not as it must be.
    """
    return load_rules(PACK, TalkPack)
