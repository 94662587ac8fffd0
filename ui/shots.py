"""A picture of every page, in one language and one look, of a fictional facility."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QLoggingCategory, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from facility_app.access import Desk
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from facility_app.app.places import DemoLogins, Location, demo_logins, parse_location
from facility_app.core.messages import error_text
from facility_app.core.values import DaybookError, Refused
from facility_app.services.cells import list_cells
from facility_app.services.desks import see_desk
from facility_app.services.search import find_people
from resources.text import LANGUAGES, N_, _, speak
from ui import theme
from ui.context import Context
from ui.runners import Runner
from ui.shell.plan import HIDDEN, PAGES
from ui.shell.program import Program
from ui.shell.window import MainWindow
from ui.sweeping import Sweeper

_SIZE = (1366, 768)
_LOOK_EVERY_MS = 40
_CALM_LOOKS = 5
_PATIENCE_MS = 60_000
_SETTINGS_TABS = ("accounts", "staff", "rules", "backup", "journal", "about")


def until_calm(runners: Iterable[Runner]) -> bool:
    """Let the window work until nothing is read or written for a fifth of a second; False: it took too long."""
    watched, calm, loop, looks = tuple(runners), count(1), QEventLoop(), QTimer()

    def look() -> None:
        nonlocal calm
        if not all(one.is_idle for one in watched):
            calm = count(1)
        elif next(calm) >= _CALM_LOOKS:
            loop.exit(0)

    looks.timeout.connect(look)
    looks.start(_LOOK_EVERY_MS)
    QTimer.singleShot(_PATIENCE_MS, loop, lambda: loop.exit(1))
    return loop.exec() == 0


class Camera:
    """Takes pictures in one language and one look, and puts them into a folder."""

    def __init__(self, app: QApplication, folder: Path, language: str, look: theme.Theme, family: str) -> None:
        self._folder, self._ending = folder, f"{language}-{look.value}"
        if app.devicePixelRatio() != 1:
            self._ending += f"-{app.devicePixelRatio() * 100:.0f}"
        speak(language)
        theme.apply(app, look, family)

    def take(self, widget: QWidget, name: str) -> Path:
        """Take a picture of a window; returns where it is."""
        path = self._folder / f"{name}-{self._ending}.png"
        widget.grab().save(str(path))
        return path


def shoot_window(camera: Camera, context: Context, only: Sequence[str] = ()) -> Iterator[Path]:
    """Take a picture of every page of the window; `only` names some."""
    runners = (context.queries, context.commands)
    window = MainWindow(context, see_desk(context.desk))
    window.resize(*_SIZE)
    window.show()
    try:
        for view in _views(context.desk):
            if only and view.page not in only:
                continue
            window.show_page(view.page, view.what)
            is_calm = until_calm(runners)
            if view.then is not None:
                view.then(window.current)
                is_calm = until_calm(runners)
            if not is_calm:
                print(_("{page} was still reading when its picture was taken.").format(page=view.name), file=sys.stderr)
            yield camera.take(window, view.name)
    finally:
        window.close()
        window.deleteLater()


@dataclass(frozen=True, slots=True)
class _View:
    """One picture: its name, the page, what it shows, and what is done there before it is taken."""

    name: str
    page: str
    what: object = None
    then: Callable[[Any], object] | None = None


def _views(desk: Desk) -> Iterator[_View]:
    """What there is to be seen."""
    person = _somebody(desk)
    for plan in (*PAGES, *HIDDEN):
        yield _View(plan.name, plan.name, person if plan.name == "person" else None)
    for tab in _SETTINGS_TABS:
        yield _View(f"settings-{tab}", "settings", tab)
    yield _View("person-temperatures", "person", person, lambda page: page.kinds.setCurrentIndex(1))
    yield _View("rounds-map", "rounds", None, _map_of_yesterday)


def _map_of_yesterday(page: Any) -> None:
    page.map.toggle()
    page.head.before.click()


def _somebody(desk: Desk) -> str | None:
    """The number of somebody who lives in a cell."""
    cell = next((one.code for one in list_cells(desk) if one.occupants), None)
    found = find_people(desk, cell) if cell else ()
    return found[0].number if found else None


def shoot_start(camera: Camera, app: QApplication, machine: Machine, store: Location, settings: QSettings) -> Path:
    """Take a picture of the page on which one logs in."""
    program = Program(app, machine, settings)
    program.choose(store)
    program.ask_login()
    try:
        until_calm([program.runner])
        assert program.start is not None
        return camera.take(program.start, "login")
    finally:
        program.end()


def _app() -> QApplication:
    app = QApplication.instance()
    return app if isinstance(app, QApplication) else QApplication([])


def _logins(store: Location) -> DemoLogins:
    found = demo_logins(store)
    if found is None:
        raise Refused(N_("Pictures are taken of a fictional facility only; this store is none."), field="db")
    return found


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ui.shots", description=__doc__)
    parser.add_argument("--db", required=True, help="the store of a fictional facility")
    parser.add_argument("--to", required=True, type=Path, help="the folder for the pictures")
    parser.add_argument("--language", choices=LANGUAGES, action="append", help="may be given twice")
    parser.add_argument("--theme", choices=[one.value for one in theme.Theme], action="append", help="light, dark")
    parser.add_argument("--page", action="append", default=[], help="only these pages")
    parser.add_argument("--scale", type=int, default=100, help="per cent")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None, say: Callable[[str], object] = print) -> int:
    """Take the pictures, and say where they are."""
    asked = _arguments(arguments)
    try:
        return _shoot(asked, say)
    except DaybookError as error:
        print(error_text(error), file=sys.stderr)
        return 1


def _shoot(asked: argparse.Namespace, say: Callable[[str], object]) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # nothing is to flash up where there is a screen
    os.environ["QT_SCALE_FACTOR"] = str(asked.scale / 100)
    QLoggingCategory.setFilterRules("default.warning=false")  # offscreen, every window warns of its size
    app, machine, store = _app(), Machine(), parse_location(asked.db)
    family, logins, sweeper = theme.load_fonts(), _logins(store), Sweeper()
    asked.to.mkdir(mode=0o700, parents=True, exist_ok=True)
    taken: list[Path] = []
    desk = log_in(store, logins.accounts[0].login, logins.password, machine)
    with tempfile.TemporaryDirectory() as scratch:
        settings = QSettings(str(Path(scratch) / "window.ini"), QSettings.Format.IniFormat)
        for language in asked.language or LANGUAGES:
            for look in map(theme.Theme, asked.theme or [one.value for one in theme.Theme]):
                settings.setValue("look/language", language)
                settings.setValue("look/theme", look.value)
                if not asked.page or "login" in asked.page:
                    scene = shoot_start(Camera(app, asked.to, language, look, family), app, machine, store, settings)
                    taken.append(scene)
                context = Context(desk, machine, settings)  # a window of before hears nothing of what is read now
                taken += shoot_window(Camera(app, asked.to, language, look, family), context, asked.page)
                context.finish()
        desk.store.close()
        sweeper.stop()
    say(_("{count} pictures of the pages: {folder}").format(count=len(taken), folder=asked.to))
    return 0


if __name__ == "__main__":
    sys.exit(main())
