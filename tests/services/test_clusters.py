"""Clusters are due: of what, where, who, and until when to act (domain guide §3.7)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from db.values import Role
from facility_app.access import Desk
from facility_app.acts.intake import PaperGiven
from facility_app.acts.isolation import IsolationOrder
from facility_app.acts.rounds import ReadingTaken
from facility_app.facts.due.item import DueItem, DueState
from facility_app.facts.registers import all_registers
from facility_app.rules.isolation import disease_named
from facility_app.rules.isolationpack import isolation_rules
from facility_app.services import accounts, care, due, health, isolation, registers, rounds, staff
from tests.conftest import ADMIN, Clock
from tests.registers.entries import fill_lists, values_of
from tests.services import daywork
from tests.services.daywork import number, wall

PEOPLE = 12


@pytest.fixture
def monday(desk: Desk, clock: Clock) -> date:
    """Twelve people, ten men in 101 and 102 and two women, and four officers; seven in the morning of the first day."""
    day = daywork.next_monday(clock)
    daywork.officers(desk)
    staff.add_staff(desk, "003", "虚构民警三", "管教")
    staff.add_staff(desk, "004", "虚构民警四", "看守")
    daywork.opening_people(desk, day, PEOPLE)
    daywork.open_on(desk, day)
    accounts.grant_role(desk, ADMIN, Role.DOCTOR)
    clock.now = wall(day, "07:00")
    return day


def measure(desk: Desk, celsius: str, whom: int | str, *symptoms: str, device: str = "T1") -> UUID:
    """Take a temperature on the full second, of a person by place or of staff by number."""
    at = desk.store.clock().replace(microsecond=0)
    of, staff_of = (None, whom) if isinstance(whom, str) else (number(whom), None)
    by = "002" if staff_of else "001"
    return rounds.take_reading(
        desk, ReadingTaken(Decimal(celsius), of, staff_of, at, device=device, taken_by=by, symptoms=symptoms)
    )


def clusters_at(desk: Desk, at: datetime | None = None) -> dict[str, DueItem]:
    return {one.rule: one for one in due.what_is_due(desk, at).items if one.kind == "cluster"}


def test_two_fevers_in_a_cell_within_72_hours_wait_a_day_for_the_doctor(desk: Desk, clock: Clock, monday: date) -> None:
    measure(desk, "38.2", 0)
    assert clusters_at(desk) == {}
    third = monday + timedelta(days=2)
    clock.now = wall(third, "07:10")
    measure(desk, "38.0", 1)
    (item,) = clusters_at(desk).values()
    assert (item.rule, item.state, item.is_alarm) == ("clusters.cell_respiratory", DueState.DUE, False)
    assert (item.subject.text, [one.number for one in item.people]) == ("一监区 101", [number(0), number(1)])
    assert "keep the cell together" in item.words.text
    assert item.due == wall(third + timedelta(days=1), "07:10")
    clock.now = wall(third + timedelta(days=3), "07:09")
    (late,) = clusters_at(desk).values()
    assert late.state is DueState.OVERDUE, "it is still to be done when the first case is older than 72 hours"
    clock.now = wall(third + timedelta(days=3), "07:11")
    assert clusters_at(desk) == {}, "72 hours after the second case"
    assert list(clusters_at(desk, wall(third, "07:10"))) == ["clusters.cell_respiratory"]
    assert clusters_at(desk, wall(third, "07:09")) == {}


def test_fever_that_a_second_reading_disproves_makes_no_cluster(desk: Desk, clock: Clock, monday: date) -> None:
    measure(desk, "38.2", 0)
    measure(desk, "37.6", 1)
    assert list(clusters_at(desk)) == ["clusters.cell_respiratory"]
    clock.now = wall(monday, "07:20")
    measure(desk, "36.7", 1, device="T2")
    assert clusters_at(desk) == {}


def test_two_of_one_post_ill_within_seven_days_split_the_roster(desk: Desk, clock: Clock, monday: date) -> None:
    measure(desk, "37.9", "001")
    measure(desk, "37.9", "004")
    assert clusters_at(desk) == {}, "a warder and an officer have two posts"
    clock.now = wall(monday + timedelta(days=6), "07:30")
    measure(desk, "36.5", "003", "dry_cough")
    (item,) = clusters_at(desk).values()
    assert (item.rule, item.subject.text) == ("clusters.staff_post", "管教")
    assert [one.number for one in item.people] == ["001", "003"]
    assert [one.place for one in health.health_trend(desk, 30).clusters] == ["管教"], "the trend marks it too"


def test_ten_with_fever_and_cough_in_a_week_are_told_within_two_hours(desk: Desk, clock: Clock, monday: date) -> None:
    for place in range(9):
        measure(desk, "38.0", place, "dry_cough")
    measure(desk, "37.9", 9, "dry_cough")
    assert "clusters.influenza_call" not in clusters_at(desk)
    clock.now = wall(monday, "07:05")
    measure(desk, "38.0", 10, "sore_throat")
    item = clusters_at(desk)["clusters.influenza_call"]
    assert (item.is_alarm, len(item.people), item.state) == (True, 10, DueState.DUE)
    assert item.due == wall(monday, "09:05")
    clock.now = wall(monday, "07:30")
    measure(desk, "38.5", 9, device="T2")
    assert len(clusters_at(desk)["clusters.influenza_call"].people) == 11, "the second reading shows 38 and more"
    clock.now = wall(monday, "09:05")
    assert clusters_at(desk)["clusters.influenza_call"].state is DueState.OVERDUE


def test_fever_that_screening_found_and_a_second_reading_disproved_is_no_influenza(
    desk: Desk, clock: Clock, monday: date
) -> None:
    for place in range(10):
        measure(desk, "38.2", place, "dry_cough")
    assert len(clusters_at(desk)["clusters.influenza_call"].people) == 10
    clock.now = wall(monday, "07:20")
    measure(desk, "36.6", 0, device="T2")
    assert "clusters.influenza_call" not in clusters_at(desk)


def test_disease_counts_by_the_order_of_isolation_and_by_the_conclusion(desk: Desk, clock: Clock, monday: date) -> None:
    """Two of COVID-19 in a week: report within two hours; who they are is not told to everybody."""
    isolation.order_isolation(desk, IsolationOrder(number(0), "medical_isolation", "虚构", pathogen="covid19"))
    isolation.order_isolation(desk, IsolationOrder(number(2), "medical_observation", "虚构", pathogen="covid19"))
    first = measure(desk, "37.5", 1)
    clock.now = wall(monday, "07:20")
    measure(desk, "37.6", 1, device="T2")
    care.tell_doctor(desk, first, doctor="002")
    care.doctor_saw(desk, first)
    clock.now = wall(monday, "08:00")
    assert clusters_at(desk) == {}
    care.conclude_case(desk, first, "确诊新冠肺炎，转定点医院", at=wall(monday, "08:00"), is_early=True)
    item = clusters_at(desk)["clusters.covid"]
    assert (item.is_alarm, item.due, item.people) == (True, wall(monday, "10:00"), ())
    assert number(0) not in item.words.text and "2 within 168 hours" in item.words.text


def test_nights_in_hospital_deaths_and_one_meal_are_counted_by_what_the_records_tell(
    desk: Desk, clock: Clock, monday: date
) -> None:
    """Five in hospital, or two deaths, of influenza-like illness in a week; three who fell ill after the same meal."""
    for place in range(6):
        measure(desk, "38.4", place, "dry_cough")
    clock.now = wall(monday, "20:00")
    for place in range(5):
        rounds.note_absence(desk, monday, "pm", "medical_visit", number=number(place))
    clock.now = wall(monday + timedelta(days=1), "07:30")
    for place in (*range(4), 5):  # the fifth came back for the night
        rounds.note_absence(desk, monday + timedelta(days=1), "am", "medical_visit", number=number(place))
    assert "clusters.influenza_hospital" not in clusters_at(desk)
    rounds.note_absence(desk, monday + timedelta(days=1), "am", "medical_visit", number=number(4))
    item = clusters_at(desk)["clusters.influenza_hospital"]
    assert (item.is_alarm, [one.number for one in item.people]) == (True, [number(place) for place in range(5)])
    assert item.due == wall(monday + timedelta(days=1), "09:00")  # two hours after the first round of the day opened
    for place in (0, 9, 1):  # the second one had no such illness
        assert "clusters.influenza_death" not in clusters_at(desk)
        paper = PaperGiven("death_certificate", f"虚构亡{place}", "虚构医院", monday)
        daywork.let_go(desk, number(place), paper, exit_id="death")
    assert [one.number for one in clusters_at(desk)["clusters.influenza_death"].people] == [number(0), number(1)]
    fill_lists(desk)
    register = next(one for one in all_registers() if one.name == "incident")
    entry = {**values_of(register, 0, clock.now), "kind": "poisoning", "people": [number(place) for place in (6, 7)]}
    kept = registers.add_entry(desk, "incident", entry)
    assert "clusters.same_meal" not in clusters_at(desk)
    registers.void_entry(desk, "incident", kept.id, "登记有误")
    registers.add_entry(desk, "incident", {**entry, "people": [number(place) for place in (6, 7, 8)]})
    assert [one.number for one in clusters_at(desk)["clusters.same_meal"].people] == [number(n) for n in (6, 7, 8)]


def test_tuberculosis_of_one_has_the_contacts_of_the_cell_screened(desk: Desk, monday: date) -> None:
    isolation.order_isolation(desk, IsolationOrder(number(0), "medical_isolation", "虚构", pathogen="tuberculosis"))
    item = clusters_at(desk)["clusters.tuberculosis"]
    assert (item.subject.text, item.is_alarm) == ("一监区 101", True)


@pytest.mark.parametrize(
    ("conclusion", "disease"),
    [
        ("肺结核", "tuberculosis"),
        ("确诊肺结核，转院", "tuberculosis"),
        ("Tuberculosis, sent to hospital", "tuberculosis"),
        ("肺结核待排", None),
        ("排除肺结核", None),
        ("上呼吸道感染", None),
        ("", None),
    ],
)
def test_conclusion_names_a_disease_only_where_the_name_stands_alone(conclusion: str, disease: str | None) -> None:
    assert disease_named(isolation_rules(), conclusion) == disease
