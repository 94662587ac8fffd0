"""How wide columns have to be, and what may be narrower than its text."""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui import theme


def wide_enough(heading: str, least: int) -> int:
    """At least so many pixels, and enough for the heading."""
    metrics = QFontMetrics(theme.section_font(theme.BODY_PT))
    return max(least, metrics.horizontalAdvance(heading) + 2 * theme.S + theme.XS)


def yielding(text: QLabel) -> QLabel:
    """A text that never makes the window wider: where there is no room for all of it, its tip has it."""
    text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return text
