"""Whoever does not see the screen is told of every control what it is and what it is called, in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from resources.text import language
from tests.conftest import Founded
from tests.services.daywork import number
from tests.ui.sitting import Sitting, dressed_once, founded, in_sight, sitting, worked_day
from ui.shell.plan import HIDDEN, PAGES
from ui.shell.program import Program

_ROLE = QAccessible.Role
_ROLES: tuple[tuple[type[QWidget], set[QAccessible.Role]], ...] = (
    (QAbstractButton, {_ROLE.Button, _ROLE.CheckBox, _ROLE.RadioButton, _ROLE.ButtonMenu, _ROLE.ButtonDropDown}),
    (QLineEdit, {_ROLE.EditableText}),
    (QPlainTextEdit, {_ROLE.EditableText}),
    (QComboBox, {_ROLE.ComboBox}),
    (QAbstractItemView, {_ROLE.Table, _ROLE.List, _ROLE.Tree}),
    (QTabBar, {_ROLE.PageTabList}),
)
_SAYS_NOTHING = {_ROLE.NoRole, _ROLE.Window}
_ENGLISH = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,}")
_LEFT_OUT = ("undo", "lock", "leave")


@pytest.fixture(autouse=True)
def _dressed() -> None:
    """Once for the module."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Founded]:
    with founded(tmp_path_factory.mktemp("names")) as facility:
        worked_day(facility.log_in(), facility.clock)
        yield facility


@pytest.fixture(scope="module", params=["en", "zh_CN"])
def at(
    request: pytest.FixtureRequest, house: Founded, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Sitting]:
    folder = tmp_path_factory.mktemp("window")
    with dressed_once(qapp, request.param), sitting(house, house.log_in(), folder, QtBot(request)) as made:
        yield made


def is_part(widget: QWidget) -> bool:
    """Parts of Qt's own controls speak through the control, and its dialog for files speaks for itself."""
    parent: QWidget | None = widget
    while parent is not None:
        if isinstance(parent, QFileDialog) or parent.objectName().startswith("qt_"):
            return True
        parent = parent.parentWidget()
    above = widget.parentWidget()
    if isinstance(above, QAbstractScrollArea) and widget is above.viewport():
        return True
    return isinstance(above, QComboBox | QAbstractItemView | QTabBar) or isinstance(
        above and above.parentWidget(), QComboBox
    )


def complaints(known: list[QWidget]) -> set[str]:
    """What is wrong with how the controls in sight present themselves; those that are known already are not asked."""
    found = set()
    fresh = set(in_sight()) - set(known)
    known.extend(fresh)
    for one in fresh:
        wanted = next((roles for kind, roles in _ROLES if isinstance(one, kind)), None)
        if is_part(one) or (wanted is None and one.focusPolicy() is Qt.FocusPolicy.NoFocus):
            continue
        told = QAccessible.queryAccessibleInterface(one)
        name, role = told.text(QAccessible.Text.Name), told.role()
        inside = type(one.parentWidget()).__name__
        what = f"{type(one).__module__}.{type(one).__name__} {one.objectName()} in {inside} {name!r}"
        if not name.strip():
            found.add(f"no name: {what}")
        if role not in wanted if wanted else role in _SAYS_NOTHING:
            found.add(f"{role.name}: {what}")
        if language() == "zh_CN" and _ENGLISH.search(name):
            found.add(f"English: {what}")
    return found


def ways_on(page: QWidget) -> list[QPushButton]:
    """The knobs that lead on or back, but for the first act of the page."""
    return [one for one in page.findChildren(QPushButton) if one.isVisible() and one.objectName() != "primary"]


@pytest.mark.parametrize("spoken", ["en", "zh_CN"])
def test_what_stands_before_the_window_has_names_and_roles_too(
    spoken: str, qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    with founded(tmp_path) as facility, dressed_once(qapp):
        settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        settings.setValue("look/language", spoken)
        program = Program(qapp, facility.machine, settings)
        program.begin()
        assert program.start is not None
        first = program.start.first
        assert first is not None
        wrong = complaints([])
        for way in ways_on(first):
            way.click()
            wrong |= complaints([])
            (back,) = ways_on(first)
            back.click()
        program.choose(facility.place)
        wrong |= complaints([])
        program.end()
    assert wrong == set()


def test_every_control_of_every_page_panel_and_dialog_has_a_name_and_a_role(at: Sitting) -> None:
    window, wrong, known = at.window, set[str](), list[QWidget]()
    for plan in (*PAGES, *HIDDEN):
        what = number(2) if plan.name == "person" else None
        at.show(plan.name, what)
        wrong |= complaints(known)
        for action in [one for one in window.registry.of_page(plan.name) if one.id not in _LEFT_OUT]:
            if language() == "en" or (action.page == "" and plan.name != "today") or not action.can_run():
                continue  # panels and dialogs come of the same code in both languages: their texts are the trap
            action.run()
            at.settle()
            wrong |= complaints(known)
            for one in QApplication.topLevelWidgets():
                if one is not window and one.isVisible():
                    one.close()
            if window.current.name != plan.name:
                at.show(plan.name, what)
    assert wrong == set()
