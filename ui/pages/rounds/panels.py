"""What is asked in place, below the grid: why somebody was not measured, symptoms, a second reading, a correction."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QScrollArea, QSizePolicy, QWidget

from facility_app.core.messages import error_text
from facility_app.core.values import DaybookError
from facility_app.facts.round_sheet import RoundSheet, SheetRow
from facility_app.rules.rounds import AbsenceReason
from resources.text import _
from ui import theme
from ui.pages.rounds import words
from ui.widgets.basics import button, column, holder, label, row
from ui.widgets.fields import Field, Form, TextField

_MANY, _FEW, _NARROW, _LIST_HEIGHT = 5, 3, 150, 184


class Panel(QFrame):
    """One question about one person; Esc puts it away."""

    told = Signal(object)
    """The answer, as a mapping."""
    closed = Signal()

    def __init__(self, about: SheetRow, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.about = about
        self.title = label(f"{about.subject.text} · {title}", bold=True, wraps=True)
        self._error = label("", wraps=True)
        self._error.setObjectName("error")
        self._error.hide()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

    def show_error(self, error: DaybookError) -> None:
        """Say why the answer was refused."""
        self._error.setText(error_text(error))
        self._error.show()

    def begin(self) -> None:
        """Put the cursor where the answer begins."""

    def _cancel(self) -> QWidget:
        return button(_("Cancel (Esc)"), self.closed.emit)


class KeyedPanel(Panel):
    """One of a few answers: one key each, as far as there are figures; beside them a line for more."""

    def __init__(self, about: SheetRow, title: str, options: Sequence[tuple[str, str]], line: QLineEdit) -> None:
        super().__init__(about, title)
        grid = QGridLayout()
        grid.setSpacing(theme.S)
        self.buttons = []
        for place, (value, text) in enumerate(options):
            made = button(f"{place + 1}  {text}", lambda value=value: self._tell(value))  # type: ignore[misc]
            if place < 9:
                at_once = QShortcut(QKeySequence(str(place + 1)), self)  # one of the button itself waits 100 ms
                at_once.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                at_once.activated.connect(lambda value=value: self._tell(value))
            self.buttons.append(made)
            grid.addWidget(made, place // 5, place % 5)
        self.setLayout(column(self.title, grid, row(line, self._cancel()), self._error, space=theme.S, margins=theme.M))

    def _tell(self, value: str) -> None:
        raise NotImplementedError

    def begin(self) -> None:
        self.buttons[0].setFocus()


class AbsencePanel(KeyedPanel):
    """Why somebody was not measured; that a doctor was told of a refusal is said by an act of its own."""

    def __init__(self, about: SheetRow, reasons: Sequence[AbsenceReason]) -> None:
        self.note = QLineEdit()
        self.note.setPlaceholderText(_("Note, if there is more to say"))
        self.note.setAccessibleName(_("Note"))
        told = {one.tell_doctor_as for one in reasons}
        options = [(one.id, one.words.text) for one in reasons if one.id not in told]
        super().__init__(about, _("Why was there no measurement?"), options, self.note)

    def _tell(self, value: str) -> None:
        self.told.emit({"reason": value, "note": self.note.text().strip()})


class SymptomPanel(Panel):
    """Which symptoms somebody tells of; of a reading that is kept it is a correction, with its reason."""

    def __init__(self, about: SheetRow, sheet: RoundSheet, ticked: frozenset[str]) -> None:
        super().__init__(about, _("Symptoms"))
        self.boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.XS)
        for one in sorted(sheet.rules.symptoms.values(), key=lambda one: one.order):
            box = QCheckBox(f"▲ {one.words.text}" if one.is_alarm else one.words.text)
            box.setChecked(one.id in ticked)
            box.setAccessibleName(one.words.text)
            box.setToolTip(one.words.text)
            self.boxes[one.id] = box
        columns = _MANY if max(one.sizeHint().width() for one in self.boxes.values()) <= _NARROW else _FEW
        for place, box in enumerate(self.boxes.values()):
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            grid.addWidget(box, place // columns, place % columns)
        listed = QScrollArea()
        listed.setWidget(holder(grid))
        listed.setWidgetResizable(True)
        listed.setFixedHeight(_LIST_HEIGHT)
        self.reason = QLineEdit(_("told after the measurement") if about.first else "")
        self.reason.setAccessibleName(_("Reason"))
        self.reason.returnPressed.connect(self._tell)
        save = button(_("Keep (Enter)"), self._tell)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            enter = QShortcut(QKeySequence(key), self)
            enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            enter.activated.connect(self._tell)
        alarm = label(_("▲ call for help first, write it down later"), quiet=True)
        last = row(alarm, self.reason, save, self._cancel())
        last.setStretch(1, 1)
        self.setLayout(column(self.title, listed, last, self._error, space=theme.S, margins=theme.M))
        self.reason.setVisible(about.first is not None)

    def _tell(self) -> None:
        ticked = tuple(key for key, box in self.boxes.items() if box.isChecked())
        self.told.emit({"symptoms": ticked, "reason": self.reason.text().strip()})

    def begin(self) -> None:
        next(iter(self.boxes.values())).setFocus()


class FormPanel(Panel):
    """A question with fields; `more` stands before the other buttons."""

    def __init__(
        self, about: SheetRow, title: str, hint: str, fields: Sequence[Field], act: str, *more: QWidget
    ) -> None:
        super().__init__(about, title)
        self.form = Form(fields, columns=len(fields))
        self.form.submitted.connect(self._tell)
        self._first = fields[0].editor
        last = row(label(hint, quiet=True, wraps=True), *more, button(act, self._tell), self._cancel())
        last.setStretch(0, 1)
        self._whole = column(self.title, self.form, last, space=theme.S, margins=theme.M)
        self.setLayout(self._whole)

    def put_above_buttons(self, what: QWidget) -> None:
        """Put something between the fields and the buttons."""
        self._whole.insertWidget(2, what)

    def _tell(self) -> None:
        self.told.emit(self.form.values())

    def begin(self) -> None:
        self._first.setFocus()

    def show_error(self, error: DaybookError) -> None:
        self.form.show_error(error)


class QuickPanel(FormPanel):
    """A question whose first two fields suffice: with both filled in, Enter in either hands it in."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            first, second = list(self.form.fields.values())[:2]
            if is_enter and watched in (first.editor, second.editor) and first.text() and second.text():
                self._tell()
                return True
        return super().eventFilter(watched, event)


class CorrectionPanel(FormPanel):
    """Asks why a reading that is kept is to be another one; or takes what was typed as a further one."""

    further = Signal(str)
    """The kept one is right: the value that was measured since."""

    def __init__(self, about: SheetRow, value: str) -> None:
        self._value = TextField("celsius", _("Right reading"), required=True)
        reason = TextField("reason", _("Reason"), required=True)
        old = words.reading_text(about).split(" ")[0]
        hint = _("{old} is kept already. The old value stays in the history.").format(old=old)
        beside = button(_("Measured once more (=)"), self._keep_beside)
        super().__init__(about, _("Correct the reading"), hint, (self._value, reason), _("Correct"), beside)
        self._value.set_text(value)
        self._first = reason.editor
        for one in (self._value, reason):
            one.editor.installEventFilter(self)

    def _keep_beside(self) -> None:
        self.further.emit(self._value.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.text() in ("=", "＝"):
            self._keep_beside()
            return True
        return super().eventFilter(watched, event)


Answer = Mapping[str, object]
