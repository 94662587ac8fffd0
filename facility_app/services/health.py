"""How people fare, to be seen in charts: one person's temperatures, and the facility over time."""

from dataclasses import replace
from uuid import UUID

from db.values import AccessKind, Invalid
from facility_app.access import Desk, act, note, roles_of
from facility_app.facts.facility import facility_facts
from facility_app.facts.health_trend import HealthTrend
from facility_app.facts.health_trend import health_trend as trend_of
from facility_app.facts.people import person_by_number
from facility_app.facts.person_chart import PersonChart
from facility_app.facts.person_chart import person_chart as chart_of
from facility_app.facts.trend_clusters import without_diseases
from facility_app.rules.isolation import reads_reasons
from resources.text import N_

_MOST_DAYS = 366


@act()
def person_chart(desk: Desk, number: str) -> PersonChart:
    """Every temperature of one period of custody by its 监所编号, with the limits and with what else happened.

    Raises:
        Invalid: there is no such person.
    """
    with desk.store.reading() as session:
        facility, now = facility_facts(session), desk.store.clock()
        person = person_by_number(session, facility, number, now)
        if person is None:
            raise Invalid(N_("Nobody has the number {number}."), field="number", number=number)
        return chart_of(session, facility, person, now)


@act()
def health_trend(desk: Desk, days: int) -> HealthTrend:
    """Coverage, fevers and symptoms of every round of the last days, today included, and the clusters of these days.

    Without the right to diagnoses, no disease is named.

    Raises:
        Invalid: fewer days than one, or more than a year.
    """
    if not 1 <= days <= _MOST_DAYS:
        raise Invalid(N_("Choose 1 to {most} days."), field="days", most=_MOST_DAYS)
    with desk.store.reading() as session:
        found = trend_of(session, facility_facts(session), days, desk.store.clock())
        if reads_reasons(None, roles_of(session, desk.account_id)):
            return found
        return replace(found, clusters=without_diseases(found.clusters))


@act()
def record_picture(desk: Desk, custody_id: UUID | None = None) -> None:
    """Keep that a chart is saved as a picture, of somebody or of the facility: it leaves the store as exports do."""
    note(desk, N_("Save a chart"), AccessKind.EXPORTED, act="health.record_picture", subject_id=custody_id, count=1)
