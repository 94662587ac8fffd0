"""What the pack of releases holds."""

from functools import cache
from typing import Literal

import msgspec

from facility_app.core.phrases import Words
from facility_app.rules.entries import RuleEntry, load_rules

PACK = "release.toml"


class Exit(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way of leaving for good, and what makes it lawful."""

    order: int
    needs: tuple[frozenset[str], ...] = ()
    """Document types: one out of each set; empty where only the end of the term does."""
    by_term: bool = False
    """Whether the end of the term is enough, with the document that laid it down."""
    gives_en: str = ""
    gives_zh: str = ""
    """The paper that the person is given; empty where none is."""

    def __post_init__(self) -> None:
        if not self.needs and not self.by_term:
            raise ValueError("an exit is lawful by documents, by the end of the term, or by either")

    @property
    def gives(self) -> Words | None:
        """The paper that the person is given."""
        return Words(self.gives_en, self.gives_zh) if self.gives_en else None


class Check(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One item of the checklist. There is no way to make one block: what is open follows the person out."""

    order: int
    part: Literal["two_checks", "pick_up", "notification", "other"] = "other"
    """Its place in "two checks, one pick-up, one notification"."""
    only_under_order: bool = False
    """Whether it is asked for only while a public-health order is in force."""


class ReleaseRule(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is found of a release."""


class ReleasePack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything about releases."""

    exit: tuple[Exit, ...]
    check: tuple[Check, ...]
    rule: tuple[ReleaseRule, ...]


@cache
def release_rules() -> ReleasePack:
    """The pack as it is delivered.

    Raises:
        Unavailable: it is not as it must be.
    """
    return load_rules(PACK, ReleasePack)
