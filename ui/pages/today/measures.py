"""The measures of an outbreak that are on, above everything else of the day; nothing while none is."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.text import _
from ui import theme
from ui.pages.today.glance import MeasuresNamed
from ui.widgets.basics import button, clear, label, row
from ui.widgets.outbreak import measures_text


class MeasuresLines(QWidget):
    """A line for each, with the way to their page."""

    def __init__(self, go: Callable[[], None]) -> None:
        super().__init__()
        self._go = go
        self._shown: tuple[MeasuresNamed, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.XS)
        self.setLayout(self._lines)
        self.hide()

    def show_measures(self, found: tuple[MeasuresNamed, ...]) -> None:
        """Tell what is on."""
        if found == self._shown:
            return
        self._shown = found
        clear(self._lines)
        colour = theme.State.OVERDUE.colour(theme.colours())
        for one in found:
            text = measures_text(one.measures, one.name, in_short=True)
            told = label(f"{theme.State.OVERDUE.shape} {_('Outbreak measures: {what}').format(what=text)}", wraps=True)
            told.setStyleSheet(f"color: {colour};")
            told.setToolTip(measures_text(one.measures, one.name))
            line = row(told, space=theme.M)
            line.setStretch(0, 1)
            line.addWidget(button(_("Isolation"), self._go), alignment=Qt.AlignmentFlag.AlignTop)
            self._lines.addLayout(line)
        self.setVisible(bool(found))
