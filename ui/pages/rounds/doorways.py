"""The other ways into a round: the scanner, the file of a thermometer, and the sheets for the pen."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from facility_app.core.values import Invalid
from facility_app.exchange.pasted_readings import Pasted
from facility_app.facts.round_sheet import SheetRow
from facility_app.reports.round_sheets import print_sheets
from facility_app.services.round_papers import round_paper
from resources.text import N_, _, ngettext
from ui.actions import Action
from ui.pages.files import ask_where_to_save
from ui.pages.ledger.toolbar import Outcome
from ui.pages.rounds.filepanel import FilePanel
from ui.pages.rounds.scan import ScanLine, scanned
from ui.pages.rounds.typed import celsius_of, moment_of

if TYPE_CHECKING:
    from ui.pages.rounds.page import RoundsPage


class Doorways:
    """What the page of rounds does beside the keys.

    Attributes:
        above: what stands above the grid: what came of the paper, and the line of the scanner.
        beside: the file that is looked at, in place of the grid.
    """

    def __init__(self, page: "RoundsPage") -> None:
        self._page = page
        self.scan = ScanLine(page.keying)
        self.file = FilePanel(page.context, page.keying)
        self.outcome = Outcome()
        self.above: tuple[QWidget, QWidget] = (self.outcome, self.scan)
        self.beside: QWidget = self.file
        self._sent: SheetRow | None = None
        self.scan.found.connect(self._go_to)
        self.scan.left.connect(page.grid.setFocus)
        self.file.opened.connect(page.grid.hide)
        self.file.left.connect(self._show_grid)

    def actions(self, page: str) -> list[Action]:
        """The acts, for the palette and the sheet of keys."""
        return [
            Action("rounds.scan", N_("Scan wristbands"), self.start_scan, "Ctrl+B", page, N_("barcode scanner")),
            Action(
                "rounds.paste",
                N_("Paste readings from a spreadsheet"),
                self.paste,
                "Ctrl+V",
                page,
                N_("clipboard; column; table; Excel"),
            ),
            Action("rounds.file", N_("Take the file of a thermometer"), self.file.ask_file, "Ctrl+I", page),
            Action(
                "rounds.sheets", N_("Print round sheets"), self.ask_where, "Ctrl+Shift+P", page, N_("paper by hand")
            ),
        ]

    def tools(self) -> list[tuple[str, Callable[[], None], str]]:
        """The buttons: text, what they do, their keys."""
        return [
            (_("Scan"), self.start_scan, "Ctrl+B"),
            (_("From file"), self.file.ask_file, "Ctrl+I"),
            (_("Sheets"), self.ask_where, "Ctrl+Shift+P"),
        ]

    def start_scan(self) -> None:
        """Wait for the first scan."""
        self._page.grid.leave()
        self.scan.wait()

    def paste(self) -> None:
        """Look at what was copied out of a spreadsheet; one value alone is typed."""
        text, page = QApplication.clipboard().text(), self._page
        keying, grid = page.keying, page.grid
        sheet = keying.sheet
        if sheet is None:
            return
        grid.leave()
        one = text.strip()
        if one and not set(one) & set("\t\n,;，") and grid.isVisible():
            grid.type(one)
            return
        try:
            at = moment_of(keying.time, sheet.day, sheet.span, sheet.calendar, page.context.machine.clock())
        except Invalid as error:
            page.context.failed.emit(error)
            return
        place = max(grid.currentIndex().row(), 0)
        self.file.look_at(
            Pasted(
                text,
                sheet.day,
                sheet.span.window.id,
                tuple(row.subject for row in grid.rows_model.rows[place:]),
                tuple(row.subject for _group, row in keying.rows()),
                keying.site,
                keying.device,
                at,
            )
        )

    def took_scan(self, text: str) -> bool:
        """Whether what was typed as a reading is the code of somebody: then Enter goes there.

        What can be a temperature is one, whosever number it may be as well.
        """
        try:
            celsius_of(text)
        except Invalid:
            self._sent = scanned(self._page.keying.rows(), text)
        return self._sent is not None

    def goes_on(self) -> bool:
        """Whether Enter goes somewhere else than to the next to be measured."""
        if self._sent is not None:
            one, self._sent = self._sent, None
            self._go_to(one)
            return True
        if self.scan.is_on:
            self.scan.wait()
            return True
        return False

    def _show_grid(self) -> None:
        self._page.grid.show()
        self._page.grid.setFocus()

    def _go_to(self, one: SheetRow) -> None:
        self._page.go_to(one)

    def ask_where(self) -> None:
        """Ask where the sheets of the round that is shown go."""
        sheet = self._page.keying.sheet
        if sheet is not None:
            name = f"round-{sheet.day}-{sheet.span.window.id}.pdf"
            ask_where_to_save(self._page, _("Print round sheets"), name, "PDF (*.pdf)", self.save)

    def save(self, path: Path) -> None:
        """Save the sheets as a PDF."""
        sheet = self._page.keying.sheet
        if sheet is None:
            return
        day, window = sheet.day, sheet.span.window.id
        self._page.context.do(
            lambda desk: print_sheets(round_paper(desk, day, window), path).pages,
            lambda pages: self.outcome.say(
                ngettext("Saved: {path} ({count} page)", "Saved: {path} ({count} pages)", pages).format(
                    path=path, count=pages
                )
            ),
            changes=frozenset({"history"}),
            saved=_("PDF saved"),
        )
