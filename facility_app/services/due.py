"""What is due, overdue and done, now or at any moment that is past."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from db.tables import Account
from db.values import Invalid, login_key
from facility_app.access import Desk, act, roles_of
from facility_app.acts.moments import instant_of
from facility_app.core.facilityday import FacilityCalendar
from facility_app.facts.due import due_at
from facility_app.facts.due.clusters import without_diseases
from facility_app.facts.due.item import DueItem
from facility_app.facts.facility import facility_facts
from facility_app.rules.isolation import reads_reasons
from resources.text import N_


@dataclass(frozen=True, slots=True)
class DueBoard:
    """What was due at an instant, the overdue first."""

    at: datetime
    calendar: FacilityCalendar
    items: tuple[DueItem, ...]

    def wall(self, instant: datetime) -> str:
        """An instant as the facility's clock shows it."""
        return f"{self.calendar.local(instant):%Y-%m-%d %H:%M}"


@act()
def what_is_due(desk: Desk, at: datetime | None = None, responsible: str | None = None) -> DueBoard:
    """What is due; without the right to diagnoses, no disease is named.

    Args:
        at: the moment of which it is asked, by what had happened until then; None: now. Without a zone it is
            facility time. What was entered later counts as of when it happened; what was voided since, not at all.
        responsible: the login name of whoever is to see to it; None: everybody.

    Raises:
        Invalid: the moment lies in the future, or there is no such account.
    """
    with desk.store.reading() as session:
        facility = facility_facts(session)
        moment = instant_of(facility, at, desk.store.clock(), "at")
        items = due_at(session, facility, moment)
        if not reads_reasons(None, roles_of(session, desk.account_id)):
            items = without_diseases(facility, items)
        if responsible is not None:
            staff_id = session.scalars(select(Account.staff_id).where(Account.login == login_key(responsible))).first()
            if staff_id is None:
                raise Invalid(N_("There is no account {login}."), field="for", login=responsible)
            items = tuple(one for one in items if one.responsible is not None and one.responsible.id == staff_id)
        return DueBoard(moment, facility.calendar, items)
