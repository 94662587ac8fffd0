"""The measures of an outbreak: what is on, and the forms by which a leader switches them on and off."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from facility_app.access import Desk
from facility_app.acts.outbreaks import MeasuresOrdered
from facility_app.core.values import Invalid
from facility_app.facts.outbreaks import Measures
from facility_app.services.isolation import ApartBoard, switch_off_measures, switch_on_measures
from facility_app.services.isolation_records import correct_measures, void_measures
from resources.text import N_, _
from ui import theme
from ui.pages.isolation import words
from ui.pages.typed import day_typed
from ui.widgets.basics import button, clear, column, heading, holder, label, line, row, state_label
from ui.widgets.fields import ChoiceField, Form, LongTextField, TextField
from ui.widgets.outbreak import measures_text


class MeasuresStrip(QWidget):
    """What is on, above the list; hidden while nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._lines)
        self.hide()

    def show_board(self, board: ApartBoard) -> None:
        """Tell the measures that are on."""
        clear(self._lines)
        for one in board.measures:
            text = _("Outbreak measures: {what}").format(what=measures_text(one, words.measures_name(one, board)))
            told = state_label(theme.State.OVERDUE, text)
            told.setWordWrap(True)
            self._lines.addWidget(told)
        self.setVisible(bool(board.measures))


class MeasuresPanel(QFrame):
    """Switching measures on, by document or order, and off, with a reason."""

    on_asked = Signal()
    off_asked = Signal()
    void_asked = Signal()
    correct_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._board: ApartBoard | None = None
        self._pathogen = ChoiceField("pathogen", _("Pathogen"), (), required=True)
        self._days = TextField("observation_days", _("Days newcomers are observed"))
        self._level = TextField("ppe_level", _("Level of protection, 1 to 4"))
        self.on = Form(
            [
                self._pathogen,
                TextField("basis", _("Document or order"), required=True),
                TextField("ends_on", _("Last day of the measures"), hint=_("Empty is until further notice.")),
                self._days,
                self._level,
                TextField("tests", _("Tests: what, of whom, how often")),
                LongTextField("areas", _("Areas travelled through, asked at intake, one a line")),
                TextField("why", _("Why it is corrected"), required=True),
            ]
        )
        self.on.fields["why"].hide()
        self.corrected: Measures | None = None
        self._of = ChoiceField("measures", _("Measures that are on"), (), required=True)
        self.off = Form([self._of, TextField("reason", _("Why they end, or are void"), required=True)])
        self.switch_on = button(_("Switch on"), self._hand_in, tip="Ctrl+S")
        switch_off = button(_("Switch off"), self.off_asked.emit, tip="Ctrl+S")
        last = row(button(_("Cancel (Esc)"), self.left.emit), self.switch_on)
        last.insertStretch(0)
        self.correct = button(_("Correct"), self.begin_correction)
        self.void = button(_("Void"), self.void_asked.emit)
        off_last = row(self.correct, self.void, switch_off)
        off_last.insertStretch(0)
        self._off_part = holder(column(self.off, off_last, line(), space=theme.M))
        self._hint = label(
            _("Measures apply from today on; the profile gives what is left empty."), quiet=True, wraps=True
        )
        inner = column(heading(_("Outbreak measures")), self._off_part, self._hint, self.on, last, space=theme.M)
        inner.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        inner.addStretch()
        self.setLayout(inner)
        self.on.submitted.connect(self._hand_in)
        self.off.submitted.connect(self.off_asked.emit)
        self._pathogen.edited.connect(self._tell_days)

    def offer(self, board: ApartBoard) -> None:
        """Offer the pathogens and the measures of today; what was typed stays."""
        self._board = board
        self._pathogen.set_options([(one.id, one.words.text) for one in board.rules.pathogens.values()])
        self._of.set_options([(str(one.id), words.measures_name(one, board)) for one in board.measures])
        if len(board.measures) == 1:
            self._of.set_text(str(board.measures[0].id))
        self._off_part.setVisible(bool(board.measures))

    def begin(self) -> None:
        """Put the cursor where it begins: measures are switched on."""
        if self.corrected is not None:
            self.on.clear()
        self._correct(None)
        self._pathogen.setFocus()

    def begin_correction(self) -> None:
        """Put the measures that are chosen into the form, to be corrected."""
        board, chosen = self._board, self._of.text()
        found = next((one for one in board.measures if str(one.id) == chosen), None) if board else None
        if found is None:
            self.off.show_error(Invalid(N_("This must be filled in."), field="measures"))
            return
        self._correct(found)
        self.on.clear()
        figures = {"observation_days": found.observation_days, "ppe_level": found.ppe_level, "ends_on": found.ends_on}
        texts = {
            "pathogen": found.pathogen,
            "basis": found.basis,
            "tests": found.tests or "",
            "areas": "\n".join(found.areas),
        }
        self.on.fill({**texts, **{key: "" if one is None else str(one) for key, one in figures.items()}})
        self.on.fields["basis"].setFocus()

    def _correct(self, found: Measures | None) -> None:
        self.corrected = found
        self._pathogen.setEnabled(found is None)
        self.on.fields["why"].setVisible(found is not None)
        self._hint.setVisible(found is None)
        self.switch_on.setText(_("Switch on") if found is None else _("Correct them"))

    def _hand_in(self) -> None:
        (self.on_asked if self.corrected is None else self.correct_asked).emit()

    def is_switching_off(self) -> bool:
        """Whether the cursor stands in the form that switches off."""
        at = self.focusWidget()
        return at is not None and self.off.isAncestorOf(at)

    def _tell_days(self) -> None:
        pathogen = self._board.rules.pathogens.get(self._pathogen.text()) if self._board else None
        self._days.editor.setProperty("placeholderText", str(pathogen.observation_days) if pathogen else "")


