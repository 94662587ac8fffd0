"""Which records of a closed day have later entries in the journal that touch its ledger."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from db.journal import LOCAL_SITE, journal, journal_body, read_body
from db.record import Record
from db.register import RegisterRecord, described, registers
from db.tables import (
    Account,
    Block,
    CareStep,
    Cell,
    Custody,
    Isolation,
    IsolationReview,
    IsolationRight,
    Observation,
    Person,
    Placement,
    Reading,
    Release,
    ReleaseCheck,
    RoundAbsence,
    RoundSignature,
    Staff,
    Talk,
    TemperatureRound,
)
from db.tables import Document as DocumentRow
from db.types import Plain, to_microseconds
from db.values import Operation
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.isolation import reviews_told
from facility_app.rules.entries import in_force, the

_WEEK = timedelta(days=6)
"""A talk counts for the whole week, so one of any day before may change a day's shortfall list."""

_COUNTS: Mapping[str, frozenset[str]] = {
    "custody": frozenset(("number", "document_id", "admission", "is_opening", "case_cause", "case_unit", "term_end")),
    "person": frozenset(("name", "sex", "birth_date")),
    "cell": frozenset(("code", "block_id")),
    "block": frozenset(("name",)),
    "isolation": frozenset(("custody_id", "kind", "precaution", "ordered_by_id")),
    "observation": frozenset(("day", "window", "symptoms")),
    "isolation_right": frozenset(("day", "right", "is_kept", "note")),
    "isolation_review": frozenset(("kind", "at", "by_id", "goes_on")),
    "care_step": frozenset(("step", "at", "by_id")),
}
"""The columns that a ledger shows, where it does not show them all."""

_MOMENTS = frozenset({"admitted_at", "ended_at", "until_at", "started_at"})


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """One record of a day that was made, changed or withdrawn after an entry of the journal.

    Attributes:
        entity: the table's name.
        name, number: whom it is about, a person held or a member of staff.
        at: in UTC; `by`: the name of whoever did it; `title`: what the act was, in English, to be translated.
    """

    entity: str
    name: str
    number: str
    seq: int
    at: datetime
    by: str
    title: str


def changed_since(session: Session, facility: FacilityFacts, day: date, seq: int) -> tuple[ChangedRecord, ...]:
    """The records of a day whose last entry of weight comes after entry `seq`, each once, oldest entry first."""
    start, end = facility.calendar.starts(day), facility.calendar.ends(day)
    query = union_all(*_queries(facility, day, start, end, seq)).subquery()
    by = select(Account.id, Staff.name).join(Staff, Staff.id == Account.staff_id).subquery()
    rows = session.execute(
        select(query, by.c.name.label("by")).outerjoin(by, by.c.id == query.c.actor_id).order_by(query.c.seq)
    )
    last: dict[Any, ChangedRecord] = {}
    for row in rows:
        if _matters(row.entity, row.op, row.body, bool(row.in_scope), to_microseconds(start), to_microseconds(end)):
            last[row.entity_id] = ChangedRecord(
                row.entity, row.name or "", row.number or "", row.seq, row.at, row.by or "?", row.title
            )
    return tuple(sorted(last.values(), key=lambda one: one.seq))


def _matters(entity: str, op: str, body: bytes | None, in_scope: bool, start: int, end: int) -> bool:
    if body is None:
        return in_scope
    if op == Operation.INSERT.value:
        return in_scope
    values = read_body(body)
    shown = _shown(entity)
    for name, after in values.new.items():
        before = (values.old or {}).get(name)
        if name in _MOMENTS and _clipped(before, start, end) != _clipped(after, start, end):
            return True
        if in_scope and name not in _MOMENTS and (shown is None or name in shown or name == "voided_at"):
            return True
    return False


def _shown(entity: str) -> frozenset[str] | None:
    """The columns of a table whose changes a ledger shows; None: all. What is filled in later is no change."""
    register = registers().get(entity)
    if register is None:
        return _COUNTS.get(entity)
    return frozenset(one.key for one in described(register).fields if not one.is_later)


def _clipped(moment: Plain, start: int, end: int) -> int:
    """A moment as far as the day can tell: what lies outside it is all the same."""
    if moment is None or int(moment) > end:
        return end + 1
    return max(int(moment), start)


