"""The kinds of text: names, numbers that are names, identity numbers, lists and free words."""

import re

from facility_app.core.identity import IdentityNumber, read_identity
from facility_app.core.names import clean_name
from facility_app.core.numbers import clean_code, clean_reference
from facility_app.core.phrases import Phrase
from facility_app.exchange.cells import Cell, exact_text, half_width, tidy
from facility_app.exchange.values import Kind, Setting

_CELL = re.compile(r"(.*\d)(?:号?监室|号房间?|号室|室|号)")
_BETWEEN = re.compile(r"[、,，;；/\s]+")


def _read_text(cell: Cell, _: Setting) -> str:
    return tidy(cell)


def _read_reference(cell: Cell, _: Setting) -> str:
    return clean_reference(exact_text(cell))


def _read_code(cell: Cell, _: Setting) -> str:
    return clean_code(exact_text(cell))


def _read_cell_code(cell: Cell, setting: Setting) -> str:
    return cell_code(_read_code(cell, setting))


def _read_name(cell: Cell, _: Setting) -> str:
    return clean_name(tidy(cell))


def _read_cells(cell: Cell, _: Setting) -> tuple[str, ...]:
    parts = _BETWEEN.split(half_width(exact_text(cell)))
    return tuple(cell_code(part) for part in parts if part)


def _read_codes(cell: Cell, _: Setting) -> tuple[str, ...]:
    return tuple(part for part in _BETWEEN.split(half_width(exact_text(cell))) if part)


def _read_identity(cell: Cell, setting: Setting) -> IdentityNumber:
    return read_identity(exact_text(cell), today=setting.today)


def _identity_doubts(number: IdentityNumber) -> tuple[Phrase, ...]:
    return number.findings


def cell_code(text: str) -> str:
    """The bare number of a cell: "101监室", "101室" and "101" are one cell; a name without a figure stays."""
    found = _CELL.fullmatch(text)
    return found[1] if found else text


def _write_text(value: str, _: Setting) -> Cell:
    return value


def _write_list(values: tuple[str, ...], _: Setting) -> Cell:
    return "、".join(values)


def _write_identity(value: IdentityNumber, _: Setting) -> Cell:
    return value.number


TEXT = Kind(_read_text, _write_text)
"""Free words, as they were written."""
REFERENCE = Kind(_read_reference, _write_text)
"""The number of a document: half-width letters and digits, brackets as they are."""
CODE = Kind(_read_code, _write_text)
"""A number that is a name: half width, without blanks."""
CELL_CODE = Kind(_read_cell_code, _write_text)
CELL_CODES = Kind(_read_cells, _write_list)
CODES = Kind(_read_codes, _write_list)
"""Several numbers that are names."""
NAME = Kind(_read_name, _write_text)
IDENTITY = Kind(_read_identity, _write_identity, _identity_doubts)
