"""Writing: what goes out comes back, and no spreadsheet runs it."""

import io
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from facility_app.core.identity import read_identity
from facility_app.core.names import clean_name
from facility_app.core.sexes import Sex
from facility_app.exchange.cells import EXCEL_ERRORS, tidy
from facility_app.exchange.columns import Format, column
from facility_app.exchange.figures import decimal, whole
from facility_app.exchange.formats import FORMATS, READINGS, STAFF
from facility_app.exchange.kinds import TEXT
from facility_app.exchange.neutral import neutral, restored
from facility_app.exchange.values import Value
from facility_app.exchange.words import BODY_SITES, CATEGORIES, DOCUMENTS, STAGES
from facility_app.exchange.writing import write_csv, write_xlsx
from resources.text import speaking
from tests.exchange.files import SAMPLES, SETTING, of, sample

FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "''-1"]
WRITERS = [write_csv, write_xlsx]
Writer = Callable[..., bytes]

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
texts = words.map(tidy).filter(
    lambda text: text and text not in EXCEL_ERRORS and restored(text).strip() == restored(text)
)
names = words.map(lambda text: clean_name(tidy(text))).filter(lambda text: len(text) > 2 and text[0].isalpha())
codes = st.text("0123456789ABCDEFGH-", min_size=2, max_size=21).filter(lambda code: code[0] != "-")
instants = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001 - bounds have no zone
    datetime(2026, 11, 20),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda moment: moment.replace(microsecond=0))
days = st.dates(date(1900, 1, 1), date(2026, 11, 20))


