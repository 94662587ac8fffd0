"""The two faces that every page is set in, and the characters that they lack."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.ttfonts import TTFont

from resources import path

REPLACEMENT = "□"
_FILES = {False: "NotoSansSC_400Regular.ttf", True: "NotoSansSC_700Bold.ttf"}
_BEYOND_BMP = re.compile(r"<([0-9A-F]{5,6})>")


class _Font(TTFont):
    """ReportLab's font, mended: it writes U+2CB4D into the map to Unicode as it stands, and copying gives ⲴD.

    The map wants UTF-16 (seen with ReportLab 5.1; rare names such as 𬍛 came back as others).
    """

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        super().addObjects(doc)
        for name, stored in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:") and isinstance(stored, PDFStream):
                stored.content = _BEYOND_BMP.sub(_utf_16, stored.content)


def _utf_16(found: re.Match[str]) -> str:
    return f"<{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>"


@dataclass(frozen=True, slots=True)
class Face:
    """A weight of the typeface that measures text."""

    font: TTFont

    @property
    def name(self) -> str:
        """What ReportLab knows it by."""
        return str(self.font.fontName)

    def width(self, text: str, size: float) -> float:
        """How wide a text runs, in points."""
        return float(self.font.stringWidth(text, size))

    def has(self, character: str) -> bool:
        """Whether the face can show a character."""
        return ord(character) in self.font.face.charToGlyph


@cache
def face(bold: bool = False) -> Face:
    """The regular or the bold face, read from its file when it is first asked for (some 0.06 s)."""
    file = path("fonts", _FILES[bold])
    font = _Font(file.stem, str(file), shapable=False)
    pdfmetrics.registerFont(font)
    return Face(font)


@dataclass(frozen=True, slots=True)
class Gaps:
    """Characters that cannot be printed as they are.

    Attributes:
        missing: those that somebody must be told of, in code order.
        table: for `str.translate`, what is printed in their place; empty when nothing needs replacing.
    """

    missing: tuple[str, ...]
    table: dict[int, str]


def find_gaps(texts: Iterable[str]) -> Gaps:
    """What the faces lack of some texts.

    A character without a glyph becomes a visible □. Variants of a character (U+FE00, U+E0100 and following) are
    printed as the plain one and told of; tabs become spaces; characters without any look are left out.
    """
    used: set[str] = set().union(*texts) - {"\n"}
    lacking = sorted(one for one in used if _is_control(one) or not (face(False).has(one) and face(True).has(one)))
    table = {ord(one): _stand_in(one) for one in lacking}
    return Gaps(tuple(one for one in lacking if table[ord(one)] == REPLACEMENT or _is_variant(one)), table)


def _stand_in(character: str) -> str:
    if character == "\t":
        return " "
    if character == "\r" or _is_variant(character) or unicodedata.category(character) == "Cf":
        return ""
    return REPLACEMENT


def _is_control(character: str) -> bool:
    # The font draws a carriage return as a crossed box.
    return unicodedata.category(character) == "Cc"


def _is_variant(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
