"""Whom or what the acts of the journal concerned."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from db.declaration import FieldKind, Register
from db.history import FieldChange
from db.journal import LOCAL_SITE, journal
from db.record import record_classes
from db.register import Declared, described
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.journal_names import names_in, names_of
from facility_app.facts.register_words import choice_of
from facility_app.facts.registers import register_of
from facility_app.rules.access import access_table
from facility_app.rules.shelf import shelved_packs
from resources.text import _

_LOOKED_AT = 20
"""So many records of an act are looked at; an act on more says that there are others."""
_ITSELF = frozenset({"custody", "person", "staff", "account", "block", "cell", "bed", "closed_day", "round"})
_BACKGROUND = frozenset({"round", "facility", "block", "bed", "account", "account_role"})
"""Records that are made in passing: they are named only where an act has nothing else."""
_BY = {
    "reading": ("custody_id", "staff_id"),
    "round_absence": ("custody_id", "staff_id"),
    "care_step": ("reading_id",),
    "observation": ("isolation_id",),
    "isolation_right": ("isolation_id",),
    "isolation_review": ("isolation_id",),
    "round_signature": ("round_id",),
    "staff_leave": ("staff_id",),
    "account_role": ("account_id",),
    "addendum": ("closed_day_id",),
    "printed_ledger": ("day",),
    "outbreak_measures": ("pathogen",),
    "site_policy": ("entry",),
    "access_event": ("subject_id", "act"),
    "facility": ("name",),
    "erasure": ("seq",),
}
_USUAL = ("custody_id",)
_OF_PACKS = frozenset({"outbreak_measures", "site_policy"})


@dataclass(frozen=True, slots=True)
class Concerns:
    """Whom or what an act concerned; `and_others`: there are more than were looked at."""

    names: tuple[str, ...] = ()
    and_others: bool = False


def concerns_of(
    session: Session, facility: FacilityFacts, acts: Mapping[int, int], *, with_people: bool
) -> dict[int, Concerns]:
    """Whom acts concerned, each name once, in the order of the journal.

    Args:
        acts: the numbers of the acts, each with how many records it changed.
        with_people: as in `names_of`.
    """
    entries = _entries(session, acts)
    by_kind: dict[str, set[UUID]] = defaultdict(set)
    for one in entries:
        by_kind[one.entity].add(one.entity_id)
    itself = {kind: ids for kind, ids in by_kind.items() if kind in _ITSELF}
    named = names_of(session, facility, itself, with_people=with_people)
    subjects = {kind: _subjects_of(session, kind, ids) for kind, ids in by_kind.items() if kind not in _ITSELF}
    changes = [(kind, fields) for kind, of_kind in subjects.items() for fields in of_kind.values()]
    names = names_in(session, facility, changes, with_people=with_people)
    for kind, of_kind in subjects.items():
        for record_id, fields in of_kind.items():
            told = (names.name(kind, one.name, one.after) or _read(facility, kind, one) for one in fields)
            named[record_id] = next(filter(None, told), "")
    found: dict[int, dict[str, bool]] = defaultdict(dict)
    for one in entries:
        name = named.get(one.entity_id, "")
        if name:
            found[one.tx].setdefault(name, one.entity in _BACKGROUND)
    return {act: Concerns(_foremost(found.get(act, {})), records > _LOOKED_AT) for act, records in acts.items()}


def _foremost(names: Mapping[str, bool]) -> tuple[str, ...]:
    return tuple(one for one, is_background in names.items() if not is_background) or tuple(names)


def _entries(session: Session, acts: Collection[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """The first entries of each act: its numbers follow each other."""
    if not acts:
        return ()
    query = (
        select(journal.c.tx, journal.c.entity, journal.c.entity_id)
        .where(
            journal.c.site_no == LOCAL_SITE,
            journal.c.seq >= min(acts),
            journal.c.seq < max(acts) + _LOOKED_AT,
            journal.c.seq < journal.c.tx + _LOOKED_AT,
        )
        .order_by(journal.c.seq)
    )
    return [row for row in session.execute(query) if row.tx in acts]


def _subjects_of(session: Session, kind: str, ids: Collection[UUID]) -> dict[UUID, tuple[FieldChange, ...]]:
    """The fields of records that say whom or what each is about, the first that says so first."""
    record = record_classes()[kind]
    columns = _declared(described(record)) if issubclass(record, Declared) else _BY.get(kind, _USUAL)
    table = record.__table__
    query = select(table.c.id, *(table.c[one] for one in columns)).where(table.c.id.in_(ids))
    return {
        row.id: tuple(FieldChange(name, False, None, value) for name, value in zip(columns, row[1:], strict=True))
        for row in session.execute(query)
    }


def _declared(register: Register) -> tuple[str, ...]:
    """The fields that say what an entry of a register is about: what is declared, else people, else the first."""
    if register.subject:
        return (register.subject,)
    people = [one.key for one in register.fields if one.kind is FieldKind.PEOPLE and one.key in register.columns]
    return (*people, register.columns[0])


def _read(facility: FacilityFacts, kind: str, one: FieldChange) -> str:
    """What a field says that names no record; empty: nothing that anybody could read."""
    value = one.after
    if value is None or isinstance(value, UUID):
        return ""
    if isinstance(value, Enum):
        choice = choice_of(register_of(kind).field(one.name), value.value)
        return _(choice.label) if choice else ""
    if kind == "access_event":
        return access_table()[value].text if value in access_table() else ""
    return _entry_text(facility, value) if kind in _OF_PACKS else str(value)


def _entry_text(facility: FacilityFacts, entry: str) -> str:
    """What an entry of a rule pack is called here."""
    packs = (getattr(facility.packs, one.name.removesuffix(".toml")) for one in shelved_packs())
    entries = (one for pack in packs for sort in pack.__struct_fields__ for one in getattr(pack, sort))
    return next((one.words.text for one in entries if one.id == entry), entry)
