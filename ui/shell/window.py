"""The main window: rail, top bar, pages and inspector. It owns no feature."""

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from facility_app.access import Desk
from facility_app.app.faultlog import FaultLog
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.core.values import Refused
from facility_app.facts.due.item import DueState
from facility_app.facts.search import FoundPerson
from facility_app.rules.access import access_table
from facility_app.rules.declared import Register
from facility_app.services import journal
from facility_app.services.desks import DeskFacts, see_desk
from facility_app.services.due import DueBoard
from facility_app.services.registers import see_registers
from resources.text import N_, _
from ui.actions import Action, ActionRegistry
from ui.board import SharedBoard
from ui.context import Context
from ui.pages.page import Page
from ui.shell.acts import acts_of
from ui.shell.inspector import Inspector
from ui.shell.keysheet import EVERYWHERE, KeySheet
from ui.shell.narrow import Scroller, Sides
from ui.shell.palette import Palette
from ui.shell.plan import HIDDEN, PAGES
from ui.shell.presence import Presence
from ui.shell.rail import Rail
from ui.shell.topbar import FictionBand, TopBar
from ui.widgets.basics import icon, line
from ui.widgets.notice import Notice

_LOOK_EVERY_MS = 60_000
_IDLE = timedelta(minutes=5)
_DEFAULT = (1366, 768)


