"""A register as files: taken over from one after a trial, given as one, and its forms on paper."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from facility_app.exchange.giving import Given
from facility_app.exchange.taking import Taken
from resources.text import _, ngettext
from ui import theme
from ui.theme import State
from ui.widgets.basics import Button, button, card, column, label, row

TABLES = "XLSX (*.xlsx);;CSV (*.csv)"
ALL_TABLES = "CSV, XLSX (*.csv *.xlsx)"
PDF = "PDF (*.pdf)"
_PROBLEMS_HEIGHT = 140


class FilesMenu(Button):
    """Everything that a register does with files."""

    def __init__(self, acts: list[tuple[str, Callable[[], None]]]) -> None:
        super().__init__(_("Files and forms"))
        self.setAccessibleName(_("Files and forms"))
        menu = QMenu(self)
        for text, run in acts:
            made = menu.addAction(text)
            made.triggered.connect(lambda _checked=False, run=run: run())
        self.setMenu(menu)

    def offer_taking(self, is_offered: bool) -> None:
        """Whether a file may be taken over: the first of the acts."""
        self.menu().actions()[0].setVisible(is_offered)


class FileOutcome(QWidget):
    """What a trial or an act with a file came to; a trial without errors can be made earnest from here."""

    confirmed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._path: Path | None = None
        self.text = label("", wraps=True)
        self.text.setAccessibleName(_("Outcome"))
        self.problems = QPlainTextEdit()
        self.problems.setReadOnly(True)
        self.problems.setAccessibleName(_("Rows to look at"))
        self.problems.setMaximumHeight(_PROBLEMS_HEIGHT)
        self.problems.setTabChangesFocus(True)
        self.go = button(_("Take the rows over"), self._confirm)
        close = button(_("Close"), self.hide)
        line = row(self.text, self.go, close)
        line.setStretch(0, 1)
        self.setLayout(column(card(column(line, self.problems, margins=theme.M))))
        self.hide()

    def say(self, text: str, state: State = State.DONE) -> None:
        """Say one sentence."""
        self.text.setText(f"{state.shape} {text}")
        self.text.setStyleSheet(f"color: {state.colour(theme.colours())};")
        self.go.hide()
        self.problems.hide()
        self.show()

    def show_trial(self, path: Path, taken: Taken) -> None:
        """Say what taking a file over would do; nothing was written."""
        self._path = path
        text = _("{file}: {rows} rows, {new} new, {unchanged} unchanged, {errors} with errors. Nothing is written yet.")
        self._report(
            text.format(
                file=path.name, rows=taken.rows, new=taken.imported, unchanged=taken.unchanged, errors=len(taken.errors)
            ),
            taken,
        )
        self.go.setVisible(not taken.errors and taken.imported > 0)
        if not self.go.isHidden():
            self.go.setFocus()

    def show_taken(self, taken: Taken) -> None:
        """Say what was taken over."""
        count = taken.imported
        self._report(ngettext("{count} row taken over.", "{count} rows taken over.", count).format(count=count), taken)

    def show_given(self, path: Path, given: Given) -> None:
        """Say what was written."""
        text = _("Written: {path} ({rows})")
        rows = ngettext("{count} row", "{count} rows", given.rows).format(count=given.rows)
        masked = " " + _("Sensitive values are masked.") if given.is_masked else ""
        self.say(text.format(path=path, rows=rows) + masked)

    def _report(self, text: str, taken: Taken) -> None:
        self.say(text, State.OVERDUE if taken.errors else State.DONE)
        problems = (*taken.errors, *taken.warnings)
        self.problems.setPlainText("\n".join(one.text for one in problems))
        self.problems.setVisible(bool(problems))

    def _confirm(self) -> None:
        if self._path is not None:
            self.confirmed.emit(self._path)
