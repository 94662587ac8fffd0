"""Temperature rounds (domain guide §3 and §12 checks 6 and 7)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from db.record import Record
from db.tables import ClosedDay, Reading, RoundAbsence, StaffLeave
from db.values import CellKind, Conflict, DaybookError, Invalid, Refused, Role, Sex
from facility_app.access import Desk
from facility_app.acts.absences import AbsenceTold
from facility_app.acts.cells import NewCell
from facility_app.acts.intake import Newcomer, PaperGiven, admit
from facility_app.acts.rounds import BulkResult, ReadingTaken
from facility_app.core.subjects import SubjectKind
from facility_app.facts.facility import facility_facts
from facility_app.rules.rechecks import FeverState
from facility_app.rules.rounds import Timing
from facility_app.services import cells, intake, journal, placing, rounds, staff
from tests.conftest import Clock

SHANGHAI = ZoneInfo("Asia/Shanghai")


def wall(day: date, clock: str) -> datetime:
    """What the facility's clock shows on a day, as an instant."""
    return datetime.combine(day, time.fromisoformat(clock), SHANGHAI).astimezone(UTC)


def next_monday(clock: Clock) -> date:
    """Set the clock to 06:00 of the next Monday: fixed, and yet ahead of a Postgres server's own clock."""
    today = clock.now.astimezone(SHANGHAI).date()
    day = today + timedelta(days=7 - today.weekday())
    clock.now = wall(day, "06:00")
    return day


def newcomer(number: str, admitted_at: datetime, name: str = "", *, is_key_person: bool = False) -> Newcomer:
    paper = PaperGiven("detention_certificate", f"虚构拘字{number}", "虚构公安局", admitted_at.date())
    return Newcomer(
        number,
        name or f"虚构{number}",
        Sex.MALE,
        (paper,),
        admitted_at,
        identity_unverified=True,
        is_key_person=is_key_person,
    )


def close_day(desk: Desk, day: date) -> None:
    """Past the service that closes days, which has its own tests."""
    with desk.act("close") as work:
        work.add(ClosedDay(day=day, opening=0, intake=0, exits=0, closing=0, content_hash="0", previous_hash=""))


def rows(desk: Desk, table: type[Record]) -> int:
    with desk.store.reading() as session:
        return session.scalar(select(func.count()).select_from(table).where(table.voided_at.is_(None))) or 0


@pytest.fixture(autouse=True)
def day(clock: Clock) -> date:
    """Before the facility is founded."""
    return next_monday(clock)


@pytest.fixture
def ward(desk: Desk, clock: Clock, day: date) -> Desk:
    """Four people in one cell, admitted at 06:00; two officers, who measure. It is half past ten."""
    staff.add_staff(desk, "001", "虚构民警一", "管教")
    staff.add_staff(desk, "002", "虚构医生二", "医生")
    cells.add_cell(desk, NewCell("一监区", "101", CellKind.ORDINARY, 8))
    for n in range(1, 5):
        intake.admit_person(desk, newcomer(f"P{n}", clock.now))
        placing.place_person(desk, f"P{n}", "101", reason="新收押")
    clock.now = wall(day, "10:30")
    return desk


def take(desk: Desk, number: str, celsius: str, at: datetime, by: str = "001", device: str = "甲") -> None:
    rounds.take_reading(desk, ReadingTaken(Decimal(celsius), number, taken_at=at, taken_by=by, device=device))


def test_97_of_100_measured_are_97_percent_and_three_names_with_reasons(desk: Desk, clock: Clock, day: date) -> None:
    for n in range(100):
        intake.admit_person(desk, newcomer(f"P{n:03}", clock.now))
    clock.now = wall(day, "08:30")
    measured = [n for n in range(100) if n not in {7, 41, 99}]
    given = [ReadingTaken(Decimal("36.5"), f"P{n:03}", taken_at=wall(day, "07:30")) for n in measured]
    assert rounds.take_readings(desk, given) == BulkResult(97, 0, ())
    for number, reason in (("P007", "interrogation"), ("P041", "court"), ("P099", "refused")):
        rounds.note_absence(desk, day, "am", reason, number=number)
    found = rounds.round_coverage(desk, day, "am").people
    assert (found.expected, found.measured, found.percent) == (100, 97, Decimal("97.0"))
    assert {(one.subject.number, one.reason.id) for one in found.missing if one.reason} == {
        ("P007", "interrogation"),
        ("P041", "court"),
        ("P099", "refused"),
    }
    assert len(found.missing) == 3


