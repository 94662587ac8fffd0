"""Taking over a file: read it, have its rows judged and kept, and say of each bad one where it stands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from db.values import Invalid
from facility_app.access import Desk
from facility_app.exchange.columns import Format
from facility_app.exchange.entry_rows import Entries, readings, talks
from facility_app.exchange.formats import FORMATS
from facility_app.exchange.reading import read_file
from facility_app.exchange.register_files import register_format, register_names, take_register
from facility_app.exchange.roster_rows import roster_cell, roster_person, roster_staff
from facility_app.exchange.setting import setting_of
from facility_app.exchange.sheets import Problem, Row, Sheet
from facility_app.services import rosters
from facility_app.services.journal import MASK
from resources.text import N_, _


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file.

    Attributes:
        rows: how many it has, with and without errors.
        imported: how many were kept; in a trial, how many would be.
        unchanged: how many say what is on record already.
        warnings: what to look at in rows that are taken; by line.
        errors: what keeps rows out; by line.
    """

    rows: int
    imported: int
    unchanged: int
    warnings: tuple[Problem, ...]
    errors: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _How:
    dry_run: bool
    partial: bool
    opening_day: date | None


def form_names() -> tuple[str, ...]:
    """Every form of file, by the names that the command line uses."""
    return (*FORMATS, *register_names())


def format_of(name: str) -> Format:
    """One form of file.

    Raises:
        Invalid: there is none with this name.
    """
    if name not in form_names():
        raise Invalid(N_("There is no form of file called {name}."), field="name", name=name)
    return FORMATS[name] if name in FORMATS else register_format(name)


def take(
    desk: Desk, name: str, path: Path, *, dry_run: bool = False, partial: bool = False, opening_day: date | None = None
) -> Taken:
    """Take over a file of cells, staff, people, readings, talks, or of a register.

    Args:
        dry_run: do everything and keep nothing.
        partial: keep the good rows where others are wrong; else nothing is kept then.
        opening_day: the first day that the program keeps, for the first roster of people.

    Raises:
        Invalid: there is no such form, or the file cannot be read.
        Refused: the account may not do it.
    """
    sheet = _without_masked(read_file(format_of(name), path, setting_of(desk)))
    stopped = bool(sheet.errors) and not partial
    # a file with rows that cannot be read is judged all the same, so that all that is wrong is said at once
    how = _How(dry_run or stopped, partial, opening_day)
    taken = _TAKERS[name](desk, sheet.rows, how) if name in _TAKERS else _register(desk, name, sheet.rows, how)
    return Taken(
        sheet.count,
        0 if stopped else taken.imported,
        taken.unchanged,
        _by_line(sheet.warnings, _problems(sheet, taken.warnings)),
        _by_line(sheet.errors, _problems(sheet, taken.errors)),
    )


def _cells(desk: Desk, rows: Sequence[Row], how: _How) -> Entries:
    given = [roster_cell(row) for row in rows]
    return Entries.of(rosters.take_over_cells(desk, given, partial=how.partial, dry_run=how.dry_run))


def _staff(desk: Desk, rows: Sequence[Row], how: _How) -> Entries:
    given = [roster_staff(row) for row in rows]
    return Entries.of(rosters.take_over_staff(desk, given, partial=how.partial, dry_run=how.dry_run))


def _people(desk: Desk, rows: Sequence[Row], how: _How) -> Entries:
    given = [roster_person(row) for row in rows]
    return Entries.of(
        rosters.take_over_people(desk, given, opening_day=how.opening_day, partial=how.partial, dry_run=how.dry_run)
    )


def _readings(desk: Desk, rows: Sequence[Row], how: _How) -> Entries:
    return readings(desk, rows, partial=how.partial, dry_run=how.dry_run)


def _talks(desk: Desk, rows: Sequence[Row], how: _How) -> Entries:
    return talks(desk, rows, partial=how.partial, dry_run=how.dry_run)


def _register(desk: Desk, name: str, rows: Sequence[Row], how: _How) -> Entries:
    return Entries.of(take_register(desk, name, rows, partial=how.partial, dry_run=how.dry_run))


_TAKERS: dict[str, Callable[[Desk, Sequence[Row], _How], Entries]] = {
    "cells": _cells,
    "staff": _staff,
    "people": _people,
    "readings": _readings,
    "talks": _talks,
}


def _without_masked(sheet: Sheet) -> Sheet:
    """The sheet without rows of a masked export: a mask is no value, and would be kept as one."""
    reason = _("This value is masked. Export the file again in full, or leave the cell empty.")
    found = [(row, key) for row in sheet.rows for key in row if MASK in row.text(key)]
    masked = {row.line for row, _key in found}
    rows = tuple(row for row in sheet.rows if row.line not in masked)
    errors = _by_line(sheet.errors, (row.problem(key, reason) for row, key in found))
    return replace(sheet, rows=rows, errors=errors)


def _problems(sheet: Sheet, found: Iterable[tuple[int, str, str]]) -> Iterable[Problem]:
    return (sheet.rows[index].problem(key, reason) for index, key, reason in found)


def _by_line(*problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted((one for some in problems for one in some), key=lambda one: one.line))
