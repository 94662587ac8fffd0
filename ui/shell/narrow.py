"""A window that has little room, as on a small screen or at a large scale: its sides fold, its pages scroll."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from ui import theme
from ui.pages.page import Page
from ui.shell.rail import Rail

_ENOUGH = theme.RAIL + theme.PAGE_WIDTH + theme.INSPECTOR
"""Below this many pixels the sides fold."""


class Scroller(QScrollArea):
    """A page; where it has less room than it needs, it scrolls and nothing overlaps.

    It is given its place before the page: whatever a dressed widget is put into, it is dressed anew with all its parts.
    """

    def __init__(self, page: Page, place: QWidget) -> None:
        super().__init__(place)
        self.page = page
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        page.setMinimumHeight(theme.PAGE_HEIGHT)
        self.setWidget(page)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - as Qt has it
        """What is wider than there is room, as a table, is shown from its left."""
        bar, left = self.horizontalScrollBar(), QApplication.focusWidget()
        before, is_hidden = bar.value(), left is not None and not left.isVisibleTo(self)
        has_gone, at = super().focusNextPrevChild(next), self.page.focusWidget()
        if is_hidden:
            bar.setValue(before)  # nobody pressed a key: what had the focus is being read anew
        elif at is not None and at.width() + 2 * theme.XL > self.viewport().width():
            bar.setValue(at.mapTo(self.page, QPoint()).x() - theme.L)
        return has_gone


class Sides:
    """The rail and the inspector, which fold while there is little room; who wants them unfolds them all the same."""

    def __init__(self, rail: Rail, inspector: QWidget) -> None:
        self._rail, self._inspector = rail, inspector
        self._wanted: tuple[bool, bool] | None = None

    def fit(self, width: int) -> None:
        """Fold where a window of this width has no room for them, and put them back where it has."""
        if width < _ENOUGH and self._wanted is None:
            self._wanted = self.wanted
            self._rail.fold(True)
            self._inspector.hide()
        elif width >= _ENOUGH and self._wanted is not None:
            (folded, shown), self._wanted = self._wanted, None
            self._rail.fold(folded)
            self._inspector.setVisible(shown)

    @property
    def wanted(self) -> tuple[bool, bool]:
        """Whether the rail is folded, and whether the inspector is shown, where there is room."""
        return self._wanted or (self._rail.is_folded, not self._inspector.isHidden())