def test_second_reading_below_the_threshold_does_not_confirm_and_both_values_stay(ward: Desk, day: date) -> None:
    take(ward, "P1", "37.4", wall(day, "07:30"))
    (line,) = rounds.round_coverage(ward, day, "am").abnormal
    assert (line.subject.number, line.subject.cell, line.state) == ("P1", "101", FeverState.AWAITING)
    take(ward, "P1", "37.1", wall(day, "08:00"), by="002", device="乙")
    found = rounds.round_coverage(ward, day, "am")
    (line,) = found.abnormal
    assert (line.celsius, line.body_site, line.state) == (Decimal("37.4"), "axillary", FeverState.NOT_CONFIRMED)
    values = [(one.reading.measured.celsius, one.by, one.reading.recheck_of is None) for one in found.lines]
    assert values == [(Decimal("37.4"), "虚构民警一", True), (Decimal("37.1"), "虚构医生二", False)]
    assert found.people.measured == 1


def test_second_reading_at_the_threshold_confirms_and_names_the_cell_as_contacts(ward: Desk, day: date) -> None:
    take(ward, "P1", "37.4", wall(day, "07:30"))
    take(ward, "P1", "37.5", wall(day, "08:00"), by="002", device="乙")
    found = rounds.round_coverage(ward, day, "am")
    assert [one.state for one in found.abnormal] == [FeverState.CONFIRMED]
    confirmed = next(one for one in found.findings if one.rule == "temperatures.confirmed")
    assert {one.number for one in confirmed.people} == {"P2", "P3", "P4"}


def test_fever_after_one_that_was_not_confirmed_is_open_again(ward: Desk, day: date) -> None:
    take(ward, "P1", "37.4", wall(day, "07:30"))
    take(ward, "P1", "37.1", wall(day, "08:00"), by="002", device="乙")
    take(ward, "P1", "38.2", wall(day, "10:00"), by="002", device="乙")
    states = [(one.celsius, one.state) for one in rounds.round_coverage(ward, day, "am").abnormal]
    assert states == [(Decimal("37.4"), FeverState.NOT_CONFIRMED), (Decimal("38.2"), FeverState.AWAITING)]


def test_early_and_late_readings_count_with_a_mark(ward: Desk, day: date) -> None:
    for number, clock_time in (("P1", "06:10"), ("P2", "07:00"), ("P3", "09:00"), ("P4", "09:01")):
        take(ward, number, "36.5", wall(day, clock_time))
    found = rounds.round_coverage(ward, day, "am")
    assert [line.timing for line in found.lines] == [Timing.EARLY, Timing.ON_TIME, Timing.ON_TIME, Timing.LATE]
    assert (found.people.measured, found.people.early, found.people.late) == (4, 1, 1)


def test_reading_when_no_round_counts_is_refused(ward: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day + timedelta(days=1), "10:00")
    with pytest.raises(Invalid, match="no temperature round counts") as refused:
        take(ward, "P1", "36.5", wall(day + timedelta(days=1), "05:29"))
    assert refused.value.field == "taken_at"


def test_fever_late_in_the_evening_is_measured_again_after_midnight(ward: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day + timedelta(days=1), "00:30")
    take(ward, "P1", "38.4", wall(day, "23:50"))
    take(ward, "P1", "38.6", wall(day + timedelta(days=1), "00:15"), by="002", device="乙")
    found = rounds.round_coverage(ward, day, "pm")
    assert [one.state for one in found.abnormal] == [FeverState.CONFIRMED]
    assert [line.timing for line in found.lines] == [Timing.LATE, None]


