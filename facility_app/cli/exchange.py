"""Files of rosters, readings and talks, in and out."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk
from facility_app.cli.output import Answer
from facility_app.cli.parser import command
from facility_app.cli.typed import day_typed
from facility_app.exchange.giving import give
from facility_app.exchange.taking import Taken, form_names, format_of, take
from resources.text import _, ngettext

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands


def import_(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A file taken over."""
    with at_desk(asked, machine) as desk:
        taken = take(
            desk,
            asked.name,
            Path(asked.file),
            dry_run=asked.dry_run,
            partial=asked.partial,
            opening_day=day_typed(desk, asked.opening_day, "opening_day"),
        )
    document = {
        "rows": taken.rows,
        "imported": taken.imported,
        "unchanged": taken.unchanged,
        "warnings": taken.warnings,
        "errors": taken.errors,
    }
    return Answer(document, (*_problems(taken), *_outcome(taken, asked)), 1 if taken.errors else 0)


def _problems(taken: Taken) -> list[str]:
    errors = [_("Error: {what}").format(what=one.text) for one in taken.errors]
    return errors + [_("Look at: {what}").format(what=one.text) for one in taken.warnings]


def _outcome(taken: Taken, asked: argparse.Namespace) -> list[str]:
    counts = _("Rows: {rows}; imported: {imported}; unchanged: {unchanged}; errors: {errors}; warnings: {warnings}")
    lines = [
        counts.format(
            rows=taken.rows,
            imported=taken.imported,
            unchanged=taken.unchanged,
            errors=len(taken.errors),
            warnings=len(taken.warnings),
        )
    ]
    if asked.dry_run:
        lines.append(_("This was a trial; nothing was written."))
    elif taken.errors and not asked.partial:
        lines.append(_("Nothing was written. Put the file right, or take the good rows alone with --partial."))
    return lines


def export(asked: argparse.Namespace, machine: Machine) -> Answer:
    """What is on record, in a file."""
    path = Path(asked.file)
    with at_desk(asked, machine) as desk:
        given = give(
            desk,
            asked.name,
            path,
            in_full=asked.in_full,
            first=day_typed(desk, asked.first, "from"),
            last=day_typed(desk, asked.last, "to"),
        )
    rows = ngettext("{count} row", "{count} rows", given.rows).format(count=given.rows)
    lines = [_("Written: {path} ({rows})").format(path=path, rows=rows)]
    if given.first and given.last:
        lines.append(_("From {first} to {last}.").format(first=given.first, last=given.last))
    if given.is_masked:
        lines.append(_("Sensitive values are masked. --in-full REASON writes them; that is journaled."))
    document = {"path": path, "rows": given.rows, "masked": given.is_masked, "from": given.first, "to": given.last}
    return Answer(document, tuple(lines))


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("import", None): import_,
    ("export", None): export,
}


def arguments(commands: "Commands") -> None:
    """The arguments of these commands."""
    names = ", ".join(f"{name} ({format_of(name).label.text})" for name in form_names())
    taking = command(commands, "import", _("take over a file: cells, staff, people, readings, talks or a register"))
    taking.add_argument("name", choices=form_names(), metavar="NAME", help=names)
    taking.add_argument("file", metavar="FILE", help=_("CSV or XLSX"))
    taking.add_argument("--dry-run", action="store_true", help=_("do everything and write nothing"))
    taking.add_argument("--partial", action="store_true", help=_("take the good rows where others are wrong"))
    taking.add_argument(
        "--opening-day", metavar="DATE", help=_("the first day that the program keeps; with the first people only")
    )
    giving = command(commands, "export", _("write a file that can be taken over again"))
    giving.add_argument("name", choices=form_names(), metavar="NAME", help=names)
    giving.add_argument("file", metavar="FILE", help=_("a new file that ends in .csv or .xlsx"))
    giving.add_argument("--in-full", metavar="REASON", help=_("write sensitive values too; the reason is journaled"))
    giving.add_argument("--from", dest="first", metavar="DATE", help=_("first day of what is entered day by day"))
    giving.add_argument("--to", dest="last", metavar="DATE", help=_("last day of what is entered day by day"))
