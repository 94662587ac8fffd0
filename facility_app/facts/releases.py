"""Who left for good, on what basis, and what of the checklist was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.tables import Document as DocumentRow
from db.tables import Release, ReleaseCheck, Staff
from facility_app.core.phrases import Words
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import HeldPerson, held_at
from facility_app.rules.documentpack import DocumentType
from facility_app.rules.documents import Document, documents_in_force
from facility_app.rules.findings import Finding
from facility_app.rules.release import CheckMark, Departure, ReleaseRules, open_items, releases_in_force
from facility_app.rules.releasepack import Exit

AHEAD = timedelta(days=3)
"""How many days before the end of a term its release is prepared."""


_ALWAYS_DONE = ("release.identity_checked", "release.basis_checked", "release.lists")
"""What cannot be left undone: without the first two nobody is released, the third the release itself does."""

_BY_VALUE = ("release.pick_up", "release.certificate")
"""What is done where the release says by whom, or under which number."""


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """One person who left.

    Attributes:
        exit: id of an exit in `release.toml`; None: the custody ended without a release on record.
        document_type: id of a type in `documents.toml`.
        ends_at: the instant (UTC) by which the person had to leave; None where no term is recorded.
        checked_by: the officers who compared the person with the papers, by name.
        marks: what was ticked of the checklist, after what the release itself shows to be done.
    """

    person: HeldPerson
    left_at: datetime
    ends_at: datetime | None
    exit: str | None = None
    document_type: str | None = None
    document_number: str | None = None
    checked_by: tuple[str, ...] = ()
    picked_up_by: str | None = None
    certificate_number: str | None = None
    marks: tuple[CheckMark, ...] = ()


@dataclass(frozen=True, slots=True)
class DueRelease:
    """Somebody whose printed term ends soon, or has ended.

    Attributes:
        days_left: until the last day of the term; 0: it is today; below zero: it is over.
        open_items: what of the checklist is still to be done; none of it holds the release up.
    """

    person: HeldPerson
    term_end: date
    days_left: int
    open_items: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item of somebody's checklist; `mark` None: nothing was said of it yet.

    Attributes:
        comes_with_release: the release itself does it, or a value that is given with it.
    """

    id: str
    words: Words
    mark: CheckMark | None
    comes_with_release: bool


@dataclass(frozen=True, slots=True)
class ReleasePreparation:
    """What there is to know before somebody leaves.

    Attributes:
        days_left: until the last day of the term; None: no term is recorded.
        items: the checklist in its order; what only a public-health order asks for is left out.
        exits: the ways of leaving that there are here.
        types: the types of document in force.
    """

    person: HeldPerson
    days_left: int | None
    items: tuple[ChecklistItem, ...]
    exits: tuple[Exit, ...]
    types: tuple[DocumentType, ...]


def preparation_of(session: Session, facility: FacilityFacts, person: HeldPerson, day: date) -> ReleasePreparation:
    """What there is to know before somebody leaves on a day."""
    rules = release_rules_on(facility, day)
    marks = {one.check: one for one in marks_of(session, [person.custody_id]).get(person.custody_id, ())}
    by_itself = {*_ALWAYS_DONE, *_BY_VALUE}
    items = tuple(
        ChecklistItem(one.id, one.words, marks.get(one.id), one.id in by_itself)
        for one in rules.checks
        if not one.only_under_order
    )
    exits = tuple(sorted(rules.exits.values(), key=lambda one: one.order))
    left = (person.term_end - day).days if person.term_end else None
    return ReleasePreparation(person, left, items, exits, tuple(rules.types.values()))


def release_rules_on(facility: FacilityFacts, day: date) -> ReleaseRules:
    """What is in force of releases on a day."""
    types = documents_in_force(facility.packs.documents, day, facility.kind).types
    return releases_in_force(facility.packs.release, types, day, facility.kind)