def test_fever_at_the_end_of_a_round_is_measured_again_in_the_next(ward: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day, "18:00")
    take(ward, "P1", "38.4", wall(day, "15:25"))
    take(ward, "P1", "36.8", wall(day, "15:45"), by="002", device="乙")
    take(ward, "P1", "36.9", wall(day, "17:10"))
    assert [one.state for one in rounds.round_coverage(ward, day, "am").abnormal] == [FeverState.NOT_CONFIRMED]
    assert rounds.round_coverage(ward, day, "pm").people.measured == 1


def test_second_reading_without_cause_is_a_conflict_that_names_who_measured(ward: Desk, day: date) -> None:
    take(ward, "P1", "36.5", wall(day, "07:30"))
    with pytest.raises(Conflict, match="虚构民警一") as refused:
        take(ward, "P1", "36.7", wall(day, "08:00"), by="002")
    assert "07:30" in str(refused.value)
    with pytest.raises(Conflict, match="recorded already"):
        take(ward, "P1", "36.5", wall(day, "07:30"))
    assert rows(ward, Reading) == 1


def test_staff_on_leave_are_no_gap_and_come_back_when_measured(ward: Desk, day: date) -> None:
    with ward.act("leave") as work:
        one = next(line for line in staff.list_staff(ward) if line.number == "001")
        work.add(StaffLeave(staff_id=one.id, first_day=day, last_day=day, reason="staff_rest"))
    found = rounds.round_coverage(ward, day, "am").staff
    assert [one.subject.number for one in found.missing] == ["002"]
    assert [(one.subject.number, one.reason and one.reason.id) for one in found.excused] == [("001", "staff_rest")]
    rounds.take_reading(ward, ReadingTaken(Decimal("36.6"), staff_number="001", taken_at=wall(day, "08:00")))
    found = rounds.round_coverage(ward, day, "am").staff
    assert (found.expected, found.measured, found.excused) == (2, 1, ())


def test_round_expects_whoever_was_on_the_roster_on_that_day(ward: Desk, clock: Clock, day: date) -> None:
    first, next_day = staff.list_staff(ward)[0], day + timedelta(days=1)
    staff.correct_staff(ward, first.id, until=day)
    staff.add_staff(ward, "003", "虚构新警三", "管教", since=next_day)
    clock.now = wall(next_day, "10:30")
    for of, numbers in ((day, ["001", "002"]), (next_day, ["002", "003"])):
        expected = rounds.round_coverage(ward, of, "am").staff
        assert [one.subject.number for one in expected.missing] == numbers
        assert expected.expected == 2
    with pytest.raises(Invalid) as refused:
        staff.correct_staff(ward, first.id, since=next_day)
    assert refused.value.field == "until"


def test_fever_of_staff_is_kept_apart_from_that_of_people_held(ward: Desk, day: date) -> None:
    rounds.take_reading(ward, ReadingTaken(Decimal("38.0"), staff_number="002", taken_at=wall(day, "08:00")))
    found = rounds.round_coverage(ward, day, "am")
    assert found.abnormal_of(SubjectKind.PERSON) == ()
    assert [one.subject.number for one in found.abnormal_of(SubjectKind.STAFF)] == ["002"]


def test_absence_is_moot_once_measured_and_both_stay(ward: Desk, day: date) -> None:
    rounds.note_absence(ward, day, "am", "court", number="P1")
    rounds.note_absence(ward, day, "am", "meeting", number="P1", note="律师会见")
    missing = rounds.round_coverage(ward, day, "am").people.missing
    assert [one.reason.id for one in missing if one.reason] == ["meeting"]
    take(ward, "P1", "36.5", wall(day, "09:30"))
    assert "P1" not in [one.subject.number for one in rounds.round_coverage(ward, day, "am").people.missing]
    assert (rows(ward, Reading), rows(ward, RoundAbsence)) == (1, 1)
    with pytest.raises(Conflict):
        rounds.note_absence(ward, day, "am", "court", number="P1")


