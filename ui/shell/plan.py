"""Which pages there are, in the order of the rail; each is loaded when it is first shown."""

from dataclasses import dataclass
from importlib import import_module

from resources.text import N_
from ui.context import Context
from ui.pages.page import Page


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page: its name, its title, its icon, and where its class is."""

    name: str
    title: str
    icon: str
    place: str

    def make(self, context: Context) -> Page:
        """The page itself."""
        module, _, name = self.place.partition(":")
        made = getattr(import_module(module), name)(context)
        assert isinstance(made, Page)
        return made


PAGES = (
    PagePlan("today", N_("Today"), "mdi6.view-dashboard-outline", "ui.pages.today:TodayPage"),
    PagePlan("people", N_("Persons"), "mdi6.account-group-outline", "ui.pages.people:PeoplePage"),
    PagePlan("rounds", N_("Rounds"), "mdi6.thermometer", "ui.pages.rounds:RoundsPage"),
    PagePlan("cells", N_("Cells"), "mdi6.bed-outline", "ui.pages.cells:CellsPage"),
    PagePlan("talks", N_("Talks"), "mdi6.forum-outline", "ui.pages.talks:TalksPage"),
    PagePlan("releases", N_("Releases"), "mdi6.exit-run", "ui.pages.releases:ReleasesPage"),
    PagePlan("registers", N_("Registers"), "mdi6.notebook-outline", "ui.pages.registers:RegistersPage"),
    PagePlan("ledger", N_("Ledger"), "mdi6.file-document-outline", "ui.pages.ledger:LedgerPage"),
    PagePlan("history", N_("History"), "mdi6.history", "ui.pages.history:HistoryPage"),
    PagePlan("settings", N_("Settings"), "mdi6.cog-outline", "ui.pages.settings:SettingsPage"),
)
HIDDEN = (
    PagePlan("person", N_("Person"), "mdi6.account-outline", "ui.pages.person:PersonPage"),
    PagePlan("intake", N_("Intake"), "mdi6.account-plus-outline", "ui.pages.intake:IntakePage"),
)
"""Pages that are reached from others, and from the palette."""
