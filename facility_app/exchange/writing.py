"""Writes rows by their format, so that reading the file gives the same rows."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from facility_app.exchange.cells import Cell
from facility_app.exchange.columns import Format
from facility_app.exchange.neutral import neutral, neutral_text
from facility_app.exchange.values import Setting, Value


def write_csv(form: Format, rows: Iterable[Mapping[str, Value]], setting: Setting) -> bytes:
    """Rows as CSV in UTF-8 with a mark, as Excel needs it; times to the second.

    Args:
        rows: values by the keys of the columns, for example `Row.values`; without rows the file is a blank form.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(neutral(column.label.text) for column in form.columns)
    for row in rows:
        writer.writerow(neutral_text(cell) for cell in _cells(form, row, setting))
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(form: Format, rows: Iterable[Mapping[str, Value]], setting: Setting) -> bytes:
    """Rows as one sheet of a workbook; numbers and dates as such, everything else kept as text."""
    # A fifth of a second, for it loads numpy where that is: whoever writes no workbook is not to wait for it.
    from facility_app.exchange.workbookwriting import sheet_of  # noqa: PLC0415

    return sheet_of(form, (_cells(form, row, setting) for row in rows))


def _cells(form: Format, row: Mapping[str, Value], setting: Setting) -> Iterator[Cell]:
    for column in form.columns:
        value = row.get(column.key)
        yield None if value is None else column.kind.write(value, setting)
