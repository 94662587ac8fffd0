"""What the journal tells: whether it is whole, what happened to a record, and putting an act back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import history
from db.acts import PastAct, entries_of_act, past_acts
from db.tables import Account, Staff
from db.values import AccessKind, Invalid, Operation, Refused
from db.verify import Verdict, verify
from facility_app.access import Desk, act, note
from facility_app.acts.closed_days import refuse_closed_since
from facility_app.core.messages import sentence
from facility_app.facts.act_days import first_day_of
from facility_app.facts.facility import facility_facts
from facility_app.facts.journal_concerns import Concerns, concerns_of
from facility_app.facts.journal_names import Names, names_in
from facility_app.services.desks import see_desk
from resources.text import N_

MASK = "•••"
_ACCESS_LOG = ("access_event", "printed_ledger")
_LOOK_BACK = 50


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field before and after, as text; class S is `MASK` unless the reader asked for it by right.

    Attributes:
        before_named, after_named: whom or what an identifier or the numbers of people mean; empty: the value says it.
    """

    name: str
    before: str | None
    after: str | None
    is_masked: bool
    before_named: str = ""
    after_named: str = ""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act on a record."""

    seq: int
    transaction: int
    at: datetime
    by: str
    workstation: str
    title: str
    undoes: int | None
    fields: tuple[FieldLine, ...] | None
    """None where the values were erased by order."""
    entity: str = ""


@act()
def verify_journal(desk: Desk, against: str | None = None) -> Verdict:
    """Recompute the chain and replay it against the tables.

    Args:
        against: a head printed earlier, as `SEQ:HASH` or the hash alone.

    Raises:
        Invalid: `against` is no head.
    """
    if against is not None and not _is_head(against):
        raise Invalid(
            N_("A journal head is 64 hexadecimal digits, with its number and a colon before them."), field="against"
        )
    with desk.store.reading() as session:
        verdict = verify(session.connection(), against)
    note(desk, N_("Verify the journal"), AccessKind.VERIFIED, count=verdict.entries, detail=str(verdict.head))
    return verdict


def _is_head(text: str) -> bool:
    seq, _, hash_ = text.strip().rpartition(":")
    digits = set(hash_.lower())
    return len(hash_) == 64 and digits <= set("0123456789abcdef") and (not seq or (seq.isascii() and seq.isdigit()))


@act()
def record_history(desk: Desk, record_id: UUID) -> list[HistoryLine]:
    """All that happened to one record, newest first, class S masked."""
    return _history(desk, record_id, masked=True)


@act()
def sensitive_history(desk: Desk, record_id: UUID, reason: str) -> list[HistoryLine]:
    """All that happened to one record, class S included; that it was read is journaled with the reason.

    Raises:
        Invalid: no reason was given.
    """
    if not reason.strip():
        raise Invalid(N_("Give the reason."), field="reason")
    note(desk, N_("Read class S"), AccessKind.SENSITIVE_READ, subject_id=record_id, detail=reason.strip())
    return _history(desk, record_id, masked=False)


def _history(desk: Desk, record_id: UUID, *, masked: bool) -> list[HistoryLine]:
    with desk.store.reading() as session:
        past = history.history_of(session, record_id)
        names = _names(session)
        meant = _meant(desk, session, [(one.entity, one.fields or ()) for one in past])
    if not past:
        raise Invalid(N_("The journal knows no record with this identifier."), field="id")
    return [
        HistoryLine(
            change.seq,
            change.transaction,
            change.at,
            names.get(change.actor_id, "?"),
            change.workstation,
            sentence(change.title, {}),
            change.undoes,
            _lines(change.entity, change.fields, meant, masked=masked),
            change.entity,
        )
        for change in past
    ]


def _lines(
    entity: str, fields: tuple[history.FieldChange, ...] | None, meant: Names, *, masked: bool
) -> tuple[FieldLine, ...] | None:
    if fields is None:
        return None
    found = []
    for one in fields:
        hidden = masked and one.is_class_s
        before, after = _shown(one.before, hidden), _shown(one.after, hidden)
        named = ["" if hidden else meant.name(entity, one.name, value) for value in (one.before, one.after)]
        found.append(FieldLine(one.name, before, after, hidden, named[0], named[1]))
    return tuple(found)


def _meant(desk: Desk, session: Session, changes: Iterable[tuple[str, Iterable[history.FieldChange]]]) -> Names:
    return names_in(session, facility_facts(session), changes, with_people=_names_people(desk))


def _names_people(desk: Desk) -> bool:
    """Whether people held are named to whoever asks; who may not see them is told their numbers."""
    return see_desk(desk).may("people.see_person")


def _shown(value: object, hidden: bool) -> str | None:
    if value is None:
        return None
    if hidden:
        return MASK
    return str(value.value if isinstance(value, Enum) else value)


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act, as the history lists it; `by` is the name of whoever did it.

    Attributes:
        concerns: whom or what it was about; nothing where that was not asked for.
    """

    act: PastAct
    by: str
    concerns: Concerns = field(default_factory=Concerns)


