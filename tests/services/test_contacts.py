"""Who shared a cell, an entry of a register, a talk or a measurement with somebody."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from db.declaration import FieldKind
from db.tables import AccessEvent, Bed, Cell, Custody, Placement
from db.values import AccessKind, Invalid, Refused, Role
from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.acts.talks import TalkHeld
from facility_app.facts.contacts import Contact, SharedKind
from facility_app.facts.registers import all_registers
from facility_app.services import registers, rounds, talks
from facility_app.services.contacts import list_contacts
from facility_app.services.health_summaries import health_summaries, health_summary
from tests.conftest import Clock
from tests.registers.entries import fill_lists, values_of
from tests.services.arrivals import add_cell, admit
from tests.services.daywork import first_day, let_go, officers, opening_people, release_notice, wall

Lived = Callable[..., None]
H = timedelta(hours=1)


@pytest.fixture(autouse=True)
def day(request: pytest.FixtureRequest, clock: Clock) -> date:
    """Before the facility is founded."""
    return first_day(request, clock)


@pytest.fixture
def start(clock: Clock) -> datetime:
    """Six in the morning, to the second."""
    return clock.now.replace(microsecond=0)


@pytest.fixture
def ward(desk: Desk, clock: Clock) -> Desk:
    """Three cells, two officers, eight people without a bed."""
    officers(desk)
    for code in ("101", "102", "103"):
        add_cell(desk, code, 6)
    for one in "ABCDEFGH":
        admit(desk, one)
    return desk


@pytest.fixture
def lived(ward: Desk) -> Lived:
    """Puts somebody into a bed from a moment until another, to the second."""
    beds: dict[str, int] = {}

    def put(number: str, cell: str, since: datetime, until: datetime | None = None, *, is_void: bool = False) -> None:
        beds[cell] = beds.get(cell, 0) % 6 + 1
        with ward.act("seed") as work:
            query = select(Bed.id).join(Cell, Cell.id == Bed.cell_id)
            bed_id = work.session.scalars(query.where(Cell.code == cell, Bed.number == beds[cell])).one()
            custody_id = work.session.scalars(select(Custody.id).where(Custody.number == number)).one()
            row = Placement(
                custody_id=custody_id, bed_id=bed_id, from_at=since, until_at=until, reason="测试", findings=None,
                override_reason=None,
            )  # fmt: skip
            work.add(row)
            if is_void:
                work.session.flush()
                work.void(row, "登记有误")

    return put


def of(desk: Desk, number: str = "A", **asked: Any) -> dict[str, Contact]:
    return {one.subject.number: one for one in list_contacts(desk, number, **asked).found}


def test_hours_are_those_in_which_both_had_a_bed_in_the_cell(
    ward: Desk, lived: Lived, clock: Clock, start: datetime
) -> None:
    lived("A", "101", start, start + 10 * H)
    lived("A", "102", start + 10 * H)
    lived("B", "101", start - 5 * H, start + 4 * H)  # 4 hours together
    lived("B", "102", start + 11 * H, start + 12 * H + timedelta(minutes=30))  # and again, an hour and a half
    lived("C", "101", start + 3 * H)  # 7 hours until A moves away
    lived("D", "101", start + 10 * H)  # moves in at the moment at which A moves out
    lived("E", "102", start, start + 10 * H)  # moves out at the moment at which A moves in
    lived("F", "102", start + 12 * H)  # 8 hours until now
    lived("G", "102", start + 11 * H, start + 19 * H, is_void=True)
    lived("A", "103", start, start + 2 * H, is_void=True)
    lived("H", "103", start)
    clock.now = start + 20 * H
    found = of(ward)
    assert {number: one.hours for number, one in found.items()} == {
        "F": Decimal("8.0"),
        "C": Decimal("7.0"),
        "B": Decimal("5.5"),
    }
    assert list(found) == ["F", "C", "B"]  # who was together longest first
    assert [(one.kind, one.since - start, one.until - start) for one in found["B"].shared] == [
        (SharedKind.CELL, 0 * H, 4 * H),
        (SharedKind.CELL, 11 * H, 12.5 * H),
    ]
    assert found["B"].shared[0].where.text == "一监区 101"
    assert found["C"].place == "一监区 101"
    assert of(ward, "C").keys() == {"A", "B", "D"}  # and the other way round


def test_while_that_is_asked_for_cuts_what_was_shared(
    ward: Desk, lived: Lived, clock: Clock, start: datetime, day: date
) -> None:
    lived("A", "101", start - 20 * 24 * H)
    lived("B", "101", start - 20 * 24 * H, start - 14 * 24 * H)
    lived("C", "101", start - 20 * 24 * H, start - 3 * 24 * H)
    clock.now = start + 4 * H
    assert set(of(ward)) == {"B", "C"}  # B: the first six hours of the fourteenth day before today
    assert of(ward)["B"].hours == Decimal("6.0")
    assert set(of(ward, days=13)) == {"C"}
    assert set(of(ward, days=2)) == set()
    assert set(of(ward, days=1, last=day - timedelta(days=15))) == {"B", "C"}
    for number, days, last, field in (
        ("A", 0, None, "days"),
        ("A", 91, None, "days"),
        ("?", 14, None, "number"),
        ("A", 14, day + timedelta(days=1), "last"),
    ):
        with pytest.raises(Invalid) as invalid:
            list_contacts(ward, number, days, last)
        assert invalid.value.field == field


def test_who_left_is_told_with_the_time_and_fever_since(
    ward: Desk, lived: Lived, clock: Clock, start: datetime, day: date
) -> None:
    lived("A", "101", start)
    lived("B", "101", start)
    lived("C", "101", start + 2 * H)
    lived("D", "101", start)
    clock.now = wall(day, "12:00")
    for number, celsius, at in (("B", "37.4", "07:30"), ("B", "36.9", "07:50"), ("C", "38.0", "07:05")):
        rounds.take_reading(ward, ReadingTaken(Decimal(celsius), number, taken_at=wall(day, at), taken_by="001"))
    for celsius, at, by in (("37.5", "07:30", "001"), ("36.8", "07:50", "002")):
        rounds.take_reading(ward, ReadingTaken(Decimal(celsius), "D", taken_at=wall(day, at), taken_by=by))
    disproved = of(ward)["D"]
    assert (disproved.last and disproved.last.celsius, disproved.fever) == (Decimal("36.8"), None)
    let_go(ward, "B", release_notice("B", day))
    left = of(ward)["B"]
    assert left.left_at is not None
    assert left.left_at.replace(microsecond=0) == wall(day, "12:00")
    assert left.until == left.left_at
    assert left.place == ""
    assert left.last is not None and left.last.celsius == Decimal("36.9")
    assert left.fever is not None and (left.fever.celsius, left.fever.at) == (Decimal("37.4"), wall(day, "07:30"))
    stays = of(ward)["C"]
    assert stays.left_at is None
    assert (stays.last, stays.fever) == (None, None)  # hot an hour before they met


def test_staff_and_whoever_an_incident_names_were_together_too(
    ward: Desk, clock: Clock, start: datetime, day: date
) -> None:
    clock.now = wall(day, "19:30")
    for at in ("07:30", "17:30"):
        rounds.take_reading(ward, ReadingTaken(Decimal("36.5"), "A", taken_at=wall(day, at), taken_by="002"))
    rounds.take_reading(
        ward, ReadingTaken(Decimal("37.9"), staff_number="002", taken_at=wall(day, "18:00"), taken_by="001")
    )
    talks.record_talk(ward, TalkHeld("A", "other", 30, "虚构谈话内容若干", wall(day, "10:00"), "001"))
    found = of(ward)
    assert {number: [(one.kind, one.count) for one in who.shared] for number, who in found.items()} == {
        "001": [(SharedKind.TALK, 1)],
        "002": [(SharedKind.MEASURED, 2)],
    }
    assert all(one.is_staff for one in found.values())
    assert found["002"].fever is not None
    assert found["001"].last is None
    fill_lists(ward)
    register = next(one for one in all_registers() if one.name == "incident")
    assert register.field(register.together).kind is FieldKind.PEOPLE
    then = wall(day, "10:00")
    kept = registers.add_entry(ward, "incident", {**values_of(register, 0, then), "people": ["A", "E"]})
    registers.add_entry(ward, "incident", {**values_of(register, 1, then), "people": ["B", "F"]})
    found = of(ward)
    assert {number for number, one in found.items() if not one.is_staff} == {"E"}
    assert (found["E"].shared[0].kind, found["E"].shared[0].since) == (SharedKind.ENTRY, then)
    assert found["E"].hours == 0
    registers.void_entry(ward, "incident", kept.id, "登记有误")
    assert all(one.is_staff for one in of(ward).values())


def test_reading_of_contacts_and_summaries_is_for_some_and_is_journaled(
    desk: Desk, seat: Callable[..., Desk], day: date
) -> None:
    officers(desk)
    opening_people(desk, day, 2)
    officer, doctor = seat("officer1", Role.OFFICER), seat("doctor1", Role.DOCTOR)
    asked: dict[str, Callable[[Desk], object]] = {
        "contacts.list_contacts": lambda at: list_contacts(at, "K00000"),
        "health_summaries.health_summary": lambda at: health_summary(at, "K00000"),
        "health_summaries.health_summaries": health_summaries,
    }
    for ask in asked.values():
        with pytest.raises(Refused):
            ask(officer)
        ask(doctor)
    with desk.store.reading() as session:
        query = select(AccessEvent.act, AccessEvent.kind, AccessEvent.account_id).where(AccessEvent.act.in_(asked))
        events = {(act, kind): account_id for act, kind, account_id in session.execute(query)}
    for act in asked:
        assert events[act, AccessKind.REFUSED] == officer.account_id
        assert events[act, AccessKind.SENSITIVE_READ] == doctor.account_id
