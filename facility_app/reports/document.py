"""What a printed page says, as values without any layout."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

Align = Literal["left", "right", "center"]

BY_HAND = "\u3000"
"""The one cell that may look empty: it is left for a pen; several, parted by line feeds, leave more room."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        weight: its share of the page width.
        wraps: whether it gives way to its neighbours and runs over several lines. A column that does not is
            widened for its longest cell as far as the others can spare; beyond that it wraps too, never cut.
    """

    heading: str
    weight: float = 1.0
    align: Align = "left"
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings, which are repeated on each page.

    Attributes:
        empty: what stands there when there are no rows, in words ("none", "not reported").
        totals: rows that close the table in bold.

    Raises:
        ValueError: a cell is blank, or a row has more or fewer cells than there are columns.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str
    totals: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        _refuse_blank([self.empty, *(column.heading for column in self.columns)], "the headings of a table")
        for place, row in enumerate((*self.rows, *self.totals), start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {place} of a table has {len(row)} cells for {len(self.columns)} columns")
            _refuse_blank(row, f"row {place} of a table")


@dataclass(frozen=True, slots=True)
class Figures:
    """Single facts, each a label and its value, in a grid `across` pairs wide."""

    pairs: tuple[tuple[str, str], ...]
    across: int = 4

    def __post_init__(self) -> None:
        if not self.pairs or self.across < 1:
            raise ValueError("figures need at least one pair, and one place across")
        for place, pair in enumerate(self.pairs, start=1):
            _refuse_blank(pair, f"pair {place} of the figures")


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph; a line feed in it begins a new line."""

    text: str

    def __post_init__(self) -> None:
        _refuse_blank([self.text], "a note")


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, each with a place for date and time; never parted by the end of a page."""

    labels: tuple[str, ...]

    def __post_init__(self) -> None:
        _refuse_blank(self.labels, "the signatures")


PointShape = Literal["dot", "square", "triangle", "cross"]


@dataclass(frozen=True, slots=True)
class Point:
    """One value at a place from the left, the first is 0; of a cross, which stands at the foot, the value is None.

    Dots are joined by a line with the dots of the places beside them.
    """

    place: int
    value: Decimal | None
    shape: PointShape = "dot"


@dataclass(frozen=True, slots=True)
class Chart:
    """Values over equal places from left to right; what it shows stands in a table as well.

    Attributes:
        places: how many there are.
        labels: what stands under the places at which they begin.
        limit: a value that is marked by a broken line.
        key: what the shapes mean, in a line under the chart.
    """

    places: int
    labels: tuple[tuple[int, str], ...]
    points: tuple[Point, ...]
    limit: Decimal
    key: str

    def __post_init__(self) -> None:
        if any(not 0 <= point.place < self.places for point in self.points):
            raise ValueError("a point of a chart lies beside its places")
        _refuse_blank([text for _place, text in self.labels] + [self.key], "the labels of a chart")


Block = Table | Figures | Note | Signatures | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its number already in it, and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        _refuse_blank([self.heading], "a section heading")


@dataclass(frozen=True, slots=True)
class Document:
    """A printed product, whoever prints it and however often.

    Attributes:
        subtitle: lines under the title; the first, facility and date, stands on every page.
        signatures: labels of the lines to sign on at the end.
        is_fictional: every page says that its data are.
        stamp: a word across each page, such as "not closed"; none if empty.
    """

    title: str
    subtitle: tuple[str, ...]
    sections: tuple[Section, ...]
    signatures: tuple[str, ...] = ()
    is_fictional: bool = False
    stamp: str = ""

    def __post_init__(self) -> None:
        if not self.subtitle:
            raise ValueError("a document names its facility and date in the subtitle")
        _refuse_blank([self.title, *self.subtitle, *self.signatures], "the heading or the signatures")


@dataclass(frozen=True, slots=True)
class Footer:
    """One printing of a document: what the foot of each page says.

    Attributes:
        printed_at: aware, in facility time; printed as it stands.
        qr: what the QR code holds; at most some 200 characters of ASCII fit its 16 mm.
        lines: further lines, such as the day's hash and the journal head.
    """

    serial: str
    version: int
    printed_by: str
    printed_at: datetime
    qr: str
    lines: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.printed_at.tzinfo is None:
            raise ValueError("printed_at needs a time zone")
        _refuse_blank([self.serial, self.printed_by, self.qr, *self.lines], "the footer")


def _refuse_blank(texts: Sequence[str], where: str) -> None:
    # The message names the place and never the text, which may be personal.
    if not all(map(str.strip, texts)):
        for place, text in enumerate(texts, start=1):
            if not text.strip() and set(text.split("\n")) != {BY_HAND}:
                raise ValueError(f"blank text {place} in {where}: say 0, none or not reported")
