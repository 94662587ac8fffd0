from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import select, text

from db.location import PostgresDatabase, SqliteFile
from db.tables import AccessEvent
from db.values import AccessKind, Conflict, DaybookError, Invalid, Refused, Role
from facility_app.access import Desk
from facility_app.app.founding import found
from facility_app.app.login import log_in
from facility_app.app.machine import Machine
from facility_app.app.recovery import recover_account
from facility_app.services import accounts, staff
from tests.conftest import ADMIN, FACILITY, OFFICER_PASSWORD, PASSWORD, Clock, Founded


def _events(desk: Desk, kind: AccessKind) -> list[AccessEvent]:
    with desk.store.reading() as session:
        found = list(session.scalars(select(AccessEvent).where(AccessEvent.kind == kind)))
        session.expunge_all()
        return found


def test_wrong_password_does_not_open_the_store(facility: Founded) -> None:
    with pytest.raises(Refused, match="login name or the password"):
        facility.log_in(password="not " + PASSWORD)
    with pytest.raises(Refused, match="login name or the password"):
        facility.log_in(login="nobody")


def test_login_name_is_compared_without_case_or_width(facility: Founded) -> None:
    assert facility.log_in(login=" ＡＤＭＩＮ ").login == ADMIN


def test_five_failures_make_the_account_wait_ten_minutes(facility: Founded, clock: Clock) -> None:
    for _ in range(5):
        with pytest.raises(Refused, match="wrong"):
            facility.log_in(password="wrong wrong wrong")
    with pytest.raises(Refused, match="Wait 10 minutes"):
        facility.log_in()
    clock.go(minutes=9)
    with pytest.raises(Refused, match="Wait 1 minutes"):
        facility.log_in()
    clock.go(minutes=1)
    desk = facility.log_in()
    (failed,) = _events(desk, AccessKind.FAILED_LOGINS)
    assert failed.count == 5


def test_four_failures_do_not_lock_and_are_journaled_at_the_next_success(facility: Founded) -> None:
    for _ in range(4):
        with pytest.raises(Refused):
            facility.log_in(password="wrong wrong wrong")
    desk = facility.log_in()
    assert [event.count for event in _events(desk, AccessKind.FAILED_LOGINS)] == [4]
    for _ in range(4):
        with pytest.raises(Refused, match="wrong"):
            facility.log_in(password="wrong wrong wrong")


def test_twenty_guesses_at_once_get_no_more_than_five(facility: Founded) -> None:
    def guess(_: int) -> str:
        try:
            facility.log_in(password="wrong wrong wrong")
        except DaybookError as error:
            return error.message
        return "open"

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(guess, range(20)))
    assert sum("password is wrong" in answer for answer in answers) == 5
    assert sum("Wait" in answer for answer in answers) == 15


def test_every_login_is_journaled(facility: Founded) -> None:
    facility.log_in()
    assert len(_events(facility.log_in(), AccessKind.LOGIN)) == 2


@pytest.mark.parametrize(
    "password",
    [
        "short-ish",
        "十一个汉字也不够长的呀",
        "password1234",
        "Passw0rd2026",
        "123456789012",
        "qwertyuiop12",
        "1qaz2wsx3edc",
        "aaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "woaini1314520",
        "kanshousuo2026",
        "admin20261121",
        "19900101199001",
        "示例看守所2026年",
        "x" * 300,
    ],
)
def test_password_that_is_short_or_tried_first_is_refused(desk: Desk, password: str) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.change_password(desk, password)
    assert refused.value.field == "new_password"


@pytest.mark.parametrize(
    "password", ["correct horse battery staple", "晚饭后散步去看旧桥的灯火", "tmfkw-93-lbrze", "我家三只猫都怕打雷声音"]
)
def test_long_password_without_any_composition_is_accepted(facility: Founded, desk: Desk, password: str) -> None:
    if len(password) < 12:
        password += "。"
    accounts.change_password(desk, password)
    assert facility.log_in(password=password)
    with pytest.raises(Refused):
        facility.log_in()