def test_many_absences_are_kept_in_one_act_or_none_of_them(ward: Desk, day: date) -> None:
    told = [
        AbsenceTold("court", "P1"),
        AbsenceTold("interrogation", "P2", note="上午"),
        AbsenceTold("meeting", "P1"),
        AbsenceTold("staff_rest", staff_number="001"),
    ]
    with pytest.raises(Invalid):
        rounds.note_absences(ward, day, "am", [*told, AbsenceTold("court", "P9")])
    assert rows(ward, RoundAbsence) == 0
    rounds.note_absences(ward, day, "am", told)
    rounds.note_absences(ward, day, "am", told[2:])
    found = rounds.round_coverage(ward, day, "am")
    reasons = {one.subject.number: one.reason.id for one in found.people.missing if one.reason}
    assert reasons == {"P1": "meeting", "P2": "interrogation"}
    assert [one.subject.number for one in found.staff.excused] == ["001"]
    assert rows(ward, RoundAbsence) == 3
    take(ward, "P3", "36.5", wall(day, "09:30"))
    with pytest.raises(Conflict):
        rounds.note_absences(ward, day, "am", [AbsenceTold("court", "P3"), AbsenceTold("court", "P4")])
    assert rows(ward, RoundAbsence) == 3


def test_absence_that_cannot_be_names_its_field(ward: Desk, day: date) -> None:
    wrong: list[tuple[str, str, str | None, str | None, str]] = [
        ("noon", "court", "P1", None, "window"),
        ("am", "staff_rest", "P1", None, "reason"),
        ("am", "court", None, "001", "reason"),
        ("am", "court", "P9", None, "number"),
        ("am", "staff_rest", None, "009", "staff_number"),
        ("am", "court", None, None, "number"),
    ]
    for window, reason, number, staff_number, field in wrong:
        with pytest.raises(Invalid) as refused:
            rounds.note_absence(ward, day, window, reason, number=number, staff_number=staff_number)
        assert refused.value.field == field
    assert rows(ward, RoundAbsence) == 0


def test_absence_of_somebody_who_was_not_here_yet_is_refused(ward: Desk, day: date) -> None:
    with pytest.raises(Invalid) as refused:
        rounds.note_absence(ward, day - timedelta(days=1), "pm", "court", number="P1")
    assert refused.value.field == "number"


def test_value_that_cannot_be_names_its_field(ward: Desk) -> None:
    wrong = [
        (ReadingTaken(Decimal("29.9"), "P1"), "celsius"),
        (ReadingTaken(Decimal("45.1"), "P1"), "celsius"),
        (ReadingTaken(Decimal("365"), "P1"), "celsius"),
        (ReadingTaken(Decimal("NaN"), "P1"), "celsius"),
        (ReadingTaken(Decimal("36.55"), "P1"), "celsius"),
        (ReadingTaken(Decimal("36.5"), "P1", body_site="elbow"), "body_site"),
        (ReadingTaken(Decimal("36.5"), "P1", symptoms=("boredom",)), "symptoms"),
        (ReadingTaken(Decimal("36.5"), "P9"), "number"),
        (ReadingTaken(Decimal("36.5")), "number"),
        (ReadingTaken(Decimal("36.5"), "P1", "001"), "number"),
        (ReadingTaken(Decimal("36.5"), staff_number="009"), "staff_number"),
        (ReadingTaken(Decimal("36.5"), "P1", taken_by="009"), "taken_by"),
        (ReadingTaken(Decimal("36.5"), "P1", taken_at=datetime(1970, 1, 1, tzinfo=UTC)), "taken_at"),
    ]
    for taken, field in wrong:
        with pytest.raises(Invalid) as refused:
            rounds.take_reading(ward, taken)
        assert refused.value.field == field
    assert rows(ward, Reading) == 0


