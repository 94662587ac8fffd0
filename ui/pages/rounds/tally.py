"""A sheet counted once, and kept true reading by reading: a key never waits for 1,000 rows to be walked."""

from collections.abc import Mapping
from dataclasses import replace
from enum import IntEnum
from operator import is_
from uuid import UUID

from facility_app.core.subjects import SubjectKind
from facility_app.facts.round_sheet import RoundSheet, SheetRow
from ui.pages.rounds import words
from ui.theme import State

_Key = tuple[str, str, bool]


class Place(IntEnum):
    """How it stands with one row; kept as bytes, in which one is found without a loop."""

    SETTLED = 0
    MISSING = 1
    REFUSED = 2
    """Still missing: what was typed is refused."""
    TYPED = 3
    """Missing on the sheet, and typed since."""
    SAVED = 4
    """Typed since, and durable."""


def with_rows_of(sheet: RoundSheet, before: RoundSheet | None) -> RoundSheet:
    """A sheet in which every group and row that says the same as before is the same object."""
    if before is None:
        return sheet
    old_rows = {row.subject.id: row for group in before.groups for row in group.rows}
    old_groups = {group.key: group for group in before.groups}
    groups = []
    for group in sheet.groups:
        rows = tuple(_kept(old_rows.get(row.subject.id), row) for row in group.rows)
        old_group = old_groups.get(group.key)
        is_same = old_group is not None and len(rows) == len(old_group.rows) and all(map(is_, rows, old_group.rows))
        groups.append(old_group if old_group is not None and is_same else replace(group, rows=rows))
    return replace(sheet, groups=tuple(groups))


def _kept(old: SheetRow | None, new: SheetRow) -> SheetRow:
    return old if old is not None and old == new else new


class Tally:
    """The rows of a sheet in walking order, who is missing, and what is typed over them.

    It is made off the screen's thread; afterwards only that thread uses it.
    """

    def __init__(self, sheet: RoundSheet) -> None:
        self.sheet = sheet
        self.rows: tuple[SheetRow, ...] = tuple(row for group in sheet.groups for row in group.rows)
        self._places = {row.subject.id: place for place, row in enumerate(self.rows)}
        self._stand = bytearray(Place.MISSING if row.is_missing else Place.SETTLED for row in self.rows)
        self._saved = dict.fromkeys(SubjectKind, 0)
        self.states: Mapping[_Key, State] = {one.key: words.group_state(one, sheet) for one in sheet.groups}
        self.shares: Mapping[_Key, str] = {one.key: f"{one.measured}/{one.expected}" for one in sheet.groups}
        """Measured of expected by group, as the sheet has it."""
        self.rechecks = tuple(row for row in self.rows if row.to_repeat is not None)
        self.first_recheck = min(self.rechecks, key=lambda one: sheet.recheck_from(one) or sheet.read_at, default=None)
        both = (sheet.people, sheet.staff)
        self.with_reason = sum(len(of.missing) - len(of.unexplained) for of in both)

    def place_of(self, subject_id: UUID) -> int | None:
        """Where somebody stands in walking order; None: not on the sheet."""
        return self._places.get(subject_id)

    def mark(self, subject_id: UUID, stands: Place) -> None:
        """Keep how far something typed got; MISSING: it was taken back. Whoever is not missing stays as he is."""
        place = self._places.get(subject_id)
        if place is None or self._stand[place] == Place.SETTLED:
            return
        kind = self.rows[place].subject.kind
        self._saved[kind] += (stands == Place.SAVED) - (self._stand[place] == Place.SAVED)
        self._stand[place] = stands

    def measured(self, kind: SubjectKind) -> int:
        """How many are measured: on the sheet, and durable since."""
        of = self.sheet.staff if kind is SubjectKind.STAFF else self.sheet.people
        return of.measured + self._saved[kind]

    @property
    def missing(self) -> int:
        """How many are still to be measured."""
        return self._stand.count(Place.MISSING) + self._stand.count(Place.REFUSED)

    @property
    def is_done(self) -> bool:
        """Whether nobody is missing, and all that was typed is durable."""
        return not self.missing and not self._stand.count(Place.TYPED)

    def first_missing(self, most: int) -> list[SheetRow]:
        """The first who are still to be measured."""
        found: list[SheetRow] = []
        place = -1
        while len(found) < most:
            nexts = [self._stand.find(one, place + 1) for one in (Place.MISSING, Place.REFUSED)]
            place = min((one for one in nexts if one >= 0), default=-1)
            if place < 0:
                break
            found.append(self.rows[place])
        return found

    def missing_after(self, subject_id: UUID | None) -> SheetRow | None:
        """Who is to be measured next, after the last the first; of those refused only where nobody else is left."""
        start = -1 if subject_id is None else self._places.get(subject_id, -1)
        for stands in (Place.MISSING, Place.REFUSED):
            found = self._stand.find(stands, start + 1)
            found = found if found >= 0 else self._stand.find(stands)
            if found >= 0:
                return self.rows[found]
        return None
