"""Every act in one registry: menu, buttons, palette and the sheet of keys read it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

from resources.text import _


@dataclass(frozen=True, slots=True)
class Action:
    """One act.

    Attributes:
        text: an English text marked with `N_`.
        run: does it.
        keys: its shortcut, such as `Ctrl+N`; empty: none.
        page: the page on which it works; empty: everywhere.
        words: what else it may be looked for by in the palette, marked with `N_`.
        needs: the entry of `access.toml` without which it is neither offered nor done; empty: none.
        can_run: whether it makes sense now.
    """

    id: str
    text: str
    run: Callable[[], None]
    keys: str = ""
    page: str = ""
    words: str = ""
    needs: str = ""
    can_run: Callable[[], bool] = lambda: True


def offered(knob: QAbstractButton) -> Callable[[], bool]:
    """An act makes sense while its button can be pressed."""
    return lambda: knob.isEnabled() and knob.isVisible()


class ActionRegistry(QObject):
    """The acts of a window."""

    not_allowed = Signal(str)
    """The key of an act was pressed that the account may not do: the entry of `access.toml`."""

    def __init__(self, may: Callable[[str], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._may = may
        self._actions: dict[str, Action] = {}
        self._qt: dict[str, QAction] = {}

    def add(self, actions: Iterable[Action], widget: QWidget) -> None:
        """Add acts; those with keys work while the focus is in `widget`."""
        for one in actions:
            self._actions[one.id] = one
            made = QAction(_(one.text), widget)
            if one.keys:
                made.setShortcut(QKeySequence(one.keys))
                made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.triggered.connect(lambda _checked=False, one=one: self._run(one))
            widget.addAction(made)
            self._qt[one.id] = made

    def _run(self, action: Action) -> None:
        if not self._may(action.needs):
            self.not_allowed.emit(action.needs)
        elif action.can_run():
            action.run()

    def run(self, action_id: str) -> None:
        """Do an act by its id."""
        self._run(self._actions[action_id])

    def of_page(self, page: str) -> list[Action]:
        """The acts of a page and those that work everywhere, as far as the account may do them."""
        return [one for one in self._actions.values() if one.page in ("", page) and self._may(one.needs)]

    def all(self) -> list[Action]:
        """Every act."""
        return list(self._actions.values())
