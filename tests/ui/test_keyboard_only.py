"""The whole window without a mouse: every page by a key, every control by Tab, every primary act by its key."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.services.daywork import number
from tests.ui.sitting import Sitting, dressed_once, founded, in_sight, sitting, worked_day
from tests.ui.waiting import WAIT_MS
from ui import theme
from ui.pages.page import Page
from ui.shell.keysheet import EVERYWHERE, KeySheet
from ui.shell.plan import HIDDEN, PAGES, PagePlan
from ui.widgets.table import Table

EVERY = pytest.mark.parametrize("plan", [*PAGES, *HIDDEN], ids=lambda plan: plan.name)
_OPERABLE = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QTabBar)
_MOST_STEPS = 400


@pytest.fixture(autouse=True)
def _dressed() -> None:
    """Once for the module."""


@pytest.fixture(scope="module")
def at(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Sitting]:
    folder = tmp_path_factory.mktemp("keys")
    with founded(folder) as facility:
        desk = facility.log_in()
        worked_day(desk, facility.clock)
        with dressed_once(qapp), sitting(facility, desk, folder, QtBot(request)) as made:
            yield made


def show(at: Sitting, plan: PagePlan) -> Page:
    take_place(at)
    return at.show(plan.name, number(2) if plan.name == "person" else None)


def take_place(at: Sitting) -> None:
    """Have the window in front, so that it gets the keys."""
    at.window.activateWindow()
    at.bot.waitUntil(at.window.isActiveWindow, timeout=WAIT_MS)


def is_part(widget: QWidget) -> bool:
    """Parts of Qt's own controls are reached through the control: a box's line, a table's head, a tab's arrows."""
    parent = widget.parentWidget()
    inside = isinstance(parent, QComboBox | QTabBar | QAbstractItemView)
    return inside or widget.objectName().startswith("qt_") or isinstance(parent and parent.parentWidget(), QComboBox)


def operable(window: QWidget) -> list[QWidget]:
    """What can be operated now."""
    return [
        one
        for one in window.findChildren(QWidget)
        if isinstance(one, _OPERABLE) and one.isVisible() and one.isEnabled() and not is_part(one)
    ]


def round_by_tab(window: QWidget, key: Qt.Key) -> list[QWidget]:
    """Where the cursor comes by with one key, until it is where it began."""
    first = QApplication.focusWidget()
    assert first is not None
    visited = [first]
    for _step in range(_MOST_STEPS):
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClick(at, key)
        now = QApplication.focusWidget()
        if now is first:
            return visited
        assert now is not None
        assert now not in visited, f"caught at {type(now).__name__} {now.accessibleName()!r}"
        visited.append(now)
    raise AssertionError("the cursor never comes back")


def has_reached_mate(widget: QWidget, visited: list[QWidget]) -> bool:
    """Of knobs of which one is chosen the cursor comes by one; the arrows go on to the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and any(one in visited for one in group.buttons())


def named(widgets: list[QWidget]) -> list[str]:
    return sorted(f"{type(one).__name__} {one.accessibleName() or one.objectName()}" for one in widgets)


@EVERY
def test_tab_comes_by_every_control_and_goes_round(at: Sitting, plan: PagePlan) -> None:
    show(at, plan)
    window = at.window
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    forth = round_by_tab(window, Qt.Key.Key_Tab)
    missed = [one for one in operable(window) if one not in forth and one.focusProxy() not in forth]
    missed = [one for one in missed if not has_reached_mate(one, forth)]
    assert named(missed) == []
    assert named([one for one in forth if not one.isVisible() or not one.isEnabled()]) == []
    assert set(round_by_tab(window, Qt.Key.Key_Backtab)) == set(forth)


def key_of(action: QAction) -> str:
    return action.shortcut().toString()


def keys_of(at: Sitting, page: Page) -> list[QAction]:
    """The acts with a key that are in force on a page, as Qt has them."""
    own = [one for one in (*page.actions(), *at.window.actions()) if not one.shortcut().isEmpty()]
    inside = [act for one in page.findChildren(QWidget) for act in one.actions() if not act.shortcut().isEmpty()]
    return own + inside


@EVERY
def test_no_two_acts_share_a_key_on_a_page(at: Sitting, plan: PagePlan) -> None:
    page = show(at, plan)
    assert [key for key, count in Counter(map(key_of, keys_of(at, page))).items() if count > 1] == []


@EVERY
def test_sheet_of_keys_lists_the_keys_that_there_are(at: Sitting, plan: PagePlan) -> None:
    page = show(at, plan)
    at.bot.keyClick(page, Qt.Key.Key_F1)
    (sheet,) = [one for one in at.window.findChildren(KeySheet) if one.isVisible()]
    (table,) = sheet.findChildren(Table)
    told = Counter(QKeySequence(row[0]).toString() for row in table.rows[: len(table.rows) - len(EVERYWHERE)])
    assert told == Counter(map(key_of, keys_of(at, page)))
    put_away(at, sheet)


def put_away(at: Sitting, shown: QWidget) -> None:
    """Escape, pressed in what is shown."""
    shown.activateWindow()
    at.bot.waitUntil(lambda: shown.isActiveWindow() or shown.windowType() is Qt.WindowType.Popup, timeout=WAIT_MS)
    QTest.keyClick(shown.focusWidget() or shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


@EVERY
def test_page_is_reached_by_keys_alone(at: Sitting, plan: PagePlan) -> None:
    at.show("today" if plan.name != "today" else "people")
    take_place(at)
    window = at.window
    names = {f"page.{plan.name}", f"{plan.name}.show", f"{plan.name}.new", "people.open"}
    if plan.name == "person":
        at.show("people")
    acts = [one for one in window.registry.of_page(window.current.name) if one.id in names and one.keys]
    wanted = acts[0] if plan.name != "person" else next(one for one in acts if one.id == "people.open")
    QTest.keySequence(window.current, QKeySequence(wanted.keys))
    at.settle()
    assert window.current.name == plan.name


@EVERY
def test_primary_act_has_a_key(at: Sitting, plan: PagePlan) -> None:
    page = show(at, plan)
    primary = [one for one in page.findChildren(QAbstractButton) if one.objectName() == "primary" and one.isVisible()]
    keys = {key_of(one) for one in keys_of(at, page)}
    for knob in primary:
        assert any(key in f"{knob.text()} {knob.toolTip()}" for key in keys), knob.text()


def test_focus_is_seen_on_every_kind_of_control() -> None:
    sheet = theme.style_sheet(theme.LIGHT)
    for kind in ("QPushButton", "QToolButton", "QLineEdit", "QPlainTextEdit", "QComboBox", "QCheckBox", "QTableView"):
        assert f"{kind}:focus" in sheet, kind
    assert "QTabBar::tab:focus" in sheet


def test_popups_and_dialogs_are_put_away_by_escape(at: Sitting) -> None:
    at.show("today")
    for open_it in (at.window.open_palette, at.window.open_keys):
        before = set(in_sight())
        open_it()
        (shown,) = [one for one in set(in_sight()) - before if one.isWindow()]
        put_away(at, shown)
