"""Who is held, from when to when, where, and on what ground."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session

from db.tables import Bed, Block, Cell, Custody, Person, Placement
from db.tables import Document as DocumentRow
from db.values import Sex
from facility_app.core.numbers import clean_code
from facility_app.core.sorting import NumberKey, by_number
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import FacilityFacts
from facility_app.rules.documentpack import Category
from facility_app.rules.documents import Document, category_on, documents_in_force


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody lives."""

    cell_id: UUID
    bed_id: UUID
    block: str
    cell: str
    bed: int


@dataclass(frozen=True, slots=True)
class BedStay:
    """That somebody in custody lay in a bed from when until when; `until` None: still."""

    subject: Subject
    place: Place
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class HeldPerson:
    """One period of custody, with the place and the papers of the moment that was asked for.

    Attributes:
        admitted_at: in UTC; `ended_at` None: still held.
        is_opening: held already when the facility began to use the program.
        documents: oldest first.
        category: the ground on the day that was asked for; None: not known.
        subject: the person as the subject of a finding; identified by the custody.
    """

    custody_id: UUID
    person_id: UUID
    number: str
    name: str
    sex: Sex
    birth_date: date | None
    admitted_at: datetime
    ended_at: datetime | None
    is_opening: bool
    is_key_person: bool
    case_number: str | None
    case_cause: str | None
    case_unit: str | None
    term_end: date | None
    document_id: UUID
    admission: str
    place: Place | None
    documents: tuple[Document, ...]
    category: Category | None
    subject: Subject


def held_between(
    session: Session, facility: FacilityFacts, start: datetime, end: datetime, *, placed_at: datetime | None = None
) -> tuple[HeldPerson, ...]:
    """Everybody in custody at any moment of `[start, end)`, by block, cell, bed, then number.

    Args:
        placed_at: the moment whose places and grounds are given; else the end.
    """
    query = _custodies().where(Custody.admitted_at < end, or_(Custody.ended_at.is_(None), Custody.ended_at > start))
    return _held(session, facility, query, placed_at or end)


def held_at(
    session: Session, facility: FacilityFacts, at: datetime, *, term_until: date | None = None
) -> tuple[HeldPerson, ...]:
    """Everybody in custody at an instant, by block, cell, bed, then number.

    Args:
        term_until: only those whose printed term ends by then.
    """
    query = _custodies().where(Custody.admitted_at <= at, or_(Custody.ended_at.is_(None), Custody.ended_at > at))
    if term_until is not None:
        query = query.where(Custody.term_end <= term_until)
    return _held(session, facility, query, at)


def living_in(session: Session, facility: FacilityFacts, cell_id: UUID, at: datetime) -> tuple[HeldPerson, ...]:
    """Whoever in custody at an instant lives in a cell then, by bed."""
    stay = (
        select(Placement.custody_id)
        .join(Bed, Bed.id == Placement.bed_id)
        .where(
            Bed.cell_id == cell_id,
            Placement.voided_at.is_(None),
            Placement.from_at <= at,
            or_(Placement.until_at.is_(None), Placement.until_at >= at),
        )
    )
    query = _custodies().where(
        Custody.id.in_(stay), Custody.admitted_at <= at, or_(Custody.ended_at.is_(None), Custody.ended_at > at)
    )
    found = _held(session, facility, query, at)
    return tuple(one for one in found if one.place is not None and one.place.cell_id == cell_id)


def person_by_number(session: Session, facility: FacilityFacts, number: str, at: datetime) -> HeldPerson | None:
    """One period of custody by its 监所编号; None: there is none."""
    return next(iter(_held(session, facility, _custodies().where(Custody.number == clean_code(number)), at)), None)


_COLUMNS: tuple[Any, ...] = (
    *(Custody.id, Custody.person_id, Custody.number, Person.name, Person.sex, Person.birth_date),
    *(Custody.admitted_at, Custody.ended_at, Custody.is_opening, Custody.is_key_person, Custody.case_number),
    *(Custody.case_cause, Custody.case_unit, Custody.term_end, Custody.document_id, Custody.admission),
)
"""The first fields of `HeldPerson`, in its order; records of 3,000 people would take three times as long to read."""


