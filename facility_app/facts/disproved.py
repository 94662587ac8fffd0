"""Whether a second reading disproved a fever: told the same way wherever fevers are counted."""

from collections.abc import Sequence
from datetime import datetime

from facility_app.facts.fever_rules import RulesByDay
from facility_app.facts.rounds import KeptReading, verdicts_of
from facility_app.rules.care import CareSpan
from facility_app.rules.rechecks import FeverState, FeverVerdict


def is_fever(rules: RulesByDay, one: KeptReading) -> bool:
    """Whether a value reaches the threshold of its site."""
    measured = one.measured
    return rules.on(one.round.day).is_fever(measured.site, measured.celsius, is_mean=measured.is_mean)


def is_disproved(
    rules: RulesByDay, fever: KeptReading, readings: Sequence[KeptReading], at: datetime, spans: Sequence[CareSpan]
) -> bool:
    """Whether a second reading, made as it must be, did not confirm a fever by an instant.

    Args:
        readings: of the same person until that instant, by time.
        spans: when the person was under a doctor's care.
    """
    first = fever.recheck_of or fever.id
    chain = [one for one in readings if first in (one.id, one.recheck_of)]
    place = 0
    for said in verdicts_of(rules.on(chain[0].round.day), readings, chain, at, spans=spans):
        made = 1
        if isinstance(said, FeverVerdict):
            made += len(said.unfit) + (said.decided_by is not None)
            if said.state is FeverState.NOT_CONFIRMED and fever in chain[place : place + made]:
                return True
        place += made
    return False