def _queries(facility: FacilityFacts, day: date, start: datetime, end: datetime, seq: int) -> Iterator[Select[Any]]:
    """The later entries of every table that the ledger of a day is made of, with whom each is about."""
    during = and_(
        or_(Custody.admitted_at < end, Custody.is_opening.is_(True)),
        or_(Custody.ended_at.is_(None), Custody.ended_at > start),
    )
    left = and_(Custody.ended_at > start, Custody.ended_at <= end)
    held = Custody.person_id == Person.id
    yield (
        _entries(Custody, seq, during, also_moved=True)
        .join(Custody, Custody.id == journal.c.entity_id)
        .join(Person, held)
    )
    yield _entries(Person, seq, during).join(Person, Person.id == journal.c.entity_id).join(Custody, held)
    scopes: dict[type[DocumentRow | Placement | Release | ReleaseCheck | Talk], ColumnElement[bool]] = {
        DocumentRow: and_(DocumentRow.issued_on <= day, during),
        Placement: and_(Placement.from_at < end, or_(Placement.until_at.is_(None), Placement.until_at >= start)),
        Release: left,
        ReleaseCheck: left,
        Talk: and_(Talk.started_at >= start - _WEEK, Talk.started_at < end),
    }
    for record, scope in scopes.items():
        yield (
            _entries(record, seq, scope, also_moved=record is Talk)
            .join(record, record.id == journal.c.entity_id)
            .join(Custody, Custody.id == record.custody_id)
            .join(Person, held)
        )
    for kind in (Reading, RoundAbsence):
        yield (
            _entries(
                kind,
                seq,
                TemperatureRound.day == day,
                func.coalesce(Person.name, Staff.name),
                func.coalesce(Custody.number, Staff.number),
            )
            .join(kind, kind.id == journal.c.entity_id)
            .join(TemperatureRound, TemperatureRound.id == kind.round_id)
            .outerjoin(Custody, Custody.id == kind.custody_id)
            .outerjoin(Person, held)
            .outerjoin(Staff, Staff.id == kind.staff_id)
        )
    yield from _of_care(facility, day, start, end, seq)
    for register in registers().values():
        if issubclass(register, RegisterRecord) and register.about.ledger:
            words = literal(register.about.name), cast(register.number, String)
            of_day = _entries(register, seq, register.day == day, *words)
            yield of_day.join(register, register.id == journal.c.entity_id)
    renamed = journal.c.op == Operation.UPDATE.value
    yield _entries(Cell, seq, renamed, Cell.code, Cell.code).join(Cell, Cell.id == journal.c.entity_id)
    yield _entries(Block, seq, renamed, Block.name, Block.name).join(Block, Block.id == journal.c.entity_id)


def _of_care(facility: FacilityFacts, day: date, start: datetime, end: datetime, seq: int) -> Iterator[Select[Any]]:
    """The later entries on who was apart, who was in a doctor's care, and who signed a round.

    The stages of a case stand in the ledger of every day until it is concluded.
    """
    case = the(in_force(facility.packs.care.case, day, facility.kind), "care.case")
    followed = and_(CareStep.at >= start - timedelta(days=case.looks_back_days), CareStep.at < end)
    apart = and_(Isolation.started_at < end, or_(Isolation.ended_at.is_(None), Isolation.ended_at >= start))
    held = Custody.person_id == Person.id
    yield (
        _entries(Isolation, seq, apart, also_moved=True)
        .join(Isolation, Isolation.id == journal.c.entity_id)
        .join(Custody, Custody.id == Isolation.custody_id)
        .join(Person, held)
    )
    of_isolation: dict[type[Observation | IsolationRight | IsolationReview], ColumnElement[bool]] = {
        Observation: Observation.day == day,
        IsolationRight: IsolationRight.day == day,
        IsolationReview: and_(
            IsolationReview.at >= start, IsolationReview.at < end, IsolationReview.kind.in_(reviews_told(facility))
        ),
    }
    for kind, scope in of_isolation.items():
        yield (
            _entries(kind, seq, scope)
            .join(kind, kind.id == journal.c.entity_id)
            .join(Isolation, Isolation.id == kind.isolation_id)
            .join(Custody, Custody.id == Isolation.custody_id)
            .join(Person, held)
        )
    whose = func.coalesce(Person.name, Staff.name), func.coalesce(Custody.number, Staff.number)
    yield (
        _entries(CareStep, seq, followed, *whose)
        .join(CareStep, CareStep.id == journal.c.entity_id)
        .join(Reading, Reading.id == CareStep.reading_id)
        .outerjoin(Custody, Custody.id == Reading.custody_id)
        .outerjoin(Person, held)
        .outerjoin(Staff, Staff.id == Reading.staff_id)
    )
    yield (
        _entries(RoundSignature, seq, TemperatureRound.day == day, Staff.name, Staff.number)
        .join(RoundSignature, RoundSignature.id == journal.c.entity_id)
        .join(TemperatureRound, TemperatureRound.id == RoundSignature.round_id)
        .join(Staff, Staff.id == RoundSignature.by_id)
    )


def _entries(
    record: type[Record],
    seq: int,
    scope: ColumnElement[bool],
    *who: Any,
    also_moved: bool = False,
) -> Select[Any]:
    """The entries on a table after `seq` that lie in scope, and with `also_moved` every update: it may have left it."""
    name, number = who or (Person.name, Custody.number)
    later = (journal.c.site_no == LOCAL_SITE, journal.c.seq > seq, journal.c.entity == record.__tablename__)
    columns = (journal.c[one] for one in ("entity", "entity_id", "seq", "at", "actor_id", "title", "op"))
    bodies = and_(journal.c.site_no == journal_body.c.site_no, journal.c.seq == journal_body.c.seq)
    return (
        select(*columns, journal_body.c.body, name.label("name"), number.label("number"), scope.label("in_scope"))
        .select_from(journal)
        .outerjoin(journal_body, bodies)
        .where(*later, or_(scope, journal.c.op == Operation.UPDATE.value) if also_moved else scope)
    )
