"""What leaves the program as files: cells, staff, people held, readings and talks, class S masked."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.tables import Block, Cell, Custody, Document, Person, Reading, Staff, Talk
from db.values import AccessKind, Invalid
from facility_app.access import Desk, act, note
from facility_app.acts.rosters import RosterCell, RosterPerson, RosterStaff
from facility_app.core.sorting import by_number
from facility_app.facts.facility import facility_facts
from facility_app.facts.people import HeldPerson, held_at
from facility_app.services.journal import MASK
from resources.text import N_

_SHOWN_OF_IDENTITY = (6, 2)


@dataclass(frozen=True, slots=True)
class ReadingGiven:
    """One temperature; of a person held by `person_number`, or of staff by `staff_number`; `symptoms`: their ids."""

    person_number: str | None
    staff_number: str | None
    name: str
    taken_at: datetime
    celsius: Decimal
    body_site: str
    device: str | None
    taken_by: str
    symptoms: tuple[str, ...]
    is_mean: bool
    remark: str | None


@dataclass(frozen=True, slots=True)
class TalkGiven:
    """One talk; `officer` is a staff number, `remark` why the talk was short."""

    number: str
    name: str
    started_at: datetime
    officer: str
    kind: str
    minutes: int
    content: str
    remark: str | None


Exported = RosterCell | RosterStaff | RosterPerson | ReadingGiven | TalkGiven
"""One row of a file; its fields bear the keys of the columns."""
E = TypeVar("E", bound=Exported)


@act()
def export_cells(desk: Desk) -> tuple[RosterCell, ...]:
    """The cells, by block and code; that they were exported is journaled, as every export is."""
    with desk.store.reading() as session:
        query = select(Cell, Block.name).join(Block, Block.id == Cell.block_id).where(Cell.voided_at.is_(None))
        found = [
            RosterCell(block, one.code, one.kind, one.capacity, one.area_m2, one.sex, one.for_minors)
            for one, block in session.execute(query)
        ]
    found.sort(key=lambda one: (by_number(one.block), by_number(one.cell)))
    return _noted(desk, "exports.export_cells", tuple(found))


@act()
def export_staff(desk: Desk) -> tuple[RosterStaff, ...]:
    """The staff by number, private numbers masked."""
    masked = tuple(replace(one, phone=MASK if one.phone else None) for one in _staff(desk))
    return _noted(desk, "exports.export_staff", masked)


@act()
def export_staff_in_full(desk: Desk, reason: str) -> tuple[RosterStaff, ...]:
    """The staff by number, private numbers included; that they were read is journaled with the reason.

    Raises:
        Invalid: no reason was given.
    """
    found = _staff(desk)
    _note_reading(desk, reason, "exports.export_staff_in_full", len(found))
    return found


@act()
def export_people(desk: Desk) -> tuple[RosterPerson, ...]:
    """Who is held now, by block, cell and bed; class S masked."""
    return _noted(desk, "exports.export_people", tuple(map(_masked, _people(desk))))


@act()
def export_people_in_full(desk: Desk, reason: str) -> tuple[RosterPerson, ...]:
    """Who is held now, class S included; that it was read is journaled with the reason.

    Raises:
        Invalid: no reason was given.
    """
    found = _people(desk)
    _note_reading(desk, reason, "exports.export_people_in_full", len(found))
    return found


@act()
def export_readings(desk: Desk, first: date, last: date) -> tuple[ReadingGiven, ...]:
    """The temperatures of some facility days, by time."""
    by = aliased(Staff)
    with desk.store.reading() as session:
        calendar = facility_facts(session).calendar
        query = (
            select(Reading, Custody.number, Person.name, Staff.number, Staff.name, by.number)
            .join(Custody, Custody.id == Reading.custody_id, isouter=True)
            .join(Person, Person.id == Custody.person_id, isouter=True)
            .join(Staff, Staff.id == Reading.staff_id, isouter=True)
            .join(by, by.id == Reading.taken_by_id)
            .where(
                Reading.taken_at >= calendar.starts(first),
                Reading.taken_at < calendar.ends(last),
                Reading.voided_at.is_(None),
            )
            .order_by(Reading.taken_at, Reading.id)
        )
        found = tuple(
            ReadingGiven(
                number, staff_number, name or staff_name or "", one.taken_at, one.celsius, one.body_site, one.device,
                taken_by, tuple((one.symptoms or "").split()), bool(one.is_mean), one.remark,
            )
            for one, number, name, staff_number, staff_name, taken_by in session.execute(query)
        )  # fmt: skip
    return _noted(desk, "exports.export_readings", found)


@act()
def export_talks(desk: Desk, first: date, last: date) -> tuple[TalkGiven, ...]:
    """The talks of some facility days, by time."""
    with desk.store.reading() as session:
        calendar = facility_facts(session).calendar
        query = (
            select(Talk, Custody.number, Person.name, Staff.number)
            .join(Custody, Custody.id == Talk.custody_id)
            .join(Person, Person.id == Custody.person_id)
            .join(Staff, Staff.id == Talk.officer_id)
            .where(
                Talk.started_at >= calendar.starts(first),
                Talk.started_at < calendar.ends(last),
                Talk.voided_at.is_(None),
            )
            .order_by(Talk.started_at, Talk.id)
        )
        found = tuple(
            TalkGiven(number, name, one.started_at, officer, one.kind, one.minutes, one.content, one.reason_if_short)
            for one, number, name, officer in session.execute(query)
        )
    return _noted(desk, "exports.export_talks", found)


def _staff(desk: Desk) -> tuple[RosterStaff, ...]:
    with desk.store.reading() as session:
        charges: dict[object, list[str]] = {}
        for code, officer in session.execute(
            select(Cell.code, Cell.officer_id)
            .where(Cell.officer_id.is_not(None), Cell.voided_at.is_(None))
            .order_by(Cell.code)
        ):
            charges.setdefault(officer, []).append(code)
        query = (
            select(Staff, Block.name)
            .join(Block, Block.id == Staff.block_id, isouter=True)
            .where(Staff.voided_at.is_(None), Staff.post != "")
            .order_by(Staff.number)
        )
        return tuple(
            RosterStaff(
                one.number, one.name, one.post, one.sex, one.phone, block, tuple(charges.get(one.id, ())),
                one.since, one.until,
            )
            for one, block in session.execute(query)
        )  # fmt: skip


def _people(desk: Desk) -> tuple[RosterPerson, ...]:
    with desk.store.reading() as session:
        held = held_at(session, facility_facts(session), desk.store.clock())
        return tuple(_person(one, *rows) for one, rows in zip(held, _rows(session, held), strict=True))


def _rows(session: Session, held: tuple[HeldPerson, ...]) -> list[tuple[Person, Custody, Document]]:
    query = (
        select(Person, Custody, Document)
        .join(Custody, Custody.person_id == Person.id)
        .join(Document, Document.id == Custody.document_id)
        .where(Custody.ended_at.is_(None), Custody.voided_at.is_(None))
    )
    found = {custody.id: (person, custody, paper) for person, custody, paper in session.execute(query)}
    return [found[one.custody_id] for one in held]


def _person(held: HeldPerson, person: Person, custody: Custody, paper: Document) -> RosterPerson:
    return RosterPerson(
        number=held.number,
        name=held.name,
        sex=held.sex,
        category=held.category.id if held.category else "",
        document_type=paper.type,
        document_number=paper.number,
        document_date=paper.issued_on,
        admitted_at=held.admitted_at,
        birth_date=held.birth_date,
        identity_number=person.identity_number,
        identity_unverified=person.identity_unverified,
        alias=person.alias,
        other_document=person.other_document,
        ethnicity=person.ethnicity,
        language=person.language,
        diet=person.diet,
        case_number=held.case_number,
        case_cause=held.case_cause,
        case_unit=held.case_unit,
        deciding_body=paper.issued_by,
        term_end=held.term_end,
        block=held.place.block if held.place else None,
        cell=held.place.cell if held.place else None,
        bed=held.place.bed if held.place else None,
        key_person=held.is_key_person,
        remark=custody.remark,
    )


def _masked(one: RosterPerson) -> RosterPerson:
    first, last = _SHOWN_OF_IDENTITY
    identity = one.identity_number
    return replace(
        one,
        identity_number=f"{identity[:first]}****{identity[-last:]}" if identity else None,
        other_document=MASK if one.other_document else None,
        ethnicity=MASK if one.ethnicity else None,
        diet=MASK if one.diet else None,
    )


def _noted(desk: Desk, name: str, found: tuple[E, ...]) -> tuple[E, ...]:
    """The rows, once that they leave is in the access log."""
    note(desk, N_("Export records"), AccessKind.EXPORTED, act=name, count=len(found))
    return found


def _note_reading(desk: Desk, reason: str, name: str, count: int) -> None:
    if not reason.strip():
        raise Invalid(N_("Give the reason."), field="reason")
    note(desk, N_("Read class S"), AccessKind.SENSITIVE_READ, act=name, count=count, detail=reason.strip())
