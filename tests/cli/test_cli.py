"""The command line as scripts use it: one JSON document, messages on standard error, exit status 0, 1 or 2."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.location import Location, SqliteFile
from db.values import Role
from facility_app.access import Desk
from facility_app.app.machine import Machine
from facility_app.cli import main
from resources import path
from resources.text import speaking
from tests.address import address
from tests.conftest import ADMIN, PASSWORD, Founded

Call = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def db(place: Location) -> str:
    return address(place)


@pytest.fixture
def call(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, dict[str, Any], str]]:
    monkeypatch.setenv("FACILITY_LANG", "en")
    monkeypatch.setenv("FACILITY_USER", ADMIN)
    monkeypatch.setenv("FACILITY_PASSWORD", PASSWORD)

    def run(*words: str, **environment: str) -> tuple[int, dict[str, Any], str]:
        for name, value in environment.items():
            monkeypatch.setenv(f"FACILITY_{name}", value)
        with speaking("en"):
            status = main([*words, "--json"], machine)
        printed = capsys.readouterr()
        document = json.loads(printed.out)
        assert isinstance(document, dict)
        return status, document, printed.err

    return run


INIT = ("--kind", "kanshousuo", "--name", "示例看守所", "--admin", ADMIN, "--fictional")


def test_day_of_an_administrator(call: Call, db: str, tmp_path: Path) -> None:
    status, made, _ = call("init", "--db", db, *INIT)
    assert status == 0
    assert len(made["recovery_code"]) == 29

    _, added, _ = call("staff", "add", "--db", db, "--number", "001", "--name", "䶮㛃", "--post", "管教")
    _, listed, _ = call("staff", "list", "--db", db)
    assert listed["staff"][0] == {
        "id": added["id"],
        "number": "001",
        "name": "䶮㛃",
        "post": "管教",
        "has_phone": False,
        "since": None,
        "until": None,
    }

    _, corrected, _ = call("staff", "correct", added["id"], "--db", db, "--post", "巡控")
    status, undone, _ = call("undo", str(corrected["act"]), "--db", db)
    assert status == 0
    _, history, _ = call("history", added["id"], "--db", db)
    assert [line["transaction"] for line in history["history"]][:2] == [undone["act"], corrected["act"]]

    _, issued, _ = call("account", "add", "li", "--db", db, "--staff", "001", "--role", "officer", "--role", "gate")
    _, changed, _ = call(
        "account",
        "password",
        "--db",
        db,
        USER="li",
        PASSWORD=issued["code"],
        NEW_PASSWORD="a boat full of quiet herons",
    )
    assert changed == {"login": "li", "changed": True}
    status, refused, message = call("account", "list", "--db", db, PASSWORD="a boat full of quiet herons")
    assert (status, refused["error"]["kind"]) == (1, "refused")
    assert refused["error"]["message"] in message

    status, verified, _ = call("verify", "journal", "--db", db, USER=ADMIN, PASSWORD=PASSWORD)
    assert (status, verified["ok"], verified["problems"]) == (0, True, [])

    folder = tmp_path / "backups"
    _, backup, _ = call("backup", "--db", db, "--to", str(folder))
    assert backup["receipt"]["head"].startswith(f"{backup['receipt']['rows']['journal']}:")
    back = str(tmp_path / "back.daybook")
    status, _, _ = call("restore", backup["path"], "--to", back)
    assert status == 0
    status, against, _ = call("verify", "journal", "--db", back, "--against", backup["receipt"]["head"])
    assert (status, against["ok"]) == (0, True)

    status, checked, _ = call("self-check", "--db", db)
    assert status == 0
    assert all(check["ok"] for check in checked["checks"])


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("init", "--kind", "kanshousuo", "--name", " ", "--admin", ADMIN), "name"),
        (("init", "--kind", "kanshousuo", "--name", "x", "--admin", "a b"), "admin"),
        (("init", "--kind", "kanshousuo", "--name", "x", "--admin", ADMIN, "--time-zone", "Asia/Nowhere"), "time_zone"),
        (
            ("init", "--kind", "kanshousuo", "--name", "x", "--admin", ADMIN, "--day-starts-at", "25:00"),
            "day_starts_at",
        ),
    ],
)
def test_bad_value_at_init_names_its_field_and_leaves_nothing(
    call: Call, tmp_path: Path, words: tuple[str, ...], field: str
) -> None:
    status, answer, message = call(*words, "--db", str(tmp_path / "x.daybook"))
    assert (status, answer["error"]["field"]) == (1, field)
    assert message.startswith(f"{field}: ")
    assert list(tmp_path.iterdir()) == []


def test_init_makes_the_cells_of_a_file_too(call: Call, db: str, tmp_path: Path) -> None:
    status, made, _ = call("init", "--db", db, *INIT, "--cells", str(path("samples", "cells.csv")))
    assert (status, made["cells"], made["warnings"]) == (0, 6, [])
    out = tmp_path / "cells.csv"
    assert call("export", "cells", str(out), "--db", db)[1]["rows"] == 6
    assert call("verify", "journal", "--db", db)[1]["ok"]


def test_init_with_a_bad_file_of_cells_names_line_and_column_and_leaves_nothing(
    call: Call, db: str, tmp_path: Path
) -> None:
    file = tmp_path / "bad.csv"
    good = "监区,监室,监室类型,容量\n一监区,101,普通监室,8\n"
    for row, told in (
        ("一监区,102,普通监室,many", "line 3, 容量 “many”"),
        ("一监区,101,普通监室,9", "line 2, 监区 “一监区”"),
        ("一监区,102,普通监室,201", "line 3, 容量 “201”"),
    ):
        file.write_text(f"{good}{row}\n", encoding="utf-8")
        status, answer, _ = call("init", "--db", db, *INIT, "--cells", str(file))
        assert (status, answer["error"]["kind"], answer["error"]["field"]) == (1, "invalid", "cells")
        assert told in answer["error"]["message"]
    assert list(tmp_path.glob("store*")) == []
    file.write_text(good, encoding="utf-8")
    assert call("init", "--db", db, *INIT, "--cells", str(file))[1]["cells"] == 1


def test_init_never_overwrites(call: Call, facility: Founded, db: str) -> None:
    status, answer, _ = call("init", "--db", db, *INIT)
    assert (status, answer["error"]["kind"]) == (1, "refused")
    assert facility.log_in()


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("init",),
        ("account", "add", "x"),
        ("init", "--db", "x", "--kind", "hotel", "--name", "x", "--admin", "x"),
        ("undo", "many", "--db", "x"),
    ],
)
def test_wrong_words_are_status_2(call: Call, words: tuple[str, ...]) -> None:
    status, answer, message = call(*words)
    assert (status, answer["error"]["kind"]) == (2, "usage")
    assert message


def test_store_that_is_not_there_is_told(call: Call, tmp_path: Path) -> None:
    status, answer, _ = call("staff", "list", "--db", str(tmp_path / "none.daybook"))
    assert (status, answer["error"]["kind"], answer["error"]["field"]) == (1, "unavailable", "db")


def test_file_that_is_no_store_is_told(call: Call, facility: Founded, tmp_path: Path) -> None:
    if not isinstance(facility.place, SqliteFile):
        return
    facility.place.path.write_bytes(b"\0" * 8192)
    status, answer, _ = call("staff", "list", "--db", str(facility.place.path))
    assert (status, answer["error"]["kind"]) == (1, "unavailable")


def test_problems_of_the_journal_are_status_1_and_named(call: Call, facility: Founded, desk: Desk, db: str) -> None:
    from sqlalchemy import text  # noqa: PLC0415 - only here does a test go past the program

    assert facility
    with desk.act("past the journal") as work:
        work.session.execute(text("UPDATE staff SET name = 'x'"))
    status, answer, _ = call("verify", "journal", "--db", db)
    assert (status, answer["ok"], len(answer["problems"])) == (1, False, 1)
    assert set(answer["problems"][0]) == {"where", "what"}


def test_messages_are_chinese_where_chinese_is_asked_for(
    facility: Founded, db: str, machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert facility
    monkeypatch.setenv("FACILITY_USER", ADMIN)
    monkeypatch.setenv("FACILITY_PASSWORD", "wrong wrong wrong")
    with speaking("en"):
        assert main(["staff", "list", "--db", db, "--lang", "zh_CN"], machine) == 1
    assert capsys.readouterr().err == "登录名或密码错误。\n"


def test_wrong_words_are_told_in_chinese(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    with speaking("en"):
        assert main(["undo", "--lang", "zh_CN"], machine) == 2
    assert capsys.readouterr().err == "缺少必需的参数：--db, ACT\n"


def test_self_check_keeps_every_promise_in_both_languages(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    for language, words in (("en", "All is well."), ("zh_CN", "一切正常。")):
        with speaking("en"):
            assert main(["self-check", "--lang", language], machine) == 0
        assert words in capsys.readouterr().out


def test_role_of_the_head_is_needed_for_class_s(call: Call, desk: Desk, db: str, seat: Callable[..., Desk]) -> None:
    assert desk
    seat("lead", Role.SHIFT_LEAD)
    _, added, _ = call("staff", "add", "--db", db, "--number", "1", "--name", "甲", "--post", "乙", "--phone", "139")
    _, shown, _ = call("history", added["id"], "--db", db, "--sensitive", "核对")
    assert any(field["after"] == "139" for field in shown["history"][0]["fields"])
    status, _, _ = call(
        "history", added["id"], "--db", db, "--sensitive", "x", USER="lead", PASSWORD="nine lamps beside a frozen lake"
    )
    assert status == 1
