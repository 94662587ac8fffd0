"""The page of talks: who is short, writing a talk down by the keyboard, and what was talked about before."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.acts.talks import TalkHeld
from facility_app.services import talks
from tests.conftest import Clock, Founded
from tests.services import daywork
from tests.ui.conftest import PEOPLE, settle
from tests.ui.hands import CONTROL, KEY, Hands
from tests.ui.sitting import words_of
from tests.ui.waiting import WAIT_MS
from ui.context import Context
from ui.pages.talks import TalksPage
from ui.shell.window import MainWindow


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> TalksPage:
    window.show_page("talks", None)
    settle(qtbot, window.context)
    shown = window.current
    assert isinstance(shown, TalksPage)
    return shown


def type_in(qtbot: QtBot, page: TalksPage, **texts: str) -> None:
    for key, text in texts.items():
        editor = page.form.fields[key].editor
        editor.setFocus()
        qtbot.keyClicks(editor, text)


def errors(page: TalksPage) -> list[str]:
    return [one.text() for one in page.form.findChildren(QLabel, "error") if not one.isHidden()]


def test_everybody_who_is_short_stands_there_by_name(page: TalksPage) -> None:
    named = {one.person.number for one in page.owed.table.rows}
    assert named == {daywork.number(place) for place in range(PEOPLE)}
    assert page.owed._figures.text().count(f"0/{PEOPLE}") >= 1


def test_a_talk_is_found_by_number_typed_and_saved_by_the_keyboard(
    page: TalksPage, desk: Desk, clock: Clock, day: date, qtbot: QtBot
) -> None:
    person = page.form.person
    person.editor.setFocus()
    qtbot.keyClicks(person.editor, "K00003")
    settle(qtbot, page.context)
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    page.form.fields["kind"].set_text(page_kind(page))
    type_in(qtbot, page, minutes="20", content="a quiet talk about the days to come")
    before = len(page.owed.table.rows)
    qtbot.keyClick(page.form.fields["content"].editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page.context)
    assert errors(page) == []
    (held,) = talks.talks_with(desk, "K00003")
    assert (held.minutes, held.content) == (20, "a quiet talk about the days to come")
    assert daywork.wall(day, "06:00") <= held.started_at < daywork.wall(day, "06:01")
    assert not page.is_dirty()
    assert len(page.owed.table.rows) <= before


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_talk_is_held_with_whoever_stands_there_now_however_late_the_search_and_once_for_two_presses(
    page: TalksPage, window: MainWindow, desk: Desk, qapp: QApplication, qtbot: QtBot
) -> None:
    hands, line = Hands(qtbot, window, lambda: settle(qtbot, page.context)), page.form.person.editor
    hands.take_place()

    def write(number: str, content: str) -> None:
        page.form.fill({"kind": page_kind(page), "minutes": "20", "content": content})
        line.setFocus()
        hands.press(KEY.Key_A, with_=CONTROL)
        hands.write(number)

    write("K00003", "with the third")
    hands.calm()
    hands.press(KEY.Key_Tab)
    hands.calm()
    assert "K00003" in words_of(line) != "K00003"
    assert page._past_title.text() == "No talk with this person yet."
    assert page.form.person.text() == "K00003"

    with searches_waiting(page.context):
        write("K00005", "with the fifth")
        hands.press(KEY.Key_Tab)
        assert words_of(line) == "K00005", "the answer about somebody else named him"
        assert page._past_title.text() == ""
        hands.press(KEY.Key_S, KEY.Key_S, with_=CONTROL)
    hands.calm()
    assert errors(page) == []
    assert [one.content for one in talks.talks_with(desk, "K00005")] == ["with the fifth"]
    assert talks.talks_with(desk, "K00003") == ()

    write("K00004", "with the fourth")
    hands.calm()
    qapp.setDoubleClickInterval(60_000)
    hands.press(KEY.Key_S, KEY.Key_S, with_=CONTROL)
    hands.calm()
    hands.do(KEY.Key_S, with_=CONTROL)  # the store was faster than the hand
    qapp.setDoubleClickInterval(0)
    assert errors(page) == []
    assert [one.content for one in talks.talks_with(desk, "K00004")] == ["with the fourth"]

    write("K0000", "with one of many")
    hands.calm()
    hands.do(KEY.Key_S, with_=CONTROL)
    assert errors(page) == ["Several people fit this. Choose one of them in the list."]
    assert page.form.fields["content"].text() == "with one of many"


@contextmanager
def searches_waiting(context: Context) -> Iterator[None]:
    """Nothing that is asked for is answered meanwhile: whatever reads is busy."""
    gate = Event()
    for _reader in range(3):
        context.ask(lambda _desk: gate.wait(WAIT_MS / 1000), lambda _done: None)
    yield
    gate.set()


def page_kind(page: TalksPage) -> str:
    """The kind of talk that stands last: an ordinary one."""
    facts = page._form_facts
    assert facts is not None
    return facts.kinds[-1][0]


def test_enter_on_a_name_begins_the_talk(page: TalksPage, qtbot: QtBot) -> None:
    table = page.owed.table
    table.setFocus()
    table.selectRow(4)
    wanted = table.rows[4].person.number
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settle(qtbot, page.context)
    assert page.form.person.text() == wanted
    assert page.window().focusWidget() is page.form.fields["kind"].editor


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(page: TalksPage, desk: Desk, qtbot: QtBot) -> None:
    page.begin(page.owed.table.rows[0])
    number = page.form.person.text()
    page.form.fields["kind"].set_text(page_kind(page))
    type_in(qtbot, page, minutes="twenty", content="what was said")
    page.save()
    settle(qtbot, page.context)
    assert len(errors(page)) == 1
    assert page.form.fields["minutes"].editor.property("wrong")
    page.form.fill({"minutes": "3"})
    page.save()
    settle(qtbot, page.context)
    assert page.form.fields["reason_if_short"].editor.property("wrong")
    assert page.form.fields["content"].text() == "what was said"
    type_in(qtbot, page, reason_if_short="the person was tired")
    page.save()
    settle(qtbot, page.context)
    assert [one.reason_if_short for one in talks.talks_with(desk, number)] == ["the person was tired"]


def test_talks_before_stand_below_the_form(page: TalksPage, desk: Desk, day: date, qtbot: QtBot, clock: Clock) -> None:
    at = daywork.wall(day, "05:30")
    talks.record_talk(desk, TalkHeld("K00002", page_kind(page), 15, "earlier words", at))
    page.open("K00002")
    settle(qtbot, page.context)
    assert [one.content for one in page.past.rows] == ["earlier words"]
    assert not page.past.isHidden()


def test_the_key_for_now_puts_in_the_time_of_the_wall(page: TalksPage, day: date, qtbot: QtBot) -> None:
    type_in(qtbot, page, started_at="=")
    assert page.form.fields["started_at"].text() == f"{day} 06:00"


def test_only_the_names_of_one_officer(page: TalksPage) -> None:
    assert page.owed.officer.count() >= 2
    page.owed.officer.setCurrentIndex(1)
    officers = {one.officer for one in page.owed.table.rows}
    assert officers == {page.owed.officer.itemData(1)}


def test_nobody_held_is_said(desk: Desk, facility: Founded, settings: QSettings, qtbot: QtBot) -> None:
    context = Context(desk, facility.machine, settings)
    page = TalksPage(context)
    qtbot.addWidget(page)
    page.refresh()
    settle(qtbot, context)
    assert page.state == "empty"
    context.finish()
