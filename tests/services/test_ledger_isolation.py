"""Isolation, care and signatures in the ledger of a day (domain guide §3.4, §3.8 and §9.1)."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import func, select

from db.journal import journal as entries
from db.tables import CareStep, Observation
from db.values import CellKind, Refused, Role
from facility_app.access import Desk
from facility_app.acts.cells import NewCell
from facility_app.acts.isolation import IsolationEnd, IsolationOrder, ReviewMade
from facility_app.acts.observations import LineTold, RightTold
from facility_app.acts.rounds import ReadingTaken
from facility_app.facts.ledger_isolation import DayCare
from facility_app.reports.content import canonical_content
from facility_app.reports.ledger import ledger_document
from facility_app.services import accounts, care, cells, days, isolation, journal, ledgers, placing, rounds
from tests.conftest import Clock
from tests.services import daywork
from tests.services.daywork import number, wall

CALM = ("mood.calm", "food.all", "sleep.good")
SICK, WELL = number(0), number(1)


@pytest.fixture
def day(desk: Desk, clock: Clock) -> date:
    """Monday, ten in the morning; two people are held, one of them with a confirmed fever and isolated for it."""
    monday = daywork.next_monday(clock)
    daywork.officers(desk)
    daywork.opening_people(desk, monday, 2)
    daywork.open_on(desk, monday)
    accounts.grant_role(desk, "admin", Role.DOCTOR)
    cells.add_cell(desk, NewCell("一监区", "109", CellKind.ISOLATION, 2))
    clock.now = wall(monday, "07:30")
    take(desk, "38.2")
    take(desk, "36.5", who=WELL)
    clock.now = wall(monday, "07:50")
    take(desk, "38.4", by="002")
    clock.now = wall(monday, "08:30")
    isolation.order_isolation(desk, IsolationOrder(SICK, "medical_isolation", "发热伴咳嗽", pathogen="influenza"))
    clock.now = wall(monday, "08:40")
    isolation.observe(desk, LineTold(SICK, *CALM, symptoms=("dry_cough",)))
    isolation.note_rights(desk, SICK, (RightTold("exercise", False, "雷雨"), RightTold("reading", True)))
    isolation.review_isolation(desk, ReviewMade(SICK, "doctor_visit"))
    clock.now = wall(monday, "10:00")
    return monday


def take(desk: Desk, celsius: str, by: str = "001", who: str = SICK) -> UUID:
    return rounds.take_reading(desk, ReadingTaken(Decimal(celsius), who, taken_by=by, device="甲"))


def sign(desk: Desk, day: date) -> None:
    for staff_number in ("001", "002"):
        rounds.note_absence(desk, day, "am", "staff_rest", staff_number=staff_number)
    for one in rounds.round_coverage(desk, day, "am").staff.unexplained:
        rounds.note_absence(desk, day, "am", "staff_rest", staff_number=one.subject.number)
    rounds.sign_round(desk, day, "am", "已核对")


def of_day(desk: Desk, day: date) -> DayCare:
    return ledgers.ledger_facts(desk, day).content.care


def page(desk: Desk, day: date) -> str:
    return canonical_content(ledger_document(ledgers.ledger_facts(desk, day)))


def test_ledger_tells_who_is_apart_and_keeps_the_diagnosis_back(desk: Desk, clock: Clock, day: date) -> None:
    (one,) = of_day(desk, day).apart
    assert (one.who.number, one.kind, one.precaution, one.day_n) == (SICK, "medical_isolation", "droplet", 1)
    morning = one.turns[0]
    assert [value.celsius for value in morning.values] == [Decimal("38.2"), Decimal("38.4")]
    assert morning.symptoms == ("dry_cough",)
    assert [(each.right, each.reason) for each in one.not_kept] == [("exercise", "雷雨")]
    assert [each.review for each in one.reviews] == ["doctor_visit"]
    text = page(desk, day)
    assert "Medical isolation" in text and "雷雨" in text
    assert "发热伴咳嗽" not in text and "nfluenza" not in text
    clock.now = wall(day + timedelta(days=2), "10:00")
    isolation.end_isolation(desk, IsolationEnd(SICK, "退热", "判定解除"))
    assert [of_day(desk, day + timedelta(days=n)).apart[0].day_n for n in range(3)] == [1, 2, 3]
    assert of_day(desk, day).apart[0].ended_at is None
    clock.now = wall(day + timedelta(days=3), "10:00")
    assert of_day(desk, day + timedelta(days=3)).apart == ()


def test_finding_that_names_the_illness_is_the_doctors_and_stands_in_no_ledger(
    desk: Desk, clock: Clock, day: date
) -> None:
    """Crusted vesicles are chickenpox; a finding of yesterday changes nothing of yesterday's closed ledger."""
    clock.now = wall(day + timedelta(days=1), "00:10")
    days.close_day(desk, day)
    isolation.review_isolation(desk, ReviewMade(SICK, "all_crusted", at=wall(day, "09:00")))
    facts = ledgers.ledger_facts(desk, day)
    assert [each.review for each in facts.content.care.apart[0].reviews] == ["doctor_visit"]
    assert "crusted" not in page(desk, day)
    assert facts.is_as_closed and facts.changes == ()


