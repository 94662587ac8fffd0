"""The inspector: the person in focus, on every page."""

from datetime import timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from facility_app.core.subjects import Subject, SubjectKind
from facility_app.core.values import DaybookError
from facility_app.facts.due.item import DueState
from facility_app.facts.person_story import Mark
from facility_app.services.due import DueBoard
from facility_app.services.people import PersonFacts, see_person
from resources.text import N_, _
from ui import theme
from ui.context import Context
from ui.theme import State
from ui.widgets.basics import button, clear, column, holder, label, line, state_label
from ui.widgets.persons import days_text, flags_of, ground_text, left_text, place_text, term_state
from ui.widgets.sparkline import Sparkline

_ABOUT = frozenset({"people", "rounds", "cells", "talks", "releases"})
_MOST_DUE = 6
_REST_MS = 400
"""Who comes into focus sooner after the one before is read when the hand rests: in a round nobody looks at each."""
_NEW = timedelta(minutes=1)
_STATES = {DueState.OVERDUE: State.OVERDUE, DueState.DUE: State.DUE}
_MARKS = {Mark.FEVER: State.FEVER, Mark.RECHECK: State.RECHECK}
_SEE = "people.see_person"
_ACTS = (
    (N_("Open"), "person", _SEE),
    (N_("Talk"), "talks", "talks.record_talk"),
    (N_("Measure"), "rounds", "rounds.take_reading"),
    (N_("Move"), "cells", "placing.place_person"),
)
"""What each button says, the page to which it leads, and what it asks for."""
_TEXT_WIDTH = theme.INSPECTOR - 2 * theme.M


