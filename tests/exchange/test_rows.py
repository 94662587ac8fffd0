"""Rows: every problem of every row at once, with its place and its remedy."""

from dataclasses import asdict

import pytest

from facility_app.exchange.formats import CELLS, PEOPLE, STAFF, TALKS
from facility_app.exchange.sheets import Sheet
from resources.text import speaking
from tests.exchange.files import HEADINGS, MORNING, csv, of, reasons

PERSON = {
    "监所编号": "1",
    "姓名": "陈试",
    "性别": "男",
    "出生日期": "1985-03-05",
    "身份证号": "99999919850305003X",
    "类别": "刑拘",
    "法律文书": "拘留证",
    "文号": "测拘字〔2026〕1号",
    "文书日期": "2026-11-01",
    "入所时间": "2026-11-01 09:00",
    "决定机关": "测试市公安局",
}


def person(**changes: str) -> Sheet:
    cells = PERSON | changes
    return of(csv(tuple(cells), tuple(cells.values())), PEOPLE)


def warnings(sheet: Sheet) -> list[tuple[str, str]]:
    return [(problem.column, problem.reason) for problem in sheet.warnings]


def test_every_bad_cell_of_every_row_is_reported_at_once() -> None:
    sheet = of(
        csv(
            HEADINGS,
            ("1", "陈试", "昨天", "365"),
            ("2", "周试", MORNING, "36.5"),
            ("3", "吴试", MORNING, "三十六度五"),
            ("4", "郑试", "", ""),
        )
    )
    assert [(line, column) for line, column, _ in reasons(sheet)] == [
        (2, "测量时间"),
        (2, "体温"),
        (4, "体温"),
        (5, "测量时间"),
        (5, "体温"),
    ]
    assert [row.line for row in sheet.rows] == [3]
    assert sheet.count == 4


def test_a_problem_has_the_keys_that_scripts_depend_on() -> None:
    (problem,) = of(csv(HEADINGS, ("1", "陈试", MORNING, "365"))).errors
    assert asdict(problem) == {
        "line": 2,
        "column": "体温",
        "value": "365",
        "reason": "The number must lie between 30.0 and 45.0. Look at its decimal point.",
    }


def test_the_same_key_twice_is_an_error_at_both_lines_that_names_the_other() -> None:
    sheet = of(
        csv(
            ("警号", "姓名", "岗位"),
            ("T1", "甲试", "医生"),
            ("T2", "乙试", "医生"),
            ("Ｔ１", "丙试", "医生"),
            ("T1", "丁试", "医生"),
        ),
        STAFF,
    )
    assert reasons(sheet) == [
        (2, "警号", "The same stands in line 4. Keep one of them."),
        (4, "警号", "The same stands in line 2. Keep one of them."),
        (5, "警号", "The same stands in line 2. Keep one of them."),
    ]
    assert [row.text("name") for row in sheet.rows] == ["乙试"]


def test_equal_cell_numbers_in_two_blocks_are_two_cells() -> None:
    headings = ("监区", "监室", "监室类型", "容量")
    sheet = of(
        csv(headings, ("一监区", "1", "普通", "8"), ("二监区", "1室", "普通", "8"), ("一监区", "1号", "普通", "8")),
        CELLS,
    )
    assert [line for line, _, _ in reasons(sheet)] == [2, 4]


def test_a_row_is_for_a_person_held_or_for_staff_never_for_both_or_neither() -> None:
    headings = ("监所编号", "警号", "测量时间", "体温")
    sheet = of(csv(headings, ("1", "", MORNING, "36.5"), ("", "T1", MORNING, "36.5"), ("1", "T1", MORNING, "36.5"),
                   ("", "", MORNING, "36.5")))  # fmt: skip
    assert [row.line for row in sheet.rows] == [2, 3]
    assert {reason for _, _, reason in reasons(sheet)} == {"Fill in exactly one of: Facility number, Staff number."}


