"""Where and when values are read and written."""

from facility_app.access import Desk
from facility_app.exchange.values import Setting
from facility_app.facts.facility import facility_facts


def setting_of(desk: Desk) -> Setting:
    """Where and when files are read and written at this desk."""
    with desk.store.reading() as session:
        calendar = facility_facts(session).calendar
    return Setting(calendar.local(desk.store.clock()).date(), calendar.zone)
