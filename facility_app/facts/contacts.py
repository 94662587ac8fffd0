"""Who was together with somebody: shared a cell, was named in one entry of a register, talked or was measured.

What the records cannot tell is left out: a lesson says how many took part and not who; escorts and vehicles name
the staff and not the people held.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import Enum
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.tables import Bed, Block, Cell, Custody, Person, Placement, Staff, Talk, TemperatureRound
from db.tables import Reading as ReadingRow
from facility_app.core.phrases import Phrase, phrase
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.care_spans import care_spans
from facility_app.facts.disproved import is_disproved, is_fever
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.fever_rules import RulesByDay
from facility_app.facts.nameless import reading_of, select_readings
from facility_app.facts.people import HeldPerson
from facility_app.facts.registers import all_registers, entry_record
from facility_app.facts.rounds import KeptReading
from resources.text import N_


class SharedKind(Enum):
    """What two people shared."""

    CELL = "cell"
    ENTRY = "entry"
    """An entry of a register that names both as having been in one place."""
    TALK = "talk"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class Shared:
    """What was shared, where, from when until when (UTC); several talks or measurements are one, with their count."""

    kind: SharedKind
    where: Phrase
    since: datetime
    until: datetime
    count: int = 1

    @property
    def hours(self) -> Decimal:
        """How long a cell was shared, one decimal, never rounded up; of a moment 0."""
        spent = self.until - self.since if self.kind is SharedKind.CELL else timedelta(0)
        return (Decimal(spent // timedelta(seconds=1)) / 3600).quantize(Decimal("0.1"), ROUND_DOWN)


@dataclass(frozen=True, slots=True)
class Measure:
    """One temperature of a contact; a fever that a second reading disproved is none."""

    at: datetime
    celsius: Decimal
    is_fever: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who was together with the person.

    Attributes:
        shared: by time; two in one cell at two times are two.
        left_at: when the custody ended; None: still here, or staff.
        place: block and cell of now; empty: none, or staff.
        last: the last temperature since the first contact; None: there is none.
        fever: the first fever since the first contact; None: there was none.
    """

    subject: Subject
    shared: tuple[Shared, ...]
    left_at: datetime | None
    place: str
    last: Measure | None
    fever: Measure | None

    @property
    def is_staff(self) -> bool:
        """Whether it is somebody who works here."""
        return self.subject.kind is SubjectKind.STAFF

    @property
    def since(self) -> datetime:
        """The first contact."""
        return self.shared[0].since

    @property
    def until(self) -> datetime:
        """The end of the last contact."""
        return max(one.until for one in self.shared)

    @property
    def hours(self) -> Decimal:
        """How long cells were shared, all times together."""
        return sum((one.hours for one in self.shared), Decimal("0.0"))


@dataclass(frozen=True, slots=True)
class Contacts:
    """Everybody who was together with a person in a while.

    Attributes:
        since, until: the while, in UTC.
        found: people held before staff; who was together longest comes first.
        by, at: who asked and when (UTC).
    """

    person: HeldPerson
    facility: FacilityFacts
    since: datetime
    until: datetime
    found: tuple[Contact, ...]
    by: str
    at: datetime

    @property
    def people(self) -> tuple[Contact, ...]:
        """Those who are or were held."""
        return tuple(one for one in self.found if not one.is_staff)

    @property
    def staff(self) -> tuple[Contact, ...]:
        """Those who work here."""
        return tuple(one for one in self.found if one.is_staff)


@dataclass(frozen=True, slots=True)
class _Held:
    """Somebody held who was together with the person; when he or she left, and what was shared."""

    subject: Subject
    left_at: datetime | None
    shared: list[Shared]


