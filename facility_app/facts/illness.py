"""Who was ill, when, and where he or she lived or worked then: what clusters are counted from."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Bed, Block, CareStep, Cell, Isolation, Placement, Reading, Staff
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.ill_events import ill_events
from facility_app.facts.nameless import nameless
from facility_app.facts.round_alarms import RoundAlarms
from facility_app.facts.rounds import RoundKey
from facility_app.rules.carepack import CONCLUDED
from facility_app.rules.clusters import ClusterScope, Ill, Spot
from facility_app.rules.isolation import disease_named

_OBSERVED = "observation"
"""Whoever is only watched is not held to be ill."""

Spots = tuple[tuple[ClusterScope, Spot], ...]


@dataclass(frozen=True, slots=True)
class _Stay:
    since: datetime
    until: datetime | None
    spots: Spots


@dataclass(frozen=True, slots=True)
class _Named:
    """That a doctor has named somebody's disease."""

    subject: Subject
    at: datetime
    pathogen: str


def ills_of(
    session: Session,
    facility: FacilityFacts,
    days: tuple[date, date],
    alarms: Mapping[RoundKey, RoundAlarms],
    now: datetime,
) -> list[Ill]:
    """Fevers that nothing disproved, symptoms, diseases that a doctor has named, nights in hospital, deaths, and
    whoever a meal made ill, from the first day to the last.

    The subjects bear no names. What was entered later counts from when it happened.

    Args:
        alarms: of the rounds of these days.
    """
    unwell = [one for of in alarms.values() for one in of.unwell]
    since, until = facility.calendar.starts(days[0]), min(facility.calendar.ends(days[1]), now)
    named = [*_set_apart(session, since, until), *_concluded(session, facility, since, until)]
    subjects = {one.id: one for one in (*(of.subject for of in unwell), *(of.subject for of in named))}
    places = _Places(session, facility, subjects.values())
    found = [
        Ill(one.subject, one.at, places.at(one.subject, one.at), one.symptoms, one.celsius, one.is_fever)
        for one in unwell
    ]
    diseases = (Ill(one.subject, one.at, places.at(one.subject, one.at), pathogen=one.pathogen) for one in named)
    return [*found, *diseases, *ill_events(session, facility, days, until, unwell)]


def _set_apart(session: Session, since: datetime, until: datetime) -> Iterator[_Named]:
    """Who was isolated for a disease."""
    query = select(Isolation.custody_id, Isolation.started_at, Isolation.pathogen).where(
        Isolation.voided_at.is_(None),
        Isolation.pathogen.is_not(None),
        Isolation.precaution != _OBSERVED,
        Isolation.started_at.between(since, until),
    )
    for custody_id, at, pathogen in session.execute(query):
        yield _Named(nameless(custody_id, None), at, pathogen or "")


def _concluded(session: Session, facility: FacilityFacts, since: datetime, until: datetime) -> Iterator[_Named]:
    """Whose case a doctor concluded with the name of a disease."""
    query = (
        select(Reading.custody_id, Reading.staff_id, CareStep.at, CareStep.result)
        .join(Reading, Reading.id == CareStep.reading_id)
        .where(
            CareStep.step == CONCLUDED,
            CareStep.at.between(since, until),
            CareStep.voided_at.is_(None),
            Reading.voided_at.is_(None),
        )
    )
    named = cache(partial(disease_named, facility.packs.isolation))  # thousands of conclusions say few things
    for custody_id, staff_id, at, result in session.execute(query):
        disease = named(result or "")
        if disease is not None:
            yield _Named(nameless(custody_id, staff_id), at, disease)


class _Places:
    """Where some people lived, and at which post some of the staff work."""

    def __init__(self, session: Session, facility: FacilityFacts, of: Collection[Subject]) -> None:
        self._house = (ClusterScope.FACILITY, Spot(str(facility.id), facility.subject))
        self._stays = _stays(session, [one.id for one in of if one.kind is SubjectKind.PERSON])
        self._posts = _posts(session, [one.id for one in of if one.kind is SubjectKind.STAFF])

    def at(self, subject: Subject, at: datetime) -> Spots:
        """The places of somebody at an instant, the facility always among them."""
        if subject.kind is SubjectKind.STAFF:
            return (*self._posts.get(subject.id, ()), self._house)
        for stay in self._stays.get(subject.id, ()):
            if stay.since <= at and (stay.until is None or stay.until >= at):
                return (*stay.spots, self._house)
        return (self._house,)


def _posts(session: Session, staff_ids: Collection[UUID]) -> dict[UUID, Spots]:
    query = select(Staff.id, Staff.post).where(Staff.id.in_(staff_ids), Staff.post != "")
    return {
        staff_id: ((ClusterScope.POST, Spot(f"post/{post}", Subject(SubjectKind.THING, staff_id, post))),)
        for staff_id, post in (session.execute(query) if staff_ids else ())
    }


def _stays(session: Session, custody_ids: Collection[UUID]) -> dict[UUID, list[_Stay]]:
    """Where people lived, and when, the last place first."""
    columns: tuple[Any, ...] = (
        *(Placement.custody_id, Placement.from_at, Placement.until_at),
        *(Cell.id, Cell.code, Block.id, Block.name),
    )
    query = (
        select(*columns)
        .join(Bed, Bed.id == Placement.bed_id)
        .join(Cell, Cell.id == Bed.cell_id)
        .join(Block, Block.id == Cell.block_id)
        .where(Placement.custody_id.in_(custody_ids), Placement.voided_at.is_(None))
        .order_by(Placement.from_at.desc())
    )
    known: dict[UUID, Spots] = {}
    found: dict[UUID, list[_Stay]] = {}
    for custody_id, since, until, cell_id, code, block_id, block in session.execute(query) if custody_ids else ():
        spots = known.get(cell_id)
        if spots is None:
            cell = Spot(str(cell_id), Subject(SubjectKind.CELL, cell_id, f"{block} {code}"))
            ward = Spot(str(block_id), Subject(SubjectKind.CELL, block_id, block))
            spots = known[cell_id] = ((ClusterScope.CELL, cell), (ClusterScope.BLOCK, ward))
        found.setdefault(custody_id, []).append(_Stay(since, until, spots))
    return found
