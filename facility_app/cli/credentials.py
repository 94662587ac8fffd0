"""Who calls: login name, password and codes, from the environment or a prompt; never from the arguments."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass

from db.location import Location, parse_location
from db.values import Invalid
from facility_app.access import Desk
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from resources.text import N_, _


def login_name(asked: argparse.Namespace) -> str:
    """The login name of whoever calls."""
    return asked.user or os.environ.get("FACILITY_USER") or _ask(_("Login name: "), hidden=False)


def password() -> str:
    """The password of whoever calls."""
    return os.environ.get("FACILITY_PASSWORD") or _ask(_("Password: "))


def recovery_code() -> str:
    """The recovery code from the sealed envelope."""
    return os.environ.get("FACILITY_RECOVERY_CODE") or _ask(_("Recovery code: "))


def new_password(variable: str = "FACILITY_NEW_PASSWORD") -> str:
    """A password that is being chosen; at a prompt it is typed twice.

    Raises:
        Invalid: the two differ.
    """
    given = os.environ.get(variable)
    if given:
        return given
    first = _ask(_("New password: "))
    if first != _ask(_("The same again: ")):
        raise Invalid(N_("The two passwords differ. Type the same one twice."), field="new_password")
    return first


def _ask(prompt: str, *, hidden: bool = True) -> str:
    try:
        return getpass(prompt) if hidden else input(prompt)
    except EOFError:
        raise Invalid(
            N_("Nobody is there to answer. Set FACILITY_USER and FACILITY_PASSWORD."), field="password"
        ) from None


def location(asked: argparse.Namespace) -> Location:
    """The store that the call names."""
    return parse_location(asked.db)


@contextmanager
def at_desk(asked: argparse.Namespace, machine: Machine) -> Iterator[Desk]:
    """Log in for one command."""
    desk = log_in(location(asked), login_name(asked), password(), machine)
    try:
        yield desk
    finally:
        desk.store.close()
