"""What the sources may not hold."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path
    for folder in ("db", "facility_app", "resources", "ui")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "versions" not in path.parts
]


def _calls(tree: ast.AST) -> list[str]:
    return [
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]


@pytest.mark.parametrize("path", [path for path in SOURCES if path.relative_to(ROOT).parts[0] != "db"])
def test_textual_sql_stays_in_db(path: Path) -> None:
    """Text passes the guard that refuses writes past the journal."""
    tree = ast.parse(path.read_text("utf-8"))
    assert "exec_driver_sql" not in _calls(tree)
    imported = {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for name in node.names
    }
    assert not imported & {"text", "insert", "update", "delete", "create_engine"}


def test_every_text_has_its_chinese() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "texts.py"), "--check"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_names_hashes_and_no_index(lock: str) -> None:
    content = (ROOT / lock).read_text("utf-8")
    assert "--hash=sha256:" in content
    assert "://" not in content
    assert "--index" not in content


def test_modules_stay_small() -> None:
    long = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}
