"""The form of an entry: a new one, what was left open, a correction, or a withdrawal with its reason.

What is typed into it is kept as a draft until it is handed in: one of each register for a new entry, else one of
each entry and each sort of form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from facility_app.access import Desk
from facility_app.core.phrases import Phrase
from facility_app.core.values import DaybookError
from facility_app.rules.declared import FieldSpec, Register
from facility_app.services import registers
from resources.text import N_, _
from ui import theme
from ui.context import Context
from ui.pages.formdraft import FormDraft
from ui.pages.registers.fields import Around, field_for
from ui.pages.registers.values import read_values
from ui.pages.registers.widths import yielding
from ui.widgets.basics import button, card, column, heading, row
from ui.widgets.fields import Form, TextField

_COLUMNS = 3
_MOST_HEIGHT, _FRAME = 330, 84
"""The form at its highest, and what of it is no field."""
REASON = "reason"


class Mode(Enum):
    """What a form is for: its heading, and what its button says."""

    NEW = (N_("New entry: {register}"), N_("Save the entry"))
    FILL = (N_("Fill in: {register} {number}"), N_("Save what was filled in"))
    CORRECT = (N_("Correct: {register} {number}"), N_("Save the correction"))
    VOID = (N_("Void: {register} {number}"), N_("Void the entry"))


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed in: texts by the keys of the fields."""

    register: Register
    mode: Mode
    entry_id: UUID | None
    texts: Mapping[str, str]
    reason: str

    @property
    def draft(self) -> str:
        """The name of its draft."""
        return _draft_of(self.register, self.mode, self.entry_id)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what to look at now that it is saved."""

    handed: Handed
    entry_id: UUID
    remarks: tuple[Phrase, ...] = ()


def write(desk: Desk, handed: Handed) -> Written:
    """Write what was handed in.

    Raises:
        DaybookError: as of the service that writes it; `field` names the field.
    """
    name, entry_id = handed.register.name, handed.entry_id
    values = read_values(desk, handed.register, handed.texts)
    if entry_id is None:
        kept = registers.add_entry(desk, name, values)
        return Written(handed, kept.id, kept.remarks)
    if handed.mode is Mode.FILL:
        registers.fill_in(desk, name, entry_id, values)
    elif handed.mode is Mode.CORRECT:
        registers.correct_entry(desk, name, entry_id, values, handed.reason)
    else:
        registers.void_entry(desk, name, entry_id, handed.reason)
    return Written(handed, entry_id)


class EntryForm(QWidget):
    """One form at a time; Ctrl+Enter hands it in, Esc leaves it."""

    handed_in = Signal(object)
    left = Signal()
    started = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.mode: Mode | None = None
        self.form = Form([])
        self._register: Register | None = None
        self._entry_id: UUID | None = None
        self._before: Mapping[str, str] = {}
        self.draft = FormDraft(context, self.form, self)
        self.draft.filled.connect(self._focus_first)
        self.title = yielding(heading(""))
        self.save = button(_("Save the entry"), self.hand_in, tip="Ctrl+Enter")
        self.leave = button(_("Cancel"), self.leave_form, tip="Esc")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(_("Fields of the entry"))
        top = row(self.title, self.leave, self.save)
        top.setStretch(0, 1)
        self.setLayout(column(card(column(top, self._area, margins=theme.M))))
        self._height = _MOST_HEIGHT
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height)

    def start(
        self,
        register: Register,
        mode: Mode,
        around: Around,
        *,
        entry_id: UUID | None = None,
        number: int = 0,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        """Ask for an entry.

        Args:
            texts: what stands in the fields already.
        """
        self.draft.leave()
        self.mode, self._register, self._entry_id = mode, register, entry_id
        self._before = dict(texts or {})
        fields = [
            field_for(one, around, required=_is_required(register, one, mode))
            for one in fields_of(register, mode, texts)
        ]
        if mode in (Mode.CORRECT, Mode.VOID):
            fields.append(TextField(REASON, _("Reason"), required=True))
        self.form = Form(fields, columns=_COLUMNS)
        self.form.submitted.connect(self.hand_in)
        self.form.fill(self._before)
        self.draft.hold(self.form)
        self.form.setContentsMargins(0, 0, theme.M, 0)
        self.form.setMinimumHeight(self.form.sizeHint().height())
        self._area.setWidget(self.form)
        heading_text, save_text = mode.value
        shown = _("№ {numbers}").format(numbers=number) if number else ""
        self.title.setText(_(heading_text).format(register=_(register.label), number=shown))
        self.title.setToolTip(self.title.text())
        self.save.setText(_(save_text))
        self.save.setAccessibleName(_(save_text))
        self._height = min(_MOST_HEIGHT, self.form.sizeHint().height() + _FRAME)
        self.started.emit()
        self.updateGeometry()
        self.show()
        # of a new entry all that stands there was said by somebody, also what the page knew
        self.draft.begin(_draft_of(register, mode, entry_id), {} if mode is Mode.NEW else self.form.values())
        self._focus_first()

    def _focus_first(self) -> None:
        fields = list(self.form.fields.values())
        is_whole = self.mode in (Mode.CORRECT, Mode.VOID)
        empty = (one for one in fields if not one.text() and one.key != "at")
        (fields[0] if is_whole else next(empty, fields[0])).setFocus()

    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return not self.isHidden() and bool(self._said())

    def hand_in(self) -> None:
        """Give what was typed to whoever writes it."""
        if self._register is None or self.mode is None:
            return
        self.form.show_error(None)
        said = self._said()
        reason = said.pop(REASON, "")
        self.handed_in.emit(Handed(self._register, self.mode, self._entry_id, said, reason))

    def _said(self) -> dict[str, str]:
        """What differs from what stood there; of a new entry all that is said."""
        typed = self.form.values()
        if self.mode is Mode.NEW:
            return {key: text for key, text in typed.items() if text}
        return {key: text for key, text in typed.items() if text != self._before.get(key, "")}

    def show_error(self, error: DaybookError) -> None:
        """Say beside the field what is wrong; what was typed stays."""
        self.form.show_error(error)
        field = self.form.fields.get(error.field or "")
        if field is not None:
            self._area.ensureWidgetVisible(field)

    def leave_form(self) -> None:
        """Take the form away; what was typed and not handed in is kept as a draft."""
        self.draft.leave()
        self.mode = None
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave_form()
        else:
            super().keyPressEvent(event)


def _draft_of(register: Register, mode: Mode, entry_id: UUID | None) -> str:
    page = f"registers/{register.name}"
    return page if mode is Mode.NEW else f"{page}/{mode.name.lower()}/{entry_id}"


def fields_of(register: Register, mode: Mode, texts: Mapping[str, str] | None) -> list[FieldSpec]:
    """The fields that a form of some kind asks for."""
    asked = [one for one in register.fields if not one.computed]
    if mode is Mode.NEW:
        return [one for one in asked if not one.is_later]
    if mode is Mode.FILL:
        return [one for one in asked if one.is_later and not (texts or {}).get(one.key)]
    return asked if mode is Mode.CORRECT else []


def _is_required(register: Register, field: FieldSpec, mode: Mode) -> bool:
    is_filled_in = mode is Mode.NEW and field is register.writers_signature
    return field.is_required and mode is not Mode.FILL and not is_filled_in
