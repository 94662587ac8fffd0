"""Who was together with somebody (密切接触者)."""

from datetime import date, datetime, timedelta

from db.values import AccessKind, Invalid
from facility_app.access import Desk, act, note
from facility_app.facts.contacts import Contacts, contacts_of
from facility_app.facts.facility import FacilityFacts, facility_facts
from facility_app.facts.people import person_by_number
from facility_app.facts.staff import name_of_account
from resources.text import N_

DAYS = 14
"""How far back contacts are looked for where nothing else is asked: the longest usual incubation."""
MOST_DAYS = 90


@act()
def list_contacts(desk: Desk, number: str, days: int = DAYS, last: date | None = None) -> Contacts:
    """Everybody who shared a cell or a room with a person; that it was read is journaled.

    Args:
        days: how many facility days before the last one are looked at as well, 1 to 90.
        last: the last facility day; None: today, until now.

    Raises:
        Invalid: there is no such person, or the days are no such number; `field` names it.
    """
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(N_("Give 1 to {most} days."), field="days", most=MOST_DAYS)
    with desk.store.reading() as session:
        facility, now = facility_facts(session), desk.store.clock()
        since, until = _while(facility, days, last, now)
        person = person_by_number(session, facility, number, now)
        if person is None:
            raise Invalid(N_("Nobody has the number {number}."), field="number", number=number)
        found = contacts_of(session, facility, person, since, until, now)
        by = name_of_account(session, desk.account_id) or desk.login
    note(
        desk,
        N_("Read the contacts of a person"),
        AccessKind.SENSITIVE_READ,
        act="contacts.list_contacts",
        subject_id=person.custody_id,
        count=len(found),
    )
    return Contacts(person, facility, since, until, found, by, now)


def _while(facility: FacilityFacts, days: int, last: date | None, now: datetime) -> tuple[datetime, datetime]:
    today = facility.calendar.day_of(now)
    end = today if last is None else last
    if end > today:
        raise Invalid(N_("This day has not begun."), field="last")
    return facility.calendar.starts(end - timedelta(days=days)), min(facility.calendar.ends(end), now)
