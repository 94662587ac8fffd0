"""Files as tests need them: CSV and XLSX from rows, and reading them on the day of the samples."""

import io
from collections.abc import Sequence
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from facility_app.exchange.cells import Cell
from facility_app.exchange.columns import Format
from facility_app.exchange.formats import FORMATS, READINGS
from facility_app.exchange.reading import read, read_file
from facility_app.exchange.sheets import Sheet
from facility_app.exchange.values import Setting
from resources import path

SETTING = Setting(date(2026, 11, 21), ZoneInfo("Asia/Shanghai"))
HEADINGS = ("监所编号", "姓名", "测量时间", "体温")
SAMPLES = (
    ("cells.csv", "cells"),
    ("staff.csv", "staff"),
    ("people.xlsx", "people"),
    ("readings-am.csv", "readings"),
    ("readings-pm.csv", "readings"),
)
MORNING = "2026-11-21 07:30"


def csv_text(*rows: Sequence[str], delimiter: str = ",") -> str:
    return "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"


def csv(*rows: Sequence[str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    return csv_text(*rows, delimiter=delimiter).encode(encoding)


def xlsx(*rows: Sequence[Cell], title: str = "Sheet") -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def of(content: bytes, form: Format = READINGS) -> Sheet:
    return read(form, content, SETTING)


def reasons(sheet: Sheet) -> list[tuple[int, str, str]]:
    """Line, column and reason of each error."""
    return [(problem.line, problem.column, problem.reason) for problem in sheet.errors]


@cache
def sample(name: str, form: str) -> Sheet:
    return read_file(FORMATS[form], path("samples", name), SETTING)
