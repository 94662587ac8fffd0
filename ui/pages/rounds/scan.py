"""Scanning at the door: a code and Enter put the cursor on somebody's reading; after it the next scan is waited for."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from facility_app.facts.round_sheet import SheetGroup, SheetRow
from resources.text import _
from ui.pages.rounds.keying import Keying
from ui.pages.rounds.typed import plain
from ui.widgets.basics import button, label, row

_WIDTH = 220


def scanned(rows: Iterable[tuple[SheetGroup, SheetRow]], code: str) -> SheetRow | None:
    """Whom a code means: the number on the wristband, of staff the staff number, or a bed such as `101-3`.

    A bed that two blocks have means nobody without its block.
    """
    wanted = _folded(code)
    if not wanted:
        return None
    beds = []
    for group, one in rows:
        if _folded(one.subject.number) == wanted:
            return one
        if one.bed and wanted in {_folded(f"{group.cell}-{one.bed}"), _folded(f"{group.block}{group.cell}-{one.bed}")}:
            beds.append(one)
    return beds[0] if len(beds) == 1 else None


def _folded(code: str) -> str:
    return "".join(plain(code).split()).casefold()


class ScanLine(QWidget):
    """The line into which a scanner types; shown as long as there is scanning."""

    found = Signal(object)
    left = Signal()

    def __init__(self, keying: Keying) -> None:
        super().__init__()
        self._keying = keying
        self.code = _Code()
        self.code.setAccessibleName(_("Code of the wristband"))
        self.code.setPlaceholderText(_("Scan the wristband"))
        self.code.setFixedWidth(_WIDTH)
        self.code.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.outcome = label(_("Scan, three digits, Enter; then the next one."), quiet=True)
        self.outcome.setAccessibleName(_("Outcome"))
        line = row(label(_("Scan"), bold=True), self.code, self.outcome)
        line.addStretch()
        line.addWidget(button(_("Done"), self.stop, tip="Esc"))
        self.setLayout(line)
        self.code.returnPressed.connect(self._look)
        self.code.given_up.connect(self.stop)
        self.hide()

    @property
    def is_on(self) -> bool:
        """Whether there is scanning."""
        return not self.isHidden()

    def wait(self) -> None:
        """Wait for a scan."""
        self.show()
        self.code.clear()
        self.code.setFocus()

    def stop(self) -> None:
        """End the scanning."""
        self.hide()
        self.left.emit()

    def _look(self) -> None:
        code = self.code.text().strip()
        one = scanned(self._keying.rows(), code)
        if one is None:
            self.outcome.setText(_("▲ Nobody in this round has the code {code}.").format(code=code))
            self.code.selectAll()
            return
        self.outcome.setText(f"✓ {one.subject.text}")
        self.found.emit(one)


class _Code(QLineEdit):
    """Esc leaves it."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
