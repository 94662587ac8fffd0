"""The accounts of a fictional facility, with a password that everybody may know."""

from dataclasses import dataclass

from db.location import Location
from db.values import Role
from facility_app.access import Desk
from facility_app.acts.rosters import RosterStaff
from facility_app.app.demo.site import DOCTOR, LEADER, OFFICER
from facility_app.app.founding import FIRST_ROLES
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from facility_app.services import accounts

ADMIN = "admin"
PASSWORD = "paper lanterns over still water"  # noqa: S105 - of fictional facilities only, and shown to whoever makes one
_WANTED = (("shift", Role.SHIFT_LEAD, LEADER), ("officer", Role.OFFICER, OFFICER), ("doctor", Role.DOCTOR, DOCTOR))

BORROWED = (Role.DOCTOR, Role.SHIFT_LEAD)
"""Roles that the head has while the story runs: it is told at one desk."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account that anybody may use."""

    login: str
    password: str
    roles: tuple[Role, ...]
    name: str


def founder(staff: RosterStaff) -> DemoAccount:
    """The account with which the facility is founded: that of its head."""
    return DemoAccount(ADMIN, PASSWORD, FIRST_ROLES, staff.name)


def open_accounts(
    desk: Desk, location: Location, machine: Machine, staff: tuple[RosterStaff, ...]
) -> tuple[DemoAccount, ...]:
    """Give one of the staff of each post an account: by a one-time code, for which a password is chosen."""
    made = []
    for login, role, post in _WANTED:
        one = next(one for one in staff if one.post == post)
        code = accounts.add_account(desk, login, one.number, (role,))
        first = log_in(location, login, code.code, machine)
        try:
            accounts.change_password(first, PASSWORD)
        finally:
            first.store.close()
        made.append(DemoAccount(login, PASSWORD, (role,), one.name))
    return tuple(made)
