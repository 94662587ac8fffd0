from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text

from db.journal import journal as entries
from db.journal import journal_body
from db.location import SqliteFile
from db.tables import AccessEvent, Staff
from db.values import AccessKind, Conflict, Invalid, Refused, Role
from facility_app.access import Desk
from facility_app.acts.talks import TalkHeld
from facility_app.app.machine import Machine
from facility_app.app.recovery import restore_backup
from facility_app.services import accounts, backups, journal, staff, talks
from facility_app.services.journal import MASK
from tests.conftest import ADMIN, PASSWORD, Clock
from tests.services import daywork

BASIS = "个人信息保护法 第四十七条"


def test_undo_of_a_correction_brings_the_old_values_back(desk: Desk) -> None:
    one = staff.add_staff(desk, "001", "张三", "管教", "13900000000")
    before = staff.list_staff(desk)
    act = staff.correct_staff(desk, one, name="李四", post="巡控")
    undoing = journal.undo(desk, act)
    assert staff.list_staff(desk) == before
    newest = journal.record_history(desk, one)[0]
    assert (newest.transaction, newest.undoes) == (undoing, act)


def test_undo_of_a_new_record_voids_it_and_keeps_it_readable(desk: Desk) -> None:
    one = staff.add_staff(desk, "001", "张三", "管教")
    (made,) = journal.record_history(desk, one)
    journal.undo(desk, made.transaction)
    assert "001" not in [line.number for line in staff.list_staff(desk)]
    with desk.store.reading() as session:
        row = session.scalars(select(Staff).where(Staff.id == one)).one()
        assert row.is_void
        assert row.name == "张三"


def test_undo_can_itself_be_undone(desk: Desk) -> None:
    one = staff.add_staff(desk, "001", "张三", "管教")
    act = staff.correct_staff(desk, one, name="李四")
    again = journal.undo(desk, journal.undo(desk, act))
    assert again
    assert {line.name for line in staff.list_staff(desk) if line.id == one} == {"李四"}


def test_undo_is_refused_where_somebody_changed_the_record_since(desk: Desk) -> None:
    one = staff.add_staff(desk, "001", "张三", "管教")
    act = staff.correct_staff(desk, one, name="李四")
    staff.correct_staff(desk, one, post="巡控")
    with pytest.raises(Conflict, match="changed since"):
        journal.undo(desk, act)
    assert {line.name for line in staff.list_staff(desk) if line.id == one} == {"李四"}


def test_acts_are_undone_one_after_the_other_as_far_as_nobody_else_stepped_in(desk: Desk) -> None:
    one = staff.add_staff(desk, "001", "张三", "管教")
    acts = [staff.correct_staff(desk, one, name=name) for name in ("李四", "王五", "赵六")]

    def name() -> str:
        return next(line.name for line in staff.list_staff(desk) if line.id == one)

    seen = []
    for _ in acts:
        journal.undo_last(desk)
        seen.append(name())
    assert seen == ["王五", "李四", "张三"]
    with pytest.raises(Conflict):
        journal.undo(desk, acts[2])
    newer = staff.correct_staff(desk, one, name="钱七")
    again = journal.undo(desk, newer)
    journal.undo(desk, again)
    with pytest.raises(Conflict):
        journal.undo(desk, again)
    assert name() == "钱七"


def test_undo_twice_is_refused(desk: Desk) -> None:
    one = staff.add_staff(desk, "001", "张三", "管教")
    act = staff.correct_staff(desk, one, name="李四")
    journal.undo(desk, act)
    with pytest.raises(Conflict):
        journal.undo(desk, act)


def test_act_on_an_account_is_not_undone(desk: Desk, seat: Callable[..., Desk]) -> None:
    seat("wang", Role.OFFICER)
    accounts.disable_account(desk, "wang")
    act = desk.store.head().seq
    with pytest.raises(Refused, match="opposite"):
        journal.undo(desk, act)


