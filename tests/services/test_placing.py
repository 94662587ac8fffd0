"""Who may live with whom, and that one bed has one person whoever is quicker."""

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlalchemy import select

from db.location import Location
from db.tables import Placement
from db.values import CellKind, Conflict, DaybookError, Invalid, Refused, Role, Sex
from facility_app.access import Desk
from facility_app.acts.cells import NewCell
from facility_app.acts.isolation import IsolationOrder
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from facility_app.services import accounts, cells, isolation, placing
from tests.conftest import ADMIN, OFFICER_PASSWORD, PASSWORD, Clock, Founded
from tests.services.arrivals import BLOCK, add_cell, admit, today, years_ago

WHY = "监区漏水抢修，临时同室，当班民警全程值守"


def put(desk: Desk, number: str, cell: str, bed: int | None = None, override: str | None = None) -> placing.Placed:
    return placing.place_person(desk, number, cell, bed=bed, reason="新收分配", override_reason=override)


def rules(desk: Desk, number: str, cell: str) -> list[str]:
    verdict = placing.check_placement(desk, number, cell)
    return [one.rule for one in verdict.findings]


def living(desk: Desk, cell: str) -> list[int]:
    return [bed for line in cells.list_cells(desk) if line.code == cell for bed, _ in line.occupants]


@pytest.fixture
def pairs(desk: Desk) -> Desk:
    """A man in cell 101, and one of each who may not join him."""
    day = today(desk)
    for code in ("101", "102"):
        add_cell(desk, code)
    admit(desk, "man", case_number="测试案〔2026〕7号")
    admit(desk, "accomplice", case_number="测试案[2026] 7号")
    admit(desk, "minor", birth_date=years_ago(day, 16))
    admit(desk, "woman", sex=Sex.FEMALE)
    admit(desk, "stranger")
    put(desk, "man", "101")
    return desk


def test_accomplices_minor_and_adult_man_and_woman_are_kept_apart(pairs: Desk) -> None:
    against = {"accomplice": "separation.case", "minor": "separation.age", "woman": "separation.sex"}
    for number, rule in against.items():
        assert rules(pairs, number, "101") == [rule]
        with pytest.raises(Refused) as refused:
            put(pairs, number, "101")
        assert "man" in str(refused.value)
        assert rules(pairs, number, "102") == []
    assert put(pairs, "accomplice", "102").cell == "102"


def test_stranger_may_join(pairs: Desk) -> None:
    assert put(pairs, "stranger", "101").bed == 2
    assert living(pairs, "101") == [1, 2]


@pytest.mark.parametrize("number", ["accomplice", "minor"])
def test_head_overrides_with_an_explanation_that_is_kept(pairs: Desk, number: str) -> None:
    placed = put(pairs, number, "101", override=WHY)
    assert placed.verdict.tells_procurator
    with pairs.store.reading() as session:
        row = session.scalars(select(Placement).where(Placement.override_reason.is_not(None))).one()
    assert (row.override_reason, row.findings) == (WHY, placed.verdict.findings[0].rule)


def test_explanation_that_says_nothing_is_none(pairs: Desk) -> None:
    for override in ("aaaaaaaa", "        ", "紧急", "……………………"):
        with pytest.raises(Invalid) as invalid:
            put(pairs, "minor", "101", override=override)
        assert invalid.value.field == "override"
    assert living(pairs, "101") == [1]


def test_nobody_overrides_the_separation_of_men_and_women(pairs: Desk) -> None:
    with pytest.raises(Refused):
        put(pairs, "woman", "101", override=WHY)


def test_officer_may_place_but_not_override(pairs: Desk, seat: Callable[..., Desk]) -> None:
    officer = seat("li", Role.OFFICER)
    with pytest.raises(Refused) as refused:
        put(officer, "minor", "101", override=WHY)
    assert refused.value.field == "override"
    assert put(officer, "stranger", "101").bed == 2


