"""XLSX workbooks as people keep them, and files that only look like one."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from db.values import Invalid
from facility_app.exchange.formats import CELLS, PEOPLE, READINGS
from facility_app.exchange.reading import read_file
from tests.exchange.files import HEADINGS, MORNING, SETTING, of, reasons, saved, xlsx

ROW = ("1", "陈试䶮", MORNING, "36.5")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_titles_and_empty_rows_above_the_headings_are_passed_over() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "示例看守所体温监测台账"
    sheet.merge_cells("A1:D1")
    sheet["A2"] = "日期：2026-11-21"
    for column, (heading, cell) in enumerate(zip(HEADINGS, ROW, strict=True), 1):
        sheet.cell(4, column, heading)
        sheet.cell(6, column, cell)
    read = of(saved(book))
    assert [(row.line, row.text("name")) for row in read.rows] == [(6, "陈试䶮")]
    assert read.errors == read.warnings == ()


def test_numbers_that_came_as_floats_and_dates_that_came_as_dates_are_read() -> None:
    row = (101.0, "陈试", datetime(2026, 11, 21, 7, 30), 36.5)  # noqa: DTZ001 - as Excel keeps it
    read = of(xlsx(HEADINGS, row)).rows[0]
    assert (read["person_number"], read["celsius"]) == ("101", Decimal("36.5"))
    assert read["taken_at"] == datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


def test_numbers_kept_as_text_are_read() -> None:
    read = of(xlsx(("监区", "监室", "监室类型", "容量", "面积"), ("一监区", "101", "普通监室", "８", "36．5")), CELLS)
    assert (read.rows[0]["capacity"], read.rows[0]["area"]) == (8, Decimal("36.5"))


def test_a_moment_that_excel_counts_in_days_is_read() -> None:
    read = of(xlsx(HEADINGS, (1, "陈试", 46347.3125, 36.5)))
    assert read.rows[0]["taken_at"] == datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


def test_a_rounded_identity_number_names_its_remedy() -> None:
    headings = ("监所编号", "姓名", "性别", "身份证号", "类别", "文书", "文号", "文书日期", "入所日期", "决定机关")
    row = (
        "1",
        "陈试",
        "男",
        999999198503050000,
        "刑拘",
        "拘留证",
        "1",
        date(2026, 11, 1),
        date(2026, 11, 1),
        "测试市公安局",
    )
    assert reasons(of(xlsx(headings, row), PEOPLE)) == [
        (2, "身份证号", "Excel has rounded this long number. Format the column as text and type the number again.")
    ]


def test_a_formula_that_failed_is_an_error_even_where_any_text_would_do() -> None:
    assert [column for _, column, _ in reasons(of(xlsx(HEADINGS, ("1", "#N/A", MORNING, "36.5"))))] == ["姓名"]


def test_the_sheet_with_the_headings_is_read_wherever_it_stands() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["说明", "填表须知"])
    second = book.create_sheet("体温")
    second.append(list(HEADINGS))
    second.append(list(ROW))
    assert len(of(saved(book)).rows) == 1


def test_a_second_sheet_with_the_same_headings_is_named() -> None:
    book = Workbook()
    assert book.active is not None
    for sheet in (book.active, book.create_sheet("下午"), book.create_sheet("隐藏")):
        sheet.append(list(HEADINGS))
        sheet.append(list(ROW))
    book["隐藏"].sheet_state = "hidden"
    assert [problem.value for problem in of(saved(book)).warnings] == ["下午"]


def _packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (OLE + bytes(100) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + bytes(600), r"old workbook \(\.xls"),
        (xlsx(HEADINGS, ROW)[:2000], "damaged"),
        (_packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "no workbook"),
        (b"PK\x03\x04" + bytes(50), "no workbook"),
        (_packed(big=bytes(401_000_000)), "too large"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused_with_a_remedy(content: bytes, remedy: str) -> None:
    with pytest.raises(Invalid, match=remedy) as caught:
        of(content)
    assert caught.value.field == "file"


@pytest.mark.parametrize("cut", range(100, 4000, 217))
def test_no_damage_breaks_the_reader(cut: int) -> None:
    whole = xlsx(HEADINGS, ROW)
    with pytest.raises(Invalid):
        of(whole[:cut])
    spoilt = whole[:cut] + bytes(20) + whole[cut + 20 :]
    try:
        of(spoilt)
    except Invalid as error:
        assert error.field == "file"


def test_a_file_that_is_not_there_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="cannot be opened"):
        read_file(READINGS, tmp_path / "none.csv", SETTING)
