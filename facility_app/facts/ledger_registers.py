"""What the registers say of one facility day, for the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from db.declaration import Register
from facility_app.core.phrases import phrase
from facility_app.core.subjects import Subject
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.ledger_closing import closing_of
from facility_app.facts.people import Roll
from facility_app.facts.register_coverage import SlotLine, coverage_of
from facility_app.facts.register_figures import people_in_cell
from facility_app.facts.register_names import Names, names_of, people_named
from facility_app.facts.register_past import Past, values_before
from facility_app.facts.register_quota import MonthLine, month_lines
from facility_app.facts.register_stock import Stock, stock_of_day
from facility_app.facts.registers import all_registers, entries_of_day, entries_with, numbers_in, open_entries
from facility_app.rules.ledger import Mismatched
from facility_app.rules.registers import (
    Entry,
    OpenDeadline,
    difference,
    is_filled,
    is_late,
    is_unexplained,
    open_deadlines,
)
from resources.text import N_


@dataclass(frozen=True, slots=True)
class RegisterDay:
    """One register on one day.

    Attributes:
        entries: oldest first; what is filled in later is shown as it was at the end of the day.
        late: identifiers of those that were written late.
        names, people: what references mean, and who the numbers are.
        slots: where sessions are owed, each with everything that it is owed to.
        stock: where a stock is kept, what the day did to it.
        open: what was still to be filled in at the end of the day, of entries of any day; the longest open first.
        month: where something is owed in a month, what everybody had so far.
    """

    register: Register
    entries: tuple[Entry, ...]
    late: frozenset[UUID]
    names: Names
    people: Mapping[str, Subject]
    slots: tuple[SlotLine, ...]
    stock: tuple[Stock, ...]
    open: tuple[OpenDeadline, ...]
    month: tuple[MonthLine, ...]

    @property
    def gaps(self) -> tuple[SlotLine, ...]:
        """The blind spots: sessions in which something was left out."""
        return tuple(one for one in self.slots if not one.is_filled)

    @property
    def is_reported(self) -> bool:
        """Whether there is anything on record."""
        return bool(self.entries or self.open or self.stock)

    def figures(self) -> Mapping[str, Any]:
        """What scripts compare."""
        counts = (choice.key for choice in self.register.field(self.register.count_by).choices) if self._counted else ()
        return {
            "register": self.register.name,
            "entries": len(self.entries),
            "late": len(self.late),
            "open": len(self.open),
            "owed": len(self.slots),
            "left_out": [{"subject": one.subject.name, "session": one.session.id} for one in self.gaps],
            "counts": {key: self.count(key) for key in counts},
            "stock": [{"name": one.name, "before": one.before, "after": one.after} for one in self.stock],
            "short_in_month": sum(one.is_short for one in self.month),
        }

    @property
    def _counted(self) -> bool:
        return bool(self.register.count_by)

    def count(self, key: str) -> int:
        """How many entries have a value of the choice by which they are counted."""
        return sum(one.values[self.register.count_by] == key for one in self.entries)

    def hashed(self) -> tuple[Any, ...]:
        """What of the day cannot change once it is closed: everything but what is filled in later."""
        keys = [one.key for one in self.register.fields if not one.is_later]
        return tuple((one.number, *(_plain(one.values[key]) for key in keys)) for one in self.entries)


def _plain(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) else value


def registers_of_day(
    session: Session, facility: FacilityFacts, day: date, now: datetime, roll: Roll | None = None
) -> tuple[RegisterDay, ...]:
    """Every register that stands in the ledger, on one day, in the order of the groups.

    Args:
        roll: the people of the month, where they are read already.
    """
    kept = [one for one in all_registers() if one.ledger]
    closing = closing_of(session, day)
    past = values_before(session, kept, closing.seq) if closing else {}
    return tuple(_of_day(session, facility, one, day, now, past.get(one.name, {}), roll) for one in kept)


def _of_day(
    session: Session,
    facility: FacilityFacts,
    register: Register,
    day: date,
    now: datetime,
    before: Past,
    roll: Roll | None,
) -> RegisterDay:
    end = min(now, facility.calendar.ends(day))
    entries = [_told(one, before) for one in entries_of_day(session, register, day)]
    still = [
        each
        for one in _maybe_open(session, register, end, before)
        for each in open_deadlines(register, one, end, facility.calendar)
    ]
    still.sort(key=lambda one: one.due)
    spoken = (*entries, *(one.entry for one in still))
    return RegisterDay(
        register,
        tuple(_as_of(register, one, end) for one in entries),
        frozenset(one.id for one in entries if is_late(register, one)),
        names_of(session, register),
        people_named(session, numbers_in(register, spoken)),
        coverage_of(session, facility, register, day),
        stock_of_day(session, register, day) if register.balance else (),
        tuple(still),
        month_lines(session, facility, register, day, now, roll) if register.quota else (),
    )


def _maybe_open(session: Session, register: Register, end: datetime, before: Past) -> list[Entry]:
    """The entries that may have been open at the end of a day, as they were told when it was closed."""
    if not register.deadlines:
        return []
    found = {one.id: one for one in open_entries(session, register, end)}
    found |= {one.id: one for one in entries_with(session, register, set(before) - set(found)) if not one.is_void}
    return [_told(one, before) for one in found.values()]


def _told(entry: Entry, before: Past) -> Entry:
    """An entry as it was told when the day was closed."""
    earlier = before.get(entry.id)
    if not earlier:
        return entry
    return replace(entry, values={key: earlier.get(key, value) for key, value in entry.values.items()})


def _as_of(register: Register, entry: Entry, at: datetime) -> Entry:
    """An entry as far as it was filled in by an instant; only of instants is known when that was."""
    values = {
        one.key: entry.values[one.key] if not one.is_later or is_filled(entry, one.key, at) else None
        for one in register.fields
    }
    return replace(entry, values=values)


def mismatches_of_day(
    session: Session, facility: FacilityFacts, day: date, at: datetime | None = None
) -> tuple[Mismatched, ...]:
    """The counts of a day that keep it open, with the names: those not found, else everybody expected there.

    Args:
        at: counts made later are left out.
    """
    return tuple(
        found
        for register in all_registers()
        if register.tally is not None
        for one in entries_of_day(session, register, day)
        if (at is None or one.at <= at) and (found := mismatch_of(session, facility, register, one)) is not None
    )


def mismatch_of(session: Session, facility: FacilityFacts, register: Register, entry: Entry) -> Mismatched | None:
    """What does not match in a count, and whom to look for; None: it matches, or somebody has said why it does not."""
    tally = register.tally
    if tally is None or not is_unexplained(tally, entry):
        return None
    numbers = (entry.values[tally.missing] or "").split()
    people = tuple(people_named(session, numbers).values())
    place = names_of(session, register).get(entry.values[tally.of])
    message = (
        N_("{place} at {time}: {counted} counted, {expected} expected ({difference}). Not found: {people}.")
        if numbers
        else N_("{place} at {time}: {counted} counted, {expected} expected ({difference}). Look for: {people}.")
    )
    sought = people or people_in_cell(session, entry.values[tally.of], entry.at)
    words = phrase(
        message,
        place=place.text if place else "–",
        time=f"{facility.calendar.local(entry.at):%H:%M}",
        counted=int(entry.values[tally.counted]) + int(entry.values[tally.away] or 0),
        expected=entry.values[tally.expected],
        difference=f"{difference(tally, entry.values):+d}",
        people=sought,
    )
    return Mismatched(register.name, entry.at, words, sought)
