"""Made-up charts, without a store."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.phrases import phrase
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.core.values import FacilityKind, Sex
from facility_app.facts.health_trend import DayHealth, HealthTrend, RoundHealth
from facility_app.facts.people import HeldPerson
from facility_app.facts.person_chart import ChartEvent, ChartReading, EventKind, PersonChart
from facility_app.facts.person_story import Mark, StoryItem, StoryKind, Temperature
from facility_app.rules.rounds import round_rules
from facility_app.rules.temperatures import fever_rules
from facility_app.rules.thresholds import symptom_rules, threshold_rules

CALENDAR = FacilityCalendar(ZoneInfo("Asia/Shanghai"))
FIRST = datetime(2026, 3, 1, 7, 30, tzinfo=CALENDAR.zone)
_ID = UUID(int=7)


def person_chart(values: list[str], *, sites: str = "axillary", rechecks: frozenset[int] = frozenset()) -> PersonChart:
    """Readings twelve hours apart, a fever from 37.3 on; the person moved before the first and is isolated after."""
    rules = fever_rules(threshold_rules(), symptom_rules(), date(2026, 3, 1), FacilityKind.KANSHOUSUO)
    readings = []
    for place, value in enumerate(values):
        at, celsius = FIRST + timedelta(hours=12 * place), Decimal(value)
        mark = Mark.FEVER if celsius >= Decimal("37.3") else None
        told = StoryItem(at, StoryKind.READING, phrase("{value} °C", value=celsius), "", "虚构民警", mark)
        readings.append(ChartReading(Temperature(at, celsius, mark, sites, place in rechecks), told))
    events = (
        ChartEvent(FIRST - timedelta(hours=3), EventKind.MOVE, phrase("moved")),
        ChartEvent(FIRST + timedelta(days=1), EventKind.ISOLATION, phrase("apart")),
    )
    person = HeldPerson(
        _ID, _ID, "K1", "虚构人", Sex.MALE, None, FIRST, None, True, False, None, None, None, None, _ID, "x", None, (),
        None, Subject(SubjectKind.PERSON, _ID, "虚构人", "K1"),
    )  # fmt: skip
    grades = tuple(one for one in rules.grades if one.is_fever)
    until = CALENDAR.day_of(FIRST)
    return PersonChart(person, "示例", CALENDAR, until, tuple(readings), events, (rules.sites["axillary"],), grades)


def trend(fevers: list[int], confirmed: list[int]) -> HealthTrend:
    """Days with so many fevers; a hundred expected twice a day, one more missed each day; today's evening is open."""
    days = []
    for place, (count, sure) in enumerate(zip(fevers, confirmed, strict=True)):
        over = place < len(fevers) - 1
        rounds = (
            RoundHealth("am", 100, 100, count, sure, 0, is_over=True),
            RoundHealth("pm", 100, max(0, 100 - place) if over else 3, 0, 0, place % 2, is_over=over),
        )
        days.append(DayHealth(FIRST.date() + timedelta(days=place), rounds, count, sure, place % 2))
    assert all(two.day - one.day == timedelta(days=1) for one, two in pairwise(days))
    return HealthTrend(CALENDAR, round_rules().window, tuple(days))
