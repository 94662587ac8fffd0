"""The facility's day: which instants belong to it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class FacilityCalendar:
    """How a facility reckons its days.

    Attributes:
        zone: its time zone.
        day_starts_at: wall time at which a facility day begins; it bears the date of that moment.
    """

    zone: tzinfo
    day_starts_at: time = time(0)

    def local(self, instant: datetime) -> datetime:
        """An instant as the clock on the wall shows it."""
        return instant.astimezone(self.zone)

    def day_of(self, instant: datetime) -> date:
        """The facility day to which an instant belongs."""
        wall = self.local(instant)
        return wall.date() if wall.time() >= self.day_starts_at else wall.date() - timedelta(days=1)

    def instant(self, day: date, clock: time) -> datetime:
        """The moment of a facility day at which the wall clock shows `clock`, in UTC.

        Where the day begins at 06:00, its 02:00 lies on the next date.
        """
        on = day if clock >= self.day_starts_at else day + timedelta(days=1)
        return datetime.combine(on, clock, self.zone).astimezone(UTC)

    def starts(self, day: date) -> datetime:
        """The first moment of a facility day, in UTC."""
        return self.instant(day, self.day_starts_at)

    def ends(self, day: date) -> datetime:
        """The first moment after a facility day, in UTC."""
        return self.starts(day + timedelta(days=1))
