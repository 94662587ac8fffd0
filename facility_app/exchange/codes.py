"""Whom the code of a wristband, a card or a bed means at the time of a reading: beds change hands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from facility_app.access import Desk
from facility_app.core.numbers import clean_code
from facility_app.core.subjects import Subject
from facility_app.facts.directory import wall_time
from facility_app.facts.facility import facility_facts
from facility_app.facts.people import BedStay, Roll
from facility_app.facts.staff import roster
from resources.text import _

_MOMENT = timedelta(microseconds=1)


def folded(code: str) -> str:
    """A code as it is compared: half width, without blanks and case."""
    return clean_code(code).casefold()


class BedCodes:
    """Who lay in a bed, by what beds are called: `101-2`, also with the block before it."""

    def __init__(self, stays: Iterable[BedStay]) -> None:
        self._stays: dict[str, list[BedStay]] = defaultdict(list)
        for one in stays:
            bed = f"{one.place.cell}-{one.place.bed}"
            for code in {bed, f"{one.place.block}{bed}", f"{one.place.block}-{bed}"}:
                self._stays[folded(code)].append(one)

    def __iter__(self) -> Iterator[str]:
        """The codes, as they are compared."""
        return iter(self._stays)

    def __contains__(self, code: object) -> bool:
        return code in self._stays

    def at(self, code: str, at: datetime) -> tuple[Subject, ...]:
        """Who lay in each of the beds that are called so, at an instant; at that of a move whoever moved in."""
        found: dict[UUID, BedStay] = {}
        for one in self._stays.get(folded(code), ()):
            before = found.get(one.place.bed_id)
            if one.since <= at and (one.until is None or at <= one.until) and not (before and before.since > one.since):
                found[one.place.bed_id] = one
        return tuple(one.subject for one in found.values())


class Codes:
    """Whom a code means: by the number of a person or of staff at any time, by a bed at the time that is asked for."""

    def __init__(self, desk: Desk, times: Iterable[datetime]) -> None:
        """Read what has to be known of some times, and of now."""
        all_times = (*times, desk.store.clock())
        first, last = min(all_times), max(all_times) + _MOMENT
        with desk.store.reading() as session:
            self._facility = facility_facts(session)
            roll = Roll(session, self._facility, first, last)
            held = roll.held_between(first, last)
            calendar = self._facility.calendar
            numbers = {
                folded(one.number): one.subject for at in (first, last) for one in roster(session, calendar.day_of(at))
            }
        self._beds = BedCodes(roll.bed_stays())
        self._numbers = numbers | {folded(one.number): one.subject for one in held}

    @property
    def all(self) -> frozenset[str]:
        """Every code that may mean somebody, as codes are compared."""
        return frozenset((*self._numbers, *self._beds))

    def whom(self, code: str, at: datetime) -> Subject | str | None:
        """Who is meant; a text: why nobody can say so; None: nobody has this number, and no bed is called so."""
        subject = self._numbers.get(folded(code))
        if subject is not None or folded(code) not in self._beds:
            return subject
        found = self._beds.at(code, at)
        if len(found) == 1:
            return found[0]
        if found:
            return _("Several beds are called {code}. Write the block before it.").format(code=code)
        return _("Nobody lay in bed {code} at {time}. Say by number whose the reading is.").format(
            code=code, time=wall_time(self._facility, at)
        )
