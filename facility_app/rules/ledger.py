"""The daily ledger: its sections, and what stands against closing a day."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import msgspec

from facility_app.core.phrases import Phrase, phrase
from facility_app.core.subjects import Subject
from facility_app.rules.entries import RuleEntry, load_rules, the
from facility_app.rules.findings import Finding, Severity, finding
from facility_app.rules.population import NO_NAMES, Balance, Differences, check_balance
from resources.text import N_

PACK = "ledger.toml"


class Section(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One section of the printed ledger; what columns it has is known to whoever prints it."""

    order: int
    number: str = ""
    """Its Chinese number; empty where it has none."""


class ClosingRule(RuleEntry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What may stand against closing a day."""


class LedgerPack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything about the ledger."""

    section: tuple[Section, ...]
    closing: tuple[ClosingRule, ...]


@cache
def ledger_rules() -> LedgerPack:
    """The pack as it is delivered.

    Raises:
        Unavailable: it is not as it must be.
    """
    return load_rules(PACK, LedgerPack)


@dataclass(frozen=True, slots=True)
class Mismatched:
    """A count of a register that does not match: `people` were not found, or are those among whom to look."""

    register: str
    at: datetime
    words: Phrase
    people: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class DayEnd:
    """A day, as far as closing it goes.

    Attributes:
        ends_at: its end in UTC.
        names: the names behind a difference of the balance.
        is_closed: whether it is closed already.
        open_before: the day before, where that one is still to be closed.
        mismatches: counts that do not match and that nobody has explained, in words, and who may be missing.
        unacknowledged: people past a legal end of whom the head has not taken note.
    """

    facility: Subject
    day: date
    ends_at: datetime
    balance: Balance
    names: Differences = NO_NAMES
    is_closed: bool = False
    open_before: date | None = None
    mismatches: tuple[Mismatched, ...] = ()
    unacknowledged: tuple[Subject, ...] = ()


def against_closing(rules: tuple[ClosingRule, ...], day: DayEnd, now: datetime) -> tuple[Finding, ...]:
    """What stands against closing a day; empty: it can be closed. It can be printed in any case."""
    found: list[Finding] = []
    occasion = day.day.isoformat()
    if day.is_closed:
        text = phrase(N_("The day is closed already. Add an addendum instead."))
        found.append(finding(the(rules, "closing.once"), day.facility, Severity.HARD, text, occasion=occasion))
    elif day.open_before is not None:
        text = phrase(N_("{day} is still open. Close the days one after the other."), day=day.open_before)
        found.append(finding(the(rules, "closing.in_order"), day.facility, Severity.HARD, text, occasion=occasion))
    if now < day.ends_at:
        text = phrase(N_("The day is not over yet."))
        rule = the(rules, "closing.day_over")
        found.append(finding(rule, day.facility, Severity.HARD, text, due=day.ends_at, occasion=occasion))
    unequal = check_balance(the(rules, "closing.population"), day.facility, day.day, day.balance, day.names)
    if unequal is not None:
        found.append(unequal)
    if day.mismatches:
        text = phrase(
            N_("A count does not match, and nobody has said why: {which}"),
            which=tuple(one.words for one in day.mismatches),
        )
        people = tuple(person for one in day.mismatches for person in one.people)
        rule = the(rules, "closing.roll_call")
        found.append(finding(rule, day.facility, Severity.HARD, text, people=people, occasion=occasion))
    if day.unacknowledged:
        people = day.unacknowledged
        text = phrase(N_("Past the legal end, and the head has not taken note: {people}."), people=people)
        rule = the(rules, "closing.over_limit")
        found.append(finding(rule, day.facility, Severity.HARD, text, people=people, occasion=occasion))
    return tuple(found)
