"""Somebody apart, at the right: the order, the verdict, and what may be written of it, one thing at a time."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from facility_app.facts.isolation import ApartPerson
from facility_app.services.isolation import ApartBoard
from resources.text import _
from ui import theme
from ui.context import Context
from ui.pages.isolation import words
from ui.pages.isolation.line import LineEntry
from ui.pages.isolation.review import EndEntry, ReviewEntry, begun, reviews_offered
from ui.pages.isolation.rights import RightsEntry
from ui.pages.isolation.written import WrittenEntry
from ui.widgets.basics import clear, column, label, state_label

LINE, RIGHTS, REVIEW, END, WRITTEN = range(5)
_NEEDS = {
    LINE: "isolation.observe",
    RIGHTS: "isolation.note_rights",
    END: "isolation.end_isolation",
    WRITTEN: "isolation_records.written_about",
}


class PersonCard(QFrame):
    """One person, with a tab for each thing that the reader may write."""

    turned = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("card")
        self._may: Callable[[str], bool] = context.may
        self.one: ApartPerson | None = None
        self._who = label("", size=theme.SECTION_PT, bold=True, wraps=True)
        self._told = QVBoxLayout()
        self._told.setSpacing(theme.XS)
        self.line, self.rights, self.review, self.end = LineEntry(), RightsEntry(), ReviewEntry(), EndEntry()
        self.written = WrittenEntry(context)
        self._entries = (self.line, self.rights, self.review, self.end, self.written)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("What is written"))
        self.tabs.setExpanding(False)
        self.tabs.setStyleSheet(f"QTabBar::tab {{ padding-left: {theme.S}px; padding-right: {theme.S}px; }}")
        self.tabs.setDrawBase(False)
        for text, keys in (
            (_("Day line"), "F2"),
            (_("Rights kept"), "Alt+R"),
            (_("Reviews"), "Alt+V"),
            (_("End"), "Alt+E"),
            (_("Correct"), "Alt+C"),
        ):
            at = self.tabs.addTab(text)
            self.tabs.setTabToolTip(at, f"{text}  {keys}")
        self._stack = QStackedWidget()
        for each in self._entries:
            page = QWidget()
            page.setLayout(column(each))
            page.layout().addStretch(1)  # type: ignore[union-attr]
            self._stack.addWidget(page)
        self.setLayout(column(self._who, self._told, self.tabs, self._stack, space=theme.S, margins=theme.M))
        self.tabs.currentChanged.connect(self._turn)

    def show_person(self, one: ApartPerson, board: ApartBoard) -> None:
        """Show somebody; what is typed of the same one stays."""
        self.one = one
        self._who.setText(f"{one.person.name}  {one.person.number}  {one.person.cell or '–'}")
        clear(self._told)
        text = " · ".join((words.kind_text(one), words.day_text(one)))
        for told in (
            state_label(words.kind_state(one), text),
            label(words.order_text(one, board), quiet=True, wraps=True),
            state_label(words.verdict_state(one), words.verdict_text(one)),
        ):
            told.setWordWrap(True)
            self._told.addWidget(told)
        if one.is_beyond_review:
            self._told.addWidget(state_label(theme.State.OVERDUE, _("Nobody has decided that it goes on.")))
        is_open = one.spell.ended_at is None
        offered = {
            LINE: self._may(_NEEDS[LINE]),
            RIGHTS: self._may(_NEEDS[RIGHTS]),
            REVIEW: is_open and bool(reviews_offered(board)),
            WRITTEN: self._may(_NEEDS[WRITTEN]),
            END: is_open and self._may(_NEEDS[END]) and bool(one.kind.ordered_by & board.roles),
        }
        blocked = self.tabs.blockSignals(True)
        for place, is_offered in offered.items():
            self.tabs.setTabVisible(place, is_offered)
        if not offered[self.tabs.currentIndex() if self.tabs.currentIndex() in offered else LINE]:
            self.tabs.setCurrentIndex(next((place for place, ok in offered.items() if ok), LINE))
        self.tabs.blockSignals(blocked)
        self.tabs.setVisible(any(offered.values()))
        self._stack.setVisible(any(offered.values()))
        self._stack.setCurrentIndex(self.tabs.currentIndex())
        self.line.show_person(one, board, may_correct=self._may("isolation_records.correct_line"))
        self.rights.show_person(one, board)
        self.review.show_person(one, board)
        self.end.show_person(one)
        self.written.show_person(one, board)
        if self.tabs.currentIndex() == WRITTEN:
            self.written.renew()

    def may_turn(self, place: int) -> bool:
        """Whether something may be written of whoever is shown."""
        return self.isVisible() and self.tabs.isTabVisible(place)

    def turn_to(self, place: int) -> None:
        """Show what is to be written, and put the cursor where it begins."""
        self.tabs.setCurrentIndex(place)
        self._turn(place)
        self._entries[place].begin()

    def is_typed(self) -> bool:
        """Whether something was typed that is not kept."""
        return self.line.is_typed() or self.written.is_typed() or begun((self.review.form, self.end.form))

    def _turn(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        if place == WRITTEN:
            self.written.renew()
        self.turned.emit()
