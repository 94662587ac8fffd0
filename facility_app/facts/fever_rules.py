"""The rules of temperatures over many days, and the readings that they may concern."""

from bisect import bisect_right
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, literal

from db.tables import Reading
from db.tables.round import WARM
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.rounds import fever_rules_on
from facility_app.rules.temperatures import FeverRules


def warm(of: Any, lowest_fever: Decimal) -> list[ColumnElement[bool]]:
    """Readings that are a fever at some site; the limit of the index goes with it where that holds all of them."""
    limits: list[ColumnElement[bool]] = [of.celsius >= lowest_fever]
    if lowest_fever >= WARM:
        limits.append(of.celsius >= literal(WARM, Reading.celsius.type, literal_execute=True))
    return limits


class RulesByDay:
    """The rules by day, made once for all the days on which they are the same: entries begin to hold on few days."""

    def __init__(self, facility: FacilityFacts) -> None:
        self._facility = facility
        packs = facility.packs
        sorts = [msgspec.structs.asdict(one).values() for one in (packs.thresholds, packs.symptoms)]
        self._begins = sorted({entry.effective_from for of in sorts for sort in of for entry in sort})
        self._known: dict[int, FeverRules] = {}
        limits = [one for site in packs.thresholds.site for one in (site.fever, site.fever_of_mean) if one is not None]
        self.lowest_fever = min(one.value for one in limits)
        """Below it nothing is a fever on any day, wherever it was measured."""
        lows = [one.limit.value for one in packs.thresholds.grade if not one.is_fever]
        self.highest_low = max(lows, default=Decimal(0))
        """Above it nothing is too low on any day."""
        self.alarms = frozenset(one.id for one in packs.symptoms.symptom if one.is_alarm)
        """Symptoms that are an emergency sign on some day."""

    def on(self, day: date) -> FeverRules:
        """Those in force on a day."""
        place = bisect_right(self._begins, day)
        if place not in self._known:
            self._known[place] = fever_rules_on(self._facility, day)
        return self._known[place]
