"""The lines of a file, before anybody knows what they mean."""

from dataclasses import dataclass

from facility_app.exchange.cells import Cell, is_blank


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds something, with its number in the file, from 1."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        """Whether all its cells are."""
        return all(map(is_blank, self.cells))


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file: a CSV is one, every sheet of a workbook is one.

    Attributes:
        name: of the sheet; empty for a CSV.
        is_delimited: whether a sign too many in a text shifts the cells behind it.
    """

    name: str
    lines: tuple[Line, ...]
    is_delimited: bool = False
