"""Putting a person into a bed: the verdict first, then the bed; two at once cannot get the same one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Bed, Cell, Custody, Person, Placement
from db.values import Conflict, Invalid, Refused, Role
from db.work import UnitOfWork
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import HeldPerson, held_at, living_in
from facility_app.rules.entries import in_force
from facility_app.rules.separation import Cell as CellFacts
from facility_app.rules.separation import Resident, Verdict, judge_placement
from resources.text import N_


@dataclass(frozen=True, slots=True)
class Board:
    """Who lives where at an instant; computed once for many placements."""

    facility: FacilityFacts
    at: datetime
    residents: dict[UUID, list[HeldPerson]]
    """Occupants by cell."""


def board_of(session: Session, facility: FacilityFacts, at: datetime) -> Board:
    """The board at an instant."""
    residents: dict[UUID, list[HeldPerson]] = {}
    for one in held_at(session, facility, at):
        if one.place:
            residents.setdefault(one.place.cell_id, []).append(one)
    return Board(facility, at, residents)


def board_of_cell(session: Session, facility: FacilityFacts, at: datetime, cell: Cell) -> Board:
    """The board at an instant as far as one cell goes: enough to judge a placement there."""
    return Board(facility, at, {cell.id: list(living_in(session, facility, cell.id, at))})


def resident(one: HeldPerson) -> Resident:
    """A person as separation sees him or her."""
    return Resident(
        one.subject,
        one.sex,
        one.birth_date,
        one.category.id if one.category else "",
        frozenset({one.case_number}) if one.case_number else frozenset(),
    )


def cell_facts(cell: Cell) -> CellFacts:
    """A cell as separation sees it."""
    return CellFacts(
        Subject(SubjectKind.CELL, cell.id, cell.code, cell.code, cell.code), cell.capacity, cell.sex, cell.for_minors
    )


def verdict_of(board: Board, newcomer: HeldPerson, cell: Cell) -> Verdict:
    """What the rules say of placing a person in a cell."""
    day = board.facility.calendar.day_of(board.at)
    rules = in_force(board.facility.packs.separation.separation, day, board.facility.kind)
    return judge_placement(
        rules, resident(newcomer), cell_facts(cell), map(resident, board.residents.get(cell.id, ())), day
    )


def free_bed(work: UnitOfWork, cell: Cell, number: int | None) -> Bed:
    """The bed that was asked for, or the first free one.

    Raises:
        Invalid: the cell has no such bed.
        Conflict: it is taken, or none is free; the message says who has it.
    """
    beds = work.all(select(Bed).where(Bed.cell_id == cell.id, Bed.voided_at.is_(None)).order_by(Bed.number))
    taken = dict(
        work.session.execute(
            select(Placement.bed_id, Person.name)
            .join(Custody, Custody.id == Placement.custody_id)
            .join(Person, Person.id == Custody.person_id)
            .where(
                Placement.bed_id.in_([bed.id for bed in beds]),
                Placement.until_at.is_(None),
                Placement.voided_at.is_(None),
            )
        ).all()
    )
    if number is not None:
        bed = next((one for one in beds if one.number == number), None)
        if bed is None:
            raise Invalid(N_("Cell {cell} has no bed {bed}."), field="bed", cell=cell.code, bed=number)
        if bed.id in taken:
            raise Conflict(
                N_("Bed {bed} of cell {cell} is taken by {name}. Choose another bed."),
                field="bed",
                bed=number,
                cell=cell.code,
                name=taken[bed.id],
            )
        return bed
    bed = next((one for one in beds if one.id not in taken), None)
    if bed is None:
        raise Conflict(
            N_("Cell {cell} has no free bed; the last one is taken by {name}."),
            field="cell",
            cell=cell.code,
            name=taken[beds[-1].id] if beds else "–",
        )
    return bed


def put_into(
    work: UnitOfWork,
    custody_id: UUID,
    bed: Bed,
    *,
    at: datetime,
    reason: str,
    verdict: Verdict,
    override_reason: str | None = None,
) -> Placement:
    """End the placement before, and begin the new one."""
    before = work.first(
        select(Placement).where(
            Placement.custody_id == custody_id, Placement.until_at.is_(None), Placement.voided_at.is_(None)
        )
    )
    if before is not None:
        before.until_at = at
        work.session.flush()
    placement = Placement(
        custody_id=custody_id,
        bed_id=bed.id,
        from_at=at,
        until_at=None,
        reason=reason,
        findings=" ".join(finding.rule for finding in verdict.findings) or None,
        override_reason=override_reason,
    )
    work.add(placement)
    return placement


def refuse_against(verdict: Verdict, roles: frozenset[Role], override_reason: str | None) -> None:
    """Raise `Refused` where the rules stand against a placement and nobody who may has given a real reason."""
    if verdict.is_allowed:
        return
    why = " ".join(finding.explanation.text for finding in verdict.findings)
    if override_reason is None or not verdict.overridable_by:
        raise Refused(N_("The rules stand against this cell: {why}"), field="cell", why=why)
    if not is_explanation(override_reason):
        raise Invalid(
            N_("Say in a sentence why this is done against the rule; it goes to the procurator."), field="override"
        )
    if not verdict.permits(roles, override_reason):
        raise Refused(N_("Your roles may not act against these rules: {why}"), field="override", why=why)


_SHORTEST_EXPLANATION = 8


def is_explanation(text: str) -> bool:
    """Whether a reason says something: eight characters or more, and not one of them over and over."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= _SHORTEST_EXPLANATION and len(set(letters)) >= _SHORTEST_EXPLANATION // 2
