"""Settings: this PC, accounts, staff, rules, backups, the journal, and what the program is."""

from ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
