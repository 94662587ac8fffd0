"""Where a file may lie, who can read it, and what is said of one that is harmed."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import keyfile
from db.keyfile import fresh_keys, keys_path, new_code, public_half, read_code, unseal, unwrap, wrap
from db.location import PostgresDatabase, SqliteFile, parse_location
from db.sqlite import is_on_network
from db.values import Invalid, Unavailable
from facility_app.app.founding import found
from facility_app.app.machine import Machine
from tests.conftest import ADMIN, FACILITY, PASSWORD, Founded


@dataclass(frozen=True)
class Mounted:
    mountpoint: str
    fstype: str
    opts: str = "rw"


MOUNTS = [
    Mounted("/", "ext4"),
    Mounted("/srv", "nfs4"),
    Mounted("/srv/local", "ext4"),
    Mounted("/media/公共", "cifs"),
    Mounted("D:\\", "NTFS", "rw,fixed"),
    Mounted("Z:\\", "NTFS", "rw,remote"),
]


@pytest.mark.parametrize(
    ("path", "on_network"),
    [
        ("/var/lib/store.daybook", False),
        ("/srv/store.daybook", True),
        ("/srv/local/store.daybook", False),
        ("/srvx/store.daybook", False),
        ("/media/公共/台账.daybook", True),
    ],
)
def test_network_share_is_known_by_the_nearest_mount(path: str, on_network: bool) -> None:
    assert is_on_network(Path(path), MOUNTS) is on_network


@pytest.mark.parametrize(("path", "on_network"), [("D:\\x.daybook", False), ("Z:\\x.daybook", True)])
def test_mapped_drive_counts_as_a_share(path: str, on_network: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.path.realpath", str)  # this machine has no drives
    assert is_on_network(Path(path), MOUNTS) is on_network


def test_share_without_a_drive_counts_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.path.realpath", str)
    assert is_on_network(Path("\\\\server\\share\\x.daybook"), MOUNTS)


def test_store_and_keys_are_for_their_owner_alone(machine: Machine, tmp_path: Path) -> None:
    place = SqliteFile(tmp_path / "台账 一.daybook")
    found(place, FACILITY, PASSWORD, machine)
    assert {path.name for path in tmp_path.iterdir()} - {"台账 一.daybook.keys.lock"} == {
        "台账 一.daybook",
        "台账 一.daybook.keys",
    }
    for path in tmp_path.iterdir():
        assert path.stat().st_mode & 0o077 == 0


def test_damaged_key_file_is_told_by_name(facility: Founded) -> None:
    if not isinstance(facility.place, SqliteFile):
        return
    keys_path(facility.place.path).write_text("{")
    with pytest.raises(Unavailable) as told:
        facility.log_in()
    assert keys_path(facility.place.path).name in str(told.value)


def test_folder_that_is_not_there_is_told(machine: Machine, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="could not be written"):
        found(SqliteFile(tmp_path / "none" / "x.daybook"), FACILITY, PASSWORD, machine)


@pytest.mark.parametrize("text", ["mysql://host/db", "postgresql://host", "postgresql://[", "sqlite:///x"])
def test_location_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as told:
        parse_location(text)
    assert told.value.field == "db"


def test_location_is_a_file_or_a_database() -> None:
    assert isinstance(parse_location("台账.daybook"), SqliteFile)
    database = parse_location("postgresql://owner@host:5433/daybook")
    assert isinstance(database, PostgresDatabase)
    assert database.name == "daybook"


def test_slot_opens_by_its_password_and_name_only() -> None:
    key = bytes(range(32))
    slot = wrap(key, PASSWORD, "name")
    assert unwrap(slot, PASSWORD, "name") == key
    assert unwrap(slot, PASSWORD + " ", "name") is None
    assert unwrap(slot, PASSWORD, "other") is None


def test_password_costs_what_rfc_9106_asks_where_memory_is_scarce(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyfile, "COST", keyfile.Cost())
    slot = wrap(bytes(32), PASSWORD, "name")
    assert (slot.passes, slot.lanes, slot.memory_kib) == (3, 4, 2**16)
    assert unwrap(slot, PASSWORD, "name") == bytes(32)


def test_password_is_the_same_however_its_letters_are_composed() -> None:
    assert unwrap(wrap(bytes(32), "ｃａｆé and 12 more", "n"), "cafe\u0301 and 12 more", "n") == bytes(32)


def test_recovery_code_opens_what_was_sealed_to_its_public_half() -> None:
    code = new_code()
    keys = fresh_keys(bytes(32), public_half(code), None)
    assert keys.recovery is not None
    assert unseal(keys.recovery, code.lower().replace("-", "")) == bytes(32)
    assert unseal(keys.recovery, new_code()) is None


@given(st.integers(1, 8))
def test_code_survives_being_written_down_by_hand(groups: int) -> None:
    code = new_code(groups)
    by_hand = code.lower().replace("0", "o").replace("1", "i").replace("-", " ")
    assert read_code(by_hand) == read_code(code)


def test_login_name_does_not_stand_in_the_key_file(facility: Founded) -> None:
    if isinstance(facility.place, SqliteFile):
        assert ADMIN not in keys_path(facility.place.path).read_text()
