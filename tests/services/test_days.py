"""Closing the day (domain guide §9.1, R-LG-01 to 04, and §12 check 1)."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from db.record import Record
from db.tables import ClosedDay, Custody
from db.values import Invalid, Refused, Role, Sex
from facility_app.access import Desk
from facility_app.acts.intake import PaperGiven
from facility_app.services import backups, days, intake, ledgers, population
from tests.conftest import PASSWORD, Clock
from tests.services.daywork import admit, first_day, let_go, number, officers, opening_people, release_notice, wall

TUESDAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def day(request: pytest.FixtureRequest, clock: Clock) -> date:
    """Before the facility is founded."""
    return first_day(request, clock)


@pytest.fixture
def house(desk: Desk, clock: Clock, day: date) -> Desk:
    """342 held from before the first day; five come and three leave on it. It is 20:00."""
    officers(desk)
    opening_people(desk, day, 342)
    clock.now = wall(day, "10:00")
    for place in range(5):
        admit(desk, clock, f"N{place}", f"新收䶮{place}", Sex.FEMALE if place == 4 else Sex.MALE)
    clock.now = wall(day, "16:00")
    for place in range(3):
        let_go(desk, number(place), release_notice(str(place), day))
    clock.now = wall(day, "20:00")
    return desk


def count(desk: Desk, table: type[Record]) -> int:
    with desk.store.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def custody_id(desk: Desk, of: str) -> UUID:
    with desk.store.reading() as session:
        return session.scalars(select(Custody.id).where(Custody.number == of)).one()


def test_342_and_5_in_and_3_out_are_344(house: Desk, day: date) -> None:
    content = ledgers.ledger_facts(house, day).content
    balance = content.balance
    assert (balance.opening, balance.intake, balance.exits, balance.closing, balance.stated) == (342, 5, 3, 344, 344)
    assert population.population_today(house) == balance
    everybody = content.population[-1]
    assert (everybody.opening.male, everybody.opening.female, everybody.opening.minor) == (308, 34, 17)
    assert (everybody.intake.female, everybody.exits.female) == (1, 0)
    for row in content.population:
        assert row.opening + row.intake - row.exits + row.changed == row.closing
    assert [one.who.number for one in content.intakes] == [f"N{place}" for place in range(5)]
    assert [one.who.number for one in content.exits] == [number(place) for place in range(3)]


def test_343_counted_by_hand_is_refused_with_the_names(house: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day + TUESDAY, "00:30")
    (found,) = days.what_stands_against(house, day, 343)
    assert found.rule == "closing.population"
    assert "342 + 5 - 3 = 344" in found.explanation.text
    assert {one.number for one in found.people} == {*(f"N{place}" for place in range(5)), *map(number, range(3))}
    with pytest.raises(Refused, match="343"):
        days.close_day(house, day, stated=343)
    assert days.close_day(house, day, stated=344).figures.closing == 344


def test_day_that_is_not_over_is_not_closed(house: Desk, clock: Clock, day: date) -> None:
    assert [one.rule for one in days.what_stands_against(house, day)] == ["closing.day_over"]
    with pytest.raises(Refused, match="not over yet"):
        days.close_day(house, day)
    clock.now = wall(day + TUESDAY, "00:00")
    assert days.what_stands_against(house, day) == ()
    days.close_day(house, day)
    with pytest.raises(Refused, match="closed already"):
        days.close_day(house, day)


def test_days_are_closed_one_after_the_other_and_chained_over_three_days(house: Desk, clock: Clock, day: date) -> None:
    three = [day + timedelta(days=n) for n in range(3)]
    clock.now = wall(day + timedelta(days=3), "01:00")
    assert [one.rule for one in days.what_stands_against(house, three[1])] == ["closing.in_order"]
    with pytest.raises(Refused, match=str(day)):
        days.close_day(house, three[1])
    closed = [days.close_day(house, one).figures for one in three]
    assert [one.opening for one in closed] == [342, 344, 344]
    assert [one.closing for one in closed] == [344, 344, 344]
    assert [one.previous_hash for one in closed] == ["", closed[0].content_hash, closed[1].content_hash]
    assert len({one.content_hash for one in closed}) == 3
    last = days.last_closed_day(house)
    assert last is not None
    assert (last.day, last.content_hash) == (three[2], closed[2].content_hash)


def test_no_day_before_the_first_and_none_to_come(desk: Desk, day: date) -> None:
    for other, problem in ((day - TUESDAY, "keeps days from"), (day + TUESDAY, "has not begun")):
        with pytest.raises(Invalid, match=problem):
            days.close_day(desk, other)
        with pytest.raises(Invalid, match=problem):
            ledgers.ledger_facts(desk, other)


def test_addenda_are_for_closed_days_and_bear_time_and_name(house: Desk, clock: Clock, day: date) -> None:
    with pytest.raises(Refused, match="not closed"):
        days.add_addendum(house, day, "补充")
    clock.now = wall(day + TUESDAY, "00:30")
    days.close_day(house, day)
    with pytest.raises(Invalid):
        days.add_addendum(house, day, "  ")
    days.add_addendum(house, day, "晚间风雨，放风取消。")
    facts = ledgers.ledger_facts(house, day)
    assert [(one.text, one.by) for one in facts.addenda] == [("晚间风雨，放风取消。", "甲一")]
    assert facts.is_as_closed


def test_record_changed_after_closing_is_found_and_named(house: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day + TUESDAY, "00:30")
    days.close_day(house, day)
    assert ledgers.ledger_facts(house, day).is_as_closed
    late = PaperGiven("arrest_certificate", "虚构捕字7", "虚构检察院", day)
    intake.add_document(house, number(7), late)
    facts = ledgers.ledger_facts(house, day)
    assert not facts.is_as_closed
    assert [(one.entity, one.number, one.by) for one in facts.changes] == [("document", number(7), "甲一")]
    assert facts.closing is not None
    assert facts.closing.closing == 344


def test_what_happens_later_does_not_change_a_closed_day(house: Desk, clock: Clock, day: date) -> None:
    clock.now = wall(day + TUESDAY, "00:30")
    days.close_day(house, day)
    clock.now = wall(day + TUESDAY, "09:00")
    admit(house, clock, "L1", "后来者")
    let_go(house, number(9), release_notice("9", day + TUESDAY))
    let_go(house, "N1", release_notice("N1", day + TUESDAY))
    intake.add_document(house, number(7), PaperGiven("arrest_certificate", "捕8", "虚构检察院", day + TUESDAY))
    assert ledgers.ledger_facts(house, day).is_as_closed
    clock.now = wall(day + 2 * TUESDAY, "00:30")
    closed = days.close_day(house, day + TUESDAY).figures
    assert (closed.opening, closed.intake, closed.exits, closed.closing) == (344, 1, 2, 343)


def test_backup_follows_the_close_and_its_failure_does_not_undo_it(
    house: Desk, clock: Clock, day: date, tmp_path: Path
) -> None:
    clock.now = wall(day + 2 * TUESDAY, "00:30")
    folder = tmp_path / "backups"
    made = days.close_day(house, day, folder, PASSWORD)
    assert made.backup is not None
    assert backups.see_backups(house, folder) == [made.backup.receipt]
    blocked = tmp_path / "file"
    blocked.write_text("")
    failed = days.close_day(house, day + TUESDAY, blocked, PASSWORD)
    assert failed.backup is None
    assert failed.backup_problem is not None
    assert count(house, ClosedDay) == 2


def test_an_officer_may_not_close_the_day(seat: Callable[..., Desk], day: date) -> None:
    officer = seat("officer", Role.OFFICER)
    with pytest.raises(Refused, match="Your roles do not allow this"):
        days.close_day(officer, day)
