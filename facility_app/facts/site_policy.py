"""Every rule as it is delivered and as the site has it: what was decided, since when, why, and by whom."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.journal import journal
from db.tables import Account, SitePolicy, Staff
from db.values import FacilityKind, Operation
from facility_app.core.phrases import Words
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.ledger_closing import last_closing
from facility_app.rules.access import PACK as RIGHTS
from facility_app.rules.access import access_table
from facility_app.rules.entries import RuleEntry
from facility_app.rules.rulefields import Figure, RuleFigure, figures_of
from facility_app.rules.shelf import shelved_packs
from facility_app.rules.siterules import RuleChange, delivered_on, fits, is_law

_DAY = timedelta(days=1)


class Standing(Enum):
    """Whether a site may decide otherwise."""

    OPEN = "open"
    LAW = "law"
    RIGHTS = "rights"
    """Who may do what is not changed by a site."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on a rule.

    Attributes:
        figures: the entry's, as it is from that day on.
        is_judged: whether a closed day was judged by it, so that it stays.
        fits: whether it still fits the entry as it is delivered; if not, the delivered one holds.
    """

    id: UUID
    change: RuleChange
    at: datetime
    by: str
    figures: tuple[RuleFigure, ...]
    is_judged: bool
    fits: bool


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One rule.

    Attributes:
        figures: as they are delivered for the day; `site`: as the site has them, by name.
        since: the decision that holds on the day; None: there is none.
        coming: decisions that begin later, the next one first.
        past: decisions that were in force before, newest first.
    """

    pack: str
    sort: str
    id: str
    words: Words
    source: str
    standing: Standing
    effective_from: date
    figures: tuple[RuleFigure, ...] = ()
    site: Mapping[str, Figure] | None = None
    since: Decision | None = None
    coming: tuple[Decision, ...] = ()
    past: tuple[Decision, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the site has decided otherwise, now or from a later day on."""
        return self.since is not None or bool(self.coming)


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """The rules of a day.

    Attributes:
        first_open: the earliest day from which a change may hold: the one after the last closed day; None: any.
    """

    day: date
    first_open: date | None
    lines: tuple[PolicyLine, ...]


def policy_facts(session: Session, facility: FacilityFacts, day: date) -> PolicyFacts:
    """Every rule of this kind of facility on a day, in the order of the packs; the rights come last."""
    closing = last_closing(session)
    last_closed = closing.day if closing else None
    decisions = _decisions(session, last_closed)
    lines = (*_lines(facility, decisions, day), *_rights())
    return PolicyFacts(day, last_closed + _DAY if last_closed else None, lines)


def decisions_on(session: Session, change: RuleChange) -> SitePolicy | None:
    """The record of the decision on an entry from a day on."""
    return session.scalars(
        select(SitePolicy).where(
            SitePolicy.pack == change.pack,
            SitePolicy.sort == change.sort,
            SitePolicy.entry == change.entry,
            SitePolicy.effective_from == change.effective_from,
            SitePolicy.voided_at.is_(None),
        )
    ).first()


_Place = tuple[str, str, str]
_Made = tuple[SitePolicy, datetime, str, bool]


def _decisions(session: Session, last_closed: date | None) -> dict[_Place, list[_Made]]:
    """Every decision in force or to come, by entry, the earliest first, with when and by whom."""
    query = (
        select(SitePolicy, journal.c.at, Staff.name)
        .join(journal, (journal.c.entity_id == SitePolicy.id) & (journal.c.op == Operation.INSERT.value))
        .join(Account, Account.id == journal.c.actor_id, isouter=True)
        .join(Staff, Staff.id == Account.staff_id, isouter=True)
        .where(SitePolicy.voided_at.is_(None))
        .order_by(SitePolicy.effective_from)
    )
    found: dict[_Place, list[_Made]] = {}
    for row, at, by in session.execute(query):
        is_judged = last_closed is not None and row.effective_from <= last_closed
        found.setdefault((row.pack, row.sort, row.entry), []).append((row, at, by or "", is_judged))
    return found


def _lines(facility: FacilityFacts, decisions: Mapping[_Place, Sequence[_Made]], day: date) -> Iterator[PolicyLine]:
    for shelved in shelved_packs():
        pack = shelved.load()
        sited: Any = getattr(facility.packs, shelved.name.removesuffix(".toml"))
        for sort in type(pack).__struct_fields__:
            entries = [one for one in getattr(pack, sort) if facility.kind in one.kinds]
            versions = [one for one in getattr(sited, sort) if facility.kind in one.kinds]
            for entry_id in dict.fromkeys(one.id for one in entries):
                delivered = delivered_on((one for one in entries if one.id == entry_id), day)
                if delivered is not None:
                    made = decisions.get((shelved.name, sort, entry_id), ())
                    of_entry = [one for one in versions if one.id == entry_id]
                    yield _line(shelved.name, sort, delivered, of_entry, made, facility.kind, day)


def _line(
    pack: str,
    sort: str,
    delivered: RuleEntry,
    versions: Iterable[RuleEntry],
    made: Iterable[_Made],
    kind: FacilityKind,
    day: date,
) -> PolicyLine:
    of_entry = list(versions)
    told = []
    for row, at, by, is_judged in made:
        change = RuleChange(pack, sort, row.entry, row.values, row.effective_from, row.reason)
        figures = _figures(pack, sort, of_entry, row.effective_from)
        told.append(Decision(row.id, change, at, by, figures, is_judged, fits(delivered, change, kind)))
    begun = [one for one in told if one.change.effective_from <= day]
    holds = begun[-1] if begun and begun[-1].change.plain else None
    is_open = not is_law(delivered)
    return PolicyLine(
        pack,
        sort,
        delivered.id,
        delivered.words,
        delivered.source,
        Standing.OPEN if is_open else Standing.LAW,
        delivered.effective_from,
        figures_of(pack, sort, delivered),
        {one.name: one.value for one in _figures(pack, sort, of_entry, day)},
        holds,
        tuple(one for one in told if one.change.effective_from > day),
        tuple(one for one in reversed(begun) if one is not holds),
    )


def _figures(pack: str, sort: str, versions: Iterable[RuleEntry], day: date) -> tuple[RuleFigure, ...]:
    entry = delivered_on(versions, day)
    return figures_of(pack, sort, entry) if entry else ()


def _rights() -> Iterator[PolicyLine]:
    for one in access_table().values():
        words = Words(one.en, one.zh)
        yield PolicyLine(RIGHTS, "act", one.id, words, one.source, Standing.RIGHTS, one.effective_from)