def test_new_account_opens_by_its_code_only_to_choose_a_password(facility: Founded, desk: Desk) -> None:
    staff.add_staff(desk, "002", "李四", "管教")
    issued = accounts.add_account(desk, "Li.Si", "002", [Role.ADMINISTRATOR, Role.RECORDS])
    first = facility.log_in("li.si", issued.code.lower().replace("-", " ") if _is_file(facility) else issued.code)
    with pytest.raises(Refused, match="Choose your own password"):
        staff.list_staff(first)
    accounts.change_password(first, OFFICER_PASSWORD)
    assert staff.list_staff(facility.log_in("li.si", OFFICER_PASSWORD))
    with pytest.raises(Refused):
        facility.log_in("li.si", issued.code)


def _is_file(facility: Founded) -> bool:
    return not isinstance(facility.place, PostgresDatabase)


def test_code_expires_after_three_days(facility: Founded, desk: Desk, clock: Clock) -> None:
    issued = accounts.add_account(desk, "li", "A001", [Role.OFFICER])
    assert (issued.until, issued.until.utcoffset()) == (issued.valid_until, timedelta(hours=8))  # Asia/Shanghai
    if not _is_file(facility):  # the server judges by a clock of its own
        with desk.store.reading() as session:
            until = session.execute(
                text("SELECT rolvaliduntil FROM pg_roles WHERE rolname = 'li@' || current_database()")
            ).scalar_one()
        assert until == issued.valid_until
        return
    clock.go(hours=73)
    with pytest.raises(Refused, match="expired"):
        facility.log_in("li", issued.code)


def test_reset_takes_the_old_password_away(facility: Founded, desk: Desk, seat: Callable[..., Desk]) -> None:
    seat("wang", Role.OFFICER)
    issued = accounts.reset_password(desk, "wang")
    with pytest.raises(Refused):
        facility.log_in("wang", OFFICER_PASSWORD)
    first = facility.log_in("wang", issued.code)
    accounts.change_password(first, "another lamp for a frozen lake")
    assert facility.log_in("wang", "another lamp for a frozen lake")


def test_reset_sends_a_desk_that_is_open_to_choose_a_password(desk: Desk, seat: Callable[..., Desk]) -> None:
    wang = seat("wang", Role.RECORDS)
    accounts.reset_password(desk, "wang")
    with pytest.raises(Refused, match="Choose your own password"):
        staff.list_staff(wang)


def test_disabled_account_is_out_at_its_open_desk_and_at_the_door(
    facility: Founded, desk: Desk, seat: Callable[..., Desk]
) -> None:
    wang = seat("wang", Role.RECORDS)
    assert staff.list_staff(wang)
    accounts.disable_account(desk, "wang")
    with pytest.raises(Refused, match="disabled"):
        staff.list_staff(wang)
    with pytest.raises(Refused):
        facility.log_in("wang", OFFICER_PASSWORD)


def test_account_that_is_disabled_in_the_records_is_out_even_with_an_old_key_file(
    facility: Founded, desk: Desk, seat: Callable[..., Desk]
) -> None:
    if isinstance(facility.place, PostgresDatabase):
        pytest.skip("a Postgres store has no key file")
    seat("wang", Role.RECORDS)
    keys = facility.place.path.with_name(facility.place.path.name + ".keys")
    old = keys.read_bytes()
    accounts.disable_account(desk, "wang")
    keys.write_bytes(old)
    with pytest.raises(Refused, match="disabled"):
        facility.log_in("wang", OFFICER_PASSWORD)
    assert [event.act for event in _events(desk, AccessKind.REFUSED)] == ["login"]


def test_reset_lets_a_disabled_account_in_again(facility: Founded, desk: Desk, seat: Callable[..., Desk]) -> None:
    seat("wang", Role.RECORDS)
    accounts.disable_account(desk, "wang")
    issued = accounts.reset_password(desk, "wang")
    assert facility.log_in("wang", issued.code)


