"""Which column of a copied table is which, where the columns of several rounds stand side by side.

A heading may name its round: 早测, 晚测体温, "am temperature". Which of several temperatures is meant, nobody guesses.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from db.values import Invalid
from facility_app.core.phrases import listed
from facility_app.exchange.cells import Cell, as_text
from facility_app.exchange.columns import Column, Format
from facility_app.exchange.csvfile import HEAD
from facility_app.exchange.headings import Header, normal, ranks_of
from facility_app.exchange.tables import Line
from resources.text import N_, _

_ROUNDS = {
    "am": re.compile(r"早上|早晨|早间|清晨|早|上午|晨|(?<![a-z])(?:a\.?m\.?|morning)(?![a-z])"),
    "pm": re.compile(r"下午|傍晚|晚上|晚间|夜间|晚|(?<![a-z])(?:p\.?m\.?|afternoon|evening)(?![a-z])"),
}
"""By the id of a round how headings name it; rounds that a facility has beside them are named by none."""
_A_TEMPERATURE = frozenset({"", "c", "温", "测", "测温", "检", "检测", "测量", "值"})
"""What is left of a heading that names a round, where it is that of a temperature."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading; `words` as headings are compared, without the round; `round`: the id, empty where it names none."""

    at: int
    words: str = ""
    round: str = ""


def headings_of(line: Line) -> list[Heading]:
    """The headings of a line; those of rounds known by what they say."""
    return [_heading(at, cell) for at, cell in enumerate(line.cells)]


def _heading(at: int, cell: Cell) -> Heading:
    text = unicodedata.normalize("NFKC", as_text(cell)).casefold()
    named = [one for one, words in _ROUNDS.items() if words.search(text)]
    if len(named) != 1:
        return Heading(at, normal(text))
    return Heading(at, normal(_ROUNDS[named[0]].sub("", text)), named[0])


def chosen(candidates: Sequence[Heading], window: str, names: Callable[[int], str]) -> int:
    """At which position the temperature of a round stands.

    Args:
        candidates: where temperatures stand, at least one.
        names: what a column is called.

    Raises:
        Invalid: several could be it, or all are of other rounds; the message names the columns.
    """
    mine = [one for one in candidates if one.round == window]
    free = [one for one in candidates if not one.round or window not in _ROUNDS]
    found = mine or free
    if len(found) == 1:
        return found[0].at
    columns = listed(names(one.at) for one in found or candidates)
    if found:
        raise Invalid(
            N_(
                "Several columns could be the temperature of this round: {columns}. "
                "Name the round in the heading, such as 早测 or 晚测, or copy only the one that is meant."
            ),
            columns=columns,
        )
    raise Invalid(
        N_("What was copied is of another round: {columns}. Turn to that round, or copy the column of this one."),
        columns=columns,
    )


def header_of_round(
    form: Format, lines: Sequence[Line], window: str, holds_temperature: Callable[[int], bool]
) -> Header | None:
    """The line among the first that names a temperature of a round, and whose it is; None: there is none.

    Raises:
        Invalid: several columns could be that temperature, or all are of other rounds.
    """
    named = [(line, columns_of(form, line)) for line in lines[:HEAD]]
    line, columns = max(named, key=lambda one: len(one[1]), default=(None, {}))
    if line is None or "celsius" not in columns or not {"code", "name"} & columns.keys():
        return None
    texts = tuple(" ".join(as_text(cell).split()) for cell in line.cells)
    places: dict[int, Column] = {}
    for key, found in columns.items():
        if key == "celsius":
            filled = [one for one in found if holds_temperature(one.at)] or found
            places[chosen(filled, window, lambda at: texts[at])] = form.column(key)
            continue
        fitting = sorted((one for one in found if one.round in ("", window)), key=lambda one: not one.round)
        if fitting:
            places[fitting[0].at] = form.column(key)
    return Header(line.number, texts, dict(sorted(places.items())))


def heading_line(form: Format, lines: Sequence[Line], is_value: Callable[[Cell], bool]) -> Line | None:
    """The first line where it is one of headings: one of them is known, and none of its cells is a value."""
    if not lines or any(map(is_value, lines[0].cells)):
        return None
    return lines[0] if columns_of(form, lines[0]) else None


def columns_of(form: Format, line: Line) -> dict[str, list[Heading]]:
    """By key the headings of a line that say so, the one that says it best first."""
    ranks = ranks_of(form)
    said = sorted(((*_rank(ranks, one), one.at, one) for one in headings_of(line)), key=lambda one: (one[0], one[2]))
    found: dict[str, list[Heading]] = {}
    for _order, key, _at, one in said:
        if key:
            found.setdefault(key, []).append(one)
    return found


def _rank(ranks: Mapping[str, tuple[int, Column]], heading: Heading) -> tuple[int, str]:
    for words in (heading.words, heading.words.removeprefix("测")):
        if words in ranks:
            rank, column = ranks[words]
            return rank, column.key
    return 0, "celsius" if heading.round and heading.words in _A_TEMPERATURE else ""


def column_name(texts: Sequence[str], at: int) -> str:
    """What a column is called; without a heading, by its place."""
    return (texts[at] if at < len(texts) else "") or _("column {number}").format(number=at + 1)
