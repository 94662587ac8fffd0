"""What the page of registers does with files; each asks for the file first."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from facility_app.access import Desk
from facility_app.exchange.giving import Given, give
from facility_app.exchange.taking import take
from facility_app.reports.paper import Rendered
from facility_app.reports.printing import print_form, print_reference
from facility_app.services.registers import see_form
from resources.text import N_, _
from ui.actions import Action
from ui.context import Context
from ui.pages.files import ask_where_to_save, ask_which_to_open
from ui.pages.registers.files import ALL_TABLES, PDF, TABLES, FileOutcome

if TYPE_CHECKING:
    from ui.pages.registers.page import RegistersPage

_CHANGES = frozenset({"registers", "history"})


class FileActs:
    """Import after a trial, export, and the forms of the register that is shown."""

    def __init__(self, context: Context, page: "RegistersPage", outcome: FileOutcome) -> None:
        self._context = context
        self._page = page
        self._outcome = outcome
        outcome.confirmed.connect(self.take)

    def menu(self) -> list[tuple[str, Callable[[], None]]]:
        """The acts with their texts."""
        return [
            (_("Take over a file …"), self.ask_file),
            (_("Write a file …"), self.ask_target),
            (_("Blank form on paper …"), self.save_blank),
            (_("Page that explains the register …"), self.save_reference),
        ]

    def actions(self, page: str) -> list[Action]:
        """The acts for the palette and the sheet of keys."""
        return [
            Action(
                "registers.import",
                N_("Take over a file of the register"),
                self.ask_file,
                "Ctrl+I",
                page,
                can_run=self._page.may_write,
            ),
            Action("registers.export", N_("Write the register to a file"), self.ask_target, "Ctrl+Shift+S", page),
            Action("registers.blank", N_("Blank form on paper"), self.save_blank, "", page),
            Action("registers.reference", N_("Page that explains the register"), self.save_reference, "", page),
        ]

    @property
    def _name(self) -> str:
        return self._page.register.name if self._page.register else ""

    def ask_file(self) -> None:
        """Ask which file is taken over; first it is only tried."""
        if self._name:
            ask_which_to_open(self._page, _("Take over a file"), ALL_TABLES, self.try_out)

    def try_out(self, path: Path) -> None:
        """Say what taking a file over would do."""
        name = self._name
        self._context.do(
            lambda desk: take(desk, name, path, dry_run=True), lambda taken: self._outcome.show_trial(path, taken)
        )

    def take(self, path: Path) -> None:
        """Take a file over."""
        name = self._name
        self._context.do(
            lambda desk: take(desk, name, path),
            self._outcome.show_taken,
            changes=_CHANGES,
            saved=_("File taken over"),
            once=self,
        )

    def ask_target(self) -> None:
        """Ask where the register is written to."""
        if self._name:
            ask_where_to_save(self._page, _("Write a file"), f"{self._name}.xlsx", TABLES, self.give)

    def give(self, path: Path) -> None:
        """Write the entries of the days in the filter, else of the last thirty."""
        name, wanted = self._name, self._page.entries.wanted()

        def write(desk: Desk) -> Given:
            listed = wanted.days(desk)
            return give(desk, name, path, first=listed[0], last=listed[1])

        self._context.do(write, lambda given: self._outcome.show_given(path, given), changes=frozenset({"history"}))

    def save_blank(self) -> None:
        """A form to fill in by hand."""
        name = self._name
        self._save(f"{name}-blank.pdf", lambda desk, path: print_form(see_form(desk, name), path))

    def save_filled(self) -> None:
        """The chosen entry on its form."""
        one, name = self._page.row, self._name
        if one is not None and one.number:
            self._save(f"{name}-{one.number}.pdf", lambda desk, path: print_form(see_form(desk, name, one.id), path))

    def save_reference(self) -> None:
        """The page that explains the register."""
        name = self._name
        self._save(f"{name}-explained.pdf", lambda desk, path: print_reference(see_form(desk, name), path))

    def _save(self, name: str, make: Callable[[Desk, Path], Rendered]) -> None:
        if self._name:
            ask_where_to_save(self._page, _("Save as PDF"), name, PDF, lambda path: self.save(path, make))

    def save(self, path: Path, make: Callable[[Desk, Path], Rendered]) -> None:
        """Write a PDF."""
        self._context.ask(
            lambda desk: make(desk, path),
            lambda _made: self._outcome.say(_("Written: {path}").format(path=path)),
        )
