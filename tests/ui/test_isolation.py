"""The page of isolation: an order, the line of the sheet in a few keys, rights, reviews, and the end by its rule."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.acts.isolation import IsolationOrder
from facility_app.core.values import Role
from facility_app.facts.isolation import ApartPerson
from facility_app.services import accounts, isolation
from tests.conftest import Clock
from tests.reports.reading import whole_text
from tests.services.daywork import SHANGHAI, number, wall
from tests.ui.conftest import settle
from tests.ui.hands import ALT, CONTROL, KEY, Hands
from tests.ui.sitting import dressed_once, founded, seat_for, sitting, worked_day
from tests.ui.waiting import WAIT_MS
from ui.pages.isolation import IsolationPage
from ui.pages.isolation.card import END, LINE, REVIEW, RIGHTS, WRITTEN
from ui.shell.window import MainWindow

_LINE_KEYS = 8
"""A line of the sheet takes no more keys than an abnormal reading."""


@pytest.fixture
def doctor(desk: Desk) -> Desk:
    """Whoever is at the desk is the head, and a doctor too."""
    accounts.grant_role(desk, "admin", Role.DOCTOR)
    return desk


@pytest.fixture
def page(doctor: Desk, window: MainWindow, show: Callable[..., Any], clock: Clock, day: date) -> IsolationPage:
    clock.now = wall(day, "07:30")
    shown = show("isolation")
    assert isinstance(shown, IsolationPage)
    return shown


def hands_at(window: MainWindow, qtbot: QtBot) -> Hands:
    return Hands(qtbot, window, lambda: settle(qtbot, window.context))


def apart(desk: Desk, of: int = 3) -> ApartPerson:
    return next(one for one in isolation.who_is_apart(desk).people if one.person.number == number(of))


def errors(part: QWidget) -> list[str]:
    return [one.text() for one in part.findChildren(QLabel, "error") if one.isVisible()]


def order(hands: Hands, kind: str, reason: str, **chosen: str) -> None:
    """Order somebody apart by the keyboard."""
    hands.press(KEY.Key_N, with_=CONTROL)
    hands.write("K00003")
    hands.calm()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    hands.choose("Kind", kind)
    for name, wanted in chosen.items():
        hands.choose(name, wanted)
    hands.fill("Reason", reason)
    hands.do(KEY.Key_S, with_=CONTROL)


def test_somebody_is_set_apart_observed_and_let_back_by_the_keyboard(
    page: IsolationPage, window: MainWindow, doctor: Desk, clock: Clock, day: date, qtbot: QtBot, tmp_path: Path
) -> None:
    hands = hands_at(window, qtbot)
    assert not page.table.isVisible() and "Nobody is apart" in page._nobody.text()
    order(hands, "medical_isolation", "", Pathogen="influenza")
    assert len(errors(page.order)) == 1
    hands.fill("Reason", "fever and cough")
    hands.do(KEY.Key_S, with_=CONTROL)
    kept = apart(doctor)
    assert (kept.spell.reason, kept.spell.pathogen) == ("fever and cough", "influenza")
    assert (kept.spell.precaution, kept.spell.end_rule) == ("droplet", "fever_free_24")
    assert [one.person.number for one in page.table.rows] == [number(3)]
    assert page.card.isVisible() and not page.order.isVisible()

    # the line of the morning: low, ate little, slept well, in five keys
    keys = [KEY.Key_F3, KEY.Key_2, KEY.Key_Return, KEY.Key_3, KEY.Key_Return, KEY.Key_Return]
    assert len(keys) <= _LINE_KEYS
    hands.do(*keys)
    (line,) = [one for one in apart(doctor).lines if one.row is not None]
    assert line.row is not None
    assert (line.window, line.row.mood, line.row.food, line.row.sleep) == (
        "am",
        "mood.low",
        "food.little",
        "sleep.good",
    )
    assert not page.next_knob.isEnabled()

    # it was wrong: corrected with a reason, a symptom more
    hands.do(KEY.Key_F2)
    page.card.line.boxes["dry_cough"].setFocus()
    hands.press(KEY.Key_Space)
    hands.do(KEY.Key_S, with_=CONTROL)
    assert len(errors(page.card.line)) == 1
    hands.fill("Why it is corrected", "the cough was left out")
    hands.do(KEY.Key_S, with_=CONTROL)
    (line,) = [one for one in apart(doctor).lines if one.row is not None]
    assert (line.symptoms, line.row and line.row.remark) == (("dry_cough",), "the cough was left out")

    # rights: one not kept up needs its reason
    hands.press(KEY.Key_R, with_=ALT)
    rights = page.card.rights
    for right in ("contact", "reading"):
        rights.boxes[right].setFocus()
        hands.press(KEY.Key_Space)
    hands.do(KEY.Key_S, with_=CONTROL)
    assert errors(rights) == ["Say why it was not kept up."]
    assert hands.focus is rights.reasons["exercise"]
    hands.write("thunderstorm")
    hands.do(KEY.Key_S, with_=CONTROL)
    found = {one.right: (one.is_kept, one.note) for one in apart(doctor).rights}
    assert found == {"exercise": (False, "thunderstorm"), "contact": (True, None), "reading": (True, None)}

    # the doctor's visit
    hands.press(KEY.Key_V, with_=ALT)
    hands.fill("Findings or reasons", "throat red")
    hands.do(KEY.Key_S, with_=CONTROL)
    assert [(one.review, one.text) for one in apart(doctor).reviews] == [("doctor_visit", "throat red")]

    # a second visit was kept by mistake, and a right noted wrongly: both are put right, what they said stays readable
    hands.press(KEY.Key_V, with_=ALT)
    hands.fill("Findings or reasons", "of another person")
    hands.do(KEY.Key_S, with_=CONTROL)
    hands.do(KEY.Key_C, with_=ALT)
    written = page.card.written
    hands.press(KEY.Key_Down)
    hands.calm()
    assert written.chosen is not None and written.chosen.values["text"] == "of another person"
    hands.do(KEY.Key_Delete, with_=CONTROL)
    assert errors(written) == ["This must be filled in."]
    hands.fill("Why it is corrected or voided", "wrong person")
    hands.do(KEY.Key_Delete, with_=CONTROL)
    assert [one.text for one in apart(doctor).reviews] == ["throat red"]
    assert written.chosen.void_reason == "wrong person" and not written.correct.isVisible()
    place = next(n for n, one in enumerate(written.table.rows) if one.of == "exercise")
    for _step in range(place - written.table.currentIndex().row()):
        hands.press(KEY.Key_Down)
    hands.calm()
    hands.go_to("The right was")
    hands.press(KEY.Key_Up)
    hands.refill("Why not", "")
    hands.press(KEY.Key_Backspace)
    hands.fill("Why it is corrected or voided", "it was another day")
    hands.do(KEY.Key_S, with_=CONTROL)
    assert {one.right: (one.is_kept, one.note) for one in apart(doctor).rights}["exercise"] == (
        True,
        "it was another day",
    )
    qtbot.waitUntil(lambda: "Kept up: no → yes" in written._history.text(), timeout=WAIT_MS)

    # the end: not yet by its rule, and all the same with a reason for that
    clock.now += timedelta(hours=1)
    hands.press(KEY.Key_E, with_=ALT)
    hands.fill("Why it ends", "tested negative")
    hands.do(KEY.Key_S, with_=CONTROL)
    assert len(errors(page.card.end)) == 1
    assert errors(page.card.end)[0].startswith("Its end rule is not met")
    assert hands.focus is page.card.end.form.fields["early_reason"].editor
    hands.write("two negative tests")
    hands.do(KEY.Key_S, with_=CONTROL)
    ended = apart(doctor)
    assert ended.spell.ended_at is not None and wall(day, "08:30") <= ended.spell.ended_at < wall(day, "08:31")
    assert ended.spell.end_reason == "tested negative\ntwo negative tests"
    assert not page.card.tabs.isTabVisible(END) and not page.card.tabs.isTabVisible(REVIEW)

    page.paper.save_to(tmp_path / "sheet.pdf")
    settle(qtbot, window.context)
    assert "little" in whole_text(tmp_path / "sheet.pdf")
    assert "influenza" not in whole_text(tmp_path / "sheet.pdf").lower()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_leader_switches_measures_on_and_off_again(
    page: IsolationPage, window: MainWindow, doctor: Desk, qtbot: QtBot
) -> None:
    hands = hands_at(window, qtbot)
    hands.press(KEY.Key_O, with_=ALT)
    hands.choose("Pathogen", "influenza")
    hands.do(KEY.Key_S, with_=CONTROL)
    assert len(errors(page.measures.on)) == 1
    hands.fill("Document or order", "circular 12")
    hands.fill("Level of protection, 1 to 4", "2")
    hands.do(KEY.Key_S, with_=CONTROL)
    (measures,) = isolation.measures_in_force(doctor)
    assert (measures.pathogen, measures.basis, measures.observation_days, measures.ppe_level) == (
        "influenza",
        "circular 12",
        14,
        2,
    )
    assert page.strip.isVisible()
    hands.press(KEY.Key_O, with_=ALT)
    hands.click("Correct", page.measures)
    hands.refill("Level of protection, 1 to 4", "3")
    hands.fill("Why it is corrected", "misread")
    hands.do(KEY.Key_S, with_=CONTROL)
    (measures,) = isolation.measures_in_force(doctor)
    assert (measures.basis, measures.ppe_level, measures.observation_days) == ("circular 12\nmisread", 3, 14)
    hands.press(KEY.Key_O, with_=ALT)
    hands.fill("Why they end, or are void", "no case for two weeks")
    hands.do(KEY.Key_S, with_=CONTROL)
    assert isolation.measures_in_force(doctor) == ()
    assert not page.strip.isVisible()


def test_officer_is_offered_the_line_and_the_rights_and_is_told_no_diagnosis(tmp_path: Path, qtbot: QtBot) -> None:
    with founded(tmp_path) as facility, dressed_once(QApplication.instance()):  # type: ignore[arg-type]
        desk = facility.log_in()
        worked_day(desk, facility.clock)
        accounts.grant_role(desk, "admin", Role.DOCTOR)
        told = IsolationOrder(number(3), "medical_isolation", "fever and cough", pathogen="influenza")
        isolation.order_isolation(desk, told)
        officer = seat_for(facility, desk, "officer")
        with sitting(facility, officer, tmp_path, qtbot) as at:
            page = at.show("isolation")
            assert isinstance(page, IsolationPage)
            tabs = page.card.tabs
            assert [place for place in range(tabs.count()) if tabs.isTabVisible(place)] == [LINE, RIGHTS, WRITTEN]
            assert not page.order_knob.isVisible() and not page.measures_knob.isVisible()
            said = " ".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())
            assert "Droplet precautions" in said
            assert "Influenza" not in said and "cough" not in said
            hands = hands_at(at.window, qtbot)
            hands.take_place()
            page.table.setFocus()
            hands.do(KEY.Key_F3)
            hands.fill("Seen at (empty: now)", "25:10")
            page.card.line.boxes["seizure"].setFocus()
            hands.press(KEY.Key_Space)
            hands.do(KEY.Key_S, with_=CONTROL)
            assert errors(page.card.line) == ["“25:10” is no time. Type it as 07:12."]
            hands.refill("Seen at (empty: now)", f"{facility.clock.now.astimezone(SHANGHAI):%H:%M}")
            hands.do(KEY.Key_S, with_=CONTROL)
            line = isolation.who_is_apart(desk).people[0].lines[0].row
            assert line is not None and (line.mood, line.by, line.symptoms) == ("mood.calm", "虚构officer", "seizure")
            assert page.outcome.isVisible() and "seizure: call 120" in page.outcome.text.text()
