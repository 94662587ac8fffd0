"""What fictional facility somebody wishes for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from db.values import FacilityKind, Invalid
from facility_app.core.facilityday import FacilityCalendar
from resources.text import N_

CALENDAR = FacilityCalendar(ZoneInfo("Asia/Shanghai"))
"""By which every fictional facility reckons its days."""
MOST_PEOPLE, MOST_STAFF, MOST_DAYS = 5_000, 1_000, 366
_LEAST_STAFF = 6
"""Two leaders, three officers and a doctor."""
_PEOPLE_OF_ONE = 50
_FIRST_YEAR = 2010
"""The rule packs begin in 2000, and people came before the first day."""
_MARGIN = timedelta(minutes=5)
"""By then the day is closed."""


@dataclass(frozen=True, slots=True)
class DemoWish:
    """How large the facility is to be, and what lies behind it.

    Attributes:
        until: the last day that is worked and closed; None: the last one that is over.
        seed: the same one makes the same people and figures.
        today: whether the day that is running is worked too, as far as it has come.
    """

    kind: FacilityKind = FacilityKind.KANSHOUSUO
    people: int = 380
    staff: int = 80
    days: int = 30
    seed: int = 1
    until: date | None = None
    today: bool = False


def last_day(wish: DemoWish, now: datetime) -> date:
    """The last day of a wish that can be fulfilled.

    Raises:
        Invalid: a number is too small or too large, or the last day is not over; `field` names it.
    """
    for field, value, most in (
        ("people", wish.people, MOST_PEOPLE),
        ("staff", wish.staff, MOST_STAFF),
        ("days", wish.days, MOST_DAYS),
    ):
        if not 1 <= value <= most:
            raise Invalid(N_("Give a number from 1 to {most}."), field=field, most=most)
    least = max(_LEAST_STAFF, ceil(wish.people / _PEOPLE_OF_ONE))
    if wish.staff < least:
        raise Invalid(
            N_("{people} people need at least {least} members of staff."),
            field="staff",
            people=wish.people,
            least=least,
        )
    over = CALENDAR.day_of(now - _MARGIN) - timedelta(days=1)
    until = wish.until or over
    if until > over:
        raise Invalid(
            N_("The history ends with a day that is over, at the latest {day}. Give that day or an earlier one."),
            field="until",
            day=over,
        )
    if until.year < _FIRST_YEAR:
        raise Invalid(N_("This time lies too far back. Look at the year."), field="until")
    return until
