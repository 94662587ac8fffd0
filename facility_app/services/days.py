"""Closing the day (日结), and what is added to it afterwards (更正、补录)."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select

from db.tables import Addendum, ClosedDay
from db.values import DaybookError, Invalid, Refused
from facility_app.access import Desk, act
from facility_app.acts.days import ClosedFigures, Obstacle, close, obstacles
from facility_app.facts.facility import facility_facts
from facility_app.facts.ledger_closing import Closing, StillOpen, closings_between, last_closing, still_open
from facility_app.facts.population import first_day
from facility_app.services.backups import BackupMade, back_up
from resources.text import N_


@dataclass(frozen=True, slots=True)
class DayClosed:
    """A day that was closed; with a folder either the backup, or why there is none."""

    figures: ClosedFigures
    backup: BackupMade | None = None
    backup_problem: DaybookError | None = None


@dataclass(frozen=True, slots=True)
class DayLine:
    """One facility day in the list of days.

    Attributes:
        closing: by whom and when it was closed, and with what figures; None: it is open.
        is_over: whether it has come to its end, so that it can be closed.
    """

    day: date
    closing: Closing | None
    is_over: bool


@act()
def list_days(desk: Desk, first: date, last: date) -> tuple[DayLine, ...]:
    """The facility days of `[first, last]` that have begun and that the program keeps, newest first."""
    with desk.store.reading() as session:
        facility = facility_facts(session)
        today = facility.calendar.day_of(desk.store.clock())
        start, end = max(first, first_day(session, facility)), min(last, today)
        closed = {one.day: one for one in closings_between(session, start, end)}
    days = (end - timedelta(days=back) for back in range((end - start).days + 1))
    return tuple(DayLine(one, closed.get(one), one < today) for one in days)


@act()
def what_stands_against(desk: Desk, day: date, stated: int | None = None) -> tuple[Obstacle, ...]:
    """What stands against closing a facility day; empty: it can be closed.

    Args:
        stated: how many somebody counted at the end of the day; None: as the records count.

    Raises:
        Invalid: the day has not begun, or lies before the first one that the program keeps.
    """
    with desk.store.reading() as session:
        return obstacles(session, facility_facts(session), day, desk.store.clock(), stated)


@act()
def what_stays_open(desk: Desk, day: date) -> tuple[StillOpen, ...]:
    """What a facility day can be closed with though it is not done: cases that wait for a doctor's conclusion."""
    with desk.store.reading() as session:
        return still_open(session, facility_facts(session), day, desk.store.clock())


@act()
def close_day(
    desk: Desk,
    day: date,
    backup_folder: Path | None = None,
    password: str | None = None,
    *,
    stated: int | None = None,
) -> DayClosed:
    """Close a facility day, and back the store up; a backup that fails leaves the day closed and is told.

    Args:
        password: as of `back_up`.
        stated: how many somebody counted at the end of the day; None: as the records count.

    Raises:
        Refused: something stands against it; the message lists all of it.
        Invalid: the day has not begun, or lies before the first one that the program keeps.
    """
    with desk.act(N_("Close the day")) as work:
        figures = close(work, facility_facts(work.session), day, stated)
    if backup_folder is None:
        return DayClosed(figures)
    try:
        return DayClosed(figures, backup=back_up(desk, backup_folder, password))
    except DaybookError as problem:
        return DayClosed(figures, backup_problem=problem)


@act()
def last_closed_day(desk: Desk) -> Closing | None:
    """The latest day that was closed; None: none is."""
    with desk.store.reading() as session:
        return last_closing(session)


@act()
def add_addendum(desk: Desk, day: date, text: str) -> None:
    """Add to a closed day; time and name stand beside it on every later print.

    Raises:
        Invalid: the text is empty.
        Refused: the day is not closed; then the record itself is corrected.
    """
    said = text.strip()
    if not said:
        raise Invalid(N_("This must be filled in."), field="text")
    with desk.act(N_("Add an addendum")) as work:
        closed = work.first(select(ClosedDay).where(ClosedDay.day == day, ClosedDay.voided_at.is_(None)))
        if closed is None:
            raise Refused(
                N_("{day} is not closed. Correct the record itself; addenda are for closed days."),
                field="date",
                day=day,
            )
        work.add(Addendum(closed_day_id=closed.id, text=said))
