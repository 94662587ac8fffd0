"""Which pages there are, in the order of the rail; each is loaded when it is first shown."""

from dataclasses import dataclass
from importlib import import_module

from resources.text import N_
from ui.context import Context
from ui.pages.page import Page


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page: its name, its title, its icon, where its class is, and the entry of `access.toml` that it asks for.

    `keys` is the key of a page that takes no digit, so that those of the others stay where hands know them.
    """

    name: str
    title: str
    icon: str
    place: str
    needs: str = ""
    keys: str = ""

    @property
    def module(self) -> str:
        """What is loaded for it."""
        return self.place.partition(":")[0]

    def make(self, context: Context) -> Page:
        """The page itself."""
        made = getattr(import_module(self.module), self.place.partition(":")[2])(context)
        assert isinstance(made, Page)
        return made


PAGES = (
    PagePlan("today", N_("Today"), "mdi6.view-dashboard-outline", "ui.pages.today:TodayPage", "due.what_is_due"),
    PagePlan("people", N_("Persons"), "mdi6.account-group-outline", "ui.pages.people:PeoplePage", "people.list_held"),
    PagePlan("rounds", N_("Rounds"), "mdi6.thermometer", "ui.pages.rounds:RoundsPage", "rounds.round_sheet"),
    PagePlan(
        "isolation",
        N_("Isolation"),
        "mdi6.shield-account-outline",
        "ui.pages.isolation:IsolationPage",
        "isolation.who_is_apart",
        keys="Alt+I",
    ),
    PagePlan("cells", N_("Cells"), "mdi6.bed-outline", "ui.pages.cells:CellsPage", "placing.see_board"),
    PagePlan("talks", N_("Talks"), "mdi6.forum-outline", "ui.pages.talks:TalksPage", "talks.talk_quotas"),
    PagePlan("releases", N_("Releases"), "mdi6.exit-run", "ui.pages.releases:ReleasesPage", "releases.prepare_release"),
    PagePlan(
        "registers",
        N_("Registers"),
        "mdi6.notebook-outline",
        "ui.pages.registers:RegistersPage",
        "register_board.see_board",
    ),
    PagePlan(
        "ledger", N_("Ledger"), "mdi6.file-document-outline", "ui.pages.ledger:LedgerPage", "ledgers.ledger_facts"
    ),
    PagePlan("history", N_("History"), "mdi6.history", "ui.pages.history:HistoryPage", "journal.recent_acts"),
    PagePlan("settings", N_("Settings"), "mdi6.cog-outline", "ui.pages.settings:SettingsPage"),
)
HIDDEN = (
    PagePlan("person", N_("Person"), "mdi6.account-outline", "ui.pages.person:PersonPage", "people.see_person"),
    PagePlan("intake", N_("Intake"), "mdi6.account-plus-outline", "ui.pages.intake:IntakePage", "intake.admit_person"),
    PagePlan("health", N_("Health trend"), "mdi6.chart-line", "ui.pages.health:HealthPage", "health.health_trend"),
)
"""Pages that are reached from others, and from the palette."""


def key_of(place: int) -> str:
    """The key of the page at a place of the rail, counted from 0: its own, else Alt and the next digit."""
    own = PAGES[place].keys
    digit = sum(not one.keys for one in PAGES[: place + 1])
    return own or f"Alt+{digit % 10}"
