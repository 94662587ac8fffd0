"""The figures of a rule entry one by one, each of a plain sort, as a form or a command line shows them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time
from decimal import Decimal, InvalidOperation
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from db.values import Invalid
from facility_app.rules.entries import RuleEntry
from resources.text import N_

Figure = int | Decimal | time | bool | str | None

_SETTLED = frozenset(
    {
        *("id", "effective_from", "source", "kinds"),
        *("severity", "tells_procurator", "clinicians_only", "decides"),
        *("part", "by_term", "prints_term", "must_talk", "is_medical", "not_minors"),
    }
)
"""What an entry is, and who answers for it; no figure of it."""

_RESTING = frozenset(
    {
        *(("rounds.toml", "window"), ("rounds.toml", "reason")),
        *(("talks.toml", "quota"), ("talks.toml", "kind"), ("talks.toml", "shortfall_list")),
        *(("symptoms.toml", "symptom"), ("release.toml", "check"), ("separation.toml", "separation")),
        ("clusters.toml", "cluster"),
    }
)
"""The lists whose entries a site may switch off: nothing relies on any one of them."""

_BOUNDS: dict[str, tuple[int | str, int | str]] = {
    "early_minutes": (0, 240),
    "value": ("30.0", "45.0"),
    "low": ("25.0", "45.0"),
    "high": ("25.0", "50.0"),
    "degrees": ("0.1", "5.0"),
    "far": ("0.1", "5.0"),
    "per_week": (0, 21),
    "week_starts_on": (1, 7),
    "weekday": (1, 7),
    "full_from_days": (1, 7),
    "share_percent": (1, 100),
    "order": (1, 999),
    "again_every": (1, 365),
    "least": (1, 999),
    "within_hours": (1, 720),
    "looks_back_days": (7, 365),
    "while_high_minutes": (15, 1440),
    "else_minutes": (15, 1440),
    "least_people": (2, 999),
    "least_in_cell": (2, 999),
    "least_in_round": (2, 999),
    "least_readings": (1, 999),
    "most_a_minute": (1, 999),
}
_BY_ENDING: tuple[tuple[str, tuple[int, int]], ...] = (
    ("_minutes", (0, 1440)),
    ("_hours", (0, 720)),
    ("_days", (0, 365)),
)
_NUMBERS = (0, 10_000)
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}")
_WORDS = re.compile(r"(^|[._])(en|zh)$")


class FigureSort(Enum):
    """What a figure is."""

    WHOLE = "whole"
    DECIMAL = "decimal"
    TIME = "time"
    TICK = "tick"
    TEXT = "text"
    CHOICE = "choice"


EXPECTED = {
    FigureSort.WHOLE: N_("a whole number"),
    FigureSort.DECIMAL: N_("a number"),
    FigureSort.TIME: N_("a time such as 07:00"),
    FigureSort.TICK: N_("yes or no"),
    FigureSort.TEXT: N_("a text"),
    FigureSort.CHOICE: N_("one of those that are offered"),
}


@dataclass(frozen=True, slots=True)
class RuleFigure:
    """One figure of an entry.

    Attributes:
        name: that of the field; `fever.value` stands within a field.
        value: what it is in this version of the entry.
        low: with `high`, both ends included; None: there is no end.
    """

    name: str
    sort: FigureSort
    value: Figure
    is_optional: bool = False
    choices: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None


def figures_of(pack: str, sort: str, entry: RuleEntry) -> tuple[RuleFigure, ...]:
    """The figures of an entry that may differ from site to site, in its order, its names last."""
    found = [
        one
        for one in _figures(entry, "")
        if one.name not in _SETTLED and (one.name != "active" or (pack, sort) in _RESTING)
    ]
    return tuple(sorted(found, key=lambda one: (bool(_WORDS.search(one.name)), one.name == "active")))


def read_figure(figure: RuleFigure, given: object) -> Figure:
    """A value as it was given, as the figure takes it; a text is read as it is typed.

    Raises:
        Invalid: it is of another sort or out of bounds; `field` is the figure.
    """
    if given is None or (isinstance(given, str) and not given.strip()):
        if figure.is_optional:
            return "" if figure.sort is FigureSort.TEXT else None
        raise Invalid(N_("Something has to stand here: {expected}."), field=figure.name, expected=EXPECTED[figure.sort])
    try:
        value: Figure = _READERS[figure.sort](given)
    except (ValueError, InvalidOperation):
        raise _unlike(figure, given) from None
    if figure.choices and value not in figure.choices:
        raise _unlike(figure, given)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        _refuse_beyond(figure, Decimal(value))
    return value


def plain_of(value: Figure) -> bool | int | str | None:
    """A figure as JSON keeps it."""
    if isinstance(value, time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _figures(holder: msgspec.Struct, within: str) -> Iterator[RuleFigure]:
    for field in msgspec.structs.fields(type(holder)):
        value = getattr(holder, field.name)
        if isinstance(value, msgspec.Struct):
            yield from _figures(value, f"{field.name}.")
            continue
        kind, is_optional = _plain_kind(field.type)
        sort = _SORTS.get(kind, FigureSort.CHOICE if get_origin(kind) is Literal else None)
        name = within + field.name
        if sort is None or (sort is FigureSort.TEXT and not _WORDS.search(name)):
            continue
        choices = _choices(kind, value) if sort is FigureSort.CHOICE else ()
        low, high = _bounds(field.name) if sort in (FigureSort.WHOLE, FigureSort.DECIMAL) else (None, None)
        yield RuleFigure(name, sort, value, is_optional or field.default == "", choices, low, high)


def _choices(kind: Any, value: object) -> tuple[str, ...]:
    """What is offered. A limit may take its end in or leave it out; it never turns to its other side."""
    return tuple(one for one in get_args(kind) if (one == "<") is (value == "<"))


def _plain_kind(kind: Any) -> tuple[Any, bool]:
    """A type without its None, and whether it had one."""
    if get_origin(kind) in (Union, UnionType):
        rest = [one for one in get_args(kind) if one is not type(None)]
        return (rest[0] if len(rest) == 1 else None), True
    return kind, False


def _bounds(name: str) -> tuple[Decimal, Decimal]:
    ends = _BOUNDS.get(name) or next((ends for ending, ends in _BY_ENDING if name.endswith(ending)), _NUMBERS)
    return Decimal(ends[0]), Decimal(ends[1])


def _refuse_beyond(figure: RuleFigure, value: Decimal) -> None:
    if figure.low is not None and figure.high is not None and not figure.low <= value <= figure.high:
        raise Invalid(
            N_("{value} makes no sense here. Give a number from {low} to {high}."),
            field=figure.name,
            value=value,
            low=figure.low,
            high=figure.high,
        )


def _unlike(figure: RuleFigure, given: object) -> Invalid:
    return Invalid(
        N_("“{given}” does not fit here. Give {expected}."),
        field=figure.name,
        given=str(given),
        expected=" · ".join(figure.choices) or EXPECTED[figure.sort],
    )


def _whole(given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int | str):
        raise ValueError
    return int(given)


def _decimal(given: object) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, int | str | Decimal):
        raise ValueError
    value = Decimal(given)
    if not value.is_finite():
        raise ValueError
    return value


def _time(given: object) -> time:
    if isinstance(given, time):
        return given
    if not isinstance(given, str):
        raise ValueError
    text = given.strip()
    if _CLOCK.fullmatch(text):
        hours, minutes = re.split("[:：]", text)
        return time(int(hours), int(minutes))
    return time.fromisoformat(text)


def _tick(given: object) -> bool:
    answers = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
    if isinstance(given, bool):
        return given
    if not isinstance(given, str) or given.strip().lower() not in answers:
        raise ValueError
    return answers[given.strip().lower()]


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise ValueError
    return given.strip()


_SORTS: dict[Any, FigureSort] = {
    int: FigureSort.WHOLE,
    Decimal: FigureSort.DECIMAL,
    time: FigureSort.TIME,
    bool: FigureSort.TICK,
    str: FigureSort.TEXT,
}
_READERS: dict[FigureSort, Callable[[object], Figure]] = {
    FigureSort.WHOLE: _whole,
    FigureSort.DECIMAL: _decimal,
    FigureSort.TIME: _time,
    FigureSort.TICK: _tick,
    FigureSort.TEXT: _text,
    FigureSort.CHOICE: _text,
}
