"""Giving the people of a roster their beds: all that is there is loaded once, then one after the other is judged."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.tables import Bed, Cell, Custody, Person, Placement
from db.values import Conflict, Invalid
from facility_app.acts.cells import CellRegister
from facility_app.acts.placing import board_of, cell_facts, resident
from facility_app.facts.facility import FacilityFacts
from facility_app.rules.entries import in_force
from facility_app.rules.separation import Resident, Verdict, judge_placement
from resources.text import N_


@dataclass(frozen=True, slots=True)
class Wish:
    """The place that a roster gives to somebody; without a bed any free one is meant."""

    cell: Cell
    bed: int | None


@dataclass(frozen=True, slots=True)
class Seat:
    """A bed for somebody, and what the rules say of it."""

    bed: Bed
    is_extra: bool
    """The cell had no such bed; it is to be made."""
    verdict: Verdict
    free_since: datetime | None
    """When the person before left it; None: nobody had it."""


@dataclass(slots=True)
class _Room:
    """One cell while people are put into it."""

    cell: Cell
    beds: dict[int, Bed] = field(default_factory=dict)
    living: list[Resident] = field(default_factory=list)
    taken: dict[int, str] = field(default_factory=dict)
    """By whom, by the number of the bed."""
    wished: set[int] = field(default_factory=set)
    """Beds that rows name, which are not free for those that name none."""


class Housing:
    """Cells with their beds and who lives there."""

    def __init__(self, session: Session, facility: FacilityFacts, now: datetime) -> None:
        self._register = CellRegister(session)
        self._day = facility.calendar.day_of(now)
        self._rules = in_force(facility.packs.separation.separation, self._day, facility.kind)
        self._rooms = {cell.id: _Room(cell) for cell in self._register.cells.values()}
        for cell_id, living in board_of(session, facility, now).residents.items():
            if cell_id in self._rooms:
                self._rooms[cell_id].living.extend(map(resident, living))
        for bed in session.scalars(select(Bed).where(Bed.cell_id.in_(list(self._rooms)), Bed.voided_at.is_(None))):
            self._rooms[bed.cell_id].beds[bed.number] = bed
        taken = (
            select(Bed.cell_id, Bed.number, Person.name, Custody.number)
            .join(Placement, Placement.bed_id == Bed.id)
            .join(Custody, Custody.id == Placement.custody_id)
            .join(Person, Person.id == Custody.person_id)
            .where(Bed.cell_id.in_(list(self._rooms)), Placement.until_at.is_(None), Placement.voided_at.is_(None))
        )
        for cell_id, number, name, custody in session.execute(taken):
            self._rooms[cell_id].taken[number] = f"{name} ({custody})"
        ended = (
            select(Placement.bed_id, func.max(Placement.until_at))
            .where(Placement.until_at.is_not(None), Placement.voided_at.is_(None))
            .group_by(Placement.bed_id)
        )
        self._free_since: dict[UUID, datetime] = {bed: at for bed, at in session.execute(ended) if at}

    def wish(self, block: str | None, cell: str, bed: int | None) -> Wish:
        """What a row wishes; its bed is kept for it.

        Raises:
            Invalid: there is no such cell, or several blocks have one.
        """
        found = self._register.cell(block, cell)
        if bed is not None:
            self._rooms[found.id].wished.add(bed)
        return Wish(found, bed)

    def seat(self, wish: Wish, person: Resident, *, may_add_beds: bool) -> Seat:
        """A bed for somebody, who lives there from now on as far as the next ones are judged.

        Args:
            may_add_beds: for those who were held before the program began; that the cell holds more than it has
                beds for is then a finding, no reason to leave somebody out.

        Raises:
            Invalid: the cell has no such bed.
            Conflict: it is taken, or none is free; the message says by whom.
        """
        room = self._rooms[wish.cell.id]
        number = _number(room, wish.bed, may_add_beds=may_add_beds)
        is_extra = number not in room.beds
        if is_extra and not may_add_beds:
            raise Invalid(N_("Cell {cell} has no bed {bed}."), field="bed", cell=wish.cell.code, bed=number)
        verdict = judge_placement(self._rules, person, cell_facts(wish.cell), room.living, self._day)
        bed = room.beds.get(number) or Bed(cell_id=wish.cell.id, number=number)
        if verdict.is_allowed or may_add_beds:
            room.beds[number] = bed
            room.taken[number] = person.subject.text
            room.living.append(person)
        return Seat(bed, is_extra, verdict, self._free_since.get(bed.id))


def _number(room: _Room, wished: int | None, *, may_add_beds: bool) -> int:
    """The number of the bed that was named, else of the first one that is free and that no row names."""
    number = wished
    if number is None:
        number = next((one for one in sorted(room.beds) if one not in room.taken and one not in room.wished), None)
    if number is None and may_add_beds:
        number = max((*room.beds, *room.wished), default=0) + 1
    if number is None:
        raise Conflict(
            N_("Cell {cell} has no free bed; the last one is taken by {name}."),
            field="cell",
            cell=room.cell.code,
            name=room.taken[max(room.taken)] if room.taken else "–",
        )
    if number in room.taken:
        raise Conflict(
            N_("Bed {bed} of cell {cell} is taken by {name}. Choose another bed."),
            field="bed",
            bed=number,
            cell=room.cell.code,
            name=room.taken[number],
        )
    return number
