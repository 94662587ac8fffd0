"""Settings: each tab by hand, and what the store says of it afterwards."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facility_app.access import Desk
from facility_app.core.values import Role
from facility_app.services import accounts, staff
from tests.conftest import PASSWORD, Founded
from tests.ui.conftest import settle
from ui.pages.settings import SettingsPage
from ui.pages.settings.accounts import AccountsTab
from ui.pages.settings.backup import BackupTab
from ui.pages.settings.journal import JournalTab
from ui.pages.settings.staff import StaffTab
from ui.pages.settings.tab import AskPanel
from ui.pages.settings.thispc import ThisPc
from ui.shell.window import MainWindow


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> SettingsPage:
    window.show_page("settings", None)
    settle(qtbot, window.context)
    shown = window.current
    assert isinstance(shown, SettingsPage)
    return shown


def tab(page: SettingsPage, qtbot: QtBot, name: str) -> QWidget:
    page.open(name)
    settle(qtbot, page.context)
    return page.parts[name]


def type_in(qtbot: QtBot, panel: AskPanel, **texts: str) -> None:
    """Fill the panel by the keyboard and hand it in."""
    assert panel.form is not None
    for key, text in texts.items():
        editor = panel.form.fields[key].editor
        editor.setFocus()
        if text.isascii():
            qtbot.keyClicks(editor, text)
        else:  # QTest has keys for ASCII alone
            panel.form.fill({key: text})


def hand_in(qtbot: QtBot, page: SettingsPage, panel: AskPanel) -> None:
    button = panel.findChildren(QPushButton, "primary")[-1]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, page.context)


def errors(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel, "error") if not one.isHidden()]


def test_an_account_is_added_and_its_code_shown_once_opens_it(
    page: SettingsPage, desk: Desk, facility: Founded, qtbot: QtBot
) -> None:
    found = tab(page, qtbot, "accounts")
    assert isinstance(found, AccountsTab)
    found.add()
    type_in(qtbot, found.panel, login="zhao", staff="001")
    assert found.panel.form is not None
    found.panel.form.fill({"roles": Role.OFFICER.value})
    hand_in(qtbot, page, found.panel)
    line = next(one for one in accounts.list_accounts(desk) if one.login == "zhao")
    assert line.roles == (Role.OFFICER,)
    codes = [one.text() for one in found.panel.findChildren(QLabel) if one.text().count("-") >= 2]
    assert facility.log_in("zhao", codes[-1]).by_code
    hand_in(qtbot, page, found.panel)  # "it is written down"
    assert found.panel.isHidden()


def test_roles_are_given_and_taken_and_the_last_administrator_stays(
    page: SettingsPage, desk: Desk, qtbot: QtBot
) -> None:
    found = tab(page, qtbot, "accounts")
    assert isinstance(found, AccountsTab)
    (line,) = found.table.rows
    found._grant(line)
    assert found.panel.form is not None
    found.panel.form.fill({"role": Role.DOCTOR.value})
    hand_in(qtbot, page, found.panel)
    assert Role.DOCTOR in accounts.list_accounts(desk)[0].roles
    found._revoke(found.table.rows[0])
    found.panel.form.fill({"role": Role.ADMINISTRATOR.value, "reason": "nobody would be left"})
    hand_in(qtbot, page, found.panel)
    assert Role.ADMINISTRATOR in accounts.list_accounts(desk)[0].roles
    assert errors(found.panel) != []


def test_staff_are_added_corrected_and_voided_with_a_reason(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    found = tab(page, qtbot, "staff")
    assert isinstance(found, StaffTab)
    found.add()
    type_in(qtbot, found.panel, number="077", name="虚构新人", post="管教", since="2026-11-02")
    hand_in(qtbot, page, found.panel)
    line = next(one for one in staff.list_staff(desk) if one.number == "077")
    assert (line.name, line.since) == ("虚构新人", date(2026, 11, 2))
    found._correct(line)
    assert found.panel.form is not None
    found.panel.form.fill({"post": "副所长", "until": "2026-11-01"})
    hand_in(qtbot, page, found.panel)
    assert found.panel.form.fields["until"].editor.property("wrong")  # leaves before coming
    found.panel.form.fill({"until": ""})
    hand_in(qtbot, page, found.panel)
    line = next(one for one in staff.list_staff(desk) if one.number == "077")
    assert line.post == "副所长"
    found._void(line)
    hand_in(qtbot, page, found.panel)
    assert "077" in {one.number for one in staff.list_staff(desk)}  # not without a reason
    type_in(qtbot, found.panel, reason="entered twice")
    hand_in(qtbot, page, found.panel)
    assert "077" not in {one.number for one in staff.list_staff(desk)}


def test_a_backup_is_made_and_restored_in_a_drill(page: SettingsPage, qtbot: QtBot, tmp_path: Path) -> None:
    found = tab(page, qtbot, "backup")
    assert isinstance(found, BackupTab)
    folder = tmp_path / "backups"
    folder.mkdir()
    found.ask_backup()
    type_in(qtbot, found.panel, folder=str(folder), password=PASSWORD)
    hand_in(qtbot, page, found.panel)
    (receipt,) = found.table.rows
    assert (folder / receipt.file).exists()
    found.ask_drill()
    type_in(qtbot, found.panel, password="not the password of anybody")
    hand_in(qtbot, page, found.panel)
    assert errors(found.panel) != []
    assert found.panel.form is not None
    found.panel.form.clear()
    type_in(qtbot, found.panel, password=PASSWORD)
    hand_in(qtbot, page, found.panel)
    assert found._said.text().startswith("✓")
    assert sorted(one.name for one in folder.iterdir() if one.suffix == ".daybook") == [receipt.file]


def test_a_folder_that_is_not_there_is_said_beside_its_field(page: SettingsPage, qtbot: QtBot, tmp_path: Path) -> None:
    found = tab(page, qtbot, "backup")
    assert isinstance(found, BackupTab)
    (tmp_path / "a file").write_text("")
    found.ask_backup()
    type_in(qtbot, found.panel, folder=str(tmp_path / "a file" / "backups"))
    hand_in(qtbot, page, found.panel)
    assert errors(found.panel) != []


def test_the_journal_is_verified_and_against_a_head_that_is_none(page: SettingsPage, qtbot: QtBot) -> None:
    found = tab(page, qtbot, "journal")
    assert isinstance(found, JournalTab)
    found.verify()
    settle(qtbot, page.context)
    assert found.said.text().startswith("✓")
    found.form.fill({"against": "no head"})
    found.verify()
    settle(qtbot, page.context)
    assert errors(found.form) != []
    found.form.fill({"against": "0" * 64})
    found.verify()
    settle(qtbot, page.context)
    assert found.said.text().startswith("▲")


def test_what_is_kept_on_the_pc_is_kept(page: SettingsPage, qtbot: QtBot, settings: QSettings) -> None:
    found = tab(page, qtbot, "pc")
    assert isinstance(found, ThisPc)
    found.theme.setCurrentIndex(1)
    with qtbot.waitSignal(page.context.look_changed):
        found.theme.activated.emit(1)
    assert settings.value("look/theme") == "dark"
    found.scale.setCurrentIndex(found.scale.findData("150"))
    found.scale.activated.emit(found.scale.currentIndex())
    assert int(str(settings.value("look/scale"))) == 150


def test_every_tab_reads_what_it_shows(page: SettingsPage, qtbot: QtBot, window: MainWindow) -> None:
    for name in page.parts:
        tab(page, qtbot, name)
        assert page.state == "content"
        assert window.notice.text == ""


def test_who_may_not_see_the_accounts_is_told(
    page: SettingsPage, seat: Callable[..., Desk], qtbot: QtBot, window: MainWindow
) -> None:
    window.context.desk = seat("li", Role.OFFICER)
    found = tab(page, qtbot, "accounts")
    assert isinstance(found, AccountsTab)
    assert found.table.rows == ()
    assert window.notice.text != ""
