"""The text of the clipboard as a column of temperatures, or as a table with or without a line of headings.

It is read by the same kinds and the same reader as files are; where there are no headings, what stands in a column
says which one it is.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from db.values import Invalid
from facility_app.core.phrases import Words
from facility_app.exchange.cells import Cell, as_text, is_blank
from facility_app.exchange.codes import folded
from facility_app.exchange.columns import Column, Format, column
from facility_app.exchange.csvfile import read_csv
from facility_app.exchange.device_files import THERMOMETER
from facility_app.exchange.headings import Header, normal
from facility_app.exchange.kinds import TEXT
from facility_app.exchange.reading import of_header
from facility_app.exchange.round_headings import (
    Heading,
    chosen,
    column_name,
    columns_of,
    header_of_round,
    heading_line,
    headings_of,
)
from facility_app.exchange.rows import RowReader
from facility_app.exchange.sheets import Sheet
from facility_app.exchange.tables import Line, Table
from facility_app.exchange.values import Kind, Setting, Value
from facility_app.facts.rounds import RoundKey
from resources.text import N_

_THREE_DIGITS = re.compile(r"(\d\d)(\d)")
_ONE_VALUE = re.compile(r"\d{2},\d")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_DECIMAL = re.compile(r"\d[.,。．，]\d")
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


def table_of(text: str, of: RoundKey, setting: Setting, known: Known) -> Sheet:
    """The text as a table of the readings of a round.

    Raises:
        Invalid: it has no column of temperatures, or none that says whose they are; or several could be that of the
            round.
    """
    form = _form(of.day)

    def header_of(lines: Sequence[Line]) -> Header | None:
        def is_filled(at: int) -> bool:
            value = form.column("celsius").kind
            return any(at < len(one.cells) and _is_usual(value, one.cells[at], setting) for one in lines)

        found = header_of_round(form, lines, of.window, is_filled)
        return found or _guessed(form, lines, of.window, setting, known)

    def fit(lines: Sequence[Line]) -> int:
        try:
            found = header_of(lines)
        except Invalid:  # it is a table: which of its columns is meant, is asked when it is read
            return 2
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
    sheet = RowReader(form, header, setting).read(table)
    return replace(sheet, warnings=of_header(header) + sheet.warnings)


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
            of["symptoms"],
            of["is_mean"],
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


def _guessed(form: Format, lines: Sequence[Line], window: str, setting: Setting, known: Known) -> Header | None:
    """Which column is which, by what stands in it; None: whose the values are, nobody could say.

    Raises:
        Invalid: several columns could be the temperature of the round.
    """
    value = form.column("celsius").kind

    def is_code(cell: Cell) -> bool:
        return folded(as_text(cell)) in known.codes

    def is_name(cell: Cell) -> bool:
        return "".join(as_text(cell).split()) in known.names

    head = heading_line(form, lines, lambda cell: is_code(cell) or is_name(cell) or _is_usual(value, cell, setting))
    rows = lines[1:] if head else lines
    free = list(range(max((len(one.cells) for one in lines), default=0)))
    texts = tuple(" ".join(as_text(cell).split()) for cell in head.cells) if head else ()
    places: dict[int, Column] = {}

    def look(key: str, says: Callable[[Cell], bool]) -> None:
        counts = {at: sum(at < len(one.cells) and says(one.cells[at]) for one in rows) for at in free}
        best = max(reversed(free), key=lambda at: counts[at], default=None)
        if best is not None and counts[best]:
            places[best] = form.column(key)
            free.remove(best)

    def column_at(at: int) -> list[Cell]:
        return [one.cells[at] for one in rows if at < len(one.cells) and not is_blank(one.cells[at])]

    look("code", is_code)
    look("name", is_name)
    values = [at for at in free if _holds_temperatures(value, column_at(at), setting)]
    if not places and all(at in values or not column_at(at) for at in free):
        return None
    if values:
        rounds = {one.at: one for one in headings_of(head)} if head else {}
        best = chosen([rounds.get(at, Heading(at)) for at in values], window, lambda at: column_name(texts, at))
        places[best] = form.column("celsius")
        free.remove(best)
    look("body_site", lambda cell: _reads(form.column("body_site").kind, cell, setting) is not None)
    look("taken_at", lambda cell: ":" in unicodedata.normalize("NFKC", as_text(cell)))
    for key, found in columns_of(form, head).items() if head else ():
        if found[0].at in free and key not in {one.key for one in places.values()}:
            places[found[0].at] = form.column(key)
            free.remove(found[0].at)
    told = [at for at in free if _says_symptoms(form.column("symptoms").kind, column_at(at), setting)]
    if told and "symptoms" not in {one.key for one in places.values()}:
        places[told[0]] = form.column("symptoms")
        free.remove(told[0])
    if places and not {"code", "name"} & {one.key for one in places.values()}:
        look(
            "code", lambda cell: not is_blank(cell) and not _is_usual(value, cell, setting)
        )  # of a number that nobody has each line says so
    width = len(free) + len(places)
    labels = tuple(texts[at] if at < len(texts) else _label(places, at) for at in range(width))
    header = Header(head.number if head else 0, labels, dict(sorted(places.items())))
    return header if _suffices(header) else None


def _label(places: dict[int, Column], at: int) -> str:
    return places[at].label.text if at in places else ""


def _holds_temperatures(kind: Kind, cells: Sequence[Cell], setting: Setting) -> bool:
    """Whether a column may be one of temperatures: some have a decimal, or all that is filled in can be one."""
    usual = [one for one in cells if _is_usual(kind, one, setting)]
    return bool(usual) and (len(usual) == len(cells) or any(_DECIMAL.search(as_text(one)) for one in usual))


def _says_symptoms(kind: Kind, cells: Sequence[Cell], setting: Setting) -> bool:
    """Whether all that is filled in says which symptoms there are, or that there are none."""
    told = [_reads(kind, one, setting) for one in cells]
    return any(told) and None not in told


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
