from dataclasses import replace
from datetime import datetime

import pytest

from facility_app.reports.cells import numbered, reported, zero
from facility_app.reports.content import canonical_content, content_hash
from facility_app.reports.document import BY_HAND, Column, Document, Figures, Note, Section, Signatures, Table
from resources.text import speaking
from tests.reports.samples import document, footer

PAIR = (Column("姓名"), Column("备注"))


def one_table(table: Table) -> Document:
    return document(Section("一、名册", (table,)))


def test_zero_is_a_figure_and_nothing_is_not_reported() -> None:
    assert zero(0) == "0"
    assert reported(0) == "0"
    assert reported("36.5") == "36.5"
    assert reported(None) == reported("  ") == "not reported"


def test_sections_are_numbered_as_each_language_does() -> None:
    assert numbered(3, "Roll call") == "3. Roll call"
    with speaking("zh_CN"):
        said = [numbered(number, "点名") for number in (1, 10, 11, 20, 29)]
    assert said == ["一、点名", "十、点名", "十一、点名", "二十、点名", "二十九、点名"]


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_a_blank_cell_is_refused_wherever_it_stands(blank: str) -> None:
    with pytest.raises(ValueError, match="blank text 2 in row 1"):
        Table(PAIR, (("张某", blank),), "无")
    with pytest.raises(ValueError, match="blank"):
        Table(PAIR, (), blank)
    with pytest.raises(ValueError, match="blank"):
        Table(PAIR, (), "无", totals=((blank, "0"),))
    with pytest.raises(ValueError, match="blank"):
        Figures((("今日收押", blank),))
    with pytest.raises(ValueError, match="blank"):
        Note(blank)
    with pytest.raises(ValueError, match="blank"):
        Signatures(("交班人", blank))
    with pytest.raises(ValueError, match="blank"):
        footer(printed_by=blank)


def test_a_refused_cell_is_not_quoted() -> None:
    with pytest.raises(ValueError, match="row 1") as caught:
        Table(PAIR, (("虚构姓名", ""),), "无")
    assert "虚构姓名" not in str(caught.value)


def test_a_cell_may_be_left_for_a_pen() -> None:
    assert Table(PAIR, (("张某", BY_HAND),), "无").rows[0][1] == BY_HAND


def test_only_text_is_printed() -> None:
    with pytest.raises(TypeError):
        Table(PAIR, (("张某", 0),), "无")  # type: ignore[arg-type]


def test_a_row_has_as_many_cells_as_there_are_columns() -> None:
    with pytest.raises(ValueError, match="row 2 of a table has 1 cells for 2 columns"):
        Table(PAIR, (("张某", "无"), ("李某",)), "无")


def test_a_print_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        footer(printed_at=datetime(2026, 3, 5))  # noqa: DTZ001


def test_content_does_not_depend_on_layout() -> None:
    rows = (("张某", "无"), ("李某", "咳嗽"))
    narrow = Table(PAIR, rows, "无")
    wide = Table((Column("姓名", 3, "center"), Column("备注", 9, wraps=True)), rows, "未报")
    assert canonical_content(one_table(narrow)) == canonical_content(one_table(wide))


@pytest.mark.parametrize(
    "other",
    [
        Table(PAIR, (("张某", "无"), ("李某", "咳 嗽")), "无"),
        Table(PAIR, (("李某", "咳嗽"), ("张某", "无")), "无"),
        Table(PAIR, (("张某", "无"),), "无", totals=(("李某", "咳嗽"),)),
        Table((Column("姓名"), Column("说明")), (("张某", "无"), ("李某", "咳嗽")), "无"),
    ],
)
def test_content_changes_with_whatever_a_table_says(other: Table) -> None:
    table = Table(PAIR, (("张某", "无"), ("李某", "咳嗽")), "无")
    assert content_hash(one_table(table)) != content_hash(one_table(other))


def test_content_changes_with_title_stamp_mark_and_signatures() -> None:
    plain = document(Section("一、说明", (Note("无"),)))
    others = [
        replace(plain, title="周报"),
        replace(plain, subtitle=("另一日",)),
        replace(plain, stamp="未结"),
        replace(plain, is_fictional=True),
        replace(plain, signatures=("交班人",)),
        replace(plain, sections=()),
        replace(plain, sections=(Section("一、说明", (Figures((("无", "无"),)),)),)),
    ]
    assert len({content_hash(one) for one in [plain, *others]}) == len(others) + 1
