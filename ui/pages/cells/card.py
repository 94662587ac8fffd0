"""One cell as a card: its head, and a slot for each bed, with whoever lies in it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from facility_app.facts.cell_board import BoardBed, BoardCell, Occupant
from resources.text import _
from ui import theme
from ui.pages.cells.words import Mark, fullness, kind_text, person_marks, person_text, room_text

SLOT, HEAD, COLUMNS = 26, 58, 2
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class CellCard(QWidget):
    """A cell, or where `cell` is None those who have no bed. The arrows go from bed to bed and beyond the card."""

    chosen = Signal(object)
    """The occupant of the bed that is chosen, or None."""
    opened = Signal(object)
    move_asked = Signal(object)
    carried = Signal(object, QPoint)
    """Somebody is being dragged; the place is that of the pointer on the screen."""
    dropped = Signal(object, QPoint)
    left = Signal(int, int)
    """An arrow leads out of the card: the step to the right, and down."""

    def __init__(self, cell: BoardCell | None, beds: Sequence[BoardBed]) -> None:
        super().__init__()
        self.cell, self.beds = cell, tuple(beds)
        self.at = 0
        self.mark: Mark | None = None
        self._pressed: QPoint | None = None
        self._is_carrying = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self.setFixedHeight(HEAD + SLOT * self._rows + theme.S)
        self._name()

    @property
    def code(self) -> str:
        """Block and code of the cell; empty for those who have no bed."""
        return f"{self.cell.block}/{self.cell.code}" if self.cell else ""

    @property
    def _rows(self) -> int:
        return max(1, -(-len(self.beds) // COLUMNS))

    @property
    def occupant(self) -> Occupant | None:
        """Who lies in the bed that is chosen."""
        return self.beds[self.at].occupant if self.beds else None

    def show_mark(self, mark: Mark | None) -> None:
        """Say what the rules say of this cell for the one who is to move; None: nobody is."""
        self.mark = mark
        self._name()
        self.update()

    def choose(self, at: int) -> None:
        """Choose a bed by its place."""
        self.at = min(max(at, 0), max(0, len(self.beds) - 1))
        self._name()
        self.update()
        self.chosen.emit(self.occupant)

    def place_of(self, number: str) -> int | None:
        """The place of somebody in the card, by the number."""
        return next(
            (at for at, one in enumerate(self.beds) if one.occupant and one.occupant.subject.number == number), None
        )

    def slot(self, at: int) -> QRect:
        """Where a bed is drawn."""
        width = (self.width() - 2 * theme.S) // COLUMNS
        return QRect(theme.S + at % COLUMNS * width, HEAD + at // COLUMNS * SLOT, width - theme.XS, SLOT - theme.XS)

    def _name(self) -> None:
        """What a screen reader says: the cell, its room, and the bed that is chosen."""
        parts = [_("Without a bed")]
        if self.cell:
            parts = [self.cell.block, self.cell.code, kind_text(self.cell), room_text(self.cell)]
        if self.mark:
            parts.append(self.mark.word)
        self.setAccessibleName(", ".join(parts))
        if self.beds:
            bed = self.beds[self.at]
            who = person_text(bed.occupant) if bed.occupant else _("free")
            self.setAccessibleDescription(_("bed {bed}: {who}").format(bed=bed.number or "–", who=who))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._step(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.occupant:
            self.opened.emit(self.occupant)
        elif event.key() == Qt.Key.Key_M and self.occupant:
            self.move_asked.emit(self.occupant)
        else:
            super().keyPressEvent(event)

    def _step(self, right: int, down: int) -> None:
        column, row = self.at % COLUMNS + right, self.at // COLUMNS + down
        target = row * COLUMNS + column
        if 0 <= column < COLUMNS and row >= 0 and target < len(self.beds):
            self.choose(target)
        else:
            self.left.emit(right, down)

    def _slot_at(self, point: QPoint) -> int | None:
        return next((at for at in range(len(self.beds)) if self.slot(at).contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._slot_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and at is not None:
            self.choose(at)
            self._pressed = event.position().toPoint() if self.occupant else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is None:
            at = self._slot_at(point)
            has_hand = at is not None and self.beds[at].occupant is not None
            self.setCursor(Qt.CursorShape.OpenHandCursor if has_hand else Qt.CursorShape.ArrowCursor)
            return
        far = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._is_carrying or far:
            self._is_carrying = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.carried.emit(self.occupant, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_carrying, self._is_carrying, self._pressed = self._is_carrying, False, None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if was_carrying:
            self.dropped.emit(self.occupant, event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        if self.occupant:
            self.opened.emit(self.occupant)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        self.chosen.emit(self.occupant)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            at = self._slot_at(event.pos())
            one = self.beds[at].occupant if at is not None else None
            QToolTip.showText(event.globalPos(), person_text(one) if one else "", self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(220, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = getattr(c, self.mark.colour) if self.mark else c.accent if self.hasFocus() else c.line
        painter.setPen(QPen(QColor(edge), 2 if self.mark or self.hasFocus() else 1))
        painter.setBrush(QColor(c.surface))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        self._paint_head(painter, c)
        painter.setFont(theme.section_font(theme.TABLE_PT, bold=False))
        for at, bed in enumerate(self.beds):
            self._paint_bed(painter, c, at, bed)

    def _paint_head(self, painter: QPainter, c: theme.Colours) -> None:
        inner = self.rect().adjusted(theme.M, theme.XS, -theme.M, 0)
        first, second = QRect(inner.left(), theme.S, inner.width(), 22), QRect(inner.left(), 31, inner.width(), 20)
        side, middle = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.section_font(theme.SECTION_PT))
        painter.setPen(QColor(c.text))
        title = self.cell.code if self.cell else _("Without a bed")
        painter.drawText(first, side | middle, title)
        used = painter.fontMetrics().horizontalAdvance(title) + theme.S
        mark, full = self.mark, fullness(self.cell) if self.cell else None
        painter.setFont(theme.section_font(theme.TABLE_PT, bold=bool(mark)))
        metrics = painter.fontMetrics()
        note = mark.text if mark else kind_text(self.cell) if self.cell else ""
        painter.setPen(QColor(getattr(c, mark.colour) if mark else c.quiet))
        note = metrics.elidedText(note, Qt.TextElideMode.ElideRight, first.width() - used)
        painter.drawText(first, Qt.AlignmentFlag.AlignRight | middle, note)
        painter.setFont(theme.section_font(theme.TABLE_PT, bold=False))
        painter.setPen(QColor(getattr(c, full.colour) if full else c.quiet))
        under = room_text(self.cell) if self.cell else _("Waiting for a cell")
        painter.drawText(second, side | middle, metrics.elidedText(under, Qt.TextElideMode.ElideRight, second.width()))

    def _paint_bed(self, painter: QPainter, c: theme.Colours, at: int, bed: BoardBed) -> None:
        box, is_chosen = self.slot(at), self.hasFocus() and at == self.at
        one = bed.occupant
        pen = QPen(QColor(c.accent if is_chosen else c.edge if one else c.line), 1)
        if one is None:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(c.accent if is_chosen else c.ground if one else c.surface))
        painter.drawRoundedRect(box, theme.XS, theme.XS)
        ink = QColor(c.on_accent if is_chosen else c.text)
        faint = QColor(c.on_accent if is_chosen else c.quiet)
        middle = Qt.AlignmentFlag.AlignVCenter
        inner = box.adjusted(theme.XS + 2, 0, -theme.XS, 0)
        painter.setPen(faint)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | middle, str(bed.number) if bed.number else "·")
        if one is None:
            return
        marks = person_marks(one)
        name = inner.adjusted(20, 0, -painter.fontMetrics().horizontalAdvance(marks) - 2, 0)
        painter.setPen(ink)
        text = painter.fontMetrics().elidedText(one.subject.name, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | middle, text)
        painter.setPen(QColor(c.on_accent if is_chosen else c.violet))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, marks)
