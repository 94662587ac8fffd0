"""Strict reading of the rule packs in `resources/rules`: an unknown key is an error that names file and entry."""

from datetime import date
from threading import Lock
from typing import Any, TypeVar

import msgspec

from db.values import Unavailable
from resources import read_text
from resources.text import N_, language

P = TypeVar("P")
_one_at_a_time = Lock()
"""Two threads that decode one type for the first time crash msgspec (0.22)."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every entry of every pack has."""

    id: str
    effective_from: date
    source: str
    """Law and article, or "local default"."""
    en: str
    zh: str

    @property
    def text(self) -> str:
        """The entry's name in the language in force."""
        return self.zh if language() == "zh_CN" else self.en


def load_pack(name: str, kind: type[P], text: str | None = None) -> P:
    """Read one pack.

    Args:
        name: its file in `resources/rules`.
        text: its content, where it does not come from there.

    Raises:
        Unavailable: it is not as it must be; the message names the file and the entry.
    """
    try:
        content = text if text is not None else read_text("rules", name)
        with _one_at_a_time:
            return msgspec.toml.decode(content, type=kind)
    except (msgspec.DecodeError, OSError) as error:
        raise Unavailable(N_("Rule pack {file}: {what}"), field="rules", file=name, what=str(error)) from error


def as_typed(plain: Any, kind: type[P]) -> P:
    """Plain values as a structure, as strictly as a pack is read.

    Raises:
        msgspec.ValidationError: they are not what the structure takes; the message names the field.
    """
    with _one_at_a_time:
        return msgspec.convert(plain, kind)
