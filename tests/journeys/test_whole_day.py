"""From a roster file to a signed daily ledger: one day of the sample facility, worked by the command line alone.

The day is that of the sample files. Everybody of the roster was held before it; one man and one woman come, one woman
leaves. Expected figures are counted from the files by `sample_counts`, or are in this story: never what the program
said.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ADMIN, OFFICER_PASSWORD
from tests.journeys import sample_counts as files
from tests.journeys.commands import Commands
from tests.reports.reading import squeezed, whole_text

DAY = date.fromisoformat(files.readings("am")[0]["测量时间"][:10])
FEVERISH = "黄试九"
MAN, WOMAN = ("NEW-1", "新试𬀩"), ("NEW-2", "新样兰")
LEAVING = "吕例燕"
TALKED_WITH = "同案试甲"
OFFICER = "T00003"
PAPER = ("--paper", "release_notice", "测释字〔2026〕1号", "测试市公安局", str(DAY))
CHECKED = ("--checked-by", OFFICER, "--also-checked-by", "T00005")


def number_of(name: str) -> str:
    return next(one.number for one in files.held() if one.name == name)


@dataclass(frozen=True)
class Worked:
    """What the commands of the day answered, in their order."""

    founded: dict[str, Any]
    first: list[dict[str, Any]]
    again: list[dict[str, Any]]
    am: dict[str, Any]
    pm: dict[str, Any]
    quota: dict[str, Any]
    undocumented: dict[str, Any]
    released: dict[str, Any]
    miscounted: dict[str, Any]
    closed: dict[str, Any]
    printed: dict[str, Any]
    genuine: dict[str, Any]
    altered: dict[str, Any]
    superseded: dict[str, Any]
    reprinted: dict[str, Any]


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    """The whole day."""
    folder = tmp_path_factory.mktemp("day")
    command = Commands(folder / "store.daybook")
    at = str(DAY)
    founded = found(command)
    first = take_samples(command)
    again = command.at_once(
        ("import", "cells", files.FOLDER / "cells.csv"), ("import", "people", files.FOLDER / "people.xlsx")
    )
    officer = officer_of(command)
    work_the_day(command, officer)
    leave = ("release", "--number", number_of(LEAVING), "--exit", "released", "--at", f"{at} 20:00", *CHECKED)
    undocumented = command(*leave, status=1)
    released = command(*leave, *PAPER)
    am, pm = command.at_once(*(("round", "--date", at, "--window", window) for window in ("am", "pm")))
    miscounted = command("close-day", "--date", at, "--stated", "24", status=1)
    closed = command("close-day", "--date", at, "--stated", "25", "--backup", folder / "backups")
    ledger, other = folder / "F.pdf", folder / "altered.pdf"
    printed = command("ledger", "--date", at, "--out", ledger, "--print-lang", "zh_CN")
    body = bytearray(ledger.read_bytes())
    body[len(body) // 2] ^= 1
    other.write_bytes(body)
    genuine, quota = command.at_once(("verify", "ledger", ledger), ("quota", "--date", at))
    altered = command("verify", "ledger", other, status=1)
    command("addendum", "--date", at, "--text", "补录：晚测后复核体温计")
    superseded = command("verify", "ledger", ledger, status=1)
    reprinted = command("ledger", "--date", at, "--out", folder / "G.pdf", "--print-lang", "zh_CN")
    return Worked(
        founded, first, again, am, pm, quota, undocumented, released, miscounted, closed, printed, genuine, altered,
        superseded, reprinted,
    )  # fmt: skip


def found(command: Commands) -> dict[str, Any]:
    new = ("--kind", "kanshousuo", "--name", "示例看守所", "--admin", ADMIN, "--fictional")
    return command("init", *new, "--cells", files.FOLDER / "cells.csv")


def take_samples(command: Commands) -> list[dict[str, Any]]:
    return [
        command("import", "staff", files.FOLDER / "staff.csv"),
        command("import", "people", files.FOLDER / "people.xlsx", "--opening-day", str(DAY)),
        *command.at_once(*(("import", "readings", files.FOLDER / f"readings-{window}.csv") for window in ("am", "pm"))),
    ]


def officer_of(command: Commands) -> Commands:
    """An officer with an account and a password of his own."""
    issued = command("account", "add", "officer", "--staff", OFFICER, "--role", "officer")
    replace(command, user="officer", password=issued["code"])("account", "password", NEW_PASSWORD=OFFICER_PASSWORD)
    return replace(command, user="officer", password=OFFICER_PASSWORD)


def work_the_day(command: Commands, officer: Commands) -> None:
    """A recheck and a talk by an officer; two people come, one of whom is asked for elsewhere in the evening."""
    talk = (
        "talk",
        "--number",
        number_of(TALKED_WITH),
        "--kind",
        "ordinary",
        "--minutes",
        "20",
        "--content",
        "日常教育",
    )
    recheck = ("reading", "--number", number_of(FEVERISH), "--celsius", "37.1", "--device", "水银-09")
    officer.at_once((*recheck, "--at", f"{DAY} 07:50"), (*talk, "--at", f"{DAY} 10:00"))
    command.at_once(admitted(*MAN, "男", "16:00"), admitted(*WOMAN, "女", "18:30"))
    officer("absence", "--number", MAN[0], "--date", str(DAY), "--window", "pm", "--reason", "interrogation")


def admitted(number: str, name: str, sex: str, time: str) -> tuple[str, ...]:
    paper = ("--document", "拘留证", "--document-number", f"测拘字{number}", "--issued-by", "测试市公安局")
    who = ("--number", number, "--name", name, "--sex", sex, "--identity-unverified")
    return ("admit", *who, "--at", f"{DAY} {time}", *paper, "--document-date", str(DAY))


@pytest.fixture(scope="module")
def text(worked: Worked) -> str:
    """The printed ledger as text, without blanks."""
    return whole_text(Path(worked.printed["path"]))


def heads(people: Iterable[files.Held], men: int = 0, women: int = 0) -> dict[str, int]:
    """How many, of whom men, women and minors; with newcomers, of whom no birth date is known."""
    some = list(people)
    females = sum(one.is_woman for one in some) + women
    total = len(some) + men + women
    return {
        "total": total,
        "male": total - females,
        "female": females,
        "minor": sum(one.is_minor(DAY) for one in some),
    }


def in_brackets(of: dict[str, int]) -> str:
    return f"{of['total']}({of['male']}/{of['female']}/{of['minor']})"


def test_samples_come_in_without_a_warning_and_nothing_is_added_twice(worked: Worked) -> None:
    cells, staff = files.lines_of("cells.csv", "gb18030"), files.lines_of("staff.csv", "utf-8-sig")
    people, am, pm = len(files.held()), len(files.readings("am")), len(files.readings("pm"))
    clean: dict[str, list[Any]] = {"warnings": [], "errors": []}
    assert (worked.founded["cells"], worked.founded["warnings"]) == (cells, [])
    assert worked.first == [
        {"rows": rows, "imported": rows, "unchanged": 0, **clean} for rows in (staff, people, am, pm)
    ]
    assert worked.again == [{"rows": rows, "imported": 0, "unchanged": rows, **clean} for rows in (cells, people)]


def test_morning_round_measures_everybody_and_keeps_both_values_of_a_fever_that_is_none(worked: Worked) -> None:
    measured = files.of_people(files.readings("am"))
    assert (worked.am["expected"], worked.am["measured"]) == (len(files.held()), len(measured))
    assert worked.am["missing"] == []
    fevers = {number: value for number, value in measured.items() if value >= Decimal("37.3")}
    assert [(one["number"], one["celsius"], one["state"]) for one in worked.am["abnormal"]] == [
        (number, float(value), "not_confirmed") for number, value in fevers.items()
    ]
    assert list(fevers) == [number_of(FEVERISH)]


def test_evening_round_expects_whoever_came_before_it_ended_and_names_who_is_missing(worked: Worked) -> None:
    measured = files.of_people(files.readings("pm"))
    assert (worked.pm["expected"], worked.pm["measured"]) == (len(files.held()) + 2, len(measured))
    assert worked.pm["missing"] == [
        {"name": MAN[1], "number": MAN[0], "cell": "", "reason": "interrogation"},
        {"name": WOMAN[1], "number": WOMAN[0], "cell": "", "reason": None},
    ]
    assert worked.pm["abnormal"] == []
    staff = files.of_staff(files.readings("pm"))
    assert (worked.pm["staff"]["expected"], worked.pm["staff"]["measured"]) == (len(staff), len(staff))


def test_release_waits_for_its_document_and_for_nothing_else(worked: Worked) -> None:
    assert (worked.undocumented["error"]["kind"], worked.undocumented["error"]["field"]) == ("refused", "document")
    assert (worked.released["name"], worked.released["late"]) == (LEAVING, None)
    assert "release.body_check" in {one["rule"] for one in worked.released["open_items"]}


def test_day_closes_only_with_the_right_count(worked: Worked) -> None:
    assert worked.miscounted["closed"] is False
    assert [one["rule"] for one in worked.miscounted["against"]] == ["closing.population"]
    held = len(files.held())
    assert worked.closed["closed"] is True
    assert [worked.closed[name] for name in ("opening", "intake", "exits", "closing")] == [held, 2, 1, held + 2 - 1]
    assert worked.closed["backup_problem"] is None
    assert Path(worked.closed["backup"]).is_file()


def test_population_of_the_ledger_is_what_the_roster_says(worked: Worked, text: str) -> None:
    people = files.held()
    stayed = [one for one in people if one.name != LEAVING]
    gone = [one for one in people if one.name == LEAVING]
    none = heads([])
    for column, title, of, came in (
        ("criminal_detention", "刑事拘留", lambda one: not one.is_arrested, (1, 1)),
        ("arrest", "逮捕", lambda one: one.is_arrested, (0, 0)),
        (None, "合计", lambda one: True, (1, 1)),
    ):
        row = {
            "opening": heads(filter(of, people)),
            "intake": heads([], *came),
            "exits": heads(filter(of, gone)),
            "changed": none,
            "closing": heads(filter(of, stayed), *came),
        }
        figures = worked.printed["figures"]["population"]
        assert {"column": column, **row} in figures
        assert title + "".join(map(in_brackets, row.values())) in text
    held = len(people)
    figures = worked.printed["figures"]
    assert [figures[name] for name in ("opening", "intake", "exits", "closing", "counted")] == [
        held, 2, 1, held + 1, held + 1,
    ]  # fmt: skip
    assert f"昨日在所{held}今日收入2今日出所1今日在所{held + 1}" in text
    assert f"昨日{held}＋收2－出1＝今日{held + 1}；日终实有{held + 1}。" in text
    cells = {one.cell for one in stayed}
    assert (figures["cells_in_use"], figures["unplaced"], figures["over_term"]) == (len(cells), 2, 0)
    capacity = sum(int(one["容量"]) for one in files.cells())
    area = sum(Decimal(one["面积（㎡）"]) for one in files.cells() if one["监室"] in cells)
    each = int(100 * area / (held - 1)) / 100
    assert (figures["capacity"], figures["area_per_person"]) == (capacity, each)
    for words in (f"监室内{held - 1}", "未分监室2", "外出未报", f"使用监室数{len(cells)}", f"核定容量{capacity}"):
        assert words in text
    for one in files.cells():
        living = sum(two.cell == one["监室"] for two in stayed)
        if living:
            room = int(100 * Decimal(one["面积（㎡）"]) / living)
            line = (one["监区"], one["监室"], one["容量"], living, one["面积（㎡）"], f"{room // 100}.{room % 100:02}")
            assert "".join(map(str, line)) in text


def test_rounds_of_the_ledger_are_those_of_the_command(worked: Worked, text: str) -> None:
    rows = {(one["window"], one["of"]): one for one in worked.printed["figures"]["rounds"]}
    assert len(rows) == 4
    titles = {("am", "people"): "早测在所人员", ("am", "staff"): "早测民警职工",
              ("pm", "people"): "晚测在所人员", ("pm", "staff"): "晚测民警职工"}  # fmt: skip
    for window, answer in (("am", worked.am), ("pm", worked.pm)):
        for group, told in (("people", answer), ("staff", answer["staff"])):
            row = rows[window, group]
            counts = told["expected"], told["measured"], len(told["missing"]), len(told["abnormal"])
            assert (row["expected"], row["measured"], row["missing"], row["abnormal"]) == counts
            tenths = 1000 * told["measured"] // told["expected"]
            assert f"{titles[window, group]}{counts[0]}{counts[1]}{tenths // 10}.{tenths % 10}%" in text


def test_talks_of_the_ledger_are_those_of_the_command_and_the_story(worked: Worked, text: str) -> None:
    week_ends = DAY + timedelta(days=7 - DAY.isoweekday())
    week_begins = week_ends - timedelta(days=6)
    owed = [
        one for one in files.held() if one.name != LEAVING and (week_ends - max(one.admitted, week_begins)).days >= 2
    ]
    left = next(one for one in files.held() if one.name == LEAVING)
    assert (DAY - max(left.admitted, week_begins)).days >= 2, "three days of a week make the duty full"
    people, key_people = len(owed) + 1, sum(one.is_key_person for one in files.held())
    expected = {"talks.officer_weekly": (people, 1, people - 1), "talks.leader_weekly": (key_people, 0, key_people)}
    talks = worked.printed["figures"]["talks"]
    assert (talks["held"], talks["people"], talks["first_due"], talks["first_overdue"]) == (1, 1, 0, 0)
    assert {one["kind"]: one["held"] for one in talks["kinds"] if one["held"]} == {"ordinary": 1}
    printed = {one["quota"]: (one["people"], one["fulfilled"], one["short"]) for one in talks["quotas"]}
    asked = {one["rule"]: (one["people"], one["fulfilled"], len(one["short"])) for one in worked.quota["quotas"]}
    assert printed == asked == expected
    assert "今日谈话次数1谈话人数1今日应首次谈话0" in text
    assert f"管教民警每周谈话{people}1{people - 1}" in text
    assert f"所领导每周与重点人员谈话{key_people}0{key_people}" in text


def test_ledger_gives_every_name_back_the_rare_ones_too(worked: Worked, text: str) -> None:
    assert worked.printed["missing_characters"] == []
    names = [squeezed(one.name) for one in files.held()] + [MAN[1], WOMAN[1]]
    assert [name for name in names if name not in text] == []
    assert all(sign in "".join(names) for sign in "䶮𬍛㛃𬀩")
    assert re.search(r"37\.407:21[^→]*→37\.107:50", text)  # between them stands when the file was taken over


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_another_reader_gives_the_names_back(worked: Worked) -> None:
    done = subprocess.run(["pdftotext", worked.printed["path"], "-"], capture_output=True, check=True)
    read = squeezed(done.stdout.decode())
    assert [one.name for one in files.held() if squeezed(one.name) not in read] == []


def test_printed_ledger_is_genuine_then_altered_then_superseded(worked: Worked) -> None:
    assert (worked.printed["is_closed"], worked.printed["version"]) == (True, 1)
    assert (worked.genuine["verdict"], worked.genuine["problems"]) == ("genuine", [])
    assert worked.altered["verdict"] == "altered"
    assert worked.superseded["verdict"] == "superseded"
    assert worked.reprinted["version"] == 2
    assert worked.reprinted["figures"] == {**worked.printed["figures"], "addenda": 1}
