"""Accounts and roles: who may log in, and as what."""

from collections.abc import Callable, Iterable

from facility_app.access import Desk, OneTimeCode
from facility_app.core.labels import role_label
from facility_app.core.phrases import listed
from facility_app.core.values import Invalid, Role
from facility_app.services import accounts
from facility_app.services.accounts import AccountLine
from facility_app.services.staff import StaffLine, list_staff
from resources.text import N_, _
from ui.context import Context
from ui.pages.settings.tab import AskPanel, Tab
from ui.widgets.basics import button, label, row
from ui.widgets.fields import ChoiceField, FindField, TextField
from ui.widgets.table import Table, TableColumn

_CHANGES = frozenset({"history"})


class AccountsTab(Tab):
    """An administrator hands out one-time codes and never learns a password."""

    name = "accounts"
    title = N_("Accounts")
    needs = "accounts.list_accounts"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._staff: list[StaffLine] = []
        self.table: Table[AccountLine] = Table(
            [
                TableColumn(_("Login name"), lambda one: one.login, 130),
                TableColumn(_("Name"), lambda one: one.staff_name, 120),
                TableColumn(_("Roles"), lambda one: listed(map(role_label, one.roles)), 0),
                TableColumn(_("State"), self._state, 200),
            ],
            _("Accounts"),
        )
        self.panel = AskPanel()
        acts: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("grant_role", _("Give a role …"), lambda: self._with(self._grant)),
            ("revoke_role", _("Take a role …"), lambda: self._with(self._revoke)),
            ("reset_password", _("New one-time code …"), lambda: self._with(self._reset)),
            ("disable_account", _("Disable …"), lambda: self._with(self._disable)),
            ("add_account", _("New account"), self.add),
        )
        tools = row()
        tools.addStretch()
        for needs, text, run in acts:
            made = button(text, run, primary=needs == "add_account")
            tools.addWidget(made)
            context.offer(made, f"accounts.{needs}")
        note = label(
            _("A password is known only to whoever chose it; a forgotten one is replaced by a code."), quiet=True
        )
        self.fill(tools, self.panel, self.table, note)

    def refresh(self) -> None:
        self.context.ask(accounts.list_accounts, self.table.show_rows, key=self)
        self.context.ask(list_staff, self._keep_staff, lambda _error: None, key="settings-staff-names")

    def _keep_staff(self, staff: list[StaffLine]) -> None:
        self._staff = staff

    def _state(self, one: AccountLine) -> str:
        if one.disabled_at is not None:
            return _("– disabled since {day}").format(day=self.context.wall(one.disabled_at).date())
        return _("● chooses a password next") if one.must_change else _("✓ open")

    def _with(self, run: Callable[[AccountLine], None]) -> None:
        one = self.table.current()
        if one is not None:
            run(one)

    def add(self) -> None:
        """Ask for a new account."""
        staff = [(one.number, f"{one.name} ({one.number})") for one in self._staff]
        self.panel.ask(
            _("New account"),
            [
                TextField("login", _("Login name"), required=True),
                FindField("staff", _("Member of staff"), staff, required=True),
                ChoiceField("roles", _("Role"), _roles(Role), required=True),
            ],
            _("Add the account"),
            self._add,
        )

    def _add(self, values: dict[str, str]) -> None:
        roles = [Role(values["roles"])] if values["roles"] else []
        self._do(lambda desk: accounts.add_account(desk, values["login"], values["staff"], roles), self._show_code)

    def _reset(self, one: AccountLine) -> None:
        self.panel.ask(
            _("A new one-time code for {login}; the password of before is worth nothing then").format(login=one.login),
            [],
            _("Give a code"),
            lambda _values: self._do(lambda desk: accounts.reset_password(desk, one.login), self._show_code),
        )

    def _show_code(self, code: OneTimeCode) -> None:
        text = _(
            "{login} logs in with this code once, until {time}, and then chooses a password. It is shown only now."
        )
        until = f"{code.until:%Y-%m-%d %H:%M}"
        self.panel.tell(_("One-time code"), text.format(login=code.login, time=until), code.code)

    def _disable(self, one: AccountLine) -> None:
        self.panel.ask(
            _("Keep {login} ({name}) out, from the next act on").format(login=one.login, name=one.staff_name),
            [],
            _("Disable the account"),
            lambda _values: self._do(lambda desk: accounts.disable_account(desk, one.login)),
        )

    def _grant(self, one: AccountLine) -> None:
        free = [role for role in Role if role not in one.roles]
        self.panel.ask(
            _("Give {login} a role").format(login=one.login),
            [ChoiceField("role", _("Role"), _roles(free), required=True)],
            _("Give the role"),
            lambda values: self._do(lambda desk: accounts.grant_role(desk, one.login, _chosen(values))),
        )

    def _revoke(self, one: AccountLine) -> None:
        self.panel.ask(
            _("Take a role from {login}").format(login=one.login),
            [
                ChoiceField("role", _("Role"), _roles(one.roles), required=True),
                TextField("reason", _("Reason"), required=True),
            ],
            _("Take the role"),
            lambda values: self._do(
                lambda desk: accounts.revoke_role(desk, one.login, _chosen(values), values["reason"])
            ),
        )

    def _do(self, work: Callable[[Desk], object], told: Callable[..., None] | None = None) -> None:
        def done(result: object) -> None:
            self.panel.leave()
            self.refresh()
            if told is not None:
                told(result)

        self.context.do(work, done, self.panel.show_error, changes=_CHANGES, saved=_("account"), once=self)


def _chosen(values: dict[str, str]) -> Role:
    if not values["role"]:
        raise Invalid(N_("This must be filled in."), field="role")
    return Role(values["role"])


def _roles(roles: Iterable[Role]) -> list[tuple[str, str]]:
    return [(one.value, role_label(one)) for one in roles]
