"""Single cells of a file: what they may hold, and their plain text."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from db.values import Invalid
from resources.text import N_

Cell = str | int | float | Decimal | bool | date | datetime | time | timedelta | None
"""A cell as the file holds it. CSV knows text only."""

EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d+", re.ASCII | re.IGNORECASE)
_EXACT_BELOW = 10**15
"""Excel keeps 15 digits of a number and turns the others into zeros."""


def is_blank(cell: Cell) -> bool:
    """Whether nobody wrote anything there."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def as_text(cell: Cell) -> str:
    """A cell as a person would read it; whole numbers without a point, dates without a midnight."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(cell, ".15g")
    if isinstance(cell, datetime):
        return str(cell.date() if cell.time() == time.min else cell.replace(microsecond=0, tzinfo=None))
    return str(cell)


def tidy(cell: Cell) -> str:
    """The text of a cell without blanks around it and without characters that nobody can see."""
    text = _INVISIBLE.sub("", as_text(cell)) if not isinstance(cell, str) or not cell.isprintable() else cell
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def half_width(text: str) -> str:
    """Text with letters, digits and punctuation in half width, Chinese punctuation kept."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def exact_text(cell: Cell) -> str:
    """The text of a number that is a name (of a person, a cell, a document), not a quantity.

    Raises:
        Invalid: Excel has already spoilt it: rounded a long number, or taken it for a date.
    """
    if isinstance(cell, (date, time, timedelta)):
        raise Invalid(N_("Excel has taken this for a date. Format the column as text and type it again."))
    spoilt = (
        _SCIENTIFIC.fullmatch(cell.strip())
        if isinstance(cell, str)
        else isinstance(cell, (int, float)) and abs(cell) >= _EXACT_BELOW
    )
    if spoilt:
        raise Invalid(N_("Excel has rounded this long number. Format the column as text and type the number again."))
    return tidy(cell)
