"""What is cut in a cell or a form that is narrow: words, never figures; and fields stand in fewer columns."""

import pytest
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from tests.ui.waiting import WAIT_MS
from ui.widgets.fieldgrid import IDENTITY, NUMBER
from ui.widgets.fields import Form, TextField
from ui.widgets.table import Table, TableColumn, without_cut_figure

OVER = "已超期 326 天"


@pytest.mark.parametrize(
    ("whole", "shown", "said"),
    [
        (OVER, "已超期 32…", "已超期…"),
        (OVER, "已超期 326…", "已超期 326…"),
        ("2026-01-01 已超期", "2026-0…", "…"),
        ("37.8 ℃ 腋温", "37.…", "…"),
        ("名册第 3 页起", "名册第 3 页…", "名册第 3 页…"),
        (OVER, OVER, OVER),
    ],
)
def test_a_figure_is_shown_whole_or_not_at_all(whole: str, shown: str, said: str) -> None:
    assert without_cut_figure(whole, shown) == said


def test_in_a_table_no_width_makes_a_shorter_figure(qtbot: QtBot) -> None:
    table: Table[str] = Table([TableColumn("期限", lambda one: one)], "表")
    qtbot.addWidget(table)
    table.show_rows([OVER])
    index, delegate = table.model().index(0, 0), table.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    for width in range(20, 160):
        option = QStyleOptionViewItem()
        table.initViewItemOption(option)
        option.rect.setWidth(width)
        delegate.initStyleOption(option, index)
        digits = "".join(one for one in option.text if one.isdigit())
        assert digits in ("", "326"), (width, option.text)
    assert option.text == OVER


def test_fields_of_a_narrow_form_stand_below_each_other_and_are_never_narrower_than_their_least(qtbot: QtBot) -> None:
    form = Form([TextField(key, key) for key in ("number", "name", "born")], columns=2, least=IDENTITY)
    qtbot.addWidget(form)
    form.show()
    number, name = form.fields["number"], form.fields["name"]
    form.resize(2 * IDENTITY + 40, 300)
    qtbot.waitUntil(lambda: number.y() == name.y() and number.x() < name.x(), timeout=WAIT_MS)
    form.resize(IDENTITY + 40, 300)
    qtbot.waitUntil(lambda: number.x() == name.x() and number.y() < name.y(), timeout=WAIT_MS)
    assert form.minimumSizeHint().width() == IDENTITY > NUMBER
