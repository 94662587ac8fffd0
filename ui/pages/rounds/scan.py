"""Scanning at the door: a code and Enter put the cursor on somebody's reading; after it the next scan is waited for."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from facility_app.core.values import Invalid
from facility_app.exchange.codes import BedCodes, folded
from facility_app.facts.round_sheet import RoundSheet, SheetRow
from resources.text import _
from ui.pages.rounds.keying import Keying
from ui.pages.rounds.typed import moment_of
from ui.widgets.basics import button, label, row

_WIDTH = 220


def scanned(sheet: RoundSheet, code: str, at: datetime) -> SheetRow | None:
    """Whom a code means: the number on the wristband, of staff the staff number, or a bed such as `101-3`.

    A bed means whoever lay there when the reading is taken; one that two blocks have means nobody without its block.
    """
    rows = {folded(one.subject.number): one for group in sheet.groups for one in group.rows}
    found = rows.get(folded(code))
    if found is not None:
        return found
    lying = BedCodes(sheet.bed_stays).at(code, at)
    return rows.get(folded(lying[0].number)) if len(lying) == 1 else None


def scanned_now(keying: Keying, code: str) -> SheetRow | None:
    """Whom a code means at the time for which readings are typed."""
    sheet, now = keying.sheet, keying.context.machine.clock()
    if sheet is None:
        return None
    try:
        at = moment_of(keying.time, sheet.day, sheet.span, sheet.calendar, now)
    except Invalid:  # the reading itself is refused, and says why
        at = sheet.span.closes
    return scanned(sheet, code, at or now)


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
        one = scanned_now(self._keying, code)
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
