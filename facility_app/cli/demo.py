"""`demo`: a fictional facility with its history."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from db.values import FacilityKind
from facility_app.app.demo.accounts import DemoAccount
from facility_app.app.demo.making import DemoMade, make_demo
from facility_app.app.demo.wish import DemoWish
from facility_app.app.machine import Machine
from facility_app.cli.accounts import recovery_lines
from facility_app.cli.credentials import location
from facility_app.cli.output import Answer
from facility_app.cli.parser import Parser, command
from facility_app.cli.rounds import day
from facility_app.core.labels import kind_label, role_label
from facility_app.core.phrases import listed
from resources.text import _

if TYPE_CHECKING:
    from facility_app.cli.parser import Commands


def demo(asked: argparse.Namespace, machine: Machine) -> Answer:
    """A new fictional facility."""
    wish = DemoWish(asked.kind, asked.people, asked.staff, asked.days, asked.seed, asked.until, asked.today)
    made = make_demo(location(asked), wish, machine, say_progress)
    return Answer({"db": asked.db, **document_of(made)}, lines_of(made))


def say_progress(day: date, count: int, of: int) -> None:
    """Tell on standard error how far the history has come."""
    text = _("{day} is worked and closed: {count} of {days} days.")
    print(text.format(day=day, count=count, days=of), file=sys.stderr, flush=True)


def document_of(made: DemoMade) -> dict[str, Any]:
    """A fictional facility for scripts."""
    return {
        "name": made.name,
        "is_fictional": True,
        "first": made.first,
        "last": made.last,
        "held": made.held,
        "accounts": [
            {
                "login": one.login,
                "password": one.password,
                "roles": [role.value for role in one.roles],
                "name": one.name,
            }
            for one in made.accounts
        ],
        "recovery_code": made.recovery_code,
    }


def lines_of(made: DemoMade) -> tuple[str, ...]:
    """A fictional facility for people."""
    text = _("{name}: every day from {first} to {last} is worked and closed, {held} people are held. All is invented.")
    return (
        text.format(name=made.name, first=made.first, last=made.last, held=made.held),
        *account_lines(made.accounts),
        *recovery_lines(made.recovery_code),
    )


def account_lines(accounts: tuple[DemoAccount, ...]) -> tuple[str, ...]:
    """The accounts that anybody may use; their password is shown here only."""
    return (
        _("Accounts, all with the password: {password}").format(password=accounts[0].password),
        *(f"  {one.login:8} {one.name}  {listed(map(role_label, one.roles))}" for one in accounts),
    )


def _kind(text: str) -> FacilityKind:
    return FacilityKind(text)


_kind.__name__ = FacilityKind.__name__.lower()


def size_arguments(made: Parser, *, days: int) -> None:
    """How large a fictional facility is to be."""
    made.add_argument("--people", type=int, default=380, help=_("how many people are held"))
    made.add_argument("--staff", type=int, default=80, help=_("how many people work there"))
    made.add_argument("--days", type=int, default=days, help=_("how many days of history"))
    made.add_argument("--seed", type=int, default=1, help=_("the same number makes the same people and figures"))
    kinds = ", ".join(f"{kind.value} ({kind_label(kind)})" for kind in FacilityKind)
    made.add_argument("--kind", type=_kind, default=FacilityKind.KANSHOUSUO, metavar="KIND", help=kinds)


def arguments(commands: "Commands") -> None:
    """Add the arguments of this command."""
    made = command(commands, "demo", _("make a fictional facility with a history"), store=False)
    made.add_argument(
        "--db", required=True, metavar="DB", help=_("the store: a file, or postgresql://OWNER@HOST/DATABASE")
    )
    size_arguments(made, days=30)
    made.add_argument("--until", type=day, metavar="DATE", help=_("the last day, one that is over; else yesterday"))
    made.add_argument("--today", action="store_true", help=_("work today too, as far as it has come"))


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {("demo", None): demo}
