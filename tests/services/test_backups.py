import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.backup import read_receipt, receipt_path
from db.keyfile import keys_path
from db.location import Location, PostgresDatabase, SqliteFile
from db.values import Refused, Role, Unavailable
from facility_app.access import Desk
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from facility_app.app.recovery import restore_backup
from facility_app.core.retention import DAYS, MONTHS, WEEKS, to_keep
from facility_app.services import backups, journal, staff
from tests.conftest import ADMIN, OFFICER_PASSWORD, PASSWORD, Clock, Founded, Server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def _back_up(desk: Desk, folder: Path) -> Path:
    for number in range(20):
        staff.add_staff(desk, f"{number:03}", f"虚构{number}", "管教")
    return folder / backups.back_up(desk, folder, PASSWORD).receipt.file


def _elsewhere(backup: Path, tmp_path: Path) -> Path:
    """The backup carried to another machine: the file and its companions, nothing else."""
    stick = tmp_path / "stick"
    stick.mkdir()
    for path in backup.parent.glob(backup.name + "*"):
        shutil.copy(path, stick / path.name)
    return stick / backup.name


def test_backup_counts_what_it_holds_and_carries_the_head(desk: Desk, folder: Path) -> None:
    backup = _back_up(desk, folder)
    receipt = read_receipt(backup)
    assert receipt.rows["staff"] == 21
    assert receipt.head == f"{receipt.entries}:{receipt.head.partition(':')[2]}"
    assert receipt.size == backup.stat().st_size
    assert journal.verify_journal(desk, against=receipt.head).ok


def test_backup_is_one_private_unreadable_file_with_keys_and_receipt(desk: Desk, folder: Path) -> None:
    backup = _back_up(desk, folder)
    assert sorted(path.name.removeprefix(backup.name) for path in folder.iterdir()) == ["", ".keys", ".receipt.json"]
    content = backup.read_bytes()
    assert not content.startswith(b"SQLite")
    assert "虚构".encode() not in content
    for path in folder.iterdir():
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("by_code", [False, True], ids=["password", "recovery code"])
def test_backup_opens_on_another_machine_with_password_or_code(
    facility: Founded, desk: Desk, folder: Path, tmp_path: Path, clock: Clock, by_code: bool
) -> None:
    backup = _elsewhere(_back_up(desk, folder), tmp_path)
    other = Machine(clock, "other", tmp_path / "other-state")
    to = SqliteFile(tmp_path / "restored.daybook")
    receipt = restore_backup(
        backup,
        to,
        ADMIN,
        other,
        password=None if by_code else PASSWORD,
        recovery_code=facility.recovery_code if by_code else None,
    )
    if by_code and isinstance(facility.place, PostgresDatabase):
        return  # it opened; the account that made the backup is open by its password, tried in the other case
    restored = log_in(to, ADMIN, PASSWORD, other)
    try:
        assert journal.verify_journal(restored, against=receipt.head).problems == ()
        assert [one.number for one in staff.list_staff(restored)][:2] == ["000", "001"]
    finally:
        restored.store.close()


def test_backup_does_not_open_without_a_password(desk: Desk, folder: Path, tmp_path: Path, machine: Machine) -> None:
    backup = _elsewhere(_back_up(desk, folder), tmp_path)
    for password, code in (("not " + PASSWORD, None), (None, "00000-00000-00000-00000-00000")):
        to = SqliteFile(tmp_path / "restored.daybook")
        with pytest.raises(Refused):
            restore_backup(backup, to, ADMIN, machine, password=password, recovery_code=code)
        assert not to.path.exists()
        assert not keys_path(to.path).exists()


def test_restore_never_goes_over_a_store(facility: Founded, desk: Desk, folder: Path, machine: Machine) -> None:
    backup = _back_up(desk, folder)
    with pytest.raises(Refused, match="never overwritten"):
        restore_backup(backup, facility.place, ADMIN, machine, password=PASSWORD, recovery_code=None)
    assert len(staff.list_staff(desk)) == 21


