"""The line of the observation sheet: three answers with a figure each, symptoms to tick, a remark."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QScrollArea, QSizePolicy, QWidget

from facility_app.acts.observations import LineTold
from facility_app.core.values import DaybookError, Invalid
from facility_app.facts.isolation import ApartPerson, SheetLine
from facility_app.rules.isolationpack import Question
from facility_app.services.isolation import ApartBoard
from resources.text import _
from ui import theme
from ui.pages.isolation import words
from ui.pages.rounds.typed import clock_of
from ui.widgets.basics import button, column, holder, label, row
from ui.widgets.fields import ChoiceField, Form, TextField

_MANY, _FEW, _NARROW, _LIST_HEIGHT = 3, 2, 124, 112
_PLUS = ("+", "＋")
_QUESTIONS = (Question.MOOD, Question.FOOD, Question.SLEEP)


class LineEntry(QWidget):
    """One line; Enter goes on, and after the last answer keeps it."""

    handed_in = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._board: ApartBoard | None = None
        self._one: ApartPerson | None = None
        self._shown: object = None
        self._mood = ChoiceField(Question.MOOD.value, _("Mood"), (), required=True)
        self._food = ChoiceField(Question.FOOD.value, _("Food"), (), required=True)
        self._sleep = ChoiceField(Question.SLEEP.value, _("Sleep"), (), required=True)
        self.form = Form([self._mood, self._food, self._sleep], columns=3)
        self.window_of_day = ChoiceField("window", _("Round"), ())
        self._remark = TextField("remark", _("Remark"))
        self._at = TextField("at", _("Seen at (empty: now)"), hint=_("Of a round that is over: when it closed."))
        self._why = TextField("why", _("Why it is corrected"), required=True)
        self.more = Form([self._remark, self.window_of_day, self._at, self._why], columns=2)
        self.boxes: dict[str, QCheckBox] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.S)
        self._grid.setVerticalSpacing(theme.XS)
        ticks = QScrollArea()
        ticks.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ticks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ticks.setWidget(holder(self._grid))
        ticks.setWidgetResizable(True)
        ticks.setFixedHeight(_LIST_HEIGHT)
        self._ticks = ticks
        self.save = button(_("Keep the line"), self.handed_in.emit, tip="Ctrl+S")
        self._hint = label("", quiet=True, wraps=True)
        last = row(self._hint, self.save)
        last.setStretch(0, 1)
        caption = label(_("Symptoms"), quiet=True)
        self.setLayout(column(self.form, column(caption, ticks, space=theme.XS), self.more, last, space=theme.M))
        for form in (self.form, self.more):
            form.submitted.connect(self.handed_in.emit)
            for field in form.fields.values():
                if isinstance(field.editor, QComboBox):
                    field.editor.installEventFilter(self)
        self.window_of_day.edited.connect(self._fill)

    def show_person(self, one: ApartPerson, board: ApartBoard, *, may_correct: bool) -> None:
        """Show the line of the running window; what is typed for the same line stays."""
        is_other = self._one is None or self._one.spell.id != one.spell.id
        self._one, self._board = one, board
        self._offer(board)
        self._may_correct = may_correct
        blocked = self.window_of_day.blockSignals(True)
        owed = {line.window for line in one.lines if line.is_owed or line.row is not None}
        now = words.window_now(board) if words.window_now(board) in owed else ""
        begun = [each for each in board.windows if each.id == now or (each.id in owed and self._has_begun(each.id))]
        self.window_of_day.set_options([(each.id, each.words.text) for each in begun])
        if is_other or not self.window_of_day.text():
            self.window_of_day.set_text(now or (begun[-1].id if begun else ""))
        self.window_of_day.blockSignals(blocked)
        self._fill()

    def _has_begun(self, window: str) -> bool:
        assert self._board is not None
        found = next(one for one in self._board.windows if one.id == window)
        return self._board.calendar.instant(self._board.day, found.opens) <= self._board.at

    @property
    def line(self) -> SheetLine | None:
        """The line that is shown, as it is kept."""
        chosen = self.window_of_day.text()
        return next((each for each in self._one.lines if each.window == chosen), None) if self._one else None

    def told(self) -> LineTold:
        """The line as it is typed.

        Raises:
            Invalid: the time is none.
        """
        assert self._one is not None and self._board is not None
        typed = self.form.values()
        return LineTold(
            self._one.person.number,
            typed["mood"],
            typed["food"],
            typed["sleep"],
            tuple(key for key, box in self.boxes.items() if box.isChecked()),
            self._remark.text() or None,
            self._board.day,
            self.window_of_day.text() or None,
            self._seen_at(self._board),
        )

    def _seen_at(self, board: ApartBoard) -> datetime | None:
        if not self._at.text().strip():
            return None
        try:
            return board.calendar.instant(board.day, clock_of(self._at.text()))
        except Invalid as error:
            raise Invalid(error.message, field=self._at.key, **error.params) from None

    @property
    def why(self) -> str:
        """Why the line is corrected."""
        return self._why.text()

    def begin(self) -> None:
        """Put the cursor where the line begins."""
        self._mood.setFocus()

    def is_typed(self) -> bool:
        """Whether something was typed that no default says."""
        return bool(self._remark.text() or self._why.text() or (self._at.isEnabled() and self._at.text()))

    def show_error(self, error: DaybookError | None) -> None:
        """Say what is wrong beside the field that it names."""
        in_more = error is not None and error.field in self.more.fields
        self.form.show_error(None if in_more else error)
        self.more.show_error(error if in_more else None)

    def forget(self) -> None:
        """What was typed is kept: it may be replaced by what the store says."""
        self._shown = None

    def _offer(self, board: ApartBoard) -> None:
        if self.boxes:
            return
        for question, field in zip(_QUESTIONS, (self._mood, self._food, self._sleep), strict=True):
            found = sorted((one for one in board.rules.answers.values() if one.of is question), key=_order)
            field.set_options([(one.id, f"{place} {one.words.text}") for place, one in enumerate(found, start=1)])
        for one in board.symptoms:
            box = QCheckBox(f"▲ {one.words.text}" if one.is_alarm else one.words.text)
            box.setAccessibleName(one.words.text)
            box.setToolTip(one.words.text)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.installEventFilter(self)
            self.boxes[one.id] = box
        columns = _MANY if max(one.sizeHint().width() for one in self.boxes.values()) <= _NARROW else _FEW
        for place, box in enumerate(self.boxes.values()):
            self._grid.addWidget(box, place // columns, place % columns)

    def _fill(self) -> None:
        line = self.line
        kept = line.row if line is not None else None
        shown = (self._one.spell.id if self._one else None, self.window_of_day.text(), kept)
        self._why.setVisible(kept is not None)
        self._at.setEnabled(kept is None)
        self.save.setText(_("Correct the line") if kept is not None else _("Keep the line"))
        self.save.setEnabled(line is not None and (kept is None or self._may_correct))
        self._hint.setText(
            _("A figure chooses, Enter goes on and keeps the line; + is symptoms.")
            if line is not None
            else _("No line is owed yet: the person was set apart after the last round.")
        )
        if shown == self._shown:
            return
        self._shown = shown
        self.show_error(None)
        self.form.fill(self._first_answers() if kept is None else _answers(kept.mood, kept.food, kept.sleep))
        ticked = line.symptoms if line is not None else ()
        for key, box in self.boxes.items():
            box.setChecked(key in ticked)
        self._remark.set_text(kept.remark or "" if kept is not None else "")
        self._at.set_text("" if kept is None or self._board is None else f"{self._board.calendar.local(kept.at):%H:%M}")
        self._why.set_text("")
        self._ticks.verticalScrollBar().setValue(0)

    def _first_answers(self) -> Mapping[str, str]:
        assert self._board is not None
        answers = sorted(self._board.rules.answers.values(), key=_order)
        return {each.value: next((one.id for one in answers if one.of is each), "") for each in _QUESTIONS}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_box = isinstance(watched, QCheckBox)
            if event.text() in _PLUS and not is_box:
                next(iter(self.boxes.values())).setFocus()
                return True
            if is_box and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.handed_in.emit()
                return True
        return super().eventFilter(watched, event)


def _order(one: object) -> int:
    return int(getattr(one, "order", 0))


def _answers(*given: str) -> Mapping[str, str]:
    return {question.value: answer for question, answer in zip(_QUESTIONS, given, strict=True)}
