"""The pages of a PDF as they will print, drawn when they come into view."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from facility_app.reports.pages import PageImage, PageSize, page_image
from resources.text import _
from ui import theme
from ui.context import Context

SCREEN_DPI = 96
_POINTS = 72
ZOOMS = (50, 75, 100, 125, 150, 200)


def as_image(page: PageImage, ratio: float = 1.0) -> QImage:
    """A drawn page as an image of its own."""
    image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()
    image.setDevicePixelRatio(ratio)
    return image


class PageSheet(QWidget):
    """One page; until it is drawn, white paper."""

    def __init__(self, number: int, count: int, size: PageSize, draw: Callable[["PageSheet"], None]) -> None:
        super().__init__()
        self.number = number
        self._size = size
        self._draw = draw
        self._image: QImage | None = None
        self._is_asked = False
        self.setAccessibleName(_("Page {number} of {count}").format(number=number + 1, count=count))

    def zoom(self, percent: int) -> None:
        """Take the size of a zoom, and be drawn anew."""
        scale = SCREEN_DPI / _POINTS * percent / 100
        self.setFixedSize(round(self._size.width * scale), round(self._size.height * scale))
        self._is_asked = False
        self.update()

    def percent_for(self, width: int) -> int:
        """The zoom at which the page is so many pixels wide."""
        return int(100 * width / (self._size.width * SCREEN_DPI / _POINTS))

    def show_image(self, image: QImage) -> None:
        """Show the page."""
        self._image = image
        self.update()

    @property
    def is_drawn(self) -> bool:
        """Whether the page is there to be seen."""
        return self._image is not None

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._is_asked:
            self._is_asked = True
            self._draw(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRect(QPoint(0, 0), self.size()), self._image)
        painter.setPen(QColor(theme.colours().line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Preview(QScrollArea):
    """All pages one below the other; Ctrl and the wheel zoom."""

    zoomed = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._pdf = b""
        self.percent = 100
        self.fits = True
        self.sheets: list[PageSheet] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.M)
        self._column.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        inside.setLayout(self._column)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setAccessibleName(_("The ledger as it will print"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_pdf(self, pdf: bytes, sizes: tuple[PageSize, ...]) -> None:
        """Show a file; the place on the page stays."""
        at = self.verticalScrollBar().value()
        for one in self.sheets:
            self._column.removeWidget(one)
            one.deleteLater()
        self._pdf = pdf
        self.sheets = [PageSheet(number, len(sizes), size, self._draw) for number, size in enumerate(sizes)]
        for one in self.sheets:
            one.zoom(self.percent)
            self._column.addWidget(one, alignment=Qt.AlignmentFlag.AlignHCenter)
        if self.fits:
            self.fit()
        self.verticalScrollBar().setValue(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.fits:
            self.fit()

    def fit(self) -> None:
        """Show the pages as wide as there is room, and go on doing so."""
        self.fits = True
        if self.sheets:
            room = self.width() - 2 * theme.M - self.verticalScrollBar().sizeHint().width() - 2
            self._show_at(max(ZOOMS[0], min(ZOOMS[-1], self.sheets[0].percent_for(room))))

    def zoom(self, percent: int) -> None:
        """Show the pages larger or smaller, from 50 to 200 percent."""
        self.fits = False
        self._show_at(percent)

    def _show_at(self, percent: int) -> None:
        self.percent = percent
        for one in self.sheets:
            one.zoom(percent)
        self.zoomed.emit(percent)

    def step(self, by: int) -> None:
        """Go to the next larger or smaller zoom."""
        if by > 0:
            self.zoom(next((one for one in ZOOMS if one > self.percent), ZOOMS[-1]))
        else:
            self.zoom(next((one for one in reversed(ZOOMS) if one < self.percent), ZOOMS[0]))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def _draw(self, sheet: PageSheet) -> None:
        pdf, ratio = self._pdf, self.devicePixelRatioF()
        dots = SCREEN_DPI * self.percent / 100 * ratio
        number = sheet.number

        def show(image: QImage) -> None:
            if sheet in self.sheets:
                sheet.show_image(image)

        self._context.ask(
            lambda _desk: as_image(page_image(pdf, number, dots), ratio), show, key=(self, "page", number)
        )
