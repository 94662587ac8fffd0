"""The journal: whether the chain is whole and says what the tables say, also against a head printed earlier."""

from facility_app.app.drill import Verdict
from facility_app.core.messages import sentence
from facility_app.core.values import DaybookError
from facility_app.services.journal import verify_journal
from resources.text import N_, _, ngettext
from ui import theme
from ui.context import Context
from ui.pages.settings.tab import Tab, scrolled
from ui.widgets.basics import button, heading, label
from ui.widgets.fields import Form, TextField

_MOST = 20


class JournalTab(Tab):
    """Asked for by hand, since that it was asked is itself journaled."""

    name = "journal"
    title = N_("Journal")
    needs = "journal.verify_journal"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        hint = _("Empty: the chain as it stands. A head is printed at the foot of every closed ledger.")
        self.form = Form([TextField("against", _("Against a head printed earlier"), hint=hint)], columns=1)
        self.form.submitted.connect(self.verify)
        self.said = label("", wraps=True)
        self.said.setAccessibleName(_("Verdict"))
        self._head = label("", quiet=True, wraps=True)
        text = _(
            "Every act is an entry that holds the hash of the one before it. Verifying recomputes the chain and "
            "replays it against the tables, so an edit made outside the program is found too."
        )
        self._go = button(_("Verify the journal"), self.verify, primary=True)
        self.fill(
            scrolled(
                heading(_("Verify the journal")),
                label(text, quiet=True, wraps=True),
                self.form,
                self._go,
                self.said,
                self._head,
            )
        )

    def verify(self) -> None:
        """Verify, and say what was found."""
        against = self.form.values()["against"] or None
        self.form.show_error(None)
        self._go.setEnabled(False)
        self._tell(_("The journal is being read …"), theme.colours().quiet)
        self.context.do(
            lambda desk: verify_journal(desk, against), self._show, self._refused, changes=frozenset({"history"})
        )

    def _show(self, verdict: Verdict) -> None:
        self._go.setEnabled(True)
        count = ngettext("{count} entry", "{count} entries", verdict.entries).format(count=f"{verdict.entries:,}")
        self._head.setText(_("Head: {head}").format(head=verdict.head))
        if verdict.ok:
            self._tell(
                _("✓ {count}: the chain is whole and the tables say the same.").format(count=count),
                theme.colours().green,
            )
            return
        lines = [f"{one.where}: {sentence(one.message, one.params)}" for one in verdict.problems[:_MOST]]
        problems = ngettext("{count} problem", "{count} problems", len(verdict.problems))
        head = f"▲ {count} · {problems.format(count=len(verdict.problems))}"
        self._tell("\n".join([head, *lines]), theme.colours().red)

    def _refused(self, error: DaybookError) -> None:
        self._go.setEnabled(True)
        self.said.setText("")
        self.form.show_error(error)

    def _tell(self, text: str, colour: str) -> None:
        self.said.setText(text)
        self.said.setStyleSheet(f"color: {colour};")