def keys(options: tuple[object, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from([str(getattr(option, "key", "")) for option in options])


Values = st.SearchStrategy[Value]
Rows = st.SearchStrategy[dict[str, Value]]


def filled(required: dict[str, Values], optional: dict[str, Values]) -> Rows:
    return st.fixed_dictionaries(required, optional=optional)


readings = filled(
    {"person_number": codes, "taken_at": instants, "celsius": st.decimals("34.0", "42.5", places=1)},
    {"name": names, "body_site": keys(BODY_SITES), "device": texts, "taken_by": texts, "remark": texts},
)
people = filled(
    {
        "number": codes,
        "name": names,
        "sex": st.sampled_from(Sex),
        "category": keys(CATEGORIES),
        "document_type": keys(DOCUMENTS),
        "document_number": codes,
        "document_date": days,
        "admitted_at": st.one_of(instants, days),
        "deciding_body": texts,
    },
    {
        "birth_date": days,
        "identity_number": st.just(read_identity("99999919850305003X", today=SETTING.today)),
        "identity_unverified": st.booleans(),
        "stage": keys(STAGES),
        "case_cause": texts,
        "term_end": st.dates(date(1900, 1, 1), date(2199, 12, 31)),
        "cell": st.integers(1, 999).map(str),
        "key_person": st.booleans(),
        "diet": texts,
    },
)
staff = filled(
    {"number": codes, "name": names, "post": texts},
    {"phone": codes, "cells": st.lists(st.integers(1, 999).map(str), min_size=1, max_size=4).map(tuple)},
)


def lists(rows: Rows, key: str) -> st.SearchStrategy[list[dict[str, Value]]]:
    return st.lists(rows, max_size=5, unique_by=lambda row: row[key])


def read_back(writer: Writer, form: Format, rows: list[dict[str, Value]], language: str) -> list[Mapping[str, Value]]:
    with speaking(language):
        content = writer(form, rows, SETTING)
    sheet = of(content, form)
    assert sheet.errors == ()
    return [row.values for row in sheet.rows]


@pytest.mark.parametrize("writer", WRITERS)
@settings(deadline=None)
@given(rows=lists(readings, "person_number"), language=st.sampled_from(["en", "zh_CN"]))
def test_readings_come_back_as_they_went(writer: Writer, rows: list[dict[str, Value]], language: str) -> None:
    assert read_back(writer, READINGS, rows, language) == rows


@pytest.mark.parametrize("writer", WRITERS)
@settings(deadline=None)
@given(rows=lists(people, "number"), language=st.sampled_from(["en", "zh_CN"]))
def test_people_come_back_as_they_went(writer: Writer, rows: list[dict[str, Value]], language: str) -> None:
    assert read_back(writer, FORMATS["people"], rows, language) == rows


@pytest.mark.parametrize("writer", WRITERS)
@settings(deadline=None)
@given(rows=lists(staff, "number"), language=st.sampled_from(["en", "zh_CN"]))
def test_staff_come_back_as_they_went(writer: Writer, rows: list[dict[str, Value]], language: str) -> None:
    assert read_back(writer, STAFF, rows, language) == rows


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(("name", "form"), SAMPLES)
def test_the_samples_come_back_as_they_went(writer: Writer, name: str, form: str) -> None:
    rows = [dict(row.values) for row in sample(name, form).rows]
    assert read_back(writer, FORMATS[form], rows, "zh_CN") == rows


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert neutral(text) == f"'{text}"
    assert restored(neutral(text)) == text


@given(st.text())
def test_nothing_is_lost_by_making_it_harmless(text: str) -> None:
    assert restored(neutral(text)) == text
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@SUM(A1)"])
def test_no_spreadsheet_finds_a_formula_in_an_export(text: str) -> None:
    rows = [{"number": "T1", "name": "甲试", "post": text}]
    assert f",'{text}," in write_csv(STAFF, rows, SETTING).decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(write_xlsx(STAFF, rows, SETTING))).active
    assert sheet is not None
    assert [cell.value for cell in sheet["D"]] == ["Post", f"'{text}"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_negative_numbers_stay_numbers() -> None:
    columns = (
        column("offset", "Offset", "偏差", decimal("-5", "5", 1)),
        column("count", "Count", "件数", whole(-9, 9)),
        column("remark", "Remark", "备注", TEXT),
    )
    form = Format("offsets", READINGS.label, columns)
    rows: list[dict[str, Value]] = [{"offset": Decimal("-0.3"), "count": -2, "remark": "-2"}]
    assert write_csv(form, rows, SETTING).decode("utf-8-sig").splitlines()[1] == "-0.3,-2,'-2"
    sheet = load_workbook(io.BytesIO(write_xlsx(form, rows, SETTING))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == [-0.3, -2, "'-2"]
    assert [read_back(writer, form, rows, "en") for writer in WRITERS] == [rows, rows]


def test_an_export_opens_in_excel_as_utf_8_and_speaks_the_language_in_force() -> None:
    with speaking("zh_CN"):
        content = write_csv(READINGS, [], SETTING)
    assert content.startswith(b"\xef\xbb\xbf")
    assert (
        content.decode("utf-8-sig")
        == "监所编号,警号,姓名,测量时间,体温（℃）,测量部位,体温计,测量人,症状,多次测量均值,备注\r\n"
    )


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_without_rows_an_export_is_a_blank_form_that_keeps_numbers_as_text(form: Format) -> None:
    sheet = load_workbook(io.BytesIO(write_xlsx(form, [], SETTING))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == [column.label.en for column in form.columns]
    assert of(write_xlsx(form, [], SETTING), form).errors == ()
    assert sheet.column_dimensions["A"].number_format == ("@" if form.columns[0].kind.as_text else "General")


def test_dates_are_dates_in_a_workbook() -> None:
    rows = [dict(row.values) for row in sample("people.xlsx", "people").rows]
    sheet = load_workbook(io.BytesIO(write_xlsx(FORMATS["people"], rows, SETTING))).active
    assert sheet is not None
    born = [column.key for column in FORMATS["people"].columns].index("birth_date")
    assert sheet.cell(2, born + 1).value == datetime(1985, 3, 5)  # noqa: DTZ001 - as Excel keeps it
