"""Backups: make one now, see their age, and try whether one can be restored."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from facility_app.access import Desk
from facility_app.app.drill import Drill, Receipt, restore_drill
from facility_app.core.values import DaybookError, Invalid
from facility_app.services.backups import BackupMade, back_up, see_backups
from resources.text import N_, _, ngettext
from ui import theme
from ui.context import Context
from ui.pages.settings.tab import AskPanel, Tab
from ui.pages.settings.thispc import FOLDER
from ui.widgets.basics import button, label, row
from ui.widgets.fields import TextField
from ui.widgets.table import Table, TableColumn

T = TypeVar("T")
_MEBIBYTE = 1024 * 1024
_OLD_AFTER_HOURS = 26


class BackupTab(Tab):
    """A backup counts when it was opened and counted; it is trusted when it was restored once."""

    name = "backup"
    title = N_("Backup")
    needs = "backups.see_backups"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._where = label("", quiet=True, wraps=True)
        self._said = label("", wraps=True)
        self._said.setAccessibleName(_("What came of it"))
        self._said.hide()
        self.panel = AskPanel()
        self.table: Table[Receipt] = Table(
            [
                TableColumn(_("Made at"), lambda one: f"{context.wall(one.made_at):%Y-%m-%d %H:%M}", 140),
                TableColumn(_("Made how long ago"), self._age, 120, self._age_state),
                TableColumn(_("Journal entries"), lambda one: f"{one.entries:,}", 90, right=True),
                TableColumn(_("Size"), lambda one: f"{one.size / _MEBIBYTE:.1f} MB", 90, right=True),
                TableColumn(_("File"), lambda one: one.file, 0, tip=lambda one: one.head),
            ],
            _("Backups"),
        )
        self._drill = button(_("Try to restore it …"), self.ask_drill)
        make = button(_("Back up now"), self.ask_backup, primary=True)
        context.offer(make, "backups.back_up")
        tools = row(self._drill, make)
        tools.insertStretch(0)
        self.fill(tools, self._where, self.panel, self._said, self.table)

    @property
    def _folder(self) -> Path | None:
        kept = str(self.context.settings.value(FOLDER, "") or "").strip()
        return Path(kept) if kept else None

    def refresh(self) -> None:
        folder = self._folder
        self._drill.setEnabled(False)
        if folder is None:
            self._where.setText(_("No folder for backups is chosen yet: “Back up now” asks for one."))
            self.table.show_rows([])
            return
        self._where.setText(_("Folder: {folder}").format(folder=folder))
        self.context.ask(lambda desk: see_backups(desk, folder), self._show, self._not_read, key=self)

    def _show(self, found: list[Receipt]) -> None:
        self.table.show_rows(found)
        self._drill.setEnabled(bool(found))
        if not found:
            self._where.setText(
                _("Folder: {folder}. No backup of this store lies there yet.").format(folder=self._folder)
            )

    def _not_read(self, error: DaybookError) -> None:
        self.table.show_rows([])
        self.context.failed.emit(error)

    def _hours(self, one: Receipt) -> int:
        now: datetime = self.context.machine.clock()
        return max(0, int((now - one.made_at).total_seconds() // 3600))

    def _age(self, one: Receipt) -> str:
        hours = self._hours(one)
        if hours < 48:
            return ngettext("{count} hour", "{count} hours", hours).format(count=hours)
        return ngettext("{count} day", "{count} days", hours // 24).format(count=hours // 24)

    def _age_state(self, one: Receipt) -> theme.State | None:
        if self.table.rows and one is not self.table.rows[0]:
            return None
        return theme.State.OVERDUE if self._hours(one) > _OLD_AFTER_HOURS else theme.State.DONE

    def ask_backup(self) -> None:
        """Ask for the folder and the password, and make a backup."""
        hint = _("With it, beside the recovery code, the backup of a server can be opened.")
        fields = [
            TextField("folder", _("Folder"), required=True, hint=_("On another disk, better on a USB stick.")),
            TextField("password", _("Your password"), hint=hint, hidden=True),
        ]
        self.panel.ask(_("Back up now"), list(fields), _("Back up"), self._back_up, columns=2)
        assert self.panel.form is not None
        self.panel.form.fill({"folder": str(self._folder or "")})

    def _back_up(self, values: dict[str, str]) -> None:
        if not values["folder"]:
            self.panel.show_error(Invalid(N_("This must be filled in."), field="folder"))
            return
        folder = Path(values["folder"])
        self.context.settings.setValue(FOLDER, str(folder))
        self._working(_("The backup is being made and counted …"))
        self._do(lambda desk: back_up(desk, folder, values["password"] or None), self._made)

    def _made(self, made: BackupMade) -> None:
        text = _("✓ {file}: {entries} entries of the journal, opened and counted.")
        self._tell(text.format(file=made.receipt.file, entries=made.receipt.entries), theme.colours().green)

    def ask_drill(self) -> None:
        """Ask for the password, and restore the chosen backup into a place of its own."""
        one = self.table.current()
        if one is None:
            return
        self.panel.ask(
            _("Restore {file} into a place of its own, verify it, and remove it again").format(file=one.file),
            [TextField("password", _("Your password"), required=True, hidden=True)],
            _("Try it"),
            lambda values: self._try(one, values["password"]),
            columns=1,
        )

    def _try(self, one: Receipt, password: str) -> None:
        folder = self._folder
        if folder is None:
            return
        machine = self.context.machine
        self._working(_("The backup is being restored and verified …"))
        self._do(lambda desk: restore_drill(folder / one.file, desk.login, password, machine), self._tried)

    def _tried(self, drill: Drill) -> None:
        if drill.verdict.ok:
            text = _(
                "✓ {file} was restored and opened: {entries} entries, the chain is whole, the head of then is in it."
            )
            shown = text.format(file=drill.receipt.file, entries=drill.verdict.entries)
            self._tell(shown, theme.colours().green)
            return
        count = len(drill.verdict.problems)
        text = ngettext(
            "▲ {file} was restored, but {count} thing is wrong in it.",
            "▲ {file} was restored, but {count} things are wrong in it.",
            count,
        )
        self._tell(text.format(file=drill.receipt.file, count=count), theme.colours().red)

    def _working(self, text: str) -> None:
        self._tell(text, theme.colours().quiet)

    def _tell(self, text: str, colour: str) -> None:
        self._said.setText(text)
        self._said.setStyleSheet(f"color: {colour};")
        self._said.show()

    def _do(self, work: Callable[[Desk], T], done: Callable[[T], None]) -> None:
        def finish(result: T) -> None:
            self.panel.leave()
            self.refresh()
            done(result)

        changes = frozenset({"history"})
        self.context.do(work, finish, self._refused, changes=changes, saved=_("backup"), once=self)

    def _refused(self, error: DaybookError) -> None:
        self._said.hide()
        self.panel.show_error(error)
