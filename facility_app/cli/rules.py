"""The rule packs: `check-rules`."""

import argparse
from collections.abc import Callable

from facility_app.app.machine import Machine
from facility_app.app.rulecheck import rule_problems
from facility_app.cli.output import Answer
from facility_app.rules.access import access_table
from resources.text import _


def check_rules(_asked: argparse.Namespace, _machine: Machine) -> Answer:
    """Whether the rules can be used."""
    problems = rule_problems()
    acts = 0 if problems else len(access_table())
    return Answer(
        {"ok": not problems, "acts": acts, "problems": problems},
        tuple(problems) or (_("The rule packs are sound; acts: {count}").format(count=acts),),
        1 if problems else 0,
    )


COMMANDS: dict[tuple[str, str | None], Callable[[argparse.Namespace, Machine], Answer]] = {
    ("check-rules", None): check_rules
}
