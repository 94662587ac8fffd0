"""Windows of a round and coverage (domain guide §3.1, §12 check 6; a reading up to 90 minutes early counts)."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facility_app.core.facilityday import FacilityCalendar
from facility_app.rules.coverage import Absence, Coverage, Listed, Measured, coverage
from facility_app.rules.entries import by_id, in_force
from facility_app.rules.rounds import Timing, WindowSpan, round_rules, window_of, window_spans
from tests.rules.people import CALENDAR, KSS, MONDAY, SHANGHAI, at, person, staff

WINDOWS = in_force(round_rules().window, MONDAY, KSS)
REASONS = by_id(in_force(round_rules().reason, MONDAY, KSS))
AM, PM = window_spans(WINDOWS, CALENDAR, MONDAY)
SINCE_DST = st.dates(date(1992, 1, 1), date(2099, 12, 30))  # China has had one time all year since then


def counted(text: str) -> tuple[str, str, Timing] | None:
    found = window_of(WINDOWS, CALENDAR, at(text))
    return (found[0].day.isoformat(), found[0].window.id, found[1]) if found else None


def test_the_windows_of_a_day_are_instants_in_utc() -> None:
    assert (AM.opens, AM.closes) == (datetime(2026, 3, 1, 23, tzinfo=UTC), datetime(2026, 3, 2, 1, tzinfo=UTC))
    assert (PM.opens, PM.closes) == (datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 11, tzinfo=UTC))


@pytest.mark.parametrize(
    ("reading", "window"),
    [
        ("2026-03-02 05:29", None),
        ("2026-03-02 05:30", ("2026-03-02", "am", Timing.EARLY)),
        ("2026-03-02 07:00", ("2026-03-02", "am", Timing.ON_TIME)),
        ("2026-03-02 09:00", ("2026-03-02", "am", Timing.ON_TIME)),
        ("2026-03-02 09:01", ("2026-03-02", "am", Timing.LATE)),
        ("2026-03-02 15:29", ("2026-03-02", "am", Timing.LATE)),
        ("2026-03-02 15:30", ("2026-03-02", "pm", Timing.EARLY)),
        ("2026-03-02 23:59", ("2026-03-02", "pm", Timing.LATE)),
        ("2026-03-03 00:00", None),
    ],
)
def test_a_reading_counts_for_its_window(reading: str, window: tuple[str, str, Timing] | None) -> None:
    assert counted(reading) == window


def test_where_the_day_begins_at_six_an_early_reading_belongs_to_the_new_day() -> None:
    calendar = FacilityCalendar(SHANGHAI, time(6))
    found = window_of(WINDOWS, calendar, at("2026-03-03 05:45"))
    assert found is not None
    assert (found[0].day, found[0].window.id, found[1]) == (date(2026, 3, 3), "am", Timing.EARLY)
    late = window_of(WINDOWS, calendar, at("2026-03-03 05:29"))
    assert late is not None
    assert (late[0].day, late[0].window.id, late[1]) == (MONDAY, "pm", Timing.LATE)


@given(day=SINCE_DST, starts=st.sampled_from([time(0), time(4), time(6)]))
def test_a_window_lies_within_a_day_of_24_hours_and_in_order(day: date, starts: time) -> None:
    calendar = FacilityCalendar(SHANGHAI, starts)
    assert calendar.ends(day) - calendar.starts(day) == timedelta(hours=24)
    am, pm = window_spans(WINDOWS, calendar, day)
    assert am.counts_from < am.opens < am.closes < am.counts_until == pm.counts_from < pm.opens < pm.closes
    assert pm.closes < pm.counts_until <= calendar.ends(day)
    assert am.opens - am.counts_from == timedelta(minutes=90)
    assert (am.opens - calendar.instant(day, time(7)), am.opens.tzinfo) == (timedelta(0), UTC)


@given(date=SINCE_DST, minute=st.integers(0, 24 * 60 - 1), starts=st.sampled_from([time(0), time(6)]))
def test_an_instant_counts_for_one_window_at_most_and_lies_in_its_day(date: date, minute: int, starts: time) -> None:
    instant = datetime.combine(date, time(0), UTC) + timedelta(minutes=minute)
    calendar = FacilityCalendar(SHANGHAI, starts)
    day = calendar.day_of(instant)
    assert calendar.starts(day) <= instant < calendar.ends(day)
    near = [day + timedelta(days=n) for n in (-1, 0, 1)]
    spans = [span for one in near for span in window_spans(WINDOWS, calendar, one)]
    counting = [span for span in spans if span.timing(instant)]
    assert len(counting) <= 1
    found = window_of(WINDOWS, calendar, instant)
    assert [found[0]] == counting if found else counting == []


def hundred() -> list[Listed]:
    return [Listed(person(n)) for n in range(100)]


def measured(people: range, when: str = "2026-03-02 07:30") -> list[Measured]:
    return [Measured(person(n).id, at(when)) for n in people]


def test_97_of_100_measured_is_97_percent_and_three_names_with_reasons() -> None:
    away = [
        Absence(person(n).id, reason, at("2026-03-02 06:00"))
        for n, reason in ((97, "interrogation"), (98, "court"), (99, "medical_visit"))
    ]
    figures = coverage(AM, hundred(), measured(range(97)), away, REASONS)
    assert (figures.expected, figures.measured, figures.percent) == (100, 97, Decimal("97.0"))
    assert [(one.subject.name, one.reason.zh if one.reason else None) for one in figures.missing] == [
        ("甲97", "提讯"),
        ("甲98", "开庭"),
        ("甲99", "就医"),
    ]
    assert figures.unexplained == ()


def test_who_is_back_from_court_and_measured_late_counts() -> None:
    back = [Absence(person(0).id, "court", at("2026-03-02 06:00"), at("2026-03-02 08:30"))]
    late = coverage(AM, [Listed(person(0))], measured(range(1), "2026-03-02 11:00"), back, REASONS)
    assert (late.measured, late.late, late.missing) == (1, 1, ())


def test_staff_off_duty_are_no_gap() -> None:
    duty = [Listed(staff(n)) for n in range(80)]
    resting = [Absence(staff(n).id, "staff_rest", at("2026-03-02 00:00")) for n in range(30)]
    readings = [Measured(staff(n).id, at("2026-03-02 07:10")) for n in range(30, 80)]
    figures = coverage(AM, duty, readings, resting, REASONS)
    assert (figures.expected, figures.measured, len(figures.excused), figures.percent) == (50, 50, 30, Decimal(100))
    assert figures.missing == ()


def test_a_member_of_staff_who_was_measured_on_a_day_off_counts() -> None:
    resting = [Absence(staff(1).id, "staff_rest", at("2026-03-02 00:00"))]
    readings = [Measured(staff(1).id, at("2026-03-02 07:10"))]
    figures = coverage(AM, [Listed(staff(1))], readings, resting, REASONS)
    assert (figures.expected, figures.measured, figures.excused) == (1, 1, ())


def test_coverage_is_never_rounded_up_to_a_hundred() -> None:
    people = [Listed(person(n)) for n in range(3000)]
    assert coverage(AM, people, measured(range(2999)), [], REASONS).percent == Decimal("99.9")


def test_nobody_expected_is_no_percentage() -> None:
    assert coverage(AM, [], [], [], REASONS).percent is None


def test_who_came_after_the_window_or_left_before_it_is_not_expected() -> None:
    late_comer = Listed(person(1), since=at("2026-03-02 09:30"))
    gone = Listed(person(2), until=at("2026-03-02 07:00"))
    assert coverage(AM, [late_comer, gone], [], [], REASONS).expected == 0


def test_who_came_or_stayed_until_the_end_of_the_window_is_expected() -> None:
    came_at_its_end = Listed(person(1), since=at("2026-03-02 08:59"))
    left_as_it_closed = Listed(person(2), until=at("2026-03-02 09:00"))
    assert coverage(AM, [came_at_its_end, left_as_it_closed], [], [], REASONS).expected == 2


def test_who_left_while_the_window_ran_is_expected_only_if_measured_before() -> None:
    left = [Listed(person(n), until=at("2026-03-02 08:59")) for n in range(2)]
    figures = coverage(AM, left, measured(range(1)), [], REASONS)
    assert (figures.expected, figures.measured, figures.missing) == (1, 1, ())


def test_of_an_early_reading_and_one_on_time_the_one_on_time_counts() -> None:
    both = [*measured(range(1), "2026-03-02 06:00"), *measured(range(1), "2026-03-02 08:00")]
    figures = coverage(AM, [Listed(person(0))], both, [], REASONS)
    assert (figures.measured, figures.early, figures.late) == (1, 0, 0)


def test_an_evening_reading_does_not_fill_the_morning() -> None:
    figures = coverage(AM, [Listed(person(0))], measured(range(1), "2026-03-02 18:00"), [], REASONS)
    assert figures.measured == 0


HOURS = st.integers(-24, 48)


@given(
    n=st.integers(0, 12),
    readings=st.lists(st.tuples(st.integers(0, 14), HOURS), max_size=30),
    away=st.lists(st.tuples(st.integers(0, 14), st.sampled_from(sorted(REASONS)), HOURS), max_size=12),
    span=st.sampled_from([AM, PM]),
)
def test_the_figures_add_up(
    n: int, readings: list[tuple[int, int]], away: list[tuple[int, str, int]], span: WindowSpan
) -> None:
    midnight = CALENDAR.starts(MONDAY)
    facts = [Measured(person(i).id, midnight + timedelta(hours=hour)) for i, hour in readings]
    absences = [Absence(person(i).id, why, midnight + timedelta(hours=hour)) for i, why, hour in away]
    figures: Coverage = coverage(span, [Listed(person(i)) for i in range(n)], facts, absences, REASONS)
    assert figures.expected + len(figures.excused) == n
    assert figures.early + figures.late <= figures.measured
    assert all(one.reason is not None for one in figures.excused)
    assert figures.percent is None or 0 <= figures.percent <= 100
    assert (figures.percent == 100) == (bool(figures.expected) and not figures.missing)
