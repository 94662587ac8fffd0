"""The one catalogue of texts, and the language in which to read it.

English is the source. The language is a context variable, so that a ledger can be printed in one
language beside a window in another.
"""

import gettext
import locale
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from resources import path

LANGUAGES = ("en", "zh_CN")

_language: ContextVar[str] = ContextVar("language", default="en")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("facility", str(path("locale")), languages=[language], fallback=language == "en")


def _(message: str) -> str:
    """The message in the language in force."""
    return _catalogue(_language.get()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message for `n` things in the language in force."""
    return _catalogue(_language.get()).ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a message for translation where it is written; it is translated where it is shown."""
    return message


def language() -> str:
    """The language in force, one of `LANGUAGES`."""
    return _language.get()


def speak(chosen: str) -> None:
    """Use a language from here on.

    Raises:
        ValueError: `chosen` is not one of `LANGUAGES`.
    """
    if chosen not in LANGUAGES:
        raise ValueError(chosen)
    _language.set(chosen)


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Use a language within a block."""
    before = _language.get()
    speak(chosen)
    try:
        yield
    finally:
        _language.set(before)


def system_language() -> str:
    """The language that the machine asks for: `FACILITY_LANG`, else its locale; Chinese or English."""
    names = [os.environ.get(name, "") for name in ("FACILITY_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    wanted = next((name for name in names if name), None) or locale.getlocale()[0] or ""
    return "zh_CN" if wanted.lower().startswith(("zh", "chinese")) else "en"
