"""The rail: the pages, by icon and name."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from resources.text import _
from ui import theme
from ui.shell.plan import PagePlan, key_of
from ui.widgets.basics import ToolButton, icon

_ICON = 20
_TALL, _LOW, _GAP = 40, 22, 2


class Rail(QWidget):
    """The pages; it folds to icons."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[PagePlan]) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._buttons: dict[str, QToolButton] = {}
        self._needs = {one.name: one.needs for one in pages}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout()
        layout.setContentsMargins(0, theme.S, 0, theme.S)
        layout.setSpacing(_GAP)
        for place, one in enumerate(pages):
            made = ToolButton()
            made.setObjectName("rail")
            made.setText(_(one.title))
            made.setAccessibleName(_(one.title))
            made.setIcon(icon(one.icon))
            made.setIconSize(QSize(_ICON, _ICON))
            made.setCheckable(True)
            made.setToolTip(f"{_(one.title)}  {key_of(place)}")
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            made.clicked.connect(lambda _checked=False, name=one.name: self.chosen.emit(name))
            self._group.addButton(made)
            self._buttons[one.name] = made
            layout.addWidget(made)
        layout.addStretch()
        self.is_folded = False
        self._fold = ToolButton()
        self._fold.setObjectName("rail")
        self._fold.setAccessibleName(_("Fold the rail"))
        self._fold.setToolTip(_("Fold the rail"))
        self._fold.clicked.connect(lambda _checked=False: self.fold(not self.is_folded))
        layout.addWidget(self._fold)
        self.setLayout(layout)
        self.fold(False)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), self._height_of(_LOW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is low, the buttons are lower."""
        super().resizeEvent(event)
        each = (self.height() - self._height_of(0)) // (len(self._buttons) + 1)
        for one in (*self._buttons.values(), self._fold):
            one.setFixedHeight(max(_LOW, min(each, _TALL)))

    def _height_of(self, each: int) -> int:
        """How high it is with buttons of a height."""
        return 2 * theme.S + (len(self._buttons) + 1) * (each + _GAP)

    def offer(self, may: Callable[[str], bool]) -> None:
        """Show the pages that the account may read; the keys of the others stay where hands know them."""
        for name, one in self._buttons.items():
            one.setVisible(may(self._needs[name]))

    def show_chosen(self, name: str) -> None:
        """Mark the page that is shown; one that does not stand here marks none."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)
        elif (checked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)

    def fold(self, folded: bool) -> None:
        """Show icons alone, or names too."""
        self.is_folded = folded
        width = theme.RAIL_FOLDED if folded else theme.RAIL
        self.setFixedWidth(width)
        style = Qt.ToolButtonStyle
        for one in (*self._buttons.values(), self._fold):
            one.setToolButtonStyle(style.ToolButtonIconOnly if folded else style.ToolButtonTextBesideIcon)
            one.setFixedWidth(width)
        self._fold.setIcon(icon("mdi6.chevron-double-right" if folded else "mdi6.chevron-double-left"))
        self._fold.setText(_("Fold"))
