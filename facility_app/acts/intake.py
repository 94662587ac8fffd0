"""Admitting a person: the gate of documents, then person, document and custody in one act."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from db.tables import Custody, Person
from db.tables import Document as DocumentRow
from db.types import new_id
from db.values import Conflict, Invalid, Refused, Sex
from db.work import UnitOfWork
from facility_app.acts.closed_days import refuse_closed_since
from facility_app.core import lengths
from facility_app.core.identity import FICTIONAL_REGION, read_identity
from facility_app.core.names import clean_name, pinyin_keys
from facility_app.core.numbers import clean_code, clean_reference
from facility_app.core.phrases import listed
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import FacilityFacts
from facility_app.rules.documentpack import Admission
from facility_app.rules.documents import Document, GateVerdict, documents_in_force, judge_admission, lacking_of
from facility_app.rules.findings import Finding, Severity
from resources.text import N_

GATE_FIELDS = {"documents.complete": "document_number", "documents.date": "document_date"}
"""Of what field a rule of the gate speaks; the others speak of the type of the document."""
DATED_IN_THE_FUTURE = N_("The document is dated in the future.")
HELD_ALREADY = N_("This person is held here already, under the number {number}.")


@dataclass(frozen=True, slots=True)
class PaperGiven:
    """One legal document as it was shown; `term_end` where it prints one."""

    type: str
    number: str
    issued_by: str
    issued_on: date | None
    matches_person: bool | None = True
    term_end: date | None = None

    @property
    def facts(self) -> Document:
        """It, as the rules see it."""
        return Document(self.type, self.number, self.issued_by, self.issued_on, self.matches_person)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person as he or she comes to the gate.

    Attributes:
        number: 监所编号 of this period of custody.
        papers: the documents on which admission is asked for; the first one that the ground needs admits.
        admitted_at: in UTC.
    """

    number: str
    name: str
    sex: Sex
    papers: tuple[PaperGiven, ...]
    admitted_at: datetime
    birth_date: date | None = None
    identity_number: str | None = None
    identity_unverified: bool = False
    alias: str | None = None
    other_document: str | None = None
    ethnicity: str | None = None
    language: str | None = None
    diet: str | None = None
    case_number: str | None = None
    case_cause: str | None = None
    case_unit: str | None = None
    is_key_person: bool = False
    remark: str | None = None


def judge_gate(facility: FacilityFacts, newcomer: Newcomer) -> GateVerdict:
    """Whether the documents open the gate on the day of admission."""
    day = facility.calendar.day_of(newcomer.admitted_at)
    rules = documents_in_force(facility.packs.documents, day, facility.kind)
    who = Subject(SubjectKind.PERSON, new_id(), newcomer.name, newcomer.number)
    return judge_admission(rules, who, (paper.facts for paper in newcomer.papers), day)


def admit(work: UnitOfWork, facility: FacilityFacts, newcomer: Newcomer, *, is_opening: bool = False) -> Custody:
    """Admit one person.

    Raises:
        Refused: the documents do not admit, the person is held here already, or the day is closed.
        Invalid: a value is missing or wrong; `field` names it.
        Conflict: the number is taken.
    """
    newcomer = checked(facility, newcomer, work.now)
    if not is_opening:
        refuse_closed_since(work.session, facility.calendar.day_of(newcomer.admitted_at))
    verdict = judge_gate(facility, newcomer)
    if verdict.admission is None or not verdict.is_open:
        raise _no_custody(newcomer, [one for one in verdict.findings if one.severity is Severity.HARD])
    if work.first(select(Custody).where(Custody.number == newcomer.number, Custody.voided_at.is_(None))):
        raise Conflict(N_("The number {number} is taken."), field="number", number=newcomer.number)
    person = _person(work, newcomer)
    papers, custody = custody_rows(newcomer, verdict.admission, person.id, is_opening=is_opening)
    work.add(*papers)
    work.add(custody)
    return custody


def _no_custody(newcomer: Newcomer, against: Sequence[Finding]) -> Refused:
    """What keeps the gate shut, at the field of the document of which the first of it speaks."""
    why = " ".join(one.explanation.text for one in against)
    first = against[0]
    count = next((count for count, one in enumerate(newcomer.papers, start=1) if one.type == first.occasion), 1)
    field = GATE_FIELDS.get(first.rule, "document")
    return Refused(N_("No custody without a document: {why}"), field=field, why=why, paper=count)


def _refuse_wrong(paper: PaperGiven, held_since: date, count: int = 1) -> None:
    """Raise `Invalid` for what no document of a custody can say; `count` tells which of several it is.

    A term that has ended since is none of it: whoever is taken over late brings such a document.
    """
    lengths.within(paper.number.strip(), lengths.NUMBER, "document_number")
    lengths.within(paper.issued_by.strip(), lengths.NAME, "issued_by")
    if paper.term_end is None:
        return
    if paper.issued_on is not None and paper.term_end < paper.issued_on:
        raise Invalid(
            N_("The term ends on {end}, before the date of its own document, {issued}. Look at both."),
            field="term_end",
            end=paper.term_end,
            issued=paper.issued_on,
            paper=count,
        )
    if paper.term_end < held_since:
        raise Invalid(
            N_(
                "The term ends on {end}, before the custody began on {since}. Look at both; "
                "of a document that holds no more, leave the last day out."
            ),
            field="term_end",
            end=paper.term_end,
            since=held_since,
            paper=count,
        )


