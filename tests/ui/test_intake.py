"""Intake: typed step by step, kept as a draft, refused without a document, admitted, and put into a bed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.core.values import Sex
from facility_app.facts.person_story import StoryKind
from facility_app.services import drafts, people, placing
from facility_app.services.desks import see_desk
from tests.conftest import Clock, Founded
from tests.services import arrivals, daywork
from tests.ui.conftest import settle
from tests.ui.waiting import WAIT_MS
from ui.context import Context
from ui.pages.intake import IntakePage
from ui.pages.intake.steps import Step
from ui.shell.window import MainWindow

Show = Callable[..., Any]


@pytest.fixture
def day(desk: Desk, clock: Clock) -> date:
    """Two people, and cells for men and for women."""
    monday = daywork.next_monday(clock)
    daywork.officers(desk)
    daywork.opening_people(desk, monday, 2)
    daywork.open_on(desk, monday)
    return monday


def _fill(form: Any, **values: str) -> None:
    for key, value in values.items():
        form.fields[key].set_text(value)


def _paper(page: Any, day: date) -> None:
    _fill(
        page.papers.forms[0],
        document="detention_certificate",
        document_number="虚构拘字9",
        issued_by="虚构公安局",
        document_date=str(day),
    )


def _kept(page: Any, window: MainWindow, qtbot: QtBot) -> None:
    page._keep()
    settle(qtbot, window.context)


def _missing(page: Any) -> list[Step]:
    return [one.step for one in page._missing if one.holds_up]


def test_identity_number_is_checked_as_the_cursor_leaves_it_and_tells_birth_and_sex(
    window: MainWindow, show: Show, qtbot: QtBot
) -> None:
    page = show("intake")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    number = arrivals.identity_number(date(1990, 1, 2), 7, Sex.FEMALE)
    field = page.who.fields["identity_number"]
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, wrong)
    qtbot.keyClick(field.editor, Qt.Key.Key_Tab)
    assert field.editor.property("wrong")
    assert page.who.fields["birth_date"].text() == ""
    field.editor.setFocus()
    field.editor.clear()
    qtbot.keyClicks(field.editor, number)
    qtbot.keyClick(field.editor, Qt.Key.Key_Tab)
    assert not field.editor.property("wrong")
    assert page.who.fields["birth_date"].text() == "1990-01-02"
    assert page.who.fields["sex"].text() == "female"


def test_newcomer_is_admitted_and_put_into_a_bed_that_fits(
    window: MainWindow, desk: Desk, show: Show, qtbot: QtBot, day: date
) -> None:
    page = show("intake")
    assert set(_missing(page)) == {Step.IDENTITY, Step.DOCUMENTS}
    _fill(page.who, number="N1", name="虚" * 100, sex="male", birth_date="1990-01-02", identity_unverified="yes")
    _paper(page, day)
    _fill(page.more, case_cause="虚构案由")
    _kept(page, window, qtbot)
    assert _missing(page) == []
    for _twice in range(2):  # a hand that trembles; one admission is meant
        qtbot.mouseClick(page.admit, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert page.steps.currentRow() == list(Step).index(Step.CELL)
    assert not page.who.fields["number"].editor.property("wrong")
    held = people.see_person(desk, "N1").person
    assert held.case_cause == "虚构案由"
    assert held.place is None
    assert [one.cell for one in page.beds.table.rows]
    assert page.is_dirty()  # a bed is still owed, and returning shows so
    (place,) = [one for one in page.beds.findChildren(QPushButton) if one.text() == "Place here"]
    for _twice in range(2):
        qtbot.mouseClick(place, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    seen = people.see_person(desk, "N1")
    assert seen.person.place is not None
    assert sum(one.kind is StoryKind.PLACEMENT for one in seen.story) == 1
    assert window.current.name == "person"
    assert window.current.minimumSizeHint().width() < window.width()  # however long the name is
    assert drafts.read_draft(desk, "intake") == ""


def test_bed_that_somebody_else_gave_is_owed_no_more(
    window: MainWindow, desk: Desk, show: Show, qtbot: QtBot, day: date
) -> None:
    page = show("intake")
    _fill(page.who, number="N1", name="虚构新人", sex="male", identity_unverified="yes")
    _paper(page, day)
    qtbot.mouseClick(page.admit, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert page.beds.table.rows
    placing.place_person(desk, "N1", page.beds.table.rows[0].cell, page.beds.table.rows[0].block, reason="虚构")
    show("people")
    page = show("intake")
    assert not page.is_dirty()
    assert page.steps.currentRow() == 0
    assert drafts.read_draft(desk, "intake") == ""


def test_nobody_is_admitted_without_a_document(
    window: MainWindow, desk: Desk, show: Show, qtbot: QtBot, day: date
) -> None:
    page = show("intake")
    _fill(page.who, sex="male", identity_unverified="yes")
    qtbot.mouseClick(page.admit, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    wrong = [one for one in page.who.fields.values() if one.editor.property("wrong")]
    assert [(one.key, one.editor.accessibleDescription()) for one in wrong] == [("number", "This must be filled in.")]
    _fill(page.who, number="N1", name="虚构新人", sex="male", identity_unverified="yes")
    qtbot.mouseClick(page.admit, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert "N1" not in {one.person.number for one in people.list_held(desk).lines}
    assert page.papers.forms[0].fields["document"].editor.property("wrong")
    assert page.steps.currentRow() == 1
    _paper(page, day)
    page.papers.add()
    _fill(page.papers.forms[1], document="custody_handover", document_number="虚构提讯9", issued_by="虚构公安局")
    _fill(page.papers.forms[1], document_date=str(day + timedelta(days=40)))
    qtbot.mouseClick(page.admit, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert [
        [key for key, one in form.fields.items() if one.editor.property("wrong")] for form in page.papers.forms
    ] == [[], ["document_date"]]


def test_taken_number_is_told_beside_the_number(
    window: MainWindow, desk: Desk, show: Show, qtbot: QtBot, day: date
) -> None:
    page = show("intake")
    _fill(page.who, number="Ｋ００００0", name="虚构新人", sex="male", identity_unverified="yes")
    _paper(page, day)
    qtbot.mouseClick(page.admit, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert page.who.fields["number"].editor.property("wrong")


def test_draft_is_there_again_at_another_desk_of_the_same_account(
    window: MainWindow, facility: Founded, show: Show, qtbot: QtBot, settings: QSettings
) -> None:
    page = show("intake")
    _fill(page.who, number="N9", name="虚构草稿")
    page.papers.add()
    _fill(page.papers.forms[1], document="detention_certificate")
    window.show_page("people", None)  # leaving keeps it
    settle(qtbot, window.context)
    desk = facility.log_in()
    context = Context(desk, facility.machine, settings)
    again = MainWindow(context, see_desk(desk))
    qtbot.addWidget(again)
    again.show()
    again.show_page("intake", None)
    settle(qtbot, context)
    other = again.current
    assert isinstance(other, IntakePage)
    assert other.who.fields["name"].text() == "虚构草稿"
    assert other.papers.forms[1].fields["document"].text() == "detention_certificate"
    other.give_up()
    settle(qtbot, context)
    assert drafts.read_draft(desk, "intake") == ""
    again.close()
