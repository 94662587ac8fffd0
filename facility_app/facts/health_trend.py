"""How the facility fares over time: of every round its coverage, its fevers, and who told of symptoms."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal

from sqlalchemy.orm import Session

from facility_app.core.facilityday import FacilityCalendar
from facility_app.facts.clusters import cluster_rules_on, looks_back
from facility_app.facts.facility import FacilityFacts
from facility_app.facts.population import first_day
from facility_app.facts.round_alarms import alarms_of
from facility_app.facts.round_figures import RoundFigures, figures_of
from facility_app.facts.rounds import RoundKey, windows_on
from facility_app.facts.trend_clusters import ClusterSpan, cluster_spans
from facility_app.rules.rounds import Window, WindowSpan, window_spans

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RoundHealth:
    """The figures of the people held in one round, as its sheet has them.

    Attributes:
        window: id of the window.
        fevers: how many had a reading that asked for a second one and reached the threshold of its site.
        confirmed: how many fevers a second reading confirmed.
        symptoms: how many told of a symptom.
        is_over: whether its window has closed.
    """

    window: str
    expected: int
    measured: int
    fevers: int
    confirmed: int
    symptoms: int
    is_over: bool

    @property
    def percent(self) -> Decimal | None:
        """Share of the expected who were measured, one decimal, never rounded up; None: nobody was expected."""
        return _share(self.measured, self.expected)


@dataclass(frozen=True, slots=True)
class DayHealth:
    """One facility day.

    Attributes:
        rounds: those that have begun, earliest first.
        fevers: how many people had one, each once; likewise `confirmed` and `symptoms`.
    """

    day: date
    rounds: tuple[RoundHealth, ...]
    fevers: int
    confirmed: int
    symptoms: int

    @property
    def percent(self) -> Decimal | None:
        """Share measured over all rounds of the day that have begun."""
        return _share(sum(one.measured for one in self.rounds), sum(one.expected for one in self.rounds))


@dataclass(frozen=True, slots=True)
class HealthTrend:
    """Some days of a facility, oldest first, without a gap.

    Attributes:
        windows: those of the last day, earliest first.
        clusters: on which of the days several were ill of the same near to each other, the earliest first.
    """

    calendar: FacilityCalendar
    windows: tuple[Window, ...]
    days: tuple[DayHealth, ...]
    clusters: tuple[ClusterSpan, ...] = ()


def _share(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_DOWN) if whole else None


def _last_days(session: Session, facility: FacilityFacts, days: int, now: datetime) -> list[date]:
    """The last days that the program keeps, today among them, oldest first."""
    today = facility.calendar.day_of(now)
    since = max(today - (days - 1) * _DAY, min(first_day(session, facility), today))
    return [since + n * _DAY for n in range((today - since).days + 1)]


def health_trend(session: Session, facility: FacilityFacts, days: int, now: datetime) -> HealthTrend:
    """The last days, today included as far as it has come; none before the first that the program keeps.

    What was out of the ordinary is read once for all of it: the clusters want it of some days more.
    """
    every = _last_days(session, facility, days, now)
    today = every[-1]
    spans = {day: window_spans(windows_on(facility, day), facility.calendar, day) for day in every}
    begun = [one for of_day in spans.values() for one in of_day if one.opens <= now]
    since = every[0] - looks_back(cluster_rules_on(facility, today))
    alarms = alarms_of(session, facility, (since, today), now)
    found = figures_of(session, facility, begun, alarms)
    return HealthTrend(
        facility.calendar,
        tuple(one.window for one in spans[today]),
        tuple(_day(day, spans[day], found, now) for day in every),
        cluster_spans(session, facility, every, alarms, now),
    )


def _day(day: date, spans: tuple[WindowSpan, ...], found: dict[RoundKey, RoundFigures], now: datetime) -> DayHealth:
    pairs = [(span, found.get(RoundKey(day, span.window.id))) for span in spans]
    of_day = [(span, figures) for span, figures in pairs if figures is not None]
    alarms = [figures.alarms for _, figures in of_day]
    return DayHealth(
        day,
        tuple(_round(span, figures, now) for span, figures in of_day),
        len(set().union(*(one.fevers for one in alarms))),
        len(set().union(*(one.confirmed for one in alarms))),
        len(set().union(*(one.symptoms for one in alarms))),
    )


def _round(span: WindowSpan, one: RoundFigures, now: datetime) -> RoundHealth:
    counts = (len(one.alarms.fevers), len(one.alarms.confirmed), len(one.alarms.symptoms))
    return RoundHealth(span.window.id, one.expected, one.measured, *counts, is_over=span.closes < now)
