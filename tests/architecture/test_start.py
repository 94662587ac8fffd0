"""What is not loaded when the window starts."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

_LOADS = """
import sys
from importlib import import_module

import ui.main
from ui.shell.plan import HIDDEN, PAGES

for plan in (*PAGES, *HIDDEN)[: {pages}]:
    import_module(plan.place.partition(":")[0])
print(*sorted({{name.partition(".")[0] for name in sys.modules}} & {unwanted!r}))
"""


@pytest.mark.parametrize(
    ("pages", "unwanted"),
    [
        (1, {"pyqtgraph", "numpy", "openpyxl"}),
        (None, {"pyqtgraph"}),  # whoever reads workbooks loads numpy too: openpyxl does where it is installed
    ],
    ids=["the window and its first page", "every page"],
)
def test_charts_are_loaded_when_one_is_shown_and_not_before(pages: int | None, unwanted: set[str]) -> None:
    """They take half a second, which nobody is to wait who opens the window."""
    done = subprocess.run(
        [sys.executable, "-c", _LOADS.format(pages=pages, unwanted=unwanted)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""
