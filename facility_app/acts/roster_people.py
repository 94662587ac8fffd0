"""Taking over rosters of people held: everybody passes the gate, then gets the bed that the roster names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from db.tables import Custody, Document, Person, Placement
from db.values import DaybookError
from db.work import UnitOfWork
from facility_app.acts.closed_days import closed
from facility_app.acts.intake import (
    GATE_FIELDS,
    HELD_ALREADY,
    Newcomer,
    PaperGiven,
    checked,
    custody_rows,
    judge_gate,
    person_row,
)
from facility_app.acts.roster_beds import Housing, Seat, Wish
from facility_app.acts.roster_known import HIDDEN, Known, known_people, recorded
from facility_app.acts.rosters import Review, RosterPerson, TakenOver
from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.numbers import clean_code
from facility_app.core.phrases import phrase
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.ledger_closing import last_closing
from facility_app.rules.documentpack import Admission, Category
from facility_app.rules.documents import category_on, documents_in_force
from facility_app.rules.findings import Severity
from facility_app.rules.separation import Resident
from resources.text import N_, _

_MOVE = N_(
    "The record says {recorded}. A roster moves nobody who is here: put the file right, or move the person "
    "(facility-cli place move)."
)
_ADD = N_(
    "The record says {recorded}. A roster adds no document for somebody who is here: put the file right, or add the "
    "document (facility-cli document add)."
)
_REMEDIES = dict.fromkeys(("block", "cell", "bed"), _MOVE) | dict.fromkeys(
    ("document_type", "document_number", "document_date", "deciding_body", "term_end"), _ADD
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row that passed the gate, with the records that it becomes."""

    newcomer: Newcomer
    person: Person
    is_new: bool
    documents: list[Document]
    custody: Custody
    category: Category | None


def take_people(
    work: UnitOfWork, facility: FacilityFacts, rows: Sequence[RosterPerson], opening_day: date, *, partial: bool
) -> TakenOver:
    """Admit the people who are not there yet, and put them into their beds.

    Who was admitted before `opening_day` is held already: nobody's intake, and what stands against the place is a
    warning. Of all others it is an error.
    """
    review = Review(rows)
    review.refuse_twins("number", (clean_code(row.number) for row in rows))
    review.refuse_twins("identity_number", (row.identity_number or None for row in rows))
    review.refuse_twins("bed", ((row.block, row.cell, row.bed) if row.cell and row.bed else None for row in rows))
    entries = _entries(work, facility, review, opening_day)
    seats = _seats(work, facility, review, entries) if entries else {}
    good = {index: entry for index, entry in entries.items() if review.is_good(index)}
    if not review.stops(partial=partial):
        _keep(work, list(good.values()))
        opened_at = facility.calendar.starts(opening_day)
        _house(work, [(good[index].custody, seat, opened_at) for index, seat in seats.items() if index in good])
    return review.result(len(good), partial=partial)


def _entries(
    work: UnitOfWork, facility: FacilityFacts, review: Review[RosterPerson], opening_day: date
) -> dict[int, _Entry]:
    """The rows that are nobody's on record, by index."""
    known = known_people(work.session, review.rows)
    today = facility.calendar.day_of(work.now)
    rules = documents_in_force(facility.packs.documents, today, facility.kind)
    last = last_closing(work.session)
    entries = {}
    for index, row in enumerate(review.rows):
        on_record = recorded(known, row, facility.calendar)
        if on_record is not None:
            review.compare(index, on_record, HIDDEN, _REMEDIES)
            review.unchanged(index)
            continue
        try:
            newcomer = checked(facility, _newcomer(row, facility.calendar), work.now)
        except DaybookError as error:
            review.fails(index, error)
            continue
        admission = _pass_gate(facility, review, index, newcomer)
        person, is_new = _person(review, index, newcomer, known)
        if admission is None:
            continue
        category = category_on(rules, [paper.facts for paper in newcomer.papers], today, admission)
        if category is not None and category.id != row.category:
            words = N_("By the document the person is held on another ground: {ground}. Compare the two.")
            review.warn(index, "category", phrase(words, ground=category.words))
        day = facility.calendar.day_of(newcomer.admitted_at)
        is_opening = day < opening_day
        if last is not None and not is_opening and day <= last.day:
            review.fails(index, closed(last.day), "admitted_at")
        documents, custody = custody_rows(newcomer, admission, person.id, is_opening=is_opening)
        entries[index] = _Entry(newcomer, person, is_new, documents, custody, category)
    return entries


