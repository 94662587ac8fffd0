"""Who lives where (分押分管): verdicts, ranked cells, and the move itself."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Block, Cell
from db.values import CellKind, Invalid, Refused
from facility_app.access import Desk, act, roles_of
from facility_app.acts.cells import cell_of
from facility_app.acts.placing import board_of, board_of_cell, free_bed, put_into, refuse_against, verdict_of
from facility_app.facts.cell_board import CellBoard, cell_board
from facility_app.facts.facility import FacilityFacts, facility_facts
from facility_app.facts.isolation import spells_of
from facility_app.facts.people import HeldPerson, person_by_number
from facility_app.rules.cellchoice import preference
from facility_app.rules.findings import Severity
from facility_app.rules.separation import Verdict
from resources.text import N_


@dataclass(frozen=True, slots=True)
class RankedCell:
    """A cell that the rules allow, best first: of the kind meant for the person, the one with most room."""

    block: str
    cell: str
    rank: int
    free: int
    verdict: Verdict
    kind: CellKind


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
    """The cells in which a person may live and has a free bed: of the kind that is meant first, then the emptiest.

    An isolation cell is proposed only to whoever is isolated.

    Raises:
        Invalid: there is no such person.
    """
    with desk.store.reading() as session:
        facility = facility_facts(session)
        board = board_of(session, facility, desk.store.clock())
        person = _held(session, facility, number, desk)
        query = select(Cell, Block.name).join(Block, Block.id == Cell.block_id).where(Cell.voided_at.is_(None))
        is_new, is_apart = person.place is None, _is_apart(session, person, board.at)
        found = []
        for cell, block in session.execute(query):
            order = preference(cell.kind, is_new=is_new, is_apart=is_apart)
            living = [one for one in board.residents.get(cell.id, []) if one.custody_id != person.custody_id]
            verdict = verdict_of(board, person, cell)
            if order is not None and verdict.is_allowed and len(living) < cell.capacity:
                warnings = sum(one.severity is Severity.WARN for one in verdict.findings)
                key = (order, warnings, len(living) - cell.capacity, block, cell.code)
                found.append((key, RankedCell(block, cell.code, 0, cell.capacity - len(living), verdict, cell.kind)))
        found.sort(key=lambda one: one[0])
        return [replace(cell, rank=rank) for rank, (_key, cell) in enumerate(found, start=1)]


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


def _is_apart(session: Session, person: HeldPerson, at: datetime) -> bool:
    """Whether somebody is isolated, observed or held separately."""
    return any(one.ended_at is None or one.ended_at > at for one in spells_of(session, person.custody_id))


def _held(session: Session, facility: FacilityFacts, number: str, desk: Desk) -> HeldPerson:
    found = person_by_number(session, facility, number, desk.store.clock())
    if found is None:
        raise Invalid(N_("Nobody has the number {number}."), field="number", number=number)
    return found
