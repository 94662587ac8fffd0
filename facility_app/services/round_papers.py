"""The sheets of a round for the pen, when there is no current or no network (纸质登记表)."""

from dataclasses import dataclass
from datetime import date, datetime

from db.values import AccessKind
from facility_app.access import Desk, act, note
from facility_app.facts.facility import FacilityFacts, facility_facts
from facility_app.facts.round_sheet import RoundSheet, round_sheet
from facility_app.facts.staff import name_of_account
from resources.text import N_


@dataclass(frozen=True, slots=True)
class RoundPaper:
    """What stands on the sheets of a round; `by`, `at`: who prints them and when, in facility time."""

    facility: FacilityFacts
    sheet: RoundSheet
    by: str
    at: datetime


@act()
def round_paper(desk: Desk, day: date | None = None, window: str | None = None) -> RoundPaper:
    """A round to be printed; that it leaves the program is journaled, as every export is.

    Args:
        day, window: as of `rounds.round_sheet`.

    Raises:
        Invalid: there is no such window on that day.
    """
    with desk.store.reading() as session:
        facility, now = facility_facts(session), desk.store.clock()
        sheet = round_sheet(session, facility, day, window, now)
        by = name_of_account(session, desk.account_id) or desk.login
    count = sum(len(group.rows) for group in sheet.groups)
    note(desk, N_("Print the sheets of a round"), AccessKind.EXPORTED, act="round_papers.round_paper", count=count)
    return RoundPaper(facility, sheet, by, facility.calendar.local(now))
