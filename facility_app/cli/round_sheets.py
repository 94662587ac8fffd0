"""A round on paper: `round-sheets`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from facility_app.app.machine import Machine
from facility_app.cli.credentials import at_desk
from facility_app.cli.output import Answer
from facility_app.cli.parser import command
from facility_app.cli.typed import day_typed
from facility_app.reports.round_sheets import print_sheets
from facility_app.services.round_papers import round_paper
from resources.text import _, ngettext

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands


def sheets(asked: argparse.Namespace, machine: Machine) -> Answer:
    """The sheets of a round, pre-filled, to be filled in by hand."""
    path = Path(asked.out)
    with at_desk(asked, machine) as desk:
        paper = round_paper(desk, day_typed(desk, asked.date, "date"), asked.window)
    made = print_sheets(paper, path, asked.block)
    sheet = paper.sheet
    count = ngettext("{count} page", "{count} pages", made.pages).format(count=made.pages)
    document = {"path": path, "pages": made.pages, "date": sheet.day, "window": sheet.span.window.id}
    return Answer(document, (_("Written: {path}").format(path=path), count))


def arguments(commands: "Commands") -> None:
    """The arguments of this command."""
    found = command(commands, "round-sheets", _("print the sheets of a round, to be filled in by hand"))
    found.add_argument("--date", metavar="DATE", help=_("facility day; else today"))
    found.add_argument("--window", metavar="am|pm", help=_("window of the round; else the one of now"))
    found.add_argument("--block", help=_("only this block"))
    found.add_argument("--out", required=True, metavar="FILE", help=_("the PDF"))


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("round-sheets", None): sheets
}
