"""A facility of 3,000 people with one morning round, made through public services."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.places import Place
from db.values import CellKind, Sex
from facility_app.access import Desk
from facility_app.acts.rosters import RosterCell, RosterPerson
from facility_app.exchange.taking import take
from facility_app.facts.facility import facility_facts
from facility_app.services import rosters

PEOPLE = 3_000
_BEDS = 20
_BLOCK = "一监区"


def round_day(desk: Desk) -> date:
    """The day whose morning round is measured: the last one that is over."""
    with desk.store.reading() as session:
        return facility_facts(session).calendar.day_of(desk.store.clock()) - timedelta(days=1)


def settle(desk: Desk) -> None:
    """Take the people over; where they are here already nothing changes."""
    day = round_day(desk)
    cells = [RosterCell(_BLOCK, _cell(place), CellKind.ORDINARY, _BEDS) for place in range(0, PEOPLE, _BEDS)]
    people = [_person(place, day) for place in range(PEOPLE)]
    for taken in (rosters.take_over_cells(desk, cells), rosters.take_over_people(desk, people, opening_day=day)):
        assert not taken.errors, taken.errors[:3]


def write_round(path: Path, day: date) -> None:
    """The readings as a thermometer gives them out."""
    begins = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)  # what the wall shows; the file names no zone
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("监所编号", "姓名", "测量时间", "体温（℃）", "测量部位", "体温计"))
        for place in range(PEOPLE):
            at = f"{begins + timedelta(seconds=place):%Y-%m-%d %H:%M:%S}"
            rows.writerow((_number(place), _name(place), at, f"36.{place % 8}", "额温", "IR-03"))


def measure(desk: Desk) -> None:
    """Take the round over; where it is here already nothing changes."""
    with TemporaryDirectory(prefix="bench") as folder:
        path = Path(folder) / "readings.csv"
        write_round(path, round_day(desk))
        taken = take(desk, "readings", path)
    assert not taken.errors, taken.errors[:3]


def open_ward(place: Place) -> Desk:
    """A desk in the facility with its people; the caller closes its store."""
    desk = place.log_in()
    settle(desk)
    return desk


def _number(place: int) -> str:
    return f"W{place:06}"


def _name(place: int) -> str:
    return f"虚构{place}"


def _cell(place: int) -> str:
    return f"{101 + place // _BEDS}"


def _person(place: int, day: date) -> RosterPerson:
    return RosterPerson(
        number=_number(place),
        name=_name(place),
        sex=Sex.MALE,
        category="criminal_detention",
        document_type="detention_certificate",
        document_number=f"虚构拘字{place}",
        document_date=day - timedelta(days=20),
        admitted_at=day - timedelta(days=20),
        birth_date=date(1985, 5, 4),
        identity_unverified=True,
        deciding_body="虚构公安局",
        block=_BLOCK,
        cell=_cell(place),
        bed=place % _BEDS + 1,
    )
