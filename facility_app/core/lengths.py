"""How long what somebody types may be: longer than any name or number that is borne, short enough to be shown whole."""

from db.values import Invalid
from resources.text import N_

NAME = 100
"""Names of minorities and of foreigners reach some seventy letters."""
NUMBER = 40


def within(text: str, longest: int, field: str) -> str:
    """The text itself.

    Raises:
        Invalid: it is longer than `longest`.
    """
    if len(text) > longest:
        raise Invalid(
            N_("This is too long: {length} characters, and {longest} at most. Look whether something else slipped in."),
            field=field,
            length=len(text),
            longest=longest,
        )
    return text
