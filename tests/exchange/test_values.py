"""Single cells, in every form that people and spreadsheets give them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.values import Invalid
from facility_app.core.identity import IdentityNumber
from facility_app.core.sexes import Sex
from facility_app.exchange.cells import Cell
from facility_app.exchange.choices import SEX, YES_NO, choice
from facility_app.exchange.figures import decimal, whole
from facility_app.exchange.kinds import CELL_CODE, CELL_CODES, CODE, IDENTITY, NAME, REFERENCE, TEXT
from facility_app.exchange.moments import DATE, INSTANT, INSTANT_OR_DAY, TIME
from facility_app.exchange.values import Kind, Value
from facility_app.exchange.words import BODY_SITES, CATEGORIES
from resources.text import speaking
from tests.exchange.files import SETTING

DAY = date(2026, 11, 21)
HALF_PAST_SEVEN = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
CELSIUS = decimal("30.0", "45.0", 1, ("°C", "度"), usual=("34.0", "42.5"))


def value(kind: Kind, cell: Cell) -> Value:
    return kind.read(cell, SETTING)


def refusal(kind: Kind, cell: Cell) -> str:
    with pytest.raises(Invalid) as caught:
        value(kind, cell)
    return str(caught.value)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-21",
        "2026/11/21",
        "2026.11.21",
        "20261121",
        "2026年11月21日",
        "2026年11月21号",
        " 2026 年 11 月 21 日 ",
        "２０２６年１１月２１日",
        "２０２６－１１－２１",
        "2026-11-21 00:00:00",
        "2026-11-21 14:05",
        "2026年11月21日 星期六",
        "2026/11/21（周六）",
        "46347",
        20261121,
        20261121.0,
        46347,
        46347.0,
        datetime(2026, 11, 21),  # noqa: DTZ001 - as openpyxl gives it
        date(2026, 11, 21),
    ],
)
def test_a_date_is_read_in_every_usual_form(cell: Cell) -> None:
    assert value(DATE, cell) == DAY


def test_one_digit_months_and_days_are_read() -> None:
    assert value(DATE, "2026-3-5") == value(DATE, "2026/3/5") == value(DATE, "2026年3月5日") == date(2026, 3, 5)


@pytest.mark.parametrize(
    "cell", ["21/11/2026", "11/21/26", "26-11-21", "2026", 2026, "2026-11", "昨天", "2026-11/21", True]
)
def test_a_date_that_can_be_misread_is_refused_with_the_forms(cell: Cell) -> None:
    assert "2026年11月21日" in refusal(DATE, cell)


@pytest.mark.parametrize("cell", ["2026-02-30", "20261321", "2026年2月29日"])
def test_a_day_that_no_calendar_has_is_refused(cell: str) -> None:
    assert "no such day" in refusal(DATE, cell)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-21 07:30",
        "2026-11-21 7:30",
        "2026-11-21 07:30:00",
        "2026-11-21T07:30",
        "2026/11/21 07：30",
        "2026年11月21日7时30分",
        "2026年11月21日 7时30分0秒",
        "2026年11月21日7点30分",
        "20261121 0730",
        "202611210730",
        "20261121073000",
        "2026/11/21 上午 7:30:00",
        "2026/11/21 7:30 AM",
        "2026-11-21T07:30:00+08:00",
        "2026-11-20T23:30:00Z",
        "46347.3125",
        46347.3125,
        datetime(2026, 11, 21, 7, 30),  # noqa: DTZ001 - as openpyxl gives it
        datetime(2026, 11, 21, 7, 29, 59, 999_997),  # noqa: DTZ001 - Excel's fractions
    ],
)
def test_a_date_with_a_time_is_read_in_every_usual_form(cell: Cell) -> None:
    assert value(INSTANT, cell) == HALF_PAST_SEVEN


def test_afternoon_is_read() -> None:
    assert value(INSTANT, "2026-11-21 下午5:05") == datetime(2026, 11, 21, 9, 5, tzinfo=UTC)
    assert value(INSTANT, "2026-11-21 12:05 AM") == datetime(2026, 11, 20, 16, 5, tzinfo=UTC)
    assert value(INSTANT, "2026年11月21日17时") == datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("cell", ["2026-11-21", "07:30", "早上", "2026-11-2107:30"])
def test_an_instant_needs_a_date_and_a_time(cell: str) -> None:
    assert "07:30" in refusal(INSTANT, cell)


def test_hours_end_at_23() -> None:
    assert "0 to 23" in refusal(INSTANT, "2026-11-21 24:00")
    assert "0 to 23" in refusal(TIME, "7:60")


def test_an_admission_may_be_known_by_its_day_only() -> None:
    assert value(INSTANT_OR_DAY, "2026-11-21") == DAY
    assert value(INSTANT_OR_DAY, datetime(2026, 11, 21)) == DAY  # noqa: DTZ001 - a date cell of Excel
    assert value(INSTANT_OR_DAY, "2026-11-21 00:00") == datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    assert value(INSTANT_OR_DAY, "2026年11月21日7时30分") == HALF_PAST_SEVEN


@pytest.mark.parametrize(
    "cell", ["07:30", "7:30", "７：３０", "07:30:00", "7时30分", "0730", 0.3125, "0.3125", time(7, 30)]
)
def test_a_time_of_day_is_read_in_every_usual_form(cell: Cell) -> None:
    assert value(TIME, cell) == time(7, 30)


@pytest.mark.parametrize(
    ("cell", "celsius"),
    [
        ("36.5", "36.5"),
        ("36．5", "36.5"),
        ("３６．５", "36.5"),
        ("36。5", "36.5"),
        ("36.5℃", "36.5"),
        ("36.5 °C", "36.5"),
        ("36.5度", "36.5"),
        ("37", "37"),
        (36.5, "36.5"),
        (36.400000000000006, "36.4"),
        (37, "37"),
    ],
)
def test_a_temperature_is_read_as_it_is_written(cell: Cell, celsius: str) -> None:
    assert value(CELSIUS, cell) == Decimal(celsius)


@pytest.mark.parametrize("cell", ["发热", "36,5", "36.5.1", "36.5F", "", "1e2", "NaN", True])
def test_what_is_no_number_is_refused(cell: Cell) -> None:
    assert "number" in refusal(CELSIUS, cell)


@pytest.mark.parametrize("cell", ["365", 29.9, "45.1", "-36.5"])
def test_a_temperature_outside_30_to_45_is_a_slip_of_the_pen(cell: Cell) -> None:
    assert refusal(CELSIUS, cell) == "The number must lie between 30.0 and 45.0. Look at its decimal point."


def test_more_places_than_are_kept_are_refused_not_rounded() -> None:
    assert "1 at most" in refusal(CELSIUS, "36.55")


@pytest.mark.parametrize(("celsius", "doubtful"), [("34.0", False), ("42.5", False), ("33.9", True), ("42.6", True)])
def test_an_unusual_temperature_is_to_be_confirmed(celsius: str, doubtful: bool) -> None:
    assert bool(CELSIUS.doubts(Decimal(celsius))) == doubtful


def test_counts_are_whole_with_or_without_their_unit() -> None:
    kind = whole(1, 200, ("人", "张"))
    assert [value(kind, cell) for cell in ("8", "８人", 8.0, "8 张", 8)] == [8, 8, 8, 8, 8]
    assert "whole number" in refusal(kind, "8.5")
    assert "between 1 and 200" in refusal(kind, "0")


@pytest.mark.parametrize("cell", ["男", "男性", "M", "m", "male", "Ｍ", "1", 1, " 男 "])
def test_a_man_is_a_man_in_every_roster(cell: Cell) -> None:
    assert value(SEX, cell) is Sex.MALE


@pytest.mark.parametrize("cell", ["女", "女性", "F", "female", "Female", 2.0])
def test_a_woman_is_a_woman_in_every_roster(cell: Cell) -> None:
    assert value(SEX, cell) is Sex.FEMALE


def test_an_unknown_word_is_answered_with_the_choices_in_the_language_in_force() -> None:
    assert refusal(SEX, "?") == "Choose one of: male, female."
    with speaking("zh_CN"), pytest.raises(Invalid) as caught:
        value(SEX, "?")
    assert caught.value.params["choices"] == "男、女"


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("是", True),
        ("Y", True),
        ("✓", True),
        ("√", True),
        (True, True),
        (1, True),
        ("否", False),
        ("N", False),
        ("×", False),
    ],
)
def test_yes_and_no_are_read_in_every_usual_form(cell: Cell, answer: bool) -> None:
    assert value(YES_NO, cell) is answer


@pytest.mark.parametrize(
    ("cell", "key"), [("腋温", "axillary"), ("腋下", "axillary"), ("Axillary", "axillary"), ("额 温", "forehead")]
)
def test_a_choice_is_known_by_its_words_in_both_languages(cell: str, key: str) -> None:
    assert value(choice(BODY_SITES), cell) == key
    assert value(choice(CATEGORIES), "刑拘") == "criminal_detention"


def test_numbers_that_are_names_keep_their_zeros_and_lose_their_points() -> None:
    assert value(CODE, "０１２ ３") == "0123"
    assert value(CODE, 101.0) == "101"
    assert value(CODE, "999999111 20261121 0001") == "999999111202611210001"


@pytest.mark.parametrize("cell", [110105194912310020, 1.1010519491231e17, "1.10105E+17"])
def test_a_long_number_that_excel_has_rounded_is_refused(cell: Cell) -> None:
    assert "rounded" in refusal(IDENTITY, cell)
    assert "rounded" in refusal(CODE, cell)


def test_a_number_that_excel_took_for_a_date_is_refused() -> None:
    assert "taken this for a date" in refusal(CODE, datetime(2026, 1, 2))  # noqa: DTZ001 - as openpyxl gives it


@pytest.mark.parametrize("cell", ["101", "101室", "101监室", "101号监室", "１０１", 101, 101.0, "101号"])
def test_a_cell_is_the_same_by_each_of_its_names(cell: Cell) -> None:
    assert value(CELL_CODE, cell) == "101"


def test_a_cell_without_a_number_keeps_its_name() -> None:
    assert value(CELL_CODE, "禁闭室") == "禁闭室"


@pytest.mark.parametrize("cell", ["101、102室", "101,102", "101；102", "101 102", "１０１，１０２"])
def test_several_cells_may_stand_in_one(cell: str) -> None:
    assert value(CELL_CODES, cell) == ("101", "102")


def test_identity_numbers_are_read_with_their_findings() -> None:
    identity = value(IDENTITY, "１１０１０５１９４９１２３１００２ｘ")
    assert isinstance(identity, IdentityNumber)
    assert identity.number == "11010519491231002X"


def test_names_and_references_are_brought_into_one_spelling() -> None:
    assert value(NAME, "陈 试 䶮") == "陈试䶮"
    assert value(REFERENCE, "测拘字（２０２６）１号") == "测拘字（2026）1号"


def test_free_words_stay_as_they_were_written() -> None:
    assert value(TEXT, "  身高１米７，\r\n无异常\x00 ") == "身高１米７，\n无异常"


@given(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"])
)
def test_every_day_is_read_back_from_every_form(day: date, form: str) -> None:
    assert value(DATE, day.strftime(form)) == day


@given(st.dates(date(1927, 5, 18), date(2099, 12, 31)))
def test_every_day_is_read_back_from_its_number_in_excel(day: date) -> None:
    assert value(DATE, (day - date(1899, 12, 30)).days) == day


MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)


@settings(deadline=None)
@given(MOMENTS, st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y%m%d%H%M%S", "%Y年%m月%d日%H时%M分%S秒"]))
def test_every_instant_is_read_back_from_every_form(moment: datetime, form: str) -> None:
    assert value(INSTANT, moment.astimezone(SETTING.zone).strftime(form)) == moment


@given(MOMENTS)
def test_every_instant_is_read_back_from_its_number_in_excel(moment: datetime) -> None:
    wall = moment.astimezone(SETTING.zone).replace(tzinfo=None)
    serial = (wall - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001 - Excel's days have no zone
    assert value(INSTANT, repr(serial) if serial % 1 else f"{serial:.1f}") == moment


@settings(deadline=None)
@given(st.text(max_size=30))
def test_no_text_breaks_a_kind(text: str) -> None:
    for kind in (DATE, INSTANT, INSTANT_OR_DAY, TIME, CELSIUS, SEX, YES_NO, CODE, CELL_CODE, IDENTITY, NAME, TEXT):
        try:
            value(kind, text)
        except Invalid as error:
            assert str(error)
