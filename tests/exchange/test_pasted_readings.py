"""Temperatures pasted from a spreadsheet: a column for the rows of the grid, or a table with numbers or names."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from db.values import Invalid
from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.core.messages import error_text
from facility_app.core.subjects import Subject
from facility_app.exchange.device_files import DeviceFile, LineState
from facility_app.exchange.pasted_readings import Pasted, take_pasted
from facility_app.exchange.pasted_tables import Known, PastedColumn, column_of, table_of
from facility_app.exchange.sheets import Sheet
from facility_app.exchange.values import Option, Setting
from facility_app.facts.rounds import RoundKey
from facility_app.rules.thresholds import symptom_rules
from facility_app.services import journal, placing, rounds
from tests.conftest import Clock
from tests.services.daywork import next_monday, number, officers, open_on, opening_people, wall

T, U, R = LineState.TAKEN, LineState.UNCHANGED, LineState.REFUSED
DAY = date(2026, 3, 2)
SETTING = Setting(DAY, ZoneInfo("Asia/Shanghai"))
KNOWN = Known(frozenset({"k1", "k2", "101-1", "101-2", "368"}), frozenset({"虚构张三", "虚构李四"}))
ZERO, ONE = "36.5", "36.6"


def column(text: str) -> PastedColumn:
    found = column_of(text, DAY, SETTING)
    assert found is not None
    return found


def table(text: str, window: str = "am") -> Sheet:
    assert column_of(text, DAY, SETTING) is None
    return table_of(text, RoundKey(DAY, window), SETTING, KNOWN)


def values(sheet: Sheet) -> list[tuple[int, str]]:
    return [(row.line, str(row["celsius"])) for row in sheet.rows]


def test_column_keeps_its_blank_lines() -> None:
    found = column("36.5\r\n\r\n３６７\r\n36,8\r\n364\r\n\r\n")
    assert values(found.sheet) == [(1, "36.5"), (3, "36.7"), (4, "36.8"), (5, "36.4")]
    assert (found.first, found.height) == (1, 5)


def test_heading_of_a_column_is_no_row() -> None:
    found = column("体温（℃）\n36.5\n36.6℃")
    assert (found.first, found.height, values(found.sheet)) == (2, 2, [(2, "36.5"), (3, "36.6")])


def test_what_is_no_temperature_is_named_with_its_line() -> None:
    found = column("36.5\nabc\n22.0\n36.55").sheet
    assert values(found) == [(1, "36.5")]
    assert [(one.line, one.value) for one in found.errors] == [(2, "abc"), (3, "22.0"), (4, "36.55")]
    assert all(one.reason for one in found.errors)


@pytest.mark.parametrize("text", ["", " \r\n\t", "\ufeff"])
def test_empty_clipboard_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        column_of(text, DAY, SETTING)


@pytest.mark.parametrize(
    "text",
    [
        "K1\t36.5\nK2\t36.6\n",
        "1,301,K1,36.5\n2,365,K2,36.6",  # counted, with the cell, which could be a temperature
        "编号\t监室\t体温\nK1\t101\t365\nK2\t101\t３６６",
        "虚构张三，36.5\n虚构李四，36.6",
        "101-1;36,5\n101-2;36,6",
        "姓名,编号,体温,部位,设备\n虚构张三,K1,36.5,额温,T-9\n虚构李四,K2,36.6,腋温,T-9",
        "腋温\t7:30\tK1\t36.5\n腋温\t７：31\tK2\t36.6",
        "368\t36.5\nK2\t36.6",  # a number that could be a temperature is one that somebody has
    ],
)
def test_what_stands_in_a_column_says_which_it_is(text: str) -> None:
    found = table(text)
    assert [value for _line, value in values(found)] == [ZERO, ONE]
    assert not found.errors
    assert all(row.text("code") or row.text("name") for row in found.rows)


def test_time_of_day_is_that_of_the_day_of_the_round() -> None:
    (row,) = table("K1\t７：30\t36.5\t额温").rows
    assert (row["taken_at"], row["body_site"]) == (wall(DAY, "07:30"), "forehead")


@pytest.mark.parametrize("text", ["a\tb\nc\td", "K1\tK2", "36.5\t36.6"])
def test_table_that_does_not_say_whose_its_values_are_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="No column of temperatures"):
        table(text)


@pytest.fixture
def day(clock: Clock) -> date:
    """Before the facility is founded."""
    return next_monday(clock)


@pytest.fixture
def ward(day: date, desk: Desk, clock: Clock) -> Desk:
    officers(desk)
    opening_people(desk, day, 6)
    open_on(desk, day)
    clock.now = wall(day, "08:00")
    return desk


def test_pasted_readings_are_one_act_and_overwrite_nobody(ward: Desk, day: date, clock: Clock) -> None:
    rows = tuple(row.subject for group in rounds.round_sheet(ward).groups for row in group.rows)

    def paste(text: str, on: tuple[Subject, ...] = rows, *, dry_run: bool = True, **more: Any) -> DeviceFile:
        return take_pasted(ward, Pasted(text, day, "am", on, rows, **more), dry_run=dry_run)

    laid = paste("36.5\n\n367", rows[1:])
    assert [(one.who, one.celsius) for one in laid.lines] == [(rows[1].text, "36.5"), (rows[3].text, "36.7")]
    with pytest.raises(Invalid, match="only 2 rows"):
        paste("36.5\n36.5\n36.5", rows[:2])
    lines = [
        f"{rows[1].name}\t{number(0)}\t36.5",  # the name of another one
        "-\tK9\t36.6",
        f"-\t{number(2)}\t99",
        f"-\t{number(1)}\t36.7",
        f"-\t{number(1)}\t36.8",
        "-\t001\t36.4",
    ]
    wrong = paste("\n".join(lines))
    assert [each.state for each in wrong.lines] == [R, R, R, R, R, T]
    assert rows[0].text in wrong.lines[0].reason and "K9" in wrong.lines[1].reason
    assert "Line 5" in wrong.lines[3].reason and "Line 4" in wrong.lines[4].reason
    rounds.take_reading(ward, ReadingTaken(Decimal("38.2"), number(1)))
    clock.now = wall(day, "08:20")  # from now on a second reading of him would count as his recheck
    text = "\n".join(f"{number(place)}\t36.{place + 3}" for place in range(4))
    for dry_run in (True, False):
        found = paste(text, dry_run=dry_run, site="forehead", device="T-1")
        assert [each.state for each in found.lines] == [T, U, T, T]
        assert "38.2" in found.lines[1].reason
    kept = {
        one.reading.measured.subject.number: one.reading.measured
        for one in rounds.round_coverage(ward, day, "am").lines
    }
    assert {of: one.celsius for of, one in kept.items()} == {
        number(0): Decimal("36.3"),
        number(1): Decimal("38.2"),
        number(2): Decimal("36.5"),
        number(3): Decimal("36.6"),
    }
    assert (kept[number(2)].site, kept[number(2)].device) == ("forehead", "T-1")
    newest = journal.recent_acts(ward, limit=1)[0]
    assert newest.act.title == "Take temperatures of a pasted table"


def test_pasted_bed_means_whoever_lay_there_when_it_was_measured(ward: Desk, day: date, clock: Clock) -> None:
    placing.place_person(ward, number(1), "101", bed=11, reason="调整")
    placing.place_person(ward, number(2), "101", bed=2, reason="调整")
    clock.now = wall(day, "08:20")
    rows = tuple(row.subject for group in rounds.round_sheet(ward).groups for row in group.rows)
    text = "床位\t时间\t体温\n101-2\t07:30\t36.5\n101-2\t08:10\t36.6\n101-3\t08:10\t36.6\n"
    lines = take_pasted(ward, Pasted(text, day, "am", rows, rows), dry_run=True).lines
    before, since = (next(one.text for one in rows if one.number == number(place)) for place in (1, 2))
    assert [(one.who, one.state) for one in lines] == [(before, T), (since, T), ("101-3", R)]
    undated = take_pasted(ward, Pasted("101-2\t36.5", day, "am", rows, rows, at=wall(day, "07:30")), dry_run=True)
    assert [one.who for one in undated.lines] == [before]


SIDE_BY_SIDE = [
    "编号\t早测\t晚测\nK1\t36.5\t38.6\nK2\t36.6\t38.7",
    "编号\t早测\t晚测\nK1\t36.5\t\nK2\t36.6\t38.7",  # not everybody was measured again
    "编号\t早测\t晚测\nK1\t36.5\t38.6\nK2\t36.6\t3870",
    "姓名\t晚测体温（℃）\t早测体温（℃）\n虚构张三\t38.6\t36.5\n虚构李四\t38.7\t36.6",
    "number,name,am,pm\nK1,,36.5,38.6\nK2,,36.6,38.7",
    "No,ID,Morning temperature,Evening temperature\n1,K1,36.5,38.6\n2,K2,36.6,38.7",
    "体温登记表\n编号\t上午时间\t上午体温\t下午时间\t下午体温\nK1\t07:30\t36.5\t17:30\t38.6\nK2\t07:31\t36.6\t17:31\t38.7",
]


@pytest.mark.parametrize("text", SIDE_BY_SIDE)
def test_temperature_is_that_whose_heading_names_the_round(text: str) -> None:
    morning, evening = table(text), table(text, "pm")
    assert [value for _line, value in values(morning)] == [ZERO, ONE]
    assert {value for _line, value in values(evening)} <= {"38.6", "38.7"} and values(evening)
    assert [one.column for one in morning.warnings if not one.value], "what is not read is named"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("K1\t36.5\t38.6\nK2\t36.4\t36.6", ("column 2", "column 3")),
        ("K1\t36.5\t\nK2\t36.4\t36.6", ("column 2", "column 3")),
        ("编号\t第一次\t第二次\nK1\t36.5\t38.6", ("第一次", "第二次")),
        ("编号\t体温\t温度\nK1\t36.5\t38.6", ("体温", "温度")),
        ("编号\t早测1\t早测2\nK1\t36.5\t38.6", ("早测1", "早测2")),
        ("编号\t晚测\nK1\t36.5", ("晚测",)),  # pasted into the morning
    ],
)
def test_which_of_several_temperatures_is_meant_is_never_guessed(text: str, columns: tuple[str, ...]) -> None:
    with pytest.raises(Invalid) as refused:
        table(text)
    message = error_text(refused.value)
    assert all(one in message for one in columns) and "round" in message


def test_heading_of_the_temperature_goes_before_columns_that_look_like_it() -> None:
    found = table("姓名\t上次\t体温\n虚构张三\t38.6\t36.5\n虚构李四\t38.7\t36.6")
    assert [value for _line, value in values(found)] == [ZERO, ONE]
    assert "上次" in [one.column for one in found.warnings]


@pytest.mark.parametrize(
    ("told", "ids"),
    [
        ("胸痛", {"chest_pain"}),
        ("干咳、咽痛", {"dry_cough", "sore_throat"}),
        ("干咳，咽痛;胸痛", {"dry_cough", "sore_throat", "chest_pain"}),
        ("干咳 咽痛", {"dry_cough", "sore_throat"}),
        ("Chest pain dry cough", {"chest_pain", "dry_cough"}),
        ("chest_pain,dry_cough", {"chest_pain", "dry_cough"}),
        ("皮疹", {"rash"}),
        ("嗅/味觉减退", {"smell_or_taste"}),
        ("severe headache with stiff neck; headache", {"stiff_neck", "headache"}),
        ("无", set()),
        ("", set()),
    ],
)
def test_symptoms_are_read_by_the_words_of_the_list(told: str, ids: set[str]) -> None:
    listed = tuple(Option(one.id, one.words) for one in symptom_rules().symptom)
    text = f"编号\t体温\t症状\nK1\t36.5\t{told}"
    (row,) = table_of(text, RoundKey(DAY, "am"), replace(SETTING, symptoms=listed), KNOWN).rows
    assert set(row.of("symptoms", tuple) or ()) == ids


def test_symptoms_and_means_are_pasted_and_an_unknown_symptom_is_refused(ward: Desk, day: date) -> None:
    rows = tuple(row.subject for group in rounds.round_sheet(ward).groups for row in group.rows)
    text = "编号\t体温\t部位\t均值\t症状\t床垫\n" + "\n".join(
        (
            f"{number(0)}\t36.5\t腋温\t\t胸痛、干咳\t旧",
            f"{number(1)}\t37.7\t耳温\t是\t无\t旧",
            f"{number(2)}\t36.6\t腋温\t\t心慌\t新",
        )
    )
    found = take_pasted(ward, Pasted(text, day, "am", rows, rows), dry_run=False)
    assert [one.state for one in found.lines] == [T, T, R]
    assert "心慌" in found.lines[2].reason and "chest pain" in found.lines[2].reason
    assert any("床垫" in one for one in found.remarks)
    kept = {
        line.reading.measured.subject.number: line.reading.measured
        for line in rounds.round_coverage(ward, day, "am").lines
    }
    assert kept[number(0)].symptoms == {"chest_pain", "dry_cough"}
    assert (kept[number(1)].is_mean, kept[number(0)].is_mean) == (True, False)
    headless = Pasted(f"{number(3)}\t36.5\t胸痛", day, "am", rows, rows)
    take_pasted(ward, headless, dry_run=False)
    lines = rounds.round_coverage(ward, day, "am").lines
    assert {"chest_pain"} in [
        set(one.reading.measured.symptoms) for one in lines if one.reading.measured.subject.number == number(3)
    ]
