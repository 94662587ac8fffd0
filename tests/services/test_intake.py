"""The gate: nobody is held without a document, and nobody twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from db.location import Location
from db.tables import Custody, Document, Person
from db.values import Conflict, Invalid, Refused, Sex
from facility_app.access import Desk
from facility_app.acts.intake import PaperGiven
from facility_app.app.founding import found
from facility_app.app.machine import Machine
from facility_app.facts.facility import facility_facts
from facility_app.facts.people import HeldPerson, person_by_number
from facility_app.services import intake, placing, search, staff
from tests.conftest import FACILITY, PASSWORD, Clock, Founded
from tests.services.arrivals import add_cell, admit, identity_number, newcomer, today, warrant, years_ago


def person(desk: Desk, number: str) -> HeldPerson:
    with desk.store.reading() as session:
        found_ = person_by_number(session, facility_facts(session), number, desk.store.clock())
    assert found_ is not None
    return found_


def counts(desk: Desk) -> tuple[int, int, int]:
    with desk.store.reading() as session:
        return tuple(len(session.scalars(select(kind)).all()) for kind in (Person, Document, Custody))  # type: ignore[return-value]


def end(desk: Desk, number: str) -> None:
    with desk.act("End a custody") as work:
        custody = work.first(select(Custody).where(Custody.number == number))
        assert custody is not None
        custody.ended_at = work.now


def test_nobody_is_admitted_without_a_document_that_admits_here(desk: Desk) -> None:
    of_another_house = warrant(today(desk), type="penalty_decision")
    admits_nobody = warrant(today(desk), type="custody_handover")
    does_not_exist = warrant(today(desk), type="judgement")
    for papers in ((), (of_another_house,), (admits_nobody,), (does_not_exist,)):
        with pytest.raises(Refused) as refused:
            admit(desk, "1", papers=papers)
        assert refused.value.field == "document"
    assert counts(desk) == (0, 0, 0)


def test_document_that_lacks_something_does_not_admit(desk: Desk) -> None:
    lacks: list[dict[str, Any]] = [{"number": " "}, {"issued_by": ""}, {"issued_on": None}, {"matches_person": False}]
    for lack in lacks:
        with pytest.raises(Refused):
            admit(desk, "1", papers=(warrant(today(desk), **lack),))
    assert counts(desk) == (0, 0, 0)


def test_document_dated_after_the_admission_does_not_admit(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        admit(desk, "1", papers=(warrant(today(desk) + timedelta(days=1)),))
    assert refused.value.field == "document_date"


def test_term_ends_neither_before_its_document_nor_before_the_custody(desk: Desk, clock: Clock) -> None:
    day, ago = today(desk), timedelta(days=30)
    for paper in (warrant(day, term_end=day - timedelta(days=1)), warrant(day - ago, term_end=day - timedelta(days=1))):
        with pytest.raises(Invalid) as invalid:
            admit(desk, "1", papers=(paper,))
        assert invalid.value.field == "term_end"
    admit(desk, "1", papers=(warrant(day - ago, term_end=day),))
    taken_over_late = warrant(day - 2 * ago, term_end=day - timedelta(days=1))
    admit(desk, "2", papers=(taken_over_late,), admitted_at=clock.now - ago)
    arrest = PaperGiven("arrest_certificate", "测捕字〔2026〕1号", "测试市人民检察院", day - 2 * ago)
    for number, ends in (("1", day - timedelta(days=1)), ("2", day - ago - timedelta(days=1))):
        with pytest.raises(Invalid) as invalid:
            intake.add_document(desk, number, replace(arrest, term_end=ends))
        assert invalid.value.field == "term_end"
    intake.add_document(desk, "2", replace(arrest, term_end=day - timedelta(days=2)))
    assert person(desk, "2").term_end == day - timedelta(days=2)


def test_detention_certificate_admits_on_criminal_detention(desk: Desk) -> None:
    admit(desk, "1")
    held = person(desk, "1")
    assert held.category is not None
    assert (held.category.id, held.admission, held.is_opening) == (
        "criminal_detention",
        "criminal_detention_ground",
        False,
    )


def test_value_that_is_wrong_is_named(desk: Desk) -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"number": " "}, "number"),
        ({"name": " "}, "name"),
        ({"number": " ", "name": " "}, "number"),
        ({"number": "1" * 41}, "number"),
        ({"name": "虚" * 101}, "name"),
        ({"identity_unverified": False}, "identity_number"),
        ({"identity_number": "999999198503050031"}, "identity_number"),
    ]
    for changes, field in wrong:
        with pytest.raises(Invalid) as invalid:
            intake.admit_person(desk, replace(newcomer(desk, "1"), **changes))
        assert invalid.value.field == field
    assert counts(desk) == (0, 0, 0)


def test_nobody_is_admitted_tomorrow(desk: Desk, clock: Clock) -> None:
    with pytest.raises(Invalid) as invalid:
        admit(desk, "1", admitted_at=clock.now + timedelta(days=1))
    assert invalid.value.field == "admitted_at"


def test_number_serves_one_custody_only(desk: Desk) -> None:
    admit(desk, "1")
    with pytest.raises(Conflict) as conflict:
        admit(desk, " 1 ")
    assert conflict.value.field == "number"


def test_number_keyed_in_full_width_is_the_same_number(desk: Desk) -> None:
    add_cell(desk, "１０１")
    admit(desk, "Ｂ-１", papers=(warrant(today(desk), number="测拘字（２０２６）１号"),))
    with pytest.raises(Conflict):
        admit(desk, "B-1")
    assert [one.number for one in search.find_people(desk, "b-1")] == ["B-1"]
    assert [one.number for one in search.find_people(desk, "Ｂ－１")] == ["B-1"]
    with desk.store.reading() as session:
        assert session.scalars(select(Document.number)).all() == ["测拘字（2026）1号"]
    assert placing.place_person(desk, "Ｂ－１", "１０１", "一监区", reason="入所").cell == "101"
    staff.add_staff(desk, "００１２", "丁测试", "管教")
    with pytest.raises(Conflict):
        staff.add_staff(desk, "0012", "戊测试", "管教")


def test_person_is_held_once_and_comes_back_as_the_same_person(desk: Desk, clock: Clock) -> None:
    born = years_ago(today(desk), 40)
    identity = identity_number(born, 1, Sex.MALE)
    admit(desk, "1", identity_number=identity)
    with pytest.raises(Refused) as refused:
        admit(desk, "2", identity_number=identity)
    assert "1" in str(refused.value)

    end(desk, "1")
    clock.go(hours=1)
    admit(desk, "2", identity_number=identity.lower())
    assert person(desk, "2").person_id == person(desk, "1").person_id
    assert person(desk, "2").custody_id != person(desk, "1").custody_id
    assert counts(desk) == (1, 2, 2)


def test_birth_date_comes_from_the_identity_number(desk: Desk) -> None:
    born = years_ago(today(desk), 40)
    admit(desk, "1", identity_number=identity_number(born, 1, Sex.MALE), birth_date=None, identity_unverified=False)
    assert person(desk, "1").birth_date == born


@pytest.fixture
def real(place: Location, machine: Machine, clock: Clock) -> Iterator[Founded]:
    founded = Founded(place, machine, clock, found(place, replace(FACILITY, is_fictional=False), PASSWORD, machine))
    yield founded
    founded.close()


def test_invented_identity_number_is_refused_in_a_real_facility(real: Founded) -> None:
    desk = real.log_in()
    with pytest.raises(Invalid) as invalid:
        admit(desk, "1", identity_number=identity_number(years_ago(today(desk), 40), 1, Sex.MALE))
    assert invalid.value.field == "identity_number"


def test_arrest_certificate_changes_the_ground_from_its_date_and_the_term(desk: Desk) -> None:
    day = today(desk)
    admit(desk, "1")
    ends = day + timedelta(days=60)
    arrest = PaperGiven("arrest_certificate", "测捕字〔2026〕1号", "测试市人民检察院", day, term_end=ends)
    intake.add_document(desk, "1", arrest)
    held = person(desk, "1")
    assert held.category is not None
    assert (held.category.id, held.term_end) == ("arrest", ends)
    assert held.admission == "criminal_detention_ground"


def test_further_document_must_be_complete_and_known_here(desk: Desk) -> None:
    admit(desk, "1")
    wrong: list[dict[str, Any]] = [{"type": "penalty_decision"}, {"number": ""}, {"issued_on": None}]
    for changes in wrong:
        with pytest.raises(Invalid) as invalid:
            intake.add_document(desk, "1", warrant(today(desk), **changes))
        assert invalid.value.field == "document"


def test_no_document_is_added_to_a_custody_that_has_ended_or_never_was(desk: Desk) -> None:
    admit(desk, "1")
    end(desk, "1")
    with pytest.raises(Refused):
        intake.add_document(desk, "1", warrant(today(desk)))
    with pytest.raises(Invalid) as invalid:
        intake.add_document(desk, "2", warrant(today(desk)))
    assert invalid.value.field == "number"
