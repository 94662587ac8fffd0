"""The top bar: facility and date, the search, what is due, what is saved, and who is logged in."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from resources.text import _
from ui import theme
from ui.widgets.basics import Button, ToolButton, icon, label, state_label

_SEARCH = 300
_WIDE = 1000
_BAND = 18
_STRIPE = 12


class TopBar(QWidget):
    """One line over everything."""

    search_asked = Signal()
    due_asked = Signal()
    lock_asked = Signal()
    leave_asked = Signal()
    inspector_asked = Signal()

    def __init__(self, facility: str, user: str) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.TOP_BAR)
        self._date = label("", quiet=True)
        search = Button(_("Search or command  (Ctrl+K)"))
        search.setAccessibleName(_("Search or command"))
        search.setIcon(icon("mdi6.magnify", theme.colours().quiet))
        search.setMinimumWidth(_SEARCH)
        search.setToolTip(_("Search or command  (Ctrl+K)"))
        self._search = search
        search.clicked.connect(lambda _checked=False: self.search_asked.emit())
        self._overdue = state_label(theme.State.OVERDUE, "0")
        self._due = state_label(theme.State.DUE, "0")
        counts = QHBoxLayout()
        counts.setSpacing(theme.S)
        counts.addWidget(self._overdue)
        counts.addWidget(self._due)
        self._saved = QLabel()
        self._saved.setObjectName("quiet")
        who = QToolButton()
        who.setText(user)
        who.setAccessibleName(_("Account {login}").format(login=user))
        who.setIcon(icon("mdi6.account-circle-outline"))
        who.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        who.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(who)
        menu.addAction(_("Lock (Ctrl+L)"), self.lock_asked.emit)
        menu.addAction(_("Another user"), self.leave_asked.emit)
        who.setMenu(menu)
        fold = ToolButton()
        fold.setIcon(icon("mdi6.dock-right"))
        fold.setAccessibleName(_("Person in focus"))
        fold.setToolTip(_("Show or hide the person in focus"))
        fold.clicked.connect(lambda _checked=False: self.inspector_asked.emit())
        line = QHBoxLayout()
        line.setContentsMargins(theme.L, 0, theme.M, 0)
        line.setSpacing(theme.L)
        line.addWidget(label(facility, bold=True))
        line.addWidget(self._date)
        line.addStretch()
        line.addWidget(search)
        line.addStretch()
        line.addLayout(counts)
        line.addWidget(self._saved)
        line.addWidget(who)
        line.addWidget(fold)
        self.setLayout(line)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.PAGE_WIDTH // 2, theme.TOP_BAR)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the search is its icon, and the date gives way."""
        super().resizeEvent(event)
        is_wide = self.width() >= _WIDE
        self._date.setVisible(is_wide)
        self._search.setText(_("Search or command  (Ctrl+K)") if is_wide else "")
        self._search.setMinimumWidth(_SEARCH if is_wide else 0)

    def show_date(self, text: str) -> None:
        """Say which facility day it is."""
        self._date.setText(text)

    def show_due(self, overdue: int, due: int) -> None:
        """Say how much is overdue and due."""
        for of, state, count, words in (
            (self._overdue, theme.State.OVERDUE, overdue, _("{count} overdue")),
            (self._due, theme.State.DUE, due, _("{count} due")),
        ):
            of.setText(f"{state.shape} {words.format(count=count)}")

    def show_saved(self, at: datetime, what: str) -> None:
        """Say that what was typed is safe."""
        self._saved.setText(_("saved {time} ✓").format(time=f"{at:%H:%M:%S}"))
        self._saved.setToolTip(what)


class FictionBand(QWidget):
    """A striped band that says that all data are invented."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_BAND)
        self.setAccessibleName("虚构数据 / FICTIONAL DATA")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        c = theme.colours()
        painter.fillRect(self.rect(), c.ground)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.transparent)
        pen = painter.pen()
        pen.setColor(c.line)
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setWidth(_STRIPE // 2)
        painter.setPen(pen)
        for x in range(-_BAND, self.width() + _BAND, _STRIPE * 2):
            painter.drawLine(x, _BAND, x + _BAND, 0)
        painter.setPen(c.text)
        painter.setFont(theme.section_font(theme.TABLE_PT))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "虚构数据 / FICTIONAL DATA")
        painter.end()