def test_restore_into_postgres(
    desk: Desk, folder: Path, machine: Machine, server: Server, seat: Callable[..., Desk]
) -> None:
    seat("wang", Role.OFFICER)
    backup = _back_up(desk, folder)
    to = server.new_database()
    receipt = restore_backup(backup, to, ADMIN, machine, password=PASSWORD, recovery_code=None)
    restored = log_in(to, ADMIN, PASSWORD, machine)
    try:
        assert journal.verify_journal(restored, against=receipt.head).problems == ()
        assert staff.list_staff(restored) == staff.list_staff(desk)
        with pytest.raises(Refused):
            log_in(to, "wang", OFFICER_PASSWORD, machine)
    finally:
        restored.store.close()


def test_restored_store_goes_on_with_the_same_chain(
    facility: Founded, desk: Desk, folder: Path, tmp_path: Path, machine: Machine
) -> None:
    backup = _back_up(desk, folder)
    to = SqliteFile(tmp_path / "restored.daybook")
    restore_backup(backup, to, ADMIN, machine, password=PASSWORD, recovery_code=None)
    restored = log_in(to, ADMIN, PASSWORD, machine)
    staff.add_staff(restored, "900", "虚构九百", "管教")
    assert journal.verify_journal(restored).problems == ()
    assert restored.store.site_id == desk.store.site_id
    restored.store.close()