def test_value_at_the_edge_is_kept_and_has_to_be_confirmed(ward: Desk, day: date) -> None:
    for number, celsius in (("P1", "30.0"), ("P2", "33.9"), ("P3", "42.6"), ("P4", "45.0")):
        take(ward, number, celsius, wall(day, "07:30"))
    assert [one.state for one in rounds.round_coverage(ward, day, "am").abnormal] == [FeverState.AWAITING] * 4


def test_symptom_asks_for_a_second_reading_whatever_the_temperature(ward: Desk, day: date) -> None:
    taken = ReadingTaken(Decimal("36.5"), "P1", taken_at=wall(day, "07:30"), symptoms=("dry_cough",))
    rounds.take_reading(ward, taken)
    assert [one.state for one in rounds.round_coverage(ward, day, "am").abnormal] == [FeverState.AWAITING]


def test_nobody_is_measured_in_the_future_or_before_admission(ward: Desk, clock: Clock, day: date) -> None:
    for at, words in ((clock.now + timedelta(minutes=1), "future"), (wall(day, "05:50"), "admitted only at")):
        with pytest.raises(Invalid, match=words) as refused:
            take(ward, "P1", "36.5", at)
        assert refused.value.field == "taken_at"


def test_time_without_a_zone_is_facility_time_and_none_is_now(ward: Desk, day: date) -> None:
    naive = datetime.combine(day, time(7, 30))
    rounds.take_reading(ward, ReadingTaken(Decimal("36.5"), "P1", taken_at=naive))
    rounds.take_reading(ward, ReadingTaken(Decimal("36.5"), "P2"))
    times = [line.reading.at for line in rounds.round_coverage(ward, day, "am").lines]
    assert times[0] == wall(day, "07:30")
    assert timedelta(0) <= times[1] - wall(day, "10:30") < timedelta(seconds=1)


def test_closed_day_takes_no_more(ward: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day + timedelta(days=1), "01:00")
    made = rounds.take_reading(ward, ReadingTaken(Decimal("36.5"), "P1", taken_at=wall(day, "07:30")))
    close_day(ward, day)
    late: list[Callable[[], object]] = [
        lambda: take(ward, "P2", "36.5", wall(day, "07:30")),
        lambda: rounds.void_reading(ward, made, "误录"),
        lambda: rounds.correct_reading(ward, made, reason="误录", celsius=Decimal("36.6")),
        lambda: rounds.note_absence(ward, day, "am", "court", number="P2"),
    ]
    for one in late:
        with pytest.raises(Refused, match="addendum"):
            one()
    many = rounds.take_readings(ward, [ReadingTaken(Decimal("36.5"), "P2", taken_at=wall(day, "07:30"))])
    assert [type(one.error) for one in many.problems] == [Refused]


def test_void_reading_makes_room_for_the_right_one(ward: Desk, day: date) -> None:
    made = rounds.take_reading(ward, ReadingTaken(Decimal("36.5"), "P1", taken_at=wall(day, "07:30")))
    rounds.void_reading(ward, made, "量错人")
    assert rounds.round_coverage(ward, day, "am").people.measured == 0
    take(ward, "P1", "36.8", wall(day, "07:40"))
    assert rounds.round_coverage(ward, day, "am").people.measured == 1


def test_reading_with_a_recheck_is_not_voided_before_it(ward: Desk, day: date) -> None:
    first = rounds.take_reading(ward, ReadingTaken(Decimal("37.6"), "P1", taken_at=wall(day, "07:30")))
    second = rounds.take_reading(ward, ReadingTaken(Decimal("36.6"), "P1", taken_at=wall(day, "08:00")))
    with pytest.raises(Refused, match="recheck"):
        rounds.void_reading(ward, first, "量错人")
    rounds.void_reading(ward, second, "量错人")
    rounds.void_reading(ward, first, "量错人")
    assert rows(ward, Reading) == 0


