"""The declaration of a file's form: its columns and what ties them together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from facility_app.core.phrases import Phrase, Words
from facility_app.exchange.sheets import Row
from facility_app.exchange.values import Kind, Setting


@dataclass(frozen=True, slots=True)
class Remark:
    """What a look at a whole row finds in one of its cells."""

    key: str
    words: Phrase
    is_error: bool = False


def _no_remarks(_: Row, __: Setting) -> Iterable[Remark]:
    return ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: what the program calls it; also accepted as a heading.
        label: its heading in either language.
        synonyms: other headings that rosters use; blanks, brackets and what they enclose do not matter.
        required: the file must have it and every row must fill it in.
    """

    key: str
    label: Words
    kind: Kind
    synonyms: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """One form of file.

    Attributes:
        unique: the keys of the columns that together tell rows apart.
        exactly_one: the keys of columns of which every row fills in exactly one.
        check: what to remark on a row whose cells can all be read.
    """

    name: str
    label: Words
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    exactly_one: tuple[str, ...] = ()
    check: Callable[[Row, Setting], Iterable[Remark]] = _no_remarks

    def column(self, key: str) -> Column:
        """A column by its key."""
        return next(column for column in self.columns if column.key == key)


def column(key: str, en: str, zh: str, kind: Kind, *synonyms: str, required: bool = False) -> Column:
    """One column, written shortly; each of `synonyms` holds several headings with a bar between them."""
    return Column(key, Words(en, zh), kind, tuple(word for words in synonyms for word in words.split("|")), required)
