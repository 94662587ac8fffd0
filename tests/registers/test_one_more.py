"""One more register is one file, its revision and its Chinese lines: tried in a copy of the program."""

import inspect
import os
import shutil
import subprocess
import sys
from pathlib import Path

from db.schema import HEAD_REVISION
from tests.registers import test_conformance

ROOT = Path(__file__).resolve().parents[2]
_PARTS = ("bench", "db", "facility_app", "packaging", "resources", "tests", "ui", "pyproject.toml")
_REGISTER = '''"""Inspections of cells (清监): what was looked at, what was found, and until when it is put right."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.declaration import Deadline, Group, Register, when
from db.register import Choice, RegisterRecord, field, refers_to, signs
from resources.text import N_


class Finding(Choice):
    """What came of it."""

    NOTHING = "nothing", N_("nothing found"), "无|正常"
    CONTRABAND = "contraband", N_("contraband"), "违禁品"
    DAMAGE = "damage", N_("damage"), "损坏"


class CellInspection(RegisterRecord):
    """One inspection of one cell."""

    about = Register(
        "cell_inspection",
        N_("Cell inspections"),
        N_("Doors, windows, walls, beds and pipes; what is found is put right and looked at again."),
        Group.SECURITY,
        "local default (daily walk, weekly search)",
        columns=("cell_id", "finding", "details", "fix_by", "checked_again_at", "inspector_id"),
        ledger="inspections",
        subject="cell_id",
        count_by="finding",
        deadlines=(
            Deadline(
                "checked_again_at",
                N_("second look"),
                "local default",
                by="fix_by",
                within=timedelta(days=7),
                when=when("finding", Finding.CONTRABAND, Finding.DAMAGE),
            ),
        ),
    )

    cell_id: Mapped[UUID] = refers_to("cell", N_("Cell"), synonyms="监室号")
    finding: Mapped[Finding] = field(N_("Finding"), of=Finding, synonyms="检查结果")
    details: Mapped[str | None] = field(
        N_("Details"), long=True, required_when=when("finding", Finding.CONTRABAND, Finding.DAMAGE)
    )
    fix_by: Mapped[date | None] = field(N_("To be mended by"), synonyms="整改期限")
    checked_again_at: Mapped[datetime | None] = field(N_("Checked again at"), later=True, synonyms="复查时间")
    inspector_id: Mapped[UUID] = signs(N_("Inspector"), synonyms="检查人")
'''
_CHINESE = {
    "contraband": "违禁物品",
    "Cell inspections": "监室检查",
    "Doors, windows, walls, beds and pipes; what is found is put right and looked at again.": "检查门窗墙床。",
    "second look": "复查",
    "Finding": "检查情况",
    "Details": "详细情况",
    "Checked again at": "复查时间",
    "Inspector": "检查人",
}


def test_one_more_register_is_one_file_its_revision_and_its_chinese_lines(tmp_path: Path) -> None:
    copy = _copy(tmp_path / "copy")
    (copy / "db" / "registers" / "cell_inspection.py").write_text(_REGISTER, "utf-8")
    _run(copy, "packaging/revision.py", "cell inspections")
    _run(copy, "packaging/texts.py", fails=True)  # it says which texts have no Chinese
    catalogue = copy / "resources" / "locale" / "zh_CN" / "LC_MESSAGES" / "facility.po"
    text = catalogue.read_text("utf-8")
    for english, chinese in _CHINESE.items():
        empty = f'msgid "{english}"\nmsgstr ""'
        assert empty in text, english
        text = text.replace(empty, f'msgid "{english}"\nmsgstr "{chinese}"')
    catalogue.write_text(text, "utf-8")
    _run(copy, "packaging/texts.py")
    _run(copy, "-m", "facility_app.cli", "check-rules")
    said = _run(
        copy,
        "-m",
        "pytest",
        "tests/registers/test_conformance.py",
        "-q",
        "-rA",
        "-k",
        "cell_inspection and not postgres",
    )
    assert {name for name in _tests_of_each_register() if name not in said} == set()
    assert "FAILED" not in said
    said = _run(copy, "-m", "pytest", "tests/migrations", "-q", "-rA", "-k", "sqlite")
    assert said.count("PASSED") >= 5
    changed = {str(path.relative_to(copy)) for path in _files(copy) if not _is_as_here(path, copy)}
    revision = f"db/migrations/versions/{int(HEAD_REVISION) + 1:04}_cell_inspections.py"
    locale = "resources/locale/zh_CN/LC_MESSAGES/facility"
    assert changed == {"db/registers/cell_inspection.py", revision, "db/schema.py", f"{locale}.po", f"{locale}.mo"}


def _tests_of_each_register() -> list[str]:
    functions = inspect.getmembers(test_conformance, inspect.isfunction)
    return [name for name, one in functions if name.startswith("test_") and "name" in inspect.signature(one).parameters]


def _copy(to: Path) -> Path:
    to.mkdir()
    for name in _PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, to / name)
    return to


def _run(copy: Path, *words: str, fails: bool = False) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode != 0) is fails, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def _files(copy: Path) -> list[Path]:
    return [
        path for path in copy.rglob("*") if path.is_file() and not {".hypothesis", ".pytest_cache"} & set(path.parts)
    ]


def _is_as_here(path: Path, copy: Path) -> bool:
    here = ROOT / path.relative_to(copy)
    return here.is_file() and here.read_bytes() == path.read_bytes()
