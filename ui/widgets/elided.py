"""One line of text that gives way where there is little room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

_LEAST = "虚构某某…"
"""So much of it is always shown."""


class ElidedLabel(QLabel):
    """Dressed as another label; what does not fit is cut off at the end, and the whole stands in the tip."""

    def __init__(self, like: QLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(like.font())
        self.setObjectName(like.objectName())
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        room = self.fontMetrics().horizontalAdvance(_LEAST)
        return QSize(min(room, super().minimumSizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self._shown != self.text() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        place, role = self.contentsRect(), self.foregroundRole()
        self.style().drawItemText(painter, place, int(side), self.palette(), self.isEnabled(), self._shown, role)
        painter.end()

    @property
    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
