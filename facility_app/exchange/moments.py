"""Dates, instants and times of day, in the forms that people and spreadsheets give them."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from db.values import Invalid
from facility_app.exchange.cells import Cell, as_text
from facility_app.exchange.values import Kind, Setting
from resources.text import N_

_DATES = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?=$|[T\s])",
        r"(\d{4})(\s?年\s?)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]?",
        r"(\d{4})()(\d{2})(\d{2})",
    )
)
_TIMES = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?",
        r"(\d{1,2})\s?[时点](?:\s?(\d{1,2})\s?分?(?:\s?(\d{1,2})\s?秒?)?)?",
        r"(\d{2})(\d{2})(\d{2})?",
    )
)
_WEEKDAY = re.compile(r"\s*\(?(?:星期|周)[一二三四五六日天]\)?")
_HALF_DAY = re.compile(r"(上午|下午|)\s*(.*?)\s*(am|pm|)", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_FRACTION = re.compile(r"0(?:\.\d+)?", re.ASCII)
_OFFSET = re.compile(r".*T.*(?:Z|[+-]\d{2}:?\d{2})", re.ASCII)
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's days have no zone
_YEARS = range(1850, 2200)
_NOON = 12
_DATE_FORMS = N_("This is no date. Write 2026-11-21, 2026/11/21, 20261121 or 2026年11月21日.")
_INSTANT_FORMS = N_("This is no date with a time. Write 2026-11-21 07:30 or 2026年11月21日7时30分.")
_TIME_FORMS = N_("This is no time of day. Write 07:30 or 7时30分.")


def read_date(cell: Cell, _: Setting) -> date:
    """A day; a time of day beside it is left out."""
    wall = _wall(cell, _DATE_FORMS)
    return wall.date() if isinstance(wall, datetime) else wall


def read_instant(cell: Cell, setting: Setting) -> datetime:
    """An instant in UTC; the file gives the facility's time."""
    wall = _wall(cell, _INSTANT_FORMS)
    if not isinstance(wall, datetime):
        raise Invalid(_INSTANT_FORMS)
    return _in_utc(wall, setting)


def read_instant_or_day(cell: Cell, setting: Setting) -> date | datetime:
    """An instant in UTC, or a date where the file gives no time; midnight in a date cell of Excel is no time."""
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date()
    wall = _wall(cell, _DATE_FORMS)
    return _in_utc(wall, setting) if isinstance(wall, datetime) else wall


def read_time(cell: Cell, _: Setting) -> time:
    """A time of day, to the second."""
    if isinstance(cell, datetime):
        return _to_second(cell).time()
    if isinstance(cell, time):
        return _to_second(datetime.combine(_SERIAL_ZERO, cell)).time()
    text = _plain(as_text(cell))
    return _from_serial(float(text)).time() if _FRACTION.fullmatch(text) else _clock(text, _TIME_FORMS)


def _wall(cell: Cell, forms: str) -> date | datetime:
    """What the cell says by the facility's clock; a `date` where it gives no time."""
    if isinstance(cell, datetime):
        return _to_second(cell)
    return cell if isinstance(cell, date) else _read_wall(as_text(cell), forms)


@lru_cache(maxsize=4096)
def _read_wall(given: str, forms: str) -> date | datetime:
    text = _plain(given)
    if _SERIAL.fullmatch(text):
        moment = _from_serial(float(text))
        return moment if "." in text else moment.date()
    if _OFFSET.fullmatch(text):
        return _with_offset(text, forms)
    found = next(filter(None, (form.match(text) for form in _DATES)), None)
    if not found:
        raise Invalid(forms)
    day = _day(int(found[1]), int(found[3]), int(found[4]), forms)
    rest = text[found.end() :].removeprefix("T").strip()
    return datetime.combine(day, _clock(rest, forms)) if rest else day


def _plain(given: str) -> str:
    text = given if given.isascii() else _WEEKDAY.sub(" ", unicodedata.normalize("NFKC", given))
    return text.strip()


def _day(year: int, month: int, day: int, forms: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise Invalid(N_("There is no such day in the calendar.")) from None
    if found.year not in _YEARS:
        raise Invalid(forms)
    return found


def _clock(text: str, forms: str) -> time:
    half = _HALF_DAY.fullmatch(text)
    found = next(filter(None, (form.fullmatch(half[2]) for form in _TIMES)), None) if half else None
    if not half or not found:
        raise Invalid(forms)
    hour, minute, second = (int(part or 0) for part in found.groups())
    mark = half[1] or half[3].lower()
    if mark in ("下午", "pm") and hour < _NOON:
        hour += _NOON
    elif mark in ("上午", "am") and hour == _NOON:
        hour = 0
    try:
        return time(hour, minute, second)
    except ValueError:
        raise Invalid(N_("There is no such time of day: hours go from 0 to 23, minutes and seconds to 59.")) from None


def _with_offset(text: str, forms: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(forms) from None


def _from_serial(serial: float) -> datetime:
    """The moment that Excel's number of days since 1900 means."""
    return _SERIAL_ZERO + timedelta(seconds=round(serial * 86400))


def _to_second(moment: datetime) -> datetime:
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0) if moment.microsecond else moment


def _in_utc(wall: datetime, setting: Setting) -> datetime:
    return (wall if wall.tzinfo else wall.replace(tzinfo=setting.zone)).astimezone(UTC)


def _on_the_wall(value: date | datetime, setting: Setting) -> Cell:
    if not isinstance(value, datetime):
        return value
    return value.astimezone(setting.zone).replace(tzinfo=None, microsecond=0)


def _as_it_is(value: date | time, _: Setting) -> Cell:
    return value


DATE = Kind(read_date, _as_it_is, as_text=False)
INSTANT = Kind(read_instant, _on_the_wall, as_text=False)
INSTANT_OR_DAY = Kind(read_instant_or_day, _on_the_wall, as_text=False)
TIME = Kind(read_time, _as_it_is, as_text=False)
