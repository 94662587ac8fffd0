"""Who is apart, by cell, and below what is owed today to whoever is chosen."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from facility_app.facts.isolation import ApartPerson
from facility_app.rules.isolationdue import OwedKind
from facility_app.services.isolation import ApartBoard
from resources.text import _
from ui import theme
from ui.pages.isolation import words
from ui.widgets.basics import clear, column, heading, label, state_label
from ui.widgets.table import Table, TableColumn


class ApartTable(Table[ApartPerson]):
    """The list of people apart."""

    def __init__(self) -> None:
        self.board: ApartBoard | None = None
        super().__init__(
            [
                TableColumn(_("Cell"), lambda one: one.person.cell or "–", 48),
                TableColumn(_("Name"), lambda one: one.person.name, 64, tip=lambda one: one.person.text),
                TableColumn(_("Kind"), words.kind_text, 0, words.kind_state, tip=words.kind_text),
                TableColumn(_("Day of it"), words.day_text, 84),
                TableColumn(_("Lines"), self._lines, 54, tip=self._lines_told),
                TableColumn(_("Today"), words.due_text, 86, self._state, tip=words.due_told),
            ],
            _("People apart, by cell"),
            wraps=True,
        )

    def show_board(self, board: ApartBoard) -> None:
        """Show everybody apart; whoever was chosen stays so."""
        chosen = self.current()
        self.board = board
        blocked = self.blockSignals(True)
        self.show_rows(board.people)
        self.blockSignals(blocked)
        if chosen is not None:
            self.choose(chosen.person.number)
        self.selected.emit(self.current())

    def choose(self, number: str) -> bool:
        """Choose somebody by the number; False: he or she is not apart."""
        for place, one in enumerate(self.rows):
            if one.person.number == number:
                self.selectRow(place)
                return True
        return False

    def _lines(self, one: ApartPerson) -> str:
        return words.lines_text(one, self.board) if self.board else ""

    def _lines_told(self, one: ApartPerson) -> str:
        return words.lines_told(one, self.board) if self.board else ""

    def _state(self, one: ApartPerson) -> theme.State | None:
        return words.due_state(one, self.board.at) if self.board else None


class OwedCard(QFrame):
    """What is owed today to one person, done or not."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._title = heading("")
        self._title.setWordWrap(True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.XS)
        self.setLayout(column(self._title, self._lines, space=theme.S, margins=theme.M))

    def show_person(self, one: ApartPerson, board: ApartBoard) -> None:
        """Show what is owed to somebody."""
        self._title.setText(_("Today for {name}").format(name=one.person.name))
        clear(self._lines)
        lines = {each.window: each for each in one.lines}
        for owed in one.owed:
            text = owed.words.text
            if owed.kind is OwedKind.LINE and owed.window in lines:
                told = words.line_told(lines[owed.window], board)
                text = f"{text}: {told}" if told else text
            made = state_label(words.owed_state(owed, board.at), text)
            made.setWordWrap(True)
            made.setToolTip(_("until {time}").format(time=words.wall(board, owed.due)))
            self._lines.addWidget(made)
        for right in one.not_kept:
            name = board.rules.rights[right.right].words.text if right.right in board.rules.rights else right.right
            text = _("Not kept up: {right} ({why})").format(right=name, why=right.note or "")
            made = state_label(theme.State.OVERDUE, text)
            made.setWordWrap(True)
            self._lines.addWidget(made)
        if not one.owed and not one.not_kept:
            self._lines.addWidget(label(_("Nothing is owed any more."), quiet=True))
