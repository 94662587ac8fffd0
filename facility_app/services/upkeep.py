"""The state of the store itself: is it sound, and is it of this program's schema."""

from dataclasses import dataclass
from pathlib import Path

from db import backup, migrate, triggers
from db.backup import Receipt
from db.schema import HEAD_REVISION, revision_of
from db.sqlite import KeySlots
from db.store import Store
from db.values import AccessKind, Refused
from facility_app.access import Desk, act, note
from resources.text import N_


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `detail` says what is wrong, or what was found."""

    name: str
    ok: bool
    detail: str


@act()
def check_store(desk: Desk) -> list[Check]:
    """Look whether file, schema and triggers are as they must be. The journal has `verify_journal`."""
    with desk.store.reading() as session:
        connection = session.connection()
        revision = revision_of(connection)
        missing = triggers.missing(connection)
        differing = migrate.schema_differences(connection)
        checks = [
            Check(N_("schema revision"), revision == HEAD_REVISION, str(revision)),
            Check(N_("triggers"), not missing, ", ".join(missing)),
            Check(N_("tables as declared"), not differing, "; ".join(differing)),
        ]
        if isinstance(desk.store.door, KeySlots):
            damage = backup.damage_of(connection.connection.driver_connection)
            checks.append(Check(N_("file integrity"), damage is None, damage or ""))
    return checks


@act()
def upgrade_store(desk: Desk, folder: Path, owner: Store | None = None, password: str | None = None) -> Receipt:
    """Back the store up, then bring its schema to this program's revision; all of it, or nothing.

    The desk may be at a store of an older revision.

    Args:
        folder: where the verified copy goes.
        owner: the same store opened as the owner of its database; Postgres needs one.
        password: see `backups.back_up`.

    Raises:
        Refused: it is of this revision already.
        Unavailable: the copy is not sound, or rows would be lost; nothing was changed.
    """
    with desk.store.reading() as session:
        revision = revision_of(session.connection())
        public = migrate.recovery_public(session.connection())
    if revision == HEAD_REVISION:
        raise Refused(N_("The store has this program's schema already; there is nothing to do."), field="db")
    account = (desk.login, password) if password else None
    receipt = backup.make_backup(desk.store, folder, public=public, account=account)
    with (owner or desk.store).changing_schema() as connection:
        migrate.upgrade(connection, desk.actor, desk.store.clock)
    note(desk, N_("Upgrade the store"), AccessKind.UPGRADED, detail=f"{revision} > {HEAD_REVISION}")
    return receipt
