"""Who is apart (隔离、观察、单独关押), on which day of it, and what is owed to them.

The temperature of a line is the reading of the round of that window; it is kept nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from db.tables import Isolation
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation_course import course_of
from facility_app.facts.isolation_fevers import Temperatures
from facility_app.facts.isolation_rows import (
    LineRow,
    ReviewRow,
    RightRow,
    Spell,
    StayRow,
    lines_of,
    reviews_of,
    rights_of,
    spells,
    spells_between,
    stays_of,
)
from facility_app.facts.outbreaks import ObservationDays
from facility_app.facts.rounds import windows_on
from facility_app.rules.entries import the
from facility_app.rules.isolation import (
    EndVerdict,
    IsolationRules,
    counted_from,
    counts_with,
    day_number,
    is_beyond_review,
    isolation_rules_of,
    judge_end,
    limit_of,
)
from facility_app.rules.isolationdue import Owed, Stay, owed_to
from facility_app.rules.isolationpack import EndRule, Kind, Often
from facility_app.rules.rounds import WindowSpan, window_spans

_MOMENT = timedelta(microseconds=1)
_DAY_HOURS = 24


@dataclass(frozen=True, slots=True)
class Measured:
    """One temperature in the round of a window."""

    celsius: Decimal
    body_site: str
    at: datetime
    is_fever: bool


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One window of one day of the observation sheet; `row` None: no line is written.

    Attributes:
        temperatures: those of the round, the first reading first; none: not measured.
        is_late: written after the window had closed.
    """

    window: str
    row: LineRow | None
    temperatures: tuple[Measured, ...]
    is_late: bool
    is_owed: bool

    @property
    def symptoms(self) -> tuple[str, ...]:
        """Ids of the symptoms of the line."""
        return tuple((self.row.symptoms or "").split()) if self.row else ()


@dataclass(frozen=True, slots=True)
class ApartPerson:
    """One isolation on one facility day, as it stood at an instant of it.

    Attributes:
        spell: what was ordered, and its end where it had ended by then.
        person: with the cell of that moment; `place`: block, cell, bed and kind of cell.
        day_n: which day of it, the first one counted, with those of the ones before that count together with it.
        counted_from: when these days began.
        lines: one for each window of the day.
        rights: those noted on the day, and those noted once.
        reviews: every one until then, by time.
        limit: when it is over whatever anybody says.
        end_rule: None: not shown, since it would name the illness.
        is_masked: whether reason, pathogen and what doctors wrote are left out.
    """

    spell: Spell
    kind: Kind
    end_rule: EndRule | None
    person: Subject
    place: StayRow | None
    day: date
    day_n: int
    counted_from: datetime
    lines: tuple[SheetLine, ...]
    rights: tuple[RightRow, ...]
    reviews: tuple[ReviewRow, ...]
    verdict: EndVerdict
    limit: datetime | None
    owed: tuple[Owed, ...]
    is_beyond_review: bool
    is_beyond_limit: bool
    is_masked: bool = False

    @property
    def not_kept(self) -> tuple[RightRow, ...]:
        """The rights of the day that were not kept up."""
        return tuple(one for one in self.rights if not one.is_kept)


def isolation_rules_on(facility: FacilityFacts, day: date) -> IsolationRules:
    """The rules of being apart in force on a day."""
    return isolation_rules_of(facility.packs.isolation, day, facility.kind)


def reviews_told(facility: FacilityFacts) -> frozenset[str]:
    """Ids of the reviews that everybody is told: what a doctor found, such as crusted vesicles, names the illness."""
    return frozenset(one.id for one in facility.packs.isolation.review if one.states is None)


def people_apart(session: Session, facility: FacilityFacts, day: date, at: datetime) -> tuple[ApartPerson, ...]:
    """Everybody apart on a facility day, as it stood at an instant or at its end, by cell and bed.

    Args:
        at: what was written of the day by then is shown, after its end too.
    """
    start, end = facility.calendar.starts(day), facility.calendar.ends(day)
    until = min(at, end - _MOMENT)
    found = Records(session, facility, spells_between(session, start, min(until + _MOMENT, end)))
    people = [found.on(one, day, until, at) for one in found.spells]
    return tuple(sorted(people, key=lambda one: _order(one.place, one.person)))


def _order(place: StayRow | None, person: Subject) -> tuple[bool, str, str, int, str]:
    if place is None:
        return (True, "", "", 0, person.number)
    return (False, place.block, place.cell, place.bed, person.number)


def spells_of(session: Session, custody_id: UUID) -> tuple[Spell, ...]:
    """Every isolation of one period of custody, by beginning."""
    return spells(session, Isolation.custody_id == custody_id)


