"""Whatever a file holds, the reader answers with rows, problems or a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.values import Invalid
from facility_app.exchange.columns import Format
from facility_app.exchange.formats import FORMATS, READINGS
from facility_app.exchange.sheets import Sheet
from tests.exchange.files import HEADINGS, csv, of

cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
rows = st.lists(st.lists(cells, max_size=6), max_size=5)


def answer(content: bytes, form: Format) -> Sheet | None:
    try:
        return of(content, form)
    except Invalid as error:
        assert error.field == "file"
        return None


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@settings(deadline=None)
@given(content=st.binary(max_size=300))
def test_no_bytes_break_the_reader(form: Format, content: bytes) -> None:
    answer(content, form)


@settings(deadline=None)
@given(rows)
def test_every_row_is_read_or_has_an_error(table: list[list[str]]) -> None:
    sheet = answer(csv(HEADINGS, *table), READINGS)
    if sheet is not None:
        bad = {problem.line for problem in sheet.errors}
        assert len(sheet.rows) + len(bad) == sheet.count
        assert bad.isdisjoint(row.line for row in sheet.rows)
        assert all(problem.reason for problem in sheet.errors + sheet.warnings)
