"""Temperatures out of the clipboard: a column for the rows of the grid, or a table that says whose they are.

Looked at line by line, then taken as those of a thermometer's file are; whoever is measured already is left alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from db.values import Invalid
from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken, Source
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.exchange.codes import Codes
from facility_app.exchange.device_files import DeviceFile, DeviceLine, LineState, taken, with_warnings
from facility_app.exchange.pasted_tables import Known, column_of, table_of
from facility_app.exchange.setting import setting_of
from facility_app.exchange.sheets import Problem, Row
from facility_app.facts.rounds import KeptReading, RoundKey, readings_of, rounds_of
from resources.text import N_, _

_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What is pasted into a round.

    Attributes:
        rows: on whom a single column is laid, from the cursor downwards.
        everybody: all people of the round, whom names may mean.
        site: id of the site where the table names none; `device` likewise.
        at: when it was measured where the table does not say; None: now.
    """

    text: str
    day: date
    window: str
    rows: tuple[Subject, ...]
    everybody: tuple[Subject, ...]
    site: str = "axillary"
    device: str = ""
    at: datetime | None = None


def take_pasted(desk: Desk, pasted: Pasted, *, dry_run: bool) -> DeviceFile:
    """Take the readings that can be taken, and say of each other line why it cannot.

    Args:
        dry_run: look, and keep nothing.

    Raises:
        Invalid: it is no table, nobody could say whose the values are, or there are more lines than rows.
        Refused: the account may not do it.
    """
    return _Taking(desk, pasted).take(dry_run=dry_run)


class _Taking:
    """One look at what is pasted."""

    def __init__(self, desk: Desk, pasted: Pasted) -> None:
        self._desk, self._pasted = desk, pasted
        self._lines: dict[int, DeviceLine] = {}
        self._codes = Codes(desk, filter(None, (pasted.at,)))
        self._names: Mapping[str, list[Subject]] = defaultdict(list)
        for one in pasted.everybody:
            self._names[_bare(one.name)].append(one)
        self._measured = self._measured_already()

    def take(self, *, dry_run: bool) -> DeviceFile:
        """Read it, find out whose each line is, and take what can be taken."""
        setting, pasted = setting_of(self._desk), self._pasted
        column = column_of(pasted.text, pasted.day, setting)
        known = Known(self._codes.all, frozenset(self._names))
        sheet = column.sheet if column else table_of(pasted.text, RoundKey(pasted.day, pasted.window), setting, known)
        if column is not None and column.height > len(pasted.rows):
            raise Invalid(
                N_(
                    "{lines} lines were copied, but only {rows} rows follow from the cursor on. "
                    "Go to the first person of the column, or copy the numbers with it."
                ),
                lines=column.height,
                rows=len(pasted.rows),
            )
        self._codes = Codes(self._desk, map(self._at, sheet.rows))
        self._note(sheet.errors)
        whose: list[tuple[Row, Subject]] = []
        for row in sheet.rows:
            found = pasted.rows[row.line - column.first] if column else self._whom(row)
            if isinstance(found, str):
                self._put(row, None, LineState.REFUSED, found)
            else:
                whose.append((row, found))
        self._give(self._once(whose), dry_run=dry_run)
        return with_warnings(self._lines, sheet.warnings)

    def _measured_already(self) -> dict[object, KeptReading]:
        key = RoundKey(self._pasted.day, self._pasted.window)
        subjects = {one.id: one for one in self._pasted.everybody}
        with self._desk.store.reading() as session:
            round_id = rounds_of(session, (key.day,)).get(key)
            kept = readings_of(session, {key: round_id}, subjects) if round_id is not None and subjects else ()
        return {one.measured.subject.id: one for one in reversed(kept) if one.recheck_of is None}

    def _note(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            where = f"{problem.column} “{problem.value}”: " if problem.column else f"“{problem.value}”: "
            one = DeviceLine(problem.line, "", None, "–", LineState.REFUSED, where + problem.reason)
            self._lines.setdefault(problem.line, one)

    def _whom(self, row: Row) -> Subject | str:
        """Whose a line is; a text: why nobody can say so."""
        code, name = row.text("code"), row.text("name").strip("-—/\\")
        if not code:
            called = self._names.get(_bare(name), [])
            if len(called) == 1:
                return called[0]
            if called:
                return _("Several people of this round are called so. Copy their numbers too.")
            return _("Nobody in this round is called so. Copy the number too.") if name else _("Say whose it is.")
        found = self._codes.whom(code, self._at(row))
        if isinstance(found, str):
            return found
        if found is None:
            return _("Nobody here has the number {code}. Look at it, or key the reading in.").format(code=code)
        if name and _bare(name) != _bare(found.name):
            return _("This number is that of {person}. Look at the line.").format(person=found.text)
        return found

    def _once(self, whose: Sequence[tuple[Row, Subject]]) -> list[tuple[Row, Subject]]:
        """Those of whom one line speaks; of two lines nobody here can know which is right."""
        lines: Mapping[object, list[int]] = defaultdict(list)
        for row, subject in whose:
            lines[subject.id].append(row.line)
        for row, subject in whose:
            other = next((one for one in lines[subject.id] if one != row.line), None)
            if other is not None:
                reason = _("Line {line} is of the same person. Keep one of them.").format(line=other)
                self._put(row, subject, LineState.REFUSED, reason)
        return [(row, subject) for row, subject in whose if len(lines[subject.id]) == 1]

    def _give(self, whose: Sequence[tuple[Row, Subject]], *, dry_run: bool) -> None:
        new = []
        for row, subject in whose:
            kept = self._measured.get(subject.id)
            if kept is None:
                new.append((row, subject, self._told(row, subject)))
                continue
            reason = _("{celsius} ℃ is kept already, and left alone.").format(celsius=kept.measured.celsius)
            self._put(row, subject, LineState.UNCHANGED, reason)
        told = [one for _row, _subject, one in new]
        for place, state, reason in taken(self._desk, told, Source.TABLE, dry_run=dry_run):
            self._put(new[place][0], new[place][1], state, reason)

    def _told(self, row: Row, subject: Subject) -> ReadingTaken:
        is_staff = subject.kind is SubjectKind.STAFF
        return ReadingTaken(
            row.of("celsius", Decimal) or Decimal(0),
            number=None if is_staff else subject.number,
            staff_number=subject.number if is_staff else None,
            taken_at=row.of("taken_at", datetime) or self._pasted.at,
            body_site=row.text("body_site") or self._pasted.site,
            device=row.of("device", str) or self._pasted.device or None,
            symptoms=row.of("symptoms", tuple) or (),
            is_mean=bool(row["is_mean"]),
        )

    def _at(self, row: Row) -> datetime:
        return row.of("taken_at", datetime) or self._pasted.at or self._desk.store.clock()

    def _put(self, row: Row, subject: Subject | None, state: LineState, reason: str) -> None:
        who = subject.text if subject else row.text("code") or row.text("name")
        self._lines[row.line] = DeviceLine(row.line, who, self._at(row), str(row["celsius"]), state, reason)


def _bare(name: str) -> str:
    """A name as it is compared: without blanks."""
    return _BLANKS.sub("", name)
