from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from db.guard import UnjournaledWriteError
from db.history import history_of
from db.journal import journal, read_head
from db.location import PostgresDatabase
from db.opening import open_as_owner
from db.tables import Staff
from db.types import new_id
from db.values import Refused, Unavailable
from db.verify import verify
from facility_app.access import Desk
from tests.conftest import Clock, Founded


def _staff(number: str = "001", name: str = "张三") -> Staff:
    return Staff(number=number, name=name, post="管教", phone=None, is_leader=False)


def _is_whole(desk: Desk) -> bool:
    with desk.store.reading() as session:
        verdict = verify(session.connection())
    assert verdict.problems == ()
    return verdict.ok


def test_new_record_is_journaled_with_its_values(desk: Desk) -> None:
    with desk.act("add") as work:
        one = _staff()
        work.add(one)
        record_id = one.id
    with desk.store.reading() as session:
        (past,) = history_of(session, record_id)
    assert past.title == "add"
    assert past.actor_id == desk.account_id
    assert past.workstation == "desk-1"
    assert past.fields is not None
    assert {field.name: field.after for field in past.fields} == {
        "number": "001",
        "name": "张三",
        "post": "管教",
        "is_leader": False,
    }


def test_old_value_is_journaled_even_when_it_was_not_loaded(desk: Desk) -> None:
    with desk.act("add") as work:
        one = _staff()
        work.add(one)
        record_id = one.id
    with desk.act("rename") as work:
        one = work.get(Staff, record_id)
        work.session.expire(one)
        one.name = "李四"
    with desk.store.reading() as session:
        newest = history_of(session, record_id)[0]
    assert newest.fields is not None
    assert [(field.name, field.before, field.after) for field in newest.fields] == [("name", "张三", "李四")]


def test_value_set_to_what_it_was_is_not_journaled(desk: Desk) -> None:
    with desk.act("add") as work:
        one = _staff()
        work.add(one)
        record_id = one.id
    before = desk.store.head().seq
    with desk.act("nothing") as work:
        one = work.get(Staff, record_id)
        one.name = "李四"
        one.name = "张三"
    assert desk.store.head().seq == before


def test_entries_of_one_act_share_its_transaction(desk: Desk) -> None:
    with desk.act("two") as work:
        work.add(_staff("001"))
        work.add(_staff("002"))
        transaction = work.transaction
    with desk.store.reading() as session:
        rows = session.execute(select(journal.c.seq).where(journal.c.tx == transaction)).scalars().all()
    assert rows == [transaction, transaction + 1]


def test_failed_act_leaves_nothing(desk: Desk) -> None:
    before = desk.store.head()
    with pytest.raises(ZeroDivisionError), desk.act("half") as work:
        work.add(_staff())
        raise ZeroDivisionError
    assert desk.store.head() == before
    with desk.store.reading() as session:
        assert session.scalars(select(Staff).where(Staff.number == "001")).first() is None


def test_many_rows_are_journaled_like_single_ones(desk: Desk) -> None:
    people = [_staff(f"{number:05}") for number in range(2_500)]
    with desk.act("many") as work:
        work.add_many(people)
    assert _is_whole(desk)
    with desk.store.reading() as session:
        (past,) = history_of(session, people[2_000].id)
    assert past.fields is not None
    assert past.fields[0].after == "02000"


@pytest.mark.parametrize(
    "statement",
    [
        update(Staff).values(name="x"),
        insert(Staff).values(number="9", name="x", post="x"),
        delete(Staff),
        insert(journal).values(seq=1),
    ],
    ids=["update", "insert", "delete", "journal"],
)
def test_write_past_the_journal_is_refused(desk: Desk, statement: object) -> None:
    with pytest.raises(UnjournaledWriteError), desk.act("bulk") as work:
        work.session.execute(statement)  # type: ignore[call-overload]
    with pytest.raises(UnjournaledWriteError), desk.act("bulk after a flush") as work:
        work.add(_staff())
        work.session.execute(statement)  # type: ignore[call-overload]


def test_record_is_not_deleted(desk: Desk) -> None:
    with desk.act("add") as work:
        work.add(_staff())
    with pytest.raises(Refused), desk.act("delete") as work:
        work.session.delete(work.session.scalars(select(Staff).where(Staff.number == "001")).one())
        work.session.flush()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET title = 'x'",
        "DELETE FROM journal",
        "UPDATE journal_body SET salt = body",
        "DELETE FROM journal_body",
        "DELETE FROM staff",
        "DELETE FROM account",
        "DELETE FROM site",
    ],
)
def test_database_itself_refuses_to_change_the_journal_or_delete(desk: Desk, statement: str) -> None:
    with pytest.raises(Refused), desk.act("past the program") as work:
        work.session.execute(text(statement))
    assert _is_whole(desk)


def test_reader_cannot_write(desk: Desk) -> None:
    with pytest.raises((Unavailable, DBAPIError)), desk.store.reading() as session:
        session.execute(text("UPDATE staff SET name = 'x'"))


def test_reader_sees_one_moment_while_others_write(desk: Desk) -> None:
    with desk.store.reading() as session:
        before = read_head(session.connection())
        with desk.act("meanwhile") as work:
            work.add(_staff())
        assert read_head(session.connection()) == before
    assert desk.store.head() != before


def test_clock_behind_the_journal_is_refused_with_the_remedy(desk: Desk, clock: Clock) -> None:
    clock.go(minutes=-2)
    with pytest.raises(Refused, match="Set the date and the time"), desk.act("early") as work:
        work.add(_staff())


def test_clock_a_little_behind_takes_the_time_of_the_last_entry(desk: Desk, clock: Clock) -> None:
    last = desk.store.head().at
    clock.go(seconds=-50)
    with desk.act("early") as work:
        work.add(_staff())
    assert desk.store.head().at == last
    assert _is_whole(desk)


def test_entry_time_is_the_injected_clock_s(desk: Desk, clock: Clock) -> None:
    clock.go(days=3)
    with desk.act("later") as work:
        work.add(_staff())
    at = desk.store.head().at
    assert at is not None
    assert abs(at - clock.now) < timedelta(seconds=1)


def test_savepoint_is_refused(desk: Desk) -> None:
    with pytest.raises(AssertionError, match="savepoints"), desk.act("half") as work:
        work.session.begin_nested()


def test_record_keeps_its_identifier(desk: Desk) -> None:
    with desk.act("add") as work:
        work.add(_staff())
    with pytest.raises(AssertionError, match="identifier"), desk.act("swap") as work:
        work.session.scalars(select(Staff).limit(1)).one().id = new_id()


def test_store_that_was_upgraded_meanwhile_takes_no_more_writes_of_an_older_program(
    facility: Founded, desk: Desk
) -> None:
    store = desk.store
    if isinstance(facility.place, PostgresDatabase):
        store = open_as_owner(facility.place, facility.clock)
    with store.changing_schema() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refused, match="newer version"), desk.act("late") as work:
        work.add(_staff())
    if store is not desk.store:
        store.close()
