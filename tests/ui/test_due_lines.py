"""The lines of Today: one for what is the same act, and every figure says what it stands for."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from types import MappingProxyType
from uuid import uuid4
from zoneinfo import ZoneInfo

from facility_app.core.facilityday import FacilityCalendar
from facility_app.core.phrases import Words, phrase
from facility_app.core.subjects import Subject, SubjectKind
from facility_app.facts.due.item import DueItem, DueState
from facility_app.services.due import DueBoard
from ui.pages.today.duelines import DueLine, due_lines
from ui.pages.today.glance import Glance

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
QUOTA = Words("officer talks", "管教民警每周谈话")


def officer(number: str) -> Subject:
    return Subject(SubjectKind.STAFF, uuid4(), f"虚构民警{number}", number)


def owed(whose: Subject | None, fulfilled: int, people: int) -> DueItem:
    """What an officer owes of the quota of the week."""
    words = phrase("{quota}: fulfilled with {fulfilled} of {people}", quota=QUOTA, fulfilled=fulfilled, people=people)
    subject = whose or Subject(SubjectKind.FACILITY, uuid4(), "示例看守所")
    return DueItem(
        "talk", "weekly", subject, NOW, DueState.DUE, words, (), whose, done=fulfilled, expected=people
    )  # fmt: skip


def lines(items: Iterable[DueItem]) -> list[DueLine]:
    board = DueBoard(NOW, FacilityCalendar(ZoneInfo("Asia/Shanghai"), time(0)), tuple(items))
    return due_lines(Glance(board, (), MappingProxyType({}), (), (), None, None, None))


def test_what_four_officers_owe_of_a_quota_is_one_line_with_the_sum() -> None:
    (line,) = lines(owed(officer(f"00{n}"), n % 2, 11) for n in range(4))
    assert line.text == "officer talks, 4 officers: fulfilled with 2 of 44"


def test_what_one_officer_owes_names_the_officer() -> None:
    (line,) = lines([owed(officer("007"), 3, 4)])
    assert line.text == "officer talks, 虚构民警007 (007): fulfilled with 3 of 4"


def test_who_has_no_officer_counts_in_the_sum_of_all() -> None:
    (line,) = lines([owed(officer("007"), 3, 4), owed(None, 0, 5)])
    assert line.text == "officer talks: fulfilled with 3 of 9"
