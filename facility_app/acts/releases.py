"""Letting a person go: by a lawful basis and two officers, whatever else is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Custody, Placement, Release
from db.tables import Document as DocumentRow
from db.values import Invalid, Refused
from db.work import UnitOfWork
from facility_app.acts.closed_days import refuse_closed_since
from facility_app.acts.intake import DATED_IN_THE_FUTURE, PaperGiven, further_document
from facility_app.acts.isolation import end_with_custody
from facility_app.core.numbers import clean_reference
from facility_app.facts.directory import directory_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import HeldPerson, person_by_number
from facility_app.facts.releases import departure_of, implied_marks, marks_of, release_rules_on
from facility_app.rules.documents import Document
from facility_app.rules.release import ReleaseRules, ReleaseVerdict, judge_release
from resources.text import N_


@dataclass(frozen=True, slots=True)
class PaperNamed:
    """A document that is in the custody's file already; `type` where two of them bear the number."""

    number: str
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """A person about to leave for good.

    Attributes:
        number: 监所编号.
        exit: id of an exit in `release.toml`.
        papers: what the release rests on, the basis first. Where the end of the term is enough and none is
            named, it rests on the document on file that laid the term down.
        checked_by, also_checked_by: the two who compared the person with the papers: staff numbers, or names that only
            one has.
        left_at: in UTC; None: now.
    """

    number: str
    exit: str
    papers: tuple[PaperNamed | PaperGiven, ...]
    checked_by: str
    also_checked_by: str
    left_at: datetime | None = None
    picked_up_by: str | None = None
    certificate_number: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A release, looked at.

    Attributes:
        left_at: in UTC.
        on_file: those of its documents that the file holds already.
        officers: who compared the person with the papers.
        verdict: what the rules say; its open items hold nobody up.
    """

    person: HeldPerson
    left_at: datetime
    on_file: tuple[UUID, ...]
    officers: tuple[UUID, UUID]
    verdict: ReleaseVerdict


def judge(session: Session, facility: FacilityFacts, leaving: Leaving, now: datetime) -> Judged:
    """What the rules say of a release; changes nothing.

    Raises:
        Invalid: there is no such person, exit, document or member of staff, or the time is wrong.
        Refused: the custody has ended.
    """
    left_at = leaving.left_at or now
    person = person_by_number(session, facility, leaving.number, left_at)
    if person is None:
        raise Invalid(N_("Nobody has the number {number}."), field="number", number=leaving.number)
    if person.ended_at is not None:
        raise Refused(N_("This custody has ended."), field="number")
    if left_at > now:
        raise Invalid(N_("The release lies in the future."), field="left_at")
    if left_at < person.admitted_at:
        raise Invalid(N_("The release lies before the admission."), field="left_at")
    day = facility.calendar.day_of(left_at)
    rules = release_rules_on(facility, day)
    if any(one.issued_on is not None and one.issued_on > day for one in leaving.papers if isinstance(one, PaperGiven)):
        raise Invalid(DATED_IN_THE_FUTURE, field="document_date")
    on_file = _on_file(session, rules, person, leaving)
    officers = _officers(session, leaving)
    given = (*map(_facts, on_file), *(one.facts for one in leaving.papers if isinstance(one, PaperGiven)))
    departure = departure_of(
        facility, person, left_at, exit_id=leaving.exit, documents=given, checked_by=frozenset(officers)
    )
    ticked = marks_of(session, [person.custody_id]).get(person.custody_id, ())
    marks = (*implied_marks(_filled(leaving.picked_up_by), _filled(leaving.certificate_number)), *ticked)
    verdict = judge_release(rules, departure, day, marks)
    return Judged(person, left_at, tuple(row.id for row in on_file), officers, verdict)


def release(work: UnitOfWork, facility: FacilityFacts, leaving: Leaving) -> Judged:
    """Release a person: end the custody and the placement.

    Raises:
        Refused: there is no lawful basis, two officers did not check, the custody has ended, or the day is closed.
        Invalid: a value is wrong; `field` names it.
    """
    judged = judge(work.session, facility, leaving, work.now)
    refuse_closed_since(work.session, facility.calendar.day_of(judged.left_at))
    against = judged.verdict.against
    if not judged.verdict.is_lawful:
        why = " ".join(one.explanation.text for one in against)
        field = "document" if any(one.rule == "release.basis" for one in against) else "also_checked_by"
        raise Refused(N_("No release yet: {why}"), field=field, why=why)
    custody = work.get(Custody, judged.person.custody_id)
    new = [further_document(work, facility, custody, one) for one in leaving.papers if isinstance(one, PaperGiven)]
    is_new = bool(leaving.papers) and isinstance(leaving.papers[0], PaperGiven)
    basis_id = new[0].id if is_new else judged.on_file[0]
    first, second = judged.officers
    work.add(
        Release(
            custody_id=custody.id,
            exit=leaving.exit,
            document_id=basis_id,
            left_at=judged.left_at,
            checked_by_id=first,
            also_checked_by_id=second,
            picked_up_by=_filled(leaving.picked_up_by),
            certificate_number=_filled(leaving.certificate_number),
        )
    )
    _end_placement(work, custody.id, judged.left_at)
    end_with_custody(work, custody.id, judged.left_at, first)
    custody.ended_at = judged.left_at
    work.session.flush()
    return judged


def _end_placement(work: UnitOfWork, custody_id: UUID, left_at: datetime) -> None:
    placement = work.first(
        select(Placement).where(
            Placement.custody_id == custody_id, Placement.until_at.is_(None), Placement.voided_at.is_(None)
        )
    )
    if placement is None:
        return
    if placement.from_at > left_at:
        raise Invalid(
            N_("The person was put into a bed after that time. Correct the time, or the placement."), field="left_at"
        )
    placement.until_at = left_at


def _officers(session: Session, leaving: Leaving) -> tuple[UUID, UUID]:
    staff = directory_of(session, None, ())
    return staff.doer(leaving.checked_by, "checked_by").id, staff.doer(leaving.also_checked_by, "also_checked_by").id


def _on_file(session: Session, rules: ReleaseRules, person: HeldPerson, leaving: Leaving) -> tuple[DocumentRow, ...]:
    rows = session.scalars(
        select(DocumentRow)
        .where(DocumentRow.custody_id == person.custody_id, DocumentRow.voided_at.is_(None))
        .order_by(DocumentRow.issued_on.desc(), DocumentRow.id.desc())
    ).all()
    way = rules.exits.get(leaving.exit)
    if not leaving.papers and way is not None and way.by_term:
        laid_down = [row for row in rows if row.type in rules.types and rules.types[row.type].prints_term]
        named = [row for row in laid_down if row.term_end == person.term_end] or laid_down
        return tuple(named[:1])
    return tuple(_named(rows, one) for one in leaving.papers if isinstance(one, PaperNamed))


def _named(rows: Sequence[DocumentRow], named: PaperNamed) -> DocumentRow:
    number = clean_reference(named.number)
    found = [row for row in rows if clean_reference(row.number) == number and named.type in {None, row.type}]
    if not found:
        raise Invalid(
            N_("The file holds no document {number}. Give it as a new one, with type, issuer and date."),
            field="document",
            number=number,
        )
    if len(found) > 1:
        raise Invalid(
            N_("Several documents have the number {number}. Name the type too."), field="document", number=number
        )
    return found[0]


def _facts(row: DocumentRow) -> Document:
    return Document(row.type, row.number, row.issued_by, row.issued_on, matches_person=True)


def _filled(text: str | None) -> str | None:
    return (text or "").strip() or None
