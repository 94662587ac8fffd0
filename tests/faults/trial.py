"""A founded store for fault tests, and the look into it that every one of them ends with."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select

from db import sqlite
from db.journal import journal
from db.keyfile import keys_path
from db.location import SqliteFile
from db.tables import Staff
from db.values import Clock, FacilityKind, Operation, utc_now
from db.verify import verify
from facility_app.access import Desk
from facility_app.app.founding import NewFacility, found
from facility_app.app.login import log_in
from facility_app.app.machine import Machine

LOGIN = "trial"
PASSWORD = "纸鸢 掠过 旧窗 檐角 七声"
FACILITY = NewFacility("示例看守所（虚构）", FacilityKind.KANSHOUSUO, LOGIN, "试用", "T0001", is_fictional=True)


@dataclass(frozen=True, slots=True)
class Trial:
    """One store in a file, and the machine on which it is used."""

    path: Path
    machine: Machine

    @property
    def location(self) -> SqliteFile:
        return SqliteFile(self.path)

    def sit_down(self, password: str = PASSWORD) -> Desk:
        return log_in(self.location, LOGIN, password, self.machine)

    def key(self) -> bytes:
        """The raw key of the file, for looking into it past the program."""
        desk = self.sit_down()
        assert isinstance(desk.store.door, sqlite.KeySlots)
        desk.store.close()
        return desk.store.door.key

    def copy_to(self, folder: Path) -> "Trial":
        copy = folder / self.path.name
        shutil.copy(self.path, copy)
        shutil.copy(keys_path(self.path), keys_path(copy))
        return Trial(copy, self.machine)


def member(number: str) -> Staff:
    """A fictional member of staff: the smallest record there is."""
    return Staff(number=number, name="虚构", post="值班民警", is_leader=False)


def found_trial(folder: Path, clock: Clock = utc_now) -> Trial:
    trial = Trial(folder / "trial.daybook", Machine(clock, "TRIAL-PC", folder / "state"))
    found(trial.location, FACILITY, PASSWORD, trial.machine)
    return trial


@dataclass(frozen=True, slots=True)
class Look:
    """What a fresh handle finds in a store."""

    staff: frozenset[str]
    """Numbers of staff whose row stands in the table and whose making stands in the journal."""
    damage: tuple[str, ...]
    """What SQLite, SQLCipher, the chain and the replay find wrong."""


def look(path: Path, key: bytes) -> Look:
    """Open the file anew, which rolls back what a dead process left, and look through all of it."""
    engine = sqlite.make_read_engine(path, key)
    try:
        return _look(engine)
    finally:
        engine.dispose()


def _look(engine: Engine) -> Look:
    with engine.connect() as connection:
        damage = [
            f"{check}: {row[0]}"
            for check in ("integrity_check", "cipher_integrity_check")
            for row in connection.exec_driver_sql(f"PRAGMA {check}").all()
            if row[0] != "ok"
        ]
        damage += [f"{problem.where}: {problem.message}" for problem in verify(connection).problems]
        told = (
            select(Staff.number)
            .join(journal, (journal.c.entity_id == Staff.id) & (journal.c.entity == Staff.__tablename__))
            .where(journal.c.op == Operation.INSERT.value)
        )
        return Look(frozenset(connection.scalars(told)), tuple(damage))
