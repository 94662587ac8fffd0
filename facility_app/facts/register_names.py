"""What references of registers mean: a name for each row that they lead to, and the row that a name means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.declaration import FieldKind, FieldSpec, Register
from db.register import ListRecord
from db.tables import Block, Cell, Custody, Person, Staff
from db.values import Invalid
from facility_app.core.numbers import clean_code
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.registers import record_of
from resources.text import N_

_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Named:
    """A row that a register refers to: how it is shown, and the word that names it in files and on the command line."""

    id: UUID
    text: str
    word: str


Names = Mapping[UUID, Named]


def _rows(table: str) -> Select[UUID, str, str]:
    """Identifier, word and further words of every row of a table."""
    if table == "cell":
        return (
            select(Cell.id, Cell.code.label("word"), Block.name.label("of"))
            .join(Block, Block.id == Cell.block_id)
            .where(Cell.voided_at.is_(None))
        )
    if table == "block":
        return select(Block.id, Block.name.label("word"), Block.name.label("of")).where(Block.voided_at.is_(None))
    if table == "staff":
        return select(Staff.id, Staff.number.label("word"), Staff.name.label("of")).where(Staff.voided_at.is_(None))
    record = record_of(table)
    assert issubclass(record, ListRecord)
    return select(record.id, record.name.label("word"), record.name.label("of")).where(record.voided_at.is_(None))


def _named(table: str, row: Any) -> Named:
    if table == "cell":
        return Named(row.id, f"{row.of} {row.word}", f"{row.of} {row.word}")
    if table == "staff":
        return Named(row.id, row.of, row.word)
    return Named(row.id, row.word, row.word)


def names_of(session: Session, register: Register) -> Names:
    """Every row to which the fields of a register may lead; those that were withdrawn are left out."""
    tables = {one.refers_to for one in register.fields if one.kind is FieldKind.REFERENCE} | {"staff"}
    return {row.id: _named(table, row) for table in tables for row in session.execute(_rows(table))}


def choices_of(session: Session, register: Register) -> dict[str, tuple[Named, ...]]:
    """What each field that names a row may name, by the field's key, in the order of the texts."""
    fields = [one for one in register.fields if one.kind is FieldKind.REFERENCE]
    rows = {
        table: tuple(sorted((_named(table, row) for row in session.execute(_rows(table))), key=lambda one: one.text))
        for table in {one.refers_to for one in fields}
    }
    return {one.key: rows[one.refers_to] for one in fields}


class Words:
    """Finds the rows that typed words mean; loaded once, for one entry or for thousands."""

    def __init__(self, session: Session, register: Register) -> None:
        self._session = session
        self._found: dict[str, dict[str, list[UUID]]] = {}
        self._people: dict[str, str] = {}
        for table in {one.refers_to for one in register.fields if one.kind is FieldKind.REFERENCE}:
            known = self._found.setdefault(table, {})
            for row in session.execute(_rows(table)):
                for word in _words(table, row):
                    known.setdefault(_folded(word), []).append(row.id)

    def row(self, field: FieldSpec, word: str) -> UUID:
        """The one row that a word means.

        Raises:
            Invalid: none, or several.
        """
        found = self._found[field.refers_to].get(_folded(word), [])
        if len(found) == 1:
            return found[0]
        if not found:
            raise Invalid(N_("{label}: there is no {word} on record."), field=field.key, label=field.label, word=word)
        raise Invalid(
            N_("{label}: {word} means several. Give block and cell, or the number."),
            field=field.key,
            label=field.label,
            word=word,
        )

    def people(self, field: FieldSpec, numbers: Sequence[str]) -> str:
        """Numbers of people held, as an entry keeps them.

        Raises:
            Invalid: nobody has one of them.
        """
        numbers = [clean_code(one) for one in numbers]
        unknown = [one for one in numbers if one not in self._people]
        self._people |= {number: number for number in people_named(self._session, unknown)}
        for number in numbers:
            if number not in self._people:
                raise Invalid(N_("Nobody has the number {number}."), field=field.key, number=number)
        return " ".join(dict.fromkeys(numbers))


def _words(table: str, row: Any) -> set[str]:
    """What a row may be called: a cell by its code, where only one block has it; everything else by name or number."""
    return {row.word, f"{row.of} {row.word}"} if table == "cell" else {row.word, row.of}


def _folded(word: str) -> str:
    return clean_code(word).casefold()


def people_named(session: Session, numbers: Iterable[str]) -> dict[str, Subject]:
    """The people with some numbers."""
    wanted = sorted(set(numbers))
    found: dict[str, Subject] = {}
    for start in range(0, len(wanted), _CHUNK):
        query = (
            select(Custody.id, Custody.number, Person.name)
            .join(Person, Person.id == Custody.person_id)
            .where(Custody.number.in_(wanted[start : start + _CHUNK]), Custody.voided_at.is_(None))
        )
        for row in session.execute(query):
            found[row.number] = Subject(SubjectKind.PERSON, row.id, row.name, row.number)
    return found
