"""The other ways into a round: the scanner, the file of a thermometer, and the sheets for the pen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from facility_app.core.values import Invalid
from facility_app.exchange.pasted_readings import Pasted
from facility_app.facts.round_sheet import SheetRow
from resources.text import N_, _
from ui.actions import Action
from ui.pages.outcome import Outcome
from ui.pages.rounds.filepanel import FilePanel
from ui.pages.rounds.scan import ScanLine, scanned_now
from ui.pages.rounds.sheetsbar import SheetsBar
from ui.pages.rounds.typed import celsius_of, moment_of

if TYPE_CHECKING:
    from ui.pages.rounds.page import RoundsPage

_ONE, _MANY, _PAPER = "rounds.take_reading", "rounds.take_readings", "round_papers.round_paper"


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
        self.sheets = SheetsBar(page.context, self.outcome, self._show_grid)
        self.above: tuple[QWidget, ...] = (self.outcome, self.scan, self.sheets)
        self.beside: QWidget = self.file
        self._sent: SheetRow | None = None
        self.scan.found.connect(self._go_to)
        self.scan.left.connect(page.grid.setFocus)
        self.file.opened.connect(page.grid.hide)
        self.file.left.connect(self._show_grid)

    def actions(self, page: str) -> list[Action]:
        """The acts, for the palette and the sheet of keys."""
        return [
            Action("rounds.scan", N_("Scan wristbands"), self.start_scan, "Ctrl+B", page, N_("barcode scanner"), _ONE),
            Action(
                "rounds.paste",
                N_("Paste readings from a spreadsheet"),
                self.paste,
                "Ctrl+V",
                page,
                N_("clipboard; column; table; Excel"),
                _ONE,
            ),
            Action(
                "rounds.file", N_("Take the file of a thermometer"), self.file.ask_file, "Ctrl+I", page, needs=_MANY
            ),
            Action(
                "rounds.sheets",
                N_("Print round sheets"),
                self.offer_sheets,
                "Ctrl+Shift+P",
                page,
                N_("paper by hand"),
                _PAPER,
            ),
        ]

    def tools(self) -> list[tuple[str, Callable[[], None], str, str]]:
        """The buttons: text, what they do, their keys, and the entry of `access.toml` that they ask for."""
        return [
            (_("Scan"), self.start_scan, "Ctrl+B", _ONE),
            (_("From file"), self.file.ask_file, "Ctrl+I", _MANY),
            (_("Sheets"), self.offer_sheets, "Ctrl+Shift+P", _PAPER),
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
            self._sent = scanned_now(self._page.keying, text)
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

    def offer_sheets(self) -> None:
        """Offer the sheets of the round that is shown, on paper or as PDF."""
        sheet = self._page.keying.sheet
        if sheet is not None:
            self._page.grid.leave()
            self.sheets.start(sheet)
