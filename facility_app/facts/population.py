"""Who was held on one facility day: yesterday + in - out = today, with the names behind each figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol, TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.journal import LOCAL_SITE, journal
from db.tables import Custody
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import HeldPerson, Roll, held_between
from facility_app.rules.documentpack import Column
from facility_app.rules.documents import documents_in_force
from facility_app.rules.population import (
    Balance,
    Differences,
    Held,
    PopulationRow,
    columns_of,
    differences,
    population_table,
)

P = TypeVar("P", bound="_Spent")
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class DayPopulation:
    """The people of one facility day, each by block, cell, bed, then number.

    Attributes:
        rows: one for each ground, and a last one for everybody.
        opening: held at the end of the day before, as they were held then.
        came: admitted during the day; `left`: whose custody ended; `present`: held at its end.
        counted: how many custodies are open at the end, counted by itself and not from the lists.
    """

    rows: tuple[PopulationRow, ...]
    opening: tuple[HeldPerson, ...]
    came: tuple[HeldPerson, ...]
    left: tuple[HeldPerson, ...]
    present: tuple[HeldPerson, ...]
    counted: int

    def balance(self, stated: int | None = None) -> Balance:
        """The day in four figures; `stated` is what somebody counted, else what the records count."""
        return Balance(len(self.opening), len(self.came), len(self.left), self.counted if stated is None else stated)

    @property
    def names(self) -> Differences:
        """By name where the figures do not meet."""
        groups = (self.opening, self.came, self.left, self.present)
        return differences(*(tuple(one.subject for one in group) for group in groups))


def population_of(session: Session, facility: FacilityFacts, day: date, roll: Roll | None = None) -> DayPopulation:
    """Who was held on a facility day; of a day that is not over, as far as it is known.

    Who was held already when the facility began to use the program is nobody's intake.

    Args:
        roll: the people, where they are read already.
    """
    start, end = facility.calendar.starts(day), facility.calendar.ends(day)
    roll = roll or Roll(session, facility, start - _MOMENT, end)
    late = _opening_recorded_late(session, facility, day, start, end)
    before = roll.held_between(start, start, placed_at=start - _MOMENT)
    during = (*roll.held_between(start, end, placed_at=end - _MOMENT), *late)
    opening, came, left, present = _apart(before, during, start, end)
    categories = documents_in_force(facility.packs.documents, day, facility.kind).categories.values()
    columns = sorted(columns_of(categories), key=lambda one: one is Column.OTHER)
    rows = population_table(columns, _held(opening), _held(came), _held(left), _held(present), day)
    return DayPopulation(rows, opening, came, left, present, _count(session, end))


def balance_of(session: Session, facility: FacilityFacts, day: date) -> Balance:
    """The figures of a facility day as `population_of` has them, for which nobody's place or papers are read."""
    start, end = facility.calendar.starts(day), facility.calendar.ends(day)
    rows = session.execute(
        select(Custody.admitted_at, Custody.ended_at, Custody.is_opening).where(
            Custody.voided_at.is_(None),
            or_(Custody.admitted_at < end, Custody.is_opening.is_(True)),
            or_(Custody.ended_at.is_(None), Custody.ended_at > start),
        )
    )
    spans = [_Span(*row) for row in rows]
    late = [one for one in spans if one.admitted_at >= end]
    during = [one for one in spans if one.admitted_at < end]
    if late and day >= first_day(session, facility):
        during += late
    groups = _apart([one for one in spans if one.admitted_at < start], during, start, end)
    opening, came, left, _ = map(len, groups)
    return Balance(opening, came, left, _count(session, end))


class _Spent(Protocol):
    """A period of custody."""

    @property
    def admitted_at(self) -> datetime: ...
    @property
    def ended_at(self) -> datetime | None: ...
    @property
    def is_opening(self) -> bool: ...


class _Span(NamedTuple):
    """A period of custody without whose it is."""

    admitted_at: datetime
    ended_at: datetime | None
    is_opening: bool


def _apart(
    before: Iterable[P], during: Sequence[P], start: datetime, end: datetime
) -> tuple[tuple[P, ...], tuple[P, ...], tuple[P, ...], tuple[P, ...]]:
    """Who was held when a day began, who came, who left, and who was held at its end.

    Args:
        before: held at the beginning. `during`: at any moment of the day, and whoever was recorded late.
    """
    opening = (*before, *(one for one in during if one.is_opening and one.admitted_at >= start))
    came = tuple(one for one in during if one.admitted_at >= start and not one.is_opening)
    left = tuple(one for one in during if one.ended_at is not None and one.ended_at <= end)
    present = tuple(one for one in during if one.ended_at is None or one.ended_at > end)
    return opening, came, left, present


def first_day(session: Session, facility: FacilityFacts) -> date:
    """The first day that the program keeps: as the facility says, else that of the first record of the store."""
    if facility.opened_on is not None:
        return facility.opened_on
    first: datetime = session.execute(
        select(journal.c.at).where(journal.c.site_no == LOCAL_SITE).order_by(journal.c.seq).limit(1)
    ).scalar_one()
    return facility.calendar.day_of(first)


def _held(people: Iterable[HeldPerson]) -> tuple[Held, ...]:
    return tuple(
        Held(one.subject, one.sex, one.birth_date, one.category.column if one.category else Column.OTHER)
        for one in people
    )


def _opening_recorded_late(
    session: Session, facility: FacilityFacts, day: date, start: datetime, end: datetime
) -> tuple[HeldPerson, ...]:
    """Those held before the first day whose recorded admission lies after this one: a slip, but they were here."""
    last: datetime | None = session.execute(
        select(func.max(Custody.admitted_at)).where(
            Custody.is_opening.is_(True), Custody.voided_at.is_(None), Custody.admitted_at >= end
        )
    ).scalar()
    if last is None or day < first_day(session, facility):
        return ()
    found = held_between(session, facility, start, last + _MOMENT, placed_at=end - _MOMENT)
    return tuple(one for one in found if one.is_opening and one.admitted_at >= end)


def _count(session: Session, end: datetime) -> int:
    return session.execute(
        select(func.count())
        .select_from(Custody)
        .where(
            Custody.voided_at.is_(None),
            or_(Custody.admitted_at < end, Custody.is_opening.is_(True)),
            or_(Custody.ended_at.is_(None), Custody.ended_at > end),
        )
    ).scalar_one()