def departure_of(
    facility: FacilityFacts,
    person: HeldPerson,
    leaves_at: datetime,
    *,
    exit_id: str = "",
    documents: tuple[Document, ...] = (),
    checked_by: frozenset[UUID] = frozenset(),
) -> Departure:
    """A release as the rules see it: the term runs to the end of its last facility day."""
    end = person.term_end
    ends_at = facility.calendar.ends(end) if end else None
    return Departure(person.subject, exit_id, documents, end, ends_at, checked_by, leaves_at)


def implied_marks(picked_up_by: str | None, certificate_number: str | None) -> tuple[CheckMark, ...]:
    """What a release on record shows to be done, without a tick; a tick of the same item goes before it."""
    done = [*_ALWAYS_DONE]
    if picked_up_by:
        done.append(_BY_VALUE[0])
    if certificate_number:
        done.append(_BY_VALUE[1])
    return tuple(CheckMark(item, is_done=True) for item in done)


def marks_of(session: Session, custody_ids: Iterable[UUID]) -> dict[UUID, tuple[CheckMark, ...]]:
    """What was ticked, by custody, in the order in which it was first ticked."""
    query = (
        select(ReleaseCheck)
        .where(ReleaseCheck.custody_id.in_(list(custody_ids)), ReleaseCheck.voided_at.is_(None))
        .order_by(ReleaseCheck.id)
    )
    found: dict[UUID, list[CheckMark]] = {}
    for row in session.scalars(query):
        found.setdefault(row.custody_id, []).append(CheckMark(row.item, row.is_done, row.note or ""))
    return {custody_id: tuple(marks) for custody_id, marks in found.items()}


def due_releases(session: Session, facility: FacilityFacts, day: date, at: datetime) -> tuple[DueRelease, ...]:
    """Who is held at an instant and has a term that ends on a day, up to three days after it, or before it.

    Those whose term ends first come first.
    """
    last = day + AHEAD
    due = [(one.term_end, one) for one in held_at(session, facility, at, term_until=last) if one.term_end]
    marks = marks_of(session, [one.custody_id for _, one in due])
    rules = release_rules_on(facility, day)
    return tuple(
        DueRelease(
            person,
            end,
            (end - day).days,
            open_items(rules, departure_of(facility, person, at), marks.get(person.custody_id, ())),
        )
        for end, person in sorted(due, key=lambda one: one[0])
    )


def releases_of(session: Session, facility: FacilityFacts, left: Iterable[HeldPerson]) -> tuple[ReleaseFacts, ...]:
    """The releases of people whose custody has ended, in the order in which they left."""
    people = sorted((one for one in left if one.ended_at), key=lambda one: (one.ended_at, one.number))
    ids = [one.custody_id for one in people]
    first, second = aliased(Staff), aliased(Staff)
    query = (
        select(Release, DocumentRow, first.name, second.name)
        .join(DocumentRow, DocumentRow.id == Release.document_id)
        .join(first, first.id == Release.checked_by_id)
        .join(second, second.id == Release.also_checked_by_id)
        .where(Release.custody_id.in_(ids), Release.voided_at.is_(None))
    )
    rows = {row[0].custody_id: row for row in session.execute(query)}
    marks = marks_of(session, ids)
    return tuple(_release(facility, one, rows.get(one.custody_id), marks.get(one.custody_id, ())) for one in people)


def _release(
    facility: FacilityFacts,
    person: HeldPerson,
    row: tuple[Release, DocumentRow, str, str] | None,
    marks: tuple[CheckMark, ...],
) -> ReleaseFacts:
    ends_at = facility.calendar.ends(person.term_end) if person.term_end else None
    left_at = person.ended_at or person.admitted_at
    if row is None:
        return ReleaseFacts(person, left_at, ends_at, marks=marks)
    release, document, first, second = row
    return ReleaseFacts(
        person,
        left_at,
        ends_at,
        release.exit,
        document.type,
        document.number,
        (first, second),
        release.picked_up_by,
        release.certificate_number,
        (*implied_marks(release.picked_up_by, release.certificate_number), *marks),
    )
