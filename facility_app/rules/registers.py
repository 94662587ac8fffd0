"""What follows from an entry of a register and its declaration: what it lacks, what is open, what is due."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from db.declaration import Coverage, Deadline, FieldSpec, Register, Session, Tally, When
from facility_app.core.facilityday import FacilityCalendar

Values = Mapping[str, Any]
"""By field: choices as their keys, references as identifiers, None where nothing was said."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a register, as rules see it.

    Attributes:
        number: counts the entries of the register.
        by: the name of whoever wrote it.
    """

    id: UUID
    number: int
    day: date
    at: datetime
    values: Values
    entered_at: datetime
    by: str
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class OpenDeadline:
    """What is still to be filled in of one entry, and until when."""

    entry: Entry
    deadline: Deadline
    due: datetime

    def is_overdue(self, now: datetime) -> bool:
        """Whether its time is over."""
        return now >= self.due


def holds(condition: When | None, values: Values) -> bool:
    """Whether a condition holds for an entry; no condition always does."""
    return condition is None or values.get(condition.field) in condition.values


def is_said(value: object) -> bool:
    """Whether a field says anything."""
    return value is not None and value != ""


def lacking(register: Register, values: Values) -> tuple[FieldSpec, ...]:
    """The fields without which an entry is not taken, as far as it leaves them out."""
    return tuple(
        one
        for one in register.fields
        if not is_said(values.get(one.key))
        and not one.computed
        and (one.is_required or (one.required_when is not None and holds(one.required_when, values)))
    )


def twice_signed(register: Register, values: Values) -> FieldSpec | None:
    """The signature of somebody who signed the same entry already: two signatures are two people's."""
    seen: set[object] = set()
    for one in register.signatures:
        value = values.get(one.key)
        if value is None:
            continue
        if value in seen:
            return one
        seen.add(value)
    return None


def unsigned(register: Register, entry: Entry) -> tuple[FieldSpec, ...]:
    """The signatures that an entry still lacks."""
    return tuple(one for one in register.signatures if one.is_later and entry.values.get(one.key) is None)


def is_late(register: Register, entry: Entry) -> bool:
    """Whether an entry was written long after it happened (补录)."""
    return entry.entered_at - entry.at > register.late_after


def is_filled(entry: Entry, field: str, at: datetime) -> bool:
    """Whether a field was filled in at an instant; of a field that is an instant, that it had come."""
    value = entry.values.get(field)
    return is_said(value) and (not isinstance(value, datetime) or value <= at)


def due_at(deadline: Deadline, entry: Entry, calendar: FacilityCalendar) -> datetime:
    """Until when the later field of an entry is to be filled in."""
    last = entry.values.get(deadline.by) if deadline.by else None
    if isinstance(last, datetime):
        return last
    if isinstance(last, date):
        return calendar.ends(last)
    if deadline.within is not None:
        return entry.at + deadline.within
    if deadline.at is not None:
        return max(entry.at, calendar.instant(entry.day, deadline.at))
    return entry.at


def open_deadlines(
    register: Register, entry: Entry, at: datetime, calendar: FacilityCalendar
) -> Iterator[OpenDeadline]:
    """What of an entry is open at an instant."""
    for one in register.deadlines:
        if entry.at <= at and holds(one.when, entry.values) and not is_filled(entry, one.field, at):
            yield OpenDeadline(entry, one, due_at(one, entry, calendar))


def difference(tally: Tally, values: Values) -> int:
    """How many too many (above zero) or too few (below) were counted."""
    return int(values[tally.counted]) + int(values.get(tally.away) or 0) - int(values[tally.expected])


def is_unexplained(tally: Tally, entry: Entry) -> bool:
    """Whether a count does not match and nobody has said what came of it."""
    return difference(tally, entry.values) != 0 and not is_said(entry.values.get(tally.explanation))


@dataclass(frozen=True, slots=True)
class Slot:
    """One session of a day with one subject.

    Attributes:
        entries: the numbers of the entries that fill it; none: a blind spot.
    """

    subject: UUID
    session: str
    opens: datetime
    closes: datetime
    entries: tuple[int, ...]

    @property
    def is_filled(self) -> bool:
        """Whether it was done."""
        return bool(self.entries)


def slots(
    coverage: Coverage,
    session: Session,
    subjects: Iterable[UUID],
    entries: Iterable[Entry],
    day: date,
    calendar: FacilityCalendar,
) -> Iterator[Slot]:
    """One session of a day with every subject to which it is owed, done or not."""
    opens, closes = calendar.instant(day, session.opens), calendar.instant(day, session.closes)
    done: dict[object, list[int]] = {}
    for entry in entries:
        if holds(session.when, entry.values) and (session.when is not None or opens <= entry.at < closes):
            done.setdefault(entry.values[coverage.of], []).append(entry.number)
    for subject in subjects:
        yield Slot(subject, session.id, opens, closes, tuple(done.get(subject, ())))


def interval_due(last: date | None, since: date, days: int) -> date:
    """The day on which a check is owed: so many days after the last one; the first one on the first day."""
    return since if last is None else last + timedelta(days=days)
