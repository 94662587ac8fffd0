"""XLSX workbooks, and the files that only look like one."""

import io
import warnings
import zipfile
import zlib
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from db.values import Invalid
from facility_app.exchange.cells import Cell
from facility_app.exchange.tables import Line, Table
from resources.text import N_

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (b"<html", b"<table", b"<!doctype", b"<?xml")
_LARGEST = 400_000_000
"""Bytes unpacked: far more than any roster, and what a small machine can still hold."""
_PLAIN = (str, int, float, Decimal, date, time, timedelta)
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    OSError,
    EOFError,
    # what openpyxl lets through when a part is missing or is not as it must be
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
)


def is_workbook(content: bytes) -> bool:
    """Whether the content is packed as an XLSX is.

    Raises:
        Invalid: it is a workbook that cannot be read: old, locked with a password, or a web page named as one.
    """
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise Invalid(
                N_("The workbook is locked with a password. Open it, take the password off, and save it."), field="file"
            )
        raise Invalid(N_("This is an old workbook (.xls or .et). Open it and save it as XLSX."), field="file")
    if content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        raise Invalid(N_("This is a web page under the name of a table. Open it and save it as XLSX."), field="file")
    return content.startswith(_ZIP)


def read_workbook(content: bytes) -> tuple[Table, ...]:
    """The visible sheets, first to last.

    Raises:
        Invalid: the file is damaged, too large, or no workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size <= _LARGEST:
            return _sheets(content)
    except _DAMAGE as error:
        raise Invalid(
            N_(
                "The file is no workbook, or it is damaged. Open it in a spreadsheet program and save it again as XLSX."
            ),
            field="file",
        ) from error
    raise Invalid(
        N_("The workbook is too large. Divide it, or save the one sheet that is needed as CSV."), field="file"
    )


def _sheets(content: bytes) -> tuple[Table, ...]:
    # A fifth of a second, for it loads numpy where that is: whoever reads no workbook is not to wait for it.
    from openpyxl import load_workbook  # noqa: PLC0415
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and validations, which nobody needs here
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        except InvalidFileException as error:
            raise ValueError from error
        try:
            return tuple(_tables(book))
        finally:
            book.close()


def _plain(cell: object) -> Cell:
    """A cell without the types of openpyxl (rich text, formulas that were never worked out)."""
    return cell if cell is None or isinstance(cell, _PLAIN) else str(cell)


def _tables(book: "Workbook") -> list[Table]:
    found = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()  # some programs state them wrongly
            lines = (
                Line(number, tuple(map(_plain, cells)))
                for number, cells in enumerate(sheet.iter_rows(values_only=True), 1)
            )
            found.append(Table(sheet.title, tuple(line for line in lines if not line.is_blank)))
    return found
