"""Files taken over: all of it or nothing, every bad row named, the same file twice changes nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from db.tables import Cell, Custody, Facility, Person, Placement, Reading, Staff, Talk
from db.values import Invalid
from db.verify import verify
from facility_app.access import Desk
from facility_app.exchange.formats import CELLS, FORMATS, PEOPLE, READINGS, STAFF
from facility_app.exchange.giving import give
from facility_app.exchange.sheets import Problem
from facility_app.exchange.taking import Taken, take
from facility_app.exchange.values import Value
from facility_app.exchange.writing import write_csv
from resources import path
from resources.text import speaking
from tests.conftest import Clock
from tests.exchange.files import SETTING, csv, sample

ROSTERS = (("cells", "cells.csv", 6), ("staff", "staff.csv", 8), ("people", "people.xlsx", 24))
ROUNDS = (("readings", "readings-am.csv", 32), ("readings", "readings-pm.csv", 32))
OPENED = date(2026, 11, 21)


@pytest.fixture
def clock() -> Clock:
    """The evening of the day of the samples, 20:00 in Shanghai."""
    return Clock(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
def settled(desk: Desk) -> Desk:
    """With the cells and the staff of the samples."""
    for name, file, _ in ROSTERS[:2]:
        take(desk, name, path("samples", file))
    return desk


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, list[dict[str, Value]]], Path]:
    """Writes a spoiled copy."""

    def made(name: str, rows: list[dict[str, Value]]) -> Path:
        file = tmp_path / f"{name}.csv"
        file.write_bytes(write_csv(FORMATS[name], rows, SETTING))
        return file

    return made


def rows_of(name: str, file: str) -> list[dict[str, Value]]:
    return [dict(row.values) for row in sample(file, name).rows]


def count(desk: Desk, kind: type[Any]) -> int:
    with desk.store.reading() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def places(problems: tuple[Problem, ...]) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.value) for one in problems]


def figures(taken: Taken) -> tuple[int, int, int]:
    return taken.rows, taken.imported, taken.unchanged


def test_samples_come_in_without_a_word_and_again_change_nothing(desk: Desk) -> None:
    for name, file, rows in (*ROSTERS, *ROUNDS):
        opening_day = OPENED if name == "people" else None
        taken = take(desk, name, path("samples", file), opening_day=opening_day)
        assert (taken.errors, taken.warnings) == ((), ())
        assert figures(taken) == (rows, rows, 0)
    head = desk.store.head()
    for name, file, rows in (*ROSTERS, *ROUNDS):
        again = take(desk, name, path("samples", file))
        assert (again.errors, again.warnings) == ((), ())
        assert figures(again) == (rows, 0, rows)
    assert desk.store.head() == head
    with desk.store.reading() as session:
        assert session.scalars(select(Facility.opened_on)).one() == OPENED
        assert session.scalars(select(Custody.is_opening)).all() == [True] * 24
        assert session.scalars(select(Placement.findings)).all() == [None] * 24
        charges = select(Staff.number).join(Cell, Cell.officer_id == Staff.id).order_by(Staff.number)
        assert session.scalars(charges).all() == ["T00003", "T00003", "T00004", "T00005", "T00005", "T00006"]
        leaders = select(Staff.number).where(Staff.is_leader, Staff.post != "").order_by(Staff.number)
        assert session.scalars(leaders).all() == ["T00001", "T00002"]
        assert verify(session.connection()).problems == ()


def test_every_bad_row_of_a_spoiled_roster_is_named_and_nothing_is_half_imported(
    settled: Desk, write: Callable[..., Path]
) -> None:
    rows = rows_of("people", "people.xlsx")
    rows[0]["cell"] = "999"
    rows[1]["document_type"] = "penalty_decision"
    rows[2]["bed"] = 4
    rows[4]["identity_number"] = rows[5]["identity_number"]
    file = write("people", rows)
    spoiled = file.read_text("utf-8-sig").replace("1971-03-29", "1971-02-30")
    file.write_text(spoiled, "utf-8")
    taken = take(settled, "people", file)
    identity = "999999200101150134"
    assert places(taken.errors) == [
        (2, "Cell", "999"),
        (3, "Document", "penalty decision"),
        (4, "Bed", "4"),
        (5, "Bed", "4"),
        (6, "Resident ID number", identity),
        (7, "Resident ID number", identity),
        (18, "Birth date", "1971-02-30"),
    ]
    assert "Import the cells first" in taken.errors[0].reason
    assert "No custody without a document" in taken.errors[1].reason
    assert figures(taken) == (24, 0, 0)
    assert [count(settled, kind) for kind in (Person, Custody, Placement)] == [0, 0, 0]


def test_partial_takes_the_good_rows_and_the_mended_file_the_rest(settled: Desk, write: Callable[..., Path]) -> None:
    rows = rows_of("people", "people.xlsx")
    good = [dict(row) for row in rows]
    rows[3]["cell"] = "999"
    rows[7]["document_number"] = None
    taken = take(settled, "people", write("people", rows), partial=True)
    assert figures(taken) == (24, 22, 0)
    assert places(taken.errors) == [(5, "Cell", "999"), (9, "Document number", "")]
    mended = take(settled, "people", write("people", good))
    assert (figures(mended), mended.errors) == ((24, 2, 22), ())


def test_trial_says_what_would_come_in_and_writes_nothing(settled: Desk) -> None:
    head = settled.store.head()
    taken = take(settled, "people", path("samples", "people.xlsx"), dry_run=True)
    assert (figures(taken), taken.errors) == ((24, 24, 0), ())
    assert settled.store.head() == head
    assert count(settled, Person) == 0


def test_people_before_their_cells_are_told_what_to_do_first(desk: Desk) -> None:
    taken = take(desk, "people", path("samples", "people.xlsx"))
    assert len(taken.errors) == 24
    assert {one.column for one in taken.errors} == {"监室号"}
    with speaking("zh_CN"):
        assert take(desk, "people", path("samples", "people.xlsx")).errors[0].column == "监室号"


@pytest.mark.parametrize(
    ("name", "file", "key", "value", "column"),
    [
        ("cells", "cells.csv", "capacity", 9, "Capacity"),
        ("staff", "staff.csv", "post", "医生", "Post"),
        ("people", "people.xlsx", "case_cause", "抢劫", "Cause"),
    ],
)
def test_another_value_under_a_known_number_names_the_field_and_overwrites_nothing(
    settled: Desk, write: Callable[..., Path], name: str, file: str, key: str, value: Value, column: str
) -> None:
    take(settled, name, path("samples", file))
    rows = rows_of(name, file)
    before = rows[0][key]
    rows[0][key] = value
    head = settled.store.head()
    taken = take(settled, name, write(name, rows))
    assert places(taken.errors) == [(2, column, str(value))]
    assert f"The record says {before}." in taken.errors[0].reason
    assert figures(taken) == (len(rows), 0, len(rows) - 1)
    assert settled.store.head() == head


def test_readings_are_all_or_nothing_and_a_name_must_be_that_of_the_number(
    settled: Desk, write: Callable[..., Path]
) -> None:
    take(settled, "people", path("samples", "people.xlsx"), opening_day=OPENED)
    rows = rows_of("readings", "readings-am.csv")
    rows[1]["name"] = "陈试䶮"
    rows[2]["person_number"] = "404"
    rows[3]["taken_by"] = "谁也不是"
    file = write("readings", rows)
    taken = take(settled, "readings", file)
    assert [(line, column) for line, column, _ in places(taken.errors)] == [
        (3, "Name"),
        (4, "Facility number"),
        (5, "Taken by"),
    ]
    assert (figures(taken), count(settled, Reading)) == ((32, 0, 0), 0)
    assert take(settled, "readings", file, partial=True, dry_run=True).imported == 29
    assert count(settled, Reading) == 0
    assert take(settled, "readings", file, partial=True).imported == 29
    assert figures(take(settled, "readings", path("samples", "readings-am.csv"))) == (32, 3, 29)


def test_talks_come_in_and_a_short_one_says_why_in_its_remark(settled: Desk, tmp_path: Path) -> None:
    take(settled, "people", path("samples", "people.xlsx"), opening_day=OPENED)
    headings = ("监所编号", "姓名", "谈话时间", "谈话民警", "谈话类型", "时长", "谈话内容", "备注")
    first = ("999999111202611180001", "陈试䶮", "2026-11-21 09:00", "T00003", "首次谈话", "30", "告知权利义务")
    second = ("999999111202611180002", "周𬍛测", "2026-11-21 09:40", "管教甲", "日常谈话", "3", "情绪稳定")
    file = tmp_path / "talks.csv"
    file.write_bytes(csv(headings, (*first, ""), (*second, "")))
    taken = take(settled, "talks", file)
    assert places(taken.errors) == [(3, "备注", "")]
    file.write_bytes(csv(headings, (*first, ""), (*second, "本人要求结束")))
    assert figures(take(settled, "talks", file)) == (2, 2, 0)
    assert figures(take(settled, "talks", file)) == (2, 0, 2)
    assert count(settled, Talk) == 2
    out = tmp_path / "out.csv"
    assert give(settled, "talks", out).rows == 2
    assert figures(take(settled, "talks", out)) == (2, 0, 2)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_exported_in_full_comes_back_unchanged(desk: Desk, tmp_path: Path, ending: str) -> None:
    for name, file, _ in (*ROSTERS, *ROUNDS[:1]):
        take(desk, name, path("samples", file), opening_day=OPENED if name == "people" else None)
    for form, rows in ((CELLS, 6), (STAFF, 8), (PEOPLE, 24), (READINGS, 32)):
        out = tmp_path / f"{form.name}.{ending}"
        in_full = "迁移" if form in (STAFF, PEOPLE) else None
        assert give(desk, form.name, out, in_full=in_full).rows == rows
        assert out.stat().st_mode & 0o077 == 0
        taken = take(desk, form.name, out)
        assert (figures(taken), taken.errors, taken.warnings) == ((rows, 0, rows), (), ())


def test_masked_export_says_so_and_is_not_taken_over(settled: Desk, tmp_path: Path) -> None:
    take(settled, "people", path("samples", "people.xlsx"))
    file = tmp_path / "people.csv"
    given = give(settled, "people", file)
    assert given.is_masked
    content = file.read_text("utf-8-sig")
    assert "99999919850305003X" not in content
    assert "999999****3X" in content
    assert "汉族" not in content
    assert len({one.line for one in take(settled, "people", file).errors}) == 23
    with pytest.raises(Invalid) as invalid:
        give(settled, "people", file)
    assert invalid.value.field == "file"
    with pytest.raises(Invalid) as invalid:
        give(settled, "people", tmp_path / "people.txt")
    assert invalid.value.field == "file"


def test_file_that_is_not_there_and_form_that_is_none_are_named(desk: Desk, tmp_path: Path) -> None:
    for name, field in (("people", "file"), ("guests", "name")):
        with pytest.raises(Invalid) as invalid:
            take(desk, name, tmp_path / "none.csv")
        assert invalid.value.field == field
