"""Backups of the store, and which of them are kept."""

from dataclasses import dataclass
from pathlib import Path

from db import backup
from db.backup import Receipt
from db.migrate import recovery_public
from db.values import AccessKind
from facility_app.access import Desk, act, note
from facility_app.core.retention import to_keep
from resources.text import N_


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was opened and counted, and those that made room for it."""

    receipt: Receipt
    removed: tuple[str, ...]


@act()
def back_up(desk: Desk, folder: Path, password: str | None = None) -> BackupMade:
    """Make a backup, verify it, and thin out the older ones of this store in the folder.

    Args:
        password: of the account at the desk; with it, beside the recovery code, the backup of a Postgres
            store can be opened. A file's backup opens as the file does.

    Raises:
        Unavailable: the folder cannot be written, or the copy is not sound.
    """
    with desk.store.reading() as session:
        public = recovery_public(session.connection())
    account = (desk.login, password) if password else None
    receipt = backup.make_backup(desk.store, folder, public=public, account=account)
    note(desk, N_("Make a backup"), AccessKind.BACKED_UP, count=receipt.entries, detail=receipt.head)
    return BackupMade(receipt, _thin(desk, folder))


def _thin(desk: Desk, folder: Path) -> tuple[str, ...]:
    ours = [one for one in backup.list_backups(folder) if one.site == str(desk.store.site_id)]
    kept = to_keep(one.made_at for one in ours)
    removed = [one for one in ours if one.made_at not in kept]
    for one in removed:
        backup.remove_backup(folder, one)
    return tuple(one.file for one in removed)


@act()
def see_backups(desk: Desk, folder: Path) -> list[Receipt]:
    """The sound backups of this store in a folder, newest first."""
    return [one for one in reversed(backup.list_backups(folder)) if one.site == str(desk.store.site_id)]