def test_undo_of_an_unknown_act_says_so(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        journal.undo(desk, 10_000)
    assert refused.value.field == "transaction"


def test_everybody_may_undo_an_own_act_and_only_the_head_another_s(desk: Desk, seat: Callable[..., Desk]) -> None:
    records = seat("zhao", Role.RECORDS)
    one = staff.add_staff(records, "001", "张三", "管教")
    by_admin = staff.correct_staff(desk, one, name="李四")
    with pytest.raises(Refused):
        journal.undo(records, by_admin)
    own = staff.correct_staff(records, one, name="王五")
    journal.undo(records, own)
    assert {line.name for line in staff.list_staff(desk) if line.id == one} == {"李四"}


def test_history_masks_class_s_unless_asked_by_right_and_with_a_reason(desk: Desk, seat: Callable[..., Desk]) -> None:
    one = staff.add_staff(desk, "001", "张三", "管教", "13900000000")
    (line,) = journal.record_history(desk, one)
    assert line.fields is not None
    assert {field.name: field.after for field in line.fields}["phone"] == MASK
    with pytest.raises(Invalid):
        journal.sensitive_history(desk, one, " ")
    (line,) = journal.sensitive_history(desk, one, "核对备勤号码")
    assert line.fields is not None
    assert {field.name: field.after for field in line.fields}["phone"] == "13900000000"
    with desk.store.reading() as session:
        read = session.scalars(select(AccessEvent).where(AccessEvent.kind == AccessKind.SENSITIVE_READ)).one()
        assert (read.subject_id, read.detail) == (one, "核对备勤号码")
    lead = seat("qian", Role.SHIFT_LEAD)
    with pytest.raises(Refused):
        journal.sensitive_history(lead, one, "好奇")


def test_lawful_erasure_takes_the_values_and_leaves_the_chain_whole(desk: Desk) -> None:
    one = staff.add_staff(desk, "001", "误录的姓名", "管教")
    staff.correct_staff(desk, one, name="张三")
    first = journal.record_history(desk, one)[-1].seq
    journal.erase_values(desk, first, BASIS, "误录他人姓名")
    verdict = journal.verify_journal(desk)
    assert verdict.problems == ()
    assert journal.record_history(desk, one)[-1].fields is None
    with desk.store.reading() as session:
        assert session.execute(select(journal_body.c.seq).where(journal_body.c.seq == first)).first() is None
        assert session.execute(select(entries.c.hash).where(entries.c.seq == first)).first() is not None


def test_change_past_the_journal_is_still_found_in_a_record_with_an_erased_entry(desk: Desk) -> None:
    one = staff.add_staff(desk, "001", "误录", "管教")
    staff.correct_staff(desk, one, name="张三")
    journal.erase_values(desk, journal.record_history(desk, one)[-1].seq, BASIS, "误录")
    with desk.act("past the journal") as work:
        work.session.execute(text("UPDATE staff SET name = 'x' WHERE number = '001'"))
    (problem,) = journal.verify_journal(desk).problems
    assert problem.where == f"staff {one}"


def test_erasure_of_a_correction_leaves_the_journal_whole_and_backups_restorable(
    desk: Desk, machine: Machine, tmp_path: Path
) -> None:
    one = staff.add_staff(desk, "001", "张三", "管教")
    wrong = staff.correct_staff(desk, one, name="误录的姓名", post="巡控")
    right = staff.correct_staff(desk, one, name="张三")
    for act in (wrong, right):
        journal.erase_values(desk, act, BASIS, "误录他人姓名")
        assert journal.verify_journal(desk).problems == ()
    staff.correct_staff(desk, one, name="李四")
    assert journal.verify_journal(desk).problems == ()
    made = backups.back_up(desk, tmp_path / "backups", PASSWORD).receipt
    back = SqliteFile(tmp_path / "back.daybook")
    restore_backup(tmp_path / "backups" / made.file, back, ADMIN, machine, password=PASSWORD, recovery_code=None)


def test_record_that_others_refer_to_is_neither_voided_nor_undone(desk: Desk) -> None:
    one = staff.add_staff(desk, "001", "张三", "管教")
    act = desk.store.head().seq
    accounts.add_account(desk, "zhang", "001", [Role.OFFICER])
    with pytest.raises(Refused, match="refer"):
        staff.void_staff(desk, one, "误录")
    with pytest.raises(Refused, match="refer"):
        journal.undo(desk, act)


@pytest.mark.parametrize(("basis", "reason"), [("", "x"), (BASIS, " ")])
def test_erasure_needs_basis_and_reason(desk: Desk, basis: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        journal.erase_values(desk, 1, basis, reason)
    assert refused.value.field in {"basis", "reason"}


def test_erasure_is_done_once_and_never_of_an_order(desk: Desk) -> None:
    one = staff.add_staff(desk, "001", "张三", "管教")
    seq = journal.record_history(desk, one)[0].seq
    journal.erase_values(desk, seq, BASIS, "x")
    order = desk.store.head().seq
    for refused in (seq, order):
        with pytest.raises(Refused):
            journal.erase_values(desk, refused, BASIS, "x")


def test_undo_of_an_erased_act_is_refused(desk: Desk) -> None:
    one = staff.add_staff(desk, "001", "张三", "管教")
    act = staff.correct_staff(desk, one, name="李四")
    journal.erase_values(desk, act, BASIS, "x")
    with pytest.raises(Refused, match="erased"):
        journal.undo(desk, act)


def test_verify_refuses_what_is_no_head(desk: Desk) -> None:
    for nonsense in ("x", "12:abc", "q:" + "0" * 64):
        with pytest.raises(Invalid) as refused:
            journal.verify_journal(desk, against=nonsense)
        assert refused.value.field == "against"


def test_verification_is_itself_journaled(desk: Desk) -> None:
    verdict = journal.verify_journal(desk)
    with desk.store.reading() as session:
        noted = session.scalars(select(AccessEvent).where(AccessEvent.kind == AccessKind.VERIFIED)).one()
        assert (noted.count, noted.detail) == (verdict.entries, str(verdict.head))


def test_each_act_says_whom_it_concerned_and_by_number_alone_to_who_sees_nobody(
    desk: Desk, seat: Callable[..., Desk], clock: Clock
) -> None:
    monday = daywork.next_monday(clock)
    daywork.officers(desk)
    daywork.opening_people(desk, monday, 3)
    daywork.open_on(desk, monday)
    clock.now = daywork.wall(monday, "09:00")
    for place in (1, 2):
        talks.record_talk(desk, TalkHeld(daywork.number(place), "ordinary", 20, "虚构谈话内容", officer="001"))
    later, earlier = (one.concerns.names for one in journal.recent_acts(desk, limit=2, with_concerns=True))
    assert (daywork.number(1) in earlier[0], daywork.number(2) in later[0]) == (True, True)
    assert "虚构" in later[0]
    (told,) = journal.see_act(desk, journal.recent_acts(desk, limit=1)[0].act.transaction)
    named = {one.name: one.after_named for one in told.fields or ()}
    assert named["custody_id"] == later[0]
    assert named["officer_id"] == "虚构民警一 (001)"
    keeper = seat("keeper", Role.ADMINISTRATOR)
    seen = journal.recent_acts(keeper, with_concerns=True)
    assert next(one.concerns.names for one in seen if one.act.title == "Record a talk") == (daywork.number(2),)
