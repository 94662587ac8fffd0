"""A line under the top bar that says what went wrong, or what was done."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from facility_app.core.messages import error_text
from facility_app.core.values import DaybookError
from resources.text import _
from ui import theme
from ui.widgets.basics import ToolButton, icon, label

_STAYS_MS = 12_000


class Notice(QWidget):
    """One sentence; it goes away by itself, an error when it is closed or something else has succeeded."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("surface")
        self._text: QLabel = label("", wraps=True)
        self._is_of_act = False
        self._close = close = ToolButton()
        close.setAccessibleName(_("Close the message"))
        close.clicked.connect(lambda _checked=False: self.hide())
        line = QHBoxLayout()
        line.setContentsMargins(theme.L, theme.XS, theme.M, theme.XS)
        line.addWidget(self._text, stretch=1)
        line.addWidget(close)
        self.setLayout(line)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty: nothing."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str) -> None:
        """Say that something was done."""
        self._show(f"✓ {text}", theme.colours().green)
        self._timer.start()

    def show_error(self, error: DaybookError) -> None:
        """Say what a service found wrong."""
        self._show(f"▲ {error_text(error)}", theme.colours().red)
        self._is_of_act = True

    def forget_error(self) -> None:
        """An act has succeeded: what was wrong with one before concerns nobody any more."""
        if self._is_of_act:
            self.hide()

    def show_fault(self, error: Exception) -> None:
        """Say that the program has a fault; nothing that was typed is lost."""
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename.rpartition('/')[2]}:{place.tb_lineno}" if place else "?"
        text = _(
            "A fault of the program ({kind} in {where}). What you typed is kept; what was not marked as saved is not."
        )
        self._show(f"▲ {text.format(kind=type(error).__name__, where=where)}", theme.colours().red)

    def _show(self, text: str, colour: str) -> None:
        if self._close.icon().isNull():
            self._close.setIcon(icon("mdi6.close"))  # not sooner: most starts have nothing to say
        self._timer.stop()
        self._is_of_act = False
        self._text.setText(text)
        self._text.setStyleSheet(f"color: {colour};")
        self.show()
