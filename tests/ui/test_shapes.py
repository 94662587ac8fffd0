"""Every shape of a state is drawn by the fonts that come with the program; another font would be another look."""

import pytest
from PySide6.QtGui import QGuiApplication, QRawFont

from resources import path
from ui.theme import State


@pytest.mark.parametrize("font", ["NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf"])
def test_fonts_have_every_shape_of_a_state_and_every_sign_on_paper(qapp: QGuiApplication, font: str) -> None:
    drawn = QRawFont(str(path("fonts", font)), 12)
    assert drawn.isValid()
    shapes = {character for one in State for character in one.shape} | set("✓×–→↑↓−")
    assert [one for one in shapes if not drawn.supportsCharacter(ord(one))] == []


def test_no_two_states_have_one_shape() -> None:
    shapes = [one.shape for one in State]
    assert len(set(shapes)) == len(shapes)
