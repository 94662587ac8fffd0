"""What is to be done about clusters, until when."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from facility_app.core.phrases import Words, phrase
from facility_app.facts.clusters import StandingCluster, standing_clusters
from facility_app.facts.due.item import DueItem, state_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import Roll
from resources.text import N_

_DISEASE = "clusters.disease"
"""Stands for the id of a rule that names a disease."""


def clusters_due(session: Session, facility: FacilityFacts, at: datetime, _roll: Roll) -> Iterator[DueItem]:
    """The action of each cluster, for as long as it stands."""
    for one in standing_clusters(session, facility, at):
        yield _item(one, at)


def _item(one: StandingCluster, at: datetime) -> DueItem:
    """Who has a disease that a doctor has named is not told to everybody who may see what is due."""
    action = Words(one.rule.action.en, one.rule.action.zh)
    words = phrase(
        N_("{place}: {cluster}, {n} within {hours} hours. Now: {action}"),
        place=one.place.text,
        cluster=one.rule.words,
        n=len(one.people),
        hours=one.rule.within_hours,
        action=action,
    )
    return DueItem(
        "cluster",
        one.rule.id,
        one.place,
        one.act_by,
        state_of(one.act_by, at, is_done=False),
        words,
        () if one.rule.pathogen else one.people,
        is_alarm=one.rule.is_alarm,
        each=phrase(
            N_("{place}: {cluster}. Now: {action}"), place=one.place.text, cluster=one.rule.words, action=action
        ),
    )


def without_diseases(facility: FacilityFacts, items: Iterable[DueItem]) -> tuple[DueItem, ...]:
    """The same things due, told to whoever may not read diagnoses: where it is, and that the doctor says what to do."""
    diseases = {one.id for one in facility.packs.clusters.cluster if one.pathogen}
    return tuple(_unnamed(one) if one.rule in diseases else one for one in items)


def _unnamed(one: DueItem) -> DueItem:
    words = phrase(N_("{place}: infectious disease. Now: ask the doctor what to do"), place=one.subject.text)
    return DueItem(one.kind, _DISEASE, one.subject, one.due, one.state, words, is_alarm=one.is_alarm)
