"""Who of the staff of a fictional facility is on duty on a day."""

from random import Random

from facility_app.acts.rosters import RosterStaff
from facility_app.app.demo.site import DOCTOR, LEADERS, OFFICER
from facility_app.app.demo.storytime import StoryDay

_SHIFTS = 4
_CYCLE = 45
"""Every so many days somebody is away for some days."""
_AWAY = (("staff_leave", 5), ("staff_trip", 2), ("staff_training", 3))


class Rota:
    """Every fourth day off, and now and then some days away; a leader, an officer and a doctor are always there."""

    def __init__(self, staff: list[RosterStaff], chance: Random) -> None:
        self.staff = tuple(staff)
        self._phases = {one.number: (chance.randrange(_CYCLE), chance.choice(_AWAY)) for one in staff}
        self.in_charge = {cell: one.number for one in staff for cell in one.cells}
        self._known: dict[int, dict[str, str]] = {}

    def away(self, day: StoryDay) -> dict[str, str]:
        """Why somebody is not on duty, by staff number."""
        if day.ordinal not in self._known:
            self._known[day.ordinal] = self._reckoned(day)
        return self._known[day.ordinal]

    def _reckoned(self, day: StoryDay) -> dict[str, str]:
        found = {}
        for place, one in enumerate(self.staff):
            phase, (reason, days) = self._phases[one.number]
            if (day.ordinal + phase) % _CYCLE < days:
                found[one.number] = reason
            elif (day.ordinal + place) % _SHIFTS == 0:
                found[one.number] = "staff_rest"
        for posts in (LEADERS, (OFFICER,), (DOCTOR,)):
            group = [one.number for one in self.staff if one.post in posts]
            if group and all(number in found for number in group):
                del found[group[day.ordinal % len(group)]]
        return found

    def on_duty(self, day: StoryDay, *posts: str) -> list[str]:
        """The numbers of those on duty, of all posts or of some."""
        away = self.away(day)
        return [one.number for one in self.staff if one.number not in away and (not posts or one.post in posts)]

    def leaders(self, day: StoryDay) -> list[str]:
        """The leaders on duty."""
        return self.on_duty(day, *LEADERS)

    def officers(self, day: StoryDay) -> list[str]:
        """The officers on duty who answer for cells."""
        return self.on_duty(day, OFFICER)

    def doctors(self, day: StoryDay) -> list[str]:
        """The doctors on duty; where there is none here, the leaders."""
        return self.on_duty(day, DOCTOR) or self.leaders(day)

    def officer_of(self, cell: str, day: StoryDay) -> str:
        """Who answers for a cell, or stands in on a day off."""
        officers = self.officers(day)
        own = self.in_charge[cell]
        return own if own in officers else officers[int(cell) % len(officers)]
