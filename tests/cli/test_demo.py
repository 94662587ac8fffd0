"""`demo` and `showcase` as scripts use them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db.schema import HEAD_REVISION
from facility_app.app.machine import Machine
from facility_app.cli import main
from facility_app.reports.facts import read_pages
from resources.text import speaking

NOW = datetime(2024, 3, 18, 4, tzinfo=UTC)
SIZE = ("--people", "20", "--staff", "8", "--days", "2")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(lambda: NOW, "desk-1", tmp_path / "state")


def call(machine: Machine, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any], str]:
    with speaking("en"):
        status = main([*words, "--json"], machine)
    printed = capsys.readouterr()
    return status, json.loads(printed.out), printed.err


def test_demo_tells_its_days_and_its_accounts(
    machine: Machine, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    db = str(tmp_path / "demo.db")
    status, told, _ = call(machine, capsys, "demo", "--db", db, "--kind", "juliusuo", *SIZE)
    assert (status, told["first"], told["last"], told["is_fictional"]) == (0, "2024-03-16", "2024-03-17", True)
    monkeypatch.setenv("FACILITY_USER", told["accounts"][0]["login"])
    monkeypatch.setenv("FACILITY_PASSWORD", told["accounts"][0]["password"])
    status, checked, _ = call(machine, capsys, "verify", "journal", "--db", db)
    assert (status, checked["ok"]) == (0, True)
    status, refused, _ = call(machine, capsys, "demo", "--db", db, *SIZE)
    assert (status, refused["error"]["field"]) == (1, "db")


@pytest.mark.parametrize(
    ("words", "field"),
    [(("--people", "0"), "people"), (("--staff", "1"), "staff"), (("--until", "2024-03-18"), "until")],
)
def test_demo_names_the_argument_that_cannot_be(
    machine: Machine, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, str], field: str
) -> None:
    status, told, _ = call(machine, capsys, "demo", "--db", str(tmp_path / "demo.db"), *words)
    assert (status, told["error"]["kind"], told["error"]["field"]) == (1, "invalid", field)


def test_showcase_works_the_last_day_aloud_and_shows_the_same_facility_again(
    machine: Machine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "shown"
    with speaking("en"):
        assert main(["showcase", "--to", str(to), "--lang", "zh_CN", *SIZE], machine) == 0
    said = capsys.readouterr().out
    for step in ("入所：", "早测：", "发热：", "晚测：", "当日谈话：", "2024-03-17 已日结", "值班日志：", "真实"):
        assert step in said
    (folder,) = to.iterdir()
    assert folder.name == f"2024-03-17-kanshousuo-{HEAD_REVISION}"
    assert len(list(read_pages(folder / "ledger.pdf"))) >= 1
    status, told, said = call(machine, capsys, "showcase", "--to", str(to), *SIZE)
    assert (status, told["state"], told["db"]) == (0, "genuine", str(folder / "daybook.db"))
    assert "there already" in said
    (folder / "ledger.pdf").unlink()
    status, told, _ = call(machine, capsys, "showcase", "--to", str(to), *SIZE)
    assert (status, told["state"]) == (0, "genuine")