def contacts_of(
    session: Session, facility: FacilityFacts, person: HeldPerson, since: datetime, until: datetime, now: datetime
) -> tuple[Contact, ...]:
    """Everybody who was together with a person, in any period of custody, at any moment of `[since, until)`.

    Whoever moves in at the moment at which somebody moves out has not shared the cell.
    """
    own = session.execute(select(Custody.id, Custody.number).where(Custody.person_id == person.person_id)).all()
    ids, numbers = [row.id for row in own], [row.number for row in own]
    held: dict[UUID, _Held] = {}
    for mate, shared in (
        *_cell_mates(session, ids, since, until),
        *_named_together(session, numbers, person.person_id, since, until),
    ):
        held.setdefault(mate.subject.id, mate).shared.append(shared)
    staff = _staff(session, ids, since, until)
    measures = _measures(session, facility, since, now, ReadingRow.custody_id, held)
    measures |= _measures(session, facility, since, now, ReadingRow.staff_id, staff)
    places = _places(session, held)
    found = [
        _contact(one.subject, one.shared, measures.get(key, []), one.left_at, places.get(key, ""))
        for key, one in held.items()
    ]
    found += [_contact(subject, shared, measures.get(key, [])) for key, (subject, shared) in staff.items()]
    return tuple(sorted(found, key=lambda one: (one.is_staff, -one.hours, one.since, one.subject.number)))


def _contact(
    subject: Subject,
    shared: Iterable[Shared],
    measures: Iterable[Measure],
    left_at: datetime | None = None,
    place: str = "",
) -> Contact:
    ordered = tuple(sorted(shared, key=lambda one: (one.since, one.until)))
    since = [one for one in measures if one.at >= ordered[0].since]
    fever = next((one for one in since if one.is_fever), None)
    return Contact(subject, ordered, left_at, place, since[-1] if since else None, fever)


def _cell_mates(
    session: Session, own: Collection[UUID], since: datetime, until: datetime
) -> Iterator[tuple[_Held, Shared]]:
    """Whoever had a bed in the same cell at the same time."""
    query = (
        select(Bed.cell_id, Placement.from_at, Placement.until_at, Block.name, Cell.code)
        .join(Bed, Bed.id == Placement.bed_id)
        .join(Cell, Cell.id == Bed.cell_id)
        .join(Block, Block.id == Cell.block_id)
        .where(Placement.custody_id.in_(own), *_within(since, until))
    )
    stays: dict[UUID, list[tuple[datetime, datetime, Phrase]]] = {}
    for cell_id, start, end, block, cell in session.execute(query):
        where = phrase(N_("{block} {cell}"), block=block, cell=cell)
        stays.setdefault(cell_id, []).append((max(start, since), min(end or until, until), where))
    mates = (
        select(Bed.cell_id, Placement.from_at, Placement.until_at, Custody.id, Custody.number, Person.name)
        .add_columns(Custody.ended_at)
        .join(Bed, Bed.id == Placement.bed_id)
        .join(Custody, Custody.id == Placement.custody_id)
        .join(Person, Person.id == Custody.person_id)
        .where(
            Bed.cell_id.in_(list(stays)),
            Custody.id.not_in(own),
            Custody.voided_at.is_(None),
            *_within(since, until),
        )
    )
    for cell_id, start, end, custody_id, number, name, ended_at in session.execute(mates) if stays else ():
        mate = _Held(Subject(SubjectKind.PERSON, custody_id, name, number), ended_at, [])
        for began, ended, where in stays[cell_id]:
            first, last = max(start, began), min(end or until, ended_at or until, ended)
            if first < last:
                yield mate, Shared(SharedKind.CELL, where, first, last)


def _within(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Placement.voided_at.is_(None),
        Placement.from_at < until,
        or_(Placement.until_at.is_(None), Placement.until_at > since),
    )


def _named_together(
    session: Session, numbers: Collection[str], person_id: UUID, since: datetime, until: datetime
) -> Iterator[tuple[_Held, Shared]]:
    """Whoever an entry names beside the person, of registers whose people were in one place."""
    found: list[tuple[str, Shared]] = []
    for register in all_registers():
        if not register.together:
            continue
        record = entry_record(register.name)
        named = getattr(record, register.together)
        query = select(record.number, record.at, named.label("named")).where(
            record.at >= since, record.at < until, record.voided_at.is_(None), named.is_not(None)
        )
        for count, at, text in session.execute(query):
            together = text.split()
            if not set(together).isdisjoint(numbers):
                where = phrase(N_("{register}, no. {number}"), register=Phrase(register.label), number=count)
                shared = Shared(SharedKind.ENTRY, where, at, at)
                found += [(one, shared) for one in together if one not in numbers]
    people = _people(session, {number for number, _shared in found}, person_id) if found else {}
    for number, shared in found:
        if number in people:
            yield people[number], shared


