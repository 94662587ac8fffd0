"""All registers in one look: what of the day was left out, and what of the entries is open."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.declaration import Register
from facility_app.access import Desk, act
from facility_app.facts.directory import own_staff
from facility_app.facts.due import registers_due_now
from facility_app.facts.due.item import DueItem, DueState
from facility_app.facts.facility import facility_facts
from facility_app.facts.register_names import Named
from facility_app.facts.register_names import choices_of as rows_to_choose
from facility_app.facts.registers import register_of
from facility_app.services.registers import see_registers


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One register, and what it waits for.

    Attributes:
        blind: sessions of the day that are over and were left out; `waiting`: that run and are not done yet.
        overdue, open: all else that is due, past its time or not: what is to be filled in of its entries, checks by
            interval, counts that do not match, stocks that run low, hours of the month.
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
        due = registers_due_now(session, facility_facts(session), now)
    return tuple(_line(one, [each for each in due if each.kind == one.name]) for one in registers)


def _line(register: Register, due: Iterable[DueItem]) -> RegisterLine:
    """What is due of a register, counted: the same as Today shows."""
    sessions = {f"{register.name}.{one.id}" for one in register.coverage.sessions} if register.coverage else frozenset()
    counted = Counter((one.rule in sessions, one.state) for one in due)
    late, waits = DueState.OVERDUE, DueState.DUE
    return RegisterLine(
        register, counted[True, late], counted[True, waits], counted[False, late], counted[False, waits]
    )


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