def test_override_reason_is_not_kept_where_nothing_stood_against(pairs: Desk) -> None:
    put(pairs, "stranger", "101", override=WHY)
    with pairs.store.reading() as session:
        assert session.scalars(select(Placement.override_reason)).all() == [None, None]


def test_cell_kept_for_women_or_minors_takes_nobody_else(desk: Desk) -> None:
    add_cell(desk, "201", sex=Sex.FEMALE)
    add_cell(desk, "202", for_minors=True)
    admit(desk, "man")
    assert rules(desk, "man", "201") == ["separation.sex"]
    assert rules(desk, "man", "202") == ["separation.age"]


def test_full_cell_takes_nobody_and_says_who_has_the_last_bed(desk: Desk) -> None:
    add_cell(desk, "101", capacity=1)
    admit(desk, "1")
    admit(desk, "2")
    put(desk, "1", "101")
    assert rules(desk, "2", "101") == ["separation.capacity"]
    with pytest.raises(Conflict) as conflict:
        put(desk, "2", "101")
    assert "虚构1" in str(conflict.value)
    with pytest.raises(Conflict) as conflict:
        put(desk, "2", "101", bed=1)
    assert (conflict.value.field, "虚构1" in str(conflict.value)) == ("bed", True)


def test_move_frees_the_bed_and_is_one_line_of_history(desk: Desk, clock: Clock) -> None:
    for code in ("101", "102"):
        add_cell(desk, code, capacity=1)
    admit(desk, "1")
    admit(desk, "2")
    put(desk, "1", "101")
    clock.go(hours=1)
    put(desk, "1", "102")
    assert put(desk, "2", "101").bed == 1
    with desk.store.reading() as session:
        first, second = session.scalars(select(Placement).order_by(Placement.from_at)).all()[:2]
    assert first.until_at == second.from_at


def test_suggestions_leave_out_what_the_rules_forbid_and_begin_with_the_emptiest(pairs: Desk) -> None:
    add_cell(pairs, "103", capacity=1)
    put(pairs, "stranger", "103")
    found = placing.suggest_cells(pairs, "accomplice")
    assert [(one.cell, one.rank, one.free) for one in found] == [("102", 1, 4)]
    assert [one.cell for one in placing.suggest_cells(pairs, "stranger")] == ["102", "101", "103"]


def test_newcomer_begins_in_a_transition_cell_and_only_the_isolated_are_shown_isolation_cells(desk: Desk) -> None:
    kinds = (CellKind.ORDINARY, CellKind.TRANSITION, CellKind.ISOLATION, CellKind.DISCIPLINARY, CellKind.INFIRMARY)
    for place, kind in enumerate(kinds, start=1):  # by room alone the last one would come first
        cells.add_cell(desk, NewCell(BLOCK, str(place), kind, 4 + place))
    admit(desk, "new")

    def proposed() -> list[CellKind]:
        return [one.kind for one in placing.suggest_cells(desk, "new")]

    assert proposed() == [CellKind.TRANSITION, CellKind.ORDINARY, CellKind.INFIRMARY]
    put(desk, "new", "2")
    assert proposed() == [CellKind.ORDINARY, CellKind.TRANSITION, CellKind.INFIRMARY]
    accounts.grant_role(desk, ADMIN, Role.DOCTOR)
    isolation.order_isolation(desk, IsolationOrder("new", "medical_isolation", "发热伴咳嗽", pathogen="influenza"))
    assert proposed() == [CellKind.INFIRMARY, CellKind.ISOLATION, CellKind.TRANSITION, CellKind.ORDINARY]


def test_what_is_not_there_is_named(pairs: Desk) -> None:
    wrong = [
        ("nobody", "101", None, "新收", "number"),
        ("stranger", "999", None, "新收", "cell"),
        ("stranger", "101", 9, "新收", "bed"),
        ("stranger", "101", None, " ", "reason"),
    ]
    for number, cell, bed, reason, field in wrong:
        with pytest.raises(Invalid) as invalid:
            placing.place_person(pairs, number, cell, bed=bed, reason=reason)
        assert invalid.value.field == field


