"""Texts that a spreadsheet would run as a formula, made harmless and back."""

import re
from datetime import datetime

from facility_app.exchange.cells import Cell, as_text, tidy

_DANGEROUS = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_NEUTRAL = re.compile(r"'+[=+\-@＝＋－＠\t\r]")


def neutral(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it (OWASP, CSV injection)."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def restored(text: str) -> str:
    """What `neutral` was given."""
    return text[1:] if _NEUTRAL.match(text) else text


def neutral_text(cell: Cell) -> str:
    """A cell as text that no spreadsheet program runs."""
    if isinstance(cell, str):
        return neutral(tidy(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S" if cell.second else "%Y-%m-%d %H:%M")
    return as_text(cell)
