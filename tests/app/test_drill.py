"""The restore drill, on either engine."""

from pathlib import Path

import pytest

from facility_app.app.drill import restore_drill
from facility_app.core.values import DaybookError
from facility_app.services import backups, staff
from tests.conftest import ADMIN, PASSWORD, Founded


def test_drill_restores_verifies_and_leaves_nothing_behind(facility: Founded, tmp_path: Path) -> None:
    desk = facility.log_in()
    staff.add_staff(desk, "001", "虚构民警一", "管教")
    folder = tmp_path / "backups"
    folder.mkdir()
    made = backups.back_up(desk, folder, PASSWORD)
    before = {one.name for one in folder.iterdir()}
    drill = restore_drill(folder / made.receipt.file, ADMIN, PASSWORD, facility.machine)
    assert drill.verdict.ok
    assert drill.verdict.entries >= made.receipt.entries
    assert {one.name for one in folder.iterdir()} == before


def test_drill_of_a_damaged_backup_fails_in_words(facility: Founded, tmp_path: Path) -> None:
    desk = facility.log_in()
    folder = tmp_path / "backups"
    folder.mkdir()
    made = backups.back_up(desk, folder, PASSWORD)
    path = folder / made.receipt.file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(content)
    with pytest.raises(DaybookError):
        restore_drill(path, ADMIN, PASSWORD, facility.machine)
