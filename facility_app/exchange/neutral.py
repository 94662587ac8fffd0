"""Texts that a spreadsheet would run as a formula, made harmless and back."""

import re

_DANGEROUS = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_NEUTRAL = re.compile(r"'+[=+\-@＝＋－＠\t\r]")


def neutral(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it (OWASP, CSV injection)."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def restored(text: str) -> str:
    """What `neutral` was given."""
    return text[1:] if _NEUTRAL.match(text) else text
