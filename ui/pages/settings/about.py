"""What this program is, whose store it has open, and what it does not do."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtWidgets import QGridLayout

from facility_app.core.labels import kind_label, role_label
from facility_app.core.phrases import listed
from facility_app.services.desks import DeskFacts, see_desk
from resources.text import N_, _
from ui import theme
from ui.context import Context
from ui.pages.settings.tab import Tab, scrolled
from ui.widgets.basics import clear, heading, holder, label

_LIMITS = (
    N_("It is no evidence that anything was lawful."),
    N_("It does not decide guilt, danger or release."),
    N_("It does not identify faces, track phones or analyse speech."),
    N_("It does not connect to databases of the police."),
    N_("Medical figures assist licensed staff; they do not replace them."),
    N_("Rules change: they carry dates and sources, to be reviewed yearly with a lawyer, a doctor and a procurator."),
)


class AboutTab(Tab):
    """Facility, version and limits."""

    name = "about"
    title = N_("This program")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(theme.L)
        self._facts.setVerticalSpacing(theme.S)
        self._facts.setColumnStretch(1, 1)
        self.fill(
            scrolled(
                heading(_("Facility Daybook")),
                holder(self._facts),
                heading(_("What it does not do")),
                *(label(f"– {_(one)}", wraps=True) for one in _LIMITS),
            )
        )

    def refresh(self) -> None:
        self.context.ask(see_desk, self._show, key=self)

    def _show(self, found: DeskFacts) -> None:
        clear(self._facts)
        lines = (
            (_("Facility"), found.facility.name),
            (_("Kind"), kind_label(found.facility.kind)),
            (_("Data"), _("fictional") if found.facility.is_fictional else _("real")),
            (_("First day kept"), str(found.facility.opened_on or "–")),
            (_("Logged in"), f"{found.name} · {listed(sorted(map(role_label, found.roles)))}"),
            (_("This PC"), self.context.machine.workstation),
            (_("Version"), _version()),
            (_("Schema of the store"), found.schema),
        )
        for place, (name, text) in enumerate(lines):
            self._facts.addWidget(label(name, quiet=True), place, 0)
            self._facts.addWidget(label(text, wraps=True), place, 1)


def _version() -> str:
    try:
        return version("facility-daybook")
    except PackageNotFoundError:
        return _("run from its sources")
