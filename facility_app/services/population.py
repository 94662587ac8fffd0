"""How many are held."""

from facility_app.access import Desk, act
from facility_app.facts.facility import facility_facts
from facility_app.facts.population import balance_of
from facility_app.rules.population import Balance


@act()
def population_today(desk: Desk) -> Balance:
    """The population of today as far as it is known: yesterday + in - out = today."""
    with desk.store.reading() as session:
        facility = facility_facts(session)
        return balance_of(session, facility, facility.calendar.day_of(desk.store.clock()))
