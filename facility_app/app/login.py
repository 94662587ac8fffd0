"""Opening a store by password and sitting down at a desk."""

from sqlalchemy import Connection, select

from db import opening
from db.location import Location
from db.schema import refuse_newer_revision, refuse_other_revision
from db.store import Store
from db.tables import Account
from db.values import AccessKind, Refused, login_key
from facility_app.access import Desk, note
from facility_app.app.machine import Machine
from resources.text import N_


def log_in(location: Location, login: str, password: str, machine: Machine, *, any_revision: bool = False) -> Desk:
    """Open the store and sit down at a desk. The login, and the failed ones before it, are journaled.

    Args:
        any_revision: also open a store of an older schema, to upgrade it; such a login is not journaled.

    Raises:
        Refused: wrong name or password, a disabled account, five failures less than ten minutes ago.
        Unavailable: the store cannot be reached.
    """
    check = not_newer if any_revision else refuse_other_revision
    opened = opening.open_store(location, login, password, machine.clock, machine.attempts_file, check)
    try:
        desk = desk_of(opened.store, login, machine, by_code=opened.by_code)
        if not any_revision:
            if opened.failures_before:
                note(desk, N_("Log in"), AccessKind.FAILED_LOGINS, count=opened.failures_before)
            note(desk, N_("Log in"), AccessKind.LOGIN)
    except BaseException:
        opened.store.close()
        raise
    return desk


def not_newer(connection: Connection) -> None:
    """Let a store of this or an older schema pass."""
    refuse_newer_revision(connection)


def desk_of(store: Store, login: str, machine: Machine, *, by_code: bool = False) -> Desk:
    """The desk of an account in a store that is open.

    Raises:
        Refused: there is no such account, or it is disabled (and that is journaled).
    """
    with store.reading() as session:
        account = session.execute(
            select(Account.id, Account.login, Account.disabled_at, Account.must_change).where(
                Account.login == login_key(login)
            )
        ).first()
    if account is None:
        raise Refused(N_("The login name or the password is wrong."), field="password")
    desk = Desk(store, account.id, account.login, machine.workstation, by_code or account.must_change)
    if account.disabled_at is not None:
        note(desk, N_("Refuse an act"), AccessKind.REFUSED, act="login")
        raise Refused(N_("This account is disabled. Speak to an administrator."), field="account")
    return desk
