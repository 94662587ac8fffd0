"""From which day on a decision of the site may hold."""

from datetime import date

from sqlalchemy.orm import Session

from db.values import Refused
from facility_app.facts.ledger_closing import last_closing
from resources.text import N_


def refuse_judged(session: Session, first: date) -> None:
    """Raise `Refused` where a day from which a decision would hold, or holds, is closed: it is judged already."""
    last = last_closing(session)
    if last is not None and first <= last.day:
        raise Refused(
            N_("The day {day} is closed and was judged already. Let it hold from a later day on."),
            field="effective_from",
            day=last.day,
        )
