"""Strips of a page, measured but not yet placed: what the flow puts one under another.

All lengths are points, from the left margin and from the top down.
"""

from dataclasses import dataclass
from functools import cached_property

from reportlab.lib.units import mm

from facility_app.reports.document import Align, Chart

WIDTH = 174 * mm
"""What A4 portrait leaves between margins of 18 mm."""

TEXT_SIZE = 8.5
LEADING = 10.5
HEADING_SIZE = 10.5
LABEL_SIZE = 9.5
PADDING = 3.0
"""Left and right of the text in a cell."""
CELL_GAP = 3.5
"""Above and below the text in a cell, together."""


@dataclass(frozen=True)
class Grid:
    """The columns of a row and how each is set.

    Attributes:
        edges: the left edge of each column and the right edge of the last, which may end before the page does.
    """

    edges: tuple[float, ...]
    aligns: tuple[Align, ...]
    bold: tuple[bool, ...]
    shaded: tuple[bool, ...]

    @cached_property
    def columns(self) -> tuple[tuple[float, float, Align, bool], ...]:
        """Left and right of the text of each column, how it is aligned, and whether it is bold."""
        sides = zip(self.edges[:-1], self.edges[1:], self.aligns, self.bold, strict=True)
        return tuple((left + PADDING, right - PADDING, align, bold) for left, right, align, bold in sides)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells between hairlines.

    Attributes:
        lines: one tuple of cell texts for each line of text.
        height: of the whole strip.
        keeps_next: the next band stands on the same page.
        head: what is repeated above it where it begins a page.
        continues: it is the further part of a very high row: no hairline above it.
    """

    grid: Grid
    lines: tuple[tuple[str, ...], ...]
    height: float
    keeps_next: bool = False
    head: "tuple[Band, ...]" = ()
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text, or of a heading; `outline` makes it a bookmark."""

    text: str
    size: float
    bold: bool
    height: float
    keeps_next: bool = False
    head: "tuple[Band, ...]" = ()
    outline: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """White space between two blocks; none at the top of a page."""

    height: float
    keeps_next: bool = False
    head: "tuple[Band, ...]" = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """A label, a line long enough for a hand, and a place for date and time.

    Attributes:
        label_width: how much the widest label of the block takes.
    """

    label: tuple[str, ...]
    label_width: float
    moment: str
    height: float
    keeps_next: bool
    head: "tuple[Band, ...]" = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, as wide as the page."""

    chart: Chart
    height: float
    keeps_next: bool = False
    head: "tuple[Band, ...]" = ()


Band = Row | Line | Gap | Signature | Picture
