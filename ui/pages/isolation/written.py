"""Everything that was written of one isolation, and the form by which one record is corrected or voided."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from facility_app.core.values import DaybookError
from facility_app.facts.isolation import ApartPerson
from facility_app.facts.isolation_written import Sort, Written
from facility_app.rules.shelf import Packs
from facility_app.services.desks import see_desk
from facility_app.services.isolation import ApartBoard
from facility_app.services.isolation_records import written_about
from facility_app.services.journal import HistoryLine, record_history
from resources.text import _
from ui.context import Context
from ui.pages.history.words import Wording, change_text
from ui.pages.isolation import words
from ui.pages.isolation.correcting import form_of, offer, shown_values
from ui.theme import State
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import Form, TextField
from ui.widgets.table import Table, TableColumn

_LIST_HEIGHT = 149
_MOST_TOLD = 4
_HISTORY = "journal.record_history"


class WrittenEntry(QWidget):
    """A list of records; the one that is chosen can be corrected or voided, with a reason."""

    correct_asked = Signal()
    void_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._one: ApartPerson | None = None
        self._board: ApartBoard | None = None
        self._shown: object = None
        self.table: Table[Written] = Table(
            [
                TableColumn(_("When"), self._when, 98),
                TableColumn(_("Record"), self._name, 100, self._state, tip=self._name),
                TableColumn(_("What it says"), self._said, 0, tip=self._said),
            ],
            _("What was written of this isolation"),
        )
        self.table.setFixedHeight(_LIST_HEIGHT)
        self.forms: dict[Sort, Form] = {sort: form_of(sort) for sort in Sort}
        self.why = Form([TextField("why", _("Why it is corrected or voided"), required=True)], columns=1)
        self._told = label("", quiet=True, wraps=True)
        self._history = label("", quiet=True, wraps=True)
        self.void = button(_("Void"), self.void_asked.emit, tip="Ctrl+Del")
        self.correct = button(_("Correct"), self.correct_asked.emit, tip="Ctrl+S")
        last = row(self.why)
        last.setStretch(0, 1)
        for knob in (self.void, self.correct):
            last.addWidget(knob, alignment=Qt.AlignmentFlag.AlignBottom)
        self.setLayout(column(self.table, self._told, *self.forms.values(), last, self._history))
        for form in (*self.forms.values(), self.why):
            form.submitted.connect(self.correct_asked.emit)
        self.table.selected.connect(self._choose)
        self.table.opened.connect(lambda _row: self._begin_form())

    def show_person(self, one: ApartPerson, board: ApartBoard) -> None:
        """Take somebody; what was written is read once it is looked at."""
        if self._one is None or self._one.spell.id != one.spell.id:
            self.forget()
            self.table.show_rows(())
        self._one, self._board = one, board

    def renew(self) -> None:
        """Read what was written."""
        one = self._one
        if one is not None:
            self._context.ask(lambda desk: written_about(desk, one.spell.id), self._show, key=self)

    def begin(self) -> None:
        """Put the cursor into the list."""
        self.table.setFocus()

    @property
    def chosen(self) -> Written | None:
        """The record that is chosen."""
        return self.table.current()

    @property
    def reason(self) -> str:
        """Why it is corrected or voided."""
        return self.why.values()["why"]

    def typed(self) -> dict[str, str]:
        """What the form of the chosen record says."""
        return self.forms[self.chosen.sort].values() if self.chosen is not None else {}

    def is_typed(self) -> bool:
        """Whether a reason was typed that is not kept."""
        return bool(self.reason)

    def forget(self) -> None:
        """What was typed is kept: it may be replaced by what the store says."""
        self._shown = None
        self.why.clear()

    def show_error(self, error: DaybookError | None) -> None:
        """Say what is wrong with a correction, beside the field that it names."""
        form = self.forms[self.chosen.sort] if self.chosen is not None else self.why
        is_here = error is not None and error.field in form.fields
        form.show_error(error if is_here else None)
        self.why.show_error(None if is_here else error)

    def show_refusal(self, error: DaybookError) -> None:
        """Say why a record cannot be voided, beside the reason."""
        self.show_error(type(error)(error.message, field="why", **error.params))

    def _show(self, found: Sequence[Written]) -> None:
        if self._one is None or not found or found[0].id != self._one.spell.id:
            return
        chosen = self.chosen
        blocked = self.table.blockSignals(True)
        self.table.show_rows(found)
        if chosen is not None:
            self.table.selectRow(next((n for n, one in enumerate(found) if one.id == chosen.id), 0))
        self.table.blockSignals(blocked)
        self._choose(self.table.current())

    def _choose(self, one: Written | None) -> None:
        board = self._board
        holds = one is not None and one.void_reason is None
        corrects = holds and one is not None and self._may("correct", one)
        voids = holds and one is not None and self._may("void", one)
        for sort, form in self.forms.items():
            form.setVisible(corrects and one is not None and one.sort is sort)
        self.why.setVisible(corrects or voids)
        self._offer(self.correct, corrects)
        self._offer(self.void, voids)
        self._history.setText("")
        self._told.setText(words.written_told(one, board) if one is not None and board is not None else "")
        self._told.setVisible(bool(self._told.text()))
        if one is None or board is None:
            return
        if (one.id, one.values) != self._shown:
            self._shown = (one.id, one.values)
            self.show_error(None)
            self.why.clear()
            form = self.forms[one.sort]
            offer(form, one, board)
            form.fill(shown_values(one, board))
        if self._context.may(_HISTORY):
            self._context.ask(
                lambda desk: (record_history(desk, one.id), see_desk(desk).facility.packs),
                lambda found: self._tell_history(one, *found),
                lambda _error: None,
                key=(self, "history"),
            )

    @staticmethod
    def _offer(knob: QPushButton, is_offered: bool) -> None:
        knob.setVisible(is_offered)
        knob.setEnabled(is_offered)

    def _may(self, act: str, one: Written) -> bool:
        return self._context.may(f"isolation_records.{act}_{one.sort.value}")

    def _tell_history(self, one: Written, lines: Sequence[HistoryLine], packs: Packs) -> None:
        """What the record said before, newest first."""
        if self._board is None or self.chosen is None or self.chosen.id != one.id:
            return
        calendar = self._board.calendar
        wording = Wording(calendar, packs)
        told = [
            f"{calendar.local(line.at):%m-%d %H:%M} {line.by}  {change_text(line.entity, field, wording)}"
            for line in lines[:-1]
            for field in line.fields or ()
        ]
        more = [f"… {len(told) - _MOST_TOLD}"] if len(told) > _MOST_TOLD else []
        first = [_("Corrected before, as the journal tells:")] if told else []
        self._history.setText("\n".join((*first, *told[:_MOST_TOLD], *more)))

    def _begin_form(self) -> None:
        one = self.chosen
        if one is None or one.void_reason is not None:
            return
        fields = [each for each in self.forms[one.sort].fields.values() if not each.isHidden()]
        (fields[0] if fields else self.why.fields["why"]).setFocus()

    def _when(self, one: Written) -> str:
        return words.wall(self._board, one.at) if self._board else ""

    def _name(self, one: Written) -> str:
        return words.written_name(one, self._board) if self._board else ""

    def _said(self, one: Written) -> str:
        return words.written_text(one, self._board) if self._board else ""

    @staticmethod
    def _state(one: Written) -> State | None:
        return State.NOT_APPLICABLE if one.void_reason is not None else None
