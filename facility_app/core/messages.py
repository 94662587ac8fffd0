"""Errors and problems as sentences, in the language in force."""

from collections.abc import Mapping
from datetime import datetime

from db.values import DaybookError
from resources.text import _


def sentence(message: str, params: Mapping[str, object]) -> str:
    """A marked message with its places filled: texts translated, instants in the machine's own time."""
    return _(message).format(**{name: _shown(value) for name, value in params.items()})


def error_text(error: DaybookError) -> str:
    """What to tell the user of an error."""
    return sentence(error.message, error.params)


def _shown(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    return _(value) if isinstance(value, str) and value else value