def test_visit_and_end_of_a_closed_day_are_not_undone(desk: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day, "11:00")
    isolation.review_isolation(desk, ReviewMade(SICK, "doctor_visit"))
    visit = latest(desk)
    isolation.end_isolation(desk, IsolationEnd(SICK, "转外院", "判定解除"))
    end = latest(desk)
    clock.now = wall(day + timedelta(days=1), "00:10")
    days.close_day(desk, day)
    for act in (end, visit):
        with pytest.raises(Refused):
            journal.undo(desk, act)
    assert ledgers.ledger_facts(desk, day).is_as_closed


def latest(desk: Desk) -> int:
    with desk.store.reading() as session:
        return int(session.scalars(select(func.max(entries.c.tx))).one())


def test_stages_of_a_fever_stand_as_they_stood_at_the_end_of_each_day(desk: Desk, clock: Clock, day: date) -> None:
    (case,) = care.open_cases(desk).cases
    clock.now = wall(day, "10:10")
    care.tell_doctor(desk, case.first_id, doctor="002", at=wall(day, "10:10"))
    clock.now = wall(day, "10:20")
    care.doctor_saw(desk, case.first_id, result="咽红", at=wall(day, "10:20"))
    clock.now = wall(day + timedelta(days=1), "09:00")
    over = wall(day + timedelta(days=1), "09:00")
    care.conclude_case(desk, case.first_id, "转诊", at=over, is_early=True)
    stages = [[one.at for one in of_day(desk, day + timedelta(days=n)).in_care[0].stages] for n in range(2)]
    told, seen = wall(day, "10:10"), wall(day, "10:20")
    assert stages == [[told, seen, None], [told, seen, over]]
    clock.now = wall(day + timedelta(days=2), "09:00")
    assert of_day(desk, day + timedelta(days=2)).in_care == ()
    assert "咽红" not in page(desk, day) and "转诊" not in page(desk, day + timedelta(days=1))


def test_open_cases_are_told_at_closing_and_do_not_hold_it_up(desk: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day + timedelta(days=1), "00:10")
    assert days.what_stands_against(desk, day) == ()
    (untold,) = days.what_stays_open(desk, day)
    assert [one.number for one in untold.people] == [SICK]
    assert "No doctor was informed" in untold.explanation.text
    days.close_day(desk, day)
    (case,) = care.open_cases(desk).cases
    care.tell_doctor(desk, case.first_id, doctor="002")
    (told,) = days.what_stays_open(desk, day + timedelta(days=1))
    assert "not concluded" in told.explanation.text
    assert ledgers.ledger_facts(desk, day).is_as_closed


def test_round_tells_who_signed_it_and_that_it_was_corrected_since(desk: Desk, clock: Clock, day: date) -> None:
    sign(desk, day)
    (signed,) = of_day(desk, day).signed
    assert (signed.window, signed.note, signed.corrected_at) == ("am", "已核对", None)
    lines = rounds.round_coverage(desk, day, "am").lines
    found = next(one for one in lines if one.reading.measured.subject.number == WELL)
    clock.now = wall(day, "10:30")
    rounds.correct_reading(desk, found.reading.id, reason="抄错", celsius=Decimal("36.4"))
    (signed,) = of_day(desk, day).signed
    assert signed.corrected_at is not None
    assert wall(day, "10:30") <= signed.corrected_at < wall(day, "10:31")


def test_change_after_closing_is_found_and_named(desk: Desk, clock: Clock, day: date) -> None:
    (case,) = care.open_cases(desk).cases
    care.tell_doctor(desk, case.first_id, doctor="002")
    sign(desk, day)
    clock.now = wall(day + timedelta(days=1), "00:10")
    days.close_day(desk, day)
    assert ledgers.ledger_facts(desk, day).is_as_closed
    with desk.act("past the services") as work:
        (line,) = work.all(select(Observation))
        line.symptoms = "dry_cough headache"
        (step,) = work.all(select(CareStep))
        work.void(step, "x")
    facts = ledgers.ledger_facts(desk, day)
    assert not facts.is_as_closed
    assert {(one.entity, one.number) for one in facts.changes} == {("observation", SICK), ("care_step", SICK)}


def test_day_without_any_of_it_is_hashed_as_before(desk: Desk, clock: Clock, day: date) -> None:
    """A case that nobody has taken a step in was one before the program kept steps, too."""
    found = of_day(desk, day)
    assert found.in_care
    assert DayCare((), found.in_care, ()).hashed() == ()
    assert [name for name, _ in found.hashed()] == ["apart"]


def test_board_of_cells_marks_who_is_apart_until_it_ends(desk: Desk, clock: Clock, day: date) -> None:
    assert _marked(desk) == {SICK: True, WELL: False}
    clock.now = wall(day, "11:00")
    isolation.end_isolation(desk, IsolationEnd(SICK, "转外院", "判定解除"))
    assert _marked(desk) == {SICK: False, WELL: False}


def _marked(desk: Desk) -> dict[str, bool]:
    return {one.subject.number: one.is_apart for cell in placing.see_board(desk).cells for one in cell.living}
