import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facility_app.reports.columns import measure
from facility_app.reports.document import Column, Table
from facility_app.reports.fonts import face
from facility_app.reports.lines import fold

SIZE = 8.5


@given(st.text("看守所，。（）《》“”：ab -/12.5℃", max_size=80), st.floats(20, 200))
def test_folding_loses_nothing_but_spaces_at_line_ends(text: str, width: float) -> None:
    lines = fold(text, width, face(), SIZE)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(face().width(line.rstrip(" "), SIZE) <= width + 0.01 for line in lines)


@given(st.text("看守所，。（）：", min_size=1, max_size=60))
def test_a_line_begins_with_no_stop_unless_it_cannot_be_helped(text: str) -> None:
    lines = fold(text, 100, face(), SIZE)
    runs_of_marks = re.search("[，。）：（]{4}", text)
    assert runs_of_marks or not any(line[0] in "，。）：" for line in lines[1:])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("看守所值班民警", ("看守所值", "班民警")),
        ("看守所值。班民警", ("看守所", "值。班民", "警")),
        ("看守所（值班）", ("看守所", "（值班）")),
        ("第一行\n第二行", ("第一行", "第二行")),
        ("due talks", ("due", "talks")),
    ],
)
def test_chinese_parts_anywhere_and_words_stay_whole_where_they_can(text: str, lines: tuple[str, ...]) -> None:
    assert fold(text, 4 * SIZE, face(), SIZE) == lines


def test_a_column_that_does_not_wrap_takes_room_from_one_that_does() -> None:
    rows = (("2026-03-04 06:41", "早测时一人自述头晕，值班医生到场。" * 5),)
    columns = measure(Table((Column("时间", 1), Column("简况", 9, wraps=True)), rows, "无"))
    assert 0 not in columns.overfull
    assert 1 in columns.overfull


def test_one_long_cell_does_not_starve_its_neighbours() -> None:
    rows = (("很长" * 100, "张某", "101"),)
    columns = measure(Table((Column("备注"), Column("姓名"), Column("监室")), rows, "无"))
    assert columns.overfull == {0}
    assert columns.edges[-1] == pytest.approx(174 / 25.4 * 72)
