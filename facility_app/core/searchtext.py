"""What somebody typed to find a person, as the records are compared with it."""

import re
import unicodedata
from dataclasses import dataclass

from facility_app.core.names import clean_name
from facility_app.core.numbers import clean_code

_HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_BETWEEN_SYLLABLES = re.compile(r"[\s'’\-·.]+")
_UMLAUT = str.maketrans("üǖǘǚǜ", "vvvvv")
_IDENTITY = re.compile(r"\d{17}[\dX]", re.ASCII)


@dataclass(frozen=True, slots=True)
class SearchText:
    """A text to look for.

    Attributes:
        name: spelt as names are stored, of either case.
        pinyin: as `Person.pinyin` and `Person.initials` are written; empty where it holds Chinese characters.
        numbers: how a number or a code may be written: as typed, in capitals, in small letters.
        identity_number: 18 characters; None: it is no whole identity number.
    """

    name: str
    pinyin: str
    numbers: tuple[str, ...]
    identity_number: str | None

    @property
    def is_chinese(self) -> bool:
        """Whether it holds Chinese characters, so that it is part of a name and no pinyin."""
        return bool(_HAN.search(self.name))

    @property
    def is_digits(self) -> bool:
        """Whether it may be the end of a number."""
        return self.name.isascii() and self.name.isdigit()


def search_text(typed: str) -> SearchText | None:
    """Read what was typed, full-width letters and blanks around it as well; None: there is nothing to look for."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text or "\x00" in text:
        return None
    name = clean_name(text)
    pinyin = "" if _HAN.search(name) else _plain(_BETWEEN_SYLLABLES.sub("", text.lower().translate(_UMLAUT)))
    code = clean_code(text)
    identity = code.upper()
    return SearchText(
        name,
        pinyin,
        tuple(dict.fromkeys((code, code.upper(), code.lower()))),
        identity if _IDENTITY.fullmatch(identity) else None,
    )


def _plain(text: str) -> str:
    """Without the marks of tones."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
