"""What the keeping of registers remembers while a story runs: the places, devices and materials, and the stock."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from facility_app.app.demo.storytime import StoryDay


@dataclass(frozen=True, slots=True)
class Place:
    """An area: which block it belongs to, and whether it is disinfected twice a day."""

    name: str
    kind: str
    block: str = ""
    is_daily: bool = True


@dataclass(frozen=True, slots=True)
class Machine:
    """A device: it is checked first on the day `since`, then every so many days."""

    name: str
    kind: str
    area: str
    days: int
    since: date

    def is_due(self, day: StoryDay) -> bool:
        """Whether a check falls on a day."""
        passed = (day.day - self.since).days
        return passed >= 0 and passed % self.days == 0


@dataclass(frozen=True, slots=True)
class Goods:
    """A material; of those without a daily use something is issued now and then."""

    name: str
    specification: str
    unit: str
    daily: int


@dataclass(slots=True)
class Book:
    """The areas, devices and materials of a facility, and what is in stock.

    Attributes:
        chance: its own, so that the people and their figures do not depend on the registers.
        stock: by material, so much as is there.
    """

    chance: Random
    places: tuple[Place, ...] = ()
    machines: tuple[Machine, ...] = ()
    goods: tuple[Goods, ...] = ()
    stock: dict[str, Decimal] = field(default_factory=dict)

    def happens(self, likelihood: float) -> bool:
        """Whether something happens this time."""
        return self.chance.random() < likelihood