@dataclass(frozen=True, slots=True)
class RecordLine:
    """What an act did to one record; `fields` None: the values were erased by order."""

    entity: str
    record_id: UUID
    is_new: bool
    fields: tuple[FieldLine, ...] | None


@act()
def recent_acts(
    desk: Desk,
    *,
    limit: int = 200,
    before: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    own_only: bool = False,
    with_access_log: bool = False,
    with_concerns: bool = False,
) -> tuple[ActLine, ...]:
    """What was done, newest first.

    Args:
        before: only acts with a smaller number, for the next page.
        since, until: only acts of `[since, until)`.
        own_only: only those of whoever asks.
        with_access_log: logins, prints, exports and refusals too.
        with_concerns: whom or what each was about too.
    """
    with desk.store.reading() as session:
        acts = past_acts(
            session,
            limit=limit,
            before=before,
            since=since,
            until=until,
            actors=(desk.account_id,) if own_only else None,
            without=() if with_access_log else _ACCESS_LOG,
        )
        names, concerns = _names(session), {}
        if with_concerns:
            asked = {one.transaction: one.records for one in acts}
            concerns = concerns_of(session, facility_facts(session), asked, with_people=_names_people(desk))
        nothing = Concerns()
        return tuple(ActLine(one, names.get(one.actor_id, "?"), concerns.get(one.transaction, nothing)) for one in acts)


@act()
def see_act(desk: Desk, transaction: int) -> tuple[RecordLine, ...]:
    """What one act did, record by record; class S is masked."""
    with desk.store.reading() as session:
        entries = entries_of_act(session, transaction)
        meant = _meant(desk, session, [(one.entity, one.fields or ()) for one in entries])
        return tuple(
            RecordLine(
                one.entity,
                one.entity_id,
                one.op is Operation.INSERT,
                _lines(one.entity, one.fields, meant, masked=True),
            )
            for one in entries
        )


@act(owner=lambda desk: desk.account_id)
def undo_last(desk: Desk) -> str:
    """Put back the last act of whoever asks that is not put back yet; returns its title, an English text.

    Raises:
        Refused: there is none; or as of `undo`.
        Conflict: somebody changed one of its records since.
    """
    with desk.store.reading() as session:
        own = past_acts(session, limit=_LOOK_BACK, actors=(desk.account_id,), without=_ACCESS_LOG)
    last = next((one for one in own if one.undoes is None and one.undone_by is None), None)
    if last is None:
        raise Refused(N_("There is nothing of yours to undo."))
    undo(desk, last.transaction)
    return last.title


def _names(session: Session) -> dict[UUID, str]:
    query = select(Account.id, Staff.name).join(Staff, Staff.id == Account.staff_id)
    return {row.id: row.name for row in session.execute(query)}


def _doer(desk: Desk, transaction: int) -> UUID:
    with desk.store.reading() as session:
        return history.actor_of(session, transaction)


@act(owner=_doer)
def undo(desk: Desk, transaction: int) -> int:
    """Put an act back by an inverse entry; returns the number of the act that does so.

    Raises:
        Invalid: there is no such act.
        Refused: it has an opposite of its own, its values were erased, or a day on which it weighs is closed.
        Conflict: somebody changed one of its records since.
    """
    with desk.act(N_("Undo"), undoes=transaction) as work:
        day = first_day_of(work.session, facility_facts(work.session), transaction)
        if day is not None:
            refuse_closed_since(work.session, day)
        history.put_back(work, transaction)
        return work.transaction


@act()
def erase_values(desk: Desk, seq: int, basis: str, reason: str) -> None:
    """Erase the values of one entry by order; the entry, its hash and the order stay.

    Raises:
        Invalid: there is no such entry, or basis or reason is empty.
        Refused: they are erased already, or the entry is an order of erasure.
    """
    with desk.act(N_("Erase the values of a journal entry by order")) as work:
        history.erase_body(work, seq, basis, reason)
