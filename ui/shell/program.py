"""The program from its start to its end: which store, who, the window, the lock."""

import gc
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from facility_app.app.faultlog import FaultLog
from facility_app.app.machine import Machine
from facility_app.app.places import Location, parse_location, shown
from facility_app.core.values import DaybookError
from resources.text import LANGUAGES, _, speak, system_language
from ui import theme
from ui.runners import Runner
from ui.shell.login import LoginPage, NewPasswordPage, brand
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from facility_app.access import Desk
    from facility_app.services.desks import DeskFacts
    from ui.shell.firststart import FirstStart
    from ui.shell.window import MainWindow

_RECENT = 5
_LOADED = ("facility_app.app.login", "ui.shell.window", "ui.shell.loading", "ui.pages.today", "qtawesome")
_LOAD_AFTER_MS = 50
"""By then the page on which one logs in is painted; what comes after it is loaded while the password is typed."""
_START_SIZE = (900, 640)


class Program(QObject):
    """One program on one PC. It keeps which store was open last, the look and the language."""

    def __init__(self, app: QApplication, machine: Machine, settings: QSettings) -> None:
        super().__init__()
        self.app, self.machine, self.settings = app, machine, settings
        self.runner = Runner(1, self)
        self._family = theme.load_fonts()
        self._location: Location | None = None
        self.window: MainWindow | None = None
        self.start: StartWindow | None = None
        self._locked = ("", "")
        """Who locked the window, and on which page."""
        chosen = str(settings.value("look/language", "") or system_language())
        speak(chosen if chosen in LANGUAGES else "en")
        self.dress()

    def dress(self) -> None:
        """Put the chosen look on."""
        chosen = str(self.settings.value("look/theme", theme.Theme.LIGHT.value))
        theme.apply(self.app, theme.Theme(chosen), self._family)

    def begin(self, place: str = "", login: str = "") -> None:
        """Ask for a store, or where one is named for the password."""
        recent = self.recent()
        self._location = parse_location(place or recent[0]) if place or recent else None
        self.ask_login(login)
        QTimer.singleShot(_LOAD_AFTER_MS, self, lambda: self.runner.run(_load, lambda _none: None))

    def recent(self) -> list[str]:
        """The stores that were opened here, the last one first."""
        kept = self.settings.value("stores/recent", [])
        return [str(one) for one in (kept if isinstance(kept, list) else [kept]) if one]

    def ask_login(self, login: str = "", said: str = "") -> None:
        """Show the page on which one logs in, or the first start where no store is known.

        Args:
            said: what was done before, to be told there.
        """
        self.start = StartWindow(self)
        if self._location is None:
            self.start.show_first()
        else:
            self.start.show_login(self._location, login)
        if said:
            self.start.notice.say(said)
        self.start.show()

    def choose(self, location: Location, login: str = "") -> None:
        """Take a store."""
        self._location = location
        if self.start is not None:
            self.start.show_login(location, login)

    def enter(self, desk: "Desk") -> None:
        """Sit down: the window opens, or first a password is chosen."""
        if desk.by_code and self.start is not None:
            self.start.show_new_password(desk)
            return
        self.runner.run(lambda: _see(desk), lambda found: self._open(desk, found), self._not_opened)

    def _not_opened(self, error: DaybookError) -> None:
        if self.start is not None:
            self.start.notice.show_error(error)

    def _open(self, desk: "Desk", found: "DeskFacts") -> None:
        if self._location is not None:
            place = shown(self._location)
            kept = [place, *(one for one in self.recent() if one != place)]
            self.settings.setValue("stores/recent", kept[:_RECENT])
        window = self._show_window(desk, found)
        if self._locked[0] == desk.login and self._locked[1] != "person":  # of nobody it shows nothing
            window.show_page(self._locked[1], None)
        if self.start is not None:
            self.start.close()
            self.start = None

    def _show_window(self, desk: "Desk", who: "DeskFacts") -> "MainWindow":
        from ui.context import Context  # noqa: PLC0415 - loaded while the password is typed
        from ui.shell.loading import PageLoader  # noqa: PLC0415
        from ui.shell.window import MainWindow  # noqa: PLC0415

        context = Context(desk, self.machine, self.settings, self)
        context.look_changed.connect(self.rebuild)
        self.window = MainWindow(context, who)
        self.window.locked.connect(self.lock)
        self.window.left.connect(self.leave)
        self.window.show()
        PageLoader(self.runner, self.machine.clock, self.window.page, self.window)
        return self.window

    def rebuild(self) -> None:
        """Show the window anew in another look or language, at the same desk."""
        before = self.window
        who = before.context.who if before is not None else None
        if before is None or who is None:
            return
        before.keep_shape()
        before.keep_drafts()
        speak(str(self.settings.value("look/language", "en")))
        self.dress()
        before.context.finish()
        self._show_window(before.context.desk, who).show_page("settings", None)
        _let_go(before)

    def tell_fault(self, error: Exception) -> None:
        """Tell of an exception that nobody caught, in whatever window there is; what was typed is kept."""
        if self.window is not None:
            self.window.tell_fault(error)
            return
        if self.start is not None:
            self.start.notice.show_fault(error)
        FaultLog(self.machine).write(error)

    def lock(self) -> None:
        """Leave the desk and ask for the password of the same account, who comes back to the same page."""
        if self.window is not None:
            login = self.window.context.desk.login
            self._locked = (login, self.window.current.name)
            self._leave(login)

    def leave(self) -> None:
        """Leave the desk to somebody else."""
        self._locked = ("", "")
        self._leave("")

    def _leave(self, login: str) -> None:
        window, self.window = self.window, None
        if window is None:
            return
        _let_go(window)
        window.context.close()
        self.ask_login(login)

    def end(self) -> None:
        """Let go of everything."""
        window, self.window = self.window, None
        if window is not None:
            _let_go(window)
            window.context.close()
        if self.start is not None:
            self.start.close()
        self.runner.finish()


