"""Taking over whole rosters of cells, staff and people held: one act each, all of it or nothing."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from db.tables import Custody, Facility
from db.values import Invalid
from db.work import UnitOfWork
from facility_app.access import Desk, act
from facility_app.acts.roster_cells import take_cells
from facility_app.acts.roster_people import take_people
from facility_app.acts.roster_staff import take_staff
from facility_app.acts.rosters import RosterCell, RosterPerson, RosterStaff, TakenOver
from facility_app.acts.trials import doing
from facility_app.facts.facility import FacilityFacts, facility_facts
from resources.text import N_


@act()
def take_over_cells(
    desk: Desk, rows: Sequence[RosterCell], *, partial: bool = False, dry_run: bool = False
) -> TakenOver:
    """Make the cells of a roster that are not there yet, with their blocks and beds.

    Args:
        partial: keep the good rows where others are wrong; else nothing is kept then.
        dry_run: do everything and keep nothing.
    """
    with doing(desk, N_("Take over cells"), dry_run=dry_run) as work:
        return take_cells(work, rows, partial=partial)


@act()
def take_over_staff(
    desk: Desk, rows: Sequence[RosterStaff], *, partial: bool = False, dry_run: bool = False
) -> TakenOver:
    """Add the staff of a roster who are not there yet, and put their cells into their charge.

    Args:
        partial: keep the good rows where others are wrong; else nothing is kept then.
        dry_run: do everything and keep nothing.
    """
    with doing(desk, N_("Take over staff"), dry_run=dry_run) as work:
        return take_staff(work, rows, partial=partial)


@act()
def take_over_people(
    desk: Desk,
    rows: Sequence[RosterPerson],
    *,
    opening_day: date | None = None,
    partial: bool = False,
    dry_run: bool = False,
) -> TakenOver:
    """Admit the people of a roster who are not there yet, and put them into their beds.

    Args:
        opening_day: the first day that the program keeps; the first roster sets it. Else today, or the day of the
            first intake that is on record.
        partial: keep the good rows where others are wrong; else nothing is kept then.
        dry_run: do everything and keep nothing.

    Raises:
        Invalid: the opening day has not come yet, or another one was set before.
    """
    with doing(desk, N_("Take over people held"), dry_run=dry_run) as work:
        facility = facility_facts(work.session)
        day = facility.opened_on or _opening_day(work, facility, opening_day)
        if opening_day not in (None, day):
            raise Invalid(
                N_(
                    "The program keeps the days from {day} on, and this cannot be set again. Leave the opening day out."
                ),
                field="opening_day",
                day=day,
            )
        taken = take_people(work, facility, rows, day, partial=partial)
        if taken.imported and facility.opened_on is None:
            work.get(Facility, facility.id).opened_on = day
            work.session.flush()
        return taken


def _opening_day(work: UnitOfWork, facility: FacilityFacts, asked: date | None) -> date:
    today = facility.calendar.day_of(work.now)
    if asked is None:
        intakes = select(func.min(Custody.admitted_at)).where(
            Custody.is_opening.is_(False), Custody.voided_at.is_(None)
        )
        first = work.session.scalar(intakes)
        return min(today, facility.calendar.day_of(first)) if first else today
    if asked > today:
        raise Invalid(
            N_("The opening day {day} has not come yet. Today is {today}."), field="opening_day", day=asked, today=today
        )
    return asked
