"""The row of coverage tiles: done of expected, in big figures, with the missing one click away."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from facility_app.core.phrases import listed
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.due.item import DueItem, DueState
from resources.text import _
from ui import theme
from ui.pages.today.glance import Glance
from ui.theme import State
from ui.widgets.basics import Button, column, label

_NAMES_IN_TIP = 30
_HEIGHT = 104
_INNER = _HEIGHT - 2 * (theme.XS + 1) - 4


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of the day.

    Attributes:
        title: in the language in force; `expected` None: nothing is owed yet.
        missing: whom it still concerns, or where.
        opens: when it begins to be owed, where it is not yet.
        page, what: where it is done.
    """

    title: str
    done: int
    expected: int | None
    state: State
    missing: tuple[Subject, ...]
    page: str
    what: object = None
    opens: str = ""

    @property
    def figure(self) -> str:
        """Done of expected."""
        return "–" if self.expected is None else f"{self.done}/{self.expected}"

    @property
    def word(self) -> str:
        """How it stands."""
        if self.expected is None and self.opens:
            return _("from {time}").format(time=self.opens)
        return _(self.state.word)


def tiles_of(glance: Glance) -> list[Tile]:
    """The tiles of a day: the rounds, the staff, the talks of the week, what registers owe."""
    items = glance.board.items
    rounds = [one for one in items if one.kind == "round"]
    tiles = []
    for window in glance.windows:
        of = [one for one in rounds if one.rule == window.id and one.of is SubjectKind.PERSON]
        tiles.append(_counted(window.words.text, of, "rounds", window.id, f"{window.opens:%H:%M}"))
    staff = [one for one in rounds if one.of is SubjectKind.STAFF]
    first = f"{glance.windows[0].opens:%H:%M}" if glance.windows else ""
    tiles.append(_counted(_("Staff"), staff, "rounds", staff[-1].rule if staff else None, first))
    tiles.append(_counted(_("Talks of the week"), [one for one in items if one.kind == "talk"], "talks"))
    for name in (*glance.sessions, *glance.intervals):
        of = [one for one in items if one.kind == name and _is_session(one, glance)]
        tiles.append(_each(_(glance.registers[name]), of, name))
    return tiles


def _is_session(one: DueItem, glance: Glance) -> bool:
    """Whether an item is a session or a check that is owed, not something that an entry has left open."""
    return one.kind in glance.sessions or one.rule.endswith(".interval")


def _counted(title: str, items: Sequence[DueItem], page: str, what: object = None, opens: str = "") -> Tile:
    if not items:
        return Tile(title, 0, None, State.NOT_APPLICABLE, (), page, what, opens)
    missing = tuple(subject for one in items for subject in one.people)
    done, expected = sum(one.done or 0 for one in items), sum(one.expected or 0 for one in items)
    return Tile(title, done, expected, _state(items), missing, page, what)


def _each(title: str, items: Sequence[DueItem], register: str) -> Tile:
    if not items:
        return Tile(title, 0, None, State.NOT_APPLICABLE, (), "registers", register)
    open_ = tuple(one for one in items if one.state is not DueState.DONE)
    missing = tuple(one.subject for one in open_)
    return Tile(title, len(items) - len(open_), len(items), _state(items), missing, "registers", register)


def _state(items: Iterable[DueItem]) -> State:
    states = {one.state for one in items}
    if DueState.OVERDUE in states:
        return State.OVERDUE
    return State.DUE if DueState.DUE in states else State.DONE


class TileButton(Button):
    """A tile that goes to where its missing are done; all are as large as the widest figure of the row allows."""

    def __init__(self, tile: Tile, run: Callable[[], None], widest: str) -> None:
        super().__init__()
        c = theme.colours()
        colour = tile.state.colour(c)
        self.tile, self._widest = tile, widest
        self._title = label(tile.title, size=theme.TABLE_PT, quiet=True)
        self._figure = figure = label(tile.figure, size=theme.PAGE_PT, bold=True)
        state = label(f"{tile.state.shape} {tile.word}", bold=True)
        state.setStyleSheet(f"color: {colour};")
        for one in (self._title, figure, state):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            one.setMinimumWidth(0)
            one.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inside = column(self._title, figure, state, space=theme.XS)
        inside.setContentsMargins(theme.S, theme.M, theme.S, theme.M)
        self.setLayout(inside)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setStyleSheet(
            f"QPushButton {{ background: {c.surface}; border: 1px solid {c.line}; border-top: 3px solid {colour};"
            f" border-radius: {theme.RADIUS}px; min-height: {_INNER}px; }}"
            f" QPushButton:hover {{ border-color: {c.accent}; }}"
            f" QPushButton:focus {{ border: 2px solid {c.accent}; border-top: 3px solid {colour}; }}"
        )
        self.setAccessibleName(f"{tile.title}: {tile.figure}, {tile.word}")
        self.setToolTip(_tip(tile))
        self.setAccessibleDescription(_tip(tile))
        self.clicked.connect(lambda _checked=False: run())

    def sizeHint(self) -> QSize:
        return QSize(theme.XL * 4, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.XL * 3, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A title that has no room ends in an ellipsis; whole it stands in the tip. A figure is made smaller."""
        super().resizeEvent(event)
        metrics, room = self._title.fontMetrics(), self.width() - 2 * theme.S - theme.XS
        large = theme.section_font(theme.PAGE_PT)
        has_room = QFontMetrics(large).horizontalAdvance(self._widest) <= room
        self._figure.setFont(large if has_room else theme.section_font(theme.SECTION_PT))
        self._title.setText(metrics.elidedText(self.tile.title, Qt.TextElideMode.ElideRight, room))


def _tip(tile: Tile) -> str:
    if not tile.missing:
        return tile.title
    names = [one.text for one in tile.missing[:_NAMES_IN_TIP]]
    if len(tile.missing) > _NAMES_IN_TIP:
        names.append("…")
    return _("{title}. Missing: {names}").format(title=tile.title, names=listed(names))
