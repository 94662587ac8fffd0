"""The board: a band for each block, in it a card for each cell, and the way of the arrows among them."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget

from facility_app.facts.cell_board import BoardBed, BoardCell, CellBoard, Occupant
from resources.text import _, ngettext
from ui import theme
from ui.pages.cells.card import CellCard
from ui.pages.cells.words import Mark
from ui.widgets.basics import clear, heading, label, row

_LEAST_WIDTH = 212


class Board(QScrollArea):
    """Every cell that is shown."""

    chosen = Signal(object)
    opened = Signal(object)
    move_asked = Signal(object)
    hovered = Signal(object, object)
    """Somebody is carried over a cell: who, and the cell, or None."""
    dropped = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName(_("Cells"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = inner = QWidget()
        self._bands = QVBoxLayout()
        self._bands.setContentsMargins(0, 0, theme.S, theme.S)
        self._bands.setSpacing(theme.S)
        inner.setLayout(self._bands)
        self.setWidget(inner)
        self.cards: list[CellCard] = []
        self._shown: tuple[tuple[Occupant, ...], tuple[BoardCell, ...]] = (), ()
        self._current: CellCard | None = None
        self._carrying = QLabel(self)
        self._carrying.setTextFormat(Qt.TextFormat.PlainText)
        self._carrying.setWordWrap(True)
        self._carrying.setMaximumWidth(360)
        self._carrying.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._carrying.hide()

    def show_cells(self, board: CellBoard, cells: Sequence[BoardCell]) -> None:
        """Show cells; whoever was chosen before stays so, if still there. The same ones again stay as they are."""
        wanted = board.unplaced, tuple(cells)
        if wanted == self._shown:
            return
        self._shown = wanted
        before = self._current.occupant.subject.number if self._current and self._current.occupant else ""
        had_focus, scrolled = bool(self._current and self._current.hasFocus()), self.verticalScrollBar().value()
        clear(self._bands)
        self.cards, self._current = [], None
        if board.unplaced:
            beds = tuple(BoardBed(0, one) for one in board.unplaced)
            self._add_band(_("Without a bed"), len(beds), None, [CellCard(None, beds)])
        for block, several in groupby(cells, key=lambda one: one.block):
            shown = tuple(several)
            self._add_band(block, sum(len(one.living) for one in shown), shown, [CellCard(x, x.beds) for x in shown])
        self._bands.addStretch()
        if self.cards:
            self._make_current(self.cards[0])
        self.verticalScrollBar().setValue(scrolled)
        if before:
            self.choose_person(before, focus=had_focus)

    def _add_band(self, title: str, people: int, cells: tuple[BoardCell, ...] | None, cards: list[CellCard]) -> None:
        note = ngettext("{count} person", "{count} people", people).format(count=people)
        if cells is not None:
            free = sum(one.free for one in cells)
            note += " · " + ngettext("{count} free bed", "{count} free beds", free).format(count=free)
        top = row(heading(title), label(note, quiet=True), space=theme.M)
        top.addStretch()
        self._bands.addLayout(top)
        self._bands.addWidget(_CardFlow(cards))
        for card in cards:
            card.chosen.connect(lambda one, card=card: self._choose(card, one))
            card.opened.connect(self.opened)
            card.move_asked.connect(self.move_asked)
            card.carried.connect(self._carry)
            card.dropped.connect(self._drop)
            card.left.connect(lambda right, down, card=card: self._leave(card, right, down))
        self.cards += cards

    def _make_current(self, card: CellCard) -> None:
        """One card has a place in the way of the Tab key; the arrows lead to the others."""
        if self._current is not None:
            self._current.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._current = card
        card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _choose(self, card: CellCard, one: Occupant | None) -> None:
        self._make_current(card)
        self.chosen.emit(one)

    @property
    def occupant(self) -> Occupant | None:
        """Who is chosen."""
        return self._current.occupant if self._current else None

    def focus_current(self) -> None:
        """Put the focus on the card that is chosen."""
        if self._current is not None:
            self._current.setFocus()

    def choose_person(self, number: str, *, focus: bool = True) -> Occupant | None:
        """Choose somebody by the number; None: not on the board."""
        for card in self.cards:
            at = card.place_of(number)
            if at is not None:
                self._make_current(card)
                card.choose(at)
                if focus:
                    card.setFocus()
                self.ensureWidgetVisible(card, 0, theme.L)
                return card.occupant
        return None

    def show_marks(self, marks: Mapping[UUID, Mark]) -> None:
        """Say on each cell what the rules say of it; without any: nobody is to move."""
        for card in self.cards:
            card.show_mark(marks.get(card.cell.id) if card.cell else None)

    def _leave(self, card: CellCard, right: int, down: int) -> None:
        """Go to the nearest card in the direction of an arrow."""
        here = card.mapTo(self._inner, card.rect().center())
        best: tuple[int, CellCard] | None = None
        for other in self.cards:
            there = other.mapTo(self._inner, other.rect().center()) - here
            along = there.x() * right + there.y() * down
            across = abs(there.x() * down) + abs(there.y() * right)
            if other is not card and along > 0 and (not right or across < card.height() // 2):
                weight = along + 2 * across
                if best is None or weight < best[0]:
                    best = (weight, other)
        if best is not None:
            self._make_current(best[1])
            best[1].setFocus()
            self.ensureWidgetVisible(best[1], 0, theme.L)

    def card_at(self, place: QPoint) -> CellCard | None:
        """The card of a cell under a place of the screen."""
        under = QApplication.widgetAt(place)
        if isinstance(under, CellCard) and under in self.cards and under.cell:
            return under
        return next((c for c in self.cards if c.cell and c.rect().contains(c.mapFromGlobal(place))), None)

    def _carry(self, one: Occupant, place: QPoint) -> None:
        card = self.card_at(place)
        self.hovered.emit(one, card.cell if card else None)
        self._carrying.move(self.mapFromGlobal(place) + QPoint(theme.L, theme.L))

    def say_carried(self, text: str, colour: str) -> None:
        """What stands under the pointer while somebody is carried."""
        c = theme.colours()
        self._carrying.setText(text)
        self._carrying.setStyleSheet(
            f"background: {c.surface}; color: {c.text}; border: 2px solid {colour}; "
            f"border-radius: {theme.RADIUS}px; padding: {theme.S}px;"
        )
        self._carrying.adjustSize()
        self._carrying.show()
        self._carrying.raise_()

    def _drop(self, one: Occupant, place: QPoint) -> None:
        self._carrying.hide()
        card = self.card_at(place)
        self.dropped.emit(one, card.cell if card else None)


class _CardFlow(QWidget):
    """Cards in as many columns as there is room for."""

    def __init__(self, cards: list[CellCard]) -> None:
        super().__init__()
        self._cards = cards
        for one in cards:
            one.setParent(self)
        self._lay(_LEAST_WIDTH * 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(event.size().width())

    def _lay(self, width: int) -> None:
        columns = max(1, (width + theme.M) // (_LEAST_WIDTH + theme.M))
        each = (width - theme.M * (columns - 1)) // columns
        top = 0
        for start in range(0, len(self._cards), columns):
            line = self._cards[start : start + columns]
            for place, card in enumerate(line):
                card.setGeometry(place * (each + theme.M), top, each, card.height())
            top += max(card.height() for card in line) + theme.M
        self.setFixedHeight(max(0, top))
