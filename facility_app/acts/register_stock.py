"""A stock that entries may not take below zero."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from db.declaration import Register
from db.values import Refused
from facility_app.facts.register_stock import Move, lowest, moves_of, stocked_list
from facility_app.facts.registers import list_rows
from facility_app.rules.registers import Values
from resources.text import N_


class StockBook:
    """What is in stock by the entries so far; loaded once for each subject.

    Args:
        without: the number of an entry that does not count any more.
    """

    def __init__(self, session: Session, register: Register, *, without: int = 0) -> None:
        assert register.balance is not None
        self._session = session
        self._register = register
        self._balance = register.balance
        self._without = without
        self._moves: dict[UUID, list[Move]] = {}
        self._lowest: dict[UUID, Decimal] = {}

    def add(self, values: Values, at: datetime, number: int, day: date) -> None:
        """Reckon with one more entry, whenever it happened.

        Raises:
            Refused: then, or after a later entry, there would be less than nothing.
        """
        balance, subject = self._balance, values[self._balance.of]
        self._load(subject)
        after = [*self._moves[subject], Move(at, number, day, values[balance.direction], values[balance.amount])]
        self._refuse_negative(subject, after)
        self._moves[subject] = after

    def leave(self, subject: UUID) -> None:
        """Reckon without the entry that does not count any more.

        Raises:
            Refused: later entries would have taken more than there was.
        """
        self._load(subject)
        self._refuse_negative(subject, self._moves[subject])

    def _load(self, subject: UUID) -> None:
        if subject not in self._moves:
            known = moves_of(self._session, self._register, [subject]).get(subject, [])
            self._lowest[subject] = lowest(self._balance, known)[0]
            self._moves[subject] = [one for one in known if one.number != self._without]

    def _refuse_negative(self, subject: UUID, after: list[Move]) -> None:
        """Raise `Refused` where moves lead lower below zero than those on record do."""
        low, move = lowest(self._balance, after)
        if move is None or low >= self._lowest[subject]:
            return
        names = list_rows(self._session, stocked_list(self._register), [subject], with_void=True)
        raise Refused(
            N_("There is not so much in stock: {name} would be {stock} on {day}. Count it and enter the count first."),
            field=self._balance.amount,
            name=names[0].name,
            stock=f"{low:f}",
            day=move.day.isoformat(),
        )
