"""Single readings and tables in the window: pasted, with particulars of their own, corrected, voided, followed up."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from db.values import Role
from facility_app.access import Desk
from facility_app.acts.absences import AbsenceTold
from facility_app.acts.rounds import ReadingTaken
from facility_app.core.messages import error_text
from facility_app.core.subjects import SubjectKind
from facility_app.facts.rounds import KeptReading
from facility_app.services import accounts, care, rounds
from tests.conftest import ADMIN, Clock
from tests.services.daywork import number, wall
from tests.ui.conftest import settle
from tests.ui.waiting import WAIT_MS
from ui.pages.rounds import RoundsPage
from ui.pages.rounds.carepanel import CarePanel
from ui.pages.rounds.readingpanel import ReadingPanel
from ui.pages.rounds.recheckpanel import RecheckPanel
from ui.shell.window import MainWindow
from ui.theme import State

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


class Hand:
    """Presses keys at whatever has the cursor of the page, and waits for what comes of it."""

    def __init__(self, page: RoundsPage, qtbot: QtBot) -> None:
        self.page, self._qtbot = page, qtbot
        self.said: list[str] = []
        page.context.failed.connect(lambda error: self.said.append(error_text(error)))

    def press(self, *typed: str | Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for one in typed:
            for key in one if isinstance(one, str) else (one,):
                self._qtbot.keyClick(QApplication.focusWidget() or self.page.grid, key, with_)
        settle(self._qtbot, self.page.context)

    def paste(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.press(KEY.Key_V, with_=CONTROL)

    def reread(self) -> None:
        self.page.keying.read()
        settle(self._qtbot, self.page.context)

    def stand_on(self, place: int) -> None:
        self.page.go_to(self.page.cells.rows[0].rows[place])


@pytest.fixture
def hand(window: MainWindow, show: Callable[..., Any], day: date, clock: Clock, qtbot: QtBot) -> Hand:
    """At the morning round, at eight o'clock."""
    clock.now = wall(day, "08:00")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    page = show("rounds")
    page.grid.setFocus()
    return Hand(page, qtbot)


def kept(desk: Desk, day: date) -> dict[str, KeptReading]:
    lines = rounds.round_coverage(desk, day, "am").lines
    return {one.reading.measured.subject.number: one.reading for one in lines}


def test_column_of_a_spreadsheet_is_looked_at_and_then_taken(hand: Hand, desk: Desk, day: date) -> None:
    page, panel = hand.page, hand.page.doorways.file
    whose = [one.subject.number for one in page.grid.rows_model.rows]
    hand.paste("36.4")
    hand.press(KEY.Key_Return)  # one value is typed, as digits are
    assert kept(desk, day)[whose[0]].measured.celsius == Decimal("36.4")
    hand.stand_on(0)
    hand.paste("36.5\r\n\r\n367\r\nabc\r\n")
    assert panel.isVisible() and not page.grid.isVisible()
    assert [(one.line, one.state.value) for one in panel.table.rows] == [(4, "refused"), (3, "taken"), (1, "unchanged")]
    assert "abc" in panel.why.text()
    assert list(kept(desk, day)) == [whose[0]]  # only looked at
    hand.press(KEY.Key_Return)
    values = {of: one.measured.celsius for of, one in kept(desk, day).items()}
    assert values == {whose[0]: Decimal("36.4"), whose[2]: Decimal("36.7")}
    hand.press(KEY.Key_Escape)
    assert page.grid.isVisible() and page.grid.hasFocus()
    hand.stand_on(8)
    hand.paste("36.5\n36.5\n36.5")
    assert "only 2 rows" in hand.said[-1]
    hand.stand_on(3)
    hand.press("3")  # a table that is pasted where a reading is being typed is a table too
    hand.paste(f"{whose[3]}\t36.9\n{whose[4]}\t36.8")
    assert panel.isVisible() and "to be taken 2" in panel.counts.text()
    hand.press(KEY.Key_Escape)
    assert page.keying.unsaved == 0


