"""What is in stock of each kind of material, day by day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.declaration import Balance, Register
from facility_app.facts.registers import entry_record, list_rows, register_of

_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Move:
    """One entry of a balance: `kind` is what was done, as the register calls it."""

    at: datetime
    number: int
    day: date
    kind: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Stock:
    """The stock of one subject over a day.

    Attributes:
        days: how long it lasts by the use of a day, whole days; None: no use is set.
        is_short: less than the least that is set.
    """

    subject: UUID
    name: str
    before: Decimal
    added: Decimal
    taken: Decimal
    corrected: Decimal
    after: Decimal
    days: int | None
    is_short: bool


def moves_of(session: Session, register: Register, subjects: Iterable[UUID] | None = None) -> dict[UUID, list[Move]]:
    """Every move of some subjects, or of all, oldest first."""
    balance, record = _balance(register), entry_record(register.name)
    subject = getattr(record, balance.of)
    query = (
        select(
            subject.label("subject"),
            record.at,
            record.number,
            record.day,
            getattr(record, balance.direction).label("kind"),
            getattr(record, balance.amount).label("amount"),
        )
        .where(record.voided_at.is_(None))
        .order_by(record.at, record.number)
    )
    if subjects is not None:
        query = query.where(subject.in_(set(subjects)))
    found: dict[UUID, list[Move]] = {}
    for row in session.execute(query):
        found.setdefault(row.subject, []).append(Move(row.at, row.number, row.day, row.kind.value, row.amount))
    return found


def lowest(balance: Balance, moves: Iterable[Move]) -> tuple[Decimal, Move | None]:
    """The lowest stock that some moves, in order, lead to, and the move that does it."""
    stock, low, by = _NONE, _NONE, None
    for one in sorted(moves, key=lambda one: (one.at, one.number)):
        stock = _after(balance, stock, one)
        if stock < low:
            low, by = stock, one
    return low, by


def stock_of_day(session: Session, register: Register, day: date, at: datetime | None = None) -> tuple[Stock, ...]:
    """What a day did to the stock of every subject, by name; subjects never moved by then are left out.

    Args:
        at: what was done later is left out.
    """
    balance = _balance(register)
    moves = moves_of(session, register)
    rows = list_rows(session, stocked_list(register), moves, with_void=True)
    found = []
    for row in rows:
        until = [one for one in moves[row.id] if one.day <= day and (at is None or one.at <= at)]
        if not until:
            continue
        before = _NONE
        added = taken = corrected = _NONE
        for one in (one for one in until if one.day < day):
            before = _after(balance, before, one)
        after = before
        for one in (one for one in until if one.day == day):
            added += one.amount if one.kind in balance.adds else _NONE
            taken += one.amount if one.kind in balance.takes else _NONE
            corrected += one.amount - after if one.kind in balance.states else _NONE
            after = _after(balance, after, one)
        found.append(_stock(balance, row.id, row.name, row.values, (before, added, taken, corrected, after)))
    return tuple(found)


def _stock(
    balance: Balance,
    subject: UUID,
    name: str,
    values: Mapping[str, Decimal | None],
    figures: tuple[Decimal, Decimal, Decimal, Decimal, Decimal],
) -> Stock:
    after = figures[-1]
    daily, minimum = values.get(balance.daily), values.get(balance.minimum)
    return Stock(
        subject, name, *figures, int(after // daily) if daily else None, minimum is not None and after < minimum
    )


def _after(balance: Balance, stock: Decimal, one: Move) -> Decimal:
    if one.kind in balance.states:
        return one.amount
    return stock + one.amount if one.kind in balance.adds else stock - one.amount


def _balance(register: Register) -> Balance:
    assert register.balance is not None
    return register.balance


def stocked_list(register: Register) -> Register:
    """The list of what a register keeps the stock of."""
    return register_of(register.field(_balance(register).of).refers_to)
