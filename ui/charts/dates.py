"""An axis of dates in facility time, as the language in force writes them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pyqtgraph as pg

from facility_app.core.facilityday import FacilityCalendar
from resources.text import language

_DAY = 86_400.0
_STEPS = (1, 2, 7, 14)
"""Days between two ticks, where months are too far apart."""
_MONTHS = (1, 2, 3, 6, 12, 24)
_PIXELS = 84
"""What one tick needs."""


def seconds_of(at: datetime) -> float:
    """An instant as the axis has it."""
    return at.timestamp()


def day_text(day: date, *, year: bool = False) -> str:
    """A day as an axis writes it."""
    if language() == "zh_CN":
        return f"{day.year}年{day.month}月{day.day}日" if year else f"{day.month}月{day.day}日"
    return f"{day.day} {day:%b %Y}" if year else f"{day.day} {day:%b}"


def month_text(day: date) -> str:
    """A month as an axis writes it."""
    return f"{day.year}年{day.month}月" if language() == "zh_CN" else f"{day:%b %Y}"


class DateAxis(pg.AxisItem):  # type: ignore[misc]
    """Ticks at the beginning of days or months."""

    def __init__(self, calendar: FacilityCalendar) -> None:
        super().__init__("bottom")
        self._calendar = calendar
        self._by_month = False

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        most = max(2.0, size / _PIXELS)
        days = max(1.0, (high - low) / _DAY)
        step = next((one for one in _STEPS if days / one <= most), None)
        self._by_month = step is None
        first, last = self._day(low), self._day(high) + timedelta(days=1)
        if step is not None:
            first -= timedelta(days=first.toordinal() % step)
            ticks = [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]
        else:
            months = next((one for one in _MONTHS if days / 30 / one <= most), _MONTHS[-1])
            ticks = list(_first_of_months(first, last, months))
        places = [seconds_of(self._calendar.starts(one)) for one in ticks]
        return [(_DAY * (step or 30), [one for one in places if low <= one <= high])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        days = [self._day(one) for one in values]
        return [month_text(one) if self._by_month else day_text(one) for one in days]

    def _day(self, place: float) -> date:
        return self._calendar.day_of(datetime.fromtimestamp(min(max(place, 0.0), 4e9), UTC))


def _first_of_months(first: date, last: date, step: int) -> Iterator[date]:
    number = first.year * 12 + first.month - 1
    number -= number % step
    while (day := date(number // 12, number % 12 + 1, 1)) <= last:
        yield day
        number += step