def test_round_goes_on_after_its_first_reading_was_undone(ward: Desk, day: date) -> None:
    made = rounds.take_reading(ward, ReadingTaken(Decimal("36.5"), "P1", taken_at=wall(day, "07:30")))
    journal.undo(ward, journal.record_history(ward, made)[0].transaction)
    take(ward, "P1", "36.6", wall(day, "07:40"))
    found = rounds.round_coverage(ward, day, "am")
    assert [line.reading.measured.celsius for line in found.lines] == [Decimal("36.6")]


def test_correction_keeps_the_old_value_and_the_reason(ward: Desk, day: date) -> None:
    made = rounds.take_reading(ward, ReadingTaken(Decimal("39.6"), "P1", taken_at=wall(day, "07:30"), remark="早测"))
    act = rounds.correct_reading(ward, made, reason="看错数字", celsius=Decimal("36.6"), taken_by="002")
    (line,) = rounds.round_coverage(ward, day, "am").lines
    assert (line.reading.measured.celsius, line.by) == (Decimal("36.6"), "虚构医生二")
    assert line.reading.remark == "早测\n看错数字"
    fields = {one.name: (one.before, one.after) for one in journal.record_history(ward, made)[0].fields or ()}
    assert fields["celsius"] == ("39.6", "36.6")
    journal.undo(ward, act)
    assert rounds.round_coverage(ward, day, "am").lines[0].reading.measured.celsius == Decimal("39.6")


def test_correction_may_not_make_another_reading_of_it(ward: Desk, day: date) -> None:
    first = rounds.take_reading(ward, ReadingTaken(Decimal("37.6"), "P1", taken_at=wall(day, "07:30")))
    second = rounds.take_reading(ward, ReadingTaken(Decimal("36.6"), "P1", taken_at=wall(day, "08:00")))
    refused: list[tuple[Callable[[], object], str]] = [
        (lambda: rounds.correct_reading(ward, first, reason="x", taken_at=wall(day, "08:10")), "taken_at"),
        (lambda: rounds.correct_reading(ward, second, reason="x", taken_at=wall(day, "07:20")), "taken_at"),
        (lambda: rounds.correct_reading(ward, first, reason="x", taken_at=wall(day, "05:00")), "taken_at"),
        (lambda: rounds.correct_reading(ward, first, reason="x", celsius=Decimal("50")), "celsius"),
        (lambda: rounds.correct_reading(ward, first, reason=" ", celsius=Decimal("37")), "reason"),
    ]
    for correction, field in refused:
        with pytest.raises(Invalid) as told:
            correction()
        assert told.value.field == field
    rounds.correct_reading(ward, first, reason="x", taken_at=wall(day, "07:40"))
    assert rounds.round_coverage(ward, day, "am").lines[0].reading.at == wall(day, "07:40")


def test_officer_corrects_what_he_entered_and_nobody_else_s(ward: Desk, day: date, seat: Callable[..., Desk]) -> None:
    officer = seat("wang", Role.OFFICER)
    own = rounds.take_reading(officer, ReadingTaken(Decimal("36.5"), "P1", taken_at=wall(day, "07:30")))
    other = rounds.take_reading(ward, ReadingTaken(Decimal("36.5"), "P2", taken_at=wall(day, "07:30")))
    rounds.correct_reading(officer, own, reason="看错", celsius=Decimal("36.6"))
    with pytest.raises(Refused):
        rounds.correct_reading(officer, other, reason="看错", celsius=Decimal("36.6"))
    with pytest.raises(Refused):
        rounds.void_reading(officer, other, "看错")
    line = next(one for one in rounds.round_coverage(officer, day, "am").lines if one.reading.id == own)
    assert line.by == "虚构wang"


def test_who_measured_may_be_named_where_the_name_is_only_one_s(ward: Desk, day: date) -> None:
    take(ward, "P1", "36.5", wall(day, "07:30"), by="虚构医生二")
    assert rounds.round_coverage(ward, day, "am").lines[0].by == "虚构医生二"
    staff.add_staff(ward, "003", "虚构医生二", "医生")
    with pytest.raises(Invalid, match="staff number") as refused:
        take(ward, "P2", "36.5", wall(day, "07:30"), by="虚构医生二")
    assert refused.value.field == "taken_by"