class MainWindow(QMainWindow):
    """One user at work."""

    locked = Signal()
    left = Signal()

    def __init__(self, context: Context, who: DeskFacts) -> None:
        super().__init__()
        self.context = context
        self.facility = facility = who.facility
        context.know(who)
        self.setWindowTitle(f"{facility.name} · {_('Facility Daybook')}")
        self.setWindowIcon(icon("mdi6.notebook-check-outline"))
        self._plans = {one.name: one for one in (*PAGES, *HIDDEN)}
        self._pages: dict[str, Scroller] = {}
        self._log = FaultLog(context.machine)
        self._presence = Presence(context.machine.clock, self)
        self.registry = ActionRegistry(context.may, self)
        self.rail = Rail(PAGES)
        self.bar = TopBar(facility.name, context.desk.login)
        self.inspector = Inspector(context)
        self.notice = Notice()
        self._sides = Sides(self.rail, self.inspector)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._restore()
        self.show_page(next(one.name for one in PAGES if context.may(one.needs)), None)
        self._look()
        context.ask(see_registers, self._offer_registers, lambda _error: None)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(line(upright=True))
        middle.addWidget(self._stack, stretch=1)
        middle.addWidget(line(upright=True))
        middle.addWidget(self.inspector)
        outer = QVBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        if self.facility.is_fictional:
            outer.addWidget(FictionBand())
        outer.addWidget(line())
        outer.addWidget(self.notice)
        outer.addLayout(middle, stretch=1)
        root = QWidget()
        root.setObjectName("ground")
        root.setLayout(outer)
        self.setCentralWidget(root)

    def _connect(self) -> None:
        context = self.context
        self.rail.chosen.connect(lambda name: self.show_page(name, None))
        context.asked_for_page.connect(self.show_page)
        context.failed.connect(self.notice.show_error)
        context.queries.faulted.connect(self.tell_fault)
        context.commands.faulted.connect(self.tell_fault)
        context.saved.connect(lambda what: self.bar.show_saved(self._wall_now(), what))
        context.changed.connect(lambda _changes: self._look())
        context.changed.connect(lambda _changes: self.notice.forget_error())
        self.bar.search_asked.connect(self.open_palette)
        self.bar.lock_asked.connect(self.locked.emit)
        self.bar.leave_asked.connect(self.left.emit)
        self.bar.inspector_asked.connect(lambda: self.inspector.setVisible(not self.inspector.isVisible()))
        context.rights_changed.connect(lambda: self.rail.offer(context.may))
        self.rail.offer(context.may)
        self.registry.not_allowed.connect(self._tell_not_allowed)
        self.registry.add(acts_of(self), self)
        QApplication.instance().focusChanged.connect(self._watch_focus)  # type: ignore[union-attr]
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_EVERY_MS)
        self._clock.timeout.connect(self.tick)
        self._clock.start()

    def page(self, name: str) -> Page:
        """A page by its name, made when it is first asked for."""
        if name not in self._pages:
            made = self._plans[name].make(self.context)
            self._pages[name] = Scroller(made, self._stack)
            self._stack.addWidget(self._pages[name])
            self.registry.add(made.actions_of_page(), made)
        return self._pages[name].page

    @property
    def current(self) -> Page:
        """The page that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Scroller)
        return shown.page

    def show_page(self, name: str, what: object) -> None:
        """Show a page, and on it what is asked for; one that the account may not read is refused before it is asked."""
        if not self.context.may(self._plans[name].needs):
            self._tell_not_allowed(self._plans[name].needs)
            return
        page = self.page(name)
        self._stack.setCurrentWidget(self._pages[name])
        self.rail.show_chosen(name)
        if what is not None:
            page.open(what)
        page.refresh()
        page.take_focus()

    def _tell_not_allowed(self, needs: str) -> None:
        act = access_table()[needs].text
        self.context.failed.emit(Refused(N_("Your roles do not allow this: {act}."), field="account", act=act))

    def _watch_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """Keys go to what has the focus: where it was hidden or deleted, the page takes it, not whatever comes next."""
        is_gone = before is not None and isValid(before) and self.isAncestorOf(before) and not before.isVisible()
        if now is None or is_gone:
            QTimer.singleShot(0, self, partial(self._find_focus, now))

    def _find_focus(self, stray: QWidget | None = None) -> None:
        """Have the page take the focus where it is nowhere, or still on what came next by chance."""
        is_stray = QApplication.focusWidget() is stray and (stray is None or not self.current.isAncestorOf(stray))
        if is_stray and self.isActiveWindow() and QApplication.activePopupWidget() is None:
            self.current.take_focus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange:
            QTimer.singleShot(0, self, self._find_focus)

    def _acts(self) -> list[Action]:
        """The acts of the page that is shown and of the window; a page without content has what it offers itself."""
        return self.registry.of_page("" if self.current.state in ("error", "empty") else self.current.name)

    def open_palette(self) -> None:
        """Search, or do something by its name."""
        palette = Palette(self.context, self._acts(), self._open_person, self)
        corner = self.mapToGlobal(self.rect().center())
        palette.move(corner.x() - palette.width() // 2, self.mapToGlobal(self.rect().topLeft()).y() + self.bar.height())
        palette.show()
        palette.line.setFocus()

    def _open_person(self, found: FoundPerson) -> None:
        self.context.focus(Subject(SubjectKind.PERSON, found.custody_id, found.name, found.number, found.cell or ""))
        self.show_page("person", found.number)

    def open_keys(self) -> None:
        """Show the keys of the page."""
        more = [(_(key), _(does)) for key, does in EVERYWHERE]
        KeySheet(self.registry.of_page(self.current.name), more, self).open()

    def tell_fault(self, error: Exception) -> None:
        """Tell of a fault of the program, keep what was typed, and leave a line in the log."""
        self.notice.show_fault(error)
        self.keep_drafts()
        self._log.write(error)

    def keep_drafts(self) -> None:
        """Keep in the store what was typed and not handed in, on whatever page."""
        for one in self._pages.values():
            one.page.keep_draft()

    def undo_last(self) -> None:
        """Put back what this user did last, as a new entry."""
        self.context.do(
            journal.undo_last,
            lambda title: self.notice.say(_("Undone: {title}").format(title=_(title))),
            changes=frozenset({"people", "rounds", "talks", "releases", "registers", "ledger", "cells", "history"}),
        )

    def _wall_now(self) -> datetime:
        return self.facility.calendar.local(self.context.machine.clock())

    def tick(self) -> None:
        """A minute has gone by: lock where nobody has touched anything for five, else look what is due."""
        if self._presence.is_gone(_IDLE):
            self.locked.emit()
        else:
            self._look()

    def _look(self) -> None:
        day = self.facility.calendar.day_of(self.context.machine.clock())
        self.bar.show_date(f"{day:%Y-%m-%d}")
        board = self.context.board
        self.context.ask(lambda desk: _due(desk, board), self._show_due, lambda _error: None, key="due")

    def _offer_registers(self, found: tuple[Register, ...]) -> None:
        """A new entry of each register, from the palette on every page."""
        self.registry.add(
            [
                Action(
                    f"register.{one.name}",
                    one.label,
                    partial(self.show_page, "registers", f"{one.name}/new"),
                    words=N_("New entry of a register"),
                    needs=f"registers.write.{one.group.value}",
                )
                for one in found
            ],
            self,
        )

    def _show_due(self, found: tuple[DeskFacts, DueBoard | None]) -> None:
        who, board = found
        self.context.know(who)
        if board is None:
            return
        states = [one.state for one in board.items]
        self.bar.show_due(states.count(DueState.OVERDUE), states.count(DueState.DUE))

    def _restore(self) -> None:
        settings = self.context.settings
        shape = settings.value("window/shape")
        if isinstance(shape, QByteArray) and self.restoreGeometry(shape):
            pass
        else:
            self.resize(*_DEFAULT)
        self.rail.fold(settings.value("window/rail_folded", False, bool) is True)
        self.inspector.setVisible(settings.value("window/inspector", True, bool) is True)

    def keep_shape(self) -> None:
        """Remember the shape of the window on this machine."""
        settings = self.context.settings
        settings.setValue("window/shape", self.saveGeometry())
        is_folded, is_shown = self._sides.wanted
        settings.setValue("window/rail_folded", is_folded)
        settings.setValue("window/inspector", is_shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sides.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.keep_shape()
        self.keep_drafts()
        self._clock.stop()
        super().closeEvent(event)


def _due(desk: Desk, board: SharedBoard) -> tuple[DeskFacts, DueBoard | None]:
    """Who sits at the desk, and what is due, where the account may see it."""
    who = see_desk(desk)
    return who, board.read(desk) if who.may("due.what_is_due") else None
