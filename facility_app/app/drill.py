"""The restore drill: a backup is worth what comes out of it, so it is restored into a place of its own and verified."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from db.backup import Receipt
from db.location import SqliteFile
from db.verify import Verdict, verify
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from facility_app.app.recovery import restore_backup

__all__ = ["Drill", "Receipt", "Verdict", "restore_drill"]


@dataclass(frozen=True, slots=True)
class Drill:
    """What came out of a backup: its receipt, and whether the journal in it is whole and holds the head of then."""

    receipt: Receipt
    verdict: Verdict


def restore_drill(backup: Path, login: str, password: str, machine: Machine) -> Drill:
    """Restore a backup into a folder that is removed again, open it as an account does, and verify its journal.

    Raises:
        Refused: the password does not open the backup.
        Unavailable: the backup is not sound.
    """
    with tempfile.TemporaryDirectory(prefix="drill") as folder:
        to = SqliteFile(Path(folder) / "drill.daybook")
        receipt = restore_backup(backup, to, login, machine, password=password, recovery_code=None)
        desk = log_in(to, login, password, machine)
        try:
            with desk.store.reading() as session:
                return Drill(receipt, verify(session.connection(), receipt.head))
        finally:
            desk.store.close()
