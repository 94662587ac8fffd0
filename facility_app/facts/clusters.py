"""The clusters (聚集性病例) that stand at an instant: of what, where, who, and until when something is to be done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables import Custody, Person, Staff
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.illness import ills_of
from facility_app.facts.round_alarms import alarms_of
from facility_app.rules.clusters import ClusterRule, clusters
from facility_app.rules.entries import in_force


@dataclass(frozen=True, slots=True)
class StandingCluster:
    """One of them.

    Attributes:
        place: the cell, the block, the post or the facility.
        people: by the time at which each fell ill.
        complete_at: when so many had fallen ill that it was one.
        act_by: until when its action is to be taken.
    """

    rule: ClusterRule
    place: Subject
    people: tuple[Subject, ...]
    complete_at: datetime
    act_by: datetime


def cluster_rules_on(facility: FacilityFacts, day: date) -> tuple[ClusterRule, ...]:
    """The signals that the records can tell.

    One single person who is unwell is no cluster but a case of care; one whose disease a doctor has named may be.
    """
    every = in_force(facility.packs.clusters.cluster, day, facility.kind)
    return tuple(one for one in every if one.least > 1 or one.pathogen)


def looks_back(rules: Sequence[ClusterRule]) -> timedelta:
    """How far before a moment these rules look: twice their time, to tell whoever was ill before from the newly ill."""
    return timedelta(days=2 * max((one.within_hours for one in rules), default=0) // 24 + 1)


def standing_clusters(session: Session, facility: FacilityFacts, at: datetime) -> tuple[StandingCluster, ...]:
    """Those of an instant, by what had happened until then, in the order of the rules."""
    today = facility.calendar.day_of(at)
    rules = cluster_rules_on(facility, today)
    days = (today - looks_back(rules), today)
    found = clusters(rules, ills_of(session, facility, days, alarms_of(session, facility, days, at), at), at)
    names = _names(session, {one.id for of in found for one in of.people})
    return tuple(
        StandingCluster(
            one.rule,
            one.finding.subject,
            tuple(names[of.id] for of in one.people),
            one.complete_at,
            one.complete_at + timedelta(hours=one.rule.act_within_hours),
        )
        for one in found
    )


def _names(session: Session, ids: Collection[UUID]) -> dict[UUID, Subject]:
    if not ids:
        return {}
    held = select(Custody.id, Person.name, Custody.number).join(Person, Person.id == Custody.person_id)
    staff = select(Staff.id, Staff.name, Staff.number)
    return {
        **{row.id: Subject(SubjectKind.PERSON, *row) for row in session.execute(held.where(Custody.id.in_(ids)))},
        **{row.id: Subject(SubjectKind.STAFF, *row) for row in session.execute(staff.where(Staff.id.in_(ids)))},
    }
