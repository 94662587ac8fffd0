"""The page of settings: its tabs, each of which is read when it is shown."""

from functools import partial

from PySide6.QtWidgets import QTabWidget

from resources.text import N_, _
from ui.actions import Action
from ui.context import Context
from ui.pages.page import Page
from ui.pages.settings.about import AboutTab
from ui.pages.settings.accounts import AccountsTab
from ui.pages.settings.backup import BackupTab
from ui.pages.settings.journal import JournalTab
from ui.pages.settings.rules import RulesTab
from ui.pages.settings.staff import StaffTab
from ui.pages.settings.tab import Tab
from ui.pages.settings.thispc import ThisPc
from ui.widgets.basics import column

_TABS: tuple[type[Tab], ...] = (ThisPc, AccountsTab, StaffTab, RulesTab, BackupTab, JournalTab, AboutTab)


class SettingsPage(Page):
    """The PC, who may do what, by which rules, and whether what is kept can be got back."""

    name = "settings"
    title = N_("Settings")
    about = frozenset({"settings"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Settings"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.parts: dict[str, Tab] = {}
        for kind in _TABS:
            made = self.parts[kind.name] = kind(context)
            self.tabs.addTab(made, _(kind.title))
        context.rights_changed.connect(self._offer)
        self._offer()
        self.tabs.currentChanged.connect(lambda _index: self.refresh())
        self.set_content(column(self.tabs))
        self.show_content()

    def _offer(self) -> None:
        for place, one in enumerate(self.parts.values()):
            self.tabs.setTabVisible(place, self.context.may(one.needs))

    def actions_of_page(self) -> list[Action]:
        def show(name: str, act: str) -> None:
            self.open(name)
            getattr(self.parts[name], act)()

        return [
            Action(f"settings.{name}", text, partial(show, tab, act), keys, self.name, needs=needs)
            for name, text, tab, act, keys, needs in (
                ("backup", N_("Back up now"), "backup", "ask_backup", "Ctrl+B", "backups.back_up"),
                ("verify", N_("Verify the journal"), "journal", "verify", "Ctrl+J", "journal.verify_journal"),
                ("account", N_("New account"), "accounts", "add", "Ctrl+N", "accounts.add_account"),
                ("rules", N_("Find or change a rule"), "rules", "look_for", "Ctrl+F", "policy.see_policy"),
                ("staff", N_("New member of staff"), "staff", "add", "Ctrl+Shift+M", "staff.add_staff"),
            )
        ]

    def open(self, what: object) -> None:
        """Show a tab by its name."""
        tab = self.parts.get(str(what))
        if tab is not None:
            self.tabs.setCurrentWidget(tab)

    def refresh(self) -> None:
        tab = self.tabs.currentWidget()
        if isinstance(tab, Tab) and self.isVisible():
            tab.refresh()

    def focus_first(self) -> None:
        self.tabs.tabBar().setFocus()
