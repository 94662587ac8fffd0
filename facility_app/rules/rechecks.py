"""What a first reading and those after it say together: confirmed, not confirmed, or still open."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from facility_app.core.phrases import Phrase, phrase
from facility_app.core.subjects import Subject
from facility_app.rules.entries import the
from facility_app.rules.findings import Finding, Severity, finding
from facility_app.rules.temperatures import FeverRules, Reading, ReadingVerdict, judge_reading
from facility_app.rules.thresholds import Plausibility
from resources.text import N_


class FeverState(Enum):
    """Where a first reading and its recheck stand."""

    NORMAL = "normal"
    REJECTED = "rejected"
    """The first reading is an error of entry."""
    AWAITING = "awaiting"
    NOT_CONFIRMED = "not_confirmed"
    CONFIRMED = "confirmed"
    IN_CARE = "in_care"
    """The doctor in whose care somebody is knows of it already: no second reading is owed, nothing begins anew."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A later reading that does not decide, and why."""

    verdict: ReadingVerdict
    why: Phrase

    @property
    def reading(self) -> Reading:
        """What was measured."""
        return self.verdict.reading


@dataclass(frozen=True, slots=True)
class FeverVerdict:
    """What a first reading and those after it say together; every value is kept.

    Attributes:
        decided_by: the first later reading that was made as it must be.
        unfit: the later readings before it that were not.
        tell: gives the findings; thousands of verdicts are only counted, and of these nothing is worded.
    """

    state: FeverState
    first: ReadingVerdict
    decided_by: ReadingVerdict | None
    unfit: tuple[Unfit, ...]
    tell: Callable[[], tuple[Finding, ...]] = field(repr=False, compare=False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be known or done."""
        return self.tell()

    @property
    def judged(self) -> tuple[ReadingVerdict, ...]:
        """What each of the readings says by itself, the first first."""
        decided = () if self.decided_by is None else (self.decided_by,)
        return (self.first, *(one.verdict for one in self.unfit), *decided)

    @property
    def is_feverish_again(self) -> bool:
        """Whether a later reading is a fever that does not decide."""
        return self.decided_by is None and any(one.verdict.is_fever for one in self.unfit)


def judge_fever(
    rules: FeverRules,
    first: ReadingVerdict,
    later: Iterable[Reading],
    now: datetime,
    cellmates: tuple[Subject, ...] = (),
    *,
    in_care: bool = False,
) -> FeverVerdict:
    """Whether a first reading is confirmed.

    The first later reading decides that was made at the site of the recheck, after the rest, and with another
    device or by another person. One that was not leaves the recheck open, but a fever in it is an alarm: the
    doctor is told at once and the reading repeated. A recheck later than it should be still decides. One that is
    hardly to be believed decides where another before it was as far out, on the same side (domain guide §3.3).

    Args:
        first: of `judge_reading`.
        later: readings of the same person after it, in any order.
        cellmates: who is listed as a contact once a fever is confirmed.
        in_care: whether the doctor in whose care the person is knows of it; only a value that is hardly believed is
            still measured again.
    """
    if not first.needs_recheck:
        is_rejected = first.plausibility is Plausibility.REJECTED
        state = FeverState.REJECTED if is_rejected else FeverState.NORMAL
        return FeverVerdict(state, first, None, (), lambda: first.findings)
    if in_care and first.plausibility is Plausibility.ACCEPTED:
        return FeverVerdict(FeverState.IN_CARE, first, None, (), lambda: first.findings)
    unfit: list[Unfit] = []
    for reading in sorted(later, key=lambda one: one.at):
        second = judge_reading(rules, reading)
        why = _unfit(rules, (first, *(one.verdict for one in unfit)), second)
        if why is None:
            return _decided(rules, first, second, tuple(unfit), cellmates)
        unfit.append(Unfit(second, why))
    made = tuple(unfit)

    def tell() -> tuple[Finding, ...]:
        return (*first.findings, *_of_unfit(made), _awaiting(rules, first, made, now))

    return FeverVerdict(FeverState.AWAITING, first, None, made, tell)


def _of_unfit(unfit: Iterable[Unfit]) -> Iterator[Finding]:
    """An emergency sign or a temperature too low counts in whatever reading it was."""
    for one in unfit:
        yield from (found for found in one.verdict.findings if found.severity is Severity.ALARM)


def _decided(
    rules: FeverRules,
    first: ReadingVerdict,
    second: ReadingVerdict,
    unfit: tuple[Unfit, ...],
    cellmates: tuple[Subject, ...],
) -> FeverVerdict:
    def tell() -> tuple[Finding, ...]:
        return (*first.findings, *_of_unfit(unfit), *second.findings)

    if not second.is_fever:
        return FeverVerdict(FeverState.NOT_CONFIRMED, first, second, unfit, tell)
    return FeverVerdict(
        FeverState.CONFIRMED,
        first,
        second,
        unfit,
        lambda: (*tell(), _confirmed(rules, first.reading, second.reading, cellmates)),
    )


def _confirmed(rules: FeverRules, first: Reading, second: Reading, cellmates: tuple[Subject, ...]) -> Finding:
    text = phrase(
        N_("{first} °C, then {second} °C after {minutes} min. Now: {steps}."),
        first=first.celsius,
        second=second.celsius,
        minutes=_minutes(first, second),
        steps=tuple(step.words for step in rules.steps),
    )
    return finding(
        the(rules.rules.values(), "temperatures.confirmed"),
        first.subject,
        Severity.ALARM,
        text,
        due=second.at,
        people=cellmates,
        occasion=first.at.isoformat(),
    )


def _awaiting(rules: FeverRules, first: ReadingVerdict, unfit: tuple[Unfit, ...], now: datetime) -> Finding:
    due = first.reading.at + timedelta(minutes=rules.recheck.until_minutes)
    site = rules.sites[rules.recheck.site].words
    is_alarm = any(one.verdict.is_fever for one in unfit)
    if is_alarm:
        text = phrase(
            N_("Feverish again, but not measured as a recheck must be ({unfit}). Tell the doctor, and measure {site}."),
            unfit=tuple(one.why for one in unfit),
            site=site,
        )
    elif unfit:
        text = phrase(
            N_("{why}. The second reading does not decide ({unfit}); measure {site} again."),
            why=first.asks_recheck,
            unfit=tuple(one.why for one in unfit),
            site=site,
        )
    else:
        text = phrase(
            N_("{why}. Rest, then measure {site} after {after} to {until} min, with another device or person."),
            why=first.asks_recheck,
            site=site,
            after=rules.recheck.after_minutes,
            until=rules.recheck.until_minutes,
        )
    severity = Severity.ALARM if is_alarm or now > due else Severity.WARN
    occasion = first.reading.at.isoformat()
    return finding(rules.recheck, first.reading.subject, severity, text, due=due, occasion=occasion)


def _unfit(rules: FeverRules, before: Sequence[ReadingVerdict], second: ReadingVerdict) -> Phrase | None:
    """Why a later reading does not decide; None: it does.

    Args:
        before: what the first one and those since say, none of which decided.
    """
    first, reading = before[0].reading, second.reading
    if second.plausibility is Plausibility.REJECTED:
        return phrase(N_("{celsius} °C is an error of entry"), celsius=reading.celsius)
    if second.plausibility is Plausibility.TO_CONFIRM and not any(_is_as_far_out(rules, one, second) for one in before):
        return phrase(N_("{celsius} °C has to be confirmed itself"), celsius=reading.celsius)
    if reading.site != rules.recheck.site:
        return phrase(N_("measured at another site ({site})"), site=rules.sites[reading.site].words)
    if reading.at < first.at + timedelta(minutes=rules.recheck.after_minutes):
        return phrase(
            N_("after {minutes} min, at least {least} are needed"),
            minutes=_minutes(first, reading),
            least=rules.recheck.after_minutes,
        )
    if is_same_hand(first, reading.device, reading.by):
        return phrase(N_("by the same person with the same device"))
    return None


def _is_as_far_out(rules: FeverRules, one: ReadingVerdict, other: ReadingVerdict) -> bool:
    """Whether two values are both hardly to be believed, on the same side."""
    low = rules.accepted.low
    are_both = one.plausibility is other.plausibility is Plausibility.TO_CONFIRM
    return are_both and (one.reading.celsius < low) == (other.reading.celsius < low)


def is_same_hand(first: Reading, device: str, by: UUID | None) -> bool:
    """Whether a second reading would be made by the same person with the same device, or with one that nobody names."""
    is_other_device = bool(first.device) and bool(device) and first.device != device
    return first.by == by and not is_other_device


def _minutes(first: Reading, second: Reading) -> int:
    return int((second.at - first.at) / timedelta(minutes=1))
