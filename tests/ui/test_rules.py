"""The rules of the facility by hand: found, changed from tomorrow on, taken back; law only read."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.core.values import Role
from facility_app.rules.rulefields import figures_of
from facility_app.rules.shelf import shelved_packs
from facility_app.services import journal, policy, rounds
from facility_app.services.desks import see_desk
from tests.conftest import Clock
from tests.services.daywork import wall
from tests.services.test_rounds import close_day
from tests.ui.conftest import settle
from ui.pages.settings import SettingsPage
from ui.pages.settings.rules import RulesTab
from ui.pages.settings.rulewords import FIGURES, PACKS
from ui.shell.window import MainWindow

DAY = timedelta(days=1)


@pytest.fixture
def rules(window: MainWindow, qtbot: QtBot) -> RulesTab:
    window.show_page("settings", "rules")
    settle(qtbot, window.context)
    page = window.current
    assert isinstance(page, SettingsPage)
    tab = page.parts["rules"]
    assert isinstance(tab, RulesTab)
    return tab


def choose(tab: RulesTab, qtbot: QtBot, rule: str) -> None:
    tab.table.selectRow(next(n for n, one in enumerate(tab.table.rows) if one.id == rule))
    settle(qtbot, tab.context)


def write(tab: RulesTab, qtbot: QtBot, **texts: str) -> None:
    """Type over what stands in the fields."""
    assert tab.editor.form is not None
    for name, text in texts.items():
        editor = tab.editor.form.fields[name].editor
        editor.setFocus()
        if isinstance(editor, QLineEdit):
            editor.selectAll()
        qtbot.keyClicks(editor, text)


def press(tab: RulesTab, qtbot: QtBot, text: str) -> None:
    found = next(one for one in tab.editor.findChildren(QPushButton) if one.text() == text and not one.isHidden())
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
    settle(qtbot, tab.context)


def errors(tab: RulesTab) -> list[str]:
    return [one.text() for one in tab.editor.findChildren(QLabel, "error") if not one.isHidden()]


def said(tab: RulesTab) -> str:
    return " ".join(one.text() for one in tab.editor.findChildren(QLabel) if not one.isHidden())


def test_morning_round_is_moved_from_tomorrow_on_and_taken_back(
    rules: RulesTab, desk: Desk, day: date, qtbot: QtBot
) -> None:
    choose(rules, qtbot, "am")
    write(rules, qtbot, opens="soon", closes="08:30")
    press(rules, qtbot, "Keep the change")
    assert errors(rules) == ["This must be filled in."]
    rules.refresh()
    settle(qtbot, rules.context)
    write(rules, qtbot, reason="summer hours")  # what was typed has stayed
    press(rules, qtbot, "Keep the change")
    assert errors(rules) == ["“soon” does not fit here. Give a time such as 07:00."]
    write(rules, qtbot, opens="06:30")
    press(rules, qtbot, "Keep the change")
    windows = [rounds.round_coverage(desk, on, "am").window for on in (day, day + DAY)]
    assert [(one.opens, one.closes) for one in windows] == [(time(7), time(9)), (time(6, 30), time(8, 30))]
    assert "summer hours" in said(rules) and f"from {day + DAY}" in said(rules)
    rules.changed.click()
    assert [one.id for one in rules.table.rows] == ["am"]
    press(rules, qtbot, "Take back …")
    assert rules.editor.panel.form is not None
    qtbot.keyClicks(rules.editor.panel.form.fields["reason"].editor, "decided by mistake")
    press(rules, qtbot, "Take it back")
    assert not any(one.differs for one in policy.see_policy(desk).lines)
    assert rules.table.rows == () and "Nothing was changed here" in said(rules)
    assert journal.verify_journal(desk).ok


def test_delivered_figures_are_put_back_from_a_later_day_once_a_day_was_closed(
    rules: RulesTab, desk: Desk, day: date, clock: Clock, qtbot: QtBot
) -> None:
    policy.change_rule(desk, "rounds.toml", "window", "am", {"opens": "06:30"}, day, "夏季作息")
    clock.now = wall(day + DAY, "09:00")
    close_day(desk, day)
    rules.refresh()
    settle(qtbot, rules.context)
    choose(rules, qtbot, "am")
    assert "it stays" in said(rules)
    press(rules, qtbot, "As delivered")
    write(rules, qtbot, effective_from=str(day), reason="winter hours")
    press(rules, qtbot, "Keep the change")
    assert len(errors(rules)) == 1 and "closed and was judged" in errors(rules)[0]
    write(rules, qtbot, effective_from=str(day + DAY))
    press(rules, qtbot, "Keep the change")
    windows = [rounds.round_coverage(desk, on, "am").window.opens for on in (day, day + DAY)]
    assert windows == [time(6, 30), time(7)]


def test_law_is_read_with_its_article_and_whoever_may_not_change_rules_reads_all_of_them(
    rules: RulesTab, seat: Callable[..., Desk], qtbot: QtBot
) -> None:
    every = len(rules.table.rows)
    qtbot.keyClicks(rules.words, "art. 14")
    rows = rules.table.rows
    assert 0 < len(rows) < every and all("art. 14" in one.source for one in rows)
    choose(rules, qtbot, "separation.sex")
    assert rules.editor.form is None and "This is law" in said(rules) and "art. 14" in said(rules)
    rules.words.clear()
    rules.pack.setCurrentIndex(rules.pack.findData("access.toml"))
    settle(qtbot, rules.context)
    assert {one.pack for one in rules.table.rows} == {"access.toml"}
    assert rules.editor.form is None and "for every facility alike" in said(rules)
    rules.pack.setCurrentIndex(0)
    rules.words.setText("no such rule")
    settle(qtbot, rules.context)
    assert "No rule fits" in said(rules)
    rules.words.clear()
    context = rules.context
    context.desk = seat("li", Role.OFFICER)
    context.who = see_desk(context.desk)
    rules.refresh()
    settle(qtbot, context)
    choose(rules, qtbot, "pm")
    assert rules.editor.form is None and "Opens: 17:00" in said(rules)


def test_every_pack_and_figure_of_the_shelf_has_a_word() -> None:
    packs = {shelved.name: shelved.load() for shelved in shelved_packs()}
    assert set(packs) < set(PACKS)
    names = {
        figure.name
        for name, pack in packs.items()
        for sort in type(pack).__struct_fields__
        for entry in getattr(pack, sort)
        for figure in figures_of(name, sort, entry)
    }
    assert names - set(FIGURES) == set()
