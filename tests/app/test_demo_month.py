"""A month of a fictional facility: a sample in every run of the tests, all of it with `FAULTS=all`."""

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import text

from db import triggers
from db.location import SqliteFile
from facility_app.access import Desk
from facility_app.app.demo.accounts import ADMIN, PASSWORD
from facility_app.app.demo.making import make_demo
from facility_app.app.demo.scene import Scene
from facility_app.app.demo.story import live
from facility_app.app.demo.storytime import StoryDay
from facility_app.app.demo.wish import DemoWish
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from facility_app.facts.ledger_prints import PrintState
from facility_app.reports.ledger_print import LedgerPrint, check_ledger, print_ledger
from facility_app.services import journal, ledgers, releases
from tests.faults.amount import amount

UNTIL = date(2024, 3, 31)
NOW = datetime(2024, 4, 1, 4, tzinfo=UTC)


def test_days_close_one_after_the_other_and_each_ledger_verifies_until_a_record_changes(tmp_path: Path) -> None:
    wish = DemoWish(people=amount(60, 380), staff=amount(14, 80), days=amount(4, 30), seed=1, until=UNTIL)
    machine, place = Machine(lambda: NOW, "desk-1", tmp_path), SqliteFile(tmp_path / "month.db")
    prints: dict[date, LedgerPrint] = {}

    def lived(scene: Scene, day: StoryDay) -> None:
        live(scene, day)
        prints[day.day] = print_ledger(scene.desk, day.day, tmp_path / f"{day.day}.pdf")

    make_demo(place, wish, machine, living=lived)
    desk = log_in(place, ADMIN, PASSWORD, machine)
    try:
        assert len(prints) == wish.days
        assert journal.verify_journal(desk).ok
        assert all(made.facts.closing is not None for made in prints.values())
        amended = {day for day in prints if ledgers.ledger_facts(desk, day).addenda}
        for day, made in prints.items():
            verdict = check_ledger(desk, made.path)
            assert verdict.state is (PrintState.SUPERSEDED if day in amended else PrintState.GENUINE)
            assert verdict.changes == ()
        _a_changed_record_is_named(desk, prints)
        _a_record_changed_past_the_program_is_found(desk, prints[UNTIL])
    finally:
        desk.store.close()


def _a_changed_record_is_named(desk: Desk, prints: dict[date, LedgerPrint]) -> None:
    day, made = next((day, made) for day, made in prints.items() if day != UNTIL and made.facts.content.exits)
    number = made.facts.content.exits[0].who.number
    releases.mark_check(desk, number, "release.property", is_done=False, note="少一件，次日补发")
    verdict = check_ledger(desk, made.path)
    assert verdict.state is PrintState.SUPERSEDED
    assert [(one.entity, one.number) for one in verdict.changes] == [("release_check", number)]
    other = next(one for one in prints if one not in (day, UNTIL))
    assert check_ledger(desk, prints[other].path).changes == ()


def _a_record_changed_past_the_program_is_found(desk: Desk, last: LedgerPrint) -> None:
    with desk.store.changing_schema() as connection:
        for guard in triggers.guards(connection):
            connection.exec_driver_sql(f"DROP TRIGGER {guard.name}")
        found = connection.execute(
            text("SELECT id FROM reading WHERE custody_id IS NOT NULL ORDER BY taken_at DESC LIMIT 1")
        ).scalar_one()
        connection.execute(text("UPDATE reading SET celsius = celsius - 3 WHERE id = :id"), {"id": found})
    assert check_ledger(desk, last.path).state is PrintState.SUPERSEDED
    (problem,) = journal.verify_journal(desk).problems
    assert problem.where.startswith("reading ")
    assert str(problem.params["fields"]).startswith("celsius (")