def test_totals_and_signatures_below_the_table_are_named_and_not_read() -> None:
    sheet = of(csv(HEADINGS, ("1", "陈试", MORNING, "36.5"), ("合计：1人", "", "", ""), ("制表人：医生例", "", "", "")))
    assert len(sheet.rows) == sheet.count == 1
    assert [(problem.line, problem.value) for problem in sheet.warnings] == [(3, "合计：1人"), (4, "制表人：医生例")]


@pytest.mark.parametrize("dash", ["-", "/", "—", "——", " "])
def test_a_dash_stands_for_nothing(dash: str) -> None:
    assert person(身份不明=dash, 床号=dash).errors == ()
    assert [column for _, column, _ in reasons(person(性别=dash))] == ["性别"]


def test_an_unusual_temperature_is_taken_with_a_warning() -> None:
    sheet = of(csv(HEADINGS, ("1", "陈试", MORNING, "42.6")))
    assert warnings(sheet) == [("体温", "Unusual: outside 34.0 to 42.5. Measure again and confirm.")]
    assert len(sheet.rows) == 1


def test_nobody_has_been_measured_or_talked_with_tomorrow() -> None:
    sheet = of(csv(HEADINGS, ("1", "陈试", "2026-11-22 07:30", "36.5"), ("2", "周试", "2026-11-21 23:59", "36.5")))
    assert reasons(sheet) == [(2, "测量时间", "This day has not come yet. Today is 2026-11-21.")]
    headings = ("监所编号", "谈话时间", "民警", "谈话类型", "时长", "内容")
    talks = csv(headings, ("1", "2026-11-22 07:30", "管教甲", "首次谈话", "20分钟", "情绪平稳"))
    assert [column for _, column, _ in reasons(of(talks, TALKS))] == ["谈话时间"]


def test_a_whole_person_is_read_without_a_word() -> None:
    sheet = person()
    assert (sheet.errors, sheet.warnings, len(sheet.rows)) == ((), (), 1)


def test_an_identity_number_that_contradicts_sex_and_birth_is_a_warning() -> None:
    sheet = person(性别="女", 出生日期="1985-03-06")
    assert warnings(sheet) == [
        ("性别", "By the identity number the sex is male."),
        ("出生日期", "By the identity number the birth date is 1985-03-05."),
    ]
    assert len(sheet.rows) == 1


def test_a_wrong_identity_number_is_an_error() -> None:
    assert [column for _, column, _ in reasons(person(身份证号="999999198503050031"))] == ["身份证号"]


def test_a_person_may_be_unknown_if_it_is_said() -> None:
    assert [column for column, _ in warnings(person(身份证号=""))] == ["身份证号"]
    assert person(身份证号="", 身份不明="是").warnings == ()
    assert person(身份证号="", 护照号="TEST0000001").warnings == ()


@pytest.mark.parametrize("column", ["法律文书", "文号", "文书日期"])
def test_nobody_is_read_without_a_document(column: str) -> None:
    assert [(name, reason) for _, name, reason in reasons(person(**{column: ""}))] == [
        (column, "This must be filled in.")
    ]


def test_nobody_is_read_without_an_issuing_body() -> None:
    assert [column for _, column, _ in reasons(person(决定机关=""))] == ["决定机关"]
    assert person(决定机关="", 办案单位="测试市公安局甲分局").errors == ()


def test_days_that_have_not_come_are_errors_and_days_out_of_order_are_warnings() -> None:
    assert [column for _, column, _ in reasons(person(入所时间="2026-11-22"))] == ["入所时间"]
    assert [column for column, _ in warnings(person(文书日期="2026-11-02"))] == ["文书日期"]
    assert [column for column, _ in warnings(person(期限届满日期="2026-10-31"))] == ["期限届满日期"]


def test_reasons_speak_the_language_in_force() -> None:
    with speaking("zh_CN"):
        (error,) = person(类别="没有这种").errors
    assert "刑事拘留、逮捕、" in error.reason


def test_a_later_finder_can_name_the_same_place() -> None:
    row = person().rows[0]
    problem = row.problem("number", "Nobody has this number.")
    assert (problem.line, problem.column, problem.value) == (2, "监所编号", "1")
    assert row.problem("cell", "No such cell.").column == "Cell"