def test_reading_has_its_own_means_and_is_corrected_and_voided_in_place(
    hand: Hand, desk: Desk, day: date, clock: Clock
) -> None:
    page = hand.page
    page.head.device.setText("T1")
    whose = page.grid.rows_model.rows[0].subject.number

    def ask() -> ReadingPanel:
        hand.stand_on(0)
        hand.press(KEY.Key_F6)
        panel = page.answers.panel
        assert isinstance(panel, ReadingPanel)
        return panel

    panel = ask()
    panel.form.fill({"body_site": "forehead", "device": "T9", "taken_by": "001", "taken_at": "0745", "is_mean": "yes"})
    panel.form.submitted.emit()
    assert "※" in page.grid.rows_model.index(0, 6).data()
    hand.press("365", KEY.Key_Return)
    first = kept(desk, day)[whose]
    assert (first.measured.site, first.measured.device, first.at) == ("forehead", "T9", wall(day, "07:45"))
    assert first.measured.is_mean
    hand.reread()
    panel = ask()
    panel.form.fill({"celsius": "368", "device": "T8", "is_mean": "no"})
    hand.press(KEY.Key_Return, KEY.Key_Return, KEY.Key_Return, KEY.Key_Return, KEY.Key_Return, KEY.Key_Return)
    assert page.answers.panel is panel  # without a reason nothing is corrected
    panel.form.fill({"reason": "typed wrong"})
    panel.form.submitted.emit()
    hand.reread()
    assert (kept(desk, day)[whose].measured.celsius, kept(desk, day)[whose].measured.device) == (Decimal("36.8"), "T8")
    assert not kept(desk, day)[whose].measured.is_mean
    panel = ask()
    assert [holds for _text, holds in panel.past] == [False, True]
    assert "36.5 ℃" in panel.past[0][0] and "typed wrong" in panel.past[1][0]
    hand.press(KEY.Key_Delete, with_=CONTROL)
    assert whose in kept(desk, day)  # not without a reason
    panel.form.fill({"reason": "another person's"})
    hand.press(KEY.Key_Delete, with_=CONTROL)
    hand.reread()
    assert whose not in kept(desk, day)
    assert "to measure" in page.grid.rows_model.index(0, 5).data()
    panel = ask()
    assert not panel.kept and "another person's" in panel.past[-1][0]
    hand.press(KEY.Key_Escape, "382", KEY.Key_Return)
    hand.reread()
    clock.now = wall(day, "08:20")
    hand.stand_on(0)
    hand.press("=")
    recheck = page.answers.panel
    assert isinstance(recheck, RecheckPanel)
    assert recheck.form.fields["body_site"].text() == "axillary"
    assert "The same person with the same device (T1)" in recheck.doubt.text()
    for field, other, usual in (("device", "T2", "T1"), ("taken_by", "002", "")):
        recheck.form.fields[field].set_text(other)
        assert not recheck.doubt.text()
        recheck.form.fields[field].set_text(usual)
    recheck.form.fill({"device": "T2", "body_site": "forehead"})
    assert "Only a reading at this site decides" in recheck.doubt.text()


def test_doctor_is_informed_before_the_second_reading_and_steps_are_put_right(
    hand: Hand, desk: Desk, day: date, clock: Clock
) -> None:
    page = hand.page
    accounts.grant_role(desk, ADMIN, Role.DOCTOR)
    rounds.take_reading(desk, ReadingTaken(Decimal("38.2"), number(0), device="T1"))
    hand.reread()

    def ask(*keys: Qt.Key) -> CarePanel:
        hand.stand_on(0)
        hand.press(KEY.Key_F7, *keys)
        panel = page.answers.panel
        assert isinstance(panel, CarePanel)
        return panel

    panel = ask()
    assert page.grid.rows_model.rows[0].awaits_recheck
    assert panel.stands[-1].name == "doctor informed" and panel.act.isVisible()
    panel.form.fill({"by": "002"})
    panel.form.submitted.emit()
    hand.reread()
    (case,) = care.open_cases(desk).cases
    assert case.stage("informed").done is not None
    panel = ask()
    assert panel.stands[2].state is State.DONE
    hand.press(KEY.Key_F4)
    panel.form.fill({"step": "mask"})
    panel.form.submitted.emit()
    hand.reread()
    clock.now += timedelta(minutes=5)
    panel = ask()
    assert "mask" in panel.steps.text()
    hand.press(KEY.Key_F2)
    panel.form.submitted.emit()
    assert page.answers.panel is panel  # neither a time nor a reason
    panel.form.fill({"at": "0802", "reason": "put on later"})
    panel.form.submitted.emit()
    hand.reread()
    (case,) = care.open_cases(desk).cases
    assert {one.step: one.at for one in case.steps}["mask"] == wall(day, "08:02")
    panel = ask()
    hand.press(KEY.Key_F2)
    panel.form.fill({"which": next(str(one.id) for one in case.steps if one.step == "mask"), "reason": "no mask"})
    hand.press(KEY.Key_Delete, with_=CONTROL)
    hand.reread()
    (case,) = care.open_cases(desk).cases
    assert [one.step for one in case.steps] == ["informed"]
    care.doctor_saw(desk, case.first_id, result="虚构所见")
    panel = ask()
    assert "虚构所见" not in panel.found.text()
    panel.read.click()
    hand.reread()
    assert "虚构所见" in panel.found.text()
    accounts.revoke_role(desk, ADMIN, Role.DOCTOR, "x")
    panel = ask()
    panel.read.click()
    hand.reread()
    assert panel.found.text() == "" and panel.act.text() == "Read (Enter)"  # whoever is no doctor says why
    panel.form.fill({"reason": "handling a complaint"})
    panel.form.submitted.emit()
    hand.reread()
    assert "虚构所见" in panel.found.text()