@pytest.mark.parametrize("harm", ["byte", "short", "no receipt", "no keys"])
def test_harmed_backup_is_refused(desk: Desk, folder: Path, tmp_path: Path, machine: Machine, harm: str) -> None:
    backup = _back_up(desk, folder)
    content = bytearray(backup.read_bytes())
    if harm == "byte":
        content[len(content) // 2] ^= 1
        backup.write_bytes(content)
    elif harm == "short":
        backup.write_bytes(content[:-4096])
    elif harm == "no receipt":
        (folder / (backup.name + ".receipt.json")).unlink()
    else:
        keys_path(backup).unlink()
    to = SqliteFile(tmp_path / "restored.daybook")
    with pytest.raises(Unavailable):
        restore_backup(backup, to, ADMIN, machine, password=PASSWORD, recovery_code=None)
    assert not to.path.exists()


def test_backup_made_while_others_write_is_one_moment_of_the_store(
    facility: Founded, desk: Desk, folder: Path, tmp_path: Path, machine: Machine
) -> None:
    writer = facility.log_in()
    stop = Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            staff.add_staff(writer, f"W{number}", "虚构", "管教")
            number += 1

    thread = Thread(target=write)
    thread.start()
    try:
        made = [backups.back_up(desk, folder, PASSWORD).receipt for _ in range(3)]
    finally:
        stop.set()
        thread.join()
    assert made[0].entries < made[1].entries < made[2].entries
    to = SqliteFile(tmp_path / "restored.daybook")
    restore_backup(folder / made[2].file, to, ADMIN, machine, password=PASSWORD, recovery_code=None)


def test_older_backups_are_thinned_out_but_not_those_of_another_store(desk: Desk, folder: Path, clock: Clock) -> None:
    names = []
    for _ in range(4):
        clock.go(hours=2)
        names.append(backups.back_up(desk, folder, PASSWORD).receipt.file)
    foreign = folder / "20200101T000000Z.daybook"
    receipt = msgspec.structs.replace(read_receipt(folder / names[-1]), file=foreign.name, site="another")
    foreign.write_bytes(b"")
    receipt_path(foreign).write_bytes(msgspec.json.encode(receipt))
    clock.go(days=1)
    newest = backups.back_up(desk, folder, PASSWORD).receipt.file
    kept = [one.file for one in backups.see_backups(desk, folder)]
    assert kept[0] == newest
    assert names[0] not in kept
    assert not (folder / names[0]).exists()
    assert foreign.exists()


def test_forged_receipt_cannot_have_another_file_removed(
    facility: Founded, desk: Desk, folder: Path, clock: Clock
) -> None:
    made = folder / backups.back_up(desk, folder, PASSWORD).receipt.file
    victim = folder.parent / "victim.daybook"
    victim.write_text("x")
    forged = msgspec.structs.replace(read_receipt(made), file=str(victim), made_at=clock.now - timedelta(days=400))
    (folder / "0.daybook").write_bytes(b"")
    receipt_path(folder / "0.daybook").write_bytes(msgspec.json.encode(forged))
    backups.back_up(desk, folder, PASSWORD)
    assert victim.exists()
    assert facility


def test_backup_that_nobody_could_open_is_not_made(facility: Founded, desk: Desk, folder: Path) -> None:
    if not isinstance(facility.place, SqliteFile):
        pytest.skip("a Postgres store has no key file")
    keys_path(facility.place.path).unlink()
    with pytest.raises(Unavailable, match="missing"):
        backups.back_up(desk, folder, PASSWORD)
    assert list(folder.glob("*.daybook*")) == []


def test_two_backups_within_a_second_do_not_meet(desk: Desk, folder: Path) -> None:
    first = backups.back_up(desk, folder, PASSWORD).receipt.file
    second = backups.back_up(desk, folder, PASSWORD).receipt.file
    assert first != second


def test_year_of_daily_backups_keeps_twelve_days_ten_weeks_nine_months() -> None:
    newest = datetime(2026, 11, 21, 18, tzinfo=UTC)
    year = [newest - timedelta(days=days) for days in range(365)]
    kept = to_keep(year)
    assert {newest - timedelta(days=days) for days in range(12)} <= kept
    sundays = [at for at in kept if at < newest - timedelta(days=12) and at.isoweekday() == 7]
    assert len(sundays) >= 8
    month_ends = {(at.year, at.month) for at in kept}
    assert {(2026, month) for month in range(3, 12)} <= month_ends
    assert len(kept) <= DAYS + WEEKS + MONTHS


@given(st.lists(st.datetimes(timezones=st.just(UTC)), min_size=1, unique=True))
def test_newest_backup_is_always_kept_and_never_more_than_thirty_one(made: list[datetime]) -> None:
    kept = to_keep(made)
    assert max(made) in kept
    assert kept <= set(made)
    assert len(kept) <= DAYS + WEEKS + MONTHS


@given(st.lists(st.datetimes(timezones=st.just(UTC)), min_size=1, unique=True))
def test_thinning_twice_removes_nothing_more(made: list[datetime]) -> None:
    kept = to_keep(made)
    assert to_keep(kept) == kept


def test_copied_store_file_is_useless_without_a_password(place: Location, facility: Founded, tmp_path: Path) -> None:
    if not isinstance(place, SqliteFile):
        return
    desk = facility.log_in()
    staff.add_staff(desk, "001", "秘密姓名", "管教")
    desk.store.close()
    copy = SqliteFile(tmp_path / "stolen" / "copy.daybook")
    copy.path.parent.mkdir()
    for source, target in ((place.path, copy.path), (keys_path(place.path), keys_path(copy.path))):
        shutil.copy(source, target)
    assert "秘密姓名".encode() not in copy.path.read_bytes()
    assert ADMIN.encode() not in keys_path(copy.path).read_bytes()
    with pytest.raises(Refused):
        log_in(copy, ADMIN, "a guess at the password", facility.machine)
    opened = log_in(copy, ADMIN, PASSWORD, facility.machine)
    assert "秘密姓名" in [one.name for one in staff.list_staff(opened)]
    opened.store.close()
    keys_path(copy.path).unlink()
    with pytest.raises(Unavailable, match="missing"):
        log_in(copy, ADMIN, PASSWORD, facility.machine)
