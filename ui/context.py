"""What every page is given: the desk, the runners, the machine's preferences, and news of what was changed."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, QObject, QSettings, Signal
from PySide6.QtWidgets import QApplication, QWidget

from facility_app.access import Desk
from facility_app.app.machine import Machine
from facility_app.core.subjects import Subject
from facility_app.core.values import DaybookError
from facility_app.services.desks import DeskFacts
from ui.board import SharedBoard
from ui.runners import Runner

T = TypeVar("T")


class Context(QObject):
    """One user at one desk."""

    changed = Signal(frozenset)
    """Something was written: names of what it concerns, such as `rounds` or `people`."""
    saved = Signal(str)
    """A write is durable; the name of what was saved."""
    failed = Signal(object)
    """An error that no page has shown beside its field."""
    asked_for_page = Signal(str, object)
    """Show a page by its name; the second is what it is to show, or None."""
    look_changed = Signal()
    """Another theme or language was chosen: the window is shown anew."""
    focused = Signal(object)
    """The person in focus: a `Subject`, or None."""
    rights_changed = Signal()
    """Who sits here may do something else than before."""

    def __init__(self, desk: Desk, machine: Machine, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.machine = machine
        self.settings = settings
        self.who: DeskFacts | None = None
        """Who sits here, with what rights; None: not read yet."""
        self.board = SharedBoard()
        self.queries = Runner(3, self)
        self.commands = Runner(1, self)
        self._acts: dict[object, QDeadlineTimer] = {}

    def know(self, who: DeskFacts) -> None:
        """Take who sits here, with what rights."""
        before, self.who = self.who, who
        if before is None or before.roles != who.roles:
            self.rights_changed.emit()

    def offer(self, part: QWidget, act: str) -> None:
        """Show a part of a page only to whoever may do what it is for: an entry of `access.toml`, or none."""
        if act:
            self.rights_changed.connect(lambda: part.setVisible(self.may(act)))
            if not self.may(act):  # else it is left alone: shown before it is on a page, it would be a window
                part.hide()

    def may(self, act: str, *, is_own: bool = True) -> bool:
        """Whether it makes sense to offer an act: an entry of `access.toml`, or none. The services decide.

        Args:
            is_own: False: on a record of somebody else.
        """
        if not act or self.who is None:
            return True
        return self.who.may_own(act) if is_own else self.who.may(act)

    def wall(self, at: datetime) -> datetime:
        """An instant as the clock of the facility shows it."""
        return self.who.facility.calendar.local(at) if self.who is not None else at

    def ask(
        self,
        work: Callable[[Desk], T],
        done: Callable[[T], None],
        failed: Callable[[DaybookError], None] | None = None,
        *,
        key: object = None,
    ) -> None:
        """Read something; the page goes on meanwhile."""
        desk = self.desk
        self.queries.run(lambda: work(desk), done, failed or self.failed.emit, key=key)

    def do(
        self,
        work: Callable[[Desk], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[DaybookError], None] | None = None,
        *,
        changes: frozenset[str] = frozenset(),
        saved: str = "",
        once: object = None,
    ) -> bool:
        """Write something; acts are done one after the other, in the order in which they were asked for.

        Args:
            changes: what pages have to look at anew.
            saved: what the top bar says is safe.
            once: the place where it is asked for. While something from there is being written, and until a second
                press can no longer mean the same act, nothing more is begun from it; what was refused can be asked
                for again at once.

        Returns:
            Whether it is begun.
        """
        desk = self.desk
        self._acts = {place: until for place, until in self._acts.items() if not until.hasExpired()}
        if once in self._acts:
            return False
        if once is not None:
            self._acts[once] = QDeadlineTimer(QDeadlineTimer.ForeverConstant.Forever)

        def finish(result: T) -> None:
            if once is not None:
                self._acts[once] = QDeadlineTimer(QApplication.doubleClickInterval())
            self.board.forget()
            if done is not None:
                done(result)
            self.saved.emit(saved)
            if changes:
                self.changed.emit(changes)

        def refuse(error: DaybookError) -> None:
            self._acts.pop(once, None)
            (failed or self.failed.emit)(error)

        self.commands.run(lambda: work(desk), finish, refuse)
        return True

    def show_page(self, name: str, what: object = None) -> None:
        """Show a page."""
        self.asked_for_page.emit(name, what)

    def focus(self, person: Subject | None) -> None:
        """Put a person into the inspector."""
        self.focused.emit(person)

    def finish(self) -> None:
        """Let what is being written and read come to its end."""
        self.commands.finish()
        self.queries.finish()

    def close(self) -> None:
        """Let everything come to its end, then leave the desk."""
        self.finish()
        self.desk.store.close()