class Inspector(QWidget):
    """Who is in focus, what to watch, and the acts that are one key away."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.INSPECTOR)
        self.setAccessibleName(_("Person in focus"))
        self._context = context
        self._person: Subject | None = None
        self._layout, self._below = QVBoxLayout(), QVBoxLayout()
        self._layout.setContentsMargins(theme.M, theme.L, theme.M, theme.S)
        self._layout.setSpacing(theme.S)
        self._below.setContentsMargins(theme.M, theme.S, theme.M, theme.M)
        facts = QScrollArea()
        facts.setWidgetResizable(True)
        facts.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        facts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        facts.setWidget(holder(self._layout))
        whole = column(facts, self._below, space=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self._board: DueBoard | None = None
        self._is_due = False
        """Whether somebody came into focus while the hand moved on from one to the next."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._rested)
        context.focused.connect(self.show_person)
        context.changed.connect(self._look_again)
        self.show_person(None)

    @property
    def person(self) -> Subject | None:
        """Who is in focus."""
        return self._person

    def show_person(self, person: Subject | None) -> None:
        """Show somebody, or that nobody is in focus."""
        if person is not None and person.kind is not SubjectKind.PERSON:
            return
        is_other = person is None or self._person is None or person.id != self._person.id
        self._person = person
        if is_other and self._rest.isActive():
            self._is_due = True
        else:
            self._read(is_other=is_other)
        self._rest.start()

    def _rested(self) -> None:
        if self._is_due:
            self._read(is_other=True)

    def _read(self, *, is_other: bool) -> None:
        """Read somebody; what is due of everybody is read once for all on whom the cursor stands within a minute."""
        self._is_due = False
        person, board = self._person, self._board
        if is_other:
            self._show_head(person)
        if person is not None and self._context.may(_SEE):
            is_new = board is not None and self._context.machine.clock() - board.at < _NEW
            number, known = person.number, board if is_new else None
            shared = self._context.board
            self._context.ask(
                lambda desk: (see_person(desk, number), known or shared.read(desk)),
                self._show,
                self._show_error,
                key=self,
            )

    def _look_again(self, changes: frozenset[str]) -> None:
        self._board = None
        if self._person is not None and _ABOUT & changes:
            self.show_person(self._person)

    def _show_head(self, person: Subject | None) -> None:
        clear(self._layout)
        clear(self._below)
        if person is None:
            self._layout.addWidget(
                label(_("Choose a person on any page to see him or her here."), quiet=True, wraps=True)
            )
        else:
            self._layout.addWidget(label(person.name, size=theme.SECTION_PT, bold=True, wraps=True))
            self._layout.addWidget(label(f"{person.number}   {person.cell or _('no cell')}", quiet=True))
        self._layout.addStretch()

    def _show_error(self, error: DaybookError) -> None:
        self._show_head(self._person)
        self._context.failed.emit(error)

    def _show(self, found: tuple[PersonFacts, DueBoard]) -> None:
        facts, board = found
        self._board = board
        if self._person is None or facts.person.custody_id != self._person.id:
            return
        clear(self._layout)
        clear(self._below)
        person = facts.person
        self._add(label(person.name, size=theme.SECTION_PT, bold=True, wraps=True))
        place = f"{person.place.block} {place_text(person)}" if person.place else place_text(person)
        self._add(label(f"{person.number} · {place}", quiet=True, wraps=True))
        for text in flags_of(facts.line):
            self._add(state_label(State.RECHECK, text))
        self._add(line())
        self._add_term(facts)
        self._add(line())
        self._add_temperatures(facts)
        self._add(line())
        self._add_due(facts, board)
        self._layout.addStretch()
        self._below.addLayout(self._acts(facts))

    def _add(self, part: QWidget) -> None:
        if isinstance(part, QLabel):
            part.setMaximumWidth(_TEXT_WIDTH)
        self._layout.addWidget(part)

    def _add_term(self, facts: PersonFacts) -> None:
        person, days = facts.person, facts.line.days_left
        self._add(label(ground_text(person), wraps=True))
        if person.ended_at is not None:
            self._add(state_label(State.NOT_APPLICABLE, left_text(facts)))
            return
        state = term_state(days)
        self._add(state_label(state, days_text(days)) if state else label(days_text(days), bold=True))
        if person.term_end is not None:
            why = _("{end} − {today}").format(end=person.term_end, today=facts.day)
            self._add(label(why, quiet=True))
        if facts.officer:
            self._add(label(_("Responsible: {name}").format(name=facts.officer), quiet=True, wraps=True))

    def _add_temperatures(self, facts: PersonFacts) -> None:
        self._add(label(_("Last temperatures"), quiet=True))
        if not facts.temperatures:
            self._add(label(_("none yet")))
            return
        curve = Sparkline()
        curve.show_temperatures(facts.temperatures)
        self._add(curve)
        last = facts.temperatures[-1]
        text = f"{last.celsius} °C · {facts.wall(last.at):%m-%d %H:%M}"
        self._add(state_label(_MARKS[last.mark], text) if last.mark else label(text))

    def _add_due(self, facts: PersonFacts, board: DueBoard) -> None:
        self._add(label(_("Due for this person"), quiet=True))
        mine = [one for one in board.items if one.state in _STATES and one.concerns(facts.person.custody_id)]
        for one in mine[:_MOST_DUE]:
            told = state_label(_STATES[one.state], one.words_for(facts.person.custody_id).text)
            told.setFont(theme.section_font(theme.TABLE_PT, bold=False))
            told.setWordWrap(True)
            told.setToolTip(board.wall(one.due))
            self._add(told)
        if len(mine) > _MOST_DUE:
            self._add(label(_("and {count} more").format(count=len(mine) - _MOST_DUE), quiet=True))
        if not mine:
            self._add(state_label(State.DONE, _("nothing")))

    def _acts(self, facts: PersonFacts) -> QGridLayout:
        number, is_here = facts.person.number, facts.person.ended_at is None
        acts = [(_(text), page) for text, page, needs in _ACTS if self._context.may(needs)]
        grid = QGridLayout()
        grid.setSpacing(theme.S)
        for place, (text, page) in enumerate(acts if is_here else acts[:1]):
            made = button(text, lambda page=page: self._context.show_page(page, number))  # type: ignore[misc]
            grid.addWidget(made, place // 2, place % 2)
        return grid
