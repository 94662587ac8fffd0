"""The ledger on paper and as a file: printed, saved, proved; each print is on record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from facility_app.access import Desk
from facility_app.facts.ledger_prints import PrintVerdict
from facility_app.reports.ledger_print import LedgerPrint, check_ledger, print_ledger
from resources.text import _, ngettext
from ui.context import Context
from ui.pages.files import ask_where_to_save, ask_which_to_open
from ui.pages.ledger.printpanel import PrintPanel
from ui.pages.ledger.verdict import verdict_text
from ui.pages.outcome import Outcome
from ui.pages.printing import PRINTER_KEPT, print_pages, printer_names

_PDF = "PDF (*.pdf)"
_FOLDER = "print/folder"


@dataclass(frozen=True, slots=True)
class _Ways:
    """How the ledger may leave this machine: its printers, and the folder for PDFs."""

    printers: tuple[str, ...]
    folder: Path


def _ways(remembered: str) -> _Ways:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folders = [Path(one) for one in (remembered, documents) if one]
    return _Ways(printer_names(), next((one for one in folders if one.is_dir()), Path.home()))


def _free_place(folder: Path, day: date) -> Path:
    """Where the PDF of a day goes without taking the place of another."""
    names = (f"ledger-{day}.pdf" if n == 1 else f"ledger-{day}-{n}.pdf" for n in count(1))
    return next(folder / name for name in names if not (folder / name).exists())


def _print(desk: Desk, day: date, printer: str) -> LedgerPrint:
    """Print the ledger of a day; it is on record before the first page comes out."""
    with TemporaryDirectory(prefix="daybook-") as folder:
        made = print_ledger(desk, day, Path(folder) / "ledger.pdf")
        print_pages(made.path.read_bytes(), printer)
    return made


class PaperActs:
    """What the ledger page does with paper and files."""

    def __init__(
        self, context: Context, page: QWidget, day: Callable[[], date | None], panel: PrintPanel, outcome: Outcome
    ) -> None:
        self._context = context
        self._page = page
        self._day = day
        self._panel = panel
        self._outcome = outcome
        self._folder = Path.home()
        panel.asked.connect(self.print_on)
        panel.file_asked.connect(self.save_at_once)
        panel.save_asked.connect(self.ask_where)

    def ask_print(self) -> None:
        """Ask on which printer the day is printed; the one used last is offered."""
        remembered = str(self._context.settings.value(_FOLDER, "") or "")
        self._context.ask(lambda _desk: _ways(remembered), self._offer, key=(self, "ways"))

    def _offer(self, ways: _Ways) -> None:
        day, self._folder = self._day(), ways.folder
        if day is not None:
            remembered = str(self._context.settings.value(PRINTER_KEPT, "") or "")
            self._panel.ask(ways.printers, remembered, day.isoformat(), str(ways.folder))

    def print_on(self, printer: str) -> None:
        """Print the day that is shown."""
        day = self._day()
        if day is None:
            return
        self._context.settings.setValue(PRINTER_KEPT, printer)
        self._panel.hide()
        self._context.do(
            lambda desk: _print(desk, day, printer),
            lambda made: self._sent(made, printer),
            changes=frozenset({"history"}),
            once=self,
        )

    def _sent(self, made: LedgerPrint, printer: str) -> None:
        text = _("Sent to {printer}: {serial}, version {version}.")
        self._outcome.say(text.format(printer=printer, serial=made.number.serial, version=made.number.version))

    def ask_where(self) -> None:
        """Ask where the PDF of the day goes."""
        day = self._day()
        if day is not None:
            ask_where_to_save(self._page, _("Save as PDF"), f"ledger-{day}.pdf", _PDF, self.save)

    def save(self, path: Path) -> None:
        """Save the PDF of the day that is shown; it is on record as a print."""
        self._context.settings.setValue(_FOLDER, str(path.parent))
        self._save(lambda _day: path)

    def save_at_once(self) -> None:
        """Save the PDF into the folder that was offered, beside what is there already."""
        folder = self._folder
        self._save(lambda day: _free_place(folder, day))

    def _save(self, place: Callable[[date], Path]) -> None:
        day = self._day()
        if day is None:
            return
        self._panel.hide()
        self._context.do(
            lambda desk: print_ledger(desk, day, place(day)),
            self._saved,
            changes=frozenset({"history"}),
            saved=_("PDF saved"),
            once=self,
        )

    def _saved(self, made: LedgerPrint) -> None:
        count = made.rendered.pages
        pages = ngettext("{count} page", "{count} pages", count).format(count=count)
        text = _("Saved: {path} ({pages}), {serial}, version {version}.").format(
            path=made.path, pages=pages, serial=made.number.serial, version=made.number.version
        )
        if made.rendered.missing:
            rare = _("Characters that cannot be printed: {characters}")
            text += "\n" + rare.format(characters=" ".join(made.rendered.missing))
        self._outcome.say(text)

    def ask_which(self) -> None:
        """Ask which PDF is to be verified."""
        ask_which_to_open(self._page, _("Verify a PDF"), _PDF, self.verify)

    def verify(self, path: Path) -> None:
        """Tell whether a printed ledger is genuine, altered or superseded."""
        self._context.do(
            lambda desk: check_ledger(desk, path),
            lambda verdict: self._tell(path.name, verdict),
            changes=frozenset({"history"}),
        )

    def _tell(self, name: str, verdict: PrintVerdict) -> None:
        state, text = verdict_text(name, verdict)
        self._outcome.say(text, state)