def test_last_administrator_stays(desk: Desk, seat: Callable[..., Desk]) -> None:
    with pytest.raises(Refused, match="last administrator"):
        accounts.disable_account(desk, ADMIN)
    with pytest.raises(Refused, match="last administrator"):
        accounts.revoke_role(desk, ADMIN, Role.ADMINISTRATOR, "x")
    seat("second", Role.ADMINISTRATOR)
    accounts.revoke_role(desk, ADMIN, Role.ADMINISTRATOR, "交接")
    with pytest.raises(Refused):
        accounts.add_account(desk, "x2", "A001", [Role.OFFICER])


def test_role_that_was_revoked_counts_at_once(desk: Desk, seat: Callable[..., Desk]) -> None:
    wang = seat("wang", Role.RECORDS, Role.OFFICER)
    staff.add_staff(wang, "100", "赵六", "管教")
    accounts.revoke_role(desk, "wang", Role.RECORDS, "调岗")
    with pytest.raises(Refused):
        staff.add_staff(wang, "101", "钱七", "管教")
    accounts.grant_role(desk, "wang", Role.RECORDS)
    staff.add_staff(wang, "101", "钱七", "管教")
    with pytest.raises(Conflict):
        accounts.grant_role(desk, "wang", Role.RECORDS)


@pytest.mark.parametrize("login", ["x", "a b", "way-too-long-a-name-for-a-login-name", "o'brien", ""])
def test_login_name_of_a_wrong_form_is_refused(desk: Desk, login: str) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.add_account(desk, login, "A001", [Role.OFFICER])
    assert refused.value.field == "login"


def test_login_name_may_be_chinese(facility: Founded, desk: Desk) -> None:
    issued = accounts.add_account(desk, "张三", "A001", [Role.OFFICER])
    assert facility.log_in("张三", issued.code)


def test_taken_login_name_and_unknown_staff_are_refused(desk: Desk) -> None:
    with pytest.raises(Conflict):
        accounts.add_account(desk, "ADMIN", "A001", [Role.OFFICER])
    with pytest.raises(Invalid) as refused:
        accounts.add_account(desk, "someone", "999", [Role.OFFICER])
    assert refused.value.field == "staff"


def test_recovery_code_opens_the_way_when_no_administrator_can_log_in(facility: Founded) -> None:
    issued = recover_account(facility.place, ADMIN, facility.recovery_code, facility.machine)
    first = facility.log_in(ADMIN, issued.code)
    accounts.change_password(first, "one more kite over the mill")
    desk = facility.log_in(ADMIN, "one more kite over the mill")
    assert len(_events(desk, AccessKind.RECOVERY)) == 1


def test_wrong_recovery_code_is_refused(facility: Founded) -> None:
    if isinstance(facility.place, PostgresDatabase):
        pytest.skip("a Postgres store has no key file")
    wrong = "0" + facility.recovery_code[1:] if facility.recovery_code[0] != "0" else "1" + facility.recovery_code[1:]
    with pytest.raises(Refused, match="recovery code"):
        recover_account(facility.place, ADMIN, wrong, facility.machine)


def test_renewed_recovery_code_replaces_the_one_before(facility: Founded, desk: Desk) -> None:
    renewed = accounts.renew_recovery_code(desk)
    if isinstance(facility.place, PostgresDatabase):
        pytest.skip("a Postgres store has no key file")
    with pytest.raises(Refused):
        recover_account(facility.place, ADMIN, facility.recovery_code, facility.machine)
    typed = renewed.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert recover_account(facility.place, ADMIN, typed, facility.machine)


def test_postgres_asks_for_the_password_itself(facility: Founded, desk: Desk, seat: Callable[..., Desk]) -> None:
    """Not only our program refuses: the server does."""
    if not isinstance(facility.place, PostgresDatabase):
        pytest.skip("grants are the server's")
    import psycopg  # noqa: PLC0415 - of the Postgres half only

    seat("wang", Role.OFFICER)
    host = str(facility.place.url.query["host"])
    role = f"wang@{facility.place.name}"
    conninfo = f"host={host} dbname={facility.place.name} user={role}"
    with psycopg.connect(conninfo, password=OFFICER_PASSWORD) as connection:
        for forbidden in (
            "UPDATE journal SET title = 'x'",
            "DELETE FROM staff",
            "TRUNCATE staff",
            "DROP TABLE staff",
            "SELECT daybook_shut_login('admin')",
            "SELECT daybook_open_login('admin', 'SCRAM-SHA-256$4096:x', NULL)",
            "ALTER TABLE staff DISABLE TRIGGER ALL",
        ):
            with pytest.raises(psycopg.Error), connection.transaction():
                connection.execute(forbidden)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(conninfo, password="wrong")
    accounts.disable_account(desk, "wang")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(conninfo, password=OFFICER_PASSWORD)


