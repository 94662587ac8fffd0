"""What stands out in fifteen days of somebody's health, as lines in the order of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from facility_app.core.phrases import Words, listed
from facility_app.facts.abnormal import AbnormalLine, sign_of
from facility_app.facts.health_summary import HealthSummary, Slot, SlotState, SummaryDay
from facility_app.facts.rounds import KeptReading
from facility_app.reports.ledger_words import state
from facility_app.rules.rechecks import FeverState
from facility_app.rules.rounds import Timing
from resources.text import N_, _

CARE, READING, ABSENCE, TIME = range(4)
"""What a line is about; where there is no room the last go first."""

_TIMINGS = {Timing.EARLY: N_("early"), Timing.LATE: N_("late")}
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Event:
    """One line: when, what sort of thing, and what it was, in the language in force."""

    at: datetime
    about: int
    name: str
    text: str


def events_of(found: HealthSummary) -> tuple[Event, ...]:
    """Fevers, symptoms, rechecks, remarks, absences, late and early readings, care and isolation; oldest first."""
    events = [event for day in found.days for slot in day.slots for event in _of_slot(day, slot)]
    events += [
        Event(one.at, CARE, _text(one.step), _cut(" · ".join(filter(None, (one.by, one.result))))) for one in found.care
    ]
    for one in found.isolations:
        until = _moment(found, one.until) if one.until else _("still")
        while_ = f"{_moment(found, one.since)} – {until}"
        text = _cut(" · ".join(filter(None, (while_, one.ordered_by, one.reason))))
        events.append(Event(max(one.since, _start(found)), CARE, _text(one.kind), text))
    return tuple(sorted(events, key=lambda one: one.at))


def _of_slot(day: SummaryDay, slot: Slot) -> Iterator[Event]:
    window = slot.span.window.words.text
    if slot.state is SlotState.EXPLAINED and slot.reason is not None:
        text = _cut(" · ".join(filter(None, (slot.reason.words.text, slot.note))))
        yield Event(slot.span.opens, ABSENCE, _("{window}: not measured").format(window=window), text)
    elif slot.state is SlotState.MISSING:
        text = _("no reason given")
        yield Event(slot.span.opens, ABSENCE, _("{window}: not measured").format(window=window), text)
    for one in slot.readings:
        is_first = one is slot.first
        told = [
            day.rules.symptoms[symptom].words.text
            for symptom in sorted(one.measured.symptoms & set(day.rules.symptoms))
        ]
        line = slot.line_of(one)
        if is_first and line is None and not (told or one.remark):
            if slot.timing in _TIMINGS:
                yield Event(
                    one.at, TIME, _("{window}, {when}").format(window=window, when=_when(slot)), _value(day, one)
                )
            continue
        parts = [_value(day, one), _sign(line, one), listed(told), " ".join((one.remark or "").split())]
        if is_first and slot.timing in _TIMINGS:
            parts.append(_when(slot))
        begins = line.readings[0] is one.measured if line else is_first
        name = _first(line) if begins else _recheck(line, one, is_fever=day.is_fever(one.measured))
        said = _(name).format(window=window) if name else window
        yield Event(one.at, READING, said, _cut(" · ".join(filter(None, parts))))


def _first(line: AbnormalLine | None) -> str:
    """What a first reading is called, with what came of it; empty: only by its round."""
    if line is None or not line.verdict.first.is_fever:
        return ""
    if line.is_disproved:
        return N_("{window}: fever, not confirmed")
    if line.state is FeverState.IN_CARE:
        return N_("{window}: fever, in the doctor's care")
    return N_("{window}: fever, awaiting recheck") if line.state is FeverState.AWAITING else N_("{window}: fever")


def _sign(line: AbnormalLine | None, one: KeptReading) -> str:
    """Why a reading calls for help by itself; empty: it does not."""
    judged = line.verdict.judged if line else ()
    sign = next((sign_of(said) for said in judged if said.reading is one.measured), None)
    return state(sign.value) if sign else ""


def _recheck(line: AbnormalLine | None, one: KeptReading, *, is_fever: bool) -> str:
    """What a reading after the first is called, with what it decided."""
    decided = line.verdict.decided_by if line else None
    if line is None or decided is None or decided.reading is not one.measured:
        return N_("{window}: recheck, fever") if is_fever else N_("{window}: recheck")
    if is_fever:
        return N_("{window}: recheck, fever confirmed")
    return N_("{window}: recheck, fever not confirmed") if line.is_disproved else N_("{window}: recheck, no fever")


def is_disproved(slot: Slot, one: KeptReading) -> bool:
    """Whether a fever was not confirmed by a second reading."""
    line = slot.line_of(one)
    return line is not None and line.is_disproved


def _when(slot: Slot) -> str:
    return _(_TIMINGS[slot.timing]) if slot.timing in _TIMINGS else ""


def _value(day: SummaryDay, one: KeptReading) -> str:
    site = day.rules.sites.get(one.measured.site)
    return f"{one.measured.celsius} ℃ {site.words.text if site else one.measured.site}"


def highest(found: HealthSummary) -> Decimal | None:
    """The highest temperature of the days; None: there is none."""
    return max((one.measured.celsius for slot in found.slots for one in slot.readings), default=None)


def _start(found: HealthSummary) -> datetime:
    return found.facility.calendar.starts(found.days[0].day)


def _moment(found: HealthSummary, at: datetime) -> str:
    return f"{found.facility.calendar.local(at):%m-%d %H:%M}"


def _text(name: str | Words) -> str:
    return name.text if isinstance(name, Words) else name


def _cut(text: str) -> str:
    """A text that does not take the page for itself; where it was cut it says so."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
