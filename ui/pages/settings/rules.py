"""The rules by which everything is judged: from which law, since when, and what the facility decided otherwise."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy, QSplitter

from facility_app.facts.site_policy import PolicyFacts, PolicyLine, Standing
from facility_app.rules.citations import cited
from facility_app.services.policy import see_policy
from resources.text import N_, _, ngettext
from ui import theme
from ui.context import Context
from ui.pages.settings.ruleeditor import RuleEditor
from ui.pages.settings.rulewords import PACKS
from ui.pages.settings.tab import Tab
from ui.widgets.basics import label, row
from ui.widgets.table import Table, TableColumn


class RulesTab(Tab):
    """Every rule at left; at right the one that is chosen, with the figures that the facility may change."""

    name = "rules"
    title = N_("Rules")
    needs = "policy.see_policy"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._facts: PolicyFacts | None = None
        self.pack = QComboBox()
        self.pack.setAccessibleName(_("Pack"))
        self.pack.addItem(_("Every pack"), "")
        for key, text in PACKS.items():
            self.pack.addItem(_(text), key)
        self.pack.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.words = QLineEdit()
        self.words.setAccessibleName(_("Find a rule"))
        self.words.setPlaceholderText(_("find in name, id, source or reason"))
        self.changed = QCheckBox(_("Changed here"))
        self.pack.currentIndexChanged.connect(lambda _index: self._filter())
        self.words.textChanged.connect(lambda _text: self._filter())
        self.changed.toggled.connect(lambda _on: self._filter())
        self._count = label("", quiet=True)
        self.table: Table[PolicyLine] = Table(
            [
                TableColumn(_("Rule"), lambda one: one.words.text, 0, tip=_place_text),
                TableColumn(_("Here"), _standing, 148, state=_state, tip=_reason),
            ],
            _("Rules"),
        )
        self.editor = RuleEditor(context)
        self.table.selected.connect(self._choose)
        self.table.opened.connect(lambda _one: self.editor.begin())
        self.editor.kept.connect(self.refresh)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.setObjectName("gap")
        parts.setHandleWidth(theme.M)
        parts.addWidget(self.table)
        parts.addWidget(self.editor)
        parts.setStretchFactor(0, 1)
        parts.setStretchFactor(1, 1)
        parts.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.fill(row(self.pack, self.words, self.changed, self._count), parts)

    def refresh(self) -> None:
        self.context.ask(see_policy, self._show, key=self)

    def look_for(self) -> None:
        """Let a rule be looked for."""
        self.words.setFocus()

    def _show(self, facts: PolicyFacts) -> None:
        self._facts = facts
        self._filter()

    def _filter(self) -> None:
        if self._facts is None:
            return
        pack, words, only = self.pack.currentData(), self.words.text().strip().lower(), self.changed.isChecked()
        rows = [
            one
            for one in self._facts.lines
            if pack in ("", one.pack) and words in _sought(one) and (one.differs or not only)
        ]
        chosen = self.table.current()
        self.table.show_rows(rows)
        again = next((n for n, one in enumerate(rows) if chosen and _place(one) == _place(chosen)), 0)
        if rows:
            self.table.selectRow(again)
        self._choose(self.table.current())
        self._count.setText(ngettext("{count} rule", "{count} rules", len(rows)).format(count=len(rows)))

    def _choose(self, one: PolicyLine | None) -> None:
        if self._facts is not None:
            self.editor.show_rule(one, self._facts, unchanged=self.changed.isChecked() and not self.words.text())


def _place(one: PolicyLine) -> tuple[str, str, str]:
    return one.pack, one.sort, one.id


def _place_text(one: PolicyLine) -> str:
    return f"{_(PACKS.get(one.pack, one.pack))} · {one.words.text}"


def _sought(one: PolicyLine) -> str:
    reasons = " ".join(each.change.reason for each in (one.since, *one.coming) if each)
    return f"{one.id} {one.words.en} {one.words.zh} {one.source} {cited(one.source).zh} {reasons}".lower()


def _standing(one: PolicyLine) -> str:
    if one.coming:
        return _("from {day}").format(day=one.coming[0].change.effective_from)
    if one.since is not None:
        return _("since {day}").format(day=one.since.change.effective_from)
    return {Standing.OPEN: _("default"), Standing.LAW: _("law"), Standing.RIGHTS: _("rights")}[one.standing]


def _state(one: PolicyLine) -> theme.State | None:
    if one.coming:
        return theme.State.DUE
    if one.since is not None:
        return theme.State.DONE
    return None if one.standing is Standing.OPEN else theme.State.NOT_APPLICABLE


def _reason(one: PolicyLine) -> str:
    held = one.coming[0] if one.coming else one.since
    return held.change.reason if held else cited(one.source).text
