"""Taking over the cells of a facility that is being founded."""

from dataclasses import dataclass
from pathlib import Path

from db.work import UnitOfWork
from facility_app.acts.roster_cells import take_cells
from facility_app.exchange.formats import FORMATS
from facility_app.exchange.reading import read_file
from facility_app.exchange.roster_rows import roster_cell
from facility_app.exchange.sheets import Problem
from facility_app.exchange.values import Setting
from facility_app.facts.facility import facility_facts


@dataclass(frozen=True, slots=True)
class FirstCells:
    """What became of the file: how many cells were made; where there are errors, none."""

    count: int
    warnings: tuple[Problem, ...]
    errors: tuple[Problem, ...]


def take_first_cells(work: UnitOfWork, path: Path) -> FirstCells:
    """Take over a file of cells within the act of founding.

    Raises:
        Invalid: the file cannot be read.
    """
    calendar = facility_facts(work.session).calendar
    sheet = read_file(FORMATS["cells"], path, Setting(calendar.local(work.now).date(), calendar.zone))
    if sheet.errors:
        return FirstCells(0, sheet.warnings, sheet.errors)
    taken = take_cells(work, [roster_cell(row) for row in sheet.rows], partial=False)
    errors = tuple(sheet.rows[one.index].problem(one.field, one.words.text) for one in taken.errors)
    return FirstCells(taken.imported, sheet.warnings, errors)
