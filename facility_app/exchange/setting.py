"""Where and when values are read and written, and by which words."""

from facility_app.access import Desk
from facility_app.exchange.values import Option, Setting
from facility_app.facts.facility import facility_facts
from facility_app.facts.rounds import fever_rules_on


def setting_of(desk: Desk) -> Setting:
    """Where and when files are read and written at this desk, and what symptoms are called here."""
    with desk.store.reading() as session:
        facility = facility_facts(session)
    calendar = facility.calendar
    today = calendar.local(desk.store.clock()).date()
    listed = sorted(fever_rules_on(facility, today).symptoms.values(), key=lambda one: one.order)
    return Setting(today, calendar.zone, tuple(Option(one.id, one.words) for one in listed))
