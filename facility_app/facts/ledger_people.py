"""Who came and who left on a day, as lines of its ledger."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.tables import Bed, Block, Cell, Placement, Talk
from db.tables import Document as DocumentRow
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.ledger_lines import Exit, Intake, OpenItem, Spot, Who, who_of
from facility_app.facts.people import HeldPerson
from facility_app.facts.releases import ReleaseFacts, departure_of, release_rules_on, releases_of
from facility_app.facts.talks import FIRST_TALK
from facility_app.rules.release import ReleaseRules, open_items


def intakes_of(session: Session, came: Sequence[HeldPerson], end: datetime) -> tuple[Intake, ...]:
    """Who was admitted, in the order of admission, with the first cell and the first talk as far as the day ends."""
    ids = [one.custody_id for one in came]
    papers = {row.id: row for row in session.scalars(select(DocumentRow).where(DocumentRow.custody_id.in_(ids)))}
    talks = first_talks(session, ids, end)
    spots = spots_of(session, ids, end)
    return tuple(
        Intake(
            Who(one.number, one.name, next(iter(spots.get(one.custody_id, ())), None)),
            one.sex,
            one.birth_date,
            one.case_cause,
            one.case_unit,
            papers[one.document_id].type if one.document_id in papers else None,
            papers[one.document_id].number if one.document_id in papers else None,
            one.admitted_at,
            talks.get(one.custody_id),
        )
        for one in sorted(came, key=lambda one: (one.admitted_at, one.number))
    )


def first_talks(session: Session, custody_ids: Iterable[UUID], end: datetime) -> dict[UUID, datetime]:
    """When the first talk after admission was held, by custody, as far as it was before an instant."""
    query = (
        select(Talk.custody_id, func.min(Talk.started_at))
        .where(
            Talk.custody_id.in_(list(custody_ids)),
            Talk.kind == FIRST_TALK,
            Talk.voided_at.is_(None),
            Talk.started_at < end,
        )
        .group_by(Talk.custody_id)
    )
    return dict(session.execute(query).all())


def exits_of(
    session: Session, facility: FacilityFacts, day: date, left: Sequence[HeldPerson], known: Mapping[UUID, Who]
) -> tuple[Exit, ...]:
    """Who left, in the order of leaving, with what of the checklist is still open."""
    rules = release_rules_on(facility, day)
    return tuple(_exit(facility, rules, one, known) for one in releases_of(session, facility, left))


def _exit(facility: FacilityFacts, rules: ReleaseRules, one: ReleaseFacts, known: Mapping[UUID, Who]) -> Exit:
    reasons = {mark.check: mark.reason for mark in one.marks}
    departure = departure_of(facility, one.person, one.left_at)
    open_ones = open_items(rules, departure, one.marks)
    return Exit(
        known[one.person.custody_id],
        one.exit,
        one.document_type,
        one.document_number,
        one.ends_at,
        one.left_at,
        one.certificate_number,
        one.picked_up_by,
        one.checked_by,
        tuple(OpenItem(found.rule, reasons.get(found.rule, "")) for found in open_ones),
    )


def known_people(
    session: Session, present: Sequence[HeldPerson], left: Sequence[HeldPerson], end: datetime
) -> dict[UUID, Who]:
    """Everybody held on a day by custody; who left is named with the last cell."""
    spots = spots_of(session, [one.custody_id for one in left], end)
    gone = {
        one.custody_id: Who(one.number, one.name, next(reversed(spots.get(one.custody_id, ())), None)) for one in left
    }
    return {one.custody_id: who_of(one) for one in present} | gone


def spots_of(session: Session, custody_ids: Iterable[UUID], end: datetime) -> dict[UUID, tuple[Spot, ...]]:
    """Where people have lived up to an instant, by custody, the first place first."""
    query = (
        select(Placement.custody_id, Block.name, Cell.code, Bed.number)
        .join(Bed, Bed.id == Placement.bed_id)
        .join(Cell, Cell.id == Bed.cell_id)
        .join(Block, Block.id == Cell.block_id)
        .where(Placement.custody_id.in_(list(custody_ids)), Placement.voided_at.is_(None), Placement.from_at < end)
        .order_by(Placement.from_at, Placement.id)
    )
    found: dict[UUID, tuple[Spot, ...]] = {}
    for custody_id, block, cell, bed in session.execute(query):
        found[custody_id] = (*found.get(custody_id, ()), Spot(block, cell, bed))
    return found
