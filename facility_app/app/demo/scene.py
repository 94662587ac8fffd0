"""What the parts of a story share: the desk, the clock, the chance, and who is there."""

from dataclasses import dataclass, field
from random import Random

from db.values import FacilityKind
from facility_app.access import Desk
from facility_app.acts.talks import TalkHeld
from facility_app.app.demo.housing import House, Inmate
from facility_app.app.demo.keeping.book import Book
from facility_app.app.demo.people import People
from facility_app.app.demo.rota import Rota
from facility_app.app.demo.storytime import StoryClock
from facility_app.app.demo.telling import Listener
from facility_app.app.demo.ward import Ward


@dataclass(slots=True)
class Scene:
    """A fictional facility while its story runs.

    Attributes:
        wanted: how many people are held on a usual day.
        inmates: who is held, in the order in which they came.
        talks: those of the day, entered in the evening.
        came: how many there have been so far.
    """

    kind: FacilityKind
    wanted: int
    desk: Desk
    clock: StoryClock
    chance: Random
    people: People
    house: House
    rota: Rota
    book: Book
    ward: Ward
    listener: Listener = field(default_factory=Listener)
    inmates: list[Inmate] = field(default_factory=list)
    talks: list[TalkHeld] = field(default_factory=list)
    came: int = 0

    def happens(self, likelihood: float) -> bool:
        """Whether something happens this time."""
        return self.chance.random() < likelihood
