"""A disk runs full: the act is refused with a sentence, what was acknowledged stays, and freeing space mends it."""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path

import pytest

from db import sqlite
from db.values import Unavailable
from facility_app.access import Desk
from facility_app.services import accounts, backups, staff
from tests.faults.small_disk import SmallDisk, small_disk
from tests.faults.trial import PASSWORD, Trial, found_trial, look

_SIZE = 8 << 20
_ROOM = 200_000
_NEW_PASSWORD = "琥珀 灯塔 与 迟来 的 雪"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", _SIZE) as disk:
        yield disk


@pytest.fixture
def closing() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def on_disk(disk: SmallDisk, founded: Trial) -> Trial:
    """A store on the small disk."""
    return founded.copy_to(disk.folder)


def _seated(trial: Trial, closing: ExitStack, password: str = PASSWORD) -> Desk:
    desk = trial.sit_down(password)
    closing.callback(desk.store.close)
    return desk


def _write_until_refused(desk: Desk, name: str) -> tuple[set[str], Unavailable]:
    acknowledged: set[str] = set()
    for number in count():
        try:
            staff.add_staff(desk, f"{name}{number}", "虚构", "值班民警")
        except Unavailable as error:
            return acknowledged, error
        acknowledged.add(f"{name}{number}")
    raise AssertionError


def test_full_disk_refuses_the_act_and_keeps_every_acknowledged_one(
    disk: SmallDisk, on_disk: Trial, closing: ExitStack
) -> None:
    key = on_disk.key()
    desk = _seated(on_disk, closing)
    disk.fill(leaving=_ROOM)
    kept, first = _write_until_refused(desk, "A")
    more, second = _write_until_refused(desk, "B")
    assert kept
    for error in (first, second):
        assert "nothing of this was saved" in str(error)
        assert "try again" in str(error)
    disk.free()
    found = look(on_disk.path, key)
    assert found.damage == ()
    assert kept | more <= found.staff
    assert f"A{len(kept)}" not in found.staff, "what was refused was saved after all"


def test_writing_goes_on_once_space_is_free(disk: SmallDisk, on_disk: Trial, closing: ExitStack) -> None:
    key = on_disk.key()
    desk = _seated(on_disk, closing)
    disk.fill(leaving=_ROOM)
    kept, _ = _write_until_refused(desk, "A")
    disk.free()
    staff.add_staff(desk, "SAME-DESK", "虚构", "值班民警")
    staff.add_staff(_seated(on_disk, closing), "NEW-DESK", "虚构", "值班民警")
    found = look(on_disk.path, key)
    assert found.damage == ()
    assert kept | {"SAME-DESK", "NEW-DESK"} <= found.staff


def test_login_on_a_full_disk_is_refused_with_a_reason_and_works_again_later(
    disk: SmallDisk, on_disk: Trial, closing: ExitStack
) -> None:
    disk.fill()
    with pytest.raises(Unavailable, match=r"Free some space|Check the disk"):
        on_disk.sit_down()
    disk.free()
    _seated(on_disk, closing)


def test_founding_on_a_full_disk_leaves_nothing_behind(disk: SmallDisk) -> None:
    for room in (0, 4_096, 8_192, 100_000):
        disk.fill(leaving=room)
        before = set(disk.folder.iterdir())
        with pytest.raises(Unavailable) as refusal:
            found_trial(disk.folder)
        assert set(disk.folder.iterdir()) == before
        assert _open_files(disk.folder) == [], f"still held after: {refusal.value}"
        disk.free()


def _open_files(folder: Path) -> list[str]:
    """The files under a folder that this process holds open: Windows could not remove them."""
    held = []
    for handle in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            held.append(str(handle.readlink()))
    return [name for name in held if name.startswith(str(folder))]


def test_full_disk_leaves_no_half_backup_and_the_store_unharmed(
    disk: SmallDisk, trial: Trial, closing: ExitStack
) -> None:
    key = trial.key()
    desk = _seated(trial, closing)
    folder = disk.folder / "backups"
    size = trial.path.stat().st_size
    for room in (0, size // 2, size - 4_096):
        disk.fill(leaving=room)
        with pytest.raises(Unavailable, match=r"[Ff]ree some space|Check the disk"):
            backups.back_up(desk, folder)
        assert list(folder.iterdir()) == []
        disk.free()
    staff.add_staff(desk, "AFTER", "虚构", "值班民警")
    found = look(trial.path, key)
    assert found.damage == ()
    assert "AFTER" in found.staff
    assert backups.see_backups(desk, folder) == []
    made = backups.back_up(desk, folder)
    assert backups.see_backups(desk, folder) == [made.receipt]


def test_password_change_on_a_full_disk_leaves_the_old_password(
    disk: SmallDisk, on_disk: Trial, closing: ExitStack
) -> None:
    key = on_disk.key()
    desk = _seated(on_disk, closing)
    _make_room_in_the_log(on_disk, desk, key)
    disk.fill()
    with pytest.raises(Unavailable, match=r"could not be written|nothing of this was saved"):
        accounts.change_password(desk, _NEW_PASSWORD)
    disk.free()
    _seated(on_disk, closing)
    accounts.change_password(desk, _NEW_PASSWORD)
    _seated(on_disk, closing, _NEW_PASSWORD)
    assert look(on_disk.path, key).damage == ()


def _make_room_in_the_log(trial: Trial, desk: Desk, key: bytes) -> None:
    """Let the next acts fit into blocks that the write-ahead log has already, so that only the key file fails."""
    for number in range(20):
        staff.add_staff(desk, f"L{number}", "虚构", "值班民警")
    connection = sqlite.connect(trial.path, key)
    connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
    connection.close()