def test_server_that_does_not_answer_is_told_from_a_wrong_password(facility: Founded) -> None:
    if not isinstance(facility.place, PostgresDatabase):
        pytest.skip("grants are the server's")
    nowhere = PostgresDatabase(facility.place.url.set(query={"host": "/nowhere"}))
    with pytest.raises(DaybookError, match="does not answer"):
        log_in(nowhere, ADMIN, PASSWORD, facility.machine)


def test_two_processes_founding_one_store_leave_one_that_opens(tmp_path: Path) -> None:
    place, machine = SqliteFile(tmp_path / "race.daybook"), Machine(state=tmp_path)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        answers = list(pool.map(_found_at, [place.path] * 2))
    codes = [answer for answer in answers if answer != "refused"]
    assert len(codes) == 1
    issued = recover_account(place, ADMIN, codes[0], machine)
    assert issued.login == ADMIN


def _found_at(path: Path) -> str:
    try:
        return found(SqliteFile(path), FACILITY, PASSWORD, Machine(state=path.parent))
    except DaybookError as error:
        return error.kind


def test_one_time_code_is_no_password(facility: Founded, desk: Desk) -> None:
    issued = accounts.add_account(desk, "li", "A001", [Role.OFFICER])
    first = facility.log_in("li", issued.code)
    with pytest.raises(Invalid, match="one-time code"):
        accounts.change_password(first, issued.code)


def test_renewed_recovery_code_is_refused_beside_a_key_file_put_back(facility: Founded, desk: Desk) -> None:
    if not isinstance(facility.place, SqliteFile):
        pytest.skip("a Postgres store has no key file")
    keys = facility.place.path.with_name(facility.place.path.name + ".keys")
    old = keys.read_bytes()
    accounts.renew_recovery_code(desk)
    keys.write_bytes(old)
    with pytest.raises(Refused, match="recovery code"):
        recover_account(facility.place, ADMIN, facility.recovery_code, facility.machine)


def test_head_may_disable_on_both_engines(desk: Desk, seat: Callable[..., Desk]) -> None:
    head = seat("head", Role.HEAD)
    wang = seat("wang", Role.RECORDS)
    accounts.disable_account(head, "wang")
    with pytest.raises(Refused, match="disabled"):
        staff.list_staff(wang)
    assert desk


def test_officer_gets_no_further_past_the_program_on_postgres(
    facility: Founded, desk: Desk, seat: Callable[..., Desk]
) -> None:
    if not isinstance(facility.place, PostgresDatabase):
        pytest.skip("grants are the server's")
    import psycopg  # noqa: PLC0415 - of the Postgres half only

    wang = seat("wang", Role.OFFICER)
    host, name = facility.place.url.query["host"], facility.place.name
    verifier = "SCRAM-SHA-256$4096:" + "x" * 24
    with psycopg.connect(f"host={host} dbname={name} user=wang@{name}", password=OFFICER_PASSWORD) as connection:
        for forbidden in (
            "INSERT INTO account_role (id, account_id, role)"
            f" VALUES (gen_random_uuid(), '{wang.account_id}', 'administrator')",
            "UPDATE account SET must_change = true WHERE login = 'admin'",
            "UPDATE facility SET recovery_public = ''",
            "INSERT INTO erasure (id, site_no, seq, basis, reason) VALUES (gen_random_uuid(), 1, 1, 'x', 'x')",
            f"SELECT daybook_open_login('admin', '{verifier}', now() + interval '1 hour')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(forbidden)
        accounts.disable_account(desk, "wang")
        with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
            connection.execute(f"SELECT daybook_open_login('wang', '{verifier}', NULL)")
