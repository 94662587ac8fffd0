"""Today: are we complete, what is next, what is wrong."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from db.values import Role
from facility_app.access import Desk
from facility_app.acts.isolation import IsolationOrder
from facility_app.acts.rounds import ReadingTaken
from facility_app.services import accounts, backups, isolation, rounds
from facility_app.services.desks import see_desk
from tests.conftest import ADMIN, Clock, Founded
from tests.services.daywork import number, wall
from tests.ui.conftest import PEOPLE, settle
from ui.context import Context
from ui.pages.today import TodayPage
from ui.pages.today.tiles import Tile
from ui.shell.window import MainWindow
from ui.theme import State


def tile(page: TodayPage, title: str) -> Tile:
    return next(one.tile for one in page.tiles if one.tile.title == title)


def test_tiles_count_done_of_expected_and_name_the_missing(
    window: MainWindow, show: Callable[..., TodayPage], desk: Desk, day: date, clock: Clock
) -> None:
    clock.now = wall(day, "08:00")
    for place in range(4):
        rounds.take_reading(desk, ReadingTaken(Decimal("36.5"), number(place)))
    page = show("today")
    morning, evening, staff = (tile(page, title) for title in ("Morning round", "Evening round", "Staff"))
    assert (morning.done, morning.expected, morning.state) == (4, PEOPLE, State.DUE)
    assert {one.number for one in morning.missing} == {number(place) for place in range(4, PEOPLE)}
    assert (evening.expected, evening.word) == (None, "from 17:00")
    assert (staff.done, staff.expected) == (0, 2)


def test_round_that_is_over_and_not_complete_is_overdue(
    window: MainWindow, show: Callable[..., TodayPage], day: date, clock: Clock
) -> None:
    clock.now = wall(day, "09:30")
    page = show("today")
    assert tile(page, "Morning round").state is State.OVERDUE
    assert page.table.rows[0].state.value == "overdue"
    acts = [one.kind for one in page.table.rows]
    assert all(acts.index(kind) + acts.count(kind) - 1 == len(acts) - 1 - acts[::-1].index(kind) for kind in acts)


def test_population_events_and_the_round_are_one_look_away(
    window: MainWindow, show: Callable[..., TodayPage], desk: Desk, day: date, clock: Clock, qtbot: QtBot
) -> None:
    clock.now = wall(day, "08:00")
    for place in range(3):
        rounds.take_reading(desk, ReadingTaken(Decimal("36.5"), number(place)))
    page = show("today")
    assert page.side.population.text() == f"{PEOPLE} + 0 − 0 = {PEOPLE}"
    assert page.side.events.rows[0].text == "Take a temperature × 3"
    button = next(one for one in page.tiles if one.tile.title == "Morning round")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert window.current.name == "rounds"


def test_next_open_item_opens_where_it_is_done(
    window: MainWindow, show: Callable[..., TodayPage], day: date, clock: Clock, qtbot: QtBot
) -> None:
    clock.now = wall(day, "08:00")
    page = show("today")
    place = next(n for n, one in enumerate(page.table.rows) if one.kind == "round")
    page.table.selectRow(place)
    qtbot.keyClick(page.table, Qt.Key.Key_F3)
    settle(qtbot, window.context)
    assert window.current.name == "rounds"


def test_age_of_the_last_backup_is_told(
    window: MainWindow, show: Callable[..., TodayPage], settings: QSettings, desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    page = show("today")
    assert page.side.backup.isHidden()
    folder = tmp_path / "copies"
    folder.mkdir()
    settings.setValue("backup/folder", str(folder))
    page = show("today")
    assert "no backup" in page.side.backup.text()
    backups.back_up(desk, folder)
    clock.go(hours=5)
    page = show("today")
    assert page.side.backup.text() == "✓ The last backup is 5 hours old."


def test_account_that_may_not_see_what_is_due_begins_on_a_page_that_it_may_read(
    facility: Founded, seat: Callable[..., Desk], settings: QSettings, qtbot: QtBot
) -> None:
    desk = seat("caretaker", Role.ADMINISTRATOR)
    context = Context(desk, facility.machine, settings)
    made = MainWindow(context, see_desk(desk))
    qtbot.addWidget(made)
    made.show()
    settle(qtbot, context)
    assert (made.current.name, made.current.state) == ("registers", "content")
    made.close()
    context.commands.finish()
    context.queries.finish()


def test_facility_without_people_says_what_will_stand_here(
    facility: Founded, desk: Desk, settings: QSettings, qtbot: QtBot
) -> None:
    context = Context(desk, facility.machine, settings)
    page = TodayPage(context)
    qtbot.addWidget(page)
    page.refresh()
    settle(qtbot, context)
    assert page.state == "empty"


def test_cluster_that_is_an_alarm_stands_first_with_place_and_action(
    window: MainWindow, show: Callable[..., TodayPage], desk: Desk, day: date, clock: Clock
) -> None:
    """One case of tuberculosis: contacts of the cell are screened (domain guide §3.7)."""
    clock.now = wall(day, "09:30")
    accounts.grant_role(desk, ADMIN, Role.DOCTOR)
    order = IsolationOrder(number(0), "medical_isolation", "虚构", pathogen="tuberculosis")
    isolation.order_isolation(desk, order)
    page = show("today")
    first = page.table.rows[0]
    assert (first.kind, first.act, first.is_alarm, first.page) == ("cluster", "Cluster", True, "health")
    assert first.text.startswith("一监区 101") and "screen the contacts" in first.text
    shown = page.table.model()
    assert shown.index(0, 1).data() == "‼ alarm"
