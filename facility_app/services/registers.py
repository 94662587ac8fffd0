"""Registers (登记簿) and the lists they are about: writing, completing, correcting, voiding and reading entries.

A right goes with the group to which a register belongs: to write it, to correct it, to read it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.declaration import Group, Register
from db.register import RegisterRecord
from db.tables import Staff
from db.values import AccessKind, Conflict, Invalid, Refused
from facility_app.access import Desk, Rights, act, entered_by, note, roles_of
from facility_app.acts.closed_days import refuse_closed
from facility_app.acts.register_stock import StockBook
from facility_app.acts.registers import RegisterBook, change, keep, take_entries
from facility_app.acts.rosters import TakenOver
from facility_app.acts.trials import doing
from facility_app.core.phrases import Phrase, phrase
from facility_app.facts import registers as facts
from facility_app.facts.directory import own_staff
from facility_app.facts.facility import facility_facts
from facility_app.facts.ledger_registers import mismatch_of
from facility_app.facts.register_coverage import SlotLine, coverage_of
from facility_app.facts.register_names import Words, names_of, people_named
from facility_app.facts.register_quota import MonthLine, month_lines
from facility_app.facts.register_stock import Stock, stock_of_day
from facility_app.facts.register_views import FormFacts, Kept, Listing
from facility_app.facts.register_words import plain
from facility_app.facts.registers import Filter, ListRow
from facility_app.rules.access import access_table, scope_of
from facility_app.rules.registers import Entry, Values, is_said, open_deadlines
from facility_app.services.journal import MASK
from resources.text import N_

_GROUPS = tuple(group.value for group in Group)


def _right(what: str) -> Rights:
    """The right to do something with a register: one for each group of them."""

    def of(register: str, *_: object, **__: object) -> str:
        return f"registers.{what}.{facts.register_of(register).group.value}"

    return Rights(tuple(f"registers.{what}.{group}" for group in _GROUPS), of)


@act()
def see_registers(desk: Desk) -> tuple[Register, ...]:
    """The registers and lists that the account may read, lists first."""
    with desk.store.reading() as session:
        roles = roles_of(session, desk.account_id)
    table = access_table()
    return tuple(
        one
        for one in facts.all_registers()
        if scope_of(table.get(f"registers.read.{one.group.value}"), roles) is not None
    )


@act(rights=_right("write"))
def add_entry(desk: Desk, register: str, values: Values) -> Kept:
    """Write one entry, or one row of a list.

    Args:
        values: by the keys of the fields: choices by their keys, references by name or number, instants without a
            zone in facility time. Who answers for it is whoever writes it, unless somebody else is named.

    Raises:
        Invalid: a value is missing or wrong; `field` names it.
        Conflict: it is on record already.
        Refused: the day is closed, or there is not so much in stock.
    """
    with desk.act(N_("Write an entry of a register")) as work:
        book = RegisterBook(work, facility_facts(work.session), facts.register_of(register), desk.account_id)
        draft = book.draft(values)
        book.accept(draft)
        (row,) = keep(book, [draft])
        if not isinstance(row, RegisterRecord):
            return Kept(row.id, 0)
        return Kept(row.id, row.number, _remarks(work.session, book.register, row))


def _remarks(session: Session, register: Register, row: RegisterRecord) -> tuple[Phrase, ...]:
    found = []
    (entry,) = facts.entries_with(session, register, [row.id])
    mismatch = mismatch_of(session, facility_facts(session), register, entry)
    if mismatch is not None:
        found.append(mismatch.words)
    if register.balance is not None:
        of = entry.values[register.balance.of]
        low = [one for one in stock_of_day(session, register, row.day) if one.subject == of and one.is_short]
        found += [
            phrase(N_("{name}: {stock} left, less than the least that is set."), name=one.name, stock=plain(one.after))
            for one in low
        ]
    return tuple(found)


@act(rights=_right("write"))
def take_over_entries(
    desk: Desk, register: str, rows: Sequence[Values], *, partial: bool = False, dry_run: bool = False
) -> TakenOver:
    """Write many entries, or none where anything is wrong with one of them; those on record already count as unchanged.

    Args:
        partial: keep the good rows where others are wrong; else nothing is kept then.
        dry_run: do everything and keep nothing.
    """
    with doing(desk, N_("Take over entries of a register"), dry_run=dry_run) as work:
        facility = facility_facts(work.session)
        return take_entries(work, facility, facts.register_of(register), desk.account_id, rows, partial=partial)


@act(rights=_right("write"))
def fill_in(desk: Desk, register: str, entry_id: UUID, values: Values) -> int:
    """Fill in what an entry left open; returns the act's number, by which it can be undone.

    Only fields that are filled in later and are still empty; also of a day that is closed, since the ledger of that
    day shows what was so then. A signature is that of whoever is logged in.

    Raises:
        Invalid: there is no such entry or field, or a value is wrong; `field` names it.
        Conflict: the field is filled in already.
        Refused: the entry is void, or the signature is another's.
    """
    with desk.act(N_("Fill in what was left open")) as work:
        spec = facts.register_of(register)
        book = RegisterBook(work, facility_facts(work.session), spec, desk.account_id)
        row = work.get(facts.entry_record(register), entry_id)
        if row.is_void:
            raise Refused(N_("This record is void already."))
        given = book.read(values)
        for key, value in given.items():
            field = spec.field(key)
            if not field.is_later:
                raise Invalid(
                    N_("{label} is not filled in later. Correct the entry, with a reason."),
                    field=key,
                    label=field.label,
                )
            if getattr(row, key) is not None:
                raise Conflict(
                    N_("{label} is filled in already. Correct the entry, with a reason."), field=key, label=field.label
                )
            if field.is_signature and value != book.own:
                raise Refused(N_("{label}: everybody signs for themselves."), field=key, label=field.label)
        change(book, row, given)
        return work.transaction


@act(owner=entered_by, rights=_right("correct"))
def correct_entry(desk: Desk, register: str, entry_id: UUID, values: Values, reason: str) -> int:
    """Correct what is given and leave the rest; returns the act's number, by which it can be undone.

    Raises:
        Invalid: there is no such entry, a value is wrong, or no reason was given; `field` names it.
        Refused: the entry is void, a day is closed, or there is not so much in stock.
    """
    if not reason.strip():
        raise Invalid(N_("Give the reason."), field="reason")
    with desk.act(N_("Correct an entry of a register")) as work:
        spec, facility = facts.register_of(register), facility_facts(work.session)
        book = RegisterBook(work, facility, spec, desk.account_id)
        row = work.get(facts.record_of(register), entry_id)
        if row.is_void:
            raise Refused(N_("This record is void already."))
        given = book.read(values)
        if isinstance(row, RegisterRecord):
            at = given.get("at") or row.at
            for day in {row.day, facility.calendar.day_of(at)}:
                refuse_closed(work.session, day)
            if at > work.now:
                raise Invalid(N_("This time lies in the future. Look at the date and the hour."), field="at")
            row.day = facility.calendar.day_of(at)
        given["remark"] = "\n".join(filter(None, (given.get("remark", row.remark), reason.strip())))
        change(book, row, given)
        return work.transaction


@act(owner=entered_by, rights=_right("correct"))
def void_entry(desk: Desk, register: str, entry_id: UUID, reason: str) -> int:
    """Withdraw an entry that was made by mistake; returns the act's number, by which it can be undone.

    Raises:
        Invalid: there is no such entry, or no reason was given.
        Refused: it is void already, the day is closed, others refer to it, or later entries need the stock.
    """
    with desk.act(N_("Void an entry of a register")) as work:
        spec = facts.register_of(register)
        row = work.get(facts.record_of(register), entry_id)
        if isinstance(row, RegisterRecord):
            refuse_closed(work.session, row.day)
            if spec.balance is not None:
                StockBook(work.session, spec, without=row.number).leave(getattr(row, spec.balance.of))
        work.void(row, reason)
        return work.transaction


@act(rights=_right("read"))
def list_entries(desk: Desk, register: str, asked: Filter, *, limit: int | None = 100, offset: int = 0) -> Listing:
    """The entries of a register, newest first, with how many there are and what they sum up to; or a list, by name.

    Values of class S are masked.

    Raises:
        Invalid: there is no such register or field.
    """
    with desk.store.reading() as session:
        return _listing(desk, session, register, asked, limit, offset, in_full=False)


def _listing(
    desk: Desk, session: Session, register: str, asked: Filter, limit: int | None, offset: int, *, in_full: bool
) -> Listing:
    spec = facts.register_of(register)
    if spec.is_list:
        rows = facts.list_rows(session, spec, with_void=asked.with_void)
        return _listed(desk, session, spec, (), rows, len(rows), {})
    asked = replace(asked, values=_found(session, spec, asked.values))
    found = facts.entries(session, spec, asked, limit=limit, offset=offset)
    count, totals = facts.count(session, spec, asked)
    return _listed(desk, session, spec, found if in_full else _masked(spec, found), (), count, totals)


def _found(session: Session, spec: Register, values: Values) -> dict[str, Any]:
    """Told values as they are kept: names and numbers as the rows that they mean."""
    if not values:
        return {}
    words = Words(session, spec)
    return {
        key: words.row(spec.field(key), value) if spec.field(key).refers_to and isinstance(value, str) else value
        for key, value in values.items()
    }


def _listed(
    desk: Desk,
    session: Session,
    spec: Register,
    found: tuple[Entry, ...],
    rows: tuple[ListRow, ...],
    count: int,
    totals: Mapping[str, Any],
) -> Listing:
    calendar, now = facility_facts(session).calendar, desk.store.clock()
    return Listing(
        spec,
        calendar,
        found,
        rows,
        count,
        totals,
        names_of(session, spec),
        people_named(session, facts.numbers_in(spec, found)),
        {one.id: tuple(open_deadlines(spec, one, now, calendar)) for one in found if not one.is_void},
        now,
    )


def _masked(spec: Register, found: Sequence[Entry]) -> tuple[Entry, ...]:
    hidden = [one.key for one in spec.fields if one.is_class_s]
    if not hidden:
        return tuple(found)
    return tuple(
        replace(one, values={**one.values, **{key: MASK for key in hidden if is_said(one.values[key])}})
        for one in found
    )


@act(rights=_right("read_in_full"))
def read_in_full(desk: Desk, register: str, asked: Filter, reason: str) -> Listing:
    """Every entry that a filter lets through, class S included; that it was read is journaled with the reason.

    Raises:
        Invalid: there is no such register or field, or no reason was given.
    """
    said = reason.strip()
    if not said:
        raise Invalid(N_("Give the reason."), field="reason")
    with desk.store.reading() as session:
        found = _listing(desk, session, register, asked, None, 0, in_full=True)
    note(
        desk,
        N_("Read class S"),
        AccessKind.SENSITIVE_READ,
        act=f"registers.read_in_full.{found.register.group.value}",
        count=len(found.entries) + len(found.rows),
        detail=said,
    )
    return found


@act(rights=_right("read"))
def see_form(desk: Desk, register: str, entry_id: UUID | None = None) -> FormFacts:
    """What a form of a register needs: one entry, void or not, its values of class S masked; or a blank one.

    Raises:
        Invalid: there is no such register or entry.
    """
    with desk.store.reading() as session:
        facility, spec = facility_facts(session), facts.register_of(register)
        listing = None
        if entry_id is not None:
            found = facts.entries_with(session, spec, [entry_id])
            if not found:
                raise Invalid(N_("There is no such record. It may be of another store."), field="id")
            listing = _listed(desk, session, spec, _masked(spec, found), (), 1, {})
        own = own_staff(session, desk.account_id)
        by = session.scalars(select(Staff.name).where(Staff.id == own)).first()
        return FormFacts(facility, spec, listing, by or desk.login, facility.calendar.local(desk.store.clock()))


@act(rights=_right("read"))
def register_coverage(desk: Desk, register: str, day: date) -> tuple[SlotLine, ...]:
    """Every session of a day with everything that it is owed to, done or not; empty of a register without sessions."""
    with desk.store.reading() as session:
        return coverage_of(session, facility_facts(session), facts.register_of(register), day)


@act(rights=_right("read"))
def stocks(desk: Desk, register: str, day: date) -> tuple[Stock, ...]:
    """What a day did to the stock of everything, by name.

    Raises:
        Invalid: the register keeps no stock.
    """
    spec = facts.register_of(register)
    if spec.balance is None:
        raise Invalid(N_("{name} keeps no stock."), field="register", name=register)
    with desk.store.reading() as session:
        return stock_of_day(session, spec, day)


@act(rights=_right("read"))
def month_minutes(desk: Desk, register: str, day: date) -> tuple[MonthLine, ...]:
    """What everybody held has had of what is owed in the month of a day.

    Raises:
        Invalid: nothing is owed by this register.
    """
    spec = facts.register_of(register)
    if spec.quota is None:
        raise Invalid(N_("By {name} nothing is owed in a month."), field="register", name=register)
    with desk.store.reading() as session:
        return month_lines(session, facility_facts(session), spec, day, desk.store.clock())
