"""The rights of the day: a tick for each that was kept up, and beside it why one was not."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from facility_app.acts.observations import RightTold
from facility_app.core.messages import error_text
from facility_app.core.values import DaybookError
from facility_app.facts.isolation import ApartPerson
from facility_app.rules.isolationpack import Often
from facility_app.services.isolation import ApartBoard
from resources.text import _
from ui import theme
from ui.widgets.basics import button, clear, column, label, row


class RightsEntry(QWidget):
    """A right without a tick needs its reason; one that is noted once may stay open."""

    handed_in = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        self.reasons: dict[str, QLineEdit] = {}
        self._often: dict[str, Often] = {}
        self._noted: Mapping[str, RightTold] = {}
        self._shown: object = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.M)
        self._grid.setVerticalSpacing(theme.XS)
        self._error = label("", wraps=True)
        self._error.setObjectName("error")
        self._error.hide()
        hint = label(_("Tick what was kept up; of the rest say why not."), quiet=True, wraps=True)
        self.why = QLineEdit()
        self.why.setAccessibleName(_("Why it is corrected"))
        self.why.setPlaceholderText(_("Why it is corrected"))
        self.why.installEventFilter(self)
        self.why.hide()
        self.all_kept = button(_("All of today kept up"), self.tick_all)
        self.save = button(_("Keep the rights"), self.handed_in.emit, tip="Ctrl+S")
        first, last = row(hint, self.all_kept), row(self.save)
        first.setStretch(0, 1)
        last.insertStretch(0)
        self.setLayout(column(first, self._grid, self.why, self._error, last, space=theme.S))

    def show_person(self, one: ApartPerson, board: ApartBoard) -> None:
        """Show what is noted of the day; what is typed stays while nothing else is noted."""
        shown = (one.spell.id, board.day, one.rights)
        if shown == self._shown:
            return
        self._shown = shown
        self.show_error(None)
        if not self.boxes:
            self._build(board)
        noted = {each.right: each for each in one.rights}
        self._noted = {key: RightTold(key, each.is_kept, each.note) for key, each in noted.items()}
        for key, box in self.boxes.items():
            box.setChecked(key in noted and noted[key].is_kept)
            self.reasons[key].setText(noted[key].note or "" if key in noted else "")
        self.why.clear()
        self._ask_why()

    def told(self) -> tuple[RightTold, ...]:
        """What is said of each; one noted once of which nothing is said is left out."""
        found = []
        for key, box in self.boxes.items():
            note = self.reasons[key].text().strip()
            is_open = not box.isChecked() and not note
            if is_open and self._often[key] is Often.ONCE and key not in self._noted:
                continue
            found.append(RightTold(key, box.isChecked(), note or None))
        return tuple(found)

    def _ask_why(self) -> None:
        """Ask why, where something is said otherwise than it was noted."""
        self.why.setVisible(any(one.right in self._noted and self._noted[one.right] != one for one in self.told()))

    def begin(self) -> None:
        """Put the cursor on the first right."""
        next(iter(self.boxes.values())).setFocus()

    def tick_all(self) -> None:
        """Tick everything that is noted daily."""
        for key, box in self.boxes.items():
            if self._often[key] is Often.DAILY:
                box.setChecked(True)
        self.save.setFocus()

    def show_error(self, error: DaybookError | None) -> None:
        """Say what is wrong, and go to the first right of which a reason is missing."""
        for each in (*self.reasons.values(), self.why):
            _mark(each, wrong=False)
        self._error.setText(error_text(error) if error else "")
        self._error.setVisible(error is not None)
        lacking = [one.right for one in self.told() if not one.is_kept and not one.note]
        if error is not None and error.field == "why":
            _mark(self.why, wrong=True)
            self.why.setFocus()
        if error is not None and error.field == "note" and lacking:
            _mark(self.reasons[lacking[0]], wrong=True)
            self.reasons[lacking[0]].setFocus()

    def _build(self, board: ApartBoard) -> None:
        clear(self._grid)
        for place, right in enumerate(board.rules.rights.values()):
            name = right.words.text
            box = QCheckBox(name)
            box.setAccessibleName(name)
            box.setToolTip(name)
            reason = QLineEdit()
            reason.setAccessibleName(_("Why not: {right}").format(right=name))
            reason.setPlaceholderText(
                _("why it was not kept up") if right.often is Often.DAILY else _("noted once; or why not")
            )
            for one in (box, reason):
                one.installEventFilter(self)
            box.toggled.connect(lambda _on: self._ask_why())
            reason.textChanged.connect(lambda _text: self._ask_why())
            self.boxes[right.id], self.reasons[right.id] = box, reason
            self._often[right.id] = right.often
            self._grid.addWidget(box, 2 * place, 0)
            self._grid.addWidget(reason, 2 * place + 1, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.handed_in.emit()
            elif is_enter:
                self.focusNextChild()
            if is_enter:
                return True
        return super().eventFilter(watched, event)


def _mark(line: QLineEdit, *, wrong: bool) -> None:
    line.setProperty("wrong", wrong)
    line.style().unpolish(line)
    line.style().polish(line)
