"""Writing what is on record to a file that can be taken over again."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path

from db.values import Invalid
from facility_app.access import Desk
from facility_app.acts.rosters import RosterCell, RosterPerson
from facility_app.core.identity import IdentityNumber
from facility_app.exchange.formats import FORMATS
from facility_app.exchange.register_files import given_rows, masks_anything
from facility_app.exchange.setting import setting_of
from facility_app.exchange.taking import format_of
from facility_app.exchange.values import Value
from facility_app.exchange.words import TALK_KINDS
from facility_app.exchange.writing import write_csv, write_xlsx
from facility_app.facts.registers import register_of
from facility_app.services import exports
from resources.text import N_

_DAYS = timedelta(days=30)
"""How far back readings and talks are written where no first day is given."""

_TALK_KINDS = frozenset(one.key for one in TALK_KINDS)
"""Those that files know; a facility may have others."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was written.

    Attributes:
        is_masked: class S is left out or masked; such a file cannot be taken over again whole.
        first: the first day of readings and talks; None: the file knows no days.
    """

    rows: int
    is_masked: bool
    first: date | None
    last: date | None


def give(
    desk: Desk,
    name: str,
    path: Path,
    *,
    in_full: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Given:
    """Write cells, staff, people, readings, talks or a register to a new CSV (UTF-8 with a mark) or XLSX file.

    Args:
        in_full: the reason for which class S is written too; it is journaled.
        first: of readings and talks, else thirty days before `last`; `last`: else today.

    Raises:
        Invalid: there is no such form; the ending is another, the file is there already or cannot be written.
        Refused: the account may not do it.
    """
    form = format_of(name)
    write = {".csv": write_csv, ".xlsx": write_xlsx}.get(path.suffix.lower())
    if write is None:
        raise Invalid(N_("Give the file a name that ends in .csv or .xlsx."), field="file")
    setting = setting_of(desk)
    end = last or setting.today
    start = first or end - _DAYS
    rows = _rows(desk, name, in_full, start, end)
    write_new(path, write(form, rows, setting))
    register = None if name in FORMATS else register_of(name)
    has_days = name in ("readings", "talks") if register is None else not register.is_list
    has_masks = name in ("staff", "people") if register is None else masks_anything(register)
    is_masked = has_masks and in_full is None
    return Given(len(rows), is_masked, start if has_days else None, end if has_days else None)


def _rows(desk: Desk, name: str, in_full: str | None, first: date, last: date) -> list[Mapping[str, Value]]:
    if name == "cells":
        return [_cell(one) for one in exports.export_cells(desk)]
    if name == "staff":
        staff = exports.export_staff(desk) if in_full is None else exports.export_staff_in_full(desk, in_full)
        return [_values(one) for one in staff]
    if name == "people":
        people = exports.export_people(desk) if in_full is None else exports.export_people_in_full(desk, in_full)
        return [_person(one) for one in people]
    if name == "readings":
        return [_values(one) for one in exports.export_readings(desk, first, last)]
    if name == "talks":
        return [_talk(one) for one in exports.export_talks(desk, first, last)]
    return given_rows(desk, name, in_full, first, last)


def _values(row: exports.Exported) -> dict[str, Value]:
    """A row by the keys of its columns, which are the names of its fields."""
    return {field.name: getattr(row, field.name) or None for field in fields(row)}


def _cell(row: RosterCell) -> Mapping[str, Value]:
    return _values(row) | {"kind": row.kind.value, "for_minors": row.for_minors}


def _person(row: RosterPerson) -> Mapping[str, Value]:
    identity = None
    if row.identity_number:
        # a masked number says nothing of birth and sex, and the column writes the number alone
        identity = IdentityNumber(row.identity_number, row.birth_date or date.min, row.sex)
    answers = {"identity_unverified": row.identity_unverified, "key_person": row.key_person}
    return _values(row) | {"identity_number": identity} | answers


def _talk(row: exports.TalkGiven) -> Mapping[str, Value]:
    return _values(row) | {"kind": row.kind if row.kind in _TALK_KINDS else "other"}


def write_new(path: Path, content: bytes) -> None:
    """Write a new file that only its owner can read."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
            file.write(content)
    except FileExistsError:
        raise Invalid(
            N_("{name} is there already and is never overwritten. Choose another name."), field="file", name=path.name
        ) from None
    except OSError as error:
        raise Invalid(
            N_("The file cannot be written: {what}. Look at its folder."),
            field="file",
            what=error.strerror or type(error).__name__,
        ) from error
