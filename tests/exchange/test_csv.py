"""CSV files: encodings, delimiters, quotes, and the lines they count."""

import codecs

import pytest

from db.values import Invalid
from facility_app.exchange.formats import STAFF
from tests.exchange.files import HEADINGS, MORNING, csv, csv_text, of, reasons

ROW = ("1", "陈试䶮", MORNING, "36.5")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_is_found_out(encoding: str) -> None:
    sheet = of(csv(HEADINGS, ROW, encoding=encoding))
    assert [row.text("name") for row in sheet.rows] == ["陈试䶮"]
    assert sheet.errors == sheet.warnings == ()


@pytest.mark.parametrize("name", ["䶮", "㛃", "𬍛", "堃", "𨱏"])
def test_rare_characters_survive_gb18030(name: str) -> None:
    sheet = of(csv(HEADINGS, ("1", name, MORNING, "36.5"), encoding="gb18030"))
    assert sheet.rows[0].text("name") == name


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_delimiter_is_found_out(delimiter: str) -> None:
    row = ("1", "陈试䶮", MORNING, "36.5", "早，晚,都好;可以") if delimiter == "\t" else ROW
    sheet = of(csv((*HEADINGS, "备注")[: len(row)], row, delimiter=delimiter))
    assert len(sheet.rows) == 1
    assert sheet.errors == ()


def test_quoted_delimiters_quotes_and_line_breaks_belong_to_the_text() -> None:
    text = csv_text((*HEADINGS, "备注"), (*ROW, '"早,晚 ""都好""\n第二行"'), ("2", "周试", MORNING, "坏", ""))
    sheet = of(text.encode())
    assert sheet.rows[0].text("remark") == '早,晚 "都好"\n第二行'
    assert [line for line, _, _ in reasons(sheet)] == [4]


def test_empty_lines_count_but_are_no_rows() -> None:
    sheet = of(csv(("",), HEADINGS, ("",), ("", "", "", ""), ROW, ("",)))
    assert [(row.line, row.text("name")) for row in sheet.rows] == [(5, "陈试䶮")]


def test_a_line_of_titles_or_of_excels_own_before_the_headings_does_no_harm() -> None:
    assert len(of(csv(("sep=,",), ("体温监测表", "", "", ""), HEADINGS, ROW)).rows) == 1


def test_a_comma_too_many_is_an_error_of_its_row_since_it_shifts_the_others() -> None:
    sheet = of(csv(HEADINGS, (*ROW, "多"), ("2", "周试", MORNING, "36.6", "")))
    assert [(line, reason) for line, _, reason in reasons(sheet)] == [
        (2, "This row has more cells than there are headings. Put a text with commas in quotation marks.")
    ]
    assert [row.line for row in sheet.rows] == [3]


def test_phone_numbers_and_zeros_stay_as_they_are() -> None:
    sheet = of(csv(("警号", "姓名", "岗位", "电话"), ("007", "巡控样", "巡控民警", "'+86 000 0000")), STAFF)
    assert (sheet.rows[0].text("number"), sheet.rows[0].text("phone")) == ("007", "+860000000")


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"", "empty"),
        (b"\r\n \r\n", "empty"),
        (b"\x00\x01\x02\x03", "neither a CSV nor an XLSX"),
        ("监所编号,姓名\n".encode() + b"\xff\xfe\xff", "neither UTF-8 nor GB18030"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00", "neither UTF-8 nor GB18030"),
        ('监所编号,姓名,体温\n1,"陈试,36.5\n'.encode(), "quotation mark"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(content: bytes, remedy: str) -> None:
    with pytest.raises(Invalid, match=remedy) as caught:
        of(content)
    assert caught.value.field == "file"
