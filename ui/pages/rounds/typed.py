"""What is typed at a cell door, read: `365` is 36.5, and so is `36。5`."""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.values import Invalid
from facility_app.facts.round_sheet import RoundSheet
from facility_app.rules.rounds import WindowSpan
from resources.text import N_

_THREE_DIGITS = re.compile(r"(\d\d)(\d)")
_WITH_POINT = re.compile(r"\d\d(\.\d)?")
_CLOCK = re.compile(r"(\d{1,2}):?(\d\d)")


def plain(text: str) -> str:
    """A typed text with full-width figures and points made plain."""
    return unicodedata.normalize("NFKC", text).replace("。", ".").replace(",", ".").strip()


def celsius_of(text: str) -> Decimal:
    """The temperature that was typed.

    Raises:
        Invalid: it is none.
    """
    found = plain(text)
    short = _THREE_DIGITS.fullmatch(found)
    if short is not None:
        return Decimal(f"{short[1]}.{short[2]}")
    if _WITH_POINT.fullmatch(found) is None:
        raise Invalid(
            N_("“{typed}” is no temperature. Type 365 or 36.5 for 36.5 °C."), field="celsius", typed=text.strip()
        )
    return Decimal(found).quantize(Decimal("0.1"))


def clock_of(text: str) -> time:
    """The time of day that was typed, `0712` or `7:12`.

    Raises:
        Invalid: it is none.
    """
    found = _CLOCK.fullmatch(plain(text))
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise Invalid(N_("“{typed}” is no time. Type it as 07:12."), field="time", typed=text.strip())
    return time(int(found[1]), int(found[2]))


def moment_of(text: str, day: date, span: WindowSpan, calendar: FacilityCalendar, now: datetime) -> datetime | None:
    """When a reading of a round was taken; None: now.

    Args:
        text: the time of day as it was typed; empty: now.

    Raises:
        Invalid: it is no time, or no reading made then counts for the round.
    """
    if not plain(text):
        if span.timing(now) is None:
            raise Invalid(N_("This round is not being made now. Give the time at which it was measured."), field="time")
        return None
    clock = clock_of(text)
    at = calendar.instant(day, clock)
    if span.timing(at) is None:
        raise Invalid(N_("At {time} no reading counts for this round."), field="time", time=f"{clock:%H:%M}")
    return at


def moment_on(text: str, sheet: RoundSheet, now: datetime) -> datetime | None:
    """As `moment_of`; at night before the first round it is now: whoever falls ill then is measured beside the rounds.

    Raises:
        Invalid: as `moment_of`.
    """
    if not plain(text) and sheet.is_night_before(now):
        return None
    return moment_of(text, sheet.day, sheet.span, sheet.calendar, now)
