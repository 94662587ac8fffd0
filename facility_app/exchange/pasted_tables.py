"""The text of the clipboard as a column of temperatures, or as a table with or without a line of headings.

It is read by the same kinds and the same reader as files are; where there are no headings, what stands in a column
says which one it is.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from db.values import Invalid
from facility_app.core.phrases import Words
from facility_app.exchange.cells import Cell, as_text, is_blank
from facility_app.exchange.codes import folded
from facility_app.exchange.columns import Column, Format, column
from facility_app.exchange.csvfile import read_csv
from facility_app.exchange.device_files import THERMOMETER
from facility_app.exchange.headings import Header, find_header, normal
from facility_app.exchange.kinds import TEXT
from facility_app.exchange.rows import RowReader
from facility_app.exchange.sheets import Sheet
from facility_app.exchange.tables import Line, Table
from facility_app.exchange.values import Kind, Setting, Value
from resources.text import N_

_THREE_DIGITS = re.compile(r"(\d\d)(\d)")
_ONE_VALUE = re.compile(r"\d{2},\d")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_USUAL = Decimal("34.0"), Decimal("42.5")
_NAME = column("name", "Name", "姓名", TEXT, "人员姓名|在押人员姓名|被监管人员|人员|名字|full name|person")


@dataclass(frozen=True, slots=True)
class Known:
    """Whom a cell can mean: `codes` as they are compared, `names` without blanks."""

    codes: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class PastedColumn:
    """One column of values; `first`: the line of the first row, `height`: how many rows it takes, blank ones too."""

    sheet: Sheet
    first: int
    height: int


def column_of(text: str, day: date, setting: Setting) -> PastedColumn | None:
    """The text as one column; None: it has several.

    Raises:
        Invalid: there is nothing in it.
    """
    lines = [Line(n + 1, (one.strip(),)) for n, one in enumerate(_clean(text).split("\n"))]
    filled = [one for one in lines if not one.is_blank]
    if not filled:
        raise Invalid(N_("The clipboard holds no table. Copy the cells of a spreadsheet first."))
    if any(re.search(r"[\t,;]", _plain(one)) and not _ONE_VALUE.fullmatch(_plain(one)) for one in filled):
        return None
    values = _form(day).column("celsius")
    is_headed = normal(filled[0].cells[0]) in {normal(one) for one in _words(values)}
    above = filled[0].number if is_headed else 0
    header = Header(above, (values.label.text,), {0: values})
    sheet = RowReader(_form(day), header, setting).read(Table("", tuple(filled)))
    return PastedColumn(sheet, above + 1, filled[-1].number - above)


def table_of(text: str, day: date, setting: Setting, known: Known) -> Sheet:
    """The text as a table.

    Raises:
        Invalid: it has no column of temperatures, or none that says whose they are.
    """
    form = _form(day)

    def header_of(lines: Sequence[Line]) -> Header | None:
        found = find_header(form, lines)
        return found if found and _suffices(found) else _guessed(form, lines, setting, known)

    def fit(lines: Sequence[Line]) -> int:
        found = header_of(lines)
        return len(found.places) if found else 0

    plain = _clean(text).replace("，", ",")
    table = read_csv(plain.encode(), fit)
    header = header_of(table.lines)
    if header is None:
        raise Invalid(
            N_(
                "No column of temperatures beside one of numbers or names was found in what was copied. "
                "Copy both columns, or the temperatures alone."
            )
        )
    return RowReader(form, header, setting).read(table)


def _clean(text: str) -> str:
    """The text without what only spreadsheets put in, and without blank lines at its end."""
    return text.replace("\0", "").replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n \t")


def _plain(line: Line) -> str:
    return unicodedata.normalize("NFKC", as_text(line.cells[0])).strip()


def _form(day: date) -> Format:
    """The columns of a thermometer's file, and the name; only the value must be there."""
    of = {one.key: one for one in THERMOMETER.columns}
    celsius, taken_at = of["celsius"], of["taken_at"]
    return Format(
        "pasted",
        Words("Pasted table", "粘贴的表格"),
        (
            _as(of["code"], of["code"].kind),
            _NAME,
            _as(taken_at, Kind(_moment_read(day, taken_at.kind), taken_at.kind.write, as_text=False)),
            Column("celsius", celsius.label, _typed(celsius.kind), celsius.synonyms, required=True),
            of["body_site"],
            of["device"],
        ),
    )


def _as(of: Column, kind: Kind) -> Column:
    return Column(of.key, of.label, kind, of.synonyms)


def _typed(kind: Kind) -> Kind:
    """As people type it: 365 is 36.5."""

    def read(cell: Cell, setting: Setting) -> Value:
        short = _THREE_DIGITS.fullmatch(unicodedata.normalize("NFKC", as_text(cell)).strip())
        return kind.read(f"{short[1]}.{short[2]}" if short else cell, setting)

    return Kind(read, kind.write, kind.doubts, as_text=False)


def _moment_read(day: date, kind: Kind) -> Callable[[Cell, Setting], Value]:
    """A time of day alone is that of the day of the round."""

    def read(cell: Cell, setting: Setting) -> Value:
        text = unicodedata.normalize("NFKC", as_text(cell)).strip()
        return kind.read(f"{day} {text}" if _CLOCK.fullmatch(text) else cell, setting)

    return read


def _words(of: Column) -> tuple[str, ...]:
    return of.label.zh, of.label.en, of.key, *of.synonyms


def _suffices(header: Header) -> bool:
    return header.has("celsius") and (header.has("code") or header.has("name"))


def _guessed(form: Format, lines: Sequence[Line], setting: Setting, known: Known) -> Header | None:
    """Which column is which, by what stands in it; None: whose the values are, nobody could say."""
    free = list(range(max((len(one.cells) for one in lines), default=0)))
    places: dict[int, Column] = {}

    def look(key: str, says: Callable[[Cell], bool]) -> None:
        counts = {at: sum(at < len(one.cells) and says(one.cells[at]) for one in lines) for at in free}
        best = max(reversed(free), key=lambda at: counts[at], default=None)
        if best is not None and counts[best]:
            places[best] = form.column(key)
            free.remove(best)

    look("code", lambda cell: folded(as_text(cell)) in known.codes)
    look("celsius", lambda cell: _is_usual(form.column("celsius").kind, cell, setting))
    look("name", lambda cell: "".join(as_text(cell).split()) in known.names)
    look("body_site", lambda cell: _reads(form.column("body_site").kind, cell, setting) is not None)
    look("taken_at", lambda cell: ":" in unicodedata.normalize("NFKC", as_text(cell)))
    if places and not {"code", "name"} & {one.key for one in places.values()}:
        value = form.column("celsius").kind
        look(
            "code", lambda cell: not is_blank(cell) and not _is_usual(value, cell, setting)
        )  # of a number that nobody has each line says so
    header = Header(0, tuple(_label(places, at) for at in range(len(free) + len(places))), dict(sorted(places.items())))
    return header if _suffices(header) else None


def _label(places: dict[int, Column], at: int) -> str:
    return places[at].label.text if at in places else ""


def _reads(kind: Kind, cell: Cell, setting: Setting) -> Value:
    if is_blank(cell):
        return None
    try:
        return kind.read(cell, setting)
    except Invalid:
        return None


def _is_usual(kind: Kind, cell: Cell, setting: Setting) -> bool:
    value = _reads(kind, cell, setting)
    return isinstance(value, Decimal) and _USUAL[0] <= value <= _USUAL[1]
