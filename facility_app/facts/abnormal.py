"""Which readings of a round are out of the ordinary: grid, map, command line, ledger and board all ask here."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Self

from facility_app.core.subjects import Subject
from facility_app.rules.findings import Finding, Severity
from facility_app.rules.rechecks import FeverState, FeverVerdict, judge_fever
from facility_app.rules.temperatures import FeverRules, Reading, ReadingVerdict


class Sign(Enum):
    """What is acted on at once, whether or not a second reading is owed."""

    ALARM = "alarm"
    """An emergency sign, at whatever temperature."""
    LOW = "low"


SIGNS = frozenset(one.value for one in Sign)
_OF_RULE = {"temperatures.alarm": Sign.ALARM, "temperatures.low": Sign.LOW}


def sign_of(said: ReadingVerdict) -> Sign | None:
    """What one reading calls for help by, an emergency sign before a low temperature; None: by nothing."""
    rules = {one.rule for one in said.findings}
    return next((sign for rule, sign in _OF_RULE.items() if rule in rules), None)


@dataclass(frozen=True, slots=True)
class AbnormalLine:
    """A reading that asked for a second one, told of an emergency sign or was too low, and where it stands.

    Attributes:
        verdict: of state `NORMAL` where no second reading was asked for.
    """

    verdict: FeverVerdict

    @classmethod
    def of(cls, rules: FeverRules, said: ReadingVerdict | FeverVerdict, now: datetime) -> Self | None:
        """What a verdict is the line of; None: nothing is out of the ordinary."""
        if isinstance(said, FeverVerdict):
            return cls(said)
        if sign_of(said) is not None:
            return cls(judge_fever(rules, said, (), now))
        return None

    @property
    def subject(self) -> Subject:
        """Who was measured."""
        return self.verdict.first.reading.subject

    @property
    def at(self) -> datetime:
        """When the first of its readings was made."""
        return self.verdict.first.reading.at

    @property
    def state(self) -> FeverState | Sign:
        """Where the two readings stand; of one that asked for no second, why it is told."""
        return self.sign if self.sign and self.verdict.state is FeverState.NORMAL else self.verdict.state

    @property
    def sign(self) -> Sign | None:
        """What any of the readings calls for help by; None: by nothing."""
        return next((_OF_RULE[one.rule] for one in self.signs), None)

    @property
    def signs(self) -> tuple[Finding, ...]:
        """What calls for help whatever a second reading says; emergency signs first."""
        found = (one for one in self.verdict.findings if one.rule in _OF_RULE)
        return tuple(sorted(found, key=lambda one: tuple(_OF_RULE).index(one.rule)))

    @property
    def asked_recheck(self) -> bool:
        """Whether a second reading was asked for."""
        return self.verdict.first.needs_recheck

    @property
    def is_fever(self) -> bool:
        """Whether it is a fever that no second reading disproved."""
        state = self.verdict.state
        is_open = state is not FeverState.NOT_CONFIRMED and any(one.is_fever for one in self.verdict.judged)
        return state is FeverState.CONFIRMED or is_open

    @property
    def is_disproved(self) -> bool:
        """Whether it was a fever at first, and a second reading did not confirm it."""
        return self.verdict.state is FeverState.NOT_CONFIRMED and self.verdict.first.is_fever

    @property
    def is_alarming(self) -> bool:
        """Whether a fever is confirmed, or something of the readings is to be acted on now."""
        return any(one.severity is Severity.ALARM for one in self.verdict.findings)

    @property
    def celsius(self) -> Decimal:
        """The value of the first reading."""
        return self.verdict.first.reading.celsius

    @property
    def body_site(self) -> str:
        """Id of the site of that value."""
        return self.verdict.first.reading.site

    @property
    def symptoms(self) -> tuple[str, ...]:
        """Ids of what was told at the first reading."""
        return tuple(sorted(self.verdict.first.reading.symptoms))

    @property
    def told_later(self) -> tuple[str, ...]:
        """Ids of what was told only at the readings after it."""
        first, *later = self.readings
        return tuple(sorted(frozenset[str]().union(*(one.symptoms for one in later)) - first.symptoms))

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The first reading, and those after it that belong to it, by time."""
        return tuple(one.reading for one in self.verdict.judged)
