"""How fast registers answer: 200,000 visitors of four years; and what is due in a facility of 3,000 people."""

import gc
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from statistics import median
from uuid import UUID

from sqlalchemy import select

from bench.figures import Figure, at_most, seconds
from bench.places import Place
from bench.raw import dialect_of, driver_of, load_records
from bench.ward import PEOPLE, measure, open_ward, round_day
from db.registers.visitor import SecurityCheck, Visitor, VisitorKind
from db.tables import Staff
from facility_app.access import Desk
from facility_app.facts.facility import facility_facts
from facility_app.facts.ledger_registers import registers_of_day
from facility_app.facts.registers import Filter
from facility_app.services import due, registers

_ENTRIES, _DAYS = 200_000, 1_461
_AIM, _DUE_AIM = 0.200, 0.500
_REPEATS = 7
_NAME = "visitor"


def registers_and_due(place: Place) -> Iterator[Figure]:
    """Medians of seven, through the services, with their check of rights."""
    with closing(open_ward(place).store), place.desk() as desk:
        measure(desk)
        last = round_day(desk)
        visitors, dialect = _visitors(desk, last), dialect_of(desk)
    with driver_of(place) as driver:
        load_records(driver, dialect, visitors)
    gc.freeze()  # what the loading left behind is no garbage of the reads
    with place.desk() as desk:
        month = Filter(last.replace(day=1), last)
        asked: dict[str, Callable[[], object]] = {
            "first page": lambda: _listed(desk, Filter()),
            "holding a text": lambda: _listed(desk, Filter(text="示例律所7")),
            "of one kind": lambda: _listed(desk, Filter(values={"kind": "lawyer"})),
            "open": lambda: _listed(desk, Filter(only_open=True)),
            "one month with its totals": lambda: _listed(desk, month),
            "all registers of one day, for the ledger": lambda: _of_day(desk, last),
        }
        for what, act in asked.items():
            yield _figure(f"{place.engine}: {what}, {_ENTRIES:,} visitors loaded raw", act, _AIM)
        yield _figure(f"{place.engine}: what is due with {PEOPLE:,} people", lambda: due.what_is_due(desk), _DUE_AIM)


def _figure(name: str, act: Callable[[], object], aim: float) -> Figure:
    act()
    found = [seconds(act) for _ in range(_REPEATS)]
    shown = f"{median(found) * 1000:.0f} ms (slowest {max(found) * 1000:.0f} ms)"
    return at_most(name, median(found), shown, aim, f"{aim * 1000:g} ms")


def _listed(desk: Desk, asked: Filter) -> None:
    assert registers.list_entries(desk, _NAME, asked).count


def _of_day(desk: Desk, day: date) -> None:
    with desk.store.reading() as session:
        assert registers_of_day(session, facility_facts(session), day, desk.store.clock())


def _visitors(desk: Desk, last: date) -> list[Visitor]:
    """Visitors of every day up to the last one; three have not left."""
    with desk.store.reading() as session:
        officer = session.scalars(select(Staff.id)).first()
        calendar = facility_facts(session).calendar
    assert officer is not None
    a_day = -(-_ENTRIES // _DAYS)
    found = []
    for number in range(_ENTRIES):
        day = last - timedelta(days=(_ENTRIES - 1 - number) // a_day)
        at = calendar.starts(day) + timedelta(hours=8, minutes=number % a_day * 4)
        found.append(_visitor(number, officer, day, Visitor(at=at, left_at=at + timedelta(hours=1))))
    for one in found[-3:]:
        one.left_at = None
    return found


def _visitor(number: int, officer: UUID, day: date, one: Visitor) -> Visitor:
    kinds = list(VisitorKind)
    one.number, one.day, one.entered_at, one.entered_by_id, one.officer_id = number + 1, day, one.at, officer, officer
    one.name, one.kind, one.check = f"虚构访客{number}", kinds[number % len(kinds)], SecurityCheck.PASSED
    one.organisation, one.purpose, one.visited = f"示例律所{number % 900}", "会见", f"虚构{number % PEOPLE}"
    one.badge = f"{number % 60}"
    return one
