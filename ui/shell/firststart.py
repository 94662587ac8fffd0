"""The first start: make a facility, open a file, or connect to a server."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from facility_app.app.founding import NewFacility, found
from facility_app.app.machine import Machine
from facility_app.app.places import Location, PostgresDatabase, parse_location
from facility_app.core.values import DaybookError, FacilityKind, Invalid
from resources.text import N_, _
from ui import theme
from ui.pages.files import ask_which_to_open
from ui.runners import Runner
from ui.widgets.basics import button, card, clear, column, heading, label, row
from ui.widgets.fields import ChoiceField, Form, TextField

_WIDTH = 520
_FILTER = "*.daybook *.db"
_KINDS = (
    (FacilityKind.KANSHOUSUO.value, N_("detention house (看守所)")),
    (FacilityKind.JULIUSUO.value, N_("lock-up (拘留所)")),
    (FacilityKind.JIEDUSUO.value, N_("rehabilitation centre (戒毒所)")),
)


class FirstStart(QWidget):
    """Three ways in."""

    chosen = Signal(object, str)
    """A `Location`, and the login name to begin with."""

    def __init__(self, runner: Runner, machine: Machine, recent: list[str]) -> None:
        super().__init__()
        self._runner, self._machine = runner, machine
        self._stack = QStackedWidget()
        self._stack.addWidget(self._ways(recent))
        self._new = NewFacilityPage(runner, machine)
        self._new.made.connect(self.chosen.emit)
        self._new.left.connect(lambda: self._stack.setCurrentIndex(0))
        self._stack.addWidget(self._new)
        self._server = ServerPage()
        self._server.chosen.connect(lambda location: self.chosen.emit(location, ""))
        self._server.left.connect(lambda: self._stack.setCurrentIndex(0))
        self._stack.addWidget(self._server)
        outer = QVBoxLayout()
        outer.addWidget(self._stack)
        self.setLayout(outer)

    def _ways(self, recent: list[str]) -> QWidget:
        rows = [button(text, lambda text=text: self._open(text)) for text in recent]  # type: ignore[misc]
        known = [label(_("Opened here before"), quiet=True), *rows] if rows else []
        return centred(
            heading(_("Welcome")),
            label(_("Where is the daybook of your facility?"), quiet=True, wraps=True),
            *known,
            button(_("Open a file …"), self._open_file, primary=bool(not rows)),
            button(_("Connect to a Postgres server …"), lambda: self._stack.setCurrentIndex(2)),
            button(_("Make a new facility …"), lambda: self._stack.setCurrentIndex(1)),
        )

    def _open_file(self) -> None:
        ask_which_to_open(self, _("Open a file"), f"{_('Daybooks')} ({_FILTER})", lambda path: self._open(str(path)))

    def _open(self, text: str) -> None:
        self.chosen.emit(parse_location(text), "")


class NewFacilityPage(QWidget):
    """Name, kind, file and the first account of a new facility."""

    made = Signal(object, str)
    left = Signal()

    def __init__(self, runner: Runner, machine: Machine) -> None:
        super().__init__()
        self._runner, self._machine = runner, machine
        self.form = Form(
            [
                TextField("name", _("Name of the facility"), required=True),
                ChoiceField("kind", _("Kind"), [(key, _(text)) for key, text in _KINDS], required=True),
                TextField("db", _("File"), required=True, hint=_("On a disk of this PC, never on a network share.")),
                TextField("admin_name", _("Your name"), required=True),
                TextField("admin_number", _("Your staff number"), required=True),
                TextField("admin", _("Your login name"), required=True),
                TextField("password", _("Your password"), required=True, hidden=True),
                TextField("again", _("The same again"), required=True, hidden=True),
            ]
        )
        self.form.fill({"db": str(Path.home() / "facility.daybook")})
        self.form.submitted.connect(self._make)
        self._done = QVBoxLayout()
        self._go = button(_("Make it"), self._make, primary=True)
        self.setLayout(
            column(
                centred(
                    heading(_("Make a new facility")),
                    self.form,
                    row(button(_("Back"), self.left.emit), self._go),
                    self._done,
                )
            )
        )

    def _make(self) -> None:
        if not self._go.isEnabled():
            return
        values = self.form.values()
        try:
            new, location = _read(values)
        except DaybookError as error:
            self.form.show_error(error)
            return
        self.form.show_error(None)
        self._go.setEnabled(False)
        self._runner.run(
            lambda: found(location, new, values["password"], self._machine),
            lambda code: self._show_code(location, code, values["admin"]),
            self._refused,
        )

    def _refused(self, error: DaybookError) -> None:
        self._go.setEnabled(True)
        field = "password" if error.field == "new_password" else error.field
        self.form.show_error(Invalid(error.message, field=field, **error.params))

    def _show_code(self, location: Location, code: str, login: str) -> None:
        clear(self._done)
        self.form.setEnabled(False)
        text = _("Write this recovery code down, seal it in an envelope and lock it away. It is shown only now:")
        self._done.addWidget(label(text, wraps=True))
        shown = label(code, size=theme.SECTION_PT, bold=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._done.addWidget(shown)
        go = button(_("It is written down: log in"), lambda: self.made.emit(location, login), primary=True)
        self._done.addWidget(go)
        go.show()  # what was just made is not on the screen yet, and takes no focus
        go.setFocus()


def _read(values: dict[str, str]) -> tuple[NewFacility, Location]:
    empty = next((key for key, text in values.items() if not text), None)
    if empty is not None:
        raise Invalid(N_("This must be filled in."), field=empty)
    if values["password"] != values["again"]:
        raise Invalid(N_("The two passwords differ. Type the same one twice."), field="again")
    new = NewFacility(
        values["name"], FacilityKind(values["kind"]), values["admin"], values["admin_name"], values["admin_number"]
    )
    return new, parse_location(values["db"])


class ServerPage(QWidget):
    """The address of a database."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        hint = _("For example postgresql://server/daybook")
        self.form = Form([TextField("db", _("Address"), required=True, hint=hint)], columns=1)
        self.form.submitted.connect(self._connect)
        self.setLayout(
            column(
                centred(
                    heading(_("Connect to a Postgres server")),
                    label(hint, quiet=True),
                    self.form,
                    row(button(_("Back"), self.left.emit), button(_("Go on"), self._connect, primary=True)),
                )
            )
        )

    def _connect(self) -> None:
        try:
            location = parse_location(self.form.values()["db"])
        except DaybookError:
            location = None
        if not isinstance(location, PostgresDatabase):
            wrong = N_("This is no address of a Postgres database. Give one such as postgresql://server/daybook.")
            self.form.show_error(Invalid(wrong, field="db"))
            return
        self.form.show_error(None)
        self.chosen.emit(location)


def centred(*parts: QWidget | QVBoxLayout | QHBoxLayout) -> QWidget:
    """Parts in a card in the middle."""
    frame = card(column(*parts, space=theme.M, margins=theme.XL))
    frame.setFixedWidth(_WIDTH)
    middle = QHBoxLayout()
    middle.addStretch()
    middle.addWidget(frame, alignment=Qt.AlignmentFlag.AlignVCenter)
    middle.addStretch()
    made = QWidget()
    made.setLayout(middle)
    return made
