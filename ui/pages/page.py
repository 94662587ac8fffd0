"""What every page has: a title, its acts, and a state: loading, empty, an error, or its content."""

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from facility_app.core.messages import error_text
from facility_app.core.values import DaybookError
from resources.text import N_, _
from ui import theme
from ui.actions import Action
from ui.context import Context
from ui.pages.formdraft import FormDraft
from ui.widgets.basics import button, column, label
from ui.widgets.fields import Form

_SKELETON_AFTER_MS = 150


class Page(QWidget):
    """A page. It is refreshed when it is shown, and when something was changed that it is about."""

    name = ""
    title = ""
    """An English text marked with `N_`."""
    stays: ClassVar[bool] = True
    """Whether what was shown stays while it is read anew; not where something else may be read in its place."""
    about: frozenset[str] = frozenset()
    """What changes of it concern the page: names that writes give to `Context.do`."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.context = context
        self._drafts: list[FormDraft] = []
        self._tools = QHBoxLayout()
        self._tools.setSpacing(theme.S)
        self.heading = label(_(self.title), size=theme.PAGE_PT, bold=True)
        self.heading.setAccessibleName(_(self.title))
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addStretch()
        top.addLayout(self._tools)
        self._content = QWidget()
        self._has_content = False
        self._empty, self._error = _Message(), _Message()
        self._stack = QStackedWidget()
        for one in (self._content, self._empty, self._error, _Skeleton()):
            self._stack.addWidget(one)
        self.setLayout(column(top, self._stack, space=theme.M, margins=theme.L))
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_SKELETON_AFTER_MS)
        self._waiting.timeout.connect(lambda: self._stack.setCurrentIndex(3))
        context.changed.connect(self._refresh_for)

    def set_content(self, content: QVBoxLayout | QHBoxLayout) -> None:
        """What the page shows when it has something to show."""
        content.setContentsMargins(0, 0, 0, 0)
        self._content.setLayout(content)

    def add_tool(self, tool: QWidget, needs: str = "") -> None:
        """Put a button or a filter to the right of the title; the primary act comes last.

        Args:
            needs: the entry of `access.toml` without which it is not there; empty: none.
        """
        self._tools.addWidget(tool)
        self.context.offer(tool, needs)

    def actions_of_page(self) -> list[Action]:
        """The acts of the page, for the palette, the sheet of keys and their shortcuts."""
        return []

    def open(self, what: object) -> None:
        """Show something of the page: a person, a day, an entry."""

    def refresh(self) -> None:
        """Read anew what the page shows."""

    def focus_first(self) -> None:
        """Put the cursor where the work begins."""
        self.setFocus()

    def take_focus(self) -> None:
        """Have the cursor where the work begins; where there is no content, on what is offered instead."""
        part = self._stack.currentWidget()
        if part is self._content:
            self.focus_first()
        elif isinstance(part, _Message) and part.act is not None:
            part.act.setFocus()
        at = self.focusWidget()
        if at is None or not at.isVisibleTo(self):
            self.setFocus()

    def _turn_to(self, part: QWidget) -> None:
        """Show a part; a cursor that waited for it goes on to where the work begins."""
        self._stack.setCurrentWidget(part)
        if self.hasFocus():
            self.take_focus()

    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return False

    def drafted(self, form: Form) -> FormDraft:
        """Keep what is typed into a form until it is handed in."""
        made = FormDraft(self.context, form, self)
        self._drafts.append(made)
        return made

    def keep_draft(self) -> None:
        """Keep at once what was typed and is not kept yet: the window is about to go."""
        for one in self._drafts:
            one.keep_now()

    def wait(self) -> None:
        """Something is being read: after a moment without an answer the page says so, unless it has what it shows."""
        if self.stays and self._has_content:
            return
        if self._stack.currentWidget() is not self._content or not self._waiting.isActive():
            self._waiting.start()

    def show_content(self) -> None:
        """Show what there is."""
        self._has_content = True
        self._waiting.stop()
        self._turn_to(self._content)

    def show_empty(self, text: str, act: Action | None = None) -> None:
        """Say what would stand here, and offer the first act to whoever may do it."""
        self._has_content = False
        self._waiting.stop()
        self._empty.say(text, act if act is not None and self.context.may(act.needs) else None)
        self._turn_to(self._empty)

    def show_error(self, error: DaybookError) -> None:
        """Say why nothing can be shown, and offer to try again."""
        self._has_content = False
        self._waiting.stop()
        again = Action("again", N_("Try again"), self.refresh)
        self._error.say(error_text(error), again, is_error=True)
        self._turn_to(self._error)

    @property
    def state(self) -> str:
        """What is shown: `content`, `empty`, `error` or `loading`."""
        return ("content", "empty", "error", "loading")[self._stack.currentIndex()]

    def _refresh_for(self, changes: frozenset[str]) -> None:
        if self.isVisible() and self.about & changes:
            self.refresh()


class _Message(QWidget):
    """A sentence in the middle, and an act."""

    def __init__(self) -> None:
        super().__init__()
        self._text = label("", size=theme.SECTION_PT, quiet=True, wraps=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.act: QPushButton | None = None
        """What is offered."""
        self._place = QVBoxLayout()
        outer = QVBoxLayout()
        outer.addStretch()
        outer.addWidget(self._text)
        outer.addLayout(self._place)
        outer.addStretch()
        self.setLayout(outer)

    def say(self, text: str, act: Action | None, *, is_error: bool = False) -> None:
        self._text.setText(text)
        self._text.setObjectName("error" if is_error else "quiet")
        self._text.style().unpolish(self._text)
        self._text.style().polish(self._text)
        before, self.act = self.act, None
        if act is not None:
            self.act = button(_(act.text), act.run, primary=True)
            self._place.addWidget(self.act, alignment=Qt.AlignmentFlag.AlignCenter)
        if before is not None:
            if before.hasFocus() and self.act is not None:
                self.act.show()  # what was just made is not on the screen yet, and takes no focus
                self.act.setFocus()
            before.deleteLater()


class _Skeleton(QWidget):
    """Where rows will be, while they are read."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout()
        outer.setSpacing(theme.M)
        text = QLabel(_("Reading …"))
        text.setObjectName("quiet")
        outer.addWidget(text)
        for width in (0.9, 0.7, 0.8, 0.6):
            bar = QFrame()
            bar.setObjectName("line")
            bar.setFixedHeight(theme.M)
            bar.setMaximumWidth(int(900 * width))
            outer.addWidget(bar)
        outer.addStretch()
        self.setLayout(outer)
