"""Releases: who is due, the checklist, a refusal by name, and a release that open items do not hold up."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.services import people, releases
from tests.conftest import Clock, Founded
from tests.services import daywork
from tests.ui.conftest import settle
from ui.shell.palette import Palette
from ui.shell.window import MainWindow

Show = Callable[..., Any]
OVERDUE, TODAY, SOON, LATER = "K00002", "K00004", "K00006", "K00008"


@pytest.fixture
def day(desk: Desk, clock: Clock) -> date:
    """Ten people: a term that is over, one that ends today, one in three days, one in four."""
    monday = daywork.next_monday(clock)
    daywork.officers(desk)
    ends = {2: -1, 4: 0, 6: 3, 8: 4}
    daywork.opening_people(
        desk, monday, 10, term_ends={place: monday + timedelta(days=left) for place, left in ends.items()}
    )
    daywork.open_on(desk, monday)
    return monday


def _fill(page: Any, **values: str) -> None:
    for key, value in values.items():
        page.desk.form.fields[key].set_text(value)


def test_work_list_has_the_overdue_first_each_with_its_shape(show: Show) -> None:
    page = show("releases")
    assert [one.person.number for one in page.table.rows] == [OVERDUE, TODAY, SOON]
    shapes = [page.table.model().index(row, 0).data()[0] for row in range(3)]
    assert shapes == ["▲", "●", "●"]
    assert page.desk.number == OVERDUE


def test_tick_and_reason_are_kept_at_once(window: MainWindow, desk: Desk, show: Show, qtbot: QtBot) -> None:
    page = show("releases", TODAY)
    qtbot.mouseClick(page.desk.checklist.boxes["release.property"], Qt.MouseButton.LeftButton)
    note = page.desk.checklist.notes["release.talk"]
    note.setFocus()
    note.insert("本人拒绝")
    qtbot.keyClick(note, Qt.Key.Key_Return)
    settle(qtbot, window.context)
    marks = {one.id: one.mark for one in releases.prepare_release(desk, TODAY).items}
    property_, talk = marks["release.property"], marks["release.talk"]
    assert property_ is not None
    assert property_.is_done
    assert talk is not None
    assert (talk.is_done, talk.reason) == (False, "本人拒绝")
    assert page.desk.number == TODAY


def test_release_at_the_end_of_the_term_is_not_held_up_by_open_items(
    window: MainWindow, desk: Desk, show: Show, qtbot: QtBot, day: date
) -> None:
    page = show("releases", TODAY)
    _fill(page, exit="sentence_served", checked_by="001", also_checked_by="002", left_at=f"{day} 05:30")
    qtbot.waitUntil(lambda: bool(page.desk.verdict_texts()), timeout=5000)
    assert page.desk.verdict_texts()[0].startswith("✓")
    qtbot.mouseClick(page.let_go, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    ended = people.see_person(desk, TODAY).person.ended_at
    assert ended is not None
    assert TODAY in page.result.text()
    assert "Still open" in page.result.text()
    assert TODAY not in [one.person.number for one in page.table.rows]
    assert page.desk.number != TODAY
    window.open_palette()
    (palette,) = window.findChildren(Palette)
    palette.line.setText(TODAY)
    qtbot.waitUntil(lambda: palette.found.count() > 0 and TODAY in palette.found.item(0).text(), timeout=5000)
    assert f"left {day}" in palette.found.item(0).text()  # 05:30 of that day is yesterday still in UTC
    palette.close()


def test_release_without_a_basis_is_refused_by_name(
    window: MainWindow, desk: Desk, show: Show, qtbot: QtBot, day: date
) -> None:
    page = show("releases", LATER)
    assert page.desk.number == LATER  # not on the list, and yet here
    _fill(page, exit="released", checked_by="001", also_checked_by="002")
    qtbot.mouseClick(page.let_go, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert people.see_person(desk, LATER).person.ended_at is None
    assert page.desk.form.fields["document"].editor.property("wrong")
    _fill(page, new_type="release_notice", new_number="虚构释字1", issued_by="虚构公安局", document_date=str(day))
    qtbot.mouseClick(page.let_go, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert people.see_person(desk, LATER).person.ended_at is not None


def test_one_officer_is_not_two(window: MainWindow, desk: Desk, show: Show, qtbot: QtBot) -> None:
    page = show("releases", TODAY)
    qtbot.mouseClick(page.let_go, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert [one.key for one in page.desk.form.fields.values() if one.editor.property("wrong")] == ["exit"]
    _fill(page, exit="sentence_served", checked_by="001", also_checked_by="001")
    qtbot.mouseClick(page.let_go, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert people.see_person(desk, TODAY).person.ended_at is None
    assert page.desk.form.fields["also_checked_by"].editor.property("wrong")


def test_what_was_typed_for_one_is_there_again_after_looking_at_another(
    window: MainWindow, show: Show, qtbot: QtBot
) -> None:
    page = show("releases", TODAY)
    _fill(page, exit="sentence_served", picked_up_by="虚构家属")
    page.table.selectRow(0)
    settle(qtbot, window.context)
    assert page.desk.number == OVERDUE
    assert page.desk.form.fields["picked_up_by"].text() == ""
    page.table.selectRow(1)
    settle(qtbot, window.context)
    assert page.desk.form.fields["picked_up_by"].text() == "虚构家属"
    assert page.desk.form.fields["exit"].text() == "sentence_served"


def test_unknown_number_is_an_error_and_the_next_try_shows_the_list(
    window: MainWindow, show: Show, facility: Founded
) -> None:
    assert show("releases", "nobody").state == "error"
    assert show("releases").state == "content"
