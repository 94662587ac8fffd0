"""The line of headings: found in either language, any order, and with the words that rosters use."""

import pytest

from facility_app.exchange.columns import Column, Format
from facility_app.exchange.formats import FORMATS, PEOPLE, READINGS, STAFF
from facility_app.exchange.headings import find_header, normal
from facility_app.exchange.tables import Line
from tests.exchange.files import HEADINGS, MORNING, csv, of, reasons

ROW = ("1", "陈试", MORNING, "36.5")


@pytest.mark.parametrize(
    "headings",
    [
        ("监所编号", "姓名", "测量时间", "体温（℃）"),
        ("编号", "姓 名", "测温时间", "体温(℃)"),
        ("Facility number", "Name", "Taken at", "Temperature (℃)"),
        ("FACILITY NUMBER", "name", "TAKEN  AT", "temperature"),
        ("person_number", "name", "taken_at", "celsius"),
        ("*人员编号", '"姓\n名"', "测量时间：", "体温/℃"),
        ("监所编号（必填）", "【姓名】", "测量时间[年-月-日 时:分]", "体温【摄氏度】"),
    ],
)
def test_a_heading_is_known_by_its_label_its_synonyms_and_its_key(headings: tuple[str, ...]) -> None:
    sheet = of(csv(headings, ROW))
    assert sheet.rows[0]["person_number"] == "1"
    assert len(sheet.rows[0].values) == len(ROW)
    assert sheet.warnings == ()


def test_the_order_of_columns_does_not_matter() -> None:
    sheet = of(csv(HEADINGS[::-1], ROW[::-1]))
    assert sheet.rows[0].text("name") == "陈试"


def test_an_unknown_column_is_a_warning_that_names_it_and_a_counter_is_none() -> None:
    sheet = of(csv(("序号", *HEADINGS, "星座"), ("1", *ROW, "天秤")))
    assert [(problem.line, problem.column) for problem in sheet.warnings] == [(1, "星座")]
    assert len(sheet.rows) == 1


def test_a_second_column_of_the_same_meaning_is_a_warning_and_the_better_heading_is_read() -> None:
    sheet = of(csv(("编号", *HEADINGS), ("99", *ROW)))
    assert sheet.rows[0]["person_number"] == "1"
    assert [(problem.column, "same meaning" in problem.reason) for problem in sheet.warnings] == [("编号", True)]


def test_cells_below_no_heading_are_a_warning_at_the_first() -> None:
    sheet = of(csv(("监所编号", "", "姓名", "测量时间", "体温"), ("1", "甲", *ROW[1:]), ("2", "乙", *ROW[1:])))
    assert [(problem.line, problem.value) for problem in sheet.warnings] == [(2, "甲")]


def test_missing_columns_are_one_error_that_lists_them_and_what_was_seen() -> None:
    sheet = of(csv(("姓名", "体温", "备注"), ("陈试", "36.5", "")))
    assert reasons(sheet) == [
        (
            1,
            "Taken at, Facility number/Staff number",
            "Columns are missing: Taken at, Facility number/Staff number. Seen: 姓名, 体温, 备注. "
            "Name the columns in one line above the rows.",
        )
    ]
    assert sheet.rows == ()


def test_a_file_without_headings_is_one_error() -> None:
    (error,) = of(csv(ROW, ROW)).errors
    assert (error.line, error.column) == (0, "Taken at, Temperature (℃), Facility number/Staff number")
    assert "Seen: 1, 陈试" in error.reason


def test_the_headings_may_come_again_on_each_page() -> None:
    sheet = of(csv(HEADINGS, ROW, HEADINGS, ("2", *ROW[1:])))
    assert [row.line for row in sheet.rows] == [2, 4]
    assert sheet.errors == ()


def test_the_headings_of_real_rosters_find_their_columns() -> None:
    words = (
        "身份证号",
        "证件号码",
        "出生年月日",
        "入所日期",
        "收押日期",
        "入所时间",
        "监室号",
        "号房",
        "罪名",
        "送押单位",
        "案号",
    )
    keys = [column.key for word in words for column in _found(PEOPLE, word)]
    assert keys == ["identity_number"] * 2 + ["birth_date"] + ["admitted_at"] * 3 + ["cell"] * 2 + [
        "case_cause",
        "case_unit",
        "case_number",
    ]


def _found(form: Format, word: str) -> list[Column]:
    header = find_header(form, [Line(1, ("姓名", word))])
    assert header is not None
    return [header.places[1]]


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_no_heading_of_a_format_means_two_columns(form: Format) -> None:
    meant: dict[str, str] = {}
    for column in form.columns:
        for word in (column.label.en, column.label.zh, column.key, *column.synonyms):
            assert meant.setdefault(normal(word), column.key) == column.key, word


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_what_ties_a_format_together_are_its_own_columns(form: Format) -> None:
    keys = {column.key for column in form.columns}
    assert {*form.unique, *form.exactly_one} <= keys
    assert len(keys) == len(form.columns)


def test_one_heading_alone_is_taken_for_a_title() -> None:
    assert find_header(READINGS, [Line(1, ("体温",))]) is None
    assert find_header(STAFF, []) is None
