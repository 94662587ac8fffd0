"""Who lives where (分押分管): verdicts, ranked cells, and the move itself."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Block, Cell
from db.values import Invalid, Refused
from facility_app.access import Desk, act, roles_of
from facility_app.acts.cells import cell_of
from facility_app.acts.placing import board_of, board_of_cell, free_bed, put_into, refuse_against, verdict_of
from facility_app.facts.cell_board import CellBoard, cell_board
from facility_app.facts.facility import FacilityFacts, facility_facts
from facility_app.facts.people import HeldPerson, person_by_number
from facility_app.rules.findings import Severity
from facility_app.rules.separation import Verdict
from resources.text import N_


@dataclass(frozen=True, slots=True)
class RankedCell:
    """A cell that the rules allow, best first: the one that leaves most room."""

    block: str
    cell: str
    rank: int
    free: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Placed:
    """Where somebody was put, and what the rules said of it."""

    block: str
    cell: str
    bed: int
    verdict: Verdict


@act()
def see_board(desk: Desk) -> CellBoard:
    """Every cell with its beds and who lives in them, and whoever has no bed."""
    with desk.store.reading() as session:
        return cell_board(session, facility_facts(session), desk.store.clock())


@act()
def judge_cells(desk: Desk, number: str) -> dict[UUID, Verdict]:
    """What the rules say of placing a person in each cell, by the identifier of the cell; changes nothing.

    Raises:
        Invalid: there is no such person.
    """
    with desk.store.reading() as session:
        facility = facility_facts(session)
        board = board_of(session, facility, desk.store.clock())
        person = _held(session, facility, number, desk)
        cells = session.scalars(select(Cell).where(Cell.voided_at.is_(None)))
        return {cell.id: verdict_of(board, person, cell) for cell in cells}


@act()
def check_placement(desk: Desk, number: str, cell: str, block: str | None = None) -> Verdict:
    """What the rules say of placing a person in a cell; changes nothing.

    Raises:
        Invalid: there is no such person or cell.
    """
    with desk.store.reading() as session:
        facility = facility_facts(session)
        person, target = _held(session, facility, number, desk), cell_of(session, block, cell)
        return verdict_of(board_of_cell(session, facility, desk.store.clock(), target), person, target)


@act()
def suggest_cells(desk: Desk, number: str) -> list[RankedCell]:
    """The cells in which a person may live and has a free bed, the emptiest first.

    Raises:
        Invalid: there is no such person.
    """
    with desk.store.reading() as session:
        facility = facility_facts(session)
        board = board_of(session, facility, desk.store.clock())
        person = _held(session, facility, number, desk)
        query = select(Cell, Block.name).join(Block, Block.id == Cell.block_id).where(Cell.voided_at.is_(None))
        found = []
        for cell, block in session.execute(query):
            living = [one for one in board.residents.get(cell.id, []) if one.custody_id != person.custody_id]
            verdict = verdict_of(board, person, cell)
            if verdict.is_allowed and len(living) < cell.capacity:
                warnings = sum(one.severity is Severity.WARN for one in verdict.findings)
                found.append((warnings, -(cell.capacity - len(living)), block, cell.code, verdict))
        found.sort(key=lambda one: one[:4])
        return [
            RankedCell(block, code, rank, -room, verdict)
            for rank, (_, room, block, code, verdict) in enumerate(found, start=1)
        ]


@act()
def place_person(
    desk: Desk,
    number: str,
    cell: str,
    block: str | None = None,
    *,
    bed: int | None = None,
    reason: str,
    override_reason: str | None = None,
) -> Placed:
    """Put a person into a bed, or move there (监室调整).

    Raises:
        Invalid: there is no such person, cell or bed; the reason or the explanation says nothing.
        Refused: the rules stand against it, and nobody who may has overridden them.
        Conflict: the bed is taken; the message says by whom.
    """
    if not reason.strip():
        raise Invalid(N_("Give the reason."), field="reason")
    with desk.act(N_("Place a person in a cell")) as work:
        facility = facility_facts(work.session)
        person = _held(work.session, facility, number, desk)
        if person.ended_at is not None:
            raise Refused(N_("This custody has ended."), field="number")
        target = cell_of(work.session, block, cell)
        verdict = verdict_of(board_of_cell(work.session, facility, work.now, target), person, target)
        chosen = free_bed(work, target, bed)
        refuse_against(verdict, roles_of(work.session, desk.account_id), override_reason)
        put_into(
            work,
            person.custody_id,
            chosen,
            at=work.now,
            reason=reason.strip(),
            verdict=verdict,
            override_reason=None if verdict.is_allowed else override_reason,
        )
        name = work.get(Block, target.block_id).name
        return Placed(name, target.code, chosen.number, verdict)


def _held(session: Session, facility: FacilityFacts, number: str, desk: Desk) -> HeldPerson:
    found = person_by_number(session, facility, number, desk.store.clock())
    if found is None:
        raise Invalid(N_("Nobody has the number {number}."), field="number", number=number)
    return found
