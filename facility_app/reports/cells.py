"""How a cell or a heading is worded: zero is 0, nothing is "not reported", never blank."""

from resources.text import _, language

_DIGITS = "〇一二三四五六七八九"


def zero(count: int) -> str:
    """A count as it is printed: zero is a figure like any other."""
    return str(count)


def reported(value: object | None) -> str:
    """A value as it is printed, or that nobody reported one."""
    text = "" if value is None else str(value)
    return text if text.strip() else _("not reported")


def numbered(number: int, heading: str) -> str:
    """A section heading with its number, 1 to 99: `1. Roll call` in English, `一、点名` in Chinese."""
    return f"{_chinese(number)}、{heading}" if language() == "zh_CN" else f"{number}. {heading}"


def _chinese(number: int) -> str:
    if not 1 <= number <= 99:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")
