"""The order in which people expect what bears a number: 二监区 before 十一监区, cell 9 before cell 10."""

import re
from functools import lru_cache

_DIGITS = {sign: value for value, signs in enumerate(("〇零", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
           for sign in signs}  # fmt: skip
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMBERS = re.compile(rf"\d+|[{''.join((*_DIGITS, *_UNITS))}]+")

NumberKey = tuple[tuple[int, int, str], ...]
"""Texts and numbers in turn; numbers come first."""


@lru_cache(maxsize=16_384)
def by_number(text: str) -> NumberKey:
    """The key by which names are sorted: the numbers in them by their value, Arabic ones and Chinese ones alike."""
    key: list[tuple[int, int, str]] = []
    end = 0
    for found in _NUMBERS.finditer(text):
        if found.start() > end:
            key.append((1, 0, text[end : found.start()]))
        key.append((0, _value(found.group()), ""))
        end = found.end()
    if end < len(text):
        key.append((1, 0, text[end:]))
    return tuple(key)


def _value(number: str) -> int:
    if number[0] not in _DIGITS and number[0] not in _UNITS:
        return int(number)
    if not any(sign in _UNITS for sign in number):
        return int("".join(str(_DIGITS[sign]) for sign in number))
    total, digit = 0, None
    for sign in number:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            total += (1 if digit is None else digit) * _UNITS[sign]
            digit = None
    return total + (digit or 0)
