"""Founding a facility with the cells of a file: both, or nothing."""

from pathlib import Path

from db.location import Location
from db.values import Invalid
from db.work import UnitOfWork
from facility_app.app.founding import NewFacility, found
from facility_app.app.machine import Machine
from facility_app.exchange.first_cells import FirstCells, take_first_cells
from resources.text import N_


def found_with_cells(
    location: Location, new: NewFacility, password: str, machine: Machine, file: Path
) -> tuple[str, FirstCells]:
    """Make a store with its first account and the cells of a file; returns the recovery code and what was taken over.

    Raises:
        Invalid: as of `found`; or the file cannot be read, or has errors, each named with line and column.
        Refused: as of `found`.
        Unavailable: as of `found`.
    """
    results: list[FirstCells] = []

    def furnish(work: UnitOfWork) -> None:
        taken = take_first_cells(work, file)
        if taken.errors:
            what = "\n".join(one.text for one in taken.errors)
            raise Invalid(N_("Nothing was made, since the file of cells has errors:\n{what}"), field="cells", what=what)
        results.append(taken)

    code = found(location, new, password, machine, furnish)
    return code, results[0]
