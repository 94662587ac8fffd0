"""What the identifiers and numbers in the journal mean, by name: one query for each kind of record."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from db.declaration import FieldKind
from db.history import FieldChange
from db.record import record_classes
from db.register import Declared, described
from db.tables import (
    Account,
    Bed,
    Block,
    Cell,
    ClosedDay,
    Custody,
    Document,
    Isolation,
    Person,
    Reading,
    Staff,
    TemperatureRound,
)
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.register_names import people_named
from facility_app.facts.registers import record_of

_UNDECLARED = {"document": {"custody_id": "custody"}, "access_event": {"subject_id": "custody"}}
"""Columns that lead to a record without being a foreign key."""

_Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Names:
    """What identifiers and numbers mean; what is not known has none."""

    records: Mapping[UUID, str]
    people: Mapping[str, str] = field(default_factory=dict)

    def name(self, entity: str, column: str, value: object) -> str:
        """What a value of a column means; empty: it says so itself, or nobody knows."""
        if isinstance(value, UUID):
            return self.records.get(value, "")
        if isinstance(value, str) and column in people_columns(entity):
            return " ".join(self.people.get(one, one) for one in value.split())
        return ""


@cache
def references(entity: str) -> Mapping[str, str]:
    """The columns of a kind of record that lead to another, and to which."""
    columns = record_classes()[entity].__table__.columns
    found = {one.name: key.column.table.name for one in columns for key in one.foreign_keys}
    return found | _UNDECLARED.get(entity, {})


@cache
def people_columns(entity: str) -> frozenset[str]:
    """The columns of a register that hold numbers of people held."""
    record = record_classes()[entity]
    if not issubclass(record, Declared):
        return frozenset()
    return frozenset(one.key for one in described(record).fields if one.kind is FieldKind.PEOPLE)


def names_in(
    session: Session,
    facility: FacilityFacts,
    changes: Iterable[tuple[str, Iterable[FieldChange]]],
    *,
    with_people: bool,
) -> Names:
    """What the values of some records, each with its kind, mean; as `names_of`."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    numbers: set[str] = set()
    for entity, fields in changes:
        for one in fields:
            for value in (one.before, one.after):
                if isinstance(value, UUID) and one.name in references(entity):
                    wanted[references(entity)[one.name]].add(value)
                elif isinstance(value, str) and one.name in people_columns(entity):
                    numbers.update(value.split())
    people = {number: one.text for number, one in people_named(session, numbers).items()} if with_people else {}
    return Names(names_of(session, facility, wanted, with_people=with_people), people)


def names_of(
    session: Session, facility: FacilityFacts, wanted: Mapping[str, Collection[UUID]], *, with_people: bool
) -> dict[UUID, str]:
    """What records are called, as they are now, those that were voided too.

    Args:
        wanted: identifiers by the kind of the record.
        with_people: whether people held are named; by number alone otherwise.
    """
    found: dict[UUID, str] = {}
    for kind, ids in wanted.items():
        query, key = _query(kind)
        if ids and query is not None:
            rows = session.execute(query.where(key.in_(ids)))
            found |= {row[0]: _text(kind, row, facility, with_people) for row in rows}
    return found


def _query(kind: str) -> tuple[_Query | None, Any]:
    """The identifiers of a kind of record with what names each."""
    match kind:
        case "custody":
            return select(Custody.id, Person.name, Custody.number).join_from(Custody, Person), Custody.id
        case "person":
            return _periods(), Person.id
        case "isolation":
            people = select(Isolation.id, Person.name, Custody.number).join_from(Isolation, Custody)
            return people.join(Person, Person.id == Custody.person_id), Isolation.id
        case "reading":
            return _measured(), Reading.id
        case "staff":
            return select(Staff.id, Staff.name, Staff.number), Staff.id
        case "account":
            return select(Account.id, Staff.name, Account.login).join_from(Account, Staff), Account.id
        case "block":
            return select(Block.id, Block.name), Block.id
        case "cell":
            return select(Cell.id, Block.name, Cell.code).join_from(Cell, Block), Cell.id
        case "bed":
            beds = select(Bed.id, Block.name, Cell.code, Bed.number).join_from(Bed, Cell)
            return beds.join(Block, Block.id == Cell.block_id), Bed.id
        case "document":
            return select(Document.id, Document.type, Document.number), Document.id
        case "round":
            return select(TemperatureRound.id, TemperatureRound.day, TemperatureRound.window), TemperatureRound.id
        case "closed_day":
            return select(ClosedDay.id, ClosedDay.day), ClosedDay.id
        case "area" | "device" | "material":
            record: Any = record_of(kind)
            return select(record.id, record.name), record.id
        case _:
            return None, None


def _periods() -> _Query:
    """People with the number of their latest period."""
    latest = aliased(Custody)
    newest = select(func.max(latest.admitted_at)).where(latest.person_id == Person.id).scalar_subquery()
    return select(Person.id, Person.name, func.coalesce(Custody.number, "")).outerjoin(
        Custody, (Custody.person_id == Person.id) & (Custody.admitted_at == newest)
    )


def _measured() -> _Query:
    """Readings with whom they are of."""
    return (
        select(Reading.id, Reading.celsius, Reading.taken_at, Person.name, Custody.number, Staff.name, Staff.number)
        .select_from(Reading)
        .outerjoin(Custody, Custody.id == Reading.custody_id)
        .outerjoin(Person, Person.id == Custody.person_id)
        .outerjoin(Staff, Staff.id == Reading.staff_id)
    )


def _text(kind: str, row: Any, facility: FacilityFacts, with_people: bool) -> str:
    match kind:
        case "custody" | "person" | "isolation":
            return _called(row[1], row[2]) if with_people else row[2]
        case "reading":
            name, number, member, staff_number = row[3:]
            whom = _called(member, staff_number) if number is None else _called(name, number) if with_people else number
            return f"{whom} {row[1]} °C {facility.calendar.local(row[2]):%Y-%m-%d %H:%M}"
        case "staff" | "account":
            return _called(row[1], row[2])
        case "document":
            types = {one.id: one.words.text for one in facility.packs.documents.type}
            return f"{types.get(row[1], row[1])} {row[2]}"
        case "round":
            windows = {one.id: one.words.text for one in facility.packs.rounds.window}
            return f"{row[1]} {windows.get(row[2], row[2])}"
        case _:
            return " ".join(str(part) for part in row[1:])


def _called(name: str, number: str) -> str:
    return f"{name} ({number})" if number else name
