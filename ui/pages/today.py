"""Today: are we complete, what is next, what is wrong."""

from facility_app.facts.due.item import DueItem, DueState
from facility_app.services.due import DueBoard, what_is_due
from resources.text import N_, _
from ui.context import Context
from ui.pages.page import Page
from ui.theme import State
from ui.widgets.basics import column
from ui.widgets.table import Table, TableColumn

_STATES = {DueState.OVERDUE: State.OVERDUE, DueState.DUE: State.DUE, DueState.DONE: State.DONE}


class TodayPage(Page):
    """What is due."""

    name = "today"
    title = N_("Today")
    about = frozenset({"rounds", "people", "talks", "releases", "registers"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._board: DueBoard | None = None
        self.table: Table[DueItem] = Table(
            [
                TableColumn(_("State"), lambda one: _(_STATES[one.state].word), 110, lambda one: _STATES[one.state]),
                TableColumn(_("Until"), self._until, 140),
                TableColumn(_("About"), lambda one: one.subject.text, 200),
                TableColumn(_("What"), lambda one: one.words.text, 0),
            ],
            _("What is due"),
        )
        self.set_content(column(self.table))

    def _until(self, one: DueItem) -> str:
        return self._board.wall(one.due) if self._board else ""

    def refresh(self) -> None:
        self.wait()
        self.context.ask(what_is_due, self._show, self.show_error, key=self)

    def _show(self, board: DueBoard) -> None:
        self._board = board
        self.table.show_rows([one for one in board.items if one.state is not DueState.DONE])
        self.show_content()
