"""`facility-cli account …`."""

import argparse
from collections.abc import Callable

from db.location import SqliteFile
from facility_app.access import OneTimeCode
from facility_app.app.machine import Machine
from facility_app.app.recovery import recover_account
from facility_app.cli.credentials import at_desk, location, new_password
from facility_app.cli.credentials import recovery_code as ask_recovery_code
from facility_app.cli.output import Answer
from facility_app.core.labels import role_label
from facility_app.services import accounts
from resources.text import _


def list_(asked: argparse.Namespace, machine: Machine) -> Answer:
    """The accounts and their roles."""
    with at_desk(asked, machine) as desk:
        found = accounts.list_accounts(desk)
    return Answer(
        {
            "accounts": [
                {
                    "login": one.login,
                    "name": one.staff_name,
                    "roles": [role.value for role in one.roles],
                    "must_change": one.must_change,
                    "disabled": one.disabled_at is not None,
                }
                for one in found
            ]
        },
        tuple(
            f"{one.login}  {one.staff_name}  {', '.join(map(role_label, one.roles))}"
            + (f"  [{_('disabled')}]" if one.disabled_at else "")
            for one in found
        ),
    )


def _code(issued: OneTimeCode) -> Answer:
    return Answer(
        {"login": issued.login, "code": issued.code, "valid_until": issued.valid_until},
        (
            _("One-time code for {login}: {code}").format(login=issued.login, code=issued.code),
            _(
                "Valid until {until}. Its holder logs in with it and chooses a password: facility-cli account password"
            ).format(until=f"{issued.until:%Y-%m-%d %H:%M}"),
        ),
    )


def add(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A new account."""
    with at_desk(asked, machine) as desk:
        return _code(accounts.add_account(desk, asked.login, asked.staff, asked.role))


def reset(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A one-time code in place of a password, by an administrator or by the recovery code."""
    if asked.recovery:
        where = location(asked)
        code = ask_recovery_code() if isinstance(where, SqliteFile) else ""
        return _code(recover_account(where, asked.login, code, machine))
    with at_desk(asked, machine) as desk:
        return _code(accounts.reset_password(desk, asked.login))


def disable(asked: argparse.Namespace, machine: Machine) -> Answer:
    """Keep an account out."""
    with at_desk(asked, machine) as desk:
        accounts.disable_account(desk, asked.login)
    return Answer({"login": asked.login, "disabled": True}, (_("{login} is disabled.").format(login=asked.login),))


def password(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A new password for the caller's own account."""
    with at_desk(asked, machine) as desk:
        accounts.change_password(desk, new_password())
        return Answer({"login": desk.login, "changed": True}, (_("The password is changed."),))


def grant(asked: argparse.Namespace, machine: Machine) -> Answer:
    """One more role for an account."""
    with at_desk(asked, machine) as desk:
        accounts.grant_role(desk, asked.login, asked.role)
    return _role_answer(asked, _("{login} is now {role}."))


def revoke(asked: argparse.Namespace, machine: Machine) -> Answer:
    """One role less for an account."""
    with at_desk(asked, machine) as desk:
        accounts.revoke_role(desk, asked.login, asked.role, asked.reason)
    return _role_answer(asked, _("{login} is no longer {role}."))


def _role_answer(asked: argparse.Namespace, line: str) -> Answer:
    return Answer(
        {"login": asked.login, "role": asked.role.value},
        (line.format(login=asked.login, role=role_label(asked.role)),),
    )


def recovery_code(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A new recovery code."""
    with at_desk(asked, machine) as desk:
        code = accounts.renew_recovery_code(desk)
    return Answer({"recovery_code": code}, recovery_lines(code))


def recovery_lines(code: str) -> tuple[str, ...]:
    """What to do with a recovery code."""
    return (
        _("Recovery code: {code}").format(code=code),
        _("Write it down, seal it in an envelope and keep it in the safe. It is not shown again."),
    )


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("account", "list"): list_,
    ("account", "add"): add,
    ("account", "reset"): reset,
    ("account", "disable"): disable,
    ("account", "password"): password,
    ("account", "grant"): grant,
    ("account", "revoke"): revoke,
    ("account", "recovery-code"): recovery_code,
}