def _newcomer(row: RosterPerson, calendar: FacilityCalendar) -> Newcomer:
    at = row.admitted_at
    issued_by = row.deciding_body or row.case_unit or ""
    return Newcomer(
        number=row.number,
        name=row.name,
        sex=row.sex,
        papers=(
            PaperGiven(row.document_type, row.document_number, issued_by, row.document_date, term_end=row.term_end),
        ),
        admitted_at=at if isinstance(at, datetime) else calendar.starts(at),
        birth_date=row.birth_date,
        identity_number=row.identity_number,
        # a roster's blank says that nobody has looked yet
        identity_unverified=row.identity_unverified or not (row.identity_number or row.other_document),
        alias=row.alias,
        other_document=row.other_document,
        ethnicity=row.ethnicity,
        language=row.language,
        diet=row.diet,
        case_number=row.case_number,
        case_cause=row.case_cause,
        case_unit=row.case_unit,
        is_key_person=row.key_person or False,
        remark=row.remark,
    )


def _pass_gate(
    facility: FacilityFacts, review: Review[RosterPerson], index: int, newcomer: Newcomer
) -> Admission | None:
    """The ground of admission; None where the documents give none. Of each field the first thing is said."""
    verdict = judge_gate(facility, newcomer)
    told = set()
    for finding in verdict.findings:
        field = GATE_FIELDS.get(finding.rule, "document_type")
        if finding.severity is not Severity.HARD:
            review.warn(index, field, finding.explanation)
            continue
        words = N_("No custody without a document: {why} Put the document right, or admit the person with all papers.")
        if field not in told:
            review.error(index, field, phrase(words, why=finding.explanation))
        told.add(field)
    return verdict.admission if verdict.is_open else None


def _person(review: Review[RosterPerson], index: int, newcomer: Newcomer, known: Known) -> tuple[Person, bool]:
    """The person, known from an earlier period by the identity number, or new."""
    person = known.people.get(newcomer.identity_number or "")
    if person is None:
        return person_row(newcomer), True
    if person.id in known.open_numbers:
        review.error(index, "identity_number", phrase(HELD_ALREADY, number=known.open_numbers[person.id]))
    elif person.name != newcomer.name:
        words = N_("This identity number is on record as that of {name}. Compare the person with the card.")
        review.warn(index, "name", phrase(words, name=person.name))
    return person, False


def _seats(
    work: UnitOfWork, facility: FacilityFacts, review: Review[RosterPerson], entries: dict[int, _Entry]
) -> dict[int, Seat]:
    """The beds, by index: first of those who are held already, then of the others, who must fit in."""
    housing = Housing(work.session, facility, work.now)
    wishes: dict[int, Wish] = {}
    for index in entries:
        row = review.rows[index]
        try:
            if row.cell:
                wishes[index] = housing.wish(row.block, row.cell, row.bed)
            elif row.bed is not None:
                review.warn(index, "bed", phrase(N_("Not placed: the cell is missing. Name it, or place the person.")))
        except DaybookError as error:
            review.fails(index, error)
    seats = {}
    good = [index for index in wishes if review.is_good(index)]
    for index in sorted(good, key=lambda index: not entries[index].custody.is_opening):
        is_opening = entries[index].custody.is_opening
        try:
            seat = housing.seat(wishes[index], _resident(entries[index]), may_add_beds=is_opening)
        except DaybookError as error:
            review.fails(index, error)
            continue
        _say(review, index, seat, is_opening=is_opening)
        seats[index] = seat
    return seats


def _resident(entry: _Entry) -> Resident:
    who = Subject(SubjectKind.PERSON, entry.custody.id, entry.person.name, entry.custody.number)
    cases = frozenset([entry.newcomer.case_number] if entry.newcomer.case_number else [])
    category = entry.category.id if entry.category else ""
    return Resident(who, entry.newcomer.sex, entry.newcomer.birth_date, category, cases)


def _say(review: Review[RosterPerson], index: int, seat: Seat, *, is_opening: bool) -> None:
    for finding in seat.verdict.findings:
        words = phrase(N_("The rules stand against this cell: {why}"), why=finding.explanation)
        if finding.severity is not Severity.HARD:
            review.warn(index, "cell", finding.explanation)
        elif is_opening:
            review.warn(index, "cell", words)
        else:
            review.error(index, "cell", words)
    if seat.is_extra:
        words = phrase(
            N_("The cell had no bed {bed}; it was added. Look whether the capacity is right."), bed=seat.bed.number
        )
        review.warn(index, "bed", words)


def _keep(work: UnitOfWork, entries: Sequence[_Entry]) -> None:
    work.add_many([entry.person for entry in entries if entry.is_new])
    work.add_many([document for entry in entries for document in entry.documents])
    work.add_many([entry.custody for entry in entries])


def _house(work: UnitOfWork, seated: Sequence[tuple[Custody, Seat, datetime]]) -> None:
    """Keep the placements; of who was held already no earlier one is known than on the opening day."""
    work.add_many([one[1].bed for one in seated if one[1].is_extra])
    work.add_many(
        [
            Placement(
                custody_id=custody.id,
                bed_id=seat.bed.id,
                from_at=max(custody.admitted_at, opened_at, seat.free_since or opened_at),
                until_at=None,
                reason=_("Taken over from the roster"),
                findings=" ".join(finding.rule for finding in seat.verdict.findings) or None,
                override_reason=None,
            )
            for custody, seat, opened_at in seated
        ]
    )
