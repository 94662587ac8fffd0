"""What the sample files say, counted without a line of the program: the figures that its ledger has to meet."""

import csv
import io
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

FOLDER = Path(__file__).parents[2] / "resources" / "samples"
_EXCEL_BEGINS = date(1899, 12, 30)


@dataclass(frozen=True)
class Held:
    """One line of the roster of people."""

    number: str
    name: str
    is_woman: bool
    born: date | None
    is_arrested: bool
    admitted: date
    cell: str
    is_key_person: bool

    def is_minor(self, day: date) -> bool:
        """Younger than 18 on a day."""
        return self.born is not None and (self.born.year + 18, self.born.month, self.born.day) > day.timetuple()[:3]


def held() -> list[Held]:
    """The people of the workbook: a title, an empty row, the headings, then one row for each."""
    sheet = load_workbook(FOLDER / "people.xlsx").worksheets[0]
    _, _, headings, *rows = sheet.iter_rows(values_only=True)
    people = (dict(zip(headings, row, strict=True)) for row in rows)
    return [
        Held(
            _text(one["监所编号"]),
            one_name(_text(one["姓 名"])),
            one["性别"] == "女",
            _day(one["出生年月日"]),
            one["人员类别"] == "逮捕",
            _known(_day(one["收押日期"])),
            _text(one["监室号"])[:3],
            one["重点人员"] == "是",
        )
        for one in people
    ]


def cells() -> list[dict[str, str]]:
    """The lines of the file of cells by heading."""
    return list(csv.DictReader(io.StringIO((FOLDER / "cells.csv").read_text(encoding="gb18030"))))


def one_name(text: str) -> str:
    """A name without the blanks that stand between Chinese characters."""
    return text if text.isascii() else text.replace(" ", "")


def readings(window: str) -> list[dict[str, str]]:
    """The lines of a file of readings by heading."""
    text = (FOLDER / f"readings-{window}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text else ","))


def of_people(lines: list[dict[str, str]]) -> dict[str, Decimal]:
    """The temperatures of people held by number."""
    return {line["监所编号"]: Decimal(line["体温（℃）"]) for line in lines if line["监所编号"]}


def of_staff(lines: list[dict[str, str]]) -> dict[str, Decimal]:
    """The temperatures of staff by number."""
    return {line["警号"]: Decimal(line["体温（℃）"]) for line in lines if line["警号"]}


def lines_of(name: str, encoding: str) -> int:
    """How many lines a file has below its headings."""
    return len((FOLDER / name).read_text(encoding=encoding).splitlines()) - 1


def _text(value: object) -> str:
    return unicodedata.normalize("NFKC", str(value))


def _known(day: date | None) -> date:
    assert day is not None
    return day


def _day(value: object) -> date | None:
    """A day in one of the forms of the sample: a date cell, a number of days, or digits and what stands between."""
    if value is None or isinstance(value, datetime):
        return value.date() if value else None
    if isinstance(value, int):
        return _EXCEL_BEGINS + timedelta(days=value)
    parts = "".join(sign if sign.isdigit() else " " for sign in _text(value)).split()
    if len(parts[0]) == 8:
        return date.fromisoformat(parts[0])
    year, month, day = map(int, parts[:3])
    return date(year, month, day)