def test_only_a_doctor_enters_what_only_a_clinician_measures(ward: Desk, day: date, seat: Callable[..., Desk]) -> None:
    officer, doctor = seat("officer", Role.OFFICER), seat("doctor", Role.DOCTOR)
    at = wall(day, "07:30")
    given = [
        ReadingTaken(Decimal("37.4"), number, taken_at=at, body_site=site, taken_by="002")
        for number, site in (("P1", "axillary"), ("P2", "rectal"), ("P3", "rectal"))
    ]
    result = rounds.take_readings(ward, given)
    assert (result.added, [(one.index, one.field) for one in result.problems]) == (
        0,
        [(1, "body_site"), (2, "body_site")],
    )
    usual = rounds.take_reading(officer, given[0])
    with pytest.raises(Refused) as refused:
        rounds.correct_reading(officer, usual, reason="看错部位", body_site="rectal")
    assert refused.value.field == "body_site"
    assert rounds.take_readings(doctor, given) == BulkResult(2, 1, ())


def test_many_readings_with_problems_name_each_row_and_write_nothing(ward: Desk, day: date) -> None:
    at = wall(day, "07:30")
    many = [
        ReadingTaken(Decimal("36.5"), "P1", taken_at=at),
        ReadingTaken(Decimal("99.9"), "P2", taken_at=at),
        ReadingTaken(Decimal("36.5"), "P9", taken_at=at),
        ReadingTaken(Decimal("36.9"), "P1", taken_at=at + timedelta(minutes=5)),
    ]
    found = rounds.take_readings(ward, many)
    assert [(one.index, one.field) for one in found.problems] == [(1, "celsius"), (2, "number"), (3, "taken_at")]
    assert all(one.message for one in found.problems)
    assert (found.added, rows(ward, Reading)) == (0, 0)
    assert rounds.take_readings(ward, many[:1], check_only=True).added == 1
    assert rows(ward, Reading) == 0


def test_many_readings_may_hold_first_and_recheck_in_any_order(ward: Desk, day: date) -> None:
    many = [
        ReadingTaken(Decimal("37.1"), "P1", taken_at=wall(day, "08:00"), taken_by="002"),
        ReadingTaken(Decimal("37.4"), "P1", taken_at=wall(day, "07:30"), taken_by="001"),
    ]
    assert rounds.take_readings(ward, many).added == 2
    assert [one.state for one in rounds.round_coverage(ward, day, "am").abnormal] == [FeverState.NOT_CONFIRMED]


def test_three_thousand_readings_are_taken_at_once_and_only_once(desk: Desk, clock: Clock, day: date) -> None:
    days = [day - timedelta(days=n) for n in range(15)]
    with desk.act("admit") as work:
        facility = facility_facts(work.session)
        for n in range(100):
            admit(work, facility, newcomer(f"P{n:03}", wall(days[-1], "01:00")), is_opening=True)
    clock.now = wall(day, "20:00")
    many = [
        ReadingTaken(Decimal("36.5"), f"P{n:03}", taken_at=wall(one, hour))
        for one in days
        for hour in ("07:30", "17:30")
        for n in range(100)
    ]
    began = perf_counter()
    assert rounds.take_readings(desk, many) == BulkResult(3_000, 0, ())
    assert perf_counter() - began < 5
    assert rounds.take_readings(desk, many) == BulkResult(0, 3_000, ())
    assert rows(desk, Reading) == 3_000
    assert rounds.round_coverage(desk, day, "pm").people.percent == 100
    assert journal.verify_journal(desk).problems == ()


def test_nobody_is_expected_in_a_round_before_admission(ward: Desk, day: date) -> None:
    found = rounds.round_coverage(ward, day - timedelta(days=1), "pm").people
    assert (found.expected, found.percent) == (0, None)


def test_unknown_window_is_told(ward: Desk, day: date) -> None:
    with pytest.raises(DaybookError) as refused:
        rounds.round_coverage(ward, day, "noon")
    assert refused.value.field == "window"
