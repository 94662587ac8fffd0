"""The look: one spacing scale, one type scale, two palettes, and the style sheet made of them."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from resources import path
from resources.text import N_

SPACE = (4, 8, 12, 16, 24)
XS, S, M, L, XL = SPACE
"""The distances, in pixels at 100 %."""
RADIUS = 6
TABLE_PT, BODY_PT, SECTION_PT, PAGE_PT = 9.5, 10.5, 13.0, 18.0
ROW_DENSE, ROW_ROOMY = 28, 36
TOP_BAR, RAIL, RAIL_FOLDED, INSPECTOR = 44, 132, 48, 280
PAGE_WIDTH, PAGE_HEIGHT = 760, 460
"""What a page needs to be at ease; with less height it scrolls."""


@dataclass(frozen=True, slots=True)
class Colours:
    """One palette; `line` only separates, `edge` borders what one can operate."""

    ground: str
    surface: str
    line: str
    edge: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    green: str
    amber: str
    red: str
    violet: str


LIGHT = Colours(
    ground="#F5F7F9",
    surface="#FFFFFF",
    line="#DCE2E8",
    edge="#8794A0",
    text="#1A2430",
    quiet="#5A6772",
    accent="#0E6A80",
    on_accent="#FFFFFF",
    green="#1F7A45",
    amber="#8A5200",
    red="#B3261E",
    violet="#6B3FA0",
)
DARK = Colours(
    ground="#12181E",
    surface="#1A222A",
    line="#2C3741",
    edge="#8794A0",
    text="#E6ECF1",
    quiet="#9AA8B4",
    accent="#4FB3C8",
    on_accent="#12181E",
    green="#6FD39A",
    amber="#F0B357",
    red="#FF8A80",
    violet="#C3A2F0",
)


class Theme(Enum):
    """The two looks."""

    LIGHT = "light"
    DARK = "dark"

    @property
    def colours(self) -> Colours:
        """Its palette."""
        return LIGHT if self is Theme.LIGHT else DARK


class State(Enum):
    """A state has a word, a shape and a colour; it reads in black and white."""

    DONE = ("✓", "green", N_("done"))
    DUE = ("●", "amber", N_("due"))
    OVERDUE = ("▲", "red", N_("overdue"))
    NOT_APPLICABLE = ("–", "quiet", N_("not applicable"))
    FEVER = ("■", "red", N_("fever"))
    RECHECK = ("◆", "amber", N_("recheck"))
    IN_CARE = ("✚", "accent", N_("in the doctor's care"))
    ISOLATION = ("▣", "violet", N_("isolation"))
    ALARM = ("‼", "red", N_("alarm"))

    @property
    def shape(self) -> str:
        """Its shape."""
        return self.value[0]

    @property
    def word(self) -> str:
        """Its word, an English text marked with `N_`."""
        return self.value[2]

    def colour(self, colours: Colours) -> str:
        """Its colour in a palette."""
        return str(getattr(colours, self.value[1]))


_current = [Theme.LIGHT]


def colours() -> Colours:
    """The palette in force."""
    return _current[0].colours


def theme() -> Theme:
    """The look in force."""
    return _current[0]


def load_fonts() -> str:
    """Load the fonts that come with the program, so that no system font is needed; returns the family."""
    families = []
    for name in ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf"):
        number = QFontDatabase.addApplicationFont(str(path("fonts", name)))
        families += QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else QFont().family()


def apply(app: QApplication, chosen: Theme, family: str) -> None:
    """Dress the whole program."""
    _current[0] = chosen
    c = chosen.colours
    app.setStyle("Fusion")
    font = QFont(family)
    font.setPointSizeF(BODY_PT)
    app.setFont(font)
    app.setPalette(_palette(c))
    app.setStyleSheet(style_sheet(c))


def section_font(size: float, *, bold: bool = True) -> QFont:
    """The program's font in another size."""
    font = QFont(QApplication.font())
    font.setPointSizeF(size)
    font.setBold(bold)
    return font


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, c.ground),
        (role.WindowText, c.text),
        (role.Base, c.surface),
        (role.AlternateBase, c.ground),
        (role.Text, c.text),
        (role.Button, c.surface),
        (role.ButtonText, c.text),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent),
        (role.ToolTipBase, c.surface),
        (role.ToolTipText, c.text),
        (role.PlaceholderText, c.quiet),
        (role.Link, c.accent),
        (role.Mid, c.line),
    ):
        palette.setColor(which, QColor(colour))
    return palette


