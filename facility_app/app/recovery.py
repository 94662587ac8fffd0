"""When nobody can log in, and when the store is gone."""

from pathlib import Path

from sqlalchemy import select

from db import opening, restore
from db.backup import Receipt
from db.keyfile import KeyFile, public_half
from db.location import Location, PostgresDatabase, SqliteFile
from db.schema import HEAD_REVISION
from db.store import Store
from db.tables import AccessEvent, Account, Facility
from db.values import AccessKind, Actor, Invalid, Refused, login_key
from facility_app.access import OneTimeCode, issue_code, note
from facility_app.app.login import desk_of
from facility_app.app.machine import Machine
from resources.text import N_


def recover_account(location: Location, login: str, recovery_code: str, machine: Machine) -> OneTimeCode:
    """Give an account a one-time code by the recovery code of a file, or as the owner of a Postgres database.

    For the day on which no administrator can log in. The account's own name stands under it in the journal.

    Raises:
        Refused: the code is wrong.
        Invalid: there is no such account.
    """
    if isinstance(location, PostgresDatabase):
        store = opening.open_as_owner(location, machine.clock)
    else:
        store = opening.open_by_recovery(location, recovery_code, machine.clock)
    try:
        _refuse_old_code(store, location, recovery_code)
        with store.reading() as session:
            account_id = session.execute(select(Account.id).where(Account.login == login_key(login))).scalar()
        if account_id is None:
            raise Invalid(N_("There is no account of this name."), field="login")
        with store.unit_of_work(
            Actor(account_id, machine.workstation), N_("Reset a password by the recovery code")
        ) as work:
            work.add(AccessEvent(kind=AccessKind.RECOVERY, account_id=account_id))
            return issue_code(store, work, work.get(Account, account_id))
    finally:
        store.close()


def _refuse_old_code(store: Store, location: Location, recovery_code: str) -> None:
    """A code that was renewed opens nothing here any more, even beside a key file put back from a backup."""
    if isinstance(location, SqliteFile):
        with store.reading() as session:
            public = session.execute(select(Facility.recovery_public)).scalar_one()
        if public != public_half(recovery_code).hex():
            raise Refused(N_("The recovery code is wrong. Check each group of letters."), field="recovery_code")


def restore_backup(
    backup: Path, to: Location, login: str, machine: Machine, *, password: str | None, recovery_code: str | None
) -> Receipt:
    """Put a backup into a new place, by a password of its time or by the recovery code.

    One of an older schema is to be upgraded next; the upgrade journals where it came from.

    Raises:
        Refused: the place is taken, or neither password nor code opens it.
        Unavailable: the backup is not sound, or the place cannot be written.
    """

    def unlock(keys: KeyFile) -> bytes:
        if recovery_code:
            return keys.recover(recovery_code)
        return keys.unlock(login, password or "", machine.clock()).key

    receipt = restore.restore(backup, to, unlock, login_key(login), password)
    if receipt.revision == HEAD_REVISION:
        _note_restoration(to, login, machine, password, recovery_code, receipt)
    return receipt


def _note_restoration(
    to: Location, login: str, machine: Machine, password: str | None, recovery_code: str | None, receipt: Receipt
) -> None:
    if isinstance(to, SqliteFile):
        if recovery_code:
            store = opening.open_by_recovery(to, recovery_code, machine.clock)
        else:
            store = opening.open_store(to, login, password or "", machine.clock, machine.attempts_file).store
    else:
        store = opening.open_as_owner(to, machine.clock)
    try:
        desk = desk_of(store, login, machine)
        note(desk, N_("Restore a backup"), AccessKind.RESTORED, count=receipt.entries, detail=receipt.head)
    finally:
        store.close()
