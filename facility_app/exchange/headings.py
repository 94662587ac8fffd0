"""The line of headings: which of them is which column, in either language and any order."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facility_app.exchange.cells import Cell, as_text
from facility_app.exchange.columns import Column, Format
from facility_app.exchange.csvfile import HEAD
from facility_app.exchange.tables import Line

_BRACKETS = re.compile(r"[(\[【〔〈<{][^)\]】〕〉>}]*[)\]】〕〉>}]")
_UNIT = re.compile(r"/?(?:°c|m2)$")
_SIGNS = re.compile(r"[\W_]+")
_SERIAL_NUMBERS = frozenset({"序号", "顺序号", "行号", "no", "sn", "serialno"})
"""Headings of columns that only count the rows."""


@dataclass(frozen=True, slots=True)
class Header:
    """The line of headings of one table.

    Attributes:
        line: its number in the file.
        texts: the headings as they stand there, by position.
        places: which column stands at which position.
    """

    line: int
    texts: tuple[str, ...]
    places: Mapping[int, Column]

    @property
    def repeated(self) -> tuple[int, ...]:
        """Positions whose heading says something that another one says better."""
        return tuple(index for index in self._free if normal(self.texts[index]) in self._taken)

    @property
    def unknown(self) -> tuple[int, ...]:
        """Positions whose heading is no column's."""
        known = self._taken | _SERIAL_NUMBERS
        return tuple(index for index in self._free if normal(self.texts[index]) not in known)

    @property
    def _free(self) -> list[int]:
        return [index for index, text in enumerate(self.texts) if text and index not in self.places]

    @property
    def _taken(self) -> frozenset[str]:
        return frozenset(word for column in self.places.values() for word in _words(column))

    def has(self, key: str) -> bool:
        """Whether the file has a column."""
        return any(column.key == key for column in self.places.values())

    def is_again(self, line: Line) -> bool:
        """Whether a line repeats the headings, as on each printed page."""
        return all(
            index < len(line.cells) and normal(line.cells[index]) == normal(self.texts[index]) for index in self.places
        )


def normal(heading: Cell) -> str:
    """A heading without what does not matter: blanks, case, signs, brackets and what they enclose, units."""
    text = unicodedata.normalize("NFKC", as_text(heading)).casefold()
    bare = _SIGNS.sub("", _UNIT.sub("", _BRACKETS.sub("", text).strip()))
    return bare or _SIGNS.sub("", text)


def find_header(form: Format, lines: Sequence[Line]) -> Header | None:
    """The line among the first that has the most headings of a format; the first of equals.

    One alone may be a title, so at least two are needed where the format has two columns.
    """
    ranks = ranks_of(form)
    headers = [_header(line, ranks) for line in lines[:HEAD]]
    best = max(headers, key=lambda header: len(header.places), default=None)
    return best if best and len(best.places) >= min(2, len(form.columns)) else None


def fit(form: Format, lines: Sequence[Line]) -> int:
    """How many headings of a format the first lines hold."""
    header = find_header(form, lines)
    return len(header.places) if header else 0


def _words(column: Column) -> list[str]:
    return [normal(word) for word in (column.label.zh, column.label.en, column.key, *column.synonyms)]


def ranks_of(form: Format) -> Mapping[str, tuple[int, Column]]:
    """For each heading its column, and how well it says so: a label better than a synonym, an early one than a late."""
    ranks: dict[str, tuple[int, Column]] = {}
    for column in form.columns:
        for rank, word in enumerate(_words(column)):
            ranks.setdefault(word, (rank, column))
    return ranks


def _header(line: Line, ranks: Mapping[str, tuple[int, Column]]) -> Header:
    found = [(*ranks[word], index) for index, cell in enumerate(line.cells) if (word := normal(cell)) in ranks]
    places: dict[int, Column] = {}
    for _, column, index in sorted(found, key=lambda one: (one[0], one[2])):
        if column not in places.values():
            places[index] = column
    texts = tuple(" ".join(as_text(cell).split()) for cell in line.cells)
    return Header(line.number, texts, dict(sorted(places.items())))
