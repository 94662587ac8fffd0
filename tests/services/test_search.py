"""People found by what somebody remembers of them, on both engines."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from db.tables import AccessEvent
from db.values import AccessKind, Invalid, Refused, Role, Sex
from facility_app.access import Desk
from facility_app.facts.search import FoundPerson, Why
from facility_app.services import placing, search
from tests.conftest import Clock
from tests.services.arrivals import add_cell, admit, identity_number, today, years_ago
from tests.services.daywork import let_go, officers, release_notice

BORN = date(1990, 5, 4)
IDENTITY = identity_number(BORN, 7, Sex.MALE)


@pytest.fixture
def ward(desk: Desk) -> Desk:
    """Five invented people, of whom one has left again; two live in cell 203, one in 20, two nowhere yet."""
    officers(desk)
    add_cell(desk, "203")
    add_cell(desk, "20")
    admit(desk, "K00101", name="张三丰", identity_number=IDENTITY, identity_unverified=False, birth_date=BORN)
    admit(desk, "K00102", name="单张", alias="老K_1", birth_date=years_ago(today(desk), 40))
    admit(desk, "K00103", name="吕布")
    admit(desk, "K11203", name="张三", birth_date=None)
    admit(desk, "P7", name="买买提·艾力江")
    for number, cell in (("K00101", "203"), ("K00103", "203"), ("P7", "20")):
        placing.place_person(desk, number, cell, reason="新收押")
    let_go(desk, "K11203", release_notice("K11203", today(desk)))
    return desk


def names(found: tuple[FoundPerson, ...]) -> list[str]:
    return [one.name for one in found]


def test_name_is_found_by_any_part_those_held_first_and_beginnings_before_the_rest(ward: Desk) -> None:
    found = search.find_people(ward, "张")
    assert [(one.name, one.why, one.ended_at is None) for one in found] == [
        ("张三丰", Why.NAME_BEGINS, True),
        ("单张", Why.NAME, True),
        ("张三", Why.NAME_BEGINS, False),
    ]


def test_result_says_where_somebody_lives_and_how_old_he_is(ward: Desk) -> None:
    (found,) = search.find_people(ward, "三丰")
    day = today(ward)
    years = day.year - BORN.year - (1 if (day.month, day.day) < (BORN.month, BORN.day) else 0)
    assert (found.number, found.sex, found.age, found.cell) == ("K00101", Sex.MALE, years, "203")


def test_who_left_has_no_cell_and_the_time_of_leaving(ward: Desk) -> None:
    (found,) = search.find_people(ward, "K11203")
    assert (found.cell, found.age) == (None, None)
    assert found.ended_at is not None
    assert found.admitted_at < found.ended_at


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("zhangsan", ["张三丰", "张三"]),
        ("zhang san", ["张三丰", "张三"]),
        ("ZhangSanF", ["张三丰"]),
        ("ｚｓｆ", ["张三丰"]),
        ("zs", ["张三丰", "张三"]),
        ("shanz", ["单张"]),
        ("lü", ["吕布"]),
        ("lv bu", ["吕布"]),
        ("艾力", ["买买提·艾力江"]),
        ("买买提•艾力江", ["买买提·艾力江"]),
        ("老k", ["单张"]),
        ("k_1", ["单张"]),
        ("p7", ["买买提·艾力江"]),
        ("k0010", ["张三丰", "单张", "吕布"]),
        ("Ｋ００１０３", ["吕布"]),
        ("0102", ["单张"]),
        ("  张三丰 ", ["张三丰"]),
    ],
)
def test_everything_that_one_remembers_finds(ward: Desk, typed: str, expected: list[str]) -> None:
    assert names(search.find_people(ward, typed)) == expected


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "张%", "张_丰", "k%1", "\\", "'", "*", "zhangsi", "\x00"])
def test_signs_of_patterns_stand_for_themselves(ward: Desk, typed: str) -> None:
    found = search.find_people(ward, typed)
    assert names(found) == (["单张"] if typed == "_" else [])


def test_cell_gives_everybody_who_lives_there_now_whatever_the_limit(ward: Desk) -> None:
    found = search.find_people(ward, "203", limit=1)
    assert {(one.name, one.why) for one in found} == {("张三丰", Why.CELL), ("吕布", Why.CELL)}
    found = search.find_people(ward, "203")
    assert [(one.name, one.why) for one in found if one.why is not Why.CELL] == [("张三", Why.NUMBER_ENDS)]


def test_cell_is_found_by_its_whole_code_alone(ward: Desk) -> None:
    assert [(one.name, one.why) for one in search.find_people(ward, "20")] == [("买买提·艾力江", Why.CELL)]


def test_person_who_came_twice_is_found_once_by_the_period_that_lasts(ward: Desk, clock: Clock) -> None:
    clock.go(hours=1)
    let_go(ward, "K00101", release_notice("K00101", today(ward)))
    clock.go(hours=1)
    admit(ward, "K20001", name="张三丰", identity_number=IDENTITY, identity_unverified=False, birth_date=BORN)
    assert [one.number for one in search.find_people(ward, "zsf")] == ["K20001"]
    assert [one.number for one in search.find_people(ward, "K00101")] == ["K00101"]
    let_go(ward, "K20001", release_notice("K20001", today(ward)))
    assert [one.number for one in search.find_people(ward, "zsf")] == ["K20001"]


def test_limit_counts_and_those_held_stay_first(ward: Desk) -> None:
    assert names(search.find_people(ward, "zhang", limit=1)) == ["张三丰"]
    with pytest.raises(Invalid, match="at least one"):
        search.find_people(ward, "zhang", limit=0)


def test_identity_number_finds_whole_and_is_noted_without_the_number(ward: Desk) -> None:
    (found,) = search.find_people(ward, IDENTITY)
    assert (found.name, found.why) == ("张三丰", Why.IDENTITY_NUMBER)
    assert search.find_people(ward, IDENTITY[:17]) == ()
    assert search.find_people(ward, IDENTITY[6:]) == ()
    with ward.store.reading() as session:
        noted = session.scalars(select(AccessEvent).where(AccessEvent.kind == AccessKind.SENSITIVE_READ)).one()
    assert (noted.act, noted.subject_id, noted.count, noted.detail) == (
        "search.find_by_identity",
        found.custody_id,
        1,
        None,
    )
    with pytest.raises(Invalid, match="whole"):
        search.find_by_identity(ward, IDENTITY[:17])


def test_officer_finds_by_name_but_not_by_identity_number(ward: Desk, seat: Callable[..., Desk]) -> None:
    officer = seat("yi", Role.OFFICER)
    assert names(search.find_people(officer, "zsf")) == ["张三丰"]
    with pytest.raises(Refused):
        search.find_people(officer, IDENTITY)


def test_gate_finds_nobody(ward: Desk, seat: Callable[..., Desk]) -> None:
    with pytest.raises(Refused):
        search.find_people(seat("men", Role.GATE), "张")
