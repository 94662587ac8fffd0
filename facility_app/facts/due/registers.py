"""What registers owe: sessions of the day, checks by interval, what entries left open, stocks, hours of the month."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.declaration import Register
from facility_app.core.phrases import Phrase, phrase
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.due.item import DueItem, DueState, state_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.ledger_registers import mismatches_of_day
from facility_app.facts.people import Roll
from facility_app.facts.population import first_day
from facility_app.facts.register_coverage import coverage_of
from facility_app.facts.register_names import Names, names_of
from facility_app.facts.register_quota import ends_soon, month_lines, month_of
from facility_app.facts.register_stock import stock_of_day
from facility_app.facts.register_words import choice_of
from facility_app.facts.registers import all_registers, entry_record, list_rows, open_entries, register_of
from facility_app.rules.registers import Entry, interval_due, open_deadlines
from resources.text import N_, _


def registers_due(session: Session, facility: FacilityFacts, at: datetime, roll: Roll) -> Iterator[DueItem]:
    """What every register owes at an instant."""
    day = facility.calendar.day_of(at)
    for one in all_registers():
        if one.coverage is not None:
            yield from _sessions(session, facility, one, day, at)
        if one.interval is not None:
            yield from _intervals(session, facility, one, day, at)
        if one.deadlines:
            yield from _deadlines(session, facility, one, at)
        if one.balance is not None:
            yield from _stocks(session, one, day, at)
        if one.quota is not None:
            yield from _month(session, facility, one, day, at, roll)
    for found in mismatches_of_day(session, facility, day, at):
        yield DueItem(
            found.register, f"{found.register}.tally", facility.subject, found.at, DueState.OVERDUE, found.words,
            found.people,
            each=phrase(N_("{register} does not match: look for this person"), register=_label(found.register)),
        )  # fmt: skip


def _label(register: str) -> Phrase:
    return phrase(register_of(register).label)


def _sessions(
    session: Session, facility: FacilityFacts, register: Register, day: date, at: datetime
) -> Iterator[DueItem]:
    for one in coverage_of(session, facility, register, day, at):
        if at >= one.slot.opens:
            yield DueItem(
                register.name,
                f"{register.name}.{one.session.id}",
                one.subject,
                one.slot.closes,
                state_of(one.slot.closes, at, is_done=one.is_filled),
                phrase(N_("{register}, {session}"), register=phrase(register.label), session=phrase(one.session.label)),
            )


def _intervals(
    session: Session, facility: FacilityFacts, register: Register, day: date, at: datetime
) -> Iterator[DueItem]:
    interval, record = register.interval, entry_record(register.name)
    assert interval is not None
    subject = getattr(record, interval.of)
    query = select(subject, func.max(record.day)).where(record.voided_at.is_(None), record.at <= at).group_by(subject)
    last = {row[0]: row[1] for row in session.execute(query)}
    for row in list_rows(session, register_of(register.field(interval.of).refers_to), with_void=True):
        days: int | None = row.values[interval.days]
        if not days or not row.is_in_use(day, at):
            continue
        done_today = last.get(row.id) == day
        since = row.values["since"] or first_day(session, facility)
        owed = day if done_today else interval_due(last.get(row.id), since, days)
        if owed > day:
            continue
        ends = facility.calendar.ends(owed)
        yield DueItem(
            register.name,
            f"{register.name}.interval",
            Subject(SubjectKind.THING, row.id, row.name),
            ends,
            state_of(ends, at, is_done=done_today),
            phrase(N_("{register}: to be checked every {days} days"), register=phrase(register.label), days=days),
        )


def _deadlines(session: Session, facility: FacilityFacts, register: Register, at: datetime) -> Iterator[DueItem]:
    entries = open_entries(session, register, at)
    names = names_of(session, register) if entries else {}
    for entry in entries:
        for one in open_deadlines(register, entry, at, facility.calendar):
            yield DueItem(
                register.name,
                f"{register.name}.{one.deadline.id}",
                Subject(SubjectKind.THING, entry.id, _title(register, entry, names), str(entry.number)),
                one.due,
                state_of(one.due, at, is_done=False),
                phrase(N_("{register}: {what}"), register=phrase(register.label), what=phrase(one.deadline.label)),
            )


def _title(register: Register, entry: Entry, names: Names) -> str:
    field = register.field(register.columns[0])
    value = entry.values[field.key]
    if value in names:
        return names[value].text
    chosen = choice_of(field, value)
    return _(chosen.label) if chosen else str(value)


def _stocks(session: Session, register: Register, day: date, at: datetime) -> Iterator[DueItem]:
    for one in stock_of_day(session, register, day, at):
        if one.is_short:
            yield DueItem(
                register.name,
                f"{register.name}.minimum",
                Subject(SubjectKind.THING, one.subject, one.name),
                at,
                DueState.DUE,
                phrase(N_("In stock: {stock}, less than the least that is set"), stock=f"{one.after:f}"),
            )


def _month(
    session: Session, facility: FacilityFacts, register: Register, day: date, at: datetime, roll: Roll
) -> Iterator[DueItem]:
    """What is owed in a month is to be done in its last week; before, nobody is behind."""
    if not ends_soon(day):
        return
    lines = month_lines(session, facility, register, day, at, roll)
    short = tuple(one.person for one in lines if one.is_short)
    ends = facility.calendar.starts(month_of(day)[1] + timedelta(days=1))
    yield DueItem(
        register.name,
        f"{register.name}.month",
        facility.subject,
        ends,
        state_of(ends, at, is_done=not short),
        phrase(
            N_("{register}: {done} of {people} have had the hours of the month so far"),
            register=phrase(register.label),
            done=len(lines) - len(short),
            people=len(lines),
        ),
        short,
        each=phrase(N_("{register}: hours of the month not reached yet"), register=phrase(register.label)),
    )
