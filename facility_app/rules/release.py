"""Whether a release is lawful, and what is still open: never without a basis, never held up by a form.

Criminal Procedure Law art. 98; Regulations on Detention Houses art. 30; Regulations on Drug Rehabilitation art. 34.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from db.values import FacilityKind, Invalid
from facility_app.core.phrases import Phrase, phrase
from facility_app.core.subjects import Subject
from facility_app.rules.documentpack import DocumentType
from facility_app.rules.documents import Document, lacking_of
from facility_app.rules.entries import by_id, in_force, the
from facility_app.rules.findings import Finding, Severity, finding, forbids
from facility_app.rules.releasepack import Check, Exit, ReleasePack, ReleaseRule
from resources.text import N_

OFFICERS = 2
"""How many different officers compare the person with the papers."""


@dataclass(frozen=True, slots=True)
class Departure:
    """A release as it is about to be, or was.

    Attributes:
        exit: id of an `Exit`.
        documents: those on which it rests; for an end of term, the document that laid the term down.
        term_ends_on: the legal day on which the term ends; None where none is known.
        term_ends_at: the instant (UTC) by which the person must have left; None where none is known.
        identity_checked_by: the officers who compared the person with the papers.
        leaves_at: when the person left, or now (UTC).
    """

    person: Subject
    exit: str
    documents: tuple[Document, ...]
    term_ends_on: date | None
    term_ends_at: datetime | None
    identity_checked_by: frozenset[UUID]
    leaves_at: datetime


@dataclass(frozen=True, slots=True)
class CheckMark:
    """What became of one item of the checklist: done, or why not."""

    check: str
    is_done: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseRules:
    """What is in force on one day in one kind of facility."""

    exits: Mapping[str, Exit]
    checks: tuple[Check, ...]
    rules: tuple[ReleaseRule, ...]
    types: Mapping[str, DocumentType]


@dataclass(frozen=True, slots=True)
class ReleaseVerdict:
    """What the rules say of a release.

    Attributes:
        against: why it would be unlawful; empty: nothing stands against it, whatever else is open.
        open_items: what is still to be done, printed as 未完成事项 and followed up.
        late: the incident of having left after the end; None: in time.
    """

    against: tuple[Finding, ...]
    open_items: tuple[Finding, ...]
    late: Finding | None

    @property
    def is_lawful(self) -> bool:
        """Whether the person may leave now: by the basis alone."""
        return not forbids(self.against)


def releases_in_force(
    pack: ReleasePack, types: Mapping[str, DocumentType], day: date, kind: FacilityKind
) -> ReleaseRules:
    """What is in force on a day in a kind of facility; `types` are the document types in force."""
    checks = tuple(sorted(in_force(pack.check, day, kind), key=lambda check: check.order))
    return ReleaseRules(by_id(in_force(pack.exit, day, kind)), checks, in_force(pack.rule, day, kind), types)


def judge_release(
    rules: ReleaseRules, departure: Departure, day: date, marks: Iterable[CheckMark], is_under_order: bool = False
) -> ReleaseVerdict:
    """What the rules say of a release on a day.

    Args:
        day: the legal day of leaving.
        marks: what was ticked; of several marks of one item the last holds.
        is_under_order: whether a public-health order is in force.

    Raises:
        Invalid: there is no such exit.
    """
    against = (*_basis(rules, departure, day), *_identity(rules, departure))
    return ReleaseVerdict(against, open_items(rules, departure, marks, is_under_order), _late(rules, departure))


def open_items(
    rules: ReleaseRules, departure: Departure, marks: Iterable[CheckMark], is_under_order: bool = False
) -> tuple[Finding, ...]:
    """The items of the checklist that are not done, in its order; none of them ever stands against the release."""
    marked = {mark.check: mark for mark in marks}
    found = []
    for check in rules.checks:
        mark = marked.get(check.id)
        if (check.only_under_order and not is_under_order) or (mark is not None and mark.is_done):
            continue
        has_reason = mark is not None and bool(mark.reason.strip())
        text = (
            phrase(N_("Not done: {reason}. The release is not held up; follow it up."), reason=mark.reason)
            if mark is not None and has_reason
            else phrase(N_("Not done, and no reason given. The release is not held up; follow it up."))
        )
        severity = Severity.NOTE if has_reason else Severity.WARN
        occasion = departure.leaves_at.date().isoformat()
        found.append(finding(check, departure.person, severity, text, due=departure.leaves_at, occasion=occasion))
    return tuple(found)


def _basis(rules: ReleaseRules, departure: Departure, day: date) -> list[Finding]:
    way = rules.exits.get(departure.exit)
    if way is None:
        raise Invalid(N_("There is no way of leaving {exit} here."), field="exit", exit=departure.exit)
    complete = frozenset(one.type for one in departure.documents if one.type in rules.types and not lacking_of(one))
    by_documents = bool(way.needs) and all(not complete.isdisjoint(any_of) for any_of in way.needs)
    has_ended = departure.term_ends_on is not None and day >= departure.term_ends_on
    lays_down_term = any(rules.types[one].prints_term for one in complete)
    if by_documents or (way.by_term and has_ended and lays_down_term):
        return []
    texts = [_incomplete(rules, one) for one in departure.documents if lacking_of(one)]
    if way.by_term and departure.term_ends_on is not None and not has_ended:
        texts.append(phrase(N_("the term ends on {end}"), end=departure.term_ends_on))
    if way.by_term and departure.term_ends_on is None:
        texts.append(phrase(N_("no end of the term is recorded")))
    if way.by_term and has_ended and not lays_down_term:
        texts.append(phrase(N_("the document that laid the term down is needed")))
    texts.extend(_needed(rules, any_of) for any_of in way.needs if complete.isdisjoint(any_of))
    text = phrase(N_("No lawful basis for: {exit} ({why})."), exit=way.words, why=tuple(texts))
    return [finding(_rule(rules, "release.basis"), departure.person, Severity.HARD, text, occasion=way.id)]


def _identity(rules: ReleaseRules, departure: Departure) -> list[Finding]:
    officers = len(departure.identity_checked_by)
    if officers >= OFFICERS:
        return []
    text = phrase(
        N_("Identity was checked by {officers} of {needed} officers: photo, number, papers."),
        officers=officers,
        needed=OFFICERS,
    )
    return [finding(_rule(rules, "release.identity"), departure.person, Severity.HARD, text, occasion=departure.exit)]


def _late(rules: ReleaseRules, departure: Departure) -> Finding | None:
    end = departure.term_ends_at
    if end is None or departure.leaves_at <= end:
        return None
    minutes = max(1, (departure.leaves_at - end) // timedelta(minutes=1))
    text = phrase(N_("{minutes} min after the legal end. Record it as an incident."), minutes=minutes)
    return finding(
        _rule(rules, "release.on_time"), departure.person, Severity.ALARM, text, due=end, occasion=end.isoformat()
    )


def _incomplete(rules: ReleaseRules, document: Document) -> Phrase:
    known = rules.types.get(document.type)
    name = known.words if known is not None else document.type
    return phrase(N_("{document} lacks: {lacking}"), document=name, lacking=lacking_of(document))


def _needed(rules: ReleaseRules, any_of: frozenset[str]) -> Phrase:
    names = tuple(rules.types[one].words for one in sorted(any_of) if one in rules.types)
    return phrase(N_("one of these is needed: {documents}"), documents=names)


def _rule(rules: ReleaseRules, rule: str) -> ReleaseRule:
    return the(rules.rules, rule)
