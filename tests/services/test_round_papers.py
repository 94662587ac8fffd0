"""The sheets of a round for the pen: everybody in walking order, quickly; and the contacts of one of them."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest
from sqlalchemy import select

from db.tables import AccessEvent
from db.values import AccessKind, Invalid
from facility_app.access import Desk
from facility_app.acts.rounds import ReadingTaken
from facility_app.reports.facts import read_pages
from facility_app.reports.round_sheets import print_sheets
from facility_app.services import rounds
from facility_app.services.contacts import list_contacts
from facility_app.services.round_papers import round_paper
from resources.text import speaking
from tests.conftest import Clock
from tests.reports.reading import codes, squeezed
from tests.services.daywork import next_monday, number, officers, opening_people, wall


@pytest.fixture(autouse=True)
def day(clock: Clock) -> date:
    """Before the facility is founded."""
    return next_monday(clock)


def test_sheets_and_contacts_of_380_people_come_quickly(desk: Desk, clock: Clock, day: date, tmp_path: Path) -> None:
    officers(desk)
    opening_people(desk, day, 380)
    clock.now = wall(day, "07:40")
    taken = ReadingTaken(Decimal("36.4"), number(0), taken_at=wall(day, "07:15"), taken_by="001")
    rounds.take_reading(desk, taken)
    clock.now = wall(day, "16:00")
    began = perf_counter()
    with speaking("zh_CN"):
        made = print_sheets(round_paper(desk, day, "pm"), tmp_path / "round.pdf")
    assert perf_counter() - began < 10
    pages = [squeezed(one) for one in read_pages(tmp_path / "round.pdf")]
    assert len(pages) == made.pages
    walked = [f"K{n:05d}" for n in (*(n for n in range(380) if n % 10 != 9), *range(9, 380, 10))]
    whole = "".join(pages)
    places = [whole.index(one) for one in walked]
    assert places == sorted(places)  # 342 men of the first block by cell and bed, then the women
    assert f"36.4({day:%m-%d}07:15)" in pages[0]
    assert all("1提讯·2开庭" in one and "晚测17:00–19:00" in one for one in pages)
    assert "一监区" in pages[0] and "二监区" in pages[-2] and "001" in pages[-1]
    assert codes(tmp_path / "round.pdf", 0)[0].startswith(f"FD3|{day}|pm|")
    one_block = print_sheets(round_paper(desk, day, "pm"), tmp_path / "block.pdf", "二监区")
    assert one_block.pages < made.pages
    assert number(0) not in "".join(map(squeezed, read_pages(tmp_path / "block.pdf")))
    with pytest.raises(Invalid):
        print_sheets(round_paper(desk, day, "pm"), tmp_path / "none.pdf", "三监区")
    with desk.store.reading() as session:
        query = select(AccessEvent.count).where(AccessEvent.kind == AccessKind.EXPORTED)
        assert set(session.scalars(query)) == {382}  # with the two officers
    spent = []
    for _once in range(3):
        began = perf_counter()
        found = list_contacts(desk, number(0)).people
        spent.append(perf_counter() - began)
    assert min(spent) < 0.2
    assert len(found) == 9  # ten to a cell
