"""What registers answer: an entry that was kept, a list of entries, and what a form on paper needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from db.declaration import Register
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.phrases import Phrase
from facility_app.core.subjects import Subject
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.register_names import Names
from facility_app.facts.registers import ListRow
from facility_app.rules.registers import Entry, OpenDeadline


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry that was kept.

    Attributes:
        number: in the register; 0 in a list.
        remarks: what to look at now that it is saved: a count that does not match, a stock that runs low.
    """

    id: UUID
    number: int
    remarks: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries of a register, newest first, or rows of a list, by name.

    Attributes:
        count: how many there are in all; `totals`: the sums of their fields that are summed up.
        names, people: what references mean, and who the numbers are.
        open: what is still to be filled in of the entries, by their identifier.
    """

    register: Register
    calendar: FacilityCalendar
    entries: tuple[Entry, ...]
    rows: tuple[ListRow, ...]
    count: int
    totals: Mapping[str, Any]
    names: Names
    people: Mapping[str, Subject]
    open: Mapping[UUID, tuple[OpenDeadline, ...]]
    at: datetime


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What a form on paper needs.

    Attributes:
        found: the one entry on it; None: it is blank.
        by, at: who prints it and when, in facility time.
    """

    facility: FacilityFacts
    register: Register
    found: Listing | None
    by: str
    at: datetime