def style_sheet(c: Colours) -> str:
    """Everything that the palette cannot say."""
    look = Theme.LIGHT if c is LIGHT else Theme.DARK
    arrow, check = (path("icons", f"{name}-{look.value}.svg").as_posix() for name in ("arrow", "check"))
    return f"""
    QWidget {{ color: {c.text}; }}
    QMainWindow, QDialog, QWidget#ground {{ background: {c.ground}; }}
    QWidget#surface, QFrame#card {{ background: {c.surface}; }}
    QFrame#card {{ border: 1px solid {c.line}; border-radius: {RADIUS}px; }}
    QFrame#line {{ background: {c.line}; border: none; }}
    QLabel {{ background: transparent; }}
    QLabel#quiet {{ color: {c.quiet}; }}
    QLabel#error {{ color: {c.red}; }}
    QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line}; padding: {XS}px; }}
    QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QDateTimeEdit {{
        background: {c.surface}; border: 1px solid {c.edge}; border-radius: {XS}px;
        padding: {XS}px {S}px; min-height: 20px; selection-background-color: {c.accent};
        selection-color: {c.on_accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QDateTimeEdit:focus {{
        border: 2px solid {c.accent}; padding: {XS - 1}px {S - 1}px; }}
    QLineEdit[wrong="true"], QComboBox[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 2px solid {c.red}; }}
    QComboBox::drop-down {{ border: none; width: 20px; }}
    QComboBox::down-arrow {{ image: url({arrow}); width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.edge}; outline: none; }}
    QPushButton {{ background: {c.surface}; border: 1px solid {c.edge}; border-radius: {XS}px;
        padding: {XS + 1}px {M}px; min-height: 20px; }}
    QPushButton:hover {{ border-color: {c.accent}; }}
    QPushButton:focus {{ border: 2px solid {c.accent}; padding: {XS}px {M - 1}px; }}
    QPushButton:disabled {{ color: {c.quiet}; border-color: {c.line}; }}
    QPushButton#primary {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent};
        font-weight: bold; }}
    QPushButton#primary:focus {{ border: 2px solid {c.text}; }}
    QPushButton#primary:disabled {{ background: {c.line}; color: {c.quiet}; border-color: {c.line}; }}
    QPushButton:checked {{ background: {c.ground}; color: {c.accent}; border-color: {c.accent}; font-weight: bold; }}
    QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {XS}px; padding: {XS}px; }}
    QToolButton[popupMode="2"] {{ padding-right: {L}px; }}
    QToolButton::menu-indicator {{ image: url({arrow}); width: 12px; height: 12px; right: {XS}px;
        subcontrol-origin: padding; subcontrol-position: center right; }}
    QToolButton:hover, QToolButton:focus {{ border-color: {c.edge}; }}
    QToolButton#rail {{ border-radius: 0; border: none; border-left: 3px solid transparent; padding: 0 {M}px;
        text-align: left; color: {c.quiet}; }}
    QToolButton#rail:hover, QToolButton#rail:focus {{ color: {c.text}; background: {c.ground}; }}
    QToolButton#rail:checked {{ color: {c.accent}; border-left: 3px solid {c.accent}; background: {c.ground};
        font-weight: bold; }}
    QTableView, QListView, QTreeView {{ background: {c.surface}; alternate-background-color: {c.surface};
        gridline-color: {c.line}; border: 1px solid {c.line}; border-radius: {XS}px; outline: none;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QTableView:focus, QListView:focus, QTreeView:focus {{ border-color: {c.accent}; }}
    QTableView::item, QListView::item {{ padding: 0 {S}px; border: none; border-bottom: 1px solid {c.line}; }}
    QTableView::item {{ padding: 0 {S - 3}px; }}
    QTableView {{ border-radius: 1px; }}
    QTableView::item:selected, QListView::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
    QHeaderView {{ background: {c.surface}; }}
    QHeaderView::section {{ background: {c.surface}; color: {c.quiet}; border: none;
        border-bottom: 1px solid {c.edge}; padding: {XS}px {S}px; font-weight: bold; }}
    QTableCornerButton::section {{ background: {c.surface}; border: none; }}
    QScrollArea {{ border: none; background: transparent; }}
    QScrollArea > QWidget > QWidget {{ background: transparent; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle {{ background: {c.edge}; border-radius: 4px; min-height: 24px; min-width: 24px; margin: 1px; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QTabBar::tab {{ background: transparent; color: {c.quiet}; padding: {S}px {L}px; border: none;
        border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {c.accent}; border-bottom: 2px solid {c.accent}; font-weight: bold; }}
    QTabBar::tab:focus {{ color: {c.text}; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; }}
    QGroupBox {{ border: 1px solid {c.line}; border-radius: {RADIUS}px; margin-top: {M}px; padding-top: {S}px; }}
    QGroupBox::title {{ subcontrol-origin: margin; left: {M}px; color: {c.quiet}; }}
    QMenu {{ background: {c.surface}; border: 1px solid {c.edge}; padding: {XS}px; }}
    QMenu::item {{ padding: {XS}px {L}px; }}
    QMenu::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
    QCheckBox::indicator {{ width: 16px; height: 16px; border: 1px solid {c.edge}; border-radius: 3px;
        background: {c.surface}; }}
    QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; image: url({check}); }}
    QCheckBox::indicator:disabled {{ border-color: {c.line}; }}
    QCheckBox:focus {{ text-decoration: underline; }}
    QRadioButton::indicator {{ width: 16px; height: 16px; }}
    QSplitter::handle {{ background: {c.line}; }}
    QSplitter#gap::handle {{ background: transparent; }}
    QProgressBar {{ border: 1px solid {c.line}; border-radius: {XS}px; background: {c.ground}; text-align: center; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
    """