class Records:
    """Some isolations with everything that was written of them, to be asked of any day and instant."""

    def __init__(self, session: Session, facility: FacilityFacts, of: Sequence[Spell]) -> None:
        self.facility, self.spells = facility, tuple(of)
        ids = [one.id for one in of]
        custodies = {one.custody_id for one in of}
        self._every = spells(session, Isolation.custody_id.in_(custodies)) if of else ()
        self._lines = _grouped(lines_of(session, ids) if of else [])
        self._rights = _grouped(rights_of(session, ids) if of else [])
        self._reviews = _grouped(reviews_of(session, [one.id for one in self._every]) if of else [])
        self._temperatures = Temperatures(session, facility, of)
        self._observation = ObservationDays(session)
        self._stays: dict[UUID, list[StayRow]] = {}
        for stay in stays_of(session, custodies) if of else ():
            self._stays.setdefault(stay.custody_id, []).append(stay)

    def on(self, spell: Spell, day: date, at: datetime, written: datetime | None = None) -> ApartPerson:
        """One of them on a facility day, as it stood at an instant.

        Args:
            written: until when lines and rights of the day may have been written; None: until that instant.
        """
        written = written or at
        facility, rules = self.facility, isolation_rules_on(self.facility, day)
        kind, end_rule = self._kind(spell), self._end_rule(spell)
        if spell.ended_at is not None and spell.ended_at > at:
            spell = replace(spell, ended_at=None, ended_by=None, end_reason=None)
        until = spell.ended_at or at
        together = self._counted_with(spell, kind)
        first_at = together[0].started_at
        n = day_number(facility.calendar, first_at, day)
        reviews = tuple(one for one in self._reviews.get(spell.id, ()) if one.at <= at)
        lines_of_it = self._lines.get(spell.id, ())
        course = course_of(facility, spell, end_rule, self._temperatures, lines_of_it, reviews, until)
        verdict = judge_end(end_rule, course, until, facility.calendar)
        limit = limit_of(kind, facility.calendar, first_at)
        spans = self._spans(day)
        lines = tuple(self._line(spell, one, written) for one in spans)
        rights = self._noted(spell, rules, day, written)
        made: dict[str, list[int]] = {}
        for one in (each for of in together for each in self._reviews.get(of.id, ()) if each.at <= at):
            made_on = day_number(facility.calendar, first_at, facility.calendar.day_of(one.at))
            made.setdefault(one.review, []).append(made_on)
        stay = Stay(
            kind,
            spell.started_at,
            first_at,
            spell.ended_at,
            limit,
            frozenset(one.window for one in lines if one.row),
            frozenset(one.right for one in rights),
            made,
            verdict,
        )
        place = self._place(spell, until)
        return ApartPerson(
            spell,
            kind,
            end_rule,
            Subject(SubjectKind.PERSON, spell.custody_id, spell.name, spell.number, place.cell if place else ""),
            place,
            day,
            n,
            first_at,
            lines,
            rights,
            reviews,
            verdict,
            limit,
            owed_to(rules, stay, day, spans, facility.calendar),
            is_beyond_review(kind, rules.milestones, n, made) and spell.ended_at is None,
            limit is not None and until >= limit,
        )

    def _kind(self, spell: Spell) -> Kind:
        day = self.facility.calendar.day_of(spell.started_at)
        return the(isolation_rules_on(self.facility, day).kinds.values(), spell.kind)

    def _end_rule(self, spell: Spell) -> EndRule:
        day = self.facility.calendar.day_of(spell.started_at)
        rule = the(isolation_rules_on(self.facility, day).end_rules.values(), spell.end_rule)
        days = self._observation.on(day, spell.pathogen) if rule.is_observation else None
        return rule if days is None else msgspec.structs.replace(rule, hours=days * _DAY_HOURS)

    def _counted_with(self, spell: Spell, kind: Kind) -> list[Spell]:
        """Those with which its days are counted together, by beginning; itself is the last."""
        before = [
            one
            for one in self._every
            if one.custody_id == spell.custody_id
            and one.started_at < spell.started_at
            and counts_with(kind, self._kind(one))
        ]
        times = [(one.started_at, one.ended_at) for one in before]
        start = counted_from(kind, self.facility.calendar, spell.started_at, times)
        return [*(one for one in before if one.started_at >= start), spell]

    def _spans(self, day: date) -> tuple[WindowSpan, ...]:
        windows = windows_on(self.facility, day)
        return window_spans(windows, self.facility.calendar, day) if windows else ()

    def _place(self, spell: Spell, at: datetime) -> StayRow | None:
        stays = [one for one in self._stays.get(spell.custody_id, ()) if one.since <= at]
        return next((one for one in reversed(stays) if one.until is None or one.until >= at), None)

    def _line(self, spell: Spell, span: WindowSpan, at: datetime) -> SheetLine:
        window, day = span.window.id, span.day
        rows = (one for one in self._lines.get(spell.id, ()) if (one.day, one.window) == (day, window) and one.at <= at)
        row = next(rows, None)
        is_owed = spell.started_at <= span.closes and (spell.ended_at is None or spell.ended_at > span.closes)
        temperatures = tuple(
            Measured(one.measured.celsius, one.measured.site, one.at, self._temperatures.is_fever(one))
            for one in self._temperatures.until(spell, at)
            if one.round == (day, window)
        )
        return SheetLine(window, row, temperatures, row is not None and row.entered_at > span.closes, is_owed)

    def _noted(self, spell: Spell, rules: IsolationRules, day: date, at: datetime) -> tuple[RightRow, ...]:
        once = {one.id for one in rules.rights.values() if one.often is Often.ONCE}
        return tuple(
            one
            for one in self._rights.get(spell.id, ())
            if one.at <= at and (one.day == day or (one.right in once and one.day <= day))
        )


R = TypeVar("R", LineRow, RightRow, ReviewRow)


def _grouped(rows: Sequence[R]) -> Mapping[UUID, list[R]]:
    found: dict[UUID, list[R]] = {}
    for one in rows:
        found.setdefault(one.isolation_id, []).append(one)
    return found
