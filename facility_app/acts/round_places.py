"""Where a reading belongs: the round for which it counts, and the first reading that it follows."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from db.values import Conflict, Invalid
from facility_app.acts.closed_days import closed, closed_days
from facility_app.facts.care import open_cases
from facility_app.facts.care_spans import care_spans
from facility_app.facts.directory import wall_time
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.rounds import KeptReading, RoundKey, fever_rules_on, key_at, span_on, verdicts_of, windows_on
from facility_app.rules.care import CareCase, CareSpan
from facility_app.rules.rechecks import FeverState, FeverVerdict
from facility_app.rules.rounds import WindowSpan, window_spans
from facility_app.rules.temperatures import FeverRules, Reading, ReadingVerdict, judge_reading
from resources.text import N_

_DAY = timedelta(days=1)
_APART = timedelta(minutes=5)
"""Values of one person that a thermometer holds nearer together are of one measuring, and somebody has to choose."""


class Place(NamedTuple):
    """The round of a reading, and the first reading that it follows; None: it is a first one."""

    round: RoundKey
    follows: UUID | None


class RoundPlaces:
    """Finds the places of readings; what has to be known for it is loaded once, for one or for thousands."""

    def __init__(
        self,
        session: Session,
        facility: FacilityFacts,
        now: datetime,
        name_of: Callable[[UUID], str],
        *,
        takes_further: bool = False,
    ) -> None:
        """Prepare to find places.

        Args:
            name_of: the name of staff by id.
            takes_further: whether a later and other value of somebody who was measured in a round already is a
                further reading, as in the memory of a thermometer, and not the same one typed twice.
        """
        self._session, self._facility, self._now = session, facility, now
        self._name_of, self._takes_further = name_of, takes_further
        self._rules: dict[date, FeverRules] = {}
        self._spans: dict[RoundKey, WindowSpan] = {}
        self._keys: dict[datetime, RoundKey | None] = {}
        self._closed: frozenset[date] = frozenset()
        self._cared: Mapping[UUID, Sequence[CareSpan]] = {}
        self._fevers: Mapping[UUID, CareCase] | None = None

    def look_up(self, days: Collection[date], since: datetime) -> None:
        """Load which of some days are closed, and who was in a doctor's care since an instant."""
        self._closed = closed_days(self._session, days)
        self._cared = care_spans(self._session, since)

    def place(self, chain: Sequence[KeptReading], taken: Reading, *, again: bool) -> Place:
        """Where a reading belongs.

        A second reading that is owed is made when the next round has begun, at night or the next morning, or nobody
        makes it: see `_asked`. Whoever is in a doctor's care, or has a confirmed fever of which no doctor was told
        yet, is measured as often as he or she needs.

        Args:
            chain: what is kept of the same person about that day, by time.
            again: whether it is made on purpose beside the one reading of a round.

        Raises:
            Invalid: no round counts then, and nothing asks for a reading beside the rounds.
            Conflict: the person was measured in this round already.
            Refused: the day is closed.
        """
        key = self._key_at(taken.at)
        firsts = [one for one in chain if one.recheck_of is None]
        same = next((one for one in firsts if one.round == key), None)
        eve = self._facility.calendar.day_of(taken.at) - _DAY
        earlier = [one for one in firsts if one.at < taken.at and one.round.day >= eve]
        care = next((one for one in self._cared.get(taken.subject.id, ()) if one.holds(taken.at)), None)
        asked = self._asked(chain, earlier, taken.at, key, again=again)
        if asked is not None and (care is None or again or asked is same):
            found = self._after(asked, key, taken.at)
        elif same is not None:
            is_wanted = again or care is not None or self._followed(taken) is not None
            if taken.at <= same.at or not (is_wanted or self._is_further(chain, same, taken)):
                raise self._taken(same)
            found = Place(same.round, same.id)
        elif key is not None:
            found = Place(key, None)
        else:
            found = self._at_night(earlier[-1] if earlier else None, taken, care, again=again)
        if found.round.day in self._closed:
            raise closed(found.round.day)
        return found

    def span(self, key: RoundKey) -> WindowSpan:
        """The hours of a round."""
        if key not in self._spans:
            self._spans[key] = span_on(self._facility, *key)
        return self._spans[key]

    def rules_on(self, day: date) -> FeverRules:
        """The rules of temperatures in force on a day."""
        if day not in self._rules:
            self._rules[day] = fever_rules_on(self._facility, day)
        return self._rules[day]

    def _asked(
        self,
        chain: Sequence[KeptReading],
        earlier: Sequence[KeptReading],
        at: datetime,
        key: RoundKey | None,
        *,
        again: bool,
    ) -> KeptReading | None:
        """The first reading whose second one this is; None: of none.

        On purpose it is that of the last one, of this day or the day before, of which it is still owed. Else it is
        that of the reading before, in the same round or at night. Once another round counts it is still so within
        the time of a recheck, and until people are measured for that round, of what was found on the same day; a
        reading made while they are is the round's own, and what was owed before stays owed.
        """
        if again:
            return next((one for one in reversed(earlier) if self._owed_since(chain, one, at) is not None), None)
        before = earlier[-1] if earlier else None
        if before is None:
            return None
        if key is None and at - before.at >= _DAY:
            return None
        if key is None or before.round == key:
            said = self._said(chain, before, at)
            return before if any(isinstance(one, FeverVerdict) for one in said) else None
        rest = timedelta(minutes=self.rules_on(before.round.day).recheck.until_minutes)
        latest = max(one.at for one in chain if one.at < at)
        is_being_made = at >= self.span(key).opens
        if is_being_made and at - latest > rest:
            return None
        since = self._owed_since(chain, before, at)
        if since is None:
            return None
        is_of_this_day = self._facility.calendar.day_of(since) == key.day
        return before if at - since <= rest or (is_of_this_day and not is_being_made) else None

    def _said(
        self, chain: Sequence[KeptReading], first: KeptReading, at: datetime
    ) -> tuple[ReadingVerdict | FeverVerdict, ...]:
        """What a first reading and those that followed it before an instant say in turn."""
        of = [one for one in chain if first.id in (one.id, one.recheck_of) and one.at < at]
        cared = self._cared.get(first.measured.subject.id, ())
        return tuple(verdicts_of(self.rules_on(first.round.day), chain, of, at, spans=cared))

    def _owed_since(self, chain: Sequence[KeptReading], first: KeptReading, at: datetime) -> datetime | None:
        """When the reading was made of which a second one is still owed; None: none is."""
        last = self._said(chain, first, at)[-1]
        is_owed = isinstance(last, FeverVerdict) and last.state is FeverState.AWAITING
        return last.first.reading.at if isinstance(last, FeverVerdict) and is_owed else None

    def _after(self, first: KeptReading, key: RoundKey | None, at: datetime) -> Place:
        """The place of what follows a first reading: in its round, or once that day is closed in one that is open."""
        if first.round.day not in self._closed:
            return Place(first.round, first.id)
        return Place(key or self._round_to_come(at), first.id)

    def _at_night(self, before: KeptReading | None, taken: Reading, care: CareSpan | None, *, again: bool) -> Place:
        """The place of a reading for which no round counts: never that of the morning's own measurement.

        Whoever is in care is measured for the round to come. Whoever falls ill at night is added to the last reading
        of the evening, or to the evening's round. A value that asks for nothing is more likely one of a wrong time.
        """
        fever = care.first_id if care is not None else self._followed(taken)
        if fever is not None:
            return Place(self._round_to_come(taken.at), before.id if before is not None else fever)
        said = judge_reading(self.rules_on(self._facility.calendar.day_of(taken.at)), taken)
        if not (again or said.needs_recheck or said.findings):
            raise Invalid(
                N_("At {time} no temperature round counts. Correct the time, or enter it as a further reading."),
                field="taken_at",
                time=wall_time(self._facility, taken.at),
            )
        if before is not None:
            return self._after(before, None, taken.at)
        evening = self._spans_of(self._facility.calendar.day_of(taken.at) - _DAY)[-1]
        key = RoundKey(evening.day, evening.window.id)
        return Place(key if key.day not in self._closed else self._round_to_come(taken.at), None)

    def _followed(self, taken: Reading) -> UUID | None:
        """The first reading of a confirmed fever after which this one is owed, though no doctor was told of it yet."""
        if self._fevers is None:
            fevers = [one for one in open_cases(self._session, self._facility, self._now) if one.follow_up is not None]
            self._fevers = {one.subject.id: one for one in reversed(fevers)}
        case = self._fevers.get(taken.subject.id)
        return case.first_id if case is not None and case.needed_from < taken.at else None

    def _is_further(self, chain: Sequence[KeptReading], same: KeptReading, taken: Reading) -> bool:
        """Whether another reading of a round is a further one, where those are taken."""
        others = [one for one in chain if one.round == same.round and one.at <= taken.at]
        is_apart = all(taken.at - one.at >= _APART for one in others)
        return self._takes_further and is_apart and taken.celsius != others[-1].measured.celsius

    def _round_to_come(self, at: datetime) -> RoundKey:
        """The first round of the day of an instant at night."""
        first = self._spans_of(self._facility.calendar.day_of(at))[0]
        return RoundKey(first.day, first.window.id)

    def _spans_of(self, day: date) -> tuple[WindowSpan, ...]:
        return window_spans(windows_on(self._facility, day), self._facility.calendar, day)

    def _key_at(self, at: datetime) -> RoundKey | None:
        """The round for which a reading at an instant counts; many are made in the same minute."""
        if at not in self._keys:
            self._keys[at] = key_at(self._facility, at)
        return self._keys[at]

    def _taken(self, first: KeptReading) -> Conflict:
        return Conflict(
            N_(
                "{person} was measured in this round already, by {name} at {time}. "
                "Void that reading or correct it, or enter this one as a further reading."
            ),
            field="taken_at",
            person=first.measured.subject.text,
            name=self._name_of(first.measured.by),
            time=wall_time(self._facility, first.at),
        )