def switch_on_as(desk: Desk, typed: dict[str, str]) -> None:
    """Switch on what is typed.

    Raises:
        Invalid: a figure or a day cannot be read; or as of `switch_on_measures`.
    """
    switch_on_measures(desk, _ordered(desk, typed, typed["pathogen"]))


def correct_as(desk: Desk, measures: Measures, typed: dict[str, str]) -> None:
    """Correct measures as it is typed.

    Raises:
        Invalid: a figure or a day cannot be read; or as of `correct_measures`.
    """
    correct_measures(desk, measures.id, _ordered(desk, typed, measures.pathogen), typed["why"])


def _ordered(desk: Desk, typed: dict[str, str], pathogen: str) -> MeasuresOrdered:
    return MeasuresOrdered(
        pathogen,
        typed["basis"],
        ends_on=day_typed(desk, typed["ends_on"], "ends_on"),
        observation_days=_figure(typed["observation_days"], "observation_days"),
        ppe_level=_figure(typed["ppe_level"], "ppe_level"),
        tests=typed["tests"] or None,
        areas=typed["areas"] or None,
    )


def switch_off_as(desk: Desk, board: ApartBoard, typed: dict[str, str]) -> None:
    """Switch off what is chosen.

    Raises:
        Invalid: nothing was chosen; or as of `switch_off_measures`.
    """
    switch_off_measures(desk, _chosen(board, typed), typed["reason"])


def void_as(desk: Desk, board: ApartBoard, typed: dict[str, str]) -> None:
    """Void what is chosen.

    Raises:
        Invalid: nothing was chosen; or as of `void_measures`.
    """
    void_measures(desk, _chosen(board, typed), typed["reason"])


def _chosen(board: ApartBoard, typed: dict[str, str]) -> UUID:
    found = next((one.id for one in board.measures if str(one.id) == typed["measures"]), None)
    if found is None:
        raise Invalid(N_("This must be filled in."), field="measures")
    return found


def _figure(typed: str, field: str) -> int | None:
    if not typed:
        return None
    if not typed.isdecimal():
        raise Invalid(N_("Give a figure."), field=field)
    return int(typed)
