"""Writes rows as a sheet of a workbook."""

import io
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from facility_app.exchange.cells import Cell
from facility_app.exchange.columns import Column, Format
from facility_app.exchange.neutral import neutral, neutral_text

_TEXT = "@"
_GENERAL = "General"
_EXCEL_STARTS = date(1900, 3, 1)
"""Before it Excel counts a leap day that never was."""
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_WIDTHS = (8, 40)


def sheet_of(form: Format, rows: Iterable[Iterable[Cell]]) -> bytes:
    """The cells of rows, in the order of the columns, as the one sheet of a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NO_SHEET_NAME.sub(" ", form.label.text)[:31])
    sheet.freeze_panes = "A2"
    for number, column in enumerate(form.columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = min(max(_WIDTHS[0], 2 * len(column.label.text) + 4), _WIDTHS[1])
        dimension.number_format = _TEXT if column.kind.as_text else _GENERAL
    sheet.append([_heading(sheet, column) for column in form.columns])
    for row in rows:
        sheet.append([_in_sheet(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _heading(sheet: Any, column: Column) -> SheetCell:
    cell = WriteOnlyCell(sheet, neutral(column.label.text))
    cell.font = Font(bold=True)
    return cell


def _in_sheet(sheet: Any, cell: Cell) -> SheetCell | None:
    """A cell that Excel neither runs nor reads as something else."""
    if cell is None:
        return None
    if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
        return WriteOnlyCell(sheet, float(cell) if isinstance(cell, Decimal) else cell)
    if isinstance(cell, date) and _has_serial(cell):
        written = WriteOnlyCell(sheet, cell)  # type: ignore[arg-type] # the stubs forget plain dates
        written.number_format = "yyyy-mm-dd hh:mm:ss" if isinstance(cell, datetime) else "yyyy-mm-dd"
        return written
    written = WriteOnlyCell(sheet, neutral_text(cell))
    written.number_format = _TEXT
    return written


def _has_serial(moment: date) -> bool:
    """Whether Excel can keep a moment as one; midnight it would show as a date without a time."""
    if isinstance(moment, datetime):
        return moment.date() >= _EXCEL_STARTS and moment.time() != time.min
    return moment >= _EXCEL_STARTS
