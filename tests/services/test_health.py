"""The charts' questions: one person's temperatures, and the facility over time; counted another way."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from db.tables import AccessEvent
from db.values import AccessKind, Invalid, Refused, Role
from facility_app.access import Desk
from facility_app.acts.isolation import IsolationEnd, IsolationOrder
from facility_app.acts.rounds import ReadingTaken
from facility_app.core.subjects import SubjectKind
from facility_app.facts.health_trend import HealthTrend, RoundHealth
from facility_app.facts.person_chart import EventKind
from facility_app.facts.person_story import Mark
from facility_app.services import accounts, care, due, health, isolation, ledgers, policy, rounds
from tests.conftest import ADMIN, Clock
from tests.services import daywork
from tests.services.daywork import number, wall

PEOPLE = 12
COUGH = "dry_cough"


@pytest.fixture
def monday(desk: Desk, clock: Clock) -> date:
    """Twelve people and two officers on the first day; it is seven in the morning."""
    day = daywork.next_monday(clock)
    daywork.officers(desk)
    daywork.opening_people(desk, day, PEOPLE)
    daywork.open_on(desk, day)
    clock.now = wall(day, "07:00")
    return day


def measure(desk: Desk, celsius: str, place: int, *symptoms: str, device: str = "T1") -> None:
    rounds.take_reading(desk, ReadingTaken(Decimal(celsius), number(place), device=device, symptoms=symptoms))


def work_two_days(desk: Desk, clock: Clock, monday: date) -> date:
    """Monday: two fevers, one confirmed, a third told of a cough; a jump confirmed; one away. Tuesday: a late comer."""
    for place in range(PEOPLE - 2):
        measure(desk, {0: "38.2", 1: "37.5", 3: "34.6"}.get(place, "36.5"), place, *[COUGH] * (place in (0, 2)))
    rounds.note_absence(desk, monday, "am", "court", number=number(11))
    clock.now = wall(monday, "07:20")
    measure(desk, "38.4", 0, device="T2")
    measure(desk, "36.9", 1, device="T2")
    clock.now = wall(monday, "17:30")
    measure(desk, "36.8", 3)
    clock.now = wall(monday, "17:50")
    measure(desk, "37.6", 3, device="T2")
    tuesday = monday + timedelta(days=1)
    clock.now = wall(tuesday, "10:00")
    daywork.admit(desk, clock, "N1", "虚构新人")
    rounds.take_reading(desk, ReadingTaken(Decimal("37.3"), "N1"))
    daywork.let_go(desk, number(5), daywork.release_notice("1", tuesday))
    clock.now = wall(tuesday, "16:00")
    measure(desk, "36.4", 6)
    return tuesday


def of_round(trend: HealthTrend, day: date, window: str) -> RoundHealth:
    (of_day,) = [one for one in trend.days if one.day == day]
    return next(one for one in of_day.rounds if one.window == window)


def counted(desk: Desk, day: date, window: str) -> tuple[int, int, int, int, int]:
    """The figures of a round from its own coverage and its sheet."""
    found = rounds.round_coverage(desk, day, window)
    held = found.abnormal_of(SubjectKind.PERSON)
    told = {
        one.reading.measured.subject.id
        for one in found.lines
        if one.reading.measured.symptoms and one.reading.measured.subject.kind is SubjectKind.PERSON
    }
    return (
        found.people.expected,
        found.people.measured,
        len({one.subject.id for one in held if one.verdict.first.is_fever}),
        len({one.subject.id for one in held if one.state.value == "confirmed"}),
        len(told),
    )


def test_trend_counts_what_was_measured(desk: Desk, clock: Clock, monday: date) -> None:
    tuesday = work_two_days(desk, clock, monday)
    trend = health.health_trend(desk, 30)
    assert [one.day for one in trend.days] == [monday, tuesday]
    am, pm = of_round(trend, monday, "am"), of_round(trend, monday, "pm")
    assert (am.expected, am.measured, am.fevers, am.confirmed, am.symptoms) == (12, 10, 2, 1, 2)
    assert (pm.expected, pm.measured, pm.confirmed) == (12, 1, 1)
    assert am.percent == Decimal("83.3")
    first, second = trend.days
    assert (first.fevers, first.confirmed, first.symptoms) == (2, 2, 2)
    assert (second.fevers, second.confirmed) == (1, 0)
    assert [one.window for one in second.rounds] == ["am"], "the evening round has not opened"
    assert of_round(trend, tuesday, "am").is_over


def test_trend_tells_the_figures_of_each_round(desk: Desk, clock: Clock, monday: date) -> None:
    work_two_days(desk, clock, monday)
    trend = health.health_trend(desk, 2)
    for day in trend.days:
        for one in day.rounds:
            figures = (one.expected, one.measured, one.fevers, one.confirmed, one.symptoms)
            assert figures == counted(desk, day.day, one.window), (day.day, one.window)


def test_whoever_is_not_expected_is_not_in_the_denominator(desk: Desk, clock: Clock, monday: date) -> None:
    policy.change_rule(desk, "rounds.toml", "reason", "court", {"is_expected": False}, monday, "虚构的决定")
    rounds.note_absence(desk, monday, "am", "court", number=number(0))
    rounds.note_absence(desk, monday, "am", "refused", number=number(1))
    rounds.note_absence(desk, monday, "am", "court", number=number(2))
    measure(desk, "36.5", 3)
    am = of_round(health.health_trend(desk, 1), monday, "am")
    assert (am.expected, am.measured) == (10, 1) == counted(desk, monday, "am")[:2]


def test_who_left_while_a_round_ran_is_expected_by_nobody_unless_measured(
    desk: Desk, clock: Clock, monday: date
) -> None:
    """Sheet, coverage, trend, what is due and the ledger count alike; who left after the window stays missing."""
    measure(desk, "36.5", 0)
    clock.now = wall(monday, "07:30")
    for place in (0, 1):
        daywork.let_go(desk, number(place), daywork.release_notice(str(place), monday))
    clock.now = wall(monday, "09:10")
    daywork.let_go(desk, number(2), daywork.release_notice("2", monday))
    am = of_round(health.health_trend(desk, 1), monday, "am")
    assert (am.expected, am.measured) == (PEOPLE - 1, 1) == counted(desk, monday, "am")[:2]
    (of_people, *_staff) = [one for one in due.what_is_due(desk).items if one.kind == "round" and one.rule == "am"]
    assert (of_people.expected, of_people.done) == (PEOPLE - 1, 1)
    assert number(1) not in {one.number for one in of_people.people}
    rows = {row.subject.number: row for group in rounds.round_sheet(desk).groups for row in group.rows}
    gone = rows[number(1)]
    assert gone.left_at is not None and not gone.is_missing
    assert gone.left_at - wall(monday, "07:30") < timedelta(minutes=1)
    assert rows[number(2)].is_missing
    of_ledger = ledgers.ledger_facts(desk, monday).content.rounds[0].groups
    assert {(one.expected, one.measured) for _group, one in of_ledger} >= {(PEOPLE - 1, 1)}


def test_two_ill_in_one_cell_within_three_days_are_a_cluster(desk: Desk, clock: Clock, monday: date) -> None:
    """Respiratory or fever: two of a cell within 72 hours (domain guide §3.7); a fever not confirmed does not count."""
    measure(desk, "38.2", 0)
    measure(desk, "37.6", 1)
    clock.now = wall(monday, "07:20")
    measure(desk, "36.7", 1, device="T2")
    assert health.health_trend(desk, 30).clusters == ()
    third = monday + timedelta(days=2)
    clock.now = wall(third, "07:10")
    measure(desk, "36.6", 2, COUGH)
    clock.now = wall(monday + timedelta(days=9), "08:00")
    (cell,) = health.health_trend(desk, 30).clusters
    assert (cell.place, cell.people, cell.since) == ("一监区 101", 2, third)
    assert cell.until == third + timedelta(days=2), "72 hours from the second case on"


def test_trend_is_of_one_day_to_a_year(desk: Desk, monday: date) -> None:
    for days in (0, 367):
        with pytest.raises(Invalid) as caught:
            health.health_trend(desk, days)
        assert caught.value.field == "days"


def test_chart_has_every_reading_with_its_mark_and_site(desk: Desk, clock: Clock, monday: date) -> None:
    measure(desk, "38.2", 0)
    clock.now = wall(monday, "07:20")
    measure(desk, "37.0", 0, device="T2")
    clock.now = wall(monday, "17:00")
    wrong = rounds.take_reading(desk, ReadingTaken(Decimal("36.1"), number(0)))
    rounds.void_reading(desk, wrong, "虚构：录错")
    rounds.take_reading(desk, ReadingTaken(Decimal("37.8"), number(0), body_site="ear"))
    chart = health.person_chart(desk, number(0))
    told = [(one.temperature.celsius, one.temperature.site, one.temperature.mark) for one in chart.readings]
    assert told == [
        (Decimal("38.2"), "axillary", Mark.FEVER),
        (Decimal("37.0"), "axillary", None),
        (Decimal("37.8"), "ear", None),
    ]
    assert [one.temperature.is_recheck for one in chart.readings] == [False, True, False]
    assert {one.id: one.fever.text for one in chart.sites} == {"axillary": ">= 37.3 °C", "ear": "> 37.8 °C"}
    assert [one.limit.value for one in chart.grades] == [Decimal(one) for one in ("37.3", "38.0", "39.0", "41.0")]


def test_chart_marks_what_else_happened(desk: Desk, clock: Clock, monday: date) -> None:
    accounts.grant_role(desk, ADMIN, Role.DOCTOR)
    apart = IsolationOrder(number(0), "medical_observation", "虚构", started_at=wall(monday, "06:30"))
    isolation.order_isolation(desk, apart)
    isolation.end_isolation(desk, IsolationEnd(number(0), "虚构", "虚构：已排除", wall(monday, "06:50")))
    first = rounds.take_reading(desk, ReadingTaken(Decimal("38.2"), number(0)))
    care.doctor_saw(desk, first, at=clock.now)
    events = health.person_chart(desk, number(0)).events
    assert [one.at for one in events] == sorted(one.at for one in events)
    assert [one.kind for one in events[-4:]] == [EventKind.ISOLATION] * 2 + [EventKind.DOCTOR] * 2
    assert {one.kind for one in events[:-4]} == {EventKind.CUSTODY, EventKind.MOVE}
    assert [one.at for one in events[-4:-2]] == [wall(monday, "06:30"), wall(monday, "06:50")]
    assert {one.words.text.partition(":")[0] for one in events[-2:]} == {"doctor informed", "seen by the doctor"}


def test_chart_of_nobody_is_refused(desk: Desk, monday: date) -> None:
    with pytest.raises(Invalid) as caught:
        health.person_chart(desk, "X")
    assert caught.value.field == "number"


def test_saved_picture_is_on_record(desk: Desk, monday: date) -> None:
    health.record_picture(desk)
    with desk.store.reading() as session:
        found = session.scalars(select(AccessEvent).where(AccessEvent.kind == AccessKind.EXPORTED)).one()
        assert (found.act, found.count, found.account_id) == ("health.record_picture", 1, desk.account_id)


def test_records_see_no_charts(desk: Desk, monday: date, seat: Callable[..., Desk]) -> None:
    clerk = seat("clerk", Role.RECORDS)
    for ask in (lambda: health.person_chart(clerk, number(0)), lambda: health.health_trend(clerk, 30)):
        with pytest.raises(Refused):
            ask()