def checked(facility: FacilityFacts, newcomer: Newcomer, now: datetime) -> Newcomer:
    """The newcomer with name, numbers and birth date as they are kept.

    Raises:
        Invalid: a value is missing or wrong, or the admission lies in the future; `field` names it.
    """
    name, number = clean_name(newcomer.name), clean_code(newcomer.number)
    for field, value, longest in (("number", number, lengths.NUMBER), ("name", name, lengths.NAME)):
        if not lengths.within(value, longest, field):
            raise Invalid(N_("This must be filled in."), field=field)
    lengths.within(newcomer.alias or "", lengths.NAME, "alias")
    if newcomer.admitted_at > now:
        raise Invalid(N_("The admission lies in the future."), field="admitted_at")
    for count, paper in enumerate(newcomer.papers, start=1):
        _refuse_wrong(paper, facility.calendar.day_of(newcomer.admitted_at), count)
    clean = replace(newcomer, name=name, number=number)
    if newcomer.identity_number:
        identity = read_identity(newcomer.identity_number, today=facility.calendar.day_of(now))
        if identity.is_fictional and not facility.is_fictional:
            raise Invalid(
                N_(
                    "The region {region} is that of invented people, and this facility is real. "
                    "Give the number on the card, or mark the identity as unverified."
                ),
                field="identity_number",
                region=FICTIONAL_REGION,
            )
        return replace(clean, identity_number=identity.number, birth_date=newcomer.birth_date or identity.birth_date)
    if not newcomer.identity_unverified and not newcomer.other_document:
        raise Invalid(
            N_("Give an identity number or another document, or mark the identity as unverified."),
            field="identity_number",
        )
    return clean


def custody_rows(
    newcomer: Newcomer, admission: Admission, person_id: UUID, *, is_opening: bool
) -> tuple[list[DocumentRow], Custody]:
    """The documents and the custody that rests on them, not yet kept; the documents are to be kept first."""
    custody_id = new_id()
    needed: frozenset[str] = frozenset().union(*admission.needs)
    papers = [_row(paper, person_id, custody_id) for paper in newcomer.papers]
    custody = Custody(
        id=custody_id,
        person_id=person_id,
        number=newcomer.number,
        document_id=next(paper.id for paper in papers if paper.type in needed),
        admission=admission.id,
        admitted_at=newcomer.admitted_at,
        ended_at=None,
        is_opening=is_opening,
        case_number=newcomer.case_number,
        case_cause=newcomer.case_cause,
        case_unit=newcomer.case_unit,
        term_end=next((paper.term_end for paper in newcomer.papers if paper.term_end), None),
        is_key_person=newcomer.is_key_person,
        remark=newcomer.remark,
    )
    return papers, custody


def person_row(newcomer: Newcomer) -> Person:
    """A person who was never here before, not yet kept."""
    keys = pinyin_keys(newcomer.name)
    return Person(
        name=newcomer.name,
        alias=newcomer.alias,
        pinyin=keys.full,
        initials=keys.initials,
        sex=newcomer.sex,
        birth_date=newcomer.birth_date,
        identity_number=newcomer.identity_number,
        other_document=newcomer.other_document,
        identity_unverified=newcomer.identity_unverified,
        ethnicity=newcomer.ethnicity,
        language=newcomer.language,
        diet=newcomer.diet,
    )


def _row(paper: PaperGiven, person_id: UUID, custody_id: UUID) -> DocumentRow:
    return DocumentRow(
        person_id=person_id,
        custody_id=custody_id,
        type=paper.type,
        number=clean_reference(paper.number),
        issued_by=paper.issued_by.strip(),
        issued_on=paper.issued_on,
        term_end=paper.term_end,
    )


def _person(work: UnitOfWork, newcomer: Newcomer) -> Person:
    """The person, known from an earlier period by the identity number, or new."""
    if newcomer.identity_number:
        known = work.first(
            select(Person).where(Person.identity_number == newcomer.identity_number, Person.voided_at.is_(None))
        )
        if known is not None:
            open_one = work.first(
                select(Custody).where(
                    Custody.person_id == known.id, Custody.ended_at.is_(None), Custody.voided_at.is_(None)
                )
            )
            if open_one is not None:
                raise Refused(
                    HELD_ALREADY,
                    field="identity_number",
                    number=open_one.number,
                )
            return known
    person = person_row(newcomer)
    work.add(person)
    return person


def further_document(work: UnitOfWork, facility: FacilityFacts, custody: Custody, paper: PaperGiven) -> DocumentRow:
    """Add a document to a custody; where it prints a term, that is the term from now on.

    Raises:
        Invalid: there is no such document here, or it is not complete.
    """
    day = facility.calendar.day_of(work.now)
    rules = documents_in_force(facility.packs.documents, day, facility.kind)
    if paper.type not in rules.types:
        raise Invalid(N_("There is no such document here: {type}."), field="document", type=paper.type)
    lacking = lacking_of(paper.facts)
    if lacking:
        raise Invalid(
            N_("{document} lacks: {lacking}."),
            field="document",
            document=rules.types[paper.type].words.text,
            lacking=listed(one.text for one in lacking),
        )
    if paper.issued_on is not None and paper.issued_on > day:
        raise Invalid(DATED_IN_THE_FUTURE, field="document_date")
    _refuse_wrong(paper, facility.calendar.day_of(custody.admitted_at))
    row = _row(paper, custody.person_id, custody.id)
    work.add(row)
    if paper.term_end is not None:
        custody.term_end = paper.term_end
        work.session.flush()
    return row
