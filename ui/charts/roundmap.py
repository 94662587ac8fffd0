"""The map of a round, painted: blocks one below the other, in each its cells, in each its people by bed."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from facility_app.facts.round_sheet import RoundSheet, SheetGroup, SheetRow
from resources.text import _
from ui import theme
from ui.charts.tilepaint import paint_tile
from ui.charts.tiles import STATES, WORDS, Tile, TileKind, blocks_of

_TILE_WIDE, _TILE_HIGH, _GAP = 46, 27, 3
_PER_ROW = 4
_HEAD, _BLOCK_HEAD, _PAD = 21, 27, 6


@dataclass(frozen=True, slots=True)
class _Box:
    """Where somebody's tile is."""

    at: QRectF
    tile: Tile


class RoundMap(QWidget):
    """The map; the arrows go from tile to tile, Enter or a click leads to the person."""

    chosen = Signal(object)
    """The row of whoever was chosen."""
    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._sheet: RoundSheet | None = None
        self._boxes: list[_Box] = []
        self._frames: list[tuple[QRectF, SheetGroup]] = []
        self._heads: list[tuple[QPointF, str]] = []
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Map of the round"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    @property
    def tiles(self) -> list[Tile]:
        """Everybody on the map, in walking order."""
        return [one.tile for one in self._boxes]

    @property
    def current(self) -> Tile | None:
        """On whom one stands."""
        return self._boxes[self._at].tile if 0 <= self._at < len(self._boxes) else None

    def show_sheet(self, sheet: RoundSheet) -> None:
        """Show a round; whoever one stood on stays the one."""
        before = self.current
        self._sheet = sheet
        self._lay_out(self.width())
        same = (n for n, one in enumerate(self._boxes) if before and one.tile.row.subject == before.row.subject)
        self._at = next(same, -1)
        self.setAccessibleDescription(counts_text(self.tiles))

    def box_of(self, tile: Tile) -> QRectF:
        """Where a tile is."""
        return next(one.at for one in self._boxes if one.tile == tile)

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002
        self._lay_out(self.width())

    def sizeHint(self) -> QSize:
        return QSize(640, self._bottom())

    def minimumSizeHint(self) -> QSize:
        return QSize(_PER_ROW * (_TILE_WIDE + _GAP) + 2 * _PAD, self._bottom())

    def _bottom(self) -> int:
        return int(max((frame.bottom() for frame, _group in self._frames), default=0.0)) + theme.S

    def _lay_out(self, width: float) -> None:
        self._boxes, self._frames, self._heads = [], [], []
        y = 0.0
        for name, groups in blocks_of(self._sheet) if self._sheet else ():
            self._heads.append((QPointF(0, y), name))
            y += _BLOCK_HEAD
            x, high = 0.0, 0.0
            for group, tiles in groups:
                across = min(max(len(tiles), 2), 2 * _PER_ROW if group.is_staff else _PER_ROW)
                size = self._cell_size(len(tiles), across)
                if x and x + size.width() > width:
                    x, y, high = 0.0, y + high + theme.S, 0.0
                frame = QRectF(QPointF(x, y), size.toSizeF())
                self._frames.append((frame, group))
                self._boxes += [_Box(self._tile_at(frame, n, across), one) for n, one in enumerate(tiles)]
                x, high = x + size.width() + theme.S, max(high, size.height())
            y += high + theme.M
        self.setMinimumHeight(self._bottom())
        self.updateGeometry()
        self.update()

    @staticmethod
    def _cell_size(count: int, across: int) -> QSize:
        down = max(1, -(-count // across))
        return QSize(
            across * (_TILE_WIDE + _GAP) - _GAP + 2 * _PAD, _HEAD + down * (_TILE_HIGH + _GAP) - _GAP + 2 * _PAD
        )

    @staticmethod
    def _tile_at(frame: QRectF, place: int, across: int) -> QRectF:
        left = frame.left() + _PAD + place % across * (_TILE_WIDE + _GAP)
        top = frame.top() + _PAD + _HEAD + place // across * (_TILE_HIGH + _GAP)
        return QRectF(left, top, _TILE_WIDE, _TILE_HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint(painter)
        if self.hasFocus() and self.current is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.colours().accent), 2.5))
            painter.drawRoundedRect(self._boxes[self._at].at.adjusted(-2, -2, 2, 2), theme.XS, theme.XS)
        painter.end()

    def draw(self, painter: QPainter, into: QRectF) -> None:
        """Draw it into a part of a picture."""
        painter.translate(into.topLeft())
        self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = theme.colours()
        painter.setFont(theme.section_font(theme.BODY_PT))
        painter.setPen(QColor(c.text))
        for at, name in self._heads:
            painter.drawText(QRectF(at.x(), at.y(), 900, _BLOCK_HEAD - _PAD), Qt.AlignmentFlag.AlignVCenter, name)
        for frame, group in self._frames:
            self._paint_cell(painter, frame, group)
        figures = theme.section_font(theme.TABLE_PT, bold=False), theme.section_font(theme.TABLE_PT)
        for box in self._boxes:
            paint_tile(painter, box.at, box.tile, figures)

    @staticmethod
    def _paint_cell(painter: QPainter, frame: QRectF, group: SheetGroup) -> None:
        c = theme.colours()
        painter.setPen(QPen(QColor(c.line), 1))
        painter.setBrush(QColor(c.surface))
        painter.drawRoundedRect(frame, theme.RADIUS, theme.RADIUS)
        head = QRectF(frame.left() + _PAD, frame.top() + _PAD / 2, frame.width() - 2 * _PAD, _HEAD)
        painter.setFont(theme.section_font(theme.TABLE_PT))
        painter.setPen(QColor(c.text))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, group.cell)
        painter.setFont(theme.section_font(theme.TABLE_PT, bold=False))
        painter.setPen(QColor(c.quiet))
        share = f"{group.measured}/{group.expected}"
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, share)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in steps:
            self._stand(max(0, self._at + steps[key]))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._stand(self._beside(down=key is Qt.Key.Key_Down))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._stand(0 if key is Qt.Key.Key_Home else len(self._boxes) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.chosen.emit(self.current.row)
        else:
            super().keyPressEvent(event)

    def _beside(self, *, down: bool) -> int:
        """The tile above or below."""
        if self._at < 0:
            return 0
        here = self._boxes[self._at].at.center()

        def far(place: int) -> float:
            to = self._boxes[place].at.center()
            return abs(to.y() - here.y()) + 2 * abs(to.x() - here.x())

        places = range(len(self._boxes))
        beyond = [n for n in places if (self._boxes[n].at.center().y() - here.y()) * (1 if down else -1) > _GAP]
        return min(beyond, key=far, default=self._at)

    def _stand(self, place: int) -> None:
        if self._boxes:
            self._at = max(0, min(place, len(self._boxes) - 1))
            self._tell(self._boxes[self._at].tile)
            self.update()

    def _tell(self, tile: Tile) -> None:
        text = tile_text(tile)
        self.setAccessibleDescription(text)
        self.told.emit(text)

    def _tile_under(self, at: QPointF) -> int | None:
        return next((n for n, one in enumerate(self._boxes) if one.at.contains(at)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._tile_under(event.position())
        if place is not None:
            self._tell(self._boxes[place].tile)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._tile_under(event.position())
        if place is not None:
            self._stand(place)
            self.chosen.emit(self._boxes[place].tile.row)


def tile_text(tile: Tile) -> str:
    """Somebody on the map in words."""
    row: SheetRow = tile.row
    place = f"{row.subject.cell}-{row.bed}" if row.bed else row.subject.cell
    said = [row.subject.text, place]
    if row.first is not None:
        values = [row.first, *row.rechecks]
        said.append(" → ".join(f"{one.reading.measured.celsius} °C" for one in values))
    word = row.reason.words.text if row.reason and row.first is None else tile.word
    if tile.is_confirmed:
        word = _("fever confirmed")
    elif tile.kind is TileKind.IN_CARE and row.is_feverish:
        word = _("fever, in the doctor's care")
    said.append(f"{tile.state.shape} {word}")
    return " · ".join(one for one in said if one)


def counts_text(tiles: list[Tile]) -> str:
    """How many there are of each sort, in words, everybody once; of some sorts how many of these are what else."""
    return " · ".join(_count_text(kind, [one for one in tiles if one.kind is kind]) for kind in TileKind)


def _count_text(kind: TileKind, tiles: list[Tile]) -> str:
    state, word = (tiles[0].state, tiles[0].word) if tiles else (STATES[kind], _(WORDS[kind]))
    text, rows = f"{state.shape} {word} {len(tiles)}", [one.row for one in tiles]
    again, feverish = sum(one.awaits_recheck for one in rows), sum(one.is_feverish for one in rows)
    if kind is TileKind.FEVER and again:
        return _("{text} ({count} of them to measure again)").format(text=text, count=again)
    if kind is TileKind.IN_CARE and feverish:
        return _("{text} ({count} of them with a fever)").format(text=text, count=feverish)
    return text