def _custodies() -> Select[*tuple[Any, ...]]:
    return select(*_COLUMNS).join(Person, Person.id == Custody.person_id).where(Custody.voided_at.is_(None))


def _held(
    session: Session, facility: FacilityFacts, query: Select[*tuple[Any, ...]], at: datetime
) -> tuple[HeldPerson, ...]:
    return _Kept(session, facility, query, at, at).people(at)


class Roll:
    """Whoever was held at any moment of `[start, end]`, read once for all that is asked of these people.

    It answers as `held_between` and `held_at` do; what lies outside of its time is read anew.
    """

    def __init__(self, session: Session, facility: FacilityFacts, start: datetime, end: datetime) -> None:
        query = _custodies().where(
            Custody.admitted_at <= end, or_(Custody.ended_at.is_(None), Custody.ended_at > start)
        )
        self._session, self._facility = session, facility
        self._start, self._end = start, end
        self._kept = _Kept(session, facility, query, start, end)

    def held_between(
        self, start: datetime, end: datetime, *, placed_at: datetime | None = None
    ) -> tuple[HeldPerson, ...]:
        """As `held_between`."""
        at = placed_at or end
        if min(start, at) < self._start or max(end, at) > self._end:
            return held_between(self._session, self._facility, start, end, placed_at=at)
        return self._kept.people(at, lambda row: row.admitted_at < end and _is_after(row.ended_at, start))

    def held_at(self, at: datetime) -> tuple[HeldPerson, ...]:
        """As `held_at`."""
        if not self._start <= at <= self._end:
            return held_at(self._session, self._facility, at)
        return self._kept.people(at, lambda row: row.admitted_at <= at and _is_after(row.ended_at, at))

    def bed_stays(self) -> tuple[BedStay, ...]:
        """Who lay in which bed in its time; those of one person by time."""
        return self._kept.bed_stays()


def _is_after(ended_at: datetime | None, at: datetime) -> bool:
    return ended_at is None or ended_at > at


class _Kept:
    """Periods of custody, with the papers and with where people lived in a while."""

    def __init__(
        self,
        session: Session,
        facility: FacilityFacts,
        query: Select[*tuple[Any, ...]],
        start: datetime,
        end: datetime,
    ) -> None:
        self._facility = facility
        rows = session.execute(query).all()
        ids = [row.id for row in rows]
        stays = _stays(session, query, ids, start, end)
        documents = _documents(session, query, ids)
        self._files = [_File(row, stays.get(row.id, ()), documents.get(row.id, ())) for row in rows]
        self._day: date | None = None

    def people(
        self, at: datetime, fits: Callable[[Row[*tuple[Any, ...]]], bool] | None = None
    ) -> tuple[HeldPerson, ...]:
        """Those who fit, as they stood at an instant of the while, by block, cell, bed, then number."""
        self._judge_papers(self._facility.calendar.day_of(at))
        files = [one for one in self._files if fits is None or fits(one.row)]
        for one in files:
            one.stand_at(at)
        return tuple(one.person for one in sorted(files, key=_ORDER))

    def bed_stays(self) -> tuple[BedStay, ...]:
        """Who lay in which bed in the while; nobody does after the end of the custody."""
        return tuple(
            BedStay(
                Subject(SubjectKind.PERSON, one.row.id, one.row.name, one.row.number, stay.place.cell),
                stay.place,
                stay.since,
                min((end for end in (stay.until, one.row.ended_at) if end is not None), default=None),
            )
            for one in self._files
            for stay in one.stays
        )

    def _judge_papers(self, day: date) -> None:
        """On what ground each is held on a day."""
        if day == self._day:
            return
        self._day = day
        rules = documents_in_force(self._facility.packs.documents, day, self._facility.kind)
        admissions = {one.id: one for one in rules.admissions}
        for one in self._files:
            one.category = category_on(rules, one.papers, day, admissions.get(one.row.admission))


