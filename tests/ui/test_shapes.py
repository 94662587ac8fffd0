"""Every sign is drawn by the fonts that come with the program; another font would be another look, or an empty box."""

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QRawFont

import ui
from resources import path
from ui.theme import State

FOLDER = Path(ui.__file__).parent
TEXTS = (path("locale", "zh_CN", "LC_MESSAGES", "facility.po"), *path("rules").glob("*.toml"))


def _signs() -> set[str]:
    """Every character of the window's own texts, of the Chinese ones and of the rules."""
    trees = [ast.parse(one.read_text("utf-8")) for one in FOLDER.rglob("*.py")]
    literals = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    texts = [one for one in literals if isinstance(one, str)] + [one.read_text("utf-8") for one in TEXTS]
    return {sign for text in texts for sign in text if sign.isprintable()} | {one for of in State for one in of.shape}


@pytest.mark.parametrize("font", ["NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf"])
def test_fonts_have_every_sign_of_the_window_and_its_texts(qapp: QGuiApplication, font: str) -> None:
    drawn = QRawFont(str(path("fonts", font)), 12)
    assert drawn.isValid()
    signs = _signs()
    assert signs > set("✓×–→↑↓−台账")
    assert {one for one in signs if not drawn.supportsCharacter(ord(one))} == set()


def test_no_two_states_have_one_shape() -> None:
    shapes = [one.shape for one in State]
    assert len(set(shapes)) == len(shapes)
