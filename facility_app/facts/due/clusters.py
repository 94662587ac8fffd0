"""What is to be done about clusters, until when."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from facility_app.core.phrases import Words, phrase
from facility_app.facts.clusters import StandingCluster, standing_clusters
from facility_app.facts.due.item import DueItem, state_of
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.people import Roll
from resources.text import N_


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
    )