def _people(session: Session, numbers: Collection[str], without: UUID) -> dict[str, _Held]:
    query = (
        select(Custody.id, Custody.number, Person.name, Custody.ended_at)
        .join(Person, Person.id == Custody.person_id)
        .where(Custody.number.in_(numbers), Custody.voided_at.is_(None), Custody.person_id != without)
    )
    return {
        number: _Held(Subject(SubjectKind.PERSON, id_, name, number), ended_at, [])
        for id_, number, name, ended_at in session.execute(query)
    }


def _staff(
    session: Session, own: Collection[UUID], since: datetime, until: datetime
) -> dict[UUID, tuple[Subject, list[Shared]]]:
    """Who talked with the person and who measured, each once with the count."""
    talked = (
        select(Staff.id, Staff.name, Staff.number, func.min(Talk.started_at), func.max(Talk.started_at), func.count())
        .join(Staff, Staff.id == Talk.officer_id)
        .where(Talk.custody_id.in_(own), Talk.voided_at.is_(None), Talk.started_at >= since, Talk.started_at < until)
        .group_by(Staff.id, Staff.name, Staff.number)
    )
    at = ReadingRow.taken_at
    measured = (
        select(Staff.id, Staff.name, Staff.number, func.min(at), func.max(at), func.count())
        .join(Staff, Staff.id == ReadingRow.taken_by_id)
        .where(ReadingRow.custody_id.in_(own), ReadingRow.voided_at.is_(None), at >= since, at < until)
        .group_by(Staff.id, Staff.name, Staff.number)
    )
    kinds = (
        (SharedKind.TALK, phrase(N_("Talk")), talked),
        (SharedKind.MEASURED, phrase(N_("Temperature taken")), measured),
    )
    found: dict[UUID, tuple[Subject, list[Shared]]] = {}
    for kind, where, query in kinds:
        for id_, name, number, first, last, count in session.execute(query):
            subject = Subject(SubjectKind.STAFF, id_, name, number)
            found.setdefault(id_, (subject, []))[1].append(Shared(kind, where, first, last, count))
    return found


def _measures(
    session: Session,
    facility: FacilityFacts,
    since: datetime,
    until: datetime,
    of: InstrumentedAttribute[UUID | None],
    subjects: Collection[UUID],
) -> dict[UUID, list[Measure]]:
    """The temperatures of people, or of staff, by time."""
    if not subjects:
        return {}
    query = (
        select_readings()
        .join(TemperatureRound, TemperatureRound.id == ReadingRow.round_id)
        .where(of.in_(list(subjects)), ReadingRow.taken_at >= since, ReadingRow.taken_at <= until)
        .order_by(ReadingRow.taken_at)
    )
    readings: dict[UUID, list[KeptReading]] = {}
    for one in map(reading_of, session.execute(query)):
        readings.setdefault(one.measured.subject.id, []).append(one)
    rules, spans = RulesByDay(facility), care_spans(session, since)

    def counts(one: KeptReading, chain: Sequence[KeptReading]) -> bool:
        """Whether it is a fever that nothing disproved."""
        cared = spans.get(one.measured.subject.id, ())
        return is_fever(rules, one) and not is_disproved(rules, one, chain, until, cared)

    return {
        id_: [Measure(one.at, one.measured.celsius, counts(one, chain)) for one in chain]
        for id_, chain in readings.items()
    }


def _places(session: Session, custodies: Collection[UUID]) -> dict[UUID, str]:
    """Where people live now."""
    query = (
        select(Placement.custody_id, Block.name, Cell.code)
        .join(Bed, Bed.id == Placement.bed_id)
        .join(Cell, Cell.id == Bed.cell_id)
        .join(Block, Block.id == Cell.block_id)
        .where(Placement.custody_id.in_(list(custodies)), Placement.until_at.is_(None), Placement.voided_at.is_(None))
    )
    return {id_: f"{block} {cell}" for id_, block, cell in session.execute(query)} if custodies else {}
