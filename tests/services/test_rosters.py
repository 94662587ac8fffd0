"""Rosters taken over by the services: who is held already, who comes in, and what is never overwritten."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select

from db.location import Location
from db.tables import AccessEvent, Bed, Cell, Custody, Facility, Person, Placement, Staff
from db.values import AccessKind, CellKind, Invalid, Refused, Role, Sex
from db.verify import verify
from facility_app.access import Desk
from facility_app.acts.intake import PaperGiven
from facility_app.acts.rosters import RosterCell, RosterPerson, RosterStaff, RowProblem, TakenOver
from facility_app.app.founding import found
from facility_app.app.machine import Machine
from facility_app.services import exports, intake, placing, rosters
from tests.conftest import FACILITY, PASSWORD, Clock, Founded
from tests.services.arrivals import BLOCK, add_cell, admit, identity_number, today, years_ago

CELL = RosterCell(BLOCK, "101", CellKind.ORDINARY, 4, sex=Sex.MALE)


def person(desk: Desk, number: str, *, days_ago: int = 10, **changes: Any) -> RosterPerson:
    day = today(desk) - timedelta(days=days_ago)
    row = RosterPerson(
        number,
        f"虚构{number}",
        Sex.MALE,
        "criminal_detention",
        "detention_certificate",
        f"测拘字〔2026〕{number}号",
        day,
        day,
        birth_date=years_ago(day, 30),
        identity_unverified=True,
        deciding_body="测试市公安局",
    )
    return replace(row, **changes)


def said(problems: tuple[RowProblem, ...]) -> list[tuple[int, str]]:
    return [(one.index, one.field) for one in problems]


def take(desk: Desk, *rows: RosterPerson, **how: Any) -> TakenOver:
    return rosters.take_over_people(desk, rows, **how)


def count(desk: Desk, kind: type[Any]) -> int:
    with desk.store.reading() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def custody(desk: Desk, number: str) -> Custody:
    with desk.store.reading() as session:
        return session.scalars(select(Custody).where(Custody.number == number)).one()


def facility_of(desk: Desk) -> Facility:
    with desk.store.reading() as session:
        return session.scalars(select(Facility)).one()


@pytest.fixture
def housed(desk: Desk) -> Desk:
    """With cells 101 (four men), 102 (one bed) and 201 (women)."""
    add_cell(desk, "101", 4)
    add_cell(desk, "102", 1)
    add_cell(desk, "201", 4, sex=Sex.FEMALE)
    return desk


def test_who_came_before_the_opening_day_is_held_already_and_who_came_later_is_an_intake(desk: Desk) -> None:
    opening = today(desk) - timedelta(days=5)
    taken = take(desk, person(desk, "1"), person(desk, "2", days_ago=5), opening_day=opening)
    assert (taken.imported, taken.errors, taken.warnings) == (2, (), ())
    assert [custody(desk, number).is_opening for number in ("1", "2")] == [True, False]
    assert facility_of(desk).opened_on == opening


def test_first_roster_opens_the_facility_today(desk: Desk) -> None:
    assert take(desk, person(desk, "1")).imported == 1
    assert facility_of(desk).opened_on == today(desk)


def test_first_intake_on_record_opens_the_facility_where_no_day_is_given(desk: Desk, clock: Clock) -> None:
    admit(desk, "1")
    day = today(desk)
    clock.go(days=2)
    take(desk, person(desk, "2"))
    assert facility_of(desk).opened_on == day


def test_opening_day_is_set_once_and_does_not_lie_ahead(desk: Desk) -> None:
    day = today(desk)
    with pytest.raises(Invalid) as invalid:
        take(desk, person(desk, "1"), opening_day=day + timedelta(days=1))
    assert invalid.value.field == "opening_day"
    take(desk, person(desk, "1"), opening_day=day)
    assert take(desk, person(desk, "2"), opening_day=day).imported == 1
    with pytest.raises(Invalid) as invalid:
        take(desk, person(desk, "3"), opening_day=day - timedelta(days=1))
    assert invalid.value.field == "opening_day"


def test_nothing_imported_opens_nothing(desk: Desk) -> None:
    take(desk, person(desk, "1", document_type="penalty_decision"))
    assert facility_of(desk).opened_on is None


def test_findings_on_who_is_held_already_are_warnings_that_stay_with_the_place(housed: Desk) -> None:
    case = "测试案〔2026〕7号"
    taken = take(
        housed,
        person(housed, "1", case_number=case, cell="101", bed=2),
        person(housed, "2", case_number=case, cell="101"),
        person(housed, "3", sex=Sex.FEMALE, cell="101"),
    )
    assert (taken.imported, taken.errors) == (3, ())
    assert said(taken.warnings) == [(1, "cell"), (2, "cell")]
    assert "虚构1 (1)" in taken.warnings[0].words.text
    with housed.store.reading() as session:
        rows = session.execute(
            select(Custody.number, Bed.number, Placement.findings)
            .join(Placement, Placement.custody_id == Custody.id)
            .join(Bed, Bed.id == Placement.bed_id)
            .order_by(Custody.number)
        ).all()
    assert [tuple(row) for row in rows] == [
        ("1", 2, None),
        ("2", 1, "separation.case"),
        ("3", 3, "separation.sex"),
    ]


def test_finding_on_an_intake_is_an_error(housed: Desk) -> None:
    opening = today(housed) - timedelta(days=5)
    case = "测试案〔2026〕7号"
    rows = (
        person(housed, "1", days_ago=1, case_number=case, cell="101"),
        person(housed, "2", case_number=case, cell="101"),
    )
    taken = take(housed, *rows, opening_day=opening)
    assert (taken.imported, said(taken.errors)) == (0, [(0, "cell")])
    assert count(housed, Custody) == 0
    assert take(housed, *rows, opening_day=opening, partial=True).imported == 1
    assert custody(housed, "2").is_opening


def test_more_people_than_beds_get_beds_that_are_added_if_they_are_held_already(housed: Desk) -> None:
    taken = take(housed, person(housed, "1", cell="102"), person(housed, "2", cell="102", bed=1))
    assert (taken.imported, taken.errors) == (2, ())
    assert {(0, "bed"), (0, "cell")} & set(said(taken.warnings))
    with housed.store.reading() as session:
        beds = session.scalars(select(Bed.number).join(Cell).where(Cell.code == "102").order_by(Bed.number)).all()
    assert beds == [1, 2]


def test_more_people_than_beds_are_errors_if_they_come_in(housed: Desk) -> None:
    opening = today(housed) - timedelta(days=5)
    taken = take(
        housed,
        person(housed, "1", cell="102"),
        person(housed, "2", days_ago=1, cell="102"),
        person(housed, "3", days_ago=1, cell="102", bed=2),
        opening_day=opening,
    )
    assert said(taken.errors) == [(1, "cell"), (2, "bed")]
    assert "虚构1" in taken.errors[0].words.text


def test_bed_has_one_person(housed: Desk) -> None:
    twice = take(housed, person(housed, "1", cell="101", bed=1), person(housed, "2", cell="101", bed=1))
    assert said(twice.errors) == [(0, "bed"), (1, "bed")]
    take(housed, person(housed, "1", cell="101", bed=1))
    taken = take(housed, person(housed, "2", cell="101", bed=1))
    assert said(taken.errors) == [(0, "bed")]
    assert "虚构1" in taken.errors[0].words.text


def test_place_that_is_not_there_is_named(housed: Desk) -> None:
    taken = take(
        housed,
        person(housed, "1", cell="999"),
        person(housed, "2", block="九监区", cell="101"),
        person(housed, "3", bed=3),
    )
    assert said(taken.errors) == [(0, "cell"), (1, "cell")]
    assert said(taken.warnings) == [(2, "bed")]


def test_person_held_already_lives_there_from_the_opening_day_on(housed: Desk) -> None:
    opening = today(housed) - timedelta(days=5)
    take(housed, person(housed, "1", cell="101"), opening_day=opening)
    with housed.store.reading() as session:
        placement = session.scalars(select(Placement)).one()
    assert placement.from_at > custody(housed, "1").admitted_at


def test_everybody_passes_the_gate_of_documents(desk: Desk) -> None:
    taken = take(
        desk,
        person(desk, "1"),
        person(desk, "2", document_type="penalty_decision"),
        person(desk, "3", document_number=" "),
        person(desk, "4", deciding_body=None),
        person(desk, "5", document_date=today(desk)),
    )
    assert said(taken.errors) == [
        (1, "document_type"),
        (2, "document_number"),
        (3, "document_number"),
        (4, "document_date"),
    ]
    assert (taken.imported, count(desk, Person)) == (0, 0)


def test_roster_that_names_another_ground_than_the_document_is_warned(desk: Desk) -> None:
    taken = take(desk, person(desk, "1", category="arrest"))
    assert (taken.imported, said(taken.warnings)) == (1, [(0, "category")])


def test_person_is_held_once(desk: Desk) -> None:
    identity = identity_number(years_ago(today(desk), 40), 1, Sex.MALE)
    twice = take(desk, person(desk, "1", identity_number=identity), person(desk, "2", identity_number=identity))
    assert said(twice.errors) == [(0, "identity_number"), (1, "identity_number")]
    take(desk, person(desk, "1", identity_number=identity))
    taken = take(desk, person(desk, "2", identity_number=identity))
    assert said(taken.errors) == [(0, "identity_number")]
    assert "1" in taken.errors[0].words.text


def test_person_who_was_here_before_is_the_same_person(desk: Desk) -> None:
    identity = identity_number(years_ago(today(desk), 40), 1, Sex.MALE)
    take(desk, person(desk, "1", identity_number=identity))
    with desk.act("End a custody") as work:
        ended = work.get(Custody, custody(desk, "1").id)
        ended.ended_at = work.now
    taken = take(desk, person(desk, "2", identity_number=identity))
    assert (taken.imported, said(taken.warnings)) == (1, [(0, "name")])
    assert custody(desk, "1").person_id == custody(desk, "2").person_id


def test_person_whose_custody_was_a_mistake_can_come_in_again(desk: Desk) -> None:
    identity = identity_number(years_ago(today(desk), 40), 1, Sex.MALE)
    take(desk, person(desk, "1", identity_number=identity))
    with desk.act("Void a custody") as work:
        work.void(work.get(Custody, custody(desk, "1").id), "重复录入")
    taken = take(desk, person(desk, "2", identity_number=identity))
    assert (taken.imported, taken.errors, count(desk, Person)) == (1, (), 1)


def test_day_without_a_time_is_the_first_moment_of_the_facility_day(
    place: Location, machine: Machine, clock: Clock
) -> None:
    code = found(place, replace(FACILITY, day_starts_at=360), PASSWORD, machine)
    founded = Founded(place, machine, clock, code)
    desk = founded.log_in()
    take(desk, person(desk, "1"))
    wall = custody(desk, "1").admitted_at + timedelta(hours=8)
    assert (wall.date(), wall.hour, wall.minute) == (today(desk) - timedelta(days=10), 6, 0)
    founded.close()


@pytest.fixture
def real(place: Location, machine: Machine, clock: Clock) -> Iterator[Desk]:
    founded = Founded(place, machine, clock, found(place, replace(FACILITY, is_fictional=False), PASSWORD, machine))
    yield founded.log_in()
    founded.close()


def test_invented_identity_number_is_an_error_in_a_real_facility(real: Desk) -> None:
    identity = identity_number(years_ago(today(real), 40), 1, Sex.MALE)
    taken = take(real, person(real, "1", identity_number=identity))
    assert said(taken.errors) == [(0, "identity_number")]


def test_same_roster_again_adds_nothing_also_after_a_move_and_a_new_document(housed: Desk) -> None:
    rows = [person(housed, str(n), cell="101", bed=n, term_end=today(housed)) for n in (1, 2)]
    assert take(housed, *rows).imported == 2
    placing.place_person(housed, "1", "102", reason="调整")
    later = replace(rows[0], document_type="arrest_certificate", document_number="测捕1", document_date=today(housed))
    intake.add_document(
        housed,
        "1",
        PaperGiven(later.document_type, later.document_number, "测试市人民检察院", later.document_date),
    )
    again = take(housed, *rows)
    assert (again.imported, again.unchanged, again.errors, again.warnings) == (0, 2, (), ())


def test_other_values_under_a_known_number_are_named_and_overwrite_nothing(housed: Desk) -> None:
    row = person(housed, "1", cell="101", ethnicity="汉族")
    take(housed, row)
    changed = replace(
        row, name="虚构他", cell="201", ethnicity="回族", document_number="测拘99", admitted_at=today(housed)
    )
    taken = take(housed, changed, person(housed, "2"))
    assert {field for _, field in said(taken.errors)} == {
        "name",
        "cell",
        "ethnicity",
        "document_number",
        "admitted_at",
    }
    words = {one.field: one.words.text for one in taken.errors}
    assert "虚构1" in words["name"]
    assert "汉族" not in words["ethnicity"]
    assert (taken.imported, taken.unchanged, count(housed, Custody)) == (0, 0, 1)


def test_blank_says_nothing_against_the_record(desk: Desk) -> None:
    row = person(desk, "1", case_number="测试案1", remark="虚构")
    take(desk, row)
    assert take(desk, replace(row, case_number=None, remark=None, birth_date=None)).unchanged == 1


def test_trial_writes_nothing(housed: Desk) -> None:
    before = housed.store.head()
    assert take(housed, person(housed, "1", cell="101"), dry_run=True).imported == 1
    assert housed.store.head() == before
    assert facility_of(housed).opened_on is None


def test_cells_are_made_with_their_beds_and_again_are_unchanged(desk: Desk) -> None:
    rows = [CELL, replace(CELL, cell="102", capacity=2), replace(CELL, block="二监区")]
    assert rosters.take_over_cells(desk, rows).imported == 3
    assert (count(desk, Cell), count(desk, Bed)) == (3, 10)
    again = rosters.take_over_cells(desk, [*rows, replace(CELL, cell="103")])
    assert (again.imported, again.unchanged) == (1, 3)
    changed = rosters.take_over_cells(desk, [replace(CELL, capacity=6, sex=Sex.FEMALE)])
    assert said(changed.errors) == [(0, "capacity"), (0, "sex")]
    assert count(desk, Bed) == 14
    wrong = rosters.take_over_cells(desk, [replace(CELL, cell=" "), replace(CELL, cell="9", capacity=0)])
    assert said(wrong.errors) == [(0, "cell"), (1, "capacity")]


def test_staff_get_their_cells_and_leaders_are_known_by_their_post_alone(desk: Desk) -> None:
    rosters.take_over_cells(desk, [CELL, replace(CELL, cell="102"), replace(CELL, block="二监区", cell="102")])
    posts = ("所长", "副所长", "教导员", "政委", "副政委", "所领导", "值班长", "所长助理", "管教民警")
    rows = [RosterStaff(f"T{n}", f"虚构{n}", post) for n, post in enumerate(posts)]
    rows[8] = replace(rows[8], block=BLOCK, cells=("101", "102"), phone="000-1")
    assert rosters.take_over_staff(desk, rows).imported == 9
    with desk.store.reading() as session:
        leaders = session.scalars(select(Staff.number).where(Staff.is_leader, Staff.post != "")).all()
        charges = session.scalars(select(Cell.code).join(Staff).where(Staff.number == "T8").order_by(Cell.code)).all()
    assert sorted(leaders) == ["T0", "T1", "T2", "T3", "T4", "T5"]
    assert charges == ["101", "102"]
    assert rosters.take_over_staff(desk, rows).unchanged == 9

    second = RosterStaff("T9", "虚构九", "管教民警", cells=("101",))
    assert said(rosters.take_over_staff(desk, [second]).errors) == [(0, "cells")]
    phone = rosters.take_over_staff(desk, [replace(rows[8], phone="000-2", name="虚构他")])
    assert said(phone.errors) == [(0, "name"), (0, "phone")]
    assert "000-1" not in phone.errors[1].words.text
    lost = rosters.take_over_staff(desk, [replace(second, block="九监区", cells=()), replace(rows[0], cells=("102",))])
    assert said(lost.errors) == [(0, "block"), (1, "cells")]


def test_roster_tells_from_and_until_when_somebody_is_on_it(desk: Desk) -> None:
    since, until = date(2026, 3, 1), date(2026, 9, 30)
    come = RosterStaff("T1", "虚构一", "管教民警", since=since)
    assert rosters.take_over_staff(desk, [come]).imported == 1
    left = replace(come, until=until)
    assert rosters.take_over_staff(desk, [left]).imported == 1
    assert rosters.take_over_staff(desk, [left]).unchanged == 1
    assert exports.export_staff(desk) == (left,)
    wrong = [replace(left, until=date(2026, 2, 28)), replace(left, number="T2", since=until, until=since)]
    taken = rosters.take_over_staff(desk, wrong)
    assert [(one.index, one.field) for one in taken.errors] == [(0, "until"), (1, "until")]


def test_roster_completes_what_a_record_leaves_open(desk: Desk) -> None:
    row = RosterStaff(FACILITY.admin_number, FACILITY.admin_name, "管教民警", Sex.MALE)
    assert rosters.take_over_staff(desk, [row]).imported == 1
    with desk.store.reading() as session:
        staff = session.scalars(select(Staff).where(Staff.number == FACILITY.admin_number)).one()
    assert (staff.post, staff.sex, staff.is_leader) == ("管教民警", Sex.MALE, False)
    assert rosters.take_over_staff(desk, [row]).unchanged == 1


def test_journal_holds_all_that_was_taken_over(housed: Desk) -> None:
    take(housed, *(person(housed, str(n), cell="101") for n in range(4)))
    with housed.store.reading() as session:
        assert verify(session.connection()).problems == ()


def test_many_rows_take_no_more_queries_than_few(desk: Desk) -> None:
    rosters.take_over_cells(desk, [replace(CELL, cell=str(n), capacity=10) for n in range(12)])
    statements: list[str] = []

    def look(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    def taken(first: int, last: int) -> int:
        statements.clear()
        rows = [person(desk, f"N{n}", cell=str(n // 10), document_number=f"测{n}") for n in range(first, last)]
        statements.clear()
        assert take(desk, *rows).imported == last - first
        return len(statements)

    event.listen(Engine, "before_cursor_execute", look)
    try:
        few = taken(0, 10)
        assert taken(10, 110) <= few
    finally:
        event.remove(Engine, "before_cursor_execute", look)


def test_export_masks_class_s_and_in_full_it_is_journaled(housed: Desk, seat: Any) -> None:
    identity = identity_number(date(1985, 3, 5), 1, Sex.MALE)
    take(
        housed,
        person(housed, "1", identity_number=identity, birth_date=None, ethnicity="回族", diet="清真", cell="101"),
    )
    (row,) = exports.export_people(housed)
    assert (row.identity_number, row.ethnicity, row.diet) == (f"999999****{identity[-2:]}", "•••", "•••")
    (row,) = exports.export_people_in_full(housed, "移交上级检查")
    assert (row.identity_number, row.ethnicity, row.diet, row.cell) == (identity, "回族", "清真", "101")
    assert isinstance(row.admitted_at, datetime)
    with housed.store.reading() as session:
        query = select(AccessEvent).where(AccessEvent.kind == AccessKind.SENSITIVE_READ)
        noted = session.scalars(query).one()
        exported = session.scalars(select(AccessEvent).where(AccessEvent.kind == AccessKind.EXPORTED)).one()
    assert (noted.act, noted.count, noted.detail) == ("exports.export_people_in_full", 1, "移交上级检查")
    assert (exported.act, exported.count, exported.account_id) == ("exports.export_people", 1, housed.account_id)
    with pytest.raises(Invalid) as invalid:
        exports.export_people_in_full(housed, " ")
    assert invalid.value.field == "reason"
    lead = seat("li", Role.SHIFT_LEAD)
    assert len(exports.export_people(lead)) == 1
    with pytest.raises(Refused):
        exports.export_people_in_full(lead, "好奇")
    with pytest.raises(Refused):
        rosters.take_over_people(lead, [])
