"""The doctor informed, seen, concluded; readings in between; and a round signed off (domain guide §3.3-3.4)."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from db.tables import AccessEvent, StaffLeave
from db.values import AccessKind, Conflict, Invalid, Refused, Role
from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.core.messages import error_text
from facility_app.facts.care import MASKED
from facility_app.facts.due.item import DueState
from facility_app.rules.care import CareCase
from facility_app.rules.rechecks import FeverState
from facility_app.services import accounts, care, due, journal, policy, rounds, staff
from resources.text import speaking
from tests.conftest import ADMIN, Clock
from tests.services import daywork
from tests.services.daywork import number, wall

WHO = number(0)


@pytest.fixture
def day(desk: Desk, clock: Clock) -> date:
    monday = daywork.next_monday(clock)
    daywork.officers(desk)
    daywork.opening_people(desk, monday, 3)
    daywork.open_on(desk, monday)
    accounts.grant_role(desk, ADMIN, Role.DOCTOR)
    return monday


def take(desk: Desk, celsius: str, by: str = "001", who: str = WHO, **more: object) -> UUID:
    taken = ReadingTaken(Decimal(celsius), who, taken_by=by, device="甲", **more)  # type: ignore[arg-type]
    return rounds.take_reading(desk, taken)


@pytest.fixture
def fever(desk: Desk, clock: Clock, day: date) -> UUID:
    """38.2 at 07:30, 38.4 twenty minutes later by another person; the first reading."""
    clock.now = wall(day, "07:30")
    first = take(desk, "38.2")
    clock.now = wall(day, "07:50")
    take(desk, "38.4", by="002")
    return first


def the_case(desk: Desk) -> CareCase:
    (case,) = care.open_cases(desk).cases
    return case


def due_kinds(desk: Desk) -> dict[str, DueState]:
    return {one.rule: one.state for one in due.what_is_due(desk).items if one.kind in ("doctor", "follow_up")}


def test_confirmed_fever_waits_for_the_doctor_until_he_has_concluded(
    desk: Desk, clock: Clock, day: date, fever: UUID
) -> None:
    assert the_case(desk).first_id == fever
    assert due_kinds(desk) == {"care.informed": DueState.OVERDUE, "care.follow_up": DueState.DUE}
    (untold,) = [one for one in due.what_is_due(desk).items if one.rule == "care.informed"]
    assert untold.words.text == "inform the doctor: 38.2 °C"  # nothing in it says that it is done
    with speaking("zh_CN"):
        assert untold.words.text == "须报告医生：38.2 °C"
    clock.now = wall(day, "08:00")
    care.tell_doctor(desk, fever, doctor="002")
    assert due_kinds(desk)["care.seen"] is DueState.DUE
    clock.now = wall(day, "08:31")
    assert due_kinds(desk)["care.seen"] is DueState.OVERDUE
    care.doctor_saw(desk, fever)
    with pytest.raises(Refused):
        care.conclude_case(desk, fever, "上呼吸道感染")
    for hour in (12, 20, 28, 36, 44, 52, 60):
        clock.now = wall(day, "00:00") + timedelta(hours=hour)
        take(desk, "36.6")
    case = the_case(desk)
    assert case.follow_up is not None and case.follow_up.is_over
    step = care.conclude_case(desk, fever, "上呼吸道感染，已愈")
    assert care.open_cases(desk).cases == ()
    found = care.see_case(desk, fever)
    assert found is not None and found.stage("concluded").done is not None
    assert found.stage("concluded").done.result == MASKED  # type: ignore[union-attr]
    assert care.read_result(desk, step) == "上呼吸道感染，已愈"
    with desk.store.reading() as session:
        (read,) = session.scalars(select(AccessEvent).where(AccessEvent.kind == AccessKind.SENSITIVE_READ))
        assert read.subject_id == step


def test_whoever_is_in_care_is_measured_at_night_and_twice_in_a_round(
    desk: Desk, clock: Clock, day: date, fever: UUID
) -> None:
    clock.now = wall(day, "08:00")
    care.tell_doctor(desk, fever, doctor="002")
    clock.now = wall(day, "12:00")
    take(desk, "38.6")
    clock.now = wall(day, "17:30")
    take(desk, "38.5")
    (line,) = rounds.round_coverage(desk, day, "pm").abnormal
    assert line.state is FeverState.IN_CARE
    clock.now = wall(day, "17:00") + timedelta(hours=10)
    take(desk, "38.1")
    follow = the_case(desk).follow_up
    assert follow is not None and follow.next_due is not None
    assert timedelta(0) <= clock.now - (follow.next_due - timedelta(hours=4)) < timedelta(seconds=1)
    clock.now = wall(day, "07:30") + timedelta(days=1)
    take(desk, "37.9")
    tomorrow = rounds.round_coverage(desk, day + timedelta(days=1), "am")
    assert tomorrow.people.measured == 1


def test_a_step_is_recorded_once_in_order_and_can_be_undone(desk: Desk, clock: Clock, day: date, fever: UUID) -> None:
    with pytest.raises(Refused):
        care.conclude_case(desk, fever, "x")
    clock.now = wall(day, "08:00")
    told = care.tell_doctor(desk, fever, doctor="002")
    with pytest.raises(Conflict):
        care.tell_doctor(desk, fever, doctor="002")
    with pytest.raises(Invalid):
        care.doctor_saw(desk, fever, at=wall(day, "07:59"))
    care.take_step(desk, fever, "mask")
    care.doctor_saw(desk, fever)
    with pytest.raises(Refused):
        care.void_step(desk, told, "typed wrong")
    journal.undo_last(desk)
    moved = care.correct_step(desk, told, reason="typed wrong", at=wall(day, "07:55"))
    informed = the_case(desk).stage("informed").done
    assert informed is not None and (informed.id, informed.at) == (moved, wall(day, "07:55"))


def test_conclusion_waits_for_as_many_normal_hours_as_the_site_has_decided(
    desk: Desk, clock: Clock, day: date, fever: UUID
) -> None:
    policy.change_rule(desk, "care.toml", "follow_up", "care.follow_up", {"normal_hours": 24}, day, "本所规定")
    care.tell_doctor(desk, fever, doctor="002")
    care.doctor_saw(desk, fever)
    clock.now = wall(day, "12:00")
    take(desk, "36.6")
    with pytest.raises(Refused) as refused:
        care.conclude_case(desk, fever, "已愈")
    assert "for 24 hours" in error_text(refused.value)
    clock.now = wall(day, "12:01") + timedelta(days=1)
    with pytest.raises(Refused):  # nobody knows yet whether it stayed normal
        care.conclude_case(desk, fever, "已愈")
    take(desk, "36.6")
    care.conclude_case(desk, fever, "已愈")


def test_an_officer_informs_but_only_a_doctor_sees_and_concludes(
    desk: Desk, clock: Clock, day: date, fever: UUID, seat: Callable[..., Desk]
) -> None:
    officer = seat("officer", Role.OFFICER)
    care.tell_doctor(officer, fever, doctor="002")
    with pytest.raises(Refused):
        care.doctor_saw(officer, fever)
    with pytest.raises(Refused):
        care.conclude_case(officer, fever, "x")
    with pytest.raises(Refused):
        care.read_result(officer, fever)
    seen = care.doctor_saw(desk, fever, result="咽部充血")
    for role in (Role.SHIFT_LEAD, Role.HEAD):
        other = seat(role.value, role)
        for attempt in (
            lambda at=other: care.correct_step(at, seen, reason="x", at=clock.now),
            lambda at=other: care.void_step(at, seen, "x"),
        ):
            with pytest.raises(Refused, match="Only a doctor"):
                attempt()
    care.void_step(desk, seen, "录错人")
    care.void_step(other, the_case(desk).steps[0].id, "录错人")


def test_a_round_is_signed_off_only_when_nobody_is_left_without_a_reading_or_a_reason(
    desk: Desk, clock: Clock, day: date
) -> None:
    clock.now = wall(day, "08:00")
    for place, celsius in enumerate(("36.4", "36.6")):
        take(desk, celsius, who=number(place))
    with pytest.raises(Refused) as refused:
        rounds.sign_round(desk, day, "am")
    assert refused.value.params["n"] == 3
    assert number(2) in str(refused.value.params["people"])
    rounds.note_absence(desk, day, "am", "court", number=number(2))
    for officer in ("001", "002"):
        rounds.note_absence(desk, day, "am", "staff_post", staff_number=officer)
    signature = rounds.sign_round(desk, day, "am")
    with pytest.raises(Conflict):
        rounds.sign_round(desk, day, "am")
    signed = rounds.round_coverage(desk, day, "am").signature
    assert signed is not None and (signed.id, signed.corrected_at) == (signature, None)
    (line,) = [
        one for one in rounds.round_coverage(desk, day, "am").lines if one.reading.measured.celsius > Decimal("36.5")
    ]
    rounds.correct_reading(desk, line.reading.id, reason="typed wrong", celsius=Decimal("36.5"))
    signed = rounds.round_coverage(desk, day, "am").signature
    assert signed is not None and signed.corrected_at is not None
    rounds.void_signature(desk, signature, "corrected")
    rounds.sign_round(desk, day, "am")


def test_a_hint_to_the_quality_of_a_round_wants_an_answer(desk: Desk, clock: Clock, day: date) -> None:
    everybody = [number(place) for place in range(3)]
    clock.now = wall(day, "17:30")
    for who in everybody:
        take(desk, "36.5", who=who)
    clock.now = wall(day, "07:30") + timedelta(days=1)
    take(desk, "33.5", who=everybody[0])
    for who in everybody[1:]:
        take(desk, "36.6", who=who)
    tomorrow = day + timedelta(days=1)
    for officer in ("001", "002"):
        rounds.note_absence(desk, tomorrow, "am", "staff_post", staff_number=officer)
    assert {one.rule for one in rounds.round_hints(desk, tomorrow, "am")} == {"quality.implausible"}
    with pytest.raises(Invalid) as invalid:
        rounds.sign_round(desk, tomorrow, "am")
    assert invalid.value.field == "note"
    rounds.sign_round(desk, tomorrow, "am", "thermometer was wet; is measured again")


def test_fever_of_whoever_is_in_care_for_something_else_is_confirmed_and_followed(
    desk: Desk, clock: Clock, day: date
) -> None:
    clock.now = wall(day, "07:30")
    pain = take(desk, "36.6", symptoms=("chest_pain",))
    (waiting,) = (one for one in due.what_is_due(desk).items if one.kind == "doctor")
    assert "chest pain, 36.6 °C. 120 or the green channel comes first" in waiting.words.text
    care.tell_doctor(desk, pain, doctor="002")
    clock.now = wall(day, "17:10")
    hot = take(desk, "38.9", symptoms=("chest_pain",))
    (line,) = rounds.round_coverage(desk, day, "pm").abnormal
    assert line.state is FeverState.AWAITING
    clock.now = wall(day, "17:30")
    take(desk, "38.8", by="002")
    assert {one.first_id: one.kind.value for one in care.open_cases(desk).cases} == {pain: "alarm", hot: "fever"}
    assert due_kinds(desk)["care.follow_up"] is DueState.DUE


def test_sign_that_the_doctor_knows_begins_no_second_case_but_a_new_one_does(
    desk: Desk, clock: Clock, day: date
) -> None:
    clock.now = wall(day, "07:30")
    pain = take(desk, "36.6", symptoms=("chest_pain",))
    care.tell_doctor(desk, pain, doctor="002")
    clock.now = wall(day, "17:10")
    take(desk, "36.5", symptoms=("chest_pain",))
    assert the_case(desk).first_id == pain
    clock.now = wall(day, "18:10")
    take(desk, "36.5", symptoms=("seizure",))
    assert sorted(one.kind.value for one in care.open_cases(desk).cases) == ["alarm", "alarm"]


@pytest.mark.parametrize(
    ("again", "symptoms", "kind"), [("38.5", (), "fever"), ("36.6", ("seizure",), "alarm"), ("34.5", (), "low")]
)
def test_what_a_further_reading_of_a_round_says_is_a_case_as_at_the_first_one(
    desk: Desk, clock: Clock, day: date, again: str, symptoms: tuple[str, ...], kind: str
) -> None:
    clock.now = wall(day, "07:30")
    first = take(desk, "36.5")
    clock.now = wall(day, "10:00")
    take(desk, again, again=True, symptoms=symptoms)
    if kind == "fever":
        assert care.open_cases(desk).cases == ()
        clock.now = wall(day, "10:20")
        take(desk, "38.4", by="002", again=True)
    case = the_case(desk)
    assert (case.first_id, case.kind.value, case.sign.celsius) == (first, kind, Decimal(again))
    assert "care.informed" in due_kinds(desk)


def test_seizure_of_somebody_in_care_for_a_fever_is_told_anew(desk: Desk, clock: Clock, day: date, fever: UUID) -> None:
    care.tell_doctor(desk, fever, doctor="002")
    clock.now = wall(day, "17:10")
    shaking = take(desk, "38.6", symptoms=("seizure",))
    cases = {one.first_id: one for one in care.open_cases(desk).cases}
    assert set(cases) == {fever, shaking}
    assert cases[shaking].stage("informed").done is None


def test_a_second_reading_on_purpose_is_kept_beside_the_first(desk: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day, "08:00")
    take(desk, "36.5")
    clock.now = wall(day, "08:05")
    with pytest.raises(Conflict):
        take(desk, "36.7", by="002")
    take(desk, "36.7", by="002", again=True)
    values = [one.reading.measured.celsius for one in rounds.round_coverage(desk, day, "am").lines]
    assert values == [Decimal("36.5"), Decimal("36.7")]


def test_the_mean_of_repeats_in_the_ear_is_kept_as_such(desk: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day, "08:00")
    take(desk, "37.6", body_site="ear", is_mean=True)
    take(desk, "37.6", body_site="ear", who=number(1))
    found = rounds.round_coverage(desk, day, "am")
    assert [one.subject.number for one in found.abnormal] == [WHO]


def test_the_reading_that_a_confirmed_fever_asks_for_is_taken_though_no_doctor_was_told(
    desk: Desk, clock: Clock, day: date, fever: UUID
) -> None:
    tomorrow = day + timedelta(days=1)
    clock.now = wall(tomorrow, "06:20")
    take(desk, "36.9")
    follow = the_case(desk).follow_up
    assert follow is not None and follow.next_due is not None
    assert follow.next_due.replace(microsecond=0) == wall(tomorrow, "14:20")  # eight hours after a normal one
    clock.now = wall(tomorrow, "14:20")
    take(desk, "36.8")
    clock.now = wall(tomorrow, "22:20")
    take(desk, "36.7")
    later = the_case(desk).follow_up
    assert later is not None and later.next_due is not None
    assert later.next_due.replace(microsecond=0) == wall(tomorrow + timedelta(days=1), "06:20")
    with pytest.raises(Conflict):  # of whoever has no fever, one reading a round
        for minute in ("06:30", "06:40"):
            take(desk, "36.6", who=number(1), taken_at=wall(tomorrow, minute))


def test_a_reading_on_which_steps_of_care_stand_is_not_voided(desk: Desk, clock: Clock, day: date, fever: UUID) -> None:
    step = care.tell_doctor(desk, fever, doctor="002")
    lines = rounds.round_coverage(desk, day, "am").lines
    (second,) = [one.reading.id for one in lines if one.reading.id != fever]
    rounds.void_reading(desk, second, "录错人")
    with pytest.raises(Refused, match="steps of care"):
        rounds.void_reading(desk, fever, "录错人")
    assert the_case(desk).first_id == fever
    care.void_step(desk, step, "录错人")
    rounds.void_reading(desk, fever, "录错人")
    assert care.open_cases(desk).cases == ()


def test_whoever_was_away_is_asked_for_until_measured_on_return(desk: Desk, clock: Clock, day: date) -> None:
    def asked() -> list[tuple[str, list[str]]]:
        items = due.what_is_due(desk).items
        return [(one.rule, [each.number for each in one.people]) for one in items if one.kind == "on_return"]

    clock.now = wall(day, "08:00")
    rounds.note_absence(desk, day, "am", "court", number=WHO)
    rounds.note_absence(desk, day, "am", "meeting", number=number(1))
    rounds.note_absence(desk, day, "am", "refused", number=number(2))
    assert asked() == [("am", [WHO, number(1)])]
    clock.now = wall(day, "11:30")
    take(desk, "36.6", who=number(1))
    assert asked() == [("am", [WHO])]
    clock.now = wall(day, "17:30")  # now the round of the evening asks for all
    assert asked() == []
    rounds.note_absence(desk, day, "pm", "court", number=WHO)
    assert asked() == [("pm", [WHO])]
    clock.now = wall(day + timedelta(days=1), "06:30")
    assert asked() == []


def test_two_open_cases_of_one_person_ask_for_one_next_reading(
    desk: Desk, clock: Clock, day: date, fever: UUID
) -> None:
    later = day + timedelta(days=6)
    clock.now = wall(later, "07:30")
    take(desk, "38.6")
    clock.now = wall(later, "07:50")
    take(desk, "38.5", by="002")
    assert len(care.open_cases(desk).cases) == 2
    told = [one.words.text for one in due.what_is_due(desk).items if one.kind == "follow_up"]
    assert len(told) == 1
    assert due_kinds(desk)["care.informed"] is DueState.OVERDUE


def test_case_that_a_doctor_was_told_of_stays_open_until_he_concludes_it(
    desk: Desk, clock: Clock, day: date, fever: UUID
) -> None:
    care.tell_doctor(desk, fever, doctor="002")
    care.doctor_saw(desk, fever)
    clock.now = wall(day + timedelta(days=100), "09:00")
    assert the_case(desk).first_id == fever
    care.conclude_case(desk, fever, "已愈", is_early=True)
    assert care.open_cases(desk).cases == ()


def test_new_limit_leaves_the_open_cases_of_before(desk: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day, "07:30")
    low = take(desk, "34.9")
    alarming = take(desk, "36.6", who=number(1), symptoms=("chest_pain",))
    tomorrow = day + timedelta(days=1)
    limit = {"limit.value": "34.0"}
    policy.change_rule(desk, "thresholds.toml", "grade", "hypothermia", limit, tomorrow, "本所规定")
    policy.change_rule(desk, "symptoms.toml", "symptom", "chest_pain", {"is_alarm": False}, tomorrow, "本所规定")
    clock.now = wall(tomorrow, "07:30")
    take(desk, "34.9")
    assert [one.first_id for one in care.open_cases(desk).cases] == [low, alarming]


def test_refusal_is_due_until_the_doctor_is_told_or_the_person_measured(desk: Desk, clock: Clock, day: date) -> None:
    def asked() -> list[tuple[str, DueState]]:
        return sorted(
            ((one.subject.number, one.state) for one in due.what_is_due(desk).items if one.kind == "refused"),
            key=lambda one: one[0],
        )

    clock.now = wall(day, "08:00")
    for place in range(3):
        rounds.note_absence(desk, day, "am", "refused", number=number(place), note="不配合" if place == 0 else None)
    assert asked() == [(number(place), DueState.DUE) for place in range(3)]
    (item,) = [one for one in due.what_is_due(desk).items if one.subject.number == WHO and one.kind == "refused"]
    assert "Tell the doctor, and try again" in item.words.text
    care.tell_doctor_of_refusal(desk, day, "am", WHO, doctor="002", at=wall(day, "07:55"))
    take(desk, "36.5", who=number(1))
    assert asked() == [(number(2), DueState.DUE)]
    clock.now = wall(day, "09:30")
    assert asked() == [(number(2), DueState.OVERDUE)]
    missing = {one.subject.number: one.reason for one in rounds.round_coverage(desk, day, "am").people.missing}
    assert {of: one.id for of, one in missing.items() if one} == {
        WHO: "refused_doctor_told",
        number(2): "refused",
    }
    with pytest.raises(Conflict, match=r"不配合; 虚构医生二 .* 07:55"):
        care.tell_doctor_of_refusal(desk, day, "am", WHO, doctor="002")
    with pytest.raises(Invalid, match="has not refused"):
        care.tell_doctor_of_refusal(desk, day, "pm", WHO, doctor="002")
    clock.now = wall(day + timedelta(days=1), "06:00")
    assert asked() == [(number(2), DueState.OVERDUE)], "nobody was told, and nobody tried again"
    clock.now = wall(day + timedelta(days=1), "07:10")
    take(desk, "36.5", who=number(2))
    assert asked() == []


def test_ear_that_was_a_mean_after_all_is_measured_again(desk: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day, "07:30")
    reading = take(desk, "37.7", body_site="ear")  # alone a fever above 37.8, as a mean above 37.5
    assert rounds.round_coverage(desk, day, "am").abnormal == ()
    rounds.correct_reading(desk, reading, reason="三次平均", is_mean=True)
    (abnormal,) = rounds.round_coverage(desk, day, "am").abnormal
    assert abnormal.state is FeverState.AWAITING
    rounds.correct_reading(desk, reading, reason="只测一次", is_mean=False)
    assert rounds.round_coverage(desk, day, "am").abnormal == ()


def test_of_several_doctors_the_message_names_them_and_who_is_on_leave_comes_last(
    desk: Desk, clock: Clock, day: date, fever: UUID
) -> None:
    accounts.revoke_role(desk, ADMIN, Role.DOCTOR, "调岗")
    of_nought = staff.add_staff(desk, "000", "虚构医生零", "医生")
    with desk.act("seed") as work:
        work.add(StaffLeave(staff_id=of_nought, first_day=day, last_day=day, reason="staff_leave"))
    rounds.note_absence(desk, day, "am", "refused", number=number(1))
    assert [one.number for one in care.whom_to_tell(desk)][-1] == "000"
    with pytest.raises(Invalid) as of_fever:
        care.tell_doctor(desk, fever)
    with pytest.raises(Invalid) as of_refusal:
        care.tell_doctor_of_refusal(desk, day, "am", number(1))
    for one in (of_fever.value, of_refusal.value):
        assert one.field == "by"
        assert "虚构医生二 (002)" in error_text(one) and "虚构医生零 (000)" in error_text(one)
    care.tell_doctor_of_refusal(desk, day, "am", number(1), doctor="002")