class StartWindow(QWidget):
    """What stands before the window."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setWindowTitle(_("Facility Daybook"))
        self.resize(*_START_SIZE)
        self._program = program
        self.notice = Notice()
        self.first: FirstStart | None = None
        self.login = LoginPage(program.runner, program.machine)
        self.login.opened.connect(program.enter)
        self.login.other_store_asked.connect(self.show_first)
        program.runner.faulted.connect(program.tell_fault)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.login)
        top = QWidget()
        line = QVBoxLayout()
        line.setContentsMargins(theme.XL, theme.XL, theme.XL, 0)
        line.addWidget(brand())
        top.setLayout(line)
        outer = QVBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(top)
        outer.addWidget(self.notice)
        outer.addWidget(self._stack, stretch=1)
        self.setLayout(outer)

    def show_first(self) -> None:
        """Ask which store."""
        if self.first is None:
            from ui.shell.firststart import FirstStart  # noqa: PLC0415 - it makes facilities; few starts need it

            self.first = FirstStart(self._program.runner, self._program.machine, self._program.recent())
            self.first.chosen.connect(self._program.choose)
            self._stack.addWidget(self.first)
        self._stack.setCurrentWidget(self.first)

    def show_login(self, location: Location, login: str = "") -> None:
        """Ask who."""
        self._stack.setCurrentWidget(self.login)
        self.login.show_store(location, login)

    def show_new_password(self, desk: "Desk") -> None:
        """Have a password chosen by whoever came in by a one-time code."""
        page = NewPasswordPage(self._program.runner, desk)
        page.chosen.connect(lambda _desk: self._again(desk))
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.form.fields["password"].setFocus()

    def _again(self, desk: "Desk") -> None:
        desk.store.close()
        self._program.ask_login(desk.login, said=_("The password is chosen. Log in with it."))
        self.close()


def _let_go(window: "MainWindow") -> None:
    """Close a window for good; nothing that it began by itself goes on."""
    window.close()
    window.context.deleteLater()  # what is connected to it holds the window, and that the store
    window.deleteLater()


def _see(desk: "Desk") -> "DeskFacts":
    from facility_app.services.desks import see_desk  # noqa: PLC0415 - loaded while the password is typed

    return see_desk(desk)


def _load() -> None:
    """Load what the window is made of."""
    from facility_app.app.warming import warm_up  # noqa: PLC0415 - this is the while

    for name in _LOADED:
        import_module(name)
    warm_up()
    gc.freeze()  # all this stays: no sweep need look at it again
