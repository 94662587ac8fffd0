"""Folding text into lines, as Chinese is folded: between any two characters, with a few exceptions."""

from facility_app.reports.fonts import Face

_NOT_FIRST = frozenset("，。、；：！？）》〉」』】〕”’％‰℃…—·,.;:!?)]}%")
_NOT_LAST = frozenset("（《〈「『【〔“‘￥([{¥$")
_CHINESE_FROM = "\u2e80"


def fold(text: str, width: float, face: Face, size: float) -> tuple[str, ...]:
    """A text as lines no wider than `width` points.

    Nothing is lost but spaces at the end of a line: a word that is wider than the line is parted anywhere.
    """
    return tuple(line for part in text.split("\n") for line in _fold(part, width, face, size))


def _fold(text: str, width: float, face: Face, size: float) -> list[str]:
    if face.width(text, size) <= width:
        return [text]
    lines: list[str] = []
    start = place = parting = 0
    used = 0.0
    while place < len(text):
        advance = face.width(text[place], size)
        if used + advance > width and place > start and text[place] != " ":
            end = parting if parting > start else place
            lines.append(text[start:end].rstrip(" "))
            start = place = parting = end
            used = 0.0
            continue
        used += advance
        place += 1
        if place < len(text) and _may_part(text[place - 1], text[place]):
            parting = place
    return [*lines, text[start:]]


def _may_part(before: str, after: str) -> bool:
    if after == " " or before == " ":
        return after != " "
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return before >= _CHINESE_FROM or after >= _CHINESE_FROM or before in "-/"


def widest_word(text: str, face: Face, size: float) -> float:
    """How wide a column must be to show a heading without parting a word of it, in points."""
    widest = 0.0
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or text[place] == "\n" or _may_part(text[place - 1], text[place]):
            widest = max(widest, face.width(text[start:place].strip(), size))
            start = place
    return widest
