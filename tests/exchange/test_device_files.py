"""Files of thermometers: codes, times and values as devices write them, looked at before they are taken."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from facility_app.access import Desk
from facility_app.exchange.device_files import LineState, take_device_file
from facility_app.services import placing, rounds
from tests.conftest import Clock
from tests.services.daywork import let_go, next_monday, number, officers, open_on, opening_people, release_notice, wall

T, U, R = LineState.TAKEN, LineState.UNCHANGED, LineState.REFUSED


@pytest.fixture(autouse=True)
def day(clock: Clock) -> date:
    """Before the facility is founded."""
    return next_monday(clock)


@pytest.fixture
def ward(desk: Desk, clock: Clock, day: date) -> Desk:
    officers(desk)
    opening_people(desk, day, 12)
    open_on(desk, day)
    clock.now = wall(day, "08:50")
    return desk


def measured(desk: Desk, day: date) -> dict[str, Decimal]:
    lines = rounds.round_coverage(desk, day, "am").lines
    return {one.reading.measured.subject.number: one.reading.measured.celsius for one in lines}


def test_times_codes_and_commas_of_devices_are_read(ward: Desk, day: date, tmp_path: Path) -> None:
    epoch = int(wall(day, "07:31").timestamp())
    path = tmp_path / "device.csv"
    path.write_text(
        "User ID;Timestamp;Temp;Device\n"
        f"{number(0)};{day}T07:30:00+08:00;36,5;T-1\n"
        f"{number(1)};{epoch};36,6;T-1\n"
        f"{number(2)};{epoch}000;36.7;T-1\n"
        f"101-4;{day} 07:33;36.8℃;T-1\n"
        f"001;{day} 07:34;36.4;T-1\n",
        "utf-8-sig",
    )
    found = take_device_file(ward, path, dry_run=True)
    assert [one.state for one in found.lines] == [T] * 5
    assert measured(ward, day) == {}  # only looked at
    take_device_file(ward, path, dry_run=False)
    values = ("36.5", "36.6", "36.7", "36.8", "36.4")
    assert measured(ward, day) == dict(
        zip((number(0), number(1), number(2), number(3), "001"), map(Decimal, values), strict=True)
    )


def test_lines_that_cannot_be_taken_are_named_and_the_others_kept(ward: Desk, day: date, tmp_path: Path) -> None:
    path = tmp_path / "device.csv"
    lines = [
        f"{number(0)},{day} 07:30,36.5",
        f"{number(0)},{day} 07:30,36.5",  # the device sent it twice
        f"K99999,{day} 07:31,36.6",
        f"{number(1)},{day} 07:32,22.0",
        f"{number(2)},yesterday,36.6",
        f"{number(3)},{day} 12:30,36.6",  # between the rounds
        f"{number(4)},{day} 07:36,36.6",
    ]
    path.write_bytes(("腕带码,测量时间,体温值\n" + "\n".join(lines)).encode("gb18030"))
    expected = [T, U, R, R, R, R, T]
    assert [one.state for one in take_device_file(ward, path, dry_run=True).lines] == expected
    made = take_device_file(ward, path, dry_run=False)
    assert [one.state for one in made.lines] == expected
    assert [one.line for one in made.lines] == [2, 3, 4, 5, 6, 7, 8]
    assert all(one.reason for one in made.lines if one.state is not T)
    assert measured(ward, day) == {number(0): Decimal("36.5"), number(4): Decimal("36.6")}
    again = take_device_file(ward, path, dry_run=False)
    assert [one.state for one in again.lines] == [U, U, R, R, R, R, U]
    assert (again.count(U), again.count(R)) == (3, 4)


def test_bed_means_whoever_lay_there_when_the_reading_was_taken(
    ward: Desk, day: date, clock: Clock, tmp_path: Path
) -> None:
    clock.now = wall(day, "08:00")  # the second man to the eleventh bed, the third one into his
    placing.place_person(ward, number(1), "101", "一监区", bed=11, reason="调整")
    placing.place_person(ward, number(2), "101", "一监区", bed=2, reason="调整")
    let_go(ward, number(3), release_notice(number(3), day))
    clock.now = wall(day, "08:50")
    path = tmp_path / "device.csv"
    path.write_text(
        f"床位,测量时间,温度\n101-2,{day} 07:30,38.6\n101-2,{day} 08:30,36.4\n"
        f"101-3,{day} 08:30,36.5\n101-1,{day} 08:30,36.5\n"
        f"101-4,{day} 07:31,36.6\n101-4,{day} 08:30,36.6\n",
        "utf-8",
    )
    lines = take_device_file(ward, path, dry_run=False).lines
    values = {number(1): Decimal("38.6"), number(2): Decimal("36.4"), number(3): Decimal("36.6")}
    assert measured(ward, day) == values  # also of whoever has left since
    assert [one.state for one in lines] == [T, T, R, R, T, R]
    assert "Nobody lay in bed 101-3" in lines[2].reason and "08:30" in lines[2].reason
    assert "block" in lines[3].reason  # both blocks have a cell 101 with a bed 1


def test_symptoms_and_means_stand_in_the_file_of_a_thermometer(ward: Desk, day: date, tmp_path: Path) -> None:
    path = tmp_path / "device.csv"
    path.write_text(
        f"编号,测量时间,温度,部位,症状,平均,电量\n{number(0)},{day} 07:30,36.5,,胸痛,,80\n"
        f"{number(1)},{day} 07:31,36.5,,胸闷,,80\n{number(2)},{day} 07:32,37.7,耳温,,是,80\n",
        "utf-8",
    )
    found = take_device_file(ward, path, dry_run=False)
    assert [one.state for one in found.lines] == [T, R, T]
    assert "胸闷" in found.lines[1].reason
    assert len(found.remarks) == 1 and "电量" in found.remarks[0]
    lines = rounds.round_coverage(ward, day, "am").lines
    kept = {one.reading.measured.subject.number: one.reading.measured for one in lines}
    assert kept[number(0)].symptoms == {"chest_pain"}
    assert kept[number(2)].is_mean
