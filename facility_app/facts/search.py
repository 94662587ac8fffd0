"""People found by what somebody remembers of them: those present first, then those who were here earlier."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from itertools import cycle
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from db.tables import Bed, Block, Cell, Custody, Person, Placement
from db.values import Sex
from facility_app.core.searchtext import SearchText
from facility_app.core.sexes import age_on
from facility_app.facts.facility import FacilityFacts

_LAST_SIGN = "\U0010ffff"
_ESCAPE = "\\"
_LITERAL = str.maketrans({sign: _ESCAPE + sign for sign in ("%", "_", _ESCAPE)})
_NUMBERS = ("number", "number_in_capitals", "number_in_small_letters")
_LIVES_THERE = (Placement.until_at.is_(None), Placement.voided_at.is_(None))


class Why(Enum):
    """By what somebody was found; in the order in which results stand."""

    CELL = "cell"
    NAME_BEGINS = "name_begins"
    NAME = "name"
    PINYIN = "pinyin"
    INITIALS = "initials"
    ALIAS = "alias"
    NUMBER_BEGINS = "number_begins"
    NUMBER_ENDS = "number_ends"
    IDENTITY_NUMBER = "identity_number"


_BY_RANK = tuple(Why)
_RANK = {why: rank for rank, why in enumerate(Why)}


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """One person, with the present or the last period of custody; where a number was found, with that period.

    Attributes:
        age: in whole years today; None: the day of birth is not known.
        block: with `cell`, where he or she lives now; None: nowhere here.
        ended_at: None: held now.
    """

    custody_id: UUID
    number: str
    name: str
    sex: Sex
    age: int | None
    block: str | None
    cell: str | None
    admitted_at: datetime
    ended_at: datetime | None
    why: Why


def find_people(
    session: Session, facility: FacilityFacts, text: SearchText, limit: int, now: datetime
) -> tuple[FoundPerson, ...]:
    """The people whom a text fits, at most `limit`; but of a cell everybody who lives there.

    An identity number is not looked at.
    """
    engine = _Engine(session.get_bind().dialect.name == "sqlite", text.name.lower() != text.name.upper())
    why = dict.fromkeys(session.scalars(_living_in(), {"codes": text.numbers}), Why.CELL)
    most = max(limit, len(why))
    for custody_id, rank in session.execute(_fitting(_ways(text), engine), {**_values(text), "limit": limit}):
        if len(why) < most and custody_id is not None:
            why.setdefault(custody_id, _BY_RANK[rank])
    return _told(session, why, facility.calendar.day_of(now))


def find_by_identity(session: Session, facility: FacilityFacts, number: str, now: datetime) -> tuple[FoundPerson, ...]:
    """The person with an identity number, by the present or the last period of custody."""
    query = (
        select(Custody.id)
        .join(Person, Person.id == Custody.person_id)
        .where(Person.identity_number == number, Person.voided_at.is_(None), Custody.voided_at.is_(None))
        .order_by(Custody.ended_at.is_not(None), Custody.admitted_at.desc())
        .limit(1)
    )
    return _told(session, dict.fromkeys(session.scalars(query), Why.IDENTITY_NUMBER), facility.calendar.day_of(now))


def _ways(text: SearchText) -> tuple[Why, ...]:
    """The ways in which a text may fit, other than by a cell."""
    ways = [Why.NAME_BEGINS, Why.NAME] if text.is_chinese else []
    if len(text.pinyin) > 1:  # one letter begins the pinyin of those alone whose initials it begins too
        ways.append(Why.PINYIN)
    if text.pinyin:
        ways.append(Why.INITIALS)
    ways += [Why.ALIAS, Why.NUMBER_BEGINS]
    return (*ways, Why.NUMBER_ENDS) if text.is_digits else tuple(ways)


def _values(text: SearchText) -> dict[str, str]:
    """What the places of a statement hold: the texts, the patterns that they make, and where their range ends."""
    starts = {"name": text.name, "pinyin": text.pinyin, **dict(zip(_NUMBERS, cycle(text.numbers), strict=False))}
    patterns = {name: start.translate(_LITERAL) for name, start in starts.items()}
    return {
        **starts,
        **{f"{name}_end": start + _LAST_SIGN for name, start in starts.items()},
        **{f"{name}_begins": f"{pattern}%" for name, pattern in patterns.items()},
        "name_within": f"%{patterns['name']}%",
        "name_ends": f"%{patterns['name']}",
    }


@cache
def _living_in() -> Select[UUID]:
    return (
        select(Placement.custody_id)
        .join(Bed, Bed.id == Placement.bed_id)
        .join(Cell, Cell.id == Bed.cell_id)
        .join(Block, Block.id == Cell.block_id)
        .where(Cell.code.in_(bindparam("codes", expanding=True)), Cell.voided_at.is_(None), *_LIVES_THERE)
        .order_by(Block.name, Cell.code, Bed.number)
    )


@dataclass(frozen=True, slots=True)
class _Engine:
    """How texts are compared; `has_case`: the text has letters that could be large or small."""

    is_sqlite: bool
    has_case: bool

    def begins(self, key: InstrumentedAttribute[Any], *texts: str) -> ColumnElement[bool]:
        """A range, where an index of SQLite serves nothing else; the pattern, which `text_pattern_ops` serves."""
        if self.is_sqlite:
            return or_(*(and_(key >= bindparam(text), key < bindparam(f"{text}_end")) for text in texts))
        return or_(*(key.like(bindparam(f"{text}_begins"), escape=_ESCAPE) for text in texts))

    def holds(self, key: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        """LIKE knows no case on SQLite; ILIKE on Postgres takes twice as long, and ten times outside of "C"."""
        within: BindParameter[str] = bindparam("name_within")
        if self.is_sqlite or not self.has_case:
            return key.like(within, escape=_ESCAPE)
        return key.collate("C").ilike(within, escape=_ESCAPE)


@cache
def _fitting(ways: tuple[Why, ...], engine: _Engine) -> Select[UUID | None, int]:
    """Periods of custody with the rank of the way, those held first: each way has its index and gives `limit`.

    Kept, since to build it anew takes longer than to run it.
    """
    keys: dict[Why, tuple[InstrumentedAttribute[Any], ColumnElement[bool]]] = {
        Why.NAME_BEGINS: (Person.name, engine.begins(Person.name, "name")),
        Why.NAME: (Person.name, engine.holds(Person.name)),
        Why.PINYIN: (Person.pinyin, engine.begins(Person.pinyin, "pinyin")),
        Why.INITIALS: (Person.initials, engine.begins(Person.initials, "pinyin")),
        Why.ALIAS: (Person.alias, and_(Person.alias.is_not(None), engine.holds(Person.alias))),
        Why.NUMBER_BEGINS: (Custody.number, engine.begins(Custody.number, *_NUMBERS)),
        Why.NUMBER_ENDS: (Custody.number, Custody.number.like(bindparam("name_ends"), escape=_ESCAPE)),
    }
    found = union_all(*(_branch(_RANK[way], *keys[way]) for way in ways)).subquery()
    return select(found.c.id, found.c.rank).order_by(found.c.has_left, found.c.rank, found.c.key, found.c.id)


def _branch(rank: int, key: InstrumentedAttribute[Any], fits: ColumnElement[bool]) -> Select[Any]:
    """What one way finds; the last period of somebody who has left is looked up for those few alone who are shown."""
    most = bindparam("limit", type_=Integer)
    if key is Custody.number:
        has_left = Custody.ended_at.is_not(None)
        periods = select(Custody.id, has_left.label("has_left"), literal(rank).label("rank"), key.label("key"))
        return select(periods.where(fits, Custody.voided_at.is_(None)).order_by(has_left, key).limit(most).subquery())
    held = aliased(Custody)
    lasts = and_(held.person_id == Person.id, held.ended_at.is_(None), held.voided_at.is_(None))
    has_left = held.person_id.is_(None)
    people = (
        select(Person.id.label("person_id"), held.id.label("held_id"), has_left.label("has_left"), key.label("key"))
        .outerjoin(held, lasts)
        .where(fits)
        .order_by(has_left, key)
        .limit(most)
        .subquery()
    )
    last = (
        select(Custody.id)
        .where(Custody.person_id == people.c.person_id, Custody.voided_at.is_(None))
        .order_by(Custody.admitted_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(
        func.coalesce(people.c.held_id, last).label("id"), people.c.has_left, literal(rank).label("rank"), people.c.key
    )


def _told(session: Session, why: Mapping[UUID, Why], today: date) -> tuple[FoundPerson, ...]:
    """What is told of periods of custody, in their order."""
    found = {
        one.id: FoundPerson(
            one.id,
            one.number,
            one.name,
            one.sex,
            age_on(one.birth_date, today) if one.birth_date else None,
            one.block,
            one.cell,
            one.admitted_at,
            one.ended_at,
            why[one.id],
        )
        for one in session.execute(_shown(), {"ids": list(why)})
    }
    return tuple(found[custody_id] for custody_id in why)


@cache
def _shown() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(Custody.id, Custody.number, Person.name, Person.sex, Person.birth_date),
            *(Block.name.label("block"), Cell.code.label("cell"), Custody.admitted_at, Custody.ended_at),
        )
        .join(Person, Person.id == Custody.person_id)
        .outerjoin(Placement, and_(Placement.custody_id == Custody.id, *_LIVES_THERE))
        .outerjoin(Bed, Bed.id == Placement.bed_id)
        .outerjoin(Cell, Cell.id == Bed.cell_id)
        .outerjoin(Block, Block.id == Cell.block_id)
        .where(Custody.id.in_(bindparam("ids", expanding=True)))
    )
