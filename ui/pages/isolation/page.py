"""The page of isolation: the list at the left; at the right whoever is chosen, an order, or the measures."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QScrollArea, QSplitter, QStackedWidget

from facility_app.access import Desk
from facility_app.facts.isolation import ApartPerson
from facility_app.reports.observation_sheet import observation_document
from facility_app.reports.printing import preview_paper
from facility_app.services.isolation import ApartBoard, observation_sheet, who_is_apart
from resources.text import N_, _, ngettext
from ui import theme
from ui.actions import Action, offered
from ui.context import Context
from ui.pages.isolation import card, words
from ui.pages.isolation.card import PersonCard
from ui.pages.isolation.measures import MeasuresPanel, MeasuresStrip
from ui.pages.isolation.order import OrderPanel, kinds_offered
from ui.pages.isolation.people import ApartTable, OwedCard
from ui.pages.isolation.review import begun
from ui.pages.isolation.writing import Writing
from ui.pages.outcome import Outcome
from ui.pages.page import Page
from ui.pages.paperbar import PaperBar
from ui.widgets.basics import button, column, holder, label, row

_LEFT, _RIGHT, _LEAST = 490, 430, 392
_SHEET = "isolation.observation_sheet"


class IsolationPage(Page):
    """Whoever is apart is seen by everybody, every day: nobody is forgotten behind a door."""

    name = "isolation"
    title = N_("Isolation")
    about = frozenset({"isolation", "people", "cells", "rounds", "releases"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._board: ApartBoard | None = None
        self._wanted = ""
        self._of: str | None = None
        self.table, self.owed = ApartTable(), OwedCard()
        self.strip, self.outcome = MeasuresStrip(), Outcome()
        self.paper = PaperBar(context, self.outcome, "observation")
        self.card = PersonCard(context)
        self.order, self.measures = OrderPanel(context), MeasuresPanel()
        self.drafts = (self.drafted(self.order.form), self.drafted(self.measures.on))
        self._nobody = label("", size=theme.SECTION_PT, quiet=True, wraps=True)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count = label("", quiet=True, wraps=True)
        self._right = QStackedWidget()
        panels = (self._nobody, self.card, self.order, self.measures)
        areas = [_scrolling() for _panel in panels]
        for area in areas:
            self._right.addWidget(area)
        self._right.setMinimumWidth(_LEAST)
        self.sheet_of = QComboBox()
        self.sheet_of.setAccessibleName(_("Which sheet is printed"))
        for text in (_("Sheet of the day"), _("Sheet of this person")):
            self.sheet_of.addItem(text)
        papers = row(self.sheet_of, self.paper)
        papers.addStretch()
        self._papers = holder(papers)
        left = column(self.table, self.owed, self._count, self._papers, space=theme.S)
        left.setStretch(0, 1)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(holder(left))
        parts.addWidget(self._right)
        parts.setStretchFactor(0, 1)
        parts.setSizes([_LEFT, _RIGHT])
        parts.setHandleWidth(theme.M)
        parts.setChildrenCollapsible(False)
        parts.setObjectName("gap")
        body = column(self.outcome, self.strip, parts, space=theme.S)
        body.setStretch(2, 1)
        self.set_content(body)
        for area, panel in zip(areas, panels, strict=True):
            area.setWidget(panel)  # at last: it dresses all that is in it, and so would whatever the area is put into
        for box in self._right.findChildren(QComboBox):  # a long name of a rule is not to widen the form
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.order_knob = button(_("Order isolation"), self.begin_order, tip="Ctrl+N")
        self.measures_knob = button(_("Outbreak measures"), self.begin_measures, tip="Alt+O")
        self.next_knob = button(_("Write the next line"), self.begin_next, primary=True, tip="F3")
        for tool in (self.order_knob, self.measures_knob, self.next_knob):
            self.add_tool(tool)
        self.writing = Writing(context, self)
        self.table.selected.connect(self._choose)
        self.table.opened.connect(self._begin_line)
        self.sheet_of.currentIndexChanged.connect(lambda _place: self._take_sheet())
        for left_panel in (self.order, self.measures):
            left_panel.left.connect(self.back)

    def actions_of_page(self) -> list[Action]:
        def turn(name: str, text: str, place: int, keys: str, needs: str) -> Action:
            return Action(
                f"isolation.{name}",
                text,
                lambda: self.turn_to(place),
                keys,
                self.name,
                needs=needs,
                can_run=lambda: self.table.current() is not None and self.card.tabs.isTabVisible(place),
            )

        def step(name: str, text: str, steps: int, keys: str) -> Action:
            run, can = lambda: self.go(steps), self._has_others
            return Action(f"isolation.{name}", text, run, keys, self.name, can_run=can)

        def knob(name: str, text: str, keys: str, tool: QPushButton, needs: str = "") -> Action:
            return Action(f"isolation.{name}", text, tool.click, keys, self.name, needs=needs, can_run=offered(tool))

        return [
            knob("order", N_("Order isolation"), "Ctrl+N", self.order_knob),
            knob("next", N_("Write the next line"), "F3", self.next_knob, "isolation.observe"),
            turn("line", N_("Write the line of this person"), card.LINE, "F2", "isolation.observe"),
            turn("rights", N_("Note the rights of the day"), card.RIGHTS, "Alt+R", "isolation.note_rights"),
            turn("review", N_("Keep a review"), card.REVIEW, "Alt+V", ""),
            turn("end", N_("End the isolation"), card.END, "Alt+E", "isolation.end_isolation"),
            turn(
                "correct",
                N_("Correct or void what was written"),
                card.WRITTEN,
                "Alt+C",
                "isolation_records.written_about",
            ),
            knob("void", N_("Void the record"), "Ctrl+Del", self.card.written.void),
            knob("measures", N_("Outbreak measures"), "Alt+O", self.measures_knob, "isolation.switch_on_measures"),
            step("down", N_("Next person"), 1, "PgDown"),
            step("up", N_("Previous person"), -1, "PgUp"),
            Action("isolation.save", N_("Keep what is typed"), self.save, "Ctrl+S", self.name, can_run=self._can_save),
            knob("print", N_("Print the observation sheet"), "Ctrl+Shift+P", self.paper.print, _SHEET),
            knob("pdf", N_("Save the observation sheet as PDF"), "Ctrl+Shift+S", self.paper.save, _SHEET),
            Action("isolation.back", N_("Back to the list"), self.back, "Esc", self.name, can_run=self._can_go_back),
        ]

    def open(self, what: object) -> None:
        """Show somebody by the number."""
        self._wanted = str(what)

    def refresh(self) -> None:
        self.wait()
        self.context.ask(who_is_apart, self._show, self.show_error, key=self)

    def focus_first(self) -> None:
        (self.table if self.table.isVisible() else self.order_knob).setFocus()

    def is_dirty(self) -> bool:
        return self.card.is_typed() or begun((self.order.form, self.measures.on, self.measures.off))

    @property
    def board(self) -> ApartBoard | None:
        """What is shown; None: nothing is read yet."""
        return self._board

    def _show(self, board: ApartBoard) -> None:
        is_first, self._board = self._board is None, board
        may, asked = self.context.may, bool(self._wanted)
        has_people = bool(board.people)
        self.order_knob.setVisible(bool(kinds_offered(board)))
        self.measures_knob.setVisible(may("isolation.switch_on_measures"))
        self.next_knob.setVisible(may("isolation.observe"))
        self.next_knob.setEnabled(any(words.lacks_line(one, board) for one in board.people))
        self._papers.setVisible(has_people and may(_SHEET))
        self.paper.make = self._make if has_people else None
        self.paper.file_name = f"observation-{board.day}"
        self.strip.show_board(board)
        if kinds_offered(board):
            self.order.offer(board)
            self.drafts[0].begin(f"{self.name}/order")
        if may("isolation.switch_on_measures"):
            self.measures.offer(board)
            self.drafts[1].begin(f"{self.name}/measures")
        for part in (self.table, self.owed, self._count):
            part.setVisible(has_people)
        self._nobody.setText(
            _("Choose somebody at the left.")
            if has_people
            else _("Nobody is apart. Whoever is isolated, observed or held separately stands here, with what is owed.")
        )
        with QSignalBlocker(self.table):
            self.table.show_board(board)
            if self._wanted:
                self._show_wanted(board)
        self._count.setText(self._totals(board))
        self.show_content()
        chosen = self.table.current()
        self._fill(chosen)
        if is_first and self.isVisible():
            self.focus_first()  # what it goes to was not shown while the page was read
        if (is_first or asked) and chosen is not None and self.isVisible():
            self.context.focus(chosen.person)

    def _make(self, desk: Desk) -> bytes:
        """The sheet that is chosen, as it stands now."""
        return _sheet(desk, self._of)

    def _take_sheet(self) -> None:
        """The person whose sheet is printed; None: the sheet of the day."""
        one = self.table.current()
        is_of_one = bool(self.sheet_of.currentIndex()) and one is not None
        self._of = one.person.number if is_of_one and one is not None else None

    def _show_wanted(self, board: ApartBoard) -> None:
        """Whoever was asked for: apart, or a newcomer for whom observation is proposed."""
        wanted, self._wanted = self._wanted, ""
        newcomer = next((one for one in board.proposed if one.person.number == wanted), None)
        if not self.table.choose(wanted) and newcomer is not None and kinds_offered(board):
            self._right.setCurrentIndex(2)
            self.order.take(newcomer)

    @staticmethod
    def _totals(board: ApartBoard) -> str:
        count = len(board.people)
        lacking = sum(words.lacks_line(one, board) for one in board.people)
        parts = [ngettext("{count} person apart", "{count} people apart", count).format(count=count)]
        parts.append(_("lines of this round missing: {count}").format(count=lacking))
        return " · ".join(parts)

    def _choose(self, one: ApartPerson | None) -> None:
        self._fill(one)
        if one is not None and self.table.hasFocus():
            self.context.focus(one.person)

    def _fill(self, one: ApartPerson | None) -> None:
        self._take_sheet()
        if one is None or self._board is None:
            if self._right.currentIndex() == 1:
                self._right.setCurrentIndex(0)
            return
        self.owed.show_person(one, self._board)
        self.card.show_person(one, self._board)
        if self._right.currentIndex() == 0:
            self._right.setCurrentIndex(1)

    def turn_to(self, place: int) -> None:
        """Write something of whoever is chosen."""
        self._right.setCurrentIndex(1)
        self.card.turn_to(place)

    def _begin_line(self, _one: ApartPerson) -> None:
        self._right.setCurrentIndex(1)
        place = self.card.tabs.currentIndex()
        if self.card.tabs.isTabVisible(place):
            self.card.turn_to(place)

    def begin_next(self) -> None:
        """Go to the next person whose line of the running round is missing."""
        board, rows = self._board, self.table.rows
        if board is None or not rows:
            return
        at = max(self.table.currentIndex().row(), 0)
        for one in (*rows[at:], *rows[:at]):
            if words.lacks_line(one, board):
                self.table.choose(one.person.number)
                self.context.focus(one.person)
                self.card.line.window_of_day.set_text(words.window_now(board))
                self.turn_to(card.LINE)
                return

    def go(self, steps: int) -> None:
        """Go to another person of the list; what is written stays the same sort, and the cursor in the list."""
        rows = self.table.rows
        one = rows[(self.table.currentIndex().row() + steps) % len(rows)]
        self.table.choose(one.person.number)
        self.context.focus(one.person)
        self.table.setFocus()

    def _has_others(self) -> bool:
        return bool(self.table.rows) and self._right.currentIndex() <= 1

    def begin_order(self) -> None:
        """Begin an order."""
        self._right.setCurrentIndex(2)
        self.order.begin()

    def begin_measures(self) -> None:
        """Show the measures of an outbreak."""
        self._right.setCurrentIndex(3)
        self.measures.begin()

    def back(self) -> None:
        """Put an order or the measures away; what was typed stays as a draft."""
        self._right.setCurrentIndex(1 if self.table.current() is not None else 0)
        self.focus_first()

    def _can_go_back(self) -> bool:
        return self._right.currentIndex() > 1 or not (self.table.hasFocus() or not self.table.isVisible())

    def save(self) -> None:
        """Keep what stands at the right."""
        self.writing.save(self._right.currentIndex())

    def _can_save(self) -> bool:
        return self._right.currentIndex() > 1 or (self.card.isVisible() and self.card.tabs.isVisible())


def _sheet(desk: Desk, number: str | None = None) -> bytes:
    found = observation_sheet(desk, number)
    return preview_paper(observation_document(found), found)


def _scrolling() -> QScrollArea:
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    return area
