"""Logging in: the store, the name and the password; of a fictional facility its accounts are shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facility_app.app.machine import Machine
from facility_app.app.places import Location, demo_logins, shown
from facility_app.core.labels import role_label
from facility_app.core.phrases import listed
from facility_app.core.values import DaybookError, Invalid
from resources.text import N_, _
from ui import theme
from ui.runners import Runner
from ui.widgets.basics import button, card, clear, column, heading, label, row
from ui.widgets.fields import Form, TextField

if TYPE_CHECKING:
    from facility_app.access import Desk

_WIDTH = 400


class LoginPage(QWidget):
    """Name and password open the store."""

    opened = Signal(object)
    other_store_asked = Signal()

    def __init__(self, runner: Runner, machine: Machine) -> None:
        super().__init__()
        self._runner, self._machine = runner, machine
        self._location: Location | None = None
        self._place = label("", quiet=True, wraps=True)
        self.form = Form(
            [
                TextField("login", _("Login name"), required=True),
                TextField("password", _("Password"), required=True, hidden=True),
            ],
            columns=1,
        )
        self.form.submitted.connect(self._log_in)
        self._enter = button(_("Log in"), self._log_in, primary=True)
        self._demo = QVBoxLayout()
        inner = column(
            heading(_("Log in")),
            self._place,
            self.form,
            row(button(_("Another store"), self.other_store_asked.emit), self._enter),
            self._demo,
            space=theme.M,
            margins=theme.XL,
        )
        self._frame = card(inner)
        self._frame.setMinimumWidth(_WIDTH)
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(self._frame, alignment=Qt.AlignmentFlag.AlignVCenter)
        middle.addStretch()
        self.setLayout(middle)

    def show_store(self, location: Location, login: str = "") -> None:
        """Ask for name and password of one store."""
        self._location = location
        self._place.setText(shown(location))
        self.form.clear()
        self.form.fill({"login": login})
        self._show_demo(location)
        self.form.fields["password" if login else "login"].setFocus()

    def _show_demo(self, location: Location) -> None:
        clear(self._demo)
        logins = demo_logins(location)
        if logins is None:
            return
        self._demo.addWidget(label(_("A fictional facility. Its accounts, one click away:"), quiet=True, wraps=True))
        for one in logins.accounts:
            who = f"{one.login}   {one.name} · {listed(map(role_label, one.roles))}"
            self._demo.addWidget(button(who, self._as(one.login, logins.password)))

    def _as(self, login: str, password: str) -> Callable[[], None]:
        def enter() -> None:
            self.form.fill({"login": login, "password": password})
            self._log_in()

        return enter

    def _log_in(self) -> None:
        location, values = self._location, self.form.values()
        if location is None or not self._enter.isEnabled():
            return
        self._enter.setEnabled(False)
        self.form.show_error(None)
        self._runner.run(
            lambda: _log_in(location, values["login"], values["password"], self._machine), self._opened, self._refused
        )

    def _opened(self, desk: "Desk") -> None:
        self._enter.setEnabled(True)
        self.form.fill({"password": ""})
        self.opened.emit(desk)

    def _refused(self, error: DaybookError) -> None:
        self._enter.setEnabled(True)
        self.form.show_error(error)


class NewPasswordPage(QWidget):
    """Whoever came in by a one-time code chooses a password first."""

    chosen = Signal(object)

    def __init__(self, runner: Runner, desk: "Desk") -> None:
        super().__init__()
        self._runner, self._desk = runner, desk
        self.form = Form(
            [
                TextField("password", _("New password"), required=True, hidden=True),
                TextField("again", _("The same again"), required=True, hidden=True),
            ],
            columns=1,
        )
        self.form.submitted.connect(self._choose)
        text = _("At least 12 characters; several words that do not belong together are easy to keep in mind.")
        frame = card(
            column(
                heading(_("Choose your password")),
                label(text, quiet=True, wraps=True),
                self.form,
                button(_("Choose"), self._choose, primary=True),
                space=theme.M,
                margins=theme.XL,
            )
        )
        frame.setFixedWidth(_WIDTH)
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(frame, alignment=Qt.AlignmentFlag.AlignVCenter)
        middle.addStretch()
        self.setLayout(middle)

    def _choose(self) -> None:
        values, desk = self.form.values(), self._desk
        if values["password"] != values["again"]:
            self.form.show_error(Invalid(N_("The two passwords differ. Type the same one twice."), field="again"))
            return
        self._runner.run(
            lambda: _change_password(desk, values["password"]), lambda _none: self.chosen.emit(desk), self._refused
        )

    def _refused(self, error: DaybookError) -> None:
        self.form.show_error(Invalid(error.message, field="password", **error.params))


def _log_in(location: Location, login: str, password: str, machine: Machine) -> "Desk":
    from facility_app.app.login import log_in  # noqa: PLC0415 - loaded while the password is typed

    return log_in(location, login, password, machine)


def _change_password(desk: "Desk", password: str) -> None:
    from facility_app.services.accounts import change_password  # noqa: PLC0415 - as above

    change_password(desk, password)


def brand() -> QLabel:
    """The name of the program."""
    return label("监所日志台账  Facility Daybook", size=theme.PAGE_PT, bold=True)