def test_every_exception_is_one_key_away_and_nobody_signs_over_a_blank(hand: Hand, desk: Desk, day: date) -> None:
    page = hand.page
    whose = [one.subject.number for one in page.grid.rows_model.rows]
    hand.press("/", "2")  # the key, and which reason
    hand.press(KEY.Key_F3, "-")
    hand.press(KEY.Key_F3, ".", "slept", KEY.Key_Return, "365", KEY.Key_Return)  # 36.5 with its point in the editor
    hand.press("+", KEY.Key_Escape, "*")
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.current.name == "talks"
    window.show_page("rounds", None)
    hand.reread()
    missing = {one.subject.number: one.reason for one in rounds.round_coverage(desk, day, "am").people.missing}
    told = [missing[number] for number in whose[:2]]
    assert [one.id if one else "" for one in told] == ["court", "refused"]
    third = kept(desk, day)[whose[2]]
    assert (third.measured.celsius, third.remark) == (Decimal("36.5"), "slept")
    page.signing.start()
    assert not page.signing.panel.act.isEnabled()
    blank = page.signing.panel.blank.text()
    assert whose[3] in blank and not any(number in blank for number in whose[:3])
    page.signing.put_away()
    rest = [row.subject for _group, row in page.keying.rows() if row.is_missing]
    rounds.note_absences(
        desk,
        day,
        "am",
        [
            AbsenceTold("staff_post", staff_number=one.number)
            if one.kind is SubjectKind.STAFF
            else AbsenceTold("court", one.number)
            for one in rest
        ],
    )
    hand.reread()
    page.signing.start()
    assert page.signing.panel.act.isEnabled()


def test_further_reading_is_kept_beside_a_normal_one_at_night_and_of_the_day_before(
    hand: Hand, desk: Desk, day: date, clock: Clock
) -> None:
    page = hand.page
    page.head.device.setText("T1")
    whose = page.grid.rows_model.rows[0].subject.number
    hand.press("365", KEY.Key_Return)
    hand.reread()
    clock.now = wall(day, "10:05")

    def asked() -> RecheckPanel:
        panel = page.answers.panel
        assert isinstance(panel, RecheckPanel)
        return panel

    hand.stand_on(0)
    hand.press("=")
    assert "Further reading" in asked().title.text() and not asked().doubt.text()
    hand.press(KEY.Key_Escape, "386", KEY.Key_Return)  # typed over what is kept: a correction, or once more
    hand.press("=")
    assert asked().form.fields["celsius"].text() == "386"
    asked().form.fill({"device": "T1"})
    asked().form.submitted.emit()
    hand.press()
    hand.reread()
    values = [one.reading.measured.celsius for one in rounds.round_coverage(desk, day, "am").lines]
    assert values == [Decimal("36.5"), Decimal("38.6")]
    assert page.grid.rows_model.rows[0].awaits_recheck
    clock.now = wall(day, "02:00") + timedelta(days=1)
    hand.reread()
    hand.stand_on(1)
    hand.press("392", KEY.Key_Return)  # nobody is measured now, but he fell ill
    hand.reread()
    first, second = page.grid.rows_model.rows[:2]
    assert (first.owed is not None, second.owed is not None, second.is_missing) == (True, True, True)
    clock.now = wall(day, "07:40") + timedelta(days=1)
    hand.reread()
    hand.stand_on(0)
    hand.press("=")
    assert any("38.6" in one.text() for one in asked().findChildren(QLabel))
    asked().form.fill({"celsius": "367", "device": "T2"})
    asked().form.submitted.emit()
    hand.press()
    hand.reread()
    states = [one.state.value for one in rounds.round_coverage(desk, day, "am").abnormal]
    assert (states, page.grid.rows_model.rows[0].owed) == (["not_confirmed"], None)
    missing = rounds.round_coverage(desk, day + timedelta(days=1), "am").people.missing
    assert whose in {one.subject.number for one in missing}
    hand.stand_on(1)
    hand.press(KEY.Key_F8)
    assert page.grid.rows_model.rows[1].subject.number in {one.subject.number for one in care.open_cases(desk).cases}
    hand.reread()
    assert page.grid.rows_model.rows[1].owed is None
