"""Writes fail in the middle, files cannot be written, or go away: a sentence each time, and nothing is lost."""

import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from db.values import DaybookError, Unavailable
from facility_app.services import staff
from tests.faults.amount import amount
from tests.faults.processes import processes
from tests.faults.trial import Trial, look, member

_NOBODY = 65_534
_TRIES_AFTER = 3
_MANY = 3_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a process got done, and how it was told of the rest."""

    acknowledged: frozenset[str]
    errors: tuple[str, ...]
    """Kind and sentence of each error; that of one we did not foresee is `bug`."""


def _described(error: Exception) -> str:
    return f"{error.kind if isinstance(error, DaybookError) else 'bug'}: {error}"


def _write_past_a_limit(trial: Trial, limit: int, report: Connection) -> None:
    """Write single acts, then one of many rows, with no file longer than a limit (SIGXFSZ: Python ignores it)."""
    desk = trial.sit_down()
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    acknowledged: set[str] = set()
    errors: list[str] = []
    for number in count():
        try:
            staff.add_staff(desk, f"A{number}", "虚构", "值班民警")
            acknowledged.add(f"A{number}")
        except Exception as error:  # noqa: BLE001 - what it is, is what the test asks
            errors.append(_described(error))
            if len(errors) > _TRIES_AFTER:
                break
    try:
        with desk.act("Trial of a disk") as work:
            work.add_many([member(f"M{row}") for row in range(_MANY)])
        acknowledged.update(f"M{row}" for row in range(_MANY))
    except Exception as error:  # noqa: BLE001
        errors.append(_described(error))
    report.send(Outcome(frozenset(acknowledged), tuple(errors)))


@pytest.mark.parametrize(
    "limit", [150_000, 300_001, 1_000_003, *range(200_000, 200_000 + amount(0, 20) * 1_237, 1_237)]
)
def test_writes_that_fail_in_the_middle_are_told_and_lose_nothing(trial: Trial, limit: int) -> None:
    key = trial.key()
    ours, theirs = processes.Pipe(duplex=False)
    writer = processes.Process(target=_write_past_a_limit, args=(trial, limit, theirs))
    writer.start()
    theirs.close()
    with ours:
        outcome: Outcome = ours.recv()
    writer.join()
    assert outcome.acknowledged
    for error in outcome.errors:
        assert error.startswith("unavailable: ")
        assert "nothing of this was saved" in error
    found = look(trial.path, key)
    assert found.damage == ()
    assert {number for number in found.staff if number != "T0001"} == outcome.acknowledged


def _log_in_as_nobody(trial: Trial, report: Connection) -> None:
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    try:
        staff.add_staff(trial.sit_down(), "A1", "虚构", "值班民警")
        report.send("")
    except Exception as error:  # noqa: BLE001
        report.send(_described(error))


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that other users may enter; pytest's own they may not."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.mark.parametrize(
    ("folder_mode", "store_mode", "keys_mode"),
    [(0o777, 0o444, 0o666), (0o777, 0o000, 0o666), (0o777, 0o666, 0o000), (0o555, 0o444, 0o444)],
    ids=["store read-only", "store unreadable", "keys unreadable", "all read-only"],
)
def test_store_without_the_rights_to_it_is_refused_with_a_sentence(
    founded: Trial, shared_folder: Path, folder_mode: int, store_mode: int, keys_mode: int
) -> None:
    trial = founded.copy_to(shared_folder)
    trial.path.chmod(store_mode)
    trial.path.with_name(trial.path.name + ".keys").chmod(keys_mode)
    shared_folder.chmod(folder_mode)
    ours, theirs = processes.Pipe(duplex=False)
    visitor = processes.Process(target=_log_in_as_nobody, args=(trial, theirs))
    visitor.start()
    theirs.close()
    with ours:
        told: str = ours.recv()
    visitor.join()
    shared_folder.chmod(0o700)
    assert told.startswith("unavailable: ")


@pytest.mark.parametrize("whole_folder", [False, True], ids=["file", "folder"])
def test_store_removed_under_way_is_not_written_into_nowhere(
    founded: Trial, tmp_path: Path, *, whole_folder: bool
) -> None:
    (tmp_path / "place").mkdir()
    trial = founded.copy_to(tmp_path / "place")
    desk = trial.sit_down()
    try:
        staff.add_staff(desk, "A1", "虚构", "值班民警")
        if whole_folder:
            shutil.rmtree(trial.path.parent)
        else:
            trial.path.unlink()
        with pytest.raises(Unavailable):
            staff.add_staff(desk, "A2", "虚构", "值班民警")
    finally:
        desk.store.close()


def test_store_replaced_by_another_file_under_way_is_not_written(founded: Trial, tmp_path: Path) -> None:
    trial = founded.copy_to(tmp_path)
    (tmp_path / "other").mkdir()
    other = founded.copy_to(tmp_path / "other")
    desk = trial.sit_down()
    try:
        staff.add_staff(desk, "A1", "虚构", "值班民警")
        other.path.replace(trial.path)
        with pytest.raises(Unavailable):
            staff.add_staff(desk, "A2", "虚构", "值班民警")
    finally:
        desk.store.close()