class _File:
    """One period of custody with where the person lived in a while, and as it stood at the instant asked last."""

    __slots__ = ("category", "order", "papers", "person", "row", "stays")

    def __init__(self, row: Row[*tuple[Any, ...]], stays: Sequence["_Stay"], papers: tuple[Document, ...]) -> None:
        self.row, self.stays, self.papers = row, stays, papers
        self.category: Category | None = None
        self.person: HeldPerson
        self.order: tuple[bool, NumberKey, NumberKey, int, str] | None = None

    def stand_at(self, at: datetime) -> None:
        """The same value as for the instant asked before, where nothing has changed since: most people stay put."""
        place = _place(self.stays, at)
        if self.order is None or self.person.place is not place or self.person.category is not self.category:
            row = self.row
            subject = Subject(SubjectKind.PERSON, row.id, row.name, row.number, place.cell if place else "")
            self.person = HeldPerson(*(*row, place, self.papers, self.category, subject))
            self.order = _order(self.person)


_ORDER = attrgetter("order")


def _order(one: HeldPerson) -> tuple[bool, NumberKey, NumberKey, int, str]:
    place = one.place
    return (
        place is None,
        by_number(place.block) if place else (),
        by_number(place.cell) if place else (),
        place.bed if place else 0,
        one.number,
    )


_MANY = 500
"""So many identifiers are not told one by one: they are found again by the query that found them."""


def _those(query: Select[*tuple[Any, ...]], ids: list[UUID]) -> Any:
    return ids if len(ids) <= _MANY else query.with_only_columns(Custody.id)


class _Stay(NamedTuple):
    """Where somebody lived from when until when; `until` None: still."""

    since: datetime
    until: datetime | None
    place: Place


def _place(stays: Sequence[_Stay], at: datetime) -> Place | None:
    for one in reversed(stays):
        if one.since <= at and (one.until is None or one.until >= at):
            return one.place
    return None


def _stays(
    session: Session, query: Select[*tuple[Any, ...]], ids: list[UUID], start: datetime, end: datetime
) -> dict[UUID, list[_Stay]]:
    """Where people lived in a while, the first place first."""
    columns: tuple[Any, ...] = (
        *(Placement.custody_id, Placement.from_at, Placement.until_at),
        *(Cell.id, Bed.id, Block.name, Cell.code, Bed.number),
    )
    stays = (
        select(*columns)
        .join(Bed, Bed.id == Placement.bed_id)
        .join(Cell, Cell.id == Bed.cell_id)
        .join(Block, Block.id == Cell.block_id)
        .where(
            Placement.custody_id.in_(_those(query, ids)),
            Placement.voided_at.is_(None),
            Placement.from_at <= end,
            or_(Placement.until_at.is_(None), Placement.until_at >= start),
        )
        .order_by(Placement.from_at)
    )
    found: dict[UUID, list[_Stay]] = {}
    for custody_id, since, until, *place in session.execute(stays) if ids else ():
        found.setdefault(custody_id, []).append(_Stay(since, until, Place(*place)))
    return found


def _documents(session: Session, query: Select[*tuple[Any, ...]], ids: list[UUID]) -> dict[UUID, tuple[Document, ...]]:
    papers = (
        select(
            *(DocumentRow.custody_id, DocumentRow.type, DocumentRow.number),
            *(DocumentRow.issued_by, DocumentRow.issued_on),
        )
        .where(DocumentRow.custody_id.in_(_those(query, ids)), DocumentRow.voided_at.is_(None))
        .order_by(DocumentRow.issued_on, DocumentRow.id)
    )
    found: dict[UUID, list[Document]] = {}
    for custody_id, type_, number, issued_by, issued_on in session.execute(papers) if ids else ():
        given = Document(type_, number, issued_by, issued_on, matches_person=True)
        found.setdefault(custody_id, []).append(given)
    return {custody_id: tuple(documents) for custody_id, documents in found.items()}
