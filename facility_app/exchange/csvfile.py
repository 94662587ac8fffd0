"""CSV files as programs and people save them: encodings, delimiters, quotes."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice

from db.values import Invalid
from facility_app.exchange.tables import Line, Table
from resources.text import N_

DELIMITERS = ",;\t"
HEAD = 30
"""Among so many lines the headings are looked for."""


def read_csv(content: bytes, fit: Callable[[Sequence[Line]], int]) -> Table:
    """The lines of a CSV file.

    Args:
        fit: how well the first lines look when they are taken apart in one way; the best way is used.

    Raises:
        Invalid: the file is no text, in no known encoding, or its quotes do not close.
    """
    text = _decoded(content)
    delimiter = max(DELIMITERS, key=lambda sign: fit(_head(text, sign)))
    try:
        return Table("", tuple(_lines(text, delimiter)), is_delimited=True)
    except csv.Error as error:
        raise Invalid(
            N_("The file cannot be taken apart as CSV: {what}. Look for a quotation mark without its partner."),
            field="file",
            what=str(error),
        ) from error


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in content:
        raise Invalid(N_("This is neither a CSV nor an XLSX file. Save the table as one of them."), field="file")
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid(N_("The text of the file is neither UTF-8 nor GB18030. Save it as CSV UTF-8."), field="file")


def _head(text: str, delimiter: str) -> list[Line]:
    """The first lines, as far as they can be taken apart."""
    lines: list[Line] = []
    with suppress(csv.Error):  # a quote beside a sign that is no delimiter, or one that does not close
        for line in islice(_lines(text, delimiter), HEAD):
            lines.append(line)
    return lines


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    for cells in reader:
        line = Line(number, tuple(cells))
        if not line.is_blank:
            yield line
        number = reader.line_num + 1
