"""Reads the rows of one table below its headings."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from db.values import Invalid
from facility_app.core.messages import error_text
from facility_app.core.phrases import phrase
from facility_app.exchange.cells import EXCEL_ERRORS, Cell, as_text, is_blank
from facility_app.exchange.columns import Column, Format
from facility_app.exchange.headings import Header
from facility_app.exchange.kinds import TEXT
from facility_app.exchange.neutral import restored
from facility_app.exchange.sheets import Problem, Row, Sheet
from facility_app.exchange.tables import Line, Table
from facility_app.exchange.values import Setting, Value
from resources.text import N_, _

_NOTE = re.compile(
    r"合\s*计|总\s*计|小\s*计|共\s*计|制\s*表|填\s*表|审\s*核|备?\s*注\s*[:：]|说\s*明|total\b", re.IGNORECASE
)
_DASHES = frozenset({"-", "--", "—", "——", "/", "\\"})
"""What people write where there is nothing to say."""


class RowReader:
    """Reads the rows of a table once; what is wrong is gathered, nothing stops at the first."""

    def __init__(self, form: Format, header: Header, setting: Setting) -> None:
        self._form = form
        self._header = header
        self._setting = setting
        self._headings = {column.key: column.label.text for column in form.columns}
        self._headings |= {column.key: header.texts[index] for index, column in header.places.items()}
        self._errors: list[Problem] = []
        self._warnings: list[Problem] = []

    def read(self, table: Table) -> Sheet:
        """The rows below the headings, and everything that is wrong in them."""
        lines = [line for line in table.lines if line.number > self._header.line and not self._header.is_again(line)]
        lines = [line for line in lines if not self._is_note(line)]
        self._find_strays(lines, table.is_delimited)
        rows = [self._row(line) for line in lines]
        self._find_twins(rows)
        bad = {problem.line for problem in self._errors}
        good = tuple(row for row in rows if row.line not in bad)
        return Sheet(good, _by_line(self._errors), _by_line(self._warnings), len(rows))

    def _is_note(self, line: Line) -> bool:
        """Whether a line is no row but a total or a signature below the table; it is named, not dropped in silence."""
        first = as_text(next(cell for cell in line.cells if not is_blank(cell))).strip()
        if not _NOTE.match(first) or not any(
            column.required and (index >= len(line.cells) or is_blank(line.cells[index]))
            for index, column in self._header.places.items()
        ):
            return False
        self._warnings.append(
            Problem(line.number, "", first, _("Taken for a total or a note below the table, not read."))
        )
        return True

    def _find_strays(self, lines: Iterable[Line], is_delimited: bool) -> None:
        """Cells under no heading: in a CSV beyond the last one they mean that all are shifted."""
        texts = self._header.texts
        named: set[int] = set()
        for line in lines:
            for index, cell in enumerate(line.cells):
                if (index < len(texts) and texts[index]) or is_blank(cell):
                    continue
                if is_delimited and index >= len(texts):
                    reason = _(
                        "This row has more cells than there are headings. Put a text with commas in quotation marks."
                    )
                    self._errors.append(Problem(line.number, "", as_text(cell), reason))
                elif index not in named:
                    named.add(index)
                    reason = _("Not read: the column has no heading.")
                    self._warnings.append(Problem(line.number, "", as_text(cell), reason))

    def _row(self, line: Line) -> Row:
        values: dict[str, Value] = {}
        given: dict[str, str] = {}
        whole = True
        row = Row(line.number, values, given, self._headings)
        for index, column in self._header.places.items():
            cell = line.cells[index] if index < len(line.cells) else None
            given[column.key] = as_text(cell)
            try:
                value = self._value(column, cell)
            except Invalid as error:
                whole = False
                self._errors.append(row.problem(column.key, error_text(error)))
                continue
            if value is not None:
                values[column.key] = value
                self._warnings += [row.problem(column.key, words.text) for words in column.kind.doubts(value)]
            elif column.required:
                whole = False
                self._errors.append(row.problem(column.key, _("This must be filled in.")))
        if whole:
            self._look_at(row)
        return row

    def _value(self, column: Column, cell: Cell) -> Value:
        if isinstance(cell, str):
            cell = restored(cell.strip())
            if cell in EXCEL_ERRORS:
                raise Invalid(N_("The formula in this cell gives an error. Mend it, or type the value."))
            if cell in _DASHES and column.kind is not TEXT:
                return None
        if is_blank(cell):
            return None
        value = column.kind.read(cell, self._setting)
        return None if value in ("", ()) else value

    def _look_at(self, row: Row) -> None:
        """What ties the cells of a row together."""
        keys = self._form.exactly_one
        if keys and sum(row[key] is not None for key in keys) != 1:
            labels = tuple(self._form.column(key).label for key in keys)
            words = phrase(N_("Fill in exactly one of: {columns}."), columns=labels)
            self._errors.append(row.problem(next(key for key in keys if self._header.has(key)), words.text))
        for remark in self._form.check(row, self._setting):
            (self._errors if remark.is_error else self._warnings).append(row.problem(remark.key, remark.words.text))

    def _find_twins(self, rows: Iterable[Row]) -> None:
        """Rows that say who or what they are in the same way; which one is right, nobody here can know."""
        keys = self._form.unique
        alike: Mapping[tuple[Value, ...], list[Row]] = defaultdict(list)
        for row in rows:
            alike[tuple(row[key] for key in keys)].append(row)
        for values, twins in alike.items():
            if len(twins) > 1 and any(value is not None for value in values):
                for row in twins:
                    other = next(twin.line for twin in (twins if row is not twins[0] else twins[1:]))
                    words = phrase(N_("The same stands in line {line}. Keep one of them."), line=other)
                    key = next(key for key, value in zip(keys, values, strict=True) if value is not None)
                    self._errors.append(row.problem(key, words.text))


def _by_line(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.line))
