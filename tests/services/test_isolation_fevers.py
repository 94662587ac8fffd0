"""Which fevers and symptoms count for the end of an isolation, wherever they were written."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from db.values import Refused, Role
from facility_app.access import Desk
from facility_app.acts.isolation import IsolationEnd, IsolationOrder, ReviewMade
from facility_app.acts.observations import LineTold
from facility_app.acts.outbreaks import MeasuresOrdered
from facility_app.rules.isolation import EndState
from facility_app.services import due, intake, isolation
from tests.conftest import Clock
from tests.services.test_isolation import CALM, day, flu, measured, one, ward
from tests.services.test_rounds import newcomer, wall

__all__ = ["day", "ward"]


def may_end_from(desk: Desk, number: str = "A") -> datetime | None:
    """To the minute."""
    earliest = one(desk, number).verdict.earliest
    return earliest and earliest.replace(second=0, microsecond=0)


def test_end_does_not_depend_on_who_else_is_apart_and_for_how_long(ward: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day, "17:30")
    measured(ward, "38.5")
    isolation.order_isolation(ward, IsolationOrder("B", "medical_observation", "密接"))
    later = day + timedelta(days=19)
    clock.now = wall(later, "08:00")
    flu(ward)
    clock.now = wall(later, "17:20")
    measured(ward, "36.5")
    assert one(ward).verdict.state is EndState.WAITING
    assert may_end_from(ward) == wall(later + timedelta(days=1), "08:00")


def test_only_a_second_reading_made_as_it_must_be_disproves_a_fever(ward: Desk, clock: Clock, day: date) -> None:
    flu(ward)
    began = wall(day, "17:30")
    tomorrow = timedelta(days=1)
    clock.now = began
    measured(ward, "38.2")
    for minutes, site, device in ((2, "forehead", "T9"), (20, "axillary", "T1"), (25, "axillary", "")):
        clock.now = began + timedelta(minutes=minutes)
        measured(ward, "36.8", site=site, device=device)
        assert may_end_from(ward) == began + tomorrow  # 24 hours from the fever, which stands
    clock.now = began + timedelta(minutes=30)
    measured(ward, "36.8", device="T2")
    assert may_end_from(ward) == wall(day, "10:00") + tomorrow  # 24 hours from the order


def test_observation_lasts_as_long_as_the_measures_say_and_is_proposed_until_then(
    ward: Desk, clock: Clock, day: date
) -> None:
    isolation.order_isolation(ward, IsolationOrder("A", "medical_observation", "密接"))
    assert may_end_from(ward) == wall(day + timedelta(days=14), "10:00")
    told = MeasuresOrdered("covid19", "虚构防控通知", started_on=day + timedelta(days=1), observation_days=21)
    clock.now = wall(day + timedelta(days=1), "09:00")
    isolation.switch_on_measures(ward, told)
    intake.admit_person(ward, newcomer("D", clock.now))
    (proposed,) = [each.until for each in isolation.who_is_apart(ward).proposed if each.person.number == "D"]
    isolation.order_isolation(ward, IsolationOrder("B", "medical_observation", "新入所"))
    isolation.order_isolation(ward, IsolationOrder("C", "medical_observation", "发热待查", pathogen="influenza"))
    assert may_end_from(ward) == wall(day + timedelta(days=14), "10:00")  # ordered before the measures
    assert may_end_from(ward, "B") == wall(day + timedelta(days=22), "09:00")
    assert proposed == day + timedelta(days=22)
    assert may_end_from(ward, "C") == wall(day + timedelta(days=15), "09:00")  # they are against another pathogen


def test_symptom_ticked_in_a_round_counts_for_the_end_as_one_in_a_line_does(
    ward: Desk, clock: Clock, day: date
) -> None:
    """Norovirus: 72 hours after the last symptom (domain guide §3.8), though no line of the sheet tells of one."""
    flu(ward, pathogen="norovirus")
    for n, window in ((0, "17:10"), (1, "07:10"), (1, "17:10")):
        clock.now = wall(day + timedelta(days=n), window)
        measured(ward, "36.6", symptoms=("diarrhoea",))
        isolation.observe(ward, LineTold("A", *CALM))
    clock.now = wall(day + timedelta(days=4), "07:10")
    isolation.observe(ward, LineTold("A", *CALM))
    assert (one(ward).verdict.state, may_end_from(ward)) == (EndState.WAITING, wall(day + timedelta(days=4), "17:10"))
    with pytest.raises(Refused):
        isolation.end_isolation(ward, IsolationEnd("A", "72小时无症状"))
    clock.now = wall(day + timedelta(days=4), "17:15")
    measured(ward, "36.5")
    assert one(ward).verdict.state is EndState.UNPROVEN  # a temperature does not say that there was no diarrhoea
    isolation.observe(ward, LineTold("A", *CALM))
    assert one(ward).verdict.state is EndState.MET


def test_fever_that_a_line_tells_of_counts_as_one_that_was_measured(ward: Desk, clock: Clock, day: date) -> None:
    flu(ward)
    clock.now = wall(day, "17:30")
    isolation.observe(ward, LineTold("A", *CALM, ("fever", "dry_cough")))
    assert may_end_from(ward) == wall(day + timedelta(days=1), "17:30")


def test_emergency_sign_in_a_line_is_answered_at_once_and_stands_until_a_doctor_has_looked(
    ward: Desk, seat: Callable[..., Desk], clock: Clock, day: date
) -> None:
    """Alarms irrespective of temperature: help first, paperwork later (domain guide §3.4)."""

    def alarms(at: datetime | None = None) -> list[tuple[str, str]]:
        found = (each for each in due.what_is_due(ward, at).items if each.is_alarm)
        return [(each.subject.number, each.words.text) for each in found]

    officer = seat("officer", Role.OFFICER)
    for number in ("A", "B"):
        isolation.order_isolation(ward, IsolationOrder(number, "medical_observation", "密接"))
    clock.now = wall(day, "17:30")
    calm = isolation.observe(officer, LineTold("B", *CALM, ("headache",)))
    kept = isolation.observe(officer, LineTold("A", *CALM, ("seizure", "headache")))
    assert calm.alarm is None and kept.alarm is not None and kept.alarm.text.startswith("seizure: call 120")
    assert alarms() == [("A", kept.alarm.text)]
    clock.now = wall(day + timedelta(days=1), "07:30")
    isolation.observe(officer, LineTold("A", *CALM))
    assert alarms() == [("A", kept.alarm.text)], "no doctor has looked, and midnight changes nothing"
    isolation.review_isolation(ward, ReviewMade("A", "doctor_visit", text="抽搐已停"))
    assert alarms() == []
    assert alarms(wall(day, "18:00")) == [("A", kept.alarm.text)], "as it stood then"
