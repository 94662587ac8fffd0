"""Persons, one person, and the inspector: found, read, and a document added, by hand."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.core.values import Sex
from facility_app.services import people, rounds
from tests.conftest import Clock
from tests.services import arrivals
from tests.services.daywork import wall
from tests.ui.conftest import settle
from tests.ui.waiting import WAIT_MS
from ui import theme
from ui.pages.page import Page
from ui.shell.window import MainWindow
from ui.widgets.sparkline import Sparkline

Show = Callable[..., Any]


def _numbers(page: Any) -> list[str]:
    return [one.person.number for one in page.table.rows]


def type_in(editor: Any, text: str, qtbot: QtBot) -> None:
    """What a key is for by keys; Chinese as an input method gives it."""
    if text.isascii():
        qtbot.keyClicks(editor, text)
    else:
        editor.insert(text)


def _press(widget: Any, text: str, qtbot: QtBot) -> None:
    (found,) = [one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_list_is_filtered_by_typing_and_opened_by_enter(
    window: MainWindow, desk: Desk, show: Show, qtbot: QtBot
) -> None:
    arrivals.admit(desk, "N77", name="欧阳虚构", sex=Sex.FEMALE, is_key_person=True)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    page = show("people")
    assert page.state == "content"
    assert len(page.table.rows) == 31
    assert page.totals.text() == "31 people: men 27, women 4, minors 2"
    assert "欧阳虚构 (N77)" in page.unplaced.text()
    for typed, expected in (("ouyang", ["N77"]), ("oyxg", ["N77"]), ("阳虚", ["N77"]), ("n77", ["N77"])):
        page.filters.line.clear()
        type_in(page.filters.line, typed, qtbot)
        assert _numbers(page) == expected, typed
    page.filters.line.clear()
    qtbot.keyClicks(page.filters.line, "101-")
    assert len(page.table.rows) == 13  # ten men and the three women of the other block's 101
    page.filters.block.setCurrentIndex(page.filters.block.findData("二监区"))
    assert len(page.table.rows) == 3
    qtbot.keyClicks(page.filters.line, "9")
    assert "Nobody of 31" in page.totals.text()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert len(page.table.rows) == 31
    qtbot.keyClicks(page.filters.line, "K00007")
    qtbot.keyClick(page.filters.line, Qt.Key.Key_Return)
    settle(qtbot, window.context)
    assert window.current.name == "person"
    assert window.inspector.person is not None
    assert window.inspector.person.number == "K00007"


def test_term_that_ends_soon_is_marked_and_found(desk: Desk, show: Show, day: date, qtbot: QtBot) -> None:
    with desk.act("seed") as work:
        from sqlalchemy import select  # noqa: PLC0415

        from db.tables import Custody  # noqa: PLC0415

        for number, end in (("K00002", -1), ("K00004", 0), ("K00006", 7), ("K00008", 8)):
            custody = work.first(select(Custody).where(Custody.number == number))
            assert custody is not None
            custody.term_end = date.fromordinal(day.toordinal() + end)
        work.session.flush()
    page = show("people")
    qtbot.mouseClick(page.filters.soon, Qt.MouseButton.LeftButton)
    assert _numbers(page) == ["K00002", "K00004", "K00006"]
    terms = [page.table.model().index(row, 7).data() for row in range(3)]
    assert [text.partition(" ")[0] for text in terms[:2]] == ["▲", "●"]
    assert [text.rpartition("  ")[2] for text in terms] == ["1 d over", "ends today", "7 d left"]
    page.window().resize(1280, 720)  # the smallest screen: all columns are in sight, and a year of days is read whole
    qtbot.waitUntil(lambda: page.window().width() == 1280, timeout=WAIT_MS)
    assert page.table.horizontalScrollBar().maximum() == 0
    measured, watched = page.table.fontMetrics(), page.table.columnWidth(8)
    assert watched >= measured.horizontalAdvance("key person") + 2 * theme.S
    assert page.table.columnWidth(7) >= measured.horizontalAdvance("▲ 2026-01-01  已超期 326 天") + 2 * theme.S


def test_person_is_told_newest_first_and_filtered_by_kind(
    window: MainWindow, desk: Desk, clock: Clock, day: date, show: Show, qtbot: QtBot
) -> None:
    clock.now = wall(day, "09:00")
    taken = ReadingTaken(Decimal("38.2"), "K00005", taken_at=wall(day, "07:30"), taken_by="001")
    rounds.take_reading(desk, taken)
    page = show("person", "K00005")
    assert page.state == "content"
    assert page.table.model().index(0, 1).data().startswith("■ 38.2")
    page.kinds.setCurrentIndex(1)
    assert len(page.table.rows) == 1
    # the inspector reads once the hand rests
    qtbot.waitUntil(lambda: bool(window.inspector.findChildren(Sparkline)), timeout=WAIT_MS)
    (curve,) = window.inspector.findChildren(Sparkline)
    assert [one.celsius for one in curve.shown] == [Decimal("38.2")]
    told = [one.text() for one in window.inspector.findChildren(QLabel)]
    assert "● Weekly talk of the responsible officer: still owed" in told


def test_further_document_is_typed_in_place_and_a_wrong_one_is_told_beside_its_field(
    window: MainWindow, desk: Desk, day: date, show: Show, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    page = show("person", "K00005")
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.context)
    fields = page.paper.form.fields
    fields["document"].set_text("arrest_certificate")
    for key, typed in (("document_number", "虚构捕字1"), ("issued_by", "虚构检察院"), ("document_date", "never")):
        type_in(fields[key].editor, typed, qtbot)
    _press(page, "Save the document", qtbot)
    settle(qtbot, window.context)
    assert fields["document_date"].editor.property("wrong")
    fields["document_date"].set_text(str(day))
    for _twice in range(2):  # a hand that trembles; one document is meant
        _press(page, "Save the document", qtbot)
    settle(qtbot, window.context)
    assert page.paper.isHidden()
    seen = people.see_person(desk, "K00005")
    assert seen.person.category is not None
    assert seen.person.category.id == "arrest"
    assert sum("虚构捕字1" in one.words.text for one in page.table.rows) == 1


def test_identity_is_read_in_full_for_a_reason_only(window: MainWindow, desk: Desk, show: Show, qtbot: QtBot) -> None:
    number = arrivals.identity_number(date(1990, 1, 2), 7, Sex.MALE)
    arrivals.admit(desk, "N1", identity_number=number, identity_unverified=False)
    page = show("person", "N1")
    assert number not in _texts(page)
    _press(page, "Read in full …", qtbot)
    _press(page.secret, "Read in full", qtbot)
    settle(qtbot, window.context)
    assert page.secret.form.fields["reason"].editor.property("wrong")
    before = desk.store.head().seq
    type_in(page.secret.form.fields["reason"].editor, "核对身份", qtbot)
    qtbot.keyClick(page.secret.form.fields["reason"].editor, Qt.Key.Key_Return)
    settle(qtbot, window.context)
    assert number in _texts(page)
    assert desk.store.head().seq == before + 1


def _texts(page: Any) -> list[str]:
    from PySide6.QtWidgets import QLabel  # noqa: PLC0415

    return [one.text() for one in page.band.findChildren(QLabel)]


def test_unknown_number_is_an_error_and_no_number_offers_the_list(show: Show, window: MainWindow) -> None:
    empty: Page = show("person")
    assert empty.state == "empty"
    assert show("person", "nobody").state == "error"


def test_empty_facility_offers_the_first_admission(
    window: MainWindow, desk: Desk, day: date, show: Show, qtbot: QtBot
) -> None:
    with desk.act("seed") as work:
        from sqlalchemy import select  # noqa: PLC0415

        from db.tables import Custody  # noqa: PLC0415

        for one in work.all(select(Custody)):
            one.ended_at = work.now
        work.session.flush()
    page = show("people")
    assert page.state == "empty"
    _press(page._empty, "Admit a person", qtbot)
    settle(qtbot, window.context)
    assert window.current.name == "intake"
