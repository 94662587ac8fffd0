"""What the pack of separation holds."""

from enum import Enum
from functools import cache
from typing import Literal

import msgspec

from db.values import Role
from facility_app.rules.entries import RuleEntry, load_rules

PACK = "separation.toml"


class Comparison(Enum):
    """What a rule of separation compares; each is one function of `separation`."""

    SEX = "sex"
    AGE = "age"
    CASE = "case"
    KEEP_APART = "keep_apart"
    CATEGORY = "category"
    CAPACITY = "capacity"


class Separation(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule on who may not live with whom."""

    compares: Comparison
    severity: Literal["hard", "warn"]
    overridable_by: frozenset[Role] = frozenset()
    """Who may place against it, with a reason; nobody where it is empty."""
    tells_procurator: bool = False
    apart: tuple[frozenset[str], ...] = ()
    """For `category`: sets of category ids, of which no two may mix."""

    def __post_init__(self) -> None:
        if (self.compares is Comparison.CATEGORY) != bool(self.apart):
            raise ValueError("`apart` belongs to what compares the category, and to it only")
        if self.severity == "warn" and self.overridable_by:
            raise ValueError("a warning needs nobody to override it")


class SeparationPack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rules of separation, in the order in which they are shown."""

    separation: tuple[Separation, ...]


@cache
def separation_rules() -> SeparationPack:
    """The pack as it is delivered.

    Raises:
        Unavailable: it is not as it must be.
    """
    return load_rules(PACK, SeparationPack)
