"""What is on record already of the people of a roster, loaded once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Bed, Block, Cell, Custody, Document, Person, Placement, Staff
from facility_app.acts.rosters import RosterPerson
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.numbers import clean_code, clean_reference

T = TypeVar("T")
HIDDEN = frozenset({"identity_number", "other_document", "ethnicity", "diet"})
"""Fields of class S: that they differ is said, what they are is not."""

_CHUNK = 5_000
"""How many values go into one query; SQLite takes 32,766 places."""


@dataclass(frozen=True, slots=True)
class Known:
    """Custodies by number, people by identity number.

    Attributes:
        documents: of each custody, oldest first.
        places: block, cell and bed of each custody, oldest first.
        open_numbers: under which number a person is held now.
    """

    custodies: dict[str, tuple[Custody, Person]] = field(default_factory=dict)
    documents: dict[UUID, list[Document]] = field(default_factory=dict)
    places: dict[UUID, list[tuple[str, str, int]]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    open_numbers: dict[UUID, str] = field(default_factory=dict)


def known_people(session: Session, rows: Sequence[RosterPerson]) -> Known:
    """What is on record of the numbers and identity numbers of a roster."""
    known = Known()
    for numbers in _chunks(clean_code(row.number) for row in rows):
        held = (
            select(Custody, Person)
            .join(Person, Person.id == Custody.person_id)
            .where(Custody.number.in_(numbers), Custody.voided_at.is_(None))
        )
        known.custodies.update({custody.number: (custody, person) for custody, person in session.execute(held)})
    for ids in _chunks(custody.id for custody, _ in known.custodies.values()):
        papers = select(Document).where(Document.custody_id.in_(ids), Document.voided_at.is_(None))
        for paper in session.scalars(papers.order_by(Document.issued_on, Document.id)):
            known.documents.setdefault(paper.custody_id, []).append(paper)
        places = (
            select(Placement.custody_id, Block.name, Cell.code, Bed.number)
            .join(Bed, Bed.id == Placement.bed_id)
            .join(Cell, Cell.id == Bed.cell_id)
            .join(Block, Block.id == Cell.block_id)
            .where(Placement.custody_id.in_(ids), Placement.voided_at.is_(None))
            .order_by(Placement.from_at)
        )
        for custody_id, block, cell, bed in session.execute(places):
            known.places.setdefault(custody_id, []).append((block, cell, bed))
    for identities in _chunks(row.identity_number for row in rows if row.identity_number):
        is_open = (Custody.person_id == Person.id) & Custody.ended_at.is_(None) & Custody.voided_at.is_(None)
        bearers = (
            select(Person, Custody.number)
            .join(Custody, is_open, isouter=True)
            .where(Person.identity_number.in_(identities), Person.voided_at.is_(None))
        )
        for person, number in session.execute(bearers):
            known.people[person.identity_number or ""] = person
            if number is not None:
                known.open_numbers[person.id] = number
    return known


def recorded(known: Known, row: RosterPerson, calendar: FacilityCalendar) -> dict[str, object] | None:
    """What the record with the row's number says, by the fields of a row; None: there is none.

    Of documents and places any that ever was on record will do: a roster is older than the last move.
    """
    if clean_code(row.number) not in known.custodies:
        return None
    custody, person = known.custodies[clean_code(row.number)]
    return {
        "name": person.name,
        "sex": person.sex,
        "birth_date": person.birth_date,
        "identity_number": person.identity_number,
        "alias": person.alias,
        "other_document": person.other_document,
        "ethnicity": person.ethnicity,
        "language": person.language,
        "diet": person.diet,
        "case_number": custody.case_number,
        "case_cause": custody.case_cause,
        "case_unit": custody.case_unit,
        "key_person": custody.is_key_person,
        "remark": custody.remark,
        "admitted_at": _admitted(custody.admitted_at, row.admitted_at, calendar),
        **_paper(known.documents.get(custody.id, []), row, custody),
        **_place(known.places.get(custody.id, []), row),
    }


def _admitted(at: datetime, given: date | datetime, calendar: FacilityCalendar) -> date | datetime:
    """To the second, or the day alone, as the row gives it."""
    if not isinstance(given, datetime):
        return calendar.day_of(at)
    return given if abs((at - given).total_seconds()) < 1 else calendar.local(at).replace(microsecond=0)


def _paper(documents: Sequence[Document], row: RosterPerson, custody: Custody) -> dict[str, object]:
    same = [
        one for one in documents if (one.type, one.number) == (row.document_type, clean_reference(row.document_number))
    ]
    paper = next(iter([*same, *(one for one in documents if one.id == custody.document_id)]), None)
    if paper is None:
        return {}
    ends = {custody.term_end, *(one.term_end for one in documents)}
    return {
        "document_type": paper.type,
        "document_number": paper.number,
        "document_date": paper.issued_on,
        "deciding_body": paper.issued_by,
        "term_end": row.term_end if row.term_end in ends else custody.term_end,
    }


def _place(places: Sequence[tuple[str, str, int]], row: RosterPerson) -> dict[str, object]:
    given = (row.block, row.cell, row.bed)
    if row.cell is None:
        return {}
    fits = [one for one in places if all(wish in (None, has) for wish, has in zip(given, one, strict=True))]
    place = next(iter([*fits, *reversed(places)]), (None, None, None))
    return dict(zip(("block", "cell", "bed"), place, strict=True))


def _chunks(values: Iterable[T]) -> Iterable[list[T]]:
    found = list(values)
    return (found[start : start + _CHUNK] for start in range(0, len(found), _CHUNK))


def names_of_people(session: Session, numbers: Iterable[str]) -> dict[str, str]:
    """The names on record, by facility number; a file that gives both must agree with them."""
    names: dict[str, str] = {}
    for some in _chunks(dict.fromkeys(numbers)):
        query = (
            select(Custody.number, Person.name)
            .join(Person, Person.id == Custody.person_id)
            .where(Custody.number.in_(some), Custody.voided_at.is_(None))
        )
        names.update(session.execute(query).all())
    return names


def names_of_staff(session: Session) -> dict[str, str]:
    """The names on record, by staff number."""
    query = select(Staff.number, Staff.name).where(Staff.voided_at.is_(None))
    return dict(session.execute(query).all())
