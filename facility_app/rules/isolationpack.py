"""What the pack of isolation, observation and separate holding holds."""

from datetime import time
from enum import Enum
from functools import cache

import msgspec

from db.values import Role
from facility_app.rules.entries import RuleEntry, load_rules

PACK = "isolation.toml"


class Kind(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What somebody may be apart for."""

    order: int
    is_medical: bool
    ordered_by: frozenset[Role]
    precautions: tuple[str, ...]
    """Ids of the precautions that it may have; none of separate holding."""
    end_rules: tuple[str, ...]
    """Ids of the end rules that it may have; the first one is meant where none is named."""
    most_days: int | None = None
    """The facility day, the first one counted, at whose end it is over whatever anybody says."""
    apart_days: int = 0
    """Where fewer whole days lie between it and the one before, their days are counted together."""
    not_minors: bool = False


class Precaution(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How others are kept from catching it."""

    order: int


class Fact(Enum):
    """What the records tell of the course of an illness."""

    START = "start"
    LAST_FEVER = "last_fever"
    LAST_SYMPTOM = "last_symptom"
    ONSET = "onset"
    RASH = "rash"
    TREATED = "treated"
    ALL_CRUSTED = "all_crusted"
    NON_INFECTIOUS = "non_infectious"
    OVER = "over"


class EndRule(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When an isolation is over: so many hours after a fact, or once a doctor has found what it needs.

    One with neither ends when its reason is gone.
    """

    since: Fact | None = None
    hours: int | None = None
    needs: tuple[Fact, ...] = ()
    symptoms: frozenset[str] = frozenset()
    """Which symptoms count as the last one; any, where none is named."""

    @property
    def is_observation(self) -> bool:
        """Whether it ends so long after it began; measures of an outbreak may ask for other days."""
        return self.since is Fact.START


class Pathogen(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A pathogen: how isolation for it ends, and what measures a leader may switch on."""

    order: int
    precaution: str
    end_rules: tuple[str, ...]
    """The usual one first."""
    observation_days: int


class Often(Enum):
    """How often a right is noted."""

    DAILY = "daily"
    ONCE = "once"


class Right(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is kept up for whoever is apart."""

    order: int
    often: Often


class Review(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A look at an isolation, or a finding on it."""

    order: int
    by: frozenset[Role]
    decides: bool = False
    """Whether it says that the isolation goes on, or does not."""
    states: Fact | None = None
    """The fact for which its instant stands."""


class Milestone(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """On which days of an isolation a review is due."""

    of: frozenset[str]
    review: str
    days: tuple[int, ...]
    again_every: int | None = None


class Duty(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is due of everybody who is apart; `by`: wall time."""

    by: time | None = None


class Question(Enum):
    """What a line of the observation sheet asks beside symptoms."""

    MOOD = "mood"
    FOOD = "food"
    SLEEP = "sleep"


class Answer(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way to be, or to eat, or to have slept."""

    of: Question
    order: int


class IsolationPack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything about being apart."""

    kind: tuple[Kind, ...]
    precaution: tuple[Precaution, ...]
    end_rule: tuple[EndRule, ...]
    pathogen: tuple[Pathogen, ...]
    right: tuple[Right, ...]
    review: tuple[Review, ...]
    milestone: tuple[Milestone, ...]
    duty: tuple[Duty, ...]
    answer: tuple[Answer, ...]


@cache
def isolation_rules() -> IsolationPack:
    """The pack as it is delivered.

    Raises:
        Unavailable: it is not as it must be.
    """
    return load_rules(PACK, IsolationPack)
