"""The rules by which everything is judged, to be read: what, from which law, since when."""

from PySide6.QtWidgets import QComboBox, QLineEdit

from facility_app.rules.shelf import ShelfRule, every_rule
from resources.text import N_, _, ngettext
from ui.context import Context
from ui.pages.settings.tab import Tab
from ui.widgets.basics import label, row
from ui.widgets.table import Table, TableColumn

_PACKS = {
    "rounds.toml": N_("Rounds"),
    "thresholds.toml": N_("Temperatures"),
    "symptoms.toml": N_("Symptoms"),
    "separation.toml": N_("Separation"),
    "talks.toml": N_("Talks"),
    "documents.toml": N_("Documents"),
    "release.toml": N_("Releases"),
    "ledger.toml": N_("Ledger"),
    "access.toml": N_("Rights"),
}


class RulesTab(Tab):
    """Read only: a rule is changed by a pack of the site, with a reason."""

    name = "rules"
    title = N_("Rules")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._all: tuple[ShelfRule, ...] = ()
        self.pack = QComboBox()
        self.pack.setAccessibleName(_("Pack"))
        self.pack.addItem(_("Every pack"), "")
        for key, text in _PACKS.items():
            self.pack.addItem(_(text), key)
        self.pack.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.words = QLineEdit()
        self.words.setAccessibleName(_("Find a rule"))
        self.words.setPlaceholderText(_("find in name, id or source"))
        self.pack.currentIndexChanged.connect(lambda _index: self._filter())
        self.words.textChanged.connect(lambda _text: self._filter())
        self._count = label("", quiet=True)
        self.table: Table[ShelfRule] = Table(
            [
                TableColumn(_("Rule"), lambda one: one.words.text, 260, tip=lambda one: one.words.text),
                TableColumn(_("Id"), lambda one: one.id, 200, tip=lambda one: one.id),
                TableColumn(_("Source"), lambda one: one.source, 0, tip=lambda one: one.source),
                TableColumn(_("Effective from"), lambda one: str(one.effective_from), 110),
            ],
            _("Rules"),
        )
        self.fill(row(self.pack, self.words, self._count), self.table)

    def refresh(self) -> None:
        self.context.ask(lambda _desk: every_rule(), self._show, key=self)

    def _show(self, rules: tuple[ShelfRule, ...]) -> None:
        self._all = rules
        self._filter()

    def _filter(self) -> None:
        pack, words = self.pack.currentData(), self.words.text().strip().lower()
        rows = [
            one
            for one in self._all
            if pack in ("", one.pack) and words in f"{one.id} {one.words.en} {one.words.zh} {one.source}".lower()
        ]
        self.table.show_rows(rows)
        self._count.setText(ngettext("{count} rule", "{count} rules", len(rows)).format(count=len(rows)))
