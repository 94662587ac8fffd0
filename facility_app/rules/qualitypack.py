"""What the pack of quality holds: the figures by which a round looks written down, or typed wrong."""

from decimal import Decimal
from functools import cache

import msgspec

from facility_app.rules.entries import RuleEntry, load_rules

PACK = "quality.toml"


class Alike(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everybody in a cell has the same value."""

    least_people: int


class Pace(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One person measured more in a minute than can be."""

    most_a_minute: int


class UncheckedJump(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A great change that nobody has looked at again."""

    degrees: Decimal


class Transposed(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A value far from what is usual for a person, and near to it with two figures exchanged."""

    far: Decimal
    least_readings: int


class Implausible(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A value outside of the believed band."""


class Copied(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A cell all as in the round before, or a large share of the round."""

    least_in_cell: int
    least_in_round: int
    share_percent: int


class Repeated(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A cell with the values of another cell, in the same order."""

    least_in_cell: int


class QualityPack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every sign."""

    alike: tuple[Alike, ...]
    pace: tuple[Pace, ...]
    jump: tuple[UncheckedJump, ...]
    transposed: tuple[Transposed, ...]
    implausible: tuple[Implausible, ...]
    copied: tuple[Copied, ...]
    repeated: tuple[Repeated, ...]


@cache
def quality_rules() -> QualityPack:
    """The pack as it is delivered.

    Raises:
        Unavailable: it is not as it must be.
    """
    return load_rules(PACK, QualityPack)
