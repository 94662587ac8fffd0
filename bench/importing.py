"""A round of 3,000 from a thermometer's file, beside reading that file with the csv module alone."""

import csv
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, seconds
from bench.places import Place
from bench.ward import PEOPLE, open_ward, round_day, write_round
from facility_app.access import Desk
from facility_app.exchange.taking import take


def importing(place: Place) -> Iterator[Figure]:
    """The trial that writes nothing, and then the import with its journal."""
    with closing(open_ward(place).store), TemporaryDirectory(prefix="bench") as folder, place.desk() as desk:
        path = Path(folder) / "readings.csv"
        write_round(path, round_day(desk))
        bare = seconds(lambda: _read(path))
        for name, dry_run in (("trial", True), ("import", False)):
            took = seconds(partial(_take, desk, path, dry_run=dry_run))
            shown = f"{took:.2f} s, {PEOPLE / took:,.0f} readings/s (csv alone: {bare:.3f} s)"
            yield Figure(f"{place.engine}: {name} of {PEOPLE:,} readings", shown)


def _take(desk: Desk, path: Path, *, dry_run: bool) -> None:
    taken = take(desk, "readings", path, dry_run=dry_run)
    assert taken.imported == PEOPLE, taken.errors[:3]


def _read(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return len([dict(row) for row in csv.DictReader(file)])
