"""Tells a fictional day while it is worked, a line for each thing that happens."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from facility_app.access import Desk
from facility_app.acts.days import ClosedFigures
from facility_app.app.demo.housing import Inmate
from facility_app.app.demo.storytime import StoryDay
from facility_app.app.demo.telling import Listener
from facility_app.app.demo.wish import CALENDAR
from facility_app.rules.releasepack import release_rules
from facility_app.services import rounds
from resources.text import _


class Narrator(Listener):
    """Says everything in the language in force."""

    def __init__(self, desk: Desk, say: Callable[[str], None]) -> None:
        self._desk = desk
        self._say = say
        self._fevers: list[str] = []

    def came(self, at: datetime, who: Inmate) -> None:
        """An intake, and the bed."""
        spot = who.spot
        text = _("intake: {name} ({number}), placed in {block} {cell}, bed {bed}")
        self._tell(
            at, text.format(name=who.who.name, number=who.who.number, block=spot.block, cell=spot.cell, bed=spot.bed)
        )

    def measured(self, at: datetime, day: StoryDay, window: str) -> None:
        """How far a round got, then its fevers."""
        found = rounds.round_coverage(self._desk, day.day, window)
        text = _("{round}: {measured} of {expected} measured, staff {staff} of {staff_expected}")
        self._tell(
            at,
            text.format(
                round=found.window.words.text,
                measured=found.people.measured,
                expected=found.people.expected,
                staff=found.staff.measured,
                staff_expected=found.staff.expected,
            ),
        )
        for line in self._fevers:
            self._tell(at, line)
        self._fevers.clear()

    def fever(self, who: Inmate, first: Decimal, second: Decimal) -> None:
        """Kept until its round is told."""
        text = _("fever: {name} ({number}) {first} °C, measured again {second} °C")
        self._fevers.append(text.format(name=who.who.name, number=who.who.number, first=first, second=second))

    def left(self, at: datetime, who: Inmate, exit_id: str) -> None:
        """A release, and on what way."""
        way = next(one for one in release_rules().exit if one.id == exit_id)
        text = _("release: {name} ({number}), {exit}")
        self._tell(at, text.format(name=who.who.name, number=who.who.number, exit=way.words.text))

    def talked(self, at: datetime, count: int) -> None:
        """How many talks were held."""
        self._tell(at, _("talks held today: {count}").format(count=count))

    def closed(self, at: datetime, figures: ClosedFigures) -> None:
        """The four figures of the day."""
        text = _("{day} is closed: {opening} + {intake} − {exits} = {closing}.")
        self._tell(
            at,
            text.format(
                day=figures.day,
                opening=figures.opening,
                intake=figures.intake,
                exits=figures.exits,
                closing=figures.closing,
            ),
        )

    def _tell(self, at: datetime, text: str) -> None:
        self._say(f"{CALENDAR.local(at):%H:%M}  {text}")
