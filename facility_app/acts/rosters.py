"""Rosters that are taken over: their rows, and what is to be said of each."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, TypeVar

from db.values import CellKind, DaybookError, Sex
from facility_app.core.phrases import Phrase, Readable, phrase
from resources.text import N_

R = TypeVar("R")

_CORRECT = N_(
    "The record says {recorded}. Nothing is overwritten: put the file right, or correct the record first, "
    "then import again."
)


@dataclass(frozen=True, slots=True)
class RosterCell:
    """One row of a roster of cells; `area` in square metres."""

    block: str
    cell: str
    kind: CellKind
    capacity: int
    area: Decimal | None = None
    sex: Sex | None = None
    for_minors: bool | None = None


@dataclass(frozen=True, slots=True)
class RosterStaff:
    """One row of a roster of staff.

    Attributes:
        cells: the codes of those in his or her charge.
        since, until: the first and the last day on the roster.
    """

    number: str
    name: str
    post: str
    sex: Sex | None = None
    phone: str | None = None
    block: str | None = None
    cells: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """One row of a roster of people held; what it leaves out is None.

    Attributes:
        category: id of the ground on which the roster says that the person is held.
        deciding_body: who issued the document; where it is missing, the unit that handles the case.
        admitted_at: an instant in UTC; of a day alone, its first moment is meant.
    """

    number: str
    name: str
    sex: Sex
    category: str
    document_type: str
    document_number: str
    document_date: date
    admitted_at: date | datetime
    birth_date: date | None = None
    identity_number: str | None = None
    identity_unverified: bool | None = None
    alias: str | None = None
    other_document: str | None = None
    ethnicity: str | None = None
    language: str | None = None
    diet: str | None = None
    case_number: str | None = None
    case_cause: str | None = None
    case_unit: str | None = None
    deciding_body: str | None = None
    term_end: date | None = None
    block: str | None = None
    cell: str | None = None
    bed: int | None = None
    key_person: bool | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing to look at.

    Attributes:
        index: of the row among those given, from 0.
        field: the attribute of the row.
        value: what it says, as text.
        words: what is wrong and what to do.
    """

    index: int
    field: str
    value: str
    words: Readable


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What became of a roster. Where there are errors, `imported` is 0 unless the good rows were to be kept.

    Attributes:
        unchanged: rows that say what is on record already.
    """

    imported: int
    unchanged: int
    warnings: tuple[RowProblem, ...]
    errors: tuple[RowProblem, ...]


class Review(Generic[R]):
    """Gathers what is wrong with the rows of a roster; nothing stops at the first."""

    def __init__(self, rows: Sequence[R]) -> None:
        self.rows = rows
        self._errors: list[RowProblem] = []
        self._warnings: list[RowProblem] = []
        self._bad: set[int] = set()
        self._unchanged: set[int] = set()

    def is_good(self, index: int) -> bool:
        """Whether a row has no error so far."""
        return index not in self._bad

    def error(self, index: int, field: str, words: Readable) -> None:
        """Keep a row out."""
        self._bad.add(index)
        self._errors.append(self._problem(index, field, words))

    def fails(self, index: int, error: DaybookError, field: str = "") -> None:
        """Keep a row out for an error that an act has raised."""
        self.error(index, field or error.field or "", Phrase(error.message, tuple(error.params.items())))

    def warn(self, index: int, field: str, words: Readable) -> None:
        """Have somebody look at a row that is taken all the same."""
        self._warnings.append(self._problem(index, field, words))

    def compare(
        self,
        index: int,
        recorded: Mapping[str, object],
        hidden: Collection[str] = (),
        remedies: Mapping[str, str] | None = None,
    ) -> None:
        """Set a row against the record that has its number: an error for each field that differs.

        A field that says nothing differs from nothing.

        Args:
            hidden: fields of class S; what is on record of them is not told.
            remedies: for fields that have an act of their own, what to say in place of the usual.
        """
        for field, value in recorded.items():
            given = getattr(self.rows[index], field)
            if given not in (None, "", ()) and given != value:
                message = (remedies or {}).get(field, _CORRECT)
                self.error(index, field, _difference(message, None if field in hidden else value))

    def unchanged(self, index: int) -> None:
        """Count a row that says nothing new."""
        self._unchanged.add(index)

    def refuse_twins(self, field: str, keys: Iterable[Hashable]) -> None:
        """Keep out all rows that have the same key; which of them is right, nobody here can know."""
        alike: defaultdict[Hashable, list[int]] = defaultdict(list)
        for index, key in enumerate(keys):
            if key is not None:
                alike[key].append(index)
        for twins in alike.values():
            for index in twins if len(twins) > 1 else ():
                self.error(index, field, phrase(N_("The same stands in another row. Keep one of them.")))

    def result(self, imported: int, *, partial: bool) -> TakenOver:
        """What became of the roster, problems by row."""
        kept = 0 if self._errors and not partial else imported
        unchanged = len(self._unchanged - self._bad)
        return TakenOver(kept, unchanged, _by_row(self._warnings), _by_row(self._errors))

    def stops(self, *, partial: bool) -> bool:
        """Whether nothing may be written."""
        return bool(self._errors) and not partial

    def _problem(self, index: int, field: str, words: Readable) -> RowProblem:
        value = getattr(self.rows[index], field, None)
        return RowProblem(index, field, "" if value is None else str(getattr(value, "value", value)), words)


def _difference(message: str, recorded: object) -> Phrase:
    """What differs; words of a closed list are not repeated, since there the row says enough."""
    is_told = isinstance(recorded, (str, date, int, Decimal)) and not isinstance(recorded, bool)
    return phrase(message, recorded=recorded if is_told and recorded != "" else phrase(N_("something else")))


def _by_row(problems: Iterable[RowProblem]) -> tuple[RowProblem, ...]:
    return tuple(sorted(problems, key=lambda one: one.index))
