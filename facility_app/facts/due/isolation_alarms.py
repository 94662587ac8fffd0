"""Emergency signs in lines of the observation sheet: help first, and until a doctor has looked."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from facility_app.facts.due.item import DueItem, state_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation_alarms import open_alarms
from facility_app.facts.people import Roll
from facility_app.rules.temperatures import alarm_words


def isolation_alarms_due(session: Session, facility: FacilityFacts, at: datetime, _roll: Roll) -> Iterator[DueItem]:
    """Of each person what is to be done about the signs that no doctor has looked at since."""
    for one in open_alarms(session, facility, at):
        words = alarm_words(one.signs)
        if words is not None:
            state = state_of(one.at, at, is_done=False)
            yield DueItem("isolation", "temperatures.alarm", one.person, one.at, state, words, is_alarm=True)
