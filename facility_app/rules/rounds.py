"""The temperature rounds: the windows of a day, and for which of them a reading counts (practice report of Ezhou)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache

import msgspec

from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.subjects import SubjectKind
from facility_app.rules.entries import RuleEntry, load_rules

PACK = "rounds.toml"


class Window(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One round of the day, by the wall clock of the facility day."""

    opens: time
    closes: time
    early_minutes: int
    """How long before it opens a reading already counts, with a mark."""


class AbsenceReason(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Why somebody was not measured."""

    of: SubjectKind
    is_expected: bool
    """Whether whoever has this reason stays in the denominator; staff off duty do not."""
    measured_on_return: bool
    tell_doctor_as: str = ""
    """Where a doctor is to be told of it: the id of the reason that holds once that is done."""


class BackEntry(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """From when on an entry bears a mark (补录), and the time of its entry beside that of the measurement."""

    after_minutes: int
    """So long after the end of its round, and after it was measured."""


class RoundPack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Windows and reasons."""

    window: tuple[Window, ...]
    reason: tuple[AbsenceReason, ...]
    back_entry: tuple[BackEntry, ...] = ()


@cache
def round_rules() -> RoundPack:
    """The pack as it is delivered.

    Raises:
        Unavailable: it is not as it must be.
    """
    return load_rules(PACK, RoundPack)


class Timing(Enum):
    """When a reading was made, seen from its window."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class WindowSpan:
    """One window of one facility day, in UTC: `counts_from <= opens <= closes <= counts_until`.

    Attributes:
        counts_until: where the next window begins to count, or the day ends; a reading at this instant no longer
            counts.
    """

    window: Window
    day: date
    counts_from: datetime
    opens: datetime
    closes: datetime
    counts_until: datetime

    def timing(self, at: datetime) -> Timing | None:
        """How an instant lies to the window; None: it does not count for it."""
        if self.opens <= at <= self.closes:
            return Timing.ON_TIME
        if self.counts_from <= at < self.opens:
            return Timing.EARLY
        return Timing.LATE if self.closes < at < self.counts_until else None

    def awaits(self, since: datetime | None, until: datetime | None) -> bool:
        """Whether whoever belonged to the facility from when until when is to be measured: came by the end of the
        window, and did not leave while it still ran, when nobody was late with it.
        """
        return (since is None or since <= self.closes) and (until is None or until >= self.closes)


def window_spans(windows: tuple[Window, ...], calendar: FacilityCalendar, day: date) -> tuple[WindowSpan, ...]:
    """The windows of a facility day, earliest first.

    Args:
        windows: those in force on that day; they do not overlap.
    """
    ordered = sorted(windows, key=lambda window: calendar.instant(day, window.opens))
    starts = [_counts_from(window, calendar, day) for window in ordered]
    ends = [*starts[1:], _end_of_day(ordered, calendar, day)]
    spans: list[WindowSpan] = []
    for window, starts_at, ends_at in zip(ordered, starts, ends, strict=True):
        closes = calendar.instant(day, window.closes)
        earliest = max(starts_at, spans[-1].closes) if spans else starts_at
        opens = calendar.instant(day, window.opens)
        spans.append(WindowSpan(window, day, earliest, opens, closes, max(ends_at, closes)))
    return tuple(spans)


def window_of(
    windows: tuple[Window, ...], calendar: FacilityCalendar, at: datetime
) -> tuple[WindowSpan, Timing] | None:
    """For which window a reading counts, and how it lies to it; None: it is an extra reading.

    A reading made on time counts where it is on time, before any window for which it would be early or late.
    """
    day = calendar.day_of(at)
    spans = (*window_spans(windows, calendar, day), *window_spans(windows, calendar, day + timedelta(days=1)))
    fits = [(span, timing) for span in spans if (timing := span.timing(at)) is not None]
    return min(fits, key=lambda fit: fit[1] is not Timing.ON_TIME, default=None)


def _counts_from(window: Window, calendar: FacilityCalendar, day: date) -> datetime:
    return calendar.instant(day, window.opens) - timedelta(minutes=window.early_minutes)


def _end_of_day(windows: list[Window], calendar: FacilityCalendar, day: date) -> datetime:
    """Where the last window stops counting: the day's end, or sooner where tomorrow's first begins to count."""
    tomorrow = (_counts_from(window, calendar, day + timedelta(days=1)) for window in windows)
    return min(calendar.ends(day), *tomorrow)
