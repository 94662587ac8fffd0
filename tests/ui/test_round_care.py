"""What follows from an abnormal reading is seen and taken on its row: informed, seen, concluded."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.services import care, rounds
from tests.conftest import Clock
from tests.services.daywork import number, wall
from tests.ui.conftest import settle
from ui.pages.rounds import RoundsPage
from ui.pages.rounds.carepanel import CarePanel
from ui.theme import State


def test_doctor_is_informed_from_the_row_of_a_fever(
    show: Callable[..., Any], qtbot: QtBot, desk: Desk, day: date, clock: Clock
) -> None:
    clock.now = wall(day, "08:00")
    rounds.take_reading(desk, ReadingTaken(Decimal("38.2"), number(0), device="T1"))
    clock.now = wall(day, "08:20")
    rounds.take_reading(desk, ReadingTaken(Decimal("38.4"), number(0), device="T2"))
    page: RoundsPage = show("rounds", number(0))

    def ask() -> CarePanel:
        page.commands.run("F7")
        settle(qtbot, page.context)
        assert isinstance(page.answers.panel, CarePanel)
        return page.answers.panel

    panel = ask()
    assert [one.when for one in panel.stands[:2]] == ["08:00  38.2 ℃", "08:20  38.4 ℃"]
    assert panel.stands[2].state is not State.DONE
    assert "Next reading until" in panel.follow_up.text()
    panel.form.submitted.emit()
    settle(qtbot, page.context)
    assert page.answers.panel is None
    (case,) = care.open_cases(desk).cases
    assert case.stage("informed").done is not None
    clock.now += timedelta(minutes=31)
    panel = ask()
    informed, seen = panel.stands[2:4]
    assert (informed.state, informed.when) == (State.DONE, "08:20  虚构医生二")
    assert seen.state is State.OVERDUE
    assert panel.next == "seen"
