"""`showcase`: a fictional facility is made, its last day worked step by step, and the ledger of that day printed."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from db.location import SqliteFile
from db.schema import HEAD_REVISION
from facility_app.access import Desk
from facility_app.app.demo.accounts import ADMIN, PASSWORD, DemoAccount
from facility_app.app.demo.making import make_demo
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.story import live
from facility_app.app.demo.storytime import StoryDay
from facility_app.app.demo.wish import DemoWish, last_day
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from facility_app.cli.demo import account_lines, say_progress, size_arguments
from facility_app.cli.ledger import state_text
from facility_app.cli.narrator import Narrator
from facility_app.cli.output import Answer
from facility_app.cli.parser import command
from facility_app.facts.ledger_prints import PrintState
from facility_app.reports.ledger_print import check_ledger, print_ledger
from facility_app.services import accounts
from resources.text import _

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands

_STORE, _LEDGER = "daybook.db", "ledger.pdf"
_DAYS = 14
Say = Callable[[str], None]


def showcase(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A fictional facility in a folder of its own; one that is there already is looked at again."""
    wish = DemoWish(asked.kind, asked.people, asked.staff, asked.days, asked.seed, today=True)
    day = last_day(wish, machine.clock())
    # one that a program of another schema has made is left alone
    folder = Path(asked.to).absolute() / f"{day}-{wish.kind.value}-{HEAD_REVISION}"

    def say(line: str) -> None:
        print(line, file=sys.stderr if asked.json else sys.stdout, flush=True)

    if (folder / _STORE).exists():
        say(_("The fictional facility is there already. Remove its folder to have another one made."))
    else:
        _make(folder, wish, day, machine, say)
    return _shown(folder, day, machine, say)


def _make(folder: Path, wish: DemoWish, until: date, machine: Machine, say: Say) -> None:
    """Make everything in a draft that gets its name once all of it is there."""
    draft = folder.with_name(f".{folder.name}.{os.getpid()}.making")
    draft.mkdir(mode=0o700, parents=True)
    try:
        text = _("A fictional facility is made: {people} people, {staff} staff, {days} days. This takes a minute.")
        print(text.format(people=wish.people, staff=wish.staff, days=wish.days), file=sys.stderr, flush=True)
        store = SqliteFile(draft / _STORE)
        made = make_demo(store, wish, machine, say_progress, lambda scene, day: _live(scene, day, until, say))
        desk = log_in(store, ADMIN, PASSWORD, machine)
        try:
            _print(desk, made.last, draft / _LEDGER, say)
        finally:
            desk.store.close()
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _print(desk: Desk, day: date, path: Path, say: Say) -> None:
    printed = print_ledger(desk, day, path)
    text = _("ledger: {pages} pages, {serial}")
    say("       " + text.format(pages=printed.rendered.pages, serial=printed.number.serial))


def _live(scene: Scene, day: StoryDay, until: date, say: Say) -> None:
    """Work a day; the last one aloud, and with somebody who comes."""
    if day.day < until:
        live(scene, day)
        return
    say(str(day.day))
    scene.listener = Narrator(scene.desk, say)
    live(scene, day, least_intakes=1)


def _shown(folder: Path, day: date, machine: Machine, say: Say) -> Answer:
    """Where everything is, how to log in, and what the ledger is worth; one that is gone is printed again."""
    store, ledger = folder / _STORE, folder / _LEDGER
    desk = log_in(SqliteFile(store), ADMIN, PASSWORD, machine)
    try:
        if not ledger.exists():
            _print(desk, day, ledger, say)
        verdict = check_ledger(desk, ledger)
        lines = [
            DemoAccount(one.login, PASSWORD, one.roles, one.staff_name)
            for one in accounts.list_accounts(desk)
            if one.disabled_at is None
        ]
    finally:
        desk.store.close()
    document = {
        "db": store,
        "ledger": ledger,
        "state": verdict.state.value,
        "problems": [one.what.text for one in verdict.problems],
        "accounts": [{"login": one.login, "password": one.password} for one in lines],
    }
    return Answer(
        document,
        (
            "       " + _("verify ledger: {state}").format(state=state_text(verdict.state)),
            _("Ledger: {path}").format(path=ledger),
            _("Store:  {path}").format(path=store),
            *account_lines(tuple(lines)),
        ),
        1 if verdict.state is PrintState.ALTERED else 0,
    )


def arguments(commands: "Commands") -> None:
    """Add the arguments of this command."""
    made = command(commands, "showcase", _("work a day of a fictional facility before your eyes"), store=False)
    made.add_argument("--to", required=True, metavar="FOLDER", help=_("where store and ledger are put"))
    size_arguments(made, days=_DAYS)


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {("showcase", None): showcase}
