"""Texts that wait for their language: a finding is worked out once and read in any language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from resources.text import _, language


class Readable(Protocol):
    """What has a text in the language in force."""

    @property
    def text(self) -> str:
        """It, in the language in force."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """A text that came in both languages, as those of rule packs do."""

    en: str
    zh: str

    @property
    def text(self) -> str:
        """It, in the language in force."""
        return self.zh if language() == "zh_CN" else self.en


@dataclass(frozen=True, slots=True)
class Phrase:
    """A marked message with what goes into its `{named}` places.

    A place takes figures, names as they are, dates, instants (shown in the zone that they carry), anything
    `Readable`, and tuples of these.
    """

    message: str
    params: tuple[tuple[str, object], ...] = ()

    @property
    def text(self) -> str:
        """It, in the language in force."""
        return _(self.message).format(**{name: shown(value) for name, value in self.params})


def phrase(message: str, **params: object) -> Phrase:
    """A message marked with `N_`, and its places."""
    return Phrase(message, tuple(params.items()))


def listed(texts: Iterable[str]) -> str:
    """Texts as one list in the language in force."""
    return ("、" if language() == "zh_CN" else ", ").join(texts)


def shown(value: object) -> str:
    """A value as it stands in a sentence."""
    text = getattr(value, "text", None)  # to ask whether it is a `Readable` takes ten times as long
    if isinstance(text, str):
        return text
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return listed(shown(one) for one in value)
    return str(value)
