"""Making a facility's store, with its first account."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from db import opening
from db.journal import LOCAL_SITE
from db.keyfile import new_code, public_half
from db.location import Location
from db.tables import Account, AccountRole, Facility, Staff
from db.types import new_id
from db.values import Actor, FacilityKind, Invalid, Role
from db.work import UnitOfWork
from facility_app.access import checked_login
from facility_app.app.machine import Machine
from facility_app.core.numbers import clean_code
from facility_app.core.passwords import check_password, common_words
from resources.text import N_

FIRST_ROLES = (Role.HEAD, Role.RECORDS, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class NewFacility:
    """What a facility is founded with."""

    name: str
    kind: FacilityKind
    admin_login: str
    admin_name: str
    admin_number: str
    time_zone: str = "Asia/Shanghai"
    day_starts_at: int = 0
    """Minutes after midnight."""
    is_fictional: bool = False


def found(
    location: Location,
    new: NewFacility,
    password: str,
    machine: Machine,
    furnish: Callable[[UnitOfWork], None] | None = None,
) -> str:
    """Make a store with its first account, who is head, records and administrator; returns the recovery code.

    Args:
        furnish: puts more of the first records in; what it raises ends the founding, and nothing is left of it.

    Raises:
        Invalid: a value of the facility, or the password.
        Refused: there is a store already, or the place is a network share.
        Unavailable: the place cannot be written or reached.
    """
    login = _check(new)
    check_password(password, (login, new.admin_name, new.admin_number, new.name), common_words())
    code = new_code()
    account_id = new_id()
    with (
        opening.founding(location, machine.clock) as store,
        store.unit_of_work(Actor(account_id, machine.workstation), N_("Found the facility")) as work,
    ):
        staff = Staff(number=clean_code(new.admin_number), name=new.admin_name, post="", phone=None, is_leader=True)
        facility = Facility(
            site_no=LOCAL_SITE,
            name=new.name.strip(),
            kind=new.kind,
            time_zone=new.time_zone,
            day_starts_at=new.day_starts_at,
            is_fictional=new.is_fictional,
            recovery_public=public_half(code).hex(),
        )
        work.add(facility, staff)
        work.add(
            Account(
                id=account_id,
                login=login,
                staff_id=staff.id,
                must_change=False,
                password_set_at=work.now,
                disabled_at=None,
            )
        )
        work.add(*(AccountRole(account_id=account_id, role=role) for role in FIRST_ROLES))
        store.door.open_for(work.session, login, password, None)
        store.door.seal_to(work.session, public_half(code))
        if furnish is not None:
            furnish(work)
    return code


def _check(new: NewFacility) -> str:
    if not new.name.strip():
        raise Invalid(N_("Give the name of the facility."), field="name")
    try:
        ZoneInfo(new.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Invalid(N_("There is no such time zone; an example is Asia/Shanghai."), field="time_zone") from None
    return checked_login(new.admin_login, "admin")
