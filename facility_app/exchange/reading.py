"""Reads a file by its format: every row, and everything that is wrong with any of them."""

from pathlib import Path

from db.values import Invalid
from facility_app.core.phrases import listed, phrase
from facility_app.exchange.columns import Format
from facility_app.exchange.csvfile import read_csv
from facility_app.exchange.headings import Header, find_header, fit
from facility_app.exchange.rows import RowReader
from facility_app.exchange.sheets import Problem, Sheet
from facility_app.exchange.tables import Table
from facility_app.exchange.values import Setting
from facility_app.exchange.workbook import is_workbook, read_workbook
from resources.text import N_, _


def read_file(form: Format, path: Path, setting: Setting) -> Sheet:
    """Read a file from a disk.

    Raises:
        Invalid: it cannot be opened, or as `read` says.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Invalid(
            N_("The file cannot be opened: {what}. Look at its name, and whether another program holds it."),
            field="file",
            what=error.strerror or type(error).__name__,
        ) from error
    return read(form, content, setting)


def read(form: Format, content: bytes, setting: Setting) -> Sheet:
    """Read the content of a CSV or XLSX file.

    Raises:
        Invalid: it is neither, or it is damaged, locked or in an unknown encoding.
    """
    if not content.strip():
        raise Invalid(N_("The file is empty."), field="file")
    if not is_workbook(content):
        return _read_table(form, [read_csv(content, lambda lines: fit(form, lines))], setting)
    tables = read_workbook(content)
    return _read_table(form, sorted(tables, key=lambda table: not find_header(form, table.lines)), setting)


def _read_table(form: Format, tables: list[Table], setting: Setting) -> Sheet:
    """The first table; others with the same headings are named, so that none is forgotten."""
    table = tables[0] if tables else Table("", ())
    header = find_header(form, table.lines)
    missing = _missing(form, header)
    if not header or missing:
        return Sheet((), (_no_header(form, table, header, missing),), (), 0)
    sheet = RowReader(form, header, setting).read(table)
    others = tuple(
        Problem(0, "", other.name, _("This sheet was not read: one file gives one sheet. Import it by itself."))
        for other in tables[1:]
        if find_header(form, other.lines)
    )
    return Sheet(sheet.rows, sheet.errors, others + of_header(header) + sheet.warnings, sheet.count)


def _missing(form: Format, header: Header | None) -> list[str]:
    """The columns that the file must have and has not."""
    texts = [
        column.label.text for column in form.columns if column.required and not (header and header.has(column.key))
    ]
    if form.exactly_one and not (header and any(map(header.has, form.exactly_one))):
        labels = (form.column(key).label.text for key in form.exactly_one)
        texts.append("/".join(labels))
    return texts


def _no_header(form: Format, table: Table, header: Header | None, missing: list[str]) -> Problem:
    seen = header.texts if header else (table.lines[0].cells if table.lines else ())
    words = phrase(
        N_("Columns are missing: {missing}. Seen: {seen}. Name the columns in one line above the rows."),
        missing=listed(missing or [column.label.text for column in form.columns]),
        seen=listed(str(text) for text in seen if text) or "-",
    )
    return Problem(header.line if header else 0, listed(missing), "", words.text)


def of_header(header: Header) -> tuple[Problem, ...]:
    """The columns that are not read."""
    repeated = _("Not read: another column has the same meaning.")
    unknown = _("Not read: no column of this format has this heading.")
    return tuple(
        Problem(header.line, header.texts[index], "", reason)
        for indices, reason in ((header.repeated, repeated), (header.unknown, unknown))
        for index in indices
    )