def test_cell_of_two_blocks_needs_its_block(desk: Desk) -> None:
    add_cell(desk, "101")
    add_cell(desk, "101", block="二监区")
    admit(desk, "1")
    with pytest.raises(Invalid) as invalid:
        put(desk, "1", "101")
    assert invalid.value.field == "block"
    assert placing.place_person(desk, "1", "101", BLOCK, reason="新收").block == BLOCK


def race(pipe: Connection, place: Location, machine: Machine, login: str, password: str, number: str) -> None:
    """Log in, say so, and at the word place somebody in the last bed."""
    desk = log_in(place, login, password, machine)
    pipe.send("ready")
    pipe.recv()
    try:
        placed = put(desk, number, "101")
        pipe.send(("placed", placed.bed))
    except DaybookError as error:
        pipe.send((error.kind, str(error)))
    finally:
        desk.store.close()


def test_two_desks_place_two_people_in_the_last_bed_and_one_is_told_who_has_it(
    facility: Founded, desk: Desk, seat: Callable[..., Desk], place: Location, tmp_path: Path, clock: Clock
) -> None:
    add_cell(desk, "101", capacity=1)
    people = ("甲", "乙")
    for number in people:
        admit(desk, number)
    seat("li", Role.OFFICER)
    facility.close()
    context = get_context("forkserver")
    desks = []
    for number, login, password in zip(people, (ADMIN, "li"), (PASSWORD, OFFICER_PASSWORD), strict=True):
        here, there = context.Pipe()
        machine = Machine(clock, f"desk-{login}", tmp_path / login)
        process = context.Process(target=race, args=(there, place, machine, login, password, number))
        process.start()
        desks.append((number, here, process))
    for _, pipe, _ in desks:
        assert pipe.poll(60)
        assert pipe.recv() == "ready"
    for _, pipe, _ in desks:
        pipe.send("go")
    answers = {}
    for number, pipe, process in desks:
        assert pipe.poll(60)
        answers[number] = pipe.recv()
        process.join(60)
    winner = next(number for number, answer in answers.items() if answer[0] == "placed")
    (loser,) = set(people) - {winner}
    assert answers[winner] == ("placed", 1)
    assert answers[loser][0] == "conflict"
    assert f"虚构{winner}" in answers[loser][1]
    clock.go(minutes=5)
    assert living(facility.log_in(), "101") == [1]


def test_board_shows_every_bed_who_lives_there_and_who_has_none(pairs: Desk) -> None:
    board = placing.see_board(pairs)
    by_code = {one.code: one for one in board.cells}
    assert set(by_code) == {"101", "102"}
    man_in = by_code["101"]
    assert [bed.number for bed in man_in.beds] == list(range(1, man_in.capacity + 1))
    assert [one.subject.number for one in man_in.living] == ["man"]
    assert (man_in.free, man_in.is_over) == (man_in.capacity - 1, False)
    assert by_code["102"].m2_each is None
    assert {one.subject.number: one.is_minor for one in board.unplaced} == {
        "accomplice": False,
        "minor": True,
        "woman": False,
        "stranger": False,
    }


def test_board_is_judged_at_once_as_each_cell_is_by_itself(pairs: Desk) -> None:
    ids = {one.id: one.code for one in placing.see_board(pairs).cells}
    for number in ("accomplice", "minor", "woman", "stranger"):
        judged = placing.judge_cells(pairs, number)
        assert {ids[cell]: verdict for cell, verdict in judged.items()} == {
            code: placing.check_placement(pairs, number, code) for code in ids.values()
        }
    with pytest.raises(Invalid):
        placing.judge_cells(pairs, "nobody")
