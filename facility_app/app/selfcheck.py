"""A trial of the whole program on a fictional store of its own: does this installation keep its promises?"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from db import sqlite
from db.location import SqliteFile
from db.store import Store
from db.tables import Staff
from db.values import FacilityKind, Refused
from facility_app.access import Desk
from facility_app.app.founding import NewFacility, found
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from facility_app.app.recovery import restore_backup
from facility_app.app.rulecheck import rule_problems
from facility_app.services import backups, journal, staff, upkeep
from facility_app.services.upkeep import Check
from resources.text import N_, _, speaking

_PASSWORD = "纸鸢 掠过 旧窗 檐角 七声"  # noqa: S105 - of a store that lives as long as the check
_FACILITY = NewFacility("示例看守所（虚构）", FacilityKind.KANSHOUSUO, "trial", "试用", "T0001", is_fictional=True)


@dataclass(frozen=True, slots=True)
class _Trial:
    folder: Path
    machine: Machine
    recovery_code: str
    desk: Desk

    @property
    def store(self) -> SqliteFile:
        return SqliteFile(self.folder / "trial.daybook")


def self_check(machine: Machine) -> Iterator[Check]:
    """Every promise that the installation can be held to, tried one after the other."""
    with speaking("zh_CN"):
        yield Check(N_("Chinese texts"), _("Undo") == "撤销", "")
    problems = rule_problems()
    yield Check(N_("rules"), not problems, "; ".join(problems))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = replace(machine, state=folder / "state")
        location = SqliteFile(folder / "trial.daybook")
        code = found(location, _FACILITY, _PASSWORD, own)
        trial = _Trial(folder, own, code, log_in(location, "trial", _PASSWORD, own))
        try:
            for title, attempt in _STEPS:
                yield _tried(title, attempt, trial)
        finally:
            trial.desk.store.close()


def _tried(title: str, attempt: Callable[[_Trial], str], trial: _Trial) -> Check:
    try:
        return Check(title, True, attempt(trial))
    except Exception as error:  # noqa: BLE001 - whatever fails here is what the check is to report
        return Check(title, False, f"{type(error).__name__}: {error}")


def _expect(condition: bool, what: str) -> None:
    if not condition:
        raise AssertionError(what)


def _is_unreadable(trial: _Trial) -> str:
    _expect(not trial.store.path.read_bytes().startswith(b"SQLite format 3"), "the file is not encrypted")
    try:
        log_in(trial.store, "trial", "wrong " + _PASSWORD, trial.machine)
    except Refused:
        return ""
    raise AssertionError("a wrong password opened the store")


def _writes(trial: _Trial) -> str:
    for number in range(1, 11):
        staff.add_staff(trial.desk, f"T1{number:03}", f"虚构{number}", "值班民警")
    verdict = journal.verify_journal(trial.desk)
    _expect(verdict.ok, str(verdict.problems))
    return str(verdict.head)


def _undoes(trial: _Trial) -> str:
    line = staff.list_staff(trial.desk)[0]
    act = staff.correct_staff(trial.desk, line.id, post="改")
    journal.undo(trial.desk, act)
    _expect(staff.list_staff(trial.desk)[0] == line, "the old value did not return")
    return ""


def _checks_store(trial: _Trial) -> str:
    bad = [f"{check.name}: {check.detail}" for check in upkeep.check_store(trial.desk) if not check.ok]
    _expect(not bad, "; ".join(bad))
    return ""


def _backs_up(trial: _Trial) -> str:
    made = backups.back_up(trial.desk, trial.folder / "backups")
    back = SqliteFile(trial.folder / "back.daybook")
    restore_backup(
        trial.folder / "backups" / made.receipt.file,
        back,
        "trial",
        trial.machine,
        password=None,
        recovery_code=trial.recovery_code,
    )
    desk = log_in(back, "trial", _PASSWORD, trial.machine)
    verdict = journal.verify_journal(desk, against=made.receipt.head)
    desk.store.close()
    _expect(verdict.ok, str(verdict.problems))
    return made.receipt.head


def _finds_tampering(trial: _Trial) -> str:
    _change_past_the_program(trial.desk.store, trial.store.path)
    problems = journal.verify_journal(trial.desk).problems
    _expect(len(problems) == 1 and problems[0].where.startswith(f"{Staff.__tablename__} "), str(problems))
    return problems[0].where


def _change_past_the_program(store: Store, file: Path) -> None:
    assert isinstance(store.door, sqlite.KeySlots)
    connection = sqlite.connect(file, store.door.key)
    connection.execute("UPDATE staff SET post = 'x' WHERE number = 'T1001'")
    connection.close()


_STEPS: tuple[tuple[str, Callable[[_Trial], str]], ...] = (
    (N_("the file is encrypted and a wrong password is refused"), _is_unreadable),
    (N_("every change is journaled and the journal verifies"), _writes),
    (N_("an act is undone"), _undoes),
    (N_("schema, triggers and file are sound"), _checks_store),
    (N_("a backup is made, restored by the recovery code, and verified"), _backs_up),
    (N_("a change made outside the program is found and named"), _finds_tampering),
)
