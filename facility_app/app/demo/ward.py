"""Who looks after the sick of a fictional facility, and by what chance."""

from dataclasses import dataclass
from random import Random


@dataclass(slots=True)
class Ward:
    """The sick and those apart.

    Attributes:
        doctor: staff number of whoever is told of a fever.
        chance: of its own, lest another part of the story go otherwise.
        has_observed: whether somebody was taken under observation already.
    """

    doctor: str
    chance: Random
    has_observed: bool = False
