"""What somebody with the key of the file, or the owner of the database, might do past the program."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import Connection, text

from db import triggers
from db.location import PostgresDatabase
from db.opening import open_as_owner
from db.store import Store
from db.verify import Problem, verify
from facility_app.access import Desk
from facility_app.services import staff
from tests.conftest import Founded


@dataclass
class Attacker:
    """May do anything to the database, its triggers included."""

    connection: Connection

    def run(self, statement: str, **values: object) -> None:
        self.connection.execute(text(statement), values)

    def one(self, query: str, **values: object) -> object:
        return self.connection.execute(text(query), values).scalar_one()


Tamper = Callable[[Callable[[Attacker], None]], None]


@pytest.fixture
def tamper(facility: Founded, desk: Desk) -> Tamper:
    def do(change: Callable[[Attacker], None]) -> None:
        store: Store = desk.store
        if isinstance(facility.place, PostgresDatabase):
            store = open_as_owner(facility.place, facility.clock)
        with store.changing_schema() as connection:
            for guard in triggers.guards(connection):
                on = f" ON {guard.table}" if connection.dialect.name == "postgresql" else ""
                connection.exec_driver_sql(f"DROP TRIGGER {guard.name}{on}")
            change(Attacker(connection))
        if store is not desk.store:
            store.close()

    return do


@pytest.fixture
def people(desk: Desk) -> list[str]:
    """Ten members of staff, of whom the third was corrected."""
    made = [staff.add_staff(desk, f"{number:03}", f"虚构{number}", "管教") for number in range(10)]
    staff.correct_staff(desk, made[2], post="巡控")
    return [str(one) for one in made]


def _problems(desk: Desk, against: str | None = None) -> list[Problem]:
    with desk.store.reading() as session:
        return list(verify(session.connection(), against).problems)


def _places(problems: list[Problem]) -> set[str]:
    return {problem.where for problem in problems}


def test_store_that_nobody_touched_is_whole(desk: Desk, people: list[str]) -> None:
    assert people
    assert _problems(desk) == []


def test_value_changed_in_a_table_is_found_with_its_field(desk: Desk, people: list[str], tamper: Tamper) -> None:
    tamper(lambda attacker: attacker.run("UPDATE staff SET name = 'x' WHERE number = '002'"))
    (problem,) = _problems(desk)
    assert problem.where == f"staff {people[2]}"
    assert str(problem.params["fields"]).startswith("name (")


def test_value_changed_in_the_journal_is_found(desk: Desk, people: list[str], tamper: Tamper) -> None:
    tamper(lambda attacker: attacker.run("UPDATE journal SET title = 'x' WHERE seq = 9"))
    assert _places(_problems(desk)) == {"journal 9"}
    assert people


def test_body_changed_in_the_journal_is_found_there_and_in_its_record(
    desk: Desk, people: list[str], tamper: Tamper
) -> None:
    def change(attacker: Attacker) -> None:
        seq = attacker.one("SELECT min(seq) FROM journal WHERE entity = 'staff' AND seq > 8")
        body = attacker.one("SELECT body FROM journal_body WHERE seq = :seq", seq=seq)
        assert isinstance(body, bytes)
        changed = body.replace("管教".encode(), "所长".encode())
        assert changed != body
        attacker.run("UPDATE journal_body SET body = :body WHERE seq = :seq", body=changed, seq=seq)

    tamper(change)
    places = _places(_problems(desk))
    assert len(places) == 2
    assert any(place.startswith("journal ") for place in places)
    assert places & {f"staff {one}" for one in people}


def test_deleted_row_is_found(desk: Desk, people: list[str], tamper: Tamper) -> None:
    tamper(lambda attacker: attacker.run("DELETE FROM staff WHERE number = '004'"))
    (problem,) = _problems(desk)
    assert problem.where == f"staff {people[4]}"
    assert "gone" in problem.message


def test_row_inserted_past_the_journal_is_found(desk: Desk, people: list[str], tamper: Tamper) -> None:
    def change(attacker: Attacker) -> None:
        row = attacker.connection.exec_driver_sql("SELECT id FROM staff WHERE number = '001'").scalar_one()
        fake = bytes(16) if isinstance(row, bytes) else "00000000-0000-0000-0000-000000000000"
        attacker.run(
            "INSERT INTO staff (id, number, name, post, is_leader) VALUES (:id, '999', 'x', 'x', false)", id=fake
        )

    tamper(change)
    (problem,) = _problems(desk)
    assert problem.where == "staff 00000000-0000-0000-0000-000000000000"
    assert people


def test_two_entries_swapped_are_both_found(desk: Desk, people: list[str], tamper: Tamper) -> None:
    def change(attacker: Attacker) -> None:
        for table in ("journal", "journal_body"):
            attacker.run(f"UPDATE {table} SET seq = 9999 WHERE seq = 10")
            attacker.run(f"UPDATE {table} SET seq = 10 WHERE seq = 13")
            attacker.run(f"UPDATE {table} SET seq = 13 WHERE seq = 9999")

    tamper(change)
    assert {"journal 10", "journal 13"} <= _places(_problems(desk))
    assert people


def test_entry_inserted_in_the_middle_is_found(desk: Desk, people: list[str], tamper: Tamper) -> None:
    def change(attacker: Attacker) -> None:
        last = attacker.one("SELECT max(seq) FROM journal")
        assert isinstance(last, int)
        for table in ("journal", "journal_body"):
            attacker.run(f"UPDATE {table} SET seq = -seq - 1 WHERE seq >= 10")
            attacker.run(f"UPDATE {table} SET seq = -seq WHERE seq < 0")
        columns = "tx, at, actor_id, workstation, title, revision, entity, entity_id, op, undoes, digest, prev, hash"
        for table, copied in (("journal", columns), ("journal_body", "salt, body")):
            attacker.run(
                f"INSERT INTO {table} (site_no, seq, {copied}) SELECT 1, 10, {copied} FROM {table} WHERE seq = 9"
            )

    tamper(change)
    assert {"journal 10", "journal 11"} <= _places(_problems(desk))
    assert people


def test_entry_removed_from_the_middle_is_found(desk: Desk, people: list[str], tamper: Tamper) -> None:
    tamper(lambda attacker: attacker.run("DELETE FROM journal WHERE seq = 10"))
    assert {"journal 10", "journal 11"} <= _places(_problems(desk))
    assert people


def test_cut_tail_is_found_by_the_rows_that_it_told_of(desk: Desk, people: list[str], tamper: Tamper) -> None:
    def change(attacker: Attacker) -> None:
        for table in ("journal_body", "journal"):
            attacker.run(f"DELETE FROM {table} WHERE seq >= (SELECT max(seq) - 1 FROM {table})")

    tamper(change)
    assert _places(_problems(desk)) == {f"staff {people[9]}", f"staff {people[2]}"}


def test_cut_tail_whose_rows_were_reverted_is_found_by_a_printed_head(
    desk: Desk, people: list[str], tamper: Tamper
) -> None:
    printed = str(desk.store.head())

    def change(attacker: Attacker) -> None:
        for table in ("journal_body", "journal"):
            attacker.run(f"DELETE FROM {table} WHERE seq = (SELECT max(seq) FROM {table})")
        attacker.run("UPDATE staff SET post = '管教' WHERE number = '002'")

    tamper(change)
    assert _problems(desk) == []
    (problem,) = _problems(desk, against=printed)
    assert problem.where == f"journal {printed.partition(':')[0]}"
    (by_hash_alone,) = _problems(desk, against=printed.partition(":")[2])
    assert by_hash_alone.message == problem.message
    assert people


def test_printed_head_of_an_earlier_day_stays_true(desk: Desk, people: list[str]) -> None:
    printed = str(desk.store.head())
    staff.add_staff(desk, "100", "虚构百", "管教")
    assert _problems(desk, against=printed) == []
    assert people


def test_body_taken_away_without_an_order_is_found(desk: Desk, people: list[str], tamper: Tamper) -> None:
    tamper(lambda attacker: attacker.run("DELETE FROM journal_body WHERE seq = 10"))
    assert "journal 10" in _places(_problems(desk))
    assert people


def test_triggers_that_were_dropped_are_named(desk: Desk, tamper: Tamper) -> None:
    tamper(lambda attacker: None)
    with desk.store.reading() as session:
        assert "guard_journal_update" in triggers.missing(session.connection())


def test_entry_of_a_site_that_does_not_write_here_is_found(desk: Desk, people: list[str], tamper: Tamper) -> None:
    def change(attacker: Attacker) -> None:
        attacker.run("UPDATE staff SET name = '伪造' WHERE number = '003'")
        columns = "tx, at, actor_id, workstation, title, revision, entity, entity_id, op, undoes, digest, prev, hash"
        for table, copied in (("journal", columns), ("journal_body", "salt, body")):
            attacker.run(
                f"INSERT INTO {table} (site_no, seq, {copied}) SELECT 77, 1, {copied} FROM {table} WHERE seq = 9"
            )

    tamper(change)
    assert {"journal 77/", f"staff {people[3]}"} <= _places(_problems(desk, str(desk.store.head())))


def test_value_that_no_program_could_have_written_is_named_and_stops_nothing(
    desk: Desk, people: list[str], tamper: Tamper
) -> None:
    def change(attacker: Attacker) -> None:
        attacker.run("UPDATE staff SET sex = 'x' WHERE number = '003'")
        if attacker.connection.dialect.name == "sqlite":
            attacker.run("UPDATE staff SET name = x'ff41' WHERE number = '004'")
            attacker.run("UPDATE staff SET is_leader = 2 WHERE number = '005'")

    tamper(change)
    expected = 3 if desk.store.is_sqlite else 1
    assert _places(_problems(desk)) == {f"staff {one}" for one in people[3 : 3 + expected]}


def test_trigger_that_was_replaced_by_a_harmless_one_is_named(facility: Founded, desk: Desk) -> None:
    if isinstance(facility.place, PostgresDatabase):
        store = open_as_owner(facility.place, facility.clock)
        replacement = "ALTER TABLE journal ENABLE REPLICA TRIGGER guard_journal_update"
    else:
        store = desk.store
        replacement = "CREATE TRIGGER guard_journal_update BEFORE UPDATE ON journal WHEN 0 BEGIN SELECT 1; END"
    with store.changing_schema() as connection:
        if store is desk.store:
            connection.exec_driver_sql("DROP TRIGGER guard_journal_update")
        connection.exec_driver_sql(replacement)
        assert triggers.missing(connection) == ["guard_journal_update"]
    if store is not desk.store:
        store.close()
