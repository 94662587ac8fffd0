"""Days that are closed take no more entries, only addenda."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from db.tables import ClosedDay
from db.values import Refused
from resources.text import N_


def refuse_closed(session: Session, day: date) -> None:
    """Raise `Refused` where a day is closed."""
    if closed_days(session, (day,)):
        raise closed(day)


def refuse_closed_since(session: Session, day: date) -> None:
    """Raise `Refused` where a day is closed, or any after it: of what weighs on every day from then on."""
    last = session.scalar(select(func.max(ClosedDay.day)).where(ClosedDay.voided_at.is_(None)))
    if last is not None and last >= day:
        raise closed(last)


_CLOSED = select(ClosedDay.day).where(
    ClosedDay.day.in_(bindparam("days", expanding=True)), ClosedDay.voided_at.is_(None)
)


def closed_days(session: Session, days: Iterable[date]) -> frozenset[date]:
    """Which of the days are closed."""
    return frozenset(session.scalars(_CLOSED, {"days": sorted(set(days))}))


def closed(day: date) -> Refused:
    """What to say of an entry for a closed day."""
    return Refused(N_("The day {day} is closed. Add an addendum to it instead."), field="day", day=day)
