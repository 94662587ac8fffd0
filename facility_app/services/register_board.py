"""All registers in one look: what of the day was left out, and what of the entries is open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from db.declaration import Register
from facility_app.access import Desk, act
from facility_app.facts.directory import own_staff
from facility_app.facts.facility import facility_facts
from facility_app.facts.register_coverage import SlotLine, coverage_of
from facility_app.facts.register_names import Named
from facility_app.facts.register_names import choices_of as rows_to_choose
from facility_app.facts.registers import open_entries, register_of
from facility_app.rules.registers import open_deadlines
from facility_app.services.registers import see_registers


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One register, and what it waits for.

    Attributes:
        blind: sessions of the day that are over and were left out; `waiting`: that run and are not done yet.
        overdue, open: what is to be filled in of its entries, past its time or not.
    """

    register: Register
    blind: int = 0
    waiting: int = 0
    overdue: int = 0
    open: int = 0


@act()
def see_board(desk: Desk) -> tuple[RegisterLine, ...]:
    """The registers and lists that the account may read, lists first, with what they wait for now."""
    registers = see_registers(desk)
    now = desk.store.clock()
    with desk.store.reading() as session:
        facility = facility_facts(session)
        found = []
        for one in registers:
            if one.is_list:
                found.append(RegisterLine(one))
                continue
            slots = coverage_of(session, facility, one, facility.calendar.day_of(now))
            entries = open_entries(session, one, now) if one.deadlines else ()
            late = [
                each.is_overdue(now) for entry in entries for each in open_deadlines(one, entry, now, facility.calendar)
            ]
            found.append(RegisterLine(one, *_left_out(slots, now), sum(late), len(late) - sum(late)))
        return tuple(found)


def _left_out(slots: Iterable[SlotLine], now: datetime) -> tuple[int, int]:
    empty = [one.slot for one in slots if not one.is_filled and one.slot.opens <= now]
    return sum(one.closes <= now for one in empty), sum(one.closes > now for one in empty)


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be named in the entries of a register.

    Attributes:
        rows: by the key of each field that names a row of another list, in the order of their texts.
        own: whoever asks, as signatures name him or her; None: the account is nobody's of the staff.
    """

    rows: Mapping[str, tuple[Named, ...]]
    own: Named | None


@act()
def choices_of(desk: Desk, register: str) -> Choices:
    """What the fields of a register that name something may name.

    Raises:
        Invalid: there is no such register.
    """
    spec = register_of(register)
    with desk.store.reading() as session:
        rows, own = rows_to_choose(session, spec), own_staff(session, desk.account_id)
    signed = next((rows[one.key] for one in spec.signatures), ())
    return Choices(rows, next((one for one in signed if one.id == own), None))
